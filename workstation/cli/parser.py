"""The words of the command line: a public interface, so add and never rename."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from workstation.errors import UserError
from workstation.i18n import tr

DESK = ("place", "loaner", "request", "target", "call", "message", "unclaimed")
WHERE = {
    "init": "base_commands",
    "check": "base_commands",
    "backup": "base_commands",
    "restore": "base_commands",
    "admin-reset": "base_commands",
    "key": "key_commands",
    "passport-check": "key_commands",
    "intake": "order_commands",
    "do": "deed_commands",
    "find": "order_commands",
    "order": "order_commands",
    "paper": "order_commands",
    "stock": "stock_commands",
    "purchase": "stock_commands",
    "price": "money_commands",
    "invoice": "money_commands",
    "payment": "money_commands",
    "import": "import_commands",
    "export": "import_commands",
    **dict.fromkeys(DESK, "desk_commands"),
    "remind": "desk_commands",
    "warranty": "free_commands",
    "bench": "free_commands",
}
"""The module of `workstation.cli` where a command lives: only that one is imported."""


def function_of(command: str) -> str:
    """The function of a command in its module; `import` is no name for one."""
    return "load" if command == "import" else command.replace("-", "_")


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is an error document like any other."""

    def error(self, message: str) -> NoReturn:
        """Raise UserError `usage`."""
        raise UserError("usage", None, details=message, usage=self.format_usage().strip())


def build() -> Parser:
    """The whole grammar."""
    parser = Parser(prog="main.py", description=tr("Рабочее место сервисного центра"))
    parser.add_argument("--db", metavar="PATH|URL", help=tr("файл базы или адрес сервера"))
    parser.add_argument("--login", metavar="NAME", help=tr("имя для входа"))
    parser.add_argument("--password-file", metavar="FILE", help=tr("файл с паролем"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _base_commands(commands)
    _order_commands(commands)
    _store_commands(commands)
    _money_commands(commands)
    _export_command(commands)
    _desk_commands(commands)
    _key_commands(commands)
    _free_commands(commands)
    return parser


def _base_commands(commands: Any) -> None:
    init = commands.add_parser("init", help=tr("создать или обновить базу"))
    init.add_argument("--company", metavar="FILE", help=tr("реквизиты центра"))
    init.add_argument("--admin", metavar="LOGIN", help=tr("имя первого администратора"))
    init.add_argument("--training", action="store_true", help=tr("учебная база"))
    init.add_argument("--demo", type=_count, metavar="N", help=tr("добавить N учебных заказов"))
    commands.add_parser("check", help=tr("проверить все данные"))
    backup = commands.add_parser("backup", help=tr("сделать проверенную копию"))
    backup.add_argument("file", metavar="FILE")
    restore = commands.add_parser("restore", help=tr("восстановить копию на пустое место"))
    restore.add_argument("file", metavar="FILE")
    reset = commands.add_parser("admin-reset", help=tr("новый пароль администратора, если он забыт"))
    # Not `login`: that is the actor, and here nobody can log in.
    reset.add_argument("--login", dest="admin", metavar="NAME", required=True)
    reset.add_argument("--password-file", dest="new_password_file", metavar="FILE")


def _order_commands(commands: Any) -> None:
    intake = commands.add_parser("intake", help=tr("принять изделие"))
    intake.add_argument("file", metavar="FILE")
    for name in ("act", "label", "passport"):
        intake.add_argument(f"--{name}", metavar="PDF")
    intake.add_argument("--request-id", metavar="UUID", help=tr("обозначение для повтора без двойников"))
    find = commands.add_parser("find", help=tr("найти заказы"))
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=_count, default=50, metavar="N")
    order = commands.add_parser("order", help=tr("всё об одном заказе"))
    order.add_argument("number", metavar="NUMBER")
    do = commands.add_parser("do", help=tr("действие с заказом; без действия — что сейчас возможно"))
    do.add_argument("number", metavar="NUMBER")
    do.add_argument("verb", metavar="VERB", nargs="?")
    do.add_argument("file", metavar="FILE", nargs="?")
    do.add_argument("--version", type=_count, metavar="N", help=tr("версия заказа, на которой стоит решение"))
    paper = commands.add_parser("paper", help=tr("документ заказа в файл"))
    paper.add_argument("number", metavar="NUMBER")
    paper.add_argument("kind", metavar="KIND")
    paper.add_argument("pdf", metavar="PDF")
    paper.add_argument("--page", metavar="SIZE", help=tr("размер листа или ярлыка"))


def _desk_commands(commands: Any) -> None:
    helps = {
        "place": tr("места изделий: где что стоит, перемещения, пересчёт полок"),
        "loaner": tr("подменный фонд"),
        "request": tr("обращения, которые ещё не заказ"),
        "target": tr("деловые сроки и рабочий календарь"),
        "call": tr("перезвонить и другие дела; --all — всех сотрудников"),
        "message": tr("сообщения заказчикам, которые ещё не отправлены"),
        "unclaimed": tr("готовые изделия, за которыми не пришли"),
    }
    for name in DESK:
        one = commands.add_parser(name, help=helps[name])
        one.add_argument("action", metavar="ACTION", nargs="?")
        one.add_argument("word", metavar="FILE|TEXT|NUMBER", nargs="?")
        one.add_argument("--all", action="store_true", help=tr("и то, что уже закончено"))
    commands.add_parser("remind", help=tr("написать о сроках, которые истекают, и сказать о просрочке"))


def _store_commands(commands: Any) -> None:
    stock = commands.add_parser("stock", help=tr("запчасти и склад; без действия — что можно сделать"))
    purchase = commands.add_parser(
        "purchase", help=tr("заказы поставщикам; без действия — что можно сделать")
    )
    for one in (stock, purchase):
        one.add_argument("action", metavar="ACTION", nargs="?")
        one.add_argument("word", metavar="FILE|TEXT|NUMBER", nargs="?")
        one.add_argument("--limit", type=_count, default=50, metavar="N")
        one.add_argument("--all", action="store_true", help=tr("и то, что уже закончено"))
        one.add_argument("--pdf", metavar="FILE", help=tr("куда записать документ"))
        one.add_argument("--page", metavar="SIZE", help=tr("размер листа или ярлыка"))
    stock.add_argument("--serial", metavar="NUMBER", help=tr("ярлык для этого серийного номера"))
    stock.add_argument("--brand", metavar="NAME", default="", help=tr("бренд запчасти"))
    stock.add_argument("--model", metavar="NAME", default="", help=tr("к какой модели подходит"))
    stock.add_argument("--category", metavar="CODE", default="", help=tr("к какому виду изделий подходит"))
    stock.add_argument("--order", metavar="NUMBER", help=tr("только для этого заказа"))
    purchase.add_argument(
        "--out", metavar="FILE", help=tr("куда записать заказ для поставщика: CSV или текст")
    )
    load = commands.add_parser("import", help=tr("загрузить файл; всё или ничего"))
    load.add_argument("kind", metavar="KIND", choices=("parts",))
    load.add_argument("file", metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help=tr("только проверить"))
    load.add_argument(
        "--skip-bad", metavar="FILE", help=tr("плохие строки записать сюда, остальные загрузить")
    )
    load.add_argument(
        "--map", metavar="NAME=COLUMN", action="append", default=[], help=tr("какой столбец что значит")
    )


def _money_commands(commands: Any) -> None:
    helps = {
        "price": tr("цены работ; без действия — что можно сделать"),
        "invoice": tr("счета; без действия — что можно сделать"),
        "payment": tr("платежи, долги и деньги за день; без действия — что можно сделать"),
    }
    for name, text in helps.items():
        one = commands.add_parser(name, help=text)
        one.add_argument("action", metavar="ACTION", nargs="?")
        one.add_argument("word", metavar="FILE|NUMBER|DAY", nargs="?")
        one.add_argument("--limit", type=_count, default=50, metavar="N")
        one.add_argument("--all", action="store_true", help=tr("и то, что уже закончено"))
        one.add_argument("--order", metavar="NUMBER", help=tr("только для этого заказа"))


def _export_command(commands: Any) -> None:
    export = commands.add_parser("export", help=tr("выгрузить каталог и остатки в CSV или XLSX"))
    export.add_argument("kind", metavar="KIND", choices=("parts",))
    export.add_argument("file", metavar="FILE")
    export.add_argument("--in-stock", action="store_true", help=tr("только то, что лежит на складе"))
    export.add_argument("--text", metavar="TEXT", default="", help=tr("только найденное по словам"))


def _key_commands(commands: Any) -> None:
    key = commands.add_parser("key", help=tr("ключи базы и паспортов"))
    actions = key.add_subparsers(dest="action", metavar="ACTION", required=True)
    public = actions.add_parser("public", help=tr("открытый ключ центра в файл"))
    public.add_argument("file", metavar="FILE", nargs="?")
    trust = actions.add_parser("trust", help=tr("принять открытый ключ другого центра"))
    trust.add_argument("file", metavar="FILE")
    trust.add_argument("--owner", metavar="NAME", help=tr("чей это ключ"))
    export = actions.add_parser("export", help=tr("ключи базы для другого компьютера"))
    export.add_argument("file", metavar="FILE")
    take = actions.add_parser("import", help=tr("принять ключи базы на этот компьютер"))
    take.add_argument("file", metavar="FILE")
    passport = commands.add_parser("passport-check", help=tr("проверить код паспорта"))
    passport.add_argument("text", metavar="TEXT")


def _free_commands(commands: Any) -> None:
    warranty = commands.add_parser("warranty", help=tr("решение о гарантии по фактам, без базы"))
    warranty.add_argument("file", metavar="FILE")
    bench = commands.add_parser("bench", help=tr("замеры скорости (нужны исходные тексты)"))
    bench.add_argument("--orders", type=_count, metavar="N")
    bench.add_argument("--only", metavar="NAME")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number

"""Every invariant of the data, each with its count: what `check` prints and a backup is proved by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from workstation.db import Database
from workstation.i18n import mark, tr
from workstation.services import (
    checks_around,
    checks_base,
    checks_bench,
    checks_money,
    checks_orders,
    checks_papers,
    checks_purchasing,
    checks_stock,
    checks_warranty,
)

SHOWN = 50
"""How many problems of one check are spelled out; all of them are counted."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One invariant: how many things were looked at, how many failed, and the first of them in words."""

    name: str
    count: int
    failed: int = 0
    problems: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The invariant in words."""
        return tr(TITLES[self.name])


TITLES = {
    "schema": mark("Версия структуры базы"),
    "storage": mark("Целостность файла базы"),
    "foreign_keys": mark("Ссылки между записями"),
    "journal": mark("Цепочка журнала"),
    "sealed_values": mark("Запечатанные личные данные"),
    "keys": mark("Ключи базы"),
    "settings": mark("Настройки"),
    "people": mark("Пользователи и рабочие места"),
    "order_numbers": mark("Номера заказов: без пропусков и повторов"),
    "order_states": mark("Состояния заказов"),
    "order_history": mark("История состояний"),
    "order_parties": mark("Заказчик, изделие и визит каждого заказа"),
    "search": mark("Строки поиска"),
    "visits": mark("Визиты"),
    "acceptance_acts": mark("Акты приёма"),
    "document_numbers": mark("Номера документов: без пропусков и повторов"),
    "document_versions": mark("Версии и состояния документов"),
    "snapshots": mark("Снимки документов и их хеши"),
    "print_jobs": mark("Очередь печати"),
    "attachments": mark("Файлы вложений"),
    "verdicts": mark("Решения по гарантии"),
    "evidence": mark("Доказательства находок"),
    "law": mark("Параметры закона"),
    "stock_balances": mark("Остатки и резервы равны движениям"),
    "stock_layers": mark("Слои стоимости равны движениям"),
    "part_search": mark("Поиск запчастей"),
    "stock_serials": mark("Серийные номера на складе"),
    "part_requests": mark("Заявки на запчасти"),
    "purchases": mark("Заказы поставщикам"),
    "places": mark("Места изделий и перемещения"),
    "loaners": mark("Подменные изделия"),
    "unclaimed": mark("Предупреждения о невостребованных изделиях"),
    "approvals": mark("Согласования с заказчиком"),
    "requests": mark("Обращения"),
    "kept_files": mark("Снимки подменного фонда и файлы обращений"),
    "stock_numbers": mark("Номера счетов, заказов поставщикам, приходов и снятых деталей"),
    "invoices": mark("Счета: суммы и НДС равны строкам"),
    "payments": mark("Платежи, возвраты и зачёты"),
    "estimates": mark("Версии смет"),
    "discounts": mark("Скидки"),
    "order_moves": mark("Переходы заказов по таблице состояний"),
    "own_states": mark("Собственные состояния центра"),
    "checklists": mark("Списки проверок и обязательные пункты"),
    "times": mark("Время мастеров"),
    "handovers": mark("Выдача: пять сведений о ремонте"),
    "work_lines": mark("Работы и детали"),
}


def run_checks(database: Database, names: Iterable[str] | None = None) -> list[CheckResult]:
    """Run every check, or those named, in one read transaction that sees one moment of the base."""
    checks = {
        **checks_base.CHECKS,
        **checks_orders.CHECKS,
        **checks_papers.CHECKS,
        **checks_purchasing.CHECKS,
        **checks_stock.CHECKS,
        **checks_warranty.CHECKS,
        **checks_bench.CHECKS,
        **checks_money.CHECKS,
        **checks_around.CHECKS,
    }
    with snapshot(database) as session:
        return [_result(name, *checks[name](session)) for name in names or TITLES]


def is_whole(results: Iterable[CheckResult]) -> bool:
    """Whether every invariant holds."""
    return not any(result.failed for result in results)


@contextmanager
def snapshot(database: Database) -> Iterator[Session]:
    """A reading session that sees one moment of the base, whoever writes meanwhile.

    Raises StorageError for what the engine could not do.
    """
    with database.begin() as session:
        if not database.is_sqlite:
            session.connection().exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        session.info["is_sqlite"] = database.is_sqlite
        yield session


def _result(name: str, count: int, problems: Iterable[str]) -> CheckResult:
    found = iter(problems)
    shown = tuple(islice(found, SHOWN))
    return CheckResult(name, count, len(shown) + sum(1 for _ in found), shown)

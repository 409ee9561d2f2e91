"""Texts of users, logins and rights."""

from collections.abc import Callable

from workstation.i18n import mark, ntr

TEXTS: dict[str, str] = {
    "login_refused": mark("Имя или пароль не подходят. Проверьте раскладку и повторите."),
    "login_required": mark("Укажите имя пользователя: --login и --password-file."),
    "right_missing": mark("Для действия «{verb}» нужно право, которого у вас нет. Попросите руководителя."),
    "login_bad": mark("Имя для входа: латинские буквы, цифры, точка и дефис, без пробелов"),
    "login_taken": mark("Имя {login} уже занято. Выберите другое."),
    "password_wrong": mark("Нынешний пароль не подходит. Проверьте раскладку и повторите."),
    "password_short": mark("Пароль короче {shortest} знаков. Придумайте длиннее."),
    "password_long": mark("Пароль длиннее {longest} знаков. Придумайте короче."),
    "own_password_first": mark("Сначала задайте пароль себе."),
    "pin_bad": mark("ПИН — от четырёх до восьми цифр"),
    "pin_simple": mark("Такой ПИН легко угадать. Выберите другой."),
    "last_administrator": mark("Это единственный администратор. Сначала назначьте другого."),
    "admin_unknown": mark("Администратора {login} нет в этой базе. Проверьте имя."),
    "user_unknown": mark("Такого пользователя нет. Обновите список."),
}


def _wait(seconds: int) -> str:
    return ntr("Повторить вход можно через {n} секунду", "Повторить вход можно через {n} секунд", seconds)


COUNTED: dict[str, tuple[str, Callable[[int], str]]] = {
    "login_delay": ("seconds", _wait),
    "login_wait": ("seconds", _wait),
}
"""Code → the fact that is counted, and the sentence with its right form."""

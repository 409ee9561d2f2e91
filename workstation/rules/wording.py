"""Terms in words: dates, «осталось 3 дня», «просрочено на 2 дня»."""

from __future__ import annotations

from datetime import date

from workstation.i18n import ntr, tr

_TEENS = range(11, 15)
_FEW = (2, 3, 4)


def show_date(day: date) -> str:
    """`22.11.2026`."""
    return f"{day:%d.%m.%Y}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The Russian form for a number, for texts that are stored and printed and stay Russian."""
    tens, last = number % 100, number % 10
    if tens in _TEENS:
        return many
    return one if last == 1 else few if last in _FEW else many


def days(number: int) -> str:
    """`25 дней` in a stored Russian text."""
    return f"{number} {plural(number, 'день', 'дня', 'дней')}"


def time_left(last: date, today: date) -> str:
    """What a screen says of a term: «осталось 3 дня», «сегодня», «просрочено на 2 дня»."""
    left = (last - today).days
    if left == 0:
        return tr("сегодня")
    if left < 0:
        return ntr("просрочено на {n} день", "просрочено на {n} дней", -left)
    return ntr("остался {n} день", "осталось {n} дней", left)

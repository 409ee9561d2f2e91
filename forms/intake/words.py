"""Words that several parts of the intake say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ui.problems import error_text
from ui.typed import show_date
from workstation import clock
from workstation.documents.notices import Notice
from workstation.errors import UserError
from workstation.i18n import ntr, tr


def notice_text(notice: Notice) -> str:
    """A warning in words."""
    from workstation import messages

    return messages.notice_text(notice)


def warning_text(code: str) -> str:
    """A warning of a verdict in words."""
    from workstation import messages

    return messages.warning_text(code)


def complaint(check: Callable[[str], object], text: str) -> str:
    """Why a rule does not take a text; empty when it does, or when nothing is typed."""
    if not text.strip():
        return ""
    try:
        check(text)
    except UserError as error:
        return error_text(error)
    return ""


def day_text(day: date) -> str:
    """`сегодня`, `вчера` or `22.11.2026`."""
    away = (clock.today() - day).days
    return {0: tr("сегодня"), 1: tr("вчера")}.get(away) or show_date(day)


def left_text(days: int) -> tuple[str, str]:
    """What is left of a term and its tone: «осталось 3 дня»."""
    if days < 0:
        return ntr("просрочено на {n} день", "просрочено на {n} дней", -days), "red"
    if days == 0:
        return tr("сегодня последний день"), "amber"
    return ntr("остался {n} день", "осталось {n} дней", days), "amber" if days <= 3 else "text2"


def orders_text(count: int) -> str:
    """«3 заказа»."""
    return ntr("{n} заказ", "{n} заказов", count)


def error_words(error: Exception) -> str:
    """A known error in words."""
    return error_text(error)

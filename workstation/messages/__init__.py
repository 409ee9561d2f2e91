"""The words of every error and warning, by code: what happened, and what to do about it.

An area keeps its texts in one table; here they are merged, filled with facts and translated.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from workstation import clock
from workstation.documents.notices import Notice
from workstation.errors import ErrorList, WorkstationError
from workstation.i18n import mark, tr
from workstation.messages import (
    around,
    bench,
    billing_papers,
    core,
    forms_input,
    money,
    notices,
    people,
    stock,
    storage,
    warranty,
)

TEXTS: dict[str, str] = {
    **around.TEXTS,
    **bench.TEXTS,
    **billing_papers.TEXTS,
    **core.TEXTS,
    **forms_input.TEXTS,
    **money.TEXTS,
    **notices.TEXTS,
    **people.TEXTS,
    **stock.TEXTS,
    **storage.TEXTS,
    **warranty.TEXTS,
}
_UNKNOWN = mark("Действие не выполнено: {code}. Сообщите этот код тому, кто обслуживает программу.")
_GROUND = "_NOT_A_GROUND"


class _Facts(dict[str, object]):
    """Facts of an error; a place nobody filled shows a dash instead of breaking the message."""

    def __missing__(self, key: str) -> str:
        return "—"


def _shown(value: object) -> object:
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return f"{clock.local(value):%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


def _fill(code: str, params: Iterable[tuple[str, object]]) -> str:
    facts = _Facts({key: _shown(value) for key, value in params})
    if code in people.COUNTED:
        counted, words = people.COUNTED[code]
        number = facts.get(counted)
        return words(number if isinstance(number, int) else 0)
    if code == "conflict_changed" and "by" not in facts:
        code = "version_conflict"
    if code not in TEXTS:
        return tr(_UNKNOWN).format_map(_Facts(code=code))
    return tr(TEXTS[code]).format_map(facts)


def text(error: WorkstationError) -> str:
    """The sentence for an error; of an ErrorList the first one."""
    first = error.errors[0] if isinstance(error, ErrorList) else error
    if first.code in forms_input.LACKING:
        place = ".".join((getattr(first, "field", None) or "").split(".")[-2:])
        if place in forms_input.REQUIRED:
            return tr(forms_input.REQUIRED[place])
    return _fill(first.code, first.params.items())


def texts(error: WorkstationError) -> list[tuple[str | None, str]]:
    """(field, sentence) of every error in it, in the order of the form."""
    errors = error.errors if isinstance(error, ErrorList) else (error,)
    return [(one.field, text(one)) for one in errors]


def notice_text(notice: Notice) -> str:
    """The sentence for a warning."""
    return _fill(notice.code, notice.params.items())


def warning_text(code: str) -> str:
    """The sentence for a warning of a verdict or of an accepted order, by its code alone."""
    if code.endswith(_GROUND):
        finding = code.removesuffix(_GROUND)
        return tr("{finding}: причиной недостатка не является, отказать по этому нельзя", finding=finding)
    return _fill(code, ())


def has_text(code: str) -> bool:
    """Whether the catalogue knows a code."""
    return code in TEXTS or code in people.COUNTED

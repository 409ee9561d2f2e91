"""Known errors in words: the one place of the window that asks the catalogue of messages."""

from __future__ import annotations

from workstation.errors import ErrorList, WorkstationError
from workstation.i18n import tr


def error_text(error: Exception) -> str:
    """What to say to the user about a known error: what happened and what to do."""
    own = getattr(error, "words", None)
    if callable(own):
        return str(own())
    if isinstance(error, WorkstationError):
        from workstation import messages  # noqa: PLC0415 - not needed to paint the window

        return messages.text(error)
    return tr("Неизвестная ошибка программы")


def error_pairs(error: Exception) -> list[tuple[str | None, str]]:
    """(dotted field, words) of every error in one."""
    if isinstance(error, ErrorList):
        return [(one.field, error_text(one)) for one in error.errors]
    return [(getattr(error, "field", None), error_text(error))]

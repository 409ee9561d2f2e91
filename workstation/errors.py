"""The errors that the core raises on purpose; anything else is a bug of ours.

Texts live in the catalogue by `code` (`workstation.messages`): an error carries facts, never a sentence.
"""

from __future__ import annotations


class WorkstationError(Exception):
    """Base of all errors that have a text for the user.

    `code` names the text, `field` is the dotted path of the input at fault (or None),
    `params` fill the text.
    """

    def __init__(self, code: str, field: str | None = None, **params: object) -> None:
        super().__init__(code, field, params)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        where = f" at {self.field}" if self.field else ""
        facts = " ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}{where} {facts}".rstrip()


class UserError(WorkstationError):
    """The input or a rule of the trade forbids it; the user can mend it."""


class AccessError(WorkstationError):
    """Login or right refused."""


class ConflictError(WorkstationError):
    """Somebody else changed the same thing first (version column)."""


class StorageError(WorkstationError):
    """The database is locked, full, unreachable, corrupt, or of another version."""


class ErrorList(UserError):
    """Several user errors of one input, in the order of its fields; `errors` is never empty."""

    def __init__(self, errors: tuple[UserError, ...]) -> None:
        first = errors[0]
        super().__init__(first.code, first.field, **first.params)
        self.errors = errors

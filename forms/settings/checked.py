"""Editors of legal numbers and phones: checked as one types, by the rules of the trade."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.form import Form
from ui.problems import error_text
from ui.widgets.lines import FormattedEdit
from workstation.errors import UserError
from workstation.i18n import tr
from workstation.rules import validators


class CheckedEdit(FormattedEdit):
    """A line checked by a function that gives the normal form or raises UserError.

    `lengths`: how many signs a whole value has; until then an unfinished number is no error.
    """

    def __init__(
        self, check: Callable[[str], str], lengths: Sequence[int] = (), placeholder: str = ""
    ) -> None:
        super().__init__(placeholder)
        self._check, self._lengths = check, tuple(lengths)

    def parse(self, text: str) -> object:
        return self._check(text)

    def complaint(self) -> str:
        try:
            self._check(self.text())
        except UserError as error:
            return error_text(error)
        return ""

    def is_whole(self) -> bool:
        """Whether enough is typed to judge it."""
        typed = len(self.text().replace(" ", ""))
        return bool(typed) and (not self._lengths or typed in self._lengths or typed > max(self._lengths))

    def remark(self) -> tuple[str, str]:
        """(note, icon) over the field while one types: how far it is, or that it is right."""
        typed = len(self.text().replace(" ", ""))
        if not typed:
            return "", ""
        if self.value() is not None:
            return tr("верно"), "check"
        if self._lengths and typed < max(self._lengths):
            whole = tr(" или ").join(str(length) for length in self._lengths)
            return tr("{typed} из {whole}", typed=typed, whole=whole), ""
        return "", ""


class PhonesEdit(FormattedEdit):
    """Phones of the centre, several through a comma; the value is a tuple in E.164."""

    def parse(self, text: str) -> object:
        return tuple(_phone(part) for part in text.replace(";", ",").split(",") if part.strip())

    def format(self, value: object) -> str:
        return ", ".join(_shown(phone) for phone in value) if isinstance(value, tuple) else ""

    def complaint(self) -> str:
        try:
            self.parse(self.text())
        except UserError as error:
            return error_text(error)
        return ""


def follow(form: Form, path: str) -> None:
    """Say under and over the field what the check says, at each key."""
    field = form.field(path)
    editor = field.editor
    if isinstance(editor, CheckedEdit):
        field.set_note(*editor.remark())
        field.set_error(editor.problem() if editor.is_whole() else "")


def _phone(text: str) -> str:
    phone = validators.parse_phone(text)
    return f"{phone.e164}#{phone.extension}" if phone.extension else phone.e164


def _shown(stored: str) -> str:
    number, _, extension = stored.partition("#")
    return validators.format_phone(number, extension or None)

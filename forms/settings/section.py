"""What every section of the settings offers to the screen around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.form import Form

Verb = Callable[[Any], Any]


class Section(QWidget):
    """One section. The class names its `title` and `text` (marked) and the `right` it asks for.

    `is_stored` is False where there is nothing for F9 to store.

    `read(session)` runs in the read lane, `show_facts(facts)` puts the answer on the screen, `verb()` gives
    the write that stores what is typed, or None when something is wrong (and marked).
    touched(): something was typed. done(text): a verb of the section's own was carried out.
    """

    title = ""
    text = ""
    right = "settings.change_own"
    is_stored = True

    touched = Signal()
    done = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.forms: list[Form] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    def take(self, form: Form, into: QBoxLayout | None = None) -> Form:
        """Put a form into the section (under the others, or into a layout of its own) and mind it."""
        self.forms.append(form)
        form.changed.connect(self.touched)
        (into or self.column).addWidget(form)
        return form

    def read(self, session: Any) -> Any:
        """What the section shows, by reading."""
        raise NotImplementedError

    def show_facts(self, facts: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def verb(self) -> Verb | None:
        """The write that stores what is typed; None when something is wrong."""
        raise NotImplementedError

    def saved(self, result: object = None) -> None:
        """What was typed is stored; `result` is what the verb gave."""

    def add(self) -> None:
        """F7: a new row, where the section has rows."""

    def draft(self) -> dict[str, Any]:
        """What is typed by hand and not stored, as JSON keeps it; secrets are never in it."""
        found = {}
        for place, form in enumerate(self.forms):
            typed = {path: raw for path, raw in form.draft().items() if form.is_typed(path)}
            if typed and form.is_dirty():
                found[str(place)] = typed
        return found

    def bring_back(self, draft: Mapping[str, Any]) -> None:
        """Show again what `draft` gave; called after the facts are shown."""
        for place, form in enumerate(self.forms):
            if str(place) in draft:
                form.restore(draft[str(place)])
                form.set_dirty()

    def is_dirty(self) -> bool:
        """Whether something typed is not stored."""
        return any(form.is_dirty() for form in self.forms)

    def is_right(self) -> bool:
        """Mark what is wrong; True when nothing is."""
        right = True
        for form in self.forms:
            wrong = form.check()
            form.show_errors(wrong, focus=right)
            right = right and not wrong
        return right

    def focus_first(self) -> None:
        """The focus goes into the section."""
        if self.forms:
            self.forms[0].go(1)

    def run(self, verb: Verb, text: str) -> None:
        """Carry out a verb of the section's own and say `text` when it is done."""
        self.context.tasks.run(self, verb, lambda _result: self.done.emit(text), self.failed.emit, write=True)

"""A small window that writes by itself: a refusal stands at its field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.form_ask import FormAsk
from ui.kept import Kept
from ui.widgets.basics import label
from ui.widgets.field import Raw
from workstation.errors import ConflictError
from workstation.i18n import tr

Verb = Callable[[Any], Any]


class VerbAsk(FormAsk):
    """F9 writes, Esc closes and tells what was typed.

    written(result): done. left(draft): closed with something typed and not written; empty once it is.
    """

    written = Signal(object)
    left = Signal(dict)
    renamed: Mapping[str, str] = {}

    def __init__(self, owner: QWidget, context: Context, title: str, text: str, confirm: str) -> None:
        self.context = context
        self._busy = False
        super().__init__(owner.window(), title, text, confirm)
        self._words = label("", "red", wrap=True)
        self._words.hide()
        self._column.insertWidget(self._column.count() - 2, self._words)

    def verb(self) -> Verb:
        """The write, a function of the session."""
        raise NotImplementedError

    def problems(self) -> list[tuple[str, str]]:
        """What the fields themselves cannot see: (path, words)."""
        return []

    def bring_back(self, draft: Mapping[str, Raw]) -> None:
        """Show again what was typed the last time."""
        if draft:
            self.form.restore(draft)
            self.form.set_dirty()
            self.say(tr("Незаписанное возвращено"))

    def take(self) -> None:
        """F9: write, or show what is wrong."""
        if self._busy:
            return
        wrong = self.form.check() or self.problems()
        self.form.show_errors(wrong)
        if not wrong:
            self._busy = True
            self.context.tasks.run(self, self.verb(), self._on_written, self.refuse, write=True)

    def _on_written(self, result: object) -> None:
        self.form.set_clean()
        self.left.emit({})
        self.written.emit(result)
        self.accept()

    def refuse(self, error: Exception) -> None:
        """What was wrong, at its field or over the buttons."""
        self._busy = False
        left = self.form.show_error(error, lambda path: self.renamed.get(path, path))
        left += [text for path, text in self.form.errors().items() if not self._has_line(path)]
        self._words.setText(" ".join(left))
        self._words.setVisible(bool(left))

    def _has_line(self, path: str) -> bool:
        """Whether a field has a line for its error; a box to tick has none."""
        try:
            self.form.field(path)
        except KeyError:
            return False
        return True

    def reject(self) -> None:
        """Esc: what is typed waits for the next time."""
        self.left.emit(self.form.draft() if self.form.is_dirty() else {})
        super().reject()


class CardAsk(VerbAsk):
    """A card that may be changed by somebody else meanwhile: his values fill what is not typed here, and
    stand under what is; F9 then writes what is seen.

    `stored` is the row as it was read, None for a new one.
    """

    stored: Any = None

    def reread(self) -> Verb:
        """The reading of the row as it is now."""
        raise NotImplementedError

    def values(self, stored: Any) -> dict[str, Any]:
        """What the fields show of a row."""
        raise NotImplementedError

    def said(self, path: str, value: Any) -> str:  # noqa: ARG002
        """A value in words."""
        return str(value or "—")

    def show_stored(self) -> None:
        """Fill the fields with what is stored."""
        if self.stored is not None:
            for path, value in self.values(self.stored).items():
                self.form.set_value(path, value)
        self.form.set_clean()

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        if isinstance(error, ConflictError) and self.stored is not None:
            self.context.tasks.run(self, self.reread(), self._compare, super().refuse)

    def _compare(self, stored: Any) -> None:
        before, self.stored = self.values(self.stored), stored
        warnings = []
        for path, value in self.values(stored).items():
            if value == before.get(path):
                continue
            if self.form.is_typed(path):
                warnings.append((path, tr("Записано другим: {value}", value=self.said(path, value))))
            else:
                self.form.set_value(path, value)
        self.form.show_warnings(warnings)
        self._words.setText(tr("Карточку изменил другой человек. F9 запишет то, что вы видите."))
        self._words.show()


class Unwritten:
    """What windows left unwritten, by their names: in the base until they are opened again."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._drafts: dict[str, Any] = {}
        kept.load(lambda body: self._drafts.update({**body, **self._drafts}))

    def open(self, name: str, ask: VerbAsk, done: Callable[[Any], object]) -> None:
        """Open a window with what it left the last time."""
        ask.bring_back(self._drafts.get(name, {}))
        ask.written.connect(done)
        ask.left.connect(partial(self._leave, name))
        ask.open()

    def _leave(self, name: str, draft: dict[str, Any]) -> None:
        others = {key: one for key, one in self._drafts.items() if key != name}
        self._drafts = {**others, name: draft} if draft else others
        self._kept.save(self._drafts)

"""A small window that carries a verb out: it goes when that is done, and loses nothing before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal

from ui.context import Page
from ui.form_ask import FormAsk
from ui.kept import Kept
from ui.widgets.basics import label, set_tone
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.lines import LineEdit
from workstation.i18n import tr

Carry = Callable[[Any], Callable[[Any], Any]]


class VerbAsk(FormAsk):
    """done(result) once the verb is carried out; what it refuses stands at its field.

    What is typed waits under `name` for the next time, after Esc too. `carry(data)` gives the write.
    """

    done = Signal(object)

    def __init__(  # noqa: PLR0913 - a page, what it is called by, and four words of the window
        self, page: Page, name: str, carry: Carry, title: str, text: str, confirm: str
    ) -> None:
        self._words = label("", "text2", wrap=True)
        self._words.hide()
        super().__init__(page.window(), title, text, confirm)
        self._column.insertWidget(self._column.indexOf(self.form) + 1, self._words)
        self._tasks, self._carry, self._running = page.context.tasks, carry, False
        self._kept = Kept(page, name)
        self.form.changed.connect(self._keep)
        self.finished.connect(self._keep)
        self.destroyed.connect(self._kept.deleteLater)
        self._kept.load(self._bring_back)

    def put_reason(self, ready: Sequence[str]) -> None:
        """The field of a reason, with ready ones by one key; they can be gone on with."""
        chips = ChipGroup([ChipItem(tr(words), tr(words)) for words in ready], optional=True)
        chips.setAccessibleName(tr("Готовые причины"))
        self.add(self.form.add("ready", chips))
        field = self.put("reason", tr("Причина"), LineEdit(), tr("Напишите причину: она останется в журнале"))

        def take_ready() -> None:
            if chips.value():
                field.editor.set_value(str(chips.value()), undoable=True)

        chips.edited.connect(take_ready)

    def take(self) -> None:
        """F9: do it, or show what is missing."""
        errors = self.form.check()
        self.form.show_errors(errors)
        if not errors and not self._running:
            self._running = True
            verb = self._carry(self.data())
            self._tasks.run(self, verb, self._on_done, self._on_refused, write=True, always=self._rest)

    def _rest(self) -> None:
        self._running = False

    def _on_done(self, result: object) -> None:
        self.form.set_clean()
        self._kept.save({})
        self.done.emit(result)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._tell(" ".join(self.form.show_error(error)), "red")

    def _tell(self, text: str, tone: str) -> None:
        set_tone(self._words, tone)
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def _keep(self, _result: int = 0) -> None:
        if self.form.is_dirty():
            typed = {path: raw for path, raw in self.form.draft().items() if self.form.is_typed(path)}
            self._kept.save(typed)

    def _bring_back(self, typed: dict[str, Any]) -> None:
        if not self.form.is_dirty():
            self.form.restore(typed)
            self.form.set_dirty()
            self._tell(tr("Незаписанное возвращено"), "text2")

"""A small window that writes by itself: a refusal stands at its field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context, Page
from ui.form_ask import FormAsk
from ui.kept import Kept
from ui.widgets.basics import label, set_tone
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Raw
from ui.widgets.lines import LineEdit
from workstation.errors import ConflictError
from workstation.i18n import tr

Verb = Callable[[Any], Any]


class VerbAsk(FormAsk):
    """F9 writes and the window goes; before that it loses nothing, where it is told to `keep`.

    written(result): done.
    """

    written = Signal(object)
    renamed: Mapping[str, str] = {}

    def __init__(self, owner: QWidget, context: Context, title: str, text: str, confirm: str) -> None:
        self.context = context
        self._busy = False
        self._kept: Kept | None = None
        self._brought: Mapping[str, Raw] = {}
        super().__init__(owner.window(), title, text, confirm)
        self._words = label("", "text2", wrap=True)
        self._words.hide()
        self._column.insertWidget(self._column.count() - 2, self._words)

    def verb(self) -> Verb:
        """The write, a function of the session."""
        raise NotImplementedError

    def problems(self) -> list[tuple[str, str]]:
        """What the fields themselves cannot see: (path, words)."""
        return []

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

    # -- what is typed ---------------------------------------------------------------------------

    def keep(self, page: Page, name: str) -> None:
        """What is typed waits under `name` for the next time, after Esc and after a fall of the program."""
        self._kept = Kept(page, name)
        self.form.changed.connect(self._keep)
        self.finished.connect(self._keep)
        self.destroyed.connect(self._kept.deleteLater)
        self._kept.load(self._bring_back)

    def _keep(self, _result: int = 0) -> None:
        if self._kept is not None and self.form.is_dirty():
            draft = self.form.draft()
            known = self._brought.keys()
            self._kept.save({p: raw for p, raw in draft.items() if self.form.is_typed(p) or p in known})

    def _bring_back(self, typed: dict[str, Raw]) -> None:
        if not self.form.is_dirty():
            self._brought = typed
            self.form.restore(typed)
            self.form.set_dirty()
            self._tell(tr("Незаписанное возвращено"), "text2")

    # -- writing ---------------------------------------------------------------------------------

    def take(self) -> None:
        """F9: write, or show what is wrong."""
        if self._busy:
            return
        wrong = self.form.check() or self.problems()
        self.form.show_errors(wrong)
        if not wrong:
            self._busy = True
            tasks = self.context.tasks
            tasks.run(self, self.verb(), self._on_written, self.refuse, write=True, always=self._rest)

    def _rest(self) -> None:
        self._busy = False

    def _on_written(self, result: object) -> None:
        self.form.set_clean()
        if self._kept is not None:
            self._kept.save({})
        self.written.emit(result)
        self.accept()

    def refuse(self, error: Exception) -> None:
        """What was wrong, at its field or over the buttons."""
        left = self.form.show_error(error, lambda path: self.renamed.get(path, path))
        left += [text for path, text in self.form.errors().items() if not self._has_line(path)]
        self._tell(" ".join(left), "red")

    def _tell(self, text: str, tone: str) -> None:
        set_tone(self._words, tone)
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def _has_line(self, path: str) -> bool:
        """Whether a field has a line for its error; a box to tick has none."""
        try:
            self.form.field(path)
        except KeyError:
            return False
        return True


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
        self._tell(tr("Карточку изменил другой человек. F9 запишет то, что вы видите."), "red")

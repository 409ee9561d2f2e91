"""A field with a list: type to find, F4 to see everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.field import Raw
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow, RowPopup
from workstation.i18n import tr


def fold(text: str) -> str:
    """Text for comparing what people type: case, «ё» and blanks at the ends do not matter."""
    return text.strip().casefold().replace("ё", "е")


class Combo(LineEdit):
    """A choice out of a list by its text or the beginning of any word in it.

    `set_rows([PopupRow(data, text, second, right)])`. The value is the row's `data`. With `addable` a text
    that is not in the list is taken as a new value: the text itself, and `is_new()` says so.
    `picked(data)` when a row was chosen by hand.
    """

    picked = Signal(object)

    def __init__(
        self, rows: Iterable[PopupRow] = (), placeholder: str = "", *, addable: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder, "chevron-down", parent=parent)
        self._rows: Sequence[PopupRow] = tuple(rows)
        self._addable = addable
        self._data: object = None
        self._data_text = ""
        self._popup: RowPopup | None = None
        self.textEdited.connect(self._on_typed)
        self.setToolTip(tr("F4 — список"))

    def set_rows(self, rows: Iterable[PopupRow]) -> None:
        """Offer another list; the text stays."""
        self._rows = tuple(rows)

    def set_addable(self, addable: bool) -> None:
        """Whether a text that is not in the list is a value."""
        self._addable = addable

    def rows(self) -> Sequence[PopupRow]:
        """The list offered."""
        return self._rows

    def value(self) -> object:
        """The data of the row whose text is shown; a new text where the combo is addable; else None."""
        text = self.text().strip()
        if not text:
            return None
        if self._data is not None and fold(text) == fold(self._data_text):
            return self._data
        row = self._row_of_text(text)
        if row is not None:
            return row.data
        return text if self._addable else None

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show the row with this data (or the text itself where there is none)."""
        row = next((row for row in self._rows if row.data == value), None)
        text = row.text if row else "" if value is None else str(value)
        self._data, self._data_text = (value, text) if value is not None else (None, "")
        self._put(text, undoable)

    def set_shown(self, value: object, text: str, undoable: bool = False) -> None:
        """Show a value that is not in the list, with its own text."""
        self._data, self._data_text = value, text
        self._put(text, undoable)

    def is_new(self) -> bool:
        """Whether the text is none of the list."""
        text = self.text().strip()
        return bool(text) and self._row_of_text(text) is None and fold(text) != fold(self._data_text)

    def raw(self) -> Raw:
        """The text as typed and the data behind it where JSON can keep it."""
        data = self._data if isinstance(self._data, (str, int)) else None
        return {"text": self.text(), "data": data, "of": self._data_text}

    def set_raw(self, raw: Raw) -> None:
        """Bring back what `raw` gave."""
        kept = raw if isinstance(raw, dict) else {"text": str(raw or "")}
        self._data, self._data_text = kept.get("data"), str(kept.get("of") or "")
        self.setText(str(kept.get("text") or ""))
        self._show_head()

    def problem(self) -> str:
        """A text that is not in a closed list."""
        if self.text().strip() and self.value() is None:
            return tr("Такого варианта нет. Выберите из списка: F4")
        return ""

    def open_list(self) -> None:
        """Show the whole list."""
        self._show(self._rows)

    def close_list(self) -> None:
        """Hide the list."""
        if self._popup is not None:
            self._popup.hide()

    def _row_of_text(self, text: str) -> PopupRow | None:
        folded = fold(text)
        return next((row for row in self._rows if fold(row.text) == folded), None)

    def _matches(self, text: str) -> list[PopupRow]:
        wanted = fold(text)
        first = [row for row in self._rows if fold(row.text).startswith(wanted)]
        known = {id(row) for row in first}
        inner = [
            row
            for row in self._rows
            if id(row) not in known
            and any(word.startswith(wanted) for word in fold(f"{row.text} {row.second}").split())
        ]
        known |= {id(row) for row in inner}
        return (
            first + inner + [row for row in self._rows if id(row) not in known and wanted in fold(row.text)]
        )

    def _on_typed(self, text: str) -> None:
        if text.strip() and self.hasFocus():  # a value put in by the program counts as edited too
            self._show(self._matches(text), typed=text)
        else:
            self.close_list()

    def _show(self, rows: Sequence[PopupRow], typed: str = "") -> None:
        if self._popup is None:
            self._popup = RowPopup(self)
            self._popup.chosen.connect(self._on_chosen)
        foot = ""
        if typed and not rows:
            foot = tr("Новое значение, добавится при записи") if self._addable else tr("Такого варианта нет")
        here = next((i for i, row in enumerate(rows) if fold(row.text) == fold(self.text())), 0)
        exact = bool(typed) and self._addable and rows and fold(rows[0].text) != fold(typed)
        self._popup.show_rows(rows, foot, -1 if exact else here)

    def _on_chosen(self, row: PopupRow) -> None:
        self._data, self._data_text = row.data, row.text
        if row.text == self.text():
            self.edited.emit()
        self._put(row.text, undoable=True)
        self.picked.emit(row.data)

    def _settle(self) -> None:
        """A text that can only mean one row becomes that row (`111` → «111 не работает»)."""
        text = self.text().strip()
        if (
            text
            and not self._addable
            and self._row_of_text(text) is None
            and fold(text) != fold(self._data_text)
        ):
            rows = [row for row in self._rows if fold(row.text).startswith(fold(text))]
            if len(rows) == 1:
                self._on_chosen(rows[0])

    def event(self, event: QEvent) -> bool:
        tab = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
        )
        if tab and self._popup is not None:
            self._popup.handle(event)  # takes the row; the focus moves on all the same
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        shown = self._popup is not None and self._popup.isVisible()
        if opens and shown:
            self.close_list()
        elif opens or (event.key() == Qt.Key.Key_Down and not shown):
            self.open_list()
        elif self._popup is not None and self._popup.handle(event):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                event.ignore()  # the row is taken, and Enter goes on
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() > self.width() - 28 or self.isReadOnly():
            self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        self._settle()
        super().focusOutEvent(event)

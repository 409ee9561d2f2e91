"""A search field with answers under it as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.basics import KEY_HEIGHT, draw_key, key_width
from ui.widgets.lines import LineEdit

if TYPE_CHECKING:
    from ui.widgets.popup import PopupRow, RowPopup

ASK_MS = 60


class SearchEdit(LineEdit):
    """Asks by `asked(text)` while one types (not more often than every 60 ms); the owner answers `show_rows`.

    `chosen(data)` when a row is taken; `submitted(text)` on Enter with no row selected. An answer to an older
    question must not be shown: pass the text it answers. In a form Enter goes on after a row was taken.
    """

    asked = Signal(str)
    chosen = Signal(object)
    submitted = Signal(str)

    def __init__(
        self, placeholder: str = "", *, min_popup: int = 380, icon: str = "", first_selected: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder, icon, parent=parent)
        self._min_popup, self._first = min_popup, first_selected
        self._popup: RowPopup | None = None
        self._timer = QTimer(self, singleShot=True, interval=ASK_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typed)

    def show_rows(self, rows: Sequence[PopupRow], answers: str | None = None, foot: str = "") -> None:
        """The rows found for the text `answers`; dropped when something else stands in the field now."""
        if not self.hasFocus() or (answers is not None and answers.strip() != self.text().strip()):
            return
        if self._popup is None:
            from ui.widgets.popup import RowPopup  # not at import: the window is painted without it

            self._popup = RowPopup(self, self._min_popup)
            self._popup.chosen.connect(self._on_chosen)
        self._popup.show_rows(rows, foot, 0 if self._first else -1)

    def close_list(self) -> None:
        """Hide the answers."""
        self._timer.stop()
        if self._popup is not None:
            self._popup.hide()

    def _on_typed(self, text: str) -> None:
        if text.strip() and self.hasFocus():  # a value put in by the program counts as edited too
            if not self._timer.isActive():
                self._timer.start()
        else:
            self.close_list()

    def _ask(self) -> None:
        self.asked.emit(self.text().strip())

    def _on_chosen(self, row: PopupRow) -> None:
        self.close_list()
        self.chosen.emit(row.data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self._popup is not None and self._popup.handle(event):
            if enter:
                event.ignore()
        elif enter:
            self.close_list()
            super().keyPressEvent(event)
            self.submitted.emit(self.text().strip())
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)


class TopSearch(SearchEdit):
    """The search field of the top bar: a lens on the left, its key on the right."""

    def __init__(self, placeholder: str, key: str = "Ctrl+K", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._key = key
        self.setProperty("place", "top")
        self.setTextMargins(27, 0, key_width(key) + 4, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme.draw_icon(painter, "search", "text2", 8, (self.height() - 16) // 2, 16)
        x = self.width() - key_width(self._key) - 8
        draw_key(painter, x, (self.height() - KEY_HEIGHT) // 2, self._key)

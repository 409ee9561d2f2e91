"""A small window with a few rows of which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.ask import Ask
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowItem, RowList
from workstation.i18n import tr


class ChoiceAsk(Ask):
    """chosen(id) on Enter, F9 or a double click; Esc takes nothing."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, title: str, text: str, rows: Sequence[RowItem]) -> None:
        super().__init__(parent, title, text)
        self.rows = RowList(title)
        self.rows.set_items(rows)
        self.rows.opened.connect(self._take)
        self._column.addWidget(self.rows)
        back = Button(tr("Не сейчас"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        take = Button(tr("Выбрать"), "Return", "", "main")
        take.clicked.connect(lambda: self._take(self.rows.current_id()))
        self._add_buttons(back, take)
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, row_id: object) -> None:
        self.chosen.emit(row_id)
        self.accept()

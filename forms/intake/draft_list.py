"""The drafts that wait: chosen by keys, gone on with by Enter, thrown away by Delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidgetItem, QVBoxLayout, QWidget

from forms.intake.drafts import moment_text
from forms.intake.visit import title_of
from ui.widgets.basics import label
from ui.widgets.side_list import SideList
from workstation.i18n import tr

if TYPE_CHECKING:
    from workstation.queries.drafts import DraftRow


class DraftList(QDialog):
    """taken(row): go on with it; thrown(row): it is not wanted any more."""

    taken = Signal(object)
    thrown = Signal(object)

    def __init__(self, rows: Sequence[DraftRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Черновики"))
        self.resize(560, 320)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(tr("Черновики"), bold=True))
        self.list = SideList(tr("Черновики"))
        column.addWidget(self.list, 1)
        words = tr("Enter — продолжить, Delete — выбросить, Esc — закрыть")
        column.addWidget(
            label(
                words if rows else tr("Черновиков нет. Набранное сохраняется здесь само."), "text2", "small"
            )
        )
        for row in rows:
            self._append(row)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda item: self._take(item))

    def _append(self, row: DraftRow) -> None:
        name, device = title_of(row.body)
        second = " · ".join(part for part in (moment_text(row.saved_at), device) if part)
        self.list.add(name or tr("без имени"), second)
        self.list.item(self.list.count() - 1).setData(Qt.ItemDataRole.UserRole, row)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.taken.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.list.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(item)
        elif event.key() == Qt.Key.Key_Delete and item is not None:
            self.thrown.emit(item.data(Qt.ItemDataRole.UserRole))
            self.list.takeItem(self.list.row(item))
        else:
            super().keyPressEvent(event)

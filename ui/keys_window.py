"""The page of keys (Ctrl+/)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import FORM_KEYS, LIST_KEYS, key_text
from ui.widgets.basics import KeyCap, label
from workstation.i18n import tr

Pairs = Iterable[tuple[str, str]]


class KeysWindow(QDialog):
    """Every key in one place: of this page, of the window, of a form, of a list."""

    def __init__(self, parent: QWidget, shell: Pairs, page: list[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Клавиши"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addWidget(label(tr("Клавиши"), size="title"))
        columns = QHBoxLayout()
        columns.setSpacing(40)
        outer.addLayout(columns)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(6)  # else it is taken from the layout around
        columns.addLayout(left)
        columns.addLayout(right)
        if page:
            self._group(left, tr("Эта страница"), page)
        self._group(left, tr("Везде"), shell)
        self._group(right, tr("Форма"), FORM_KEYS)
        self._group(right, tr("Список"), LIST_KEYS)
        left.addStretch(1)
        right.addStretch(1)

    def _group(self, column: QVBoxLayout, title: str, pairs: Pairs) -> None:
        column.addSpacing(10)
        column.addWidget(label(title, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for row, (key, words) in enumerate(pairs):
            grid.addWidget(KeyCap(tr(key_text(key))), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(tr(words)), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return}:
            self.accept()
        else:
            super().keyPressEvent(event)

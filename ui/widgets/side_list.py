"""A short list of places or things beside a form: rows of 30 px, the current one in the accent."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme

ROW, TALL = 30, 46
SECOND_ROLE = Qt.ItemDataRole.UserRole + 1
NOTE_ROLE = Qt.ItemDataRole.UserRole + 2


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, TALL if index.data(SECOND_ROLE) else ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.widget is not None and option.widget.hasFocus())
        if chosen:
            theme.draw_box(painter, box, "sel", "accent" if focused else None, 4, 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            theme.draw_box(painter, box, "hover", None, 4)
        words = box.adjusted(10, 0, -8, 0)
        second = index.data(SECOND_ROLE)
        painter.setFont(theme.font(bold=chosen or bool(second)))
        painter.setPen(theme.colour("text"))
        first = words.adjusted(0, 4, 0, -words.height() / 2) if second else words
        _write(painter, first, index.data())
        if second:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            lower = words.adjusted(0, words.height() / 2, 0, -4)
            _write(painter, lower, second)
        if index.data(NOTE_ROLE):
            dot = QRectF(box.right() - 16, box.center().y() - 4, 8, 8)
            theme.draw_box(painter, dot, "amber", None, 4)


def _write(painter: QPainter, box: QRectF, text: str) -> None:
    """One line, cut where it does not fit."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class SideList(QListWidget):
    """One line an item; `add(text, second)` gives it a quieter second line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListView { background: transparent; }")

    def add(self, text: str, second: str = "") -> None:
        """One more item."""
        item = QListWidgetItem(text)
        item.setData(SECOND_ROLE, second)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} {second}".strip())
        item.setToolTip(second)
        self.addItem(item)

    def set_note(self, row: int, on: bool) -> None:
        """Mark an item with a dot: something in it is not stored."""
        self.item(row).setData(NOTE_ROLE, on)

"""How a cell of a list is painted: two weights of text, badges, right-aligned figures, overdue in red."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.table_model import CELL_ROLE, MARK_ROLE, Cell
from ui.widgets.badge import HEIGHT as BADGE_HEIGHT
from ui.widgets.badge import badge_width, draw_badge

PAD = 8
TWO_LINES = 36
"""A cell this high has room for a second line under the first."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s of a view; asks the model for as few roles as it can.

    The row under the cursor is asked of the view: QStyle with all its enums costs the start of the program
    more than the rest of this module.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, 28)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = option.rect
        marked = index.data(MARK_ROLE)
        if index.row() == self._view.currentIndex().row():
            painter.fillRect(box, theme.colour("sel" if shows_cursor(self._view) else "surface"))
        elif marked:
            painter.fillRect(box, theme.colour("accent_soft"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("line"))
        cell: Cell | None = index.data(CELL_ROLE)
        left = box.left() + PAD
        if marked and index.column() == 0:
            theme.draw_icon(painter, "check", "accent", left - 2, box.top() + (box.height() - 14) // 2, 14)
            left += 16
        if cell is None or not cell.text:
            return
        room = QRect(left, box.top(), box.right() - left - PAD + 1, box.height() - 1)
        if cell.badge:
            top = box.top() + (box.height() - 1 - BADGE_HEIGHT) / 2
            width = min(badge_width(cell.text), room.width() + PAD)
            draw_badge(painter, QRectF(left, top, width, BADGE_HEIGHT), cell.text, cell.badge, cell.icon)
        else:
            self._words(painter, room, cell, bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & _RIGHT))

    def _words(self, painter: QPainter, room: QRect, cell: Cell, right: bool) -> None:
        font = theme.font("text", cell.bold)
        painter.setFont(font)
        painter.setPen(theme.colour(cell.tone))
        metrics = QFontMetrics(font)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if room.height() >= TWO_LINES and not right and not _fits(cell, metrics, room.width()):
            self._two_lines(painter, room, cell, metrics)
            return
        text = metrics.elidedText(cell.text, _ELIDE, room.width())
        painter.drawText(room, _MIDDLE | side, text)
        if cell.second and not right:
            rest = room.adjusted(metrics.horizontalAdvance(text) + PAD, 0, 0, 0)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(rest, _MIDDLE, whole_words(cell.second, painter.fontMetrics(), rest.width()))

    def _two_lines(self, painter: QPainter, room: QRect, cell: Cell, metrics: QFontMetrics) -> None:
        """Long words go on in the second line, or leave it to the smaller ones."""
        middle = room.center().y()
        first, under = QRect(room), QRect(room)
        first.setBottom(middle + 1)
        under.setTop(middle + 1)
        head = whole_words(cell.text, metrics, room.width()) if not cell.second else ""
        head = head or metrics.elidedText(cell.text, _ELIDE, room.width())
        painter.drawText(first, _MIDDLE, head)
        rest = cell.text.removeprefix(head).strip() if not cell.second else ""
        if cell.second:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            rest = cell.second
        painter.drawText(under, _MIDDLE, painter.fontMetrics().elidedText(rest, _ELIDE, under.width()))


def _fits(cell: Cell, metrics: QFontMetrics, width: int) -> bool:
    """Whether both texts of a cell have room beside each other."""
    needed = metrics.horizontalAdvance(cell.text)
    if cell.second:
        needed += PAD + QFontMetrics(theme.font("small")).horizontalAdvance(cell.second)
    return needed <= width


def whole_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """As many words as fit: half a word tells less than none."""
    words = text.split()
    while words and metrics.horizontalAdvance(" ".join(words)) > width:
        words.pop()
    return " ".join(words)


def shows_cursor(view: QAbstractItemView) -> bool:
    """A list that is one part of a page among others shows its cursor only while it has the focus."""
    return view.hasFocus() or not view.property("part")


_RIGHT = Qt.AlignmentFlag.AlignRight

"""A list under a field: rows of one or two lines, driven by the keys of the field that owns it.

It is a child of the window, not a window of its own: the focus stays in the field and no window manager
has a say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.basics import label

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
MAX_ROWS = 9
WIDEST = 480
LOW, HIGH, TALL = 28, 44, 40


class PopupRow(NamedTuple):
    """One row: `data` is what is chosen, `second` a smaller line under it, `right` stands at the right."""

    data: object
    text: str
    second: str = ""
    right: str = ""
    icon: str = ""


class _Rows(QAbstractListModel):
    rows: Sequence[PopupRow] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " · ".join(part for part in (row.text, row.second, row.right) if part)
        return row if role == ROW_ROLE else None

    def set_rows(self, rows: Sequence[PopupRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


def row_height(row: PopupRow, tall: bool) -> int:
    """How high a row is; `tall` in the workshop."""
    return HIGH if row.second else TALL if tall else LOW


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, tall: bool) -> None:
        super().__init__(parent)
        self._tall = tall

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, row_height(index.data(ROW_ROLE), self._tall))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PopupRow = index.data(ROW_ROLE)
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, theme.colour("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        left = box.left() + 10
        if row.icon:
            theme.draw_icon(painter, row.icon, "text2", left, box.top() + 6, 16)
            left += 24
        first = QRect(
            left,
            box.top() + (4 if row.second else 0),
            box.right() - left - 10,
            20 if row.second else box.height(),
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(first, middle | Qt.AlignmentFlag.AlignRight, row.right)
        room = first.width() - painter.fontMetrics().horizontalAdvance(row.right) - 10
        if row.second:
            second = QRect(left, box.top() + 22, box.right() - left - 10, 18)
            words = painter.fontMetrics().elidedText(row.second, Qt.TextElideMode.ElideRight, second.width())
            painter.drawText(second, middle, words)
        painter.setFont(theme.font(bold=bool(row.second)))
        painter.setPen(theme.colour("text"))
        painter.drawText(
            first, middle, painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        )


class RowPopup(QFrame):
    """The list under `owner`. `chosen(row)` when a row is taken by Enter, Tab or a click.

    Rows are `tall` where the owner is.
    """

    chosen = Signal(object)

    def __init__(self, owner: QWidget, min_width: int = 0) -> None:
        super().__init__(owner.window())
        self._owner, self._min_width = owner, min_width
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._list = QListView()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._tall = bool(owner.property("tall"))
        self._list.setItemDelegate(_RowDelegate(self, self._tall))
        self._model = _Rows(self)
        self._list.setModel(self._model)
        self._list.clicked.connect(self._on_clicked)
        self._foot = label("", "text2", "small")
        self._foot.setContentsMargins(10, 4, 10, 5)
        column.addWidget(self._list)
        column.addWidget(self._foot)
        self.hide()

    def show_rows(self, rows: Sequence[PopupRow], foot: str = "", current: int = 0) -> None:
        """Show rows (nothing at all hides the list), `foot` under them; `current` -1 selects none."""
        self._model.set_rows(rows)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))
        self._list.setVisible(bool(rows))
        if not rows and not foot:
            self.hide()
            return
        self._place(rows)
        self.show()
        self.raise_()
        if rows and current >= 0:
            self._list.setCurrentIndex(self._model.index(min(current, len(rows) - 1)))

    def rows(self) -> Sequence[PopupRow]:
        """What is shown."""
        return self._model.rows if self.isVisible() else ()

    def current(self) -> PopupRow | None:
        """The selected row."""
        index = self._list.currentIndex()
        return self._model.rows[index.row()] if self.isVisible() and index.isValid() else None

    def handle(self, event: QKeyEvent) -> bool:
        """A key pressed in the field: arrows walk, Enter and Tab take, Esc closes. True when used."""
        if not self.isVisible():
            return False
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MAX_ROWS,
            Qt.Key.Key_PageUp: -MAX_ROWS,
        }
        if key in steps:
            self._step(steps[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            row = self.current()
            self.hide()
            if row is not None:
                self.chosen.emit(row)
                return True
        return False

    def _step(self, step: int) -> None:
        count = len(self._model.rows)
        if count:
            index = self._list.currentIndex()
            place = index.row() if index.isValid() else (-1 if step > 0 else count)
            place = max(0, min(count - 1, place + step)) if abs(step) > 1 else (place + step) % count
            self._list.setCurrentIndex(self._model.index(place))

    def _place(self, rows: Sequence[PopupRow]) -> None:
        window = self._owner.window()
        if self.parent() is not window:
            self.setParent(window)
        height = sum(row_height(row, self._tall) for row in rows[:MAX_ROWS])
        height += 2 + (self._foot.sizeHint().height() if self._foot.text() else 0)
        width = max(self._owner.width(), self._min_width, min(_widest(rows), WIDEST))
        below = self._owner.mapTo(window, QPoint(0, self._owner.height() + 2))
        if below.y() + height > window.height() and below.y() > window.height() // 2:
            below = self._owner.mapTo(window, QPoint(0, -height - 2))
        below.setX(max(0, min(below.x(), window.width() - width - 4)))
        self.setGeometry(below.x(), below.y(), width, height)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        self.hide()
        self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme.draw_box(QPainter(self), QRectF(self.rect()), "surface", "border", 4)


def _widest(rows: Sequence[PopupRow]) -> int:
    """What the longest of either line asks for."""
    bold, small = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font("small"))
    first = (bold.horizontalAdvance(row.text + row.right) + 58 for row in rows)
    second = (small.horizontalAdvance(row.second) + 24 for row in rows)
    return max((*first, *second), default=0)

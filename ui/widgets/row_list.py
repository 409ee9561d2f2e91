"""A short list inside a page: rows of two lines with a badge, walked by arrows, opened by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.widgets.badge import HEIGHT as BADGE_HEIGHT
from ui.widgets.badge import badge_width, draw_badge

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
ONE_LINE, TALL_LINE, TWO_LINES = 28, 40, 44
PAD = 8
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight

Index = QModelIndex | QPersistentModelIndex


class RowItem(NamedTuple):
    """One row: `text` with `right` at its end, `second` under it; `badge` is (word, token, icon).

    `tone` colours what stands right, a term mostly, and the text where nothing does.
    """

    id: Any
    text: str
    second: str = ""
    right: str = ""
    badge: tuple[str, str, str] | None = None
    tone: str = "text"
    bold: bool = False


class _Items(QAbstractListModel):
    items: Sequence[RowItem] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = (item.text, item.second, item.right, item.badge[0] if item.badge else "")
            return ", ".join(part for part in words if part)
        return None

    def set_items(self, items: Sequence[RowItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()


class _ItemDelegate(QStyledItemDelegate):
    one_line = ONE_LINE

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(ITEM_ROLE)
        return QSize(80, TWO_LINES if item is not None and item.second else self.one_line)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: RowItem = index.data(ITEM_ROLE)
        box = option.rect
        view = self.parent()
        focused = isinstance(view, QWidget) and (view.hasFocus() or bool(view.property("led")))
        if option.state & QStyle.StateFlag.State_Selected and focused:
            painter.fillRect(box, theme.colour("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("line"))
        room = box.adjusted(PAD, 0, -PAD, -1)
        first = QRect(room.left(), room.top(), room.width(), 26 if item.second else room.height())
        if item.badge is not None:
            width = badge_width(item.badge[0])
            top = first.center().y() - BADGE_HEIGHT / 2 + (1 if item.second else 0)
            draw_badge(painter, QRectF(first.right() - width + 1, top, width, BADGE_HEIGHT), *item.badge)
            first.setRight(first.right() - width - PAD)
        self._line(painter, first, item)
        if item.second:
            second = QRect(room.left(), room.top() + 23, room.width(), 18)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            words = painter.fontMetrics().elidedText(item.second, _ELIDE, second.width())
            painter.drawText(second, _MIDDLE, words)
        if option.state & QStyle.StateFlag.State_Selected and focused:
            theme.draw_box(painter, QRectF(box), None, "accent", 3, 2)

    def _line(self, painter: QPainter, room: QRect, item: RowItem) -> None:
        taken = 0
        if item.right:
            loud = item.tone in {"red", "amber"}
            painter.setFont(theme.font("small", bold=item.tone == "red"))
            painter.setPen(theme.colour(item.tone if loud else "text2"))
            painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignRight, item.right)
            taken = painter.fontMetrics().horizontalAdvance(item.right) + PAD
        painter.setFont(theme.font(bold=item.bold))
        painter.setPen(theme.colour("text" if item.right else item.tone))
        words = QFontMetrics(painter.font()).elidedText(item.text, _ELIDE, room.width() - taken)
        painter.drawText(room, _MIDDLE, words)


class RowList(QListView):
    """Rows that take the height they need, `tall` ones never less than a glove does.

    With the property `led` another field walks it and has the focus: the cursor shows all the same.

    opened(id): Enter or a double click; deleted(id): Delete.
    """

    opened = Signal(object)
    deleted = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self, name: str, *, grows: bool = True, tall: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grows = grows
        self._items = _Items(self)
        self.setModel(self._items)
        delegate = _ItemDelegate(self)
        delegate.one_line = TALL_LINE if tall else ONE_LINE
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentChanged.connect(self._on_current)
        self._fit()

    def set_items(self, items: Sequence[RowItem]) -> None:
        """Show these rows; the cursor stays on its row."""
        before, place = self.current_id(), self.currentIndex().row()
        self._items.set_items(items)
        ids = [item.id for item in items]
        row = ids.index(before) if before in ids else min(max(place, 0), len(ids) - 1)
        if ids:
            self.setCurrentIndex(self._items.index(row))
        self._fit()

    def items(self) -> Sequence[RowItem]:
        """What is shown."""
        return self._items.items

    def current_id(self) -> Any:
        """The id under the cursor, None when there is none."""
        row = self.currentIndex().row()
        return self._items.items[row].id if 0 <= row < len(self._items.items) else None

    def go_to(self, item_id: Any) -> None:
        """Put the cursor on a row."""
        for row, item in enumerate(self._items.items):
            if item.id == item_id:
                self.setCurrentIndex(self._items.index(row))

    def _fit(self) -> None:
        if self._grows:
            self.setFixedHeight(sum(TWO_LINES if item.second else ONE_LINE for item in self._items.items))

    def _open(self) -> None:
        if self.current_id() is not None:
            self.opened.emit(self.current_id())

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif key == Qt.Key.Key_Delete and self.current_id() is not None:
            self.deleted.emit(self.current_id())
        elif (
            key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape}
            or event.text().isprintable()
            and event.text()
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

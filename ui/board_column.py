"""One column of a board: a narrow table of painted cards that are walked, opened and dragged."""

from __future__ import annotations

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import theme
from ui.board_model import CARD_ROLE, CardModel, Face, Words, forms_of

CARD = 76
PAD = 8
ICON = 18
MIME = "application/x-card"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ELIDE = Qt.TextElideMode.ElideRight


class CardDelegate(QStyledItemDelegate):
    """Paints a `Face`; no widget stands behind a card."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, CARD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, face = option.rect, index.data(CARD_ROLE)
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            painter.fillRect(box, theme.colour("sel"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("line"))
        if face is not None:
            self._paint_face(painter, box.adjusted(PAD, 8, -PAD, -8), face)

    def _paint_face(self, painter: QPainter, room: QRect, face: Face) -> None:
        line = QRect(room.left(), room.top(), room.width(), 20)
        for place, (icon, tone, _word) in enumerate(face.icons, 1):
            theme.draw_icon(painter, icon, tone, line.right() + 5 - place * ICON, line.top() + 3, 14)
        beside = line.adjusted(0, 0, -ICON * len(face.icons), 0)
        self._text(painter, beside, face.title, "text", "text", bold=True)
        line.translate(0, 20)
        self._text(painter, line, face.text, "text", "text")
        line.translate(0, 20)
        presses = face.tone in {"red", "amber"}
        taken = self._text(painter, line, face.right, "small", face.tone, right=True, bold=presses)
        self._text(painter, line.adjusted(0, 0, -taken, 0), face.second, "small", "text2")

    def _text(  # noqa: PLR0913 - a painting primitive
        self, painter: QPainter, room: QRect, text: Words, size: str, tone: str, *,
        bold: bool = False, right: bool = False,
    ) -> int:  # fmt: skip
        """Paint the longest form that has room, dots are the last resort; how wide it is with its air."""
        if not text:
            return 0
        font = theme.font(size, bold)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        metrics = QFontMetrics(font)
        forms = forms_of(text)
        fits = (one for one in forms if metrics.horizontalAdvance(one) <= room.width())
        words = next(fits, "") or metrics.elidedText(forms[-1], _ELIDE, room.width())
        painter.drawText(room, _RIGHT if right else _LEFT, words)
        return metrics.horizontalAdvance(words) + 8 if right else 0


class ColumnView(QTableView):
    """Cards of one column.

    opened(id): Enter or a double click. left(step): the cursor goes to the column beside; carried(step): the
    card itself does. hovered(id): a card hangs over this column (None: no longer), the board sets `allows`;
    dropped(id): it fell.
    """

    opened = Signal(object)
    left = Signal(int)
    carried = Signal(int)
    dropped = Signal(int)
    hovered = Signal(object)
    entered_focus = Signal()

    def __init__(self, model: CardModel, name: str) -> None:
        super().__init__()
        self._source = model
        self.allows = False
        self._pressed: QPoint | None = None
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self._dress()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        for one in (rows, head):
            one.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(CARD)
        rows.setDefaultSectionSize(CARD)
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def cards(self) -> CardModel:
        """The model of the column."""
        return self._source

    def current_id(self) -> int | None:
        """The id under the cursor."""
        return self._source.id_at(self.currentIndex().row())

    def go_row(self, place: int) -> None:
        """Put the cursor on a place, or on the last one before it."""
        place = min(place, self._source.rowCount() - 1)
        if place >= 0:
            self.setCurrentIndex(self._source.index(place, 0))

    def seen_row(self) -> int:
        """Where the cursor stands on the screen, in cards from the top."""
        return (self.rowViewportPosition(max(self.currentIndex().row(), 0)) + CARD // 2) // CARD

    def row_seen(self, place: int) -> int:
        """The row that stands that many cards from the top."""
        row = self.rowAt(min(place * CARD + CARD // 2, max(self.viewport().height() - 1, 0)))
        return row if row >= 0 else self._source.rowCount() - 1

    # -- keys and mouse --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        moves = held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            (self.carried if moves else self.left).emit(step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_row(0 if key == Qt.Key.Key_Home else self._source.rowCount() - 1)
        elif key == Qt.Key.Key_Space or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        inside = self.indexAt(event.position().toPoint()).isValid()
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if inside and is_left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start, here = self._pressed, event.position().toPoint()
        if start is not None and (here - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag(start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def _drag(self, start: QPoint) -> None:
        row_id, place = self.current_id(), self.currentIndex()
        if row_id is None:
            return
        data = QMimeData()
        data.setData(MIME, QByteArray(str(row_id).encode()))
        drag = QDrag(self)
        drag.setMimeData(data)
        box = self.visualRect(place)
        drag.setPixmap(self.viewport().grab(box))
        drag.setHotSpot(start - box.topLeft())
        drag.exec(Qt.DropAction.MoveAction)
        self.hovered.emit(None)

    # -- drops -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The board is asked at once; it sets `allows`."""
        if event.mimeData().hasFormat(MIME):
            self.hovered.emit(card_of(event.mimeData()))
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.allows:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hovered.emit(None)

    def dropEvent(self, event: QDropEvent) -> None:
        row_id = card_of(event.mimeData())
        if row_id is not None and self.allows:
            event.acceptProposedAction()
            self.dropped.emit(row_id)
        self.hovered.emit(None)

    # -- painting --------------------------------------------------------------------------------

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_row(0)
        self.entered_focus.emit()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        index, painter = self.currentIndex(), QPainter(self.viewport())
        if index.isValid():
            ring = QRectF(self.visualRect(index)).adjusted(0, 0, 0, -1)
        else:
            ring = QRectF(self.viewport().rect())
        theme.draw_box(painter, ring, None, "accent", 3, 2)


def card_of(data: QMimeData) -> int | None:
    """The id of a card that is dragged, None for anything else."""
    text = data.data(MIME).data().decode() if data.hasFormat(MIME) else ""
    return int(text) if text else None

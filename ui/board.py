"""A board: columns of cards by state, walked by arrows, moved by keys or by hand where a move is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.board_column import ColumnView
from ui.board_model import CardModel, CardStore, Face, FetchRows
from ui.widgets.basics import Fill, Hairline, label
from workstation.i18n import ntr, tr

HEAD = 40
NARROW = 158
ICON_ROOM, COUNT_ROOM = 33, 44


class BoardColumn(NamedTuple):
    """A column: `id` names the state, `title` is its word as shown, `tone` and `icon` as on its badge."""

    id: str
    title: str
    tone: str
    icon: str


class ColumnHead(QWidget):
    """The state over its cards: shape, word, how many; while a card hangs over it, whether it may fall."""

    def __init__(self, column: BoardColumn) -> None:
        super().__init__()
        self._column, self._count, self._hover = column, 0, ""
        self.setFixedHeight(HEAD)
        self._name()

    def set_count(self, count: int) -> None:
        """How many cards stand under it."""
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    def least_width(self) -> int:
        """Room for the longest word of the title: it is never cut, it takes two lines."""
        metrics = QFontMetrics(theme.font("small", bold=True))
        longest = max(metrics.horizontalAdvance(word) for word in self._column.title.split())
        return ICON_ROOM + longest + COUNT_ROOM

    def set_hover(self, hover: str) -> None:
        """`yes`, `no` or nothing: a card hangs over the column."""
        if hover != self._hover:
            self._hover = hover
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(column_words(self._column.title, self._count))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, column = QPainter(self), self._column
        if self._hover:
            painter.fillRect(self.rect(), theme.colour("green_soft" if self._hover == "yes" else "red_soft"))
        icon = {"yes": "circle-check", "no": "ban"}.get(self._hover, column.icon)
        tone = {"yes": "green", "no": "red"}.get(self._hover, column.tone)
        theme.draw_icon(painter, icon, tone, 10, (HEAD - 16) // 2, 16)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        count = str(self._count)
        taken = painter.fontMetrics().horizontalAdvance(count) + 20
        painter.drawText(self.rect().adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, count)
        painter.setPen(theme.colour(tone if tone != "grey" else "text"))
        room = self.rect().adjusted(ICON_ROOM, 0, -taken, 0)
        fits = QFontMetrics(theme.font("text", bold=True)).horizontalAdvance(column.title) <= room.width()
        painter.setFont(theme.font("text" if fits else "small", bold=True))
        painter.drawText(room, middle | Qt.TextFlag.TextWordWrap, column.title)
        painter.fillRect(0, HEAD - 1, self.width(), 1, theme.colour("line"))


class _Lane(Fill):
    """A head, its cards, and words where there are none."""

    def __init__(self, column: BoardColumn, model: CardModel) -> None:
        super().__init__("surface")
        self.column = column
        self.head = ColumnHead(column)
        self.view = ColumnView(model, column.title)
        self._none = label(tr("Пусто"), "text3", "small")
        self._none.setParent(self.view.viewport())
        self._none.move(12, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)

    def follow_count(self) -> int:
        """Say how many there are; gives the number."""
        count = self.view.cards().rowCount()
        self.head.set_count(count)
        self.view.setAccessibleName(column_words(self.column.title, count))
        self._none.setVisible(count == 0)
        return count


class Board(QScrollArea):
    """Columns side by side. `fetch` gives rows by id, `face(row)` draws a card; `refusal(row, column)` says
    why a card may not go there, in words, or nothing when it may.

    opened(id): Enter or a double click. moved(row, column): a card was let go over an allowed column; the
    owner does the deed and shows the ids anew. refused(words): it was not allowed. current_changed(id).
    """

    opened = Signal(object)
    moved = Signal(object, str)
    refused = Signal(str)
    current_changed = Signal(object)

    def __init__(
        self,
        columns: Sequence[BoardColumn],
        fetch: FetchRows,
        face: Callable[[Any], Face],
        refusal: Callable[[Any, str], str],
        row_id: Callable[[Any], int] = lambda row: int(row.id),
    ) -> None:
        super().__init__()
        self._refusal, self._row_id = refusal, row_id
        self._store = CardStore(fetch, row_id, self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = Fill("surface")
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setWidget(self._inner)
        self._lanes = [_Lane(one, CardModel(self._store, face, self)) for one in columns]
        self._last = self._lanes[0]
        for place, lane in enumerate(self._lanes):
            if place:
                self._row.addWidget(Hairline(0, upright=True))
            self._row.addWidget(lane)
            self._connect(lane)

    def _connect(self, lane: _Lane) -> None:
        view = lane.view
        view.opened.connect(self.opened)
        view.left.connect(partial(self._walk, lane))
        view.carried.connect(partial(self._carry, lane))
        view.hovered.connect(partial(self._hover, lane))
        view.dropped.connect(partial(self._drop, lane))
        view.entered_focus.connect(partial(self._enter, lane))
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._tell_current(lane))

    # -- rows ------------------------------------------------------------------------------------

    def set_ids(self, ids: Mapping[str, Sequence[int]]) -> None:
        """Show these by column; the cursor stays on its card, or near where it was. Rows are read anew."""
        self._store.grow_stale()
        current, focus = self.current_id(), self.window().focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)  # also while a question stands over it
        place = self._last.view.currentIndex().row()
        for lane in self._lanes:
            scroll = lane.view.verticalScrollBar().value()
            lane.view.cards().set_ids(ids.get(lane.column.id, ()))
            lane.view.verticalScrollBar().setValue(scroll)
            lane.follow_count()
        self._spread()
        if current is None or not self.go_to(current, focus=focused):
            self._last.view.go_row(max(place, 0))
            self._tell_current(self._last)

    def go_to(self, row_id: int, *, focus: bool = True) -> bool:
        """Put the cursor on a card; False when it is not on the board."""
        for lane in self._lanes:
            place = lane.view.cards().position(row_id)
            if place >= 0:
                self._last = lane
                lane.view.go_row(place)
                if focus:
                    lane.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def current_id(self) -> int | None:
        """The id under the cursor."""
        return self._last.view.current_id()

    def current_row(self) -> Any:
        """The row under the cursor, if it is loaded."""
        return self._last.view.cards().row_at(self._last.view.currentIndex().row())

    def count(self, column: str) -> int:
        """How many cards a column has."""
        return self._lane(column).view.cards().rowCount()

    def view(self, column: str) -> ColumnView:
        """The cards of a column."""
        return self._lane(column).view

    def move(self, row_id: int, column: str) -> None:
        """Show a card in another column at once: the deed itself comes after."""
        target = self._lane(column)
        for lane in self._lanes:
            place = lane.view.cards().position(row_id) if lane is not target else -1
            if place >= 0:
                target.view.cards().put(0, lane.view.cards().take(place))
                lane.follow_count()
                target.follow_count()
                self._spread()
                self.go_to(row_id)
                return

    def focus_cards(self) -> None:
        """The cursor into the column where it was, or the first that has cards."""
        lane = self._last
        if not lane.view.cards().rowCount():
            lane = next((one for one in self._lanes if one.view.cards().rowCount()), lane)
        lane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside ----------------------------------------------------------------------------------

    def _lane(self, column: str) -> _Lane:
        return next(lane for lane in self._lanes if lane.column.id == column)

    def _enter(self, lane: _Lane) -> None:
        self._last = lane
        self.ensureWidgetVisible(lane, 0, 0)
        self._tell_current(lane)

    def _tell_current(self, lane: _Lane) -> None:
        if lane is self._last:
            self.current_changed.emit(self.current_id())

    def _walk(self, lane: _Lane, step: int) -> None:
        """To the next column on that side that has cards, at the same height."""
        place = self._lanes.index(lane) + step
        while 0 <= place < len(self._lanes):
            beside = self._lanes[place].view
            if beside.cards().rowCount():
                beside.go_row(beside.row_seen(lane.view.seen_row()))
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place += step

    def _carry(self, lane: _Lane, step: int) -> None:
        """Into the nearest column on that side that takes the card; where none does, the nearest says why."""
        row, place, why = self.current_row(), self._lanes.index(lane) + step, ""
        if row is None:
            return
        while 0 <= place < len(self._lanes):
            refusal = self._refusal(row, self._lanes[place].column.id)
            if not refusal:
                self._go(row, self._lanes[place])
                return
            why = why or refusal
            place += step
        self.refused.emit(why or tr("Дальше столбцов нет"))

    def _hover(self, lane: _Lane, row_id: int | None) -> None:
        row = self._row_of(row_id) if row_id is not None else None
        if row is None:
            lane.head.set_hover("")
            lane.view.allows = False
            return
        why = self._refusal(row, lane.column.id)
        lane.view.allows = not why
        lane.head.set_hover("no" if why else "yes")
        if why and lane.view.cards().position(self._row_id(row)) < 0:
            self.refused.emit(why)

    def _drop(self, lane: _Lane, row_id: int) -> None:
        row = self._row_of(row_id)
        if row is not None and lane.view.cards().position(row_id) < 0:
            self._go(row, lane)

    def _go(self, row: Any, lane: _Lane) -> None:
        self.move(self._row_id(row), lane.column.id)
        self.moved.emit(row, lane.column.id)

    def _row_of(self, row_id: int) -> Any:
        return self._store.row(row_id)

    def _spread(self) -> None:
        """Columns with cards share the width, empty ones stay narrow."""
        for lane in self._lanes:
            full = lane.view.cards().rowCount() > 0
            lane.setMinimumWidth(NARROW if full else lane.head.least_width())
            self._row.setStretchFactor(lane, 3 if full else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setMinimumHeight(0)


def column_words(title: str, count: int) -> str:
    """«В ремонте, 12 заказов»."""
    return f"{title}, " + ntr("{n} заказ", "{n} заказов", count)

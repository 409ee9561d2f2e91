"""«Моя работа»: the board by state and the queue as a list, moved by keys, by hand and by the scanner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.bench import faces, reading, scanning
from forms.bench.assigning import AssignAsk
from forms.bench.doing import Doing
from ui.actions import ActionSpec, BoundAction, bind
from ui.board import Board
from ui.context import Context, Page
from ui.table_model import TableModel
from ui.table_view import TALL_ROW, TableView
from ui.widgets.basics import EmptyState, Fill, label
from ui.widgets.buttons import Button
from ui.widgets.filters import ViewTabs
from workstation.documents.bench import BoardRow, StateRow
from workstation.documents.deeds import AssignData
from workstation.i18n import mark, tr
from workstation.rules import codes
from workstation.services.rights import may
from workstation.statuses import Role

SHOWN_KINDS = frozenset({"order", "device", "customer", "catalogue"})
MARGIN, FOOT = 12, 58
BOARD, LIST = 0, 1

NEXT = ActionSpec("work_next", mark("Следующий"), "Ctrl+Down", "top", "arrow-right", main=True)
TAKE = ActionSpec("work_take", mark("Взять"), "F7", "bar", "user-check")
TIMER = ActionSpec("work_timer", mark("Время"), "F11", "bar", "timer")
ASSIGN = ActionSpec("work_assign", mark("Назначить"), "F8", "bar", "users")
SWITCH = ActionSpec("work_switch", mark("Списком"), "Ctrl+L", "top", "list-checks")
NEXT_VIEW = ActionSpec("work_next_view", mark("Следующая вкладка"), "Ctrl+PgDown")
PAST_VIEW = ActionSpec("work_past_view", mark("Предыдущая вкладка"), "Ctrl+PgUp")


class WorkPage(Page):
    """The first place of a technician. Enter opens a card; Ctrl with an arrow moves it; F11 is its timer."""

    help_topic = "work"
    for_gloves = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._stale, self._wants_focus = True, False
        self._states: dict[str, StateRow] = {}
        self._queue: tuple[int, ...] = ()
        self._following: int | None = None
        self._board: Board | None = None
        actor = context.actor
        is_master = actor is not None and actor.role is Role.TECHNICIAN
        self._view = faces.MINE if is_master else faces.ALL
        self._doing = Doing(context, self)
        self._doing.refused.connect(lambda _error: self.refresh())
        self.set_title(tr("Моя работа") if is_master else tr("Мастерская"))
        self._bound: dict[str, BoundAction] = {}
        self._bind()
        self._build()
        context.tasks.changed.connect(self._on_changed)

    # -- building --------------------------------------------------------------------------------

    def _bind(self) -> None:
        pairs: list[tuple[ActionSpec, Callable[[], object], str]] = [
            (SWITCH, self.switch, ""),
            (ASSIGN, self._ask_technician, "bench.assign"),
            (TAKE, self._take_order, "bench.work"),
            (TIMER, self._toggle_timer, "bench.time"),
            (NEXT, self._open_next, ""),
            (NEXT_VIEW, lambda: self._tabs.step(1), ""),
            (PAST_VIEW, lambda: self._tabs.step(-1), ""),
        ]
        actor = self.context.actor
        for spec, slot, right in pairs:
            if not right or (actor is not None and may(actor, right)):
                self._bound[spec.id] = bind(spec, self, slot)
        self.actions_bound = list(self._bound.values())

    def _build(self) -> None:
        self._tabs = ViewTabs()
        for view in faces.VIEWS:
            self._tabs.add(view.id, tr(view.title))
        for words in (tr("Enter — открыть"), tr("Ctrl+← → — передвинуть"), tr("Сканер — карточка по ярлыку")):
            self._tabs.add_hint(words)
        self._tabs.set_current(self._view)
        self._tabs.chosen.connect(self._choose_view)
        columns = faces.list_columns(self._states)
        self._model = TableModel(columns, self._fetch_ids, self._fetch_rows, parent=self)
        self._table = TableView(self._model, self._make_empty(), TALL_ROW)
        self._table.setAccessibleName(tr("Очередь работ"))
        self._table.opened.connect(self._open)
        self._table.current_changed.connect(lambda _id: self._follow())
        listed = QWidget()
        line = QHBoxLayout(listed)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.addWidget(self._table)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_foot())
        self._follow()

    def _make_empty(self) -> EmptyState:
        return EmptyState("wrench", tr("Здесь нет работы"), tr("Ctrl+PageDown — другая вкладка."))

    def _make_foot(self) -> Fill:
        """The order under the cursor and what is done with it, where a glove finds it."""
        foot = Fill("surface", "t")
        foot.setFixedHeight(FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN + 8, 0, MARGIN + 4, 0)
        row.setSpacing(8)
        self._about = label("", "text2", "small", wrap=True)
        row.addWidget(self._about, 1)
        for bound in self.actions_bound:
            if bound.spec.place == "bar":
                row.addWidget(Button.of(bound).set_tall())
        return foot

    def _make_board(self) -> Board:
        """The columns are what the centre made of its states: they come with the first answer."""
        columns = faces.board_columns(tuple(self._states.values()))
        refusal = partial(faces.refusal, self._states)
        board = Board(columns, self._fetch_rows, faces.face, refusal)
        board.opened.connect(self._open)
        board.moved.connect(self._on_moved)
        board.refused.connect(lambda words: self.context.tell(words, "amber"))
        board.current_changed.connect(lambda _id: self._follow())
        shown, old = self._stack.currentIndex(), self._stack.widget(BOARD)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.insertWidget(BOARD, board)
        self._stack.setCurrentIndex(shown)
        return board

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """The cursor stays where it was; opened with the name of a tab it shows that tab."""
        self._wants_focus = True
        if isinstance(key, str) and key in {view.id for view in faces.VIEWS}:
            self._tabs.set_current(key)
            self._choose_view(key)
        elif self._stale:
            self.refresh()
        self._focus()

    def refresh(self) -> None:
        """Ask anew; what is shown stays until the answer."""
        self._stale = False
        user = self.context.actor.user_id if self.context.actor is not None else 0
        ask = partial(reading.read_work, view=self._view, user_id=user)
        self.context.tasks.run(self, ask, self._take, latest="work")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def scanned(self, code: str) -> bool:
        """A label opens the card of its order."""
        if not codes.is_scan_code(code):
            return False
        scanning.find_order(self.context, self, code, self._open)
        return True

    def switch(self) -> None:
        """The board or the list; the cursor stays on its order."""
        current, to_list = self._current_id(), self._stack.currentIndex() == BOARD
        self._stack.setCurrentIndex(LIST if to_list else BOARD)
        self._bound[SWITCH.id].action.setText(tr("Доской") if to_list else tr("Списком"))
        if current is not None and to_list:
            self._table.go_to(current)
        elif current is not None and self._board is not None:
            self._board.go_to(current)
        self._focus()
        self._follow()

    # -- data ------------------------------------------------------------------------------------

    def _take(self, work: reading.Work) -> None:
        self._states.update({row.code: row for row in work.states})
        self._queue, self._following = work.queue, work.following
        if self._board is None:
            self._board = self._make_board()
        self._board.set_ids(work.columns)
        self._model.refresh()
        for view in faces.VIEWS:
            self._tabs.set_count(view.id, str(work.counts[view.id]))
        if self._wants_focus:
            self._wants_focus = False
            self._focus()
        self._follow()

    def _fetch_ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done(self._queue)

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        self.context.tasks.run(self, partial(reading.read_rows, ids=ids), partial(self._give_rows, done))

    def _give_rows(self, done: Callable[[Iterable[Any]], None], rows: Sequence[BoardRow]) -> None:
        done(rows)
        self._follow()

    def _on_changed(self, kinds: set[str]) -> None:
        if not SHOWN_KINDS & kinds:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _choose_view(self, name: str) -> None:
        self._view, self._wants_focus = name, True
        self.refresh()

    # -- the order under the cursor --------------------------------------------------------------

    def _current_id(self) -> int | None:
        if self._stack.currentIndex() == LIST:
            return self._table.current_id()
        return self._board.current_id() if self._board is not None else None

    def _current(self) -> BoardRow | None:
        if self._stack.currentIndex() == LIST:
            row = self._table.current_row()
        else:
            row = self._board.current_row() if self._board is not None else None
        return row if isinstance(row, BoardRow) else None

    def _focus(self) -> None:
        if self._stack.currentIndex() == LIST:
            self._table.setFocus()
        elif self._board is not None:
            self._board.focus_cards()

    def _follow(self) -> None:
        """What can be done with the order under the cursor, and what it is about."""
        row = self._current()
        self._about.setText(f"{row.number} · {faces.subtitle(row)} · {row.reported_fault}" if row else "")
        for spec in (ASSIGN, TAKE, TIMER):
            if spec.id in self._bound:
                self._bound[spec.id].action.setEnabled(row is not None)
        self._bound[NEXT.id].action.setEnabled(self._following is not None)
        if row is not None and TAKE.id in self._bound:
            self._bound[TAKE.id].action.setEnabled(row.technician_id != self._user_id())
        if TIMER.id in self._bound:
            runs = row is not None and self._runs_mine(row)
            self._bound[TIMER.id].action.setText(tr("Остановить") if runs else tr("Начать"))

    def _user_id(self) -> int:
        return self.context.actor.user_id if self.context.actor is not None else 0

    def _runs_mine(self, row: BoardRow) -> bool:
        return self._user_id() in row.running_ids

    # -- deeds -----------------------------------------------------------------------------------

    def _on_moved(self, row: BoardRow, column: str) -> None:
        state = self._states[column]
        self._doing.move(row.id, row.status, state, row.version, row.number)

    def _take_order(self) -> None:
        row = self._current()
        if row is not None:
            told = tr("{number} у вас", number=row.number)
            self._doing.do(row.id, "take", version=row.version, told=told)

    def _toggle_timer(self) -> None:
        row = self._current()
        if row is None:
            return
        if self._runs_mine(row):
            self._doing.do(row.id, "stop_timer", told=tr("{number}: время остановлено", number=row.number))
        else:
            self._doing.do(row.id, "start_timer", told=tr("{number}: время пошло", number=row.number))

    def _ask_technician(self) -> None:
        row = self._current()
        if row is not None:
            ask = AssignAsk(self.context, self, row.id, row.number, row.priority)
            ask.given.connect(partial(self._assign, row))
            ask.open()

    def _assign(self, row: BoardRow, data: AssignData) -> None:
        told = tr("{number}: назначено", number=row.number)
        self._doing.do(row.id, "assign", data, row.version, told)

    def _open_next(self) -> None:
        """Ctrl+Down: the first of the queue that is the workshop's turn."""
        if self._following is not None:
            self._open(self._following)

    def _open(self, order_id: object) -> None:
        if order_id is not None:
            self.context.open_form("bench", order_id)

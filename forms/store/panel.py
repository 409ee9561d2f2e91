"""What a view of the store is made of: a panel with keys of its own, and the two kinds of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context
from ui.problems import error_text
from ui.table_model import Column, TableModel
from ui.table_view import TableView
from ui.widgets.action_bar import ActionBar
from ui.widgets.basics import EmptyState, label
from ui.widgets.buttons import Button
from ui.widgets.filters import FilterEdit
from workstation.documents.people import Actor
from workstation.i18n import mark, tr

MARGIN, FILTER_WIDTH = 20, 300
FILTER = ActionSpec("store.filter", mark("Отбор"), "F")
FIND = ActionSpec("store.filter_too", mark("Отбор"), "Ctrl+F")
Pair = tuple[ActionSpec, Callable[[], object]]


class Panel(QWidget):
    """A view. The class says which `kinds` of changes it shows; its keys work while it is the one shown.

    renamed(): its actions were closed, opened or named anew. wanted(view, about): another view is opened.
    """

    kinds = frozenset({"stock", "part"})
    renamed = Signal()
    wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.actions_bound: list[BoundAction] = []
        self.bar = ActionBar()
        self.is_stale = True

    @property
    def actor(self) -> Actor:
        """Who works here: the place is for people only."""
        if self.context.actor is None:
            raise LookupError("the store is open to people only")
        return self.context.actor

    def bind(self, *pairs: Pair) -> None:
        """Declare keys; those of the bar get their buttons."""
        for spec, slot in pairs:
            bound = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                self.bar.add(Button.of(bound))

    def refresh(self) -> None:
        """Read what is shown anew."""

    def focus_first(self) -> None:
        """The focus goes into the view."""

    def show_about(self, about: object) -> None:
        """Show what the view was opened for."""

    def scanned(self, code: str) -> bool:  # noqa: ARG002
        """A code came from the scanner; True when the view dealt with it."""
        return False

    def keep(self) -> None:
        """Keep what is typed."""

    def write(self, verb: Callable[[Any], Any], done: Callable[[Any], object] | None = None) -> None:
        """Carry a verb out; without `done` the bar says that it is written."""
        self.context.tasks.run(self, verb, done or self.told, self.refuse, write=True)

    def told(self, _result: object = None) -> None:
        """Written."""
        self.context.tell(tr("Записано"), "green")

    def refuse(self, error: Exception) -> None:
        """Say what was wrong."""
        self.context.tell(error_text(error), "red")


class TablePanel(Panel):
    """A table with a filter over it. A class gives `columns`, `fetch_ids`, `fetch_rows`, `counted`, `open`.

    `empty` and `advice` stand where there is nothing at all, `nothing` where nothing fits the filter.
    """

    name = ""
    icon = "package"
    empty, advice = mark("Здесь пока ничего нет"), ""
    nothing = mark("Ничего не подходит под отбор")
    hint = ""
    sort = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.text = ""
        self.model = TableModel(self.columns(), self._ask_ids, self.fetch_rows, self.row_id, parent=self)
        self.empty_state = EmptyState(self.icon, tr(self.empty))
        self.table = TableView(self.model, self.empty_state)
        self.table.setAccessibleName(tr(self.name))
        self._build()
        self.bind((FILTER, self._to_filter), (FIND, self._to_filter), *self.pairs())
        first = [one for one in self.actions_bound if one.spec.main and one.spec.place == "top"]
        self._first_buttons = [Button.of(one) for one in first]
        for button in self._first_buttons:
            self.empty_state.add_button(button)
        self.bar.setVisible(any(one.spec.place == "bar" for one in self.actions_bound))
        self.table.opened.connect(self._on_opened)
        self.model.loaded.connect(self._on_loaded)

    def _build(self) -> None:
        self.filter = FilterEdit(tr(self.hint))
        self.filter.setFixedWidth(FILTER_WIDTH)
        self.filter.settled.connect(self._on_typed)
        self.filter.left.connect(self.table.setFocus)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        self.head.setSpacing(8)
        self.head.addWidget(self.filter)
        for chip in self.chips():
            self.head.addWidget(chip)
        self.head.addStretch(1)
        self.count = label("", "text2", "small")
        self.head.addWidget(self.count)
        table = QHBoxLayout()
        table.setContentsMargins(MARGIN - 8, 0, MARGIN - 8, 0)
        table.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(table, 1)
        column.addWidget(self.bar)

    # -- a class says ----------------------------------------------------------------------------

    def columns(self) -> Sequence[Column]:
        """The columns of the table."""
        raise NotImplementedError

    def pairs(self) -> Sequence[Pair]:
        """The keys of the view."""
        return ()

    def chips(self) -> Sequence[QWidget]:
        """Filters beside the one that is typed."""
        return ()

    def row_id(self, row: Any) -> int:
        """The id of a row."""
        return int(row.id)

    def fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        """Ask for the ids of all rows."""
        raise NotImplementedError

    def fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        """Ask for some rows."""
        raise NotImplementedError

    def counted(self, count: int) -> str:
        """«12 запчастей», over the table."""
        return str(count)

    def open(self, row: Any) -> None:
        """Enter."""

    def is_filtered(self) -> bool:
        """Whether rows may be hidden."""
        return bool(self.text)

    # -- the page asks ---------------------------------------------------------------------------

    def refresh(self) -> None:
        self.is_stale = False
        self.model.refresh()

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def current(self) -> Any:
        """The row under the cursor."""
        return self.table.current_row()

    # -- inside ----------------------------------------------------------------------------------

    def _ask_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        self.fetch_ids(sort or self.sort, descending, done)

    def _to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_typed(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.model.refresh()

    def _on_opened(self, _row_id: object) -> None:
        row = self.current()
        if row is not None:
            self.open(row)

    def _on_loaded(self, count: int) -> None:
        self.count.setText(self.counted(count))
        words = (self.nothing, "") if self.is_filtered() else (self.empty, self.advice)
        self.table.set_empty_words(*(tr(one) if one else "" for one in words))
        for button in self._first_buttons:
            button.setVisible(not self.is_filtered())
        for bound in self.actions_bound:
            if bound.spec.place == "bar":
                bound.action.setEnabled(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().lower() == "а":  # the same key under the Russian layout
            self._to_filter()
        else:
            super().keyPressEvent(event)


class ListPanel(TablePanel):
    """A table short enough to be read whole: a class gives `read()`, a function of session and actor.

    `words(row)` is what the filter looks through.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: dict[int, Any] = {}

    def rows(self) -> Sequence[Any]:
        """Rows that are shown."""
        return tuple(self._rows.values())

    def current(self) -> Any:
        """The row under the cursor, painted or not."""
        return self._rows.get(self.table.current_id() or 0)

    def read(self) -> Callable[[Any, Actor], Sequence[Any]]:
        """The function that reads all rows in their order."""
        raise NotImplementedError

    def words(self, row: Any) -> str:
        """What the filter looks through."""
        return str(row)

    def fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:  # noqa: ARG002
        ask = partial(self.read(), actor=self.actor)
        self.context.tasks.run(self, ask, partial(self._take, done), self.refuse, latest="rows")

    def fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._rows[one] for one in ids if one in self._rows])

    def _take(self, done: Callable[[Iterable[int]], None], rows: Sequence[Any]) -> None:
        pieces = self.text.casefold().split()
        fitting = [row for row in rows if all(one in self.words(row).casefold() for one in pieces)]
        self._rows = {self.row_id(row): row for row in fitting}
        done(list(self._rows))

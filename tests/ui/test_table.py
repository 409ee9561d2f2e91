"""Long lists: the model by Qt's own tester, pages, order, marks, the keyboard of the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from tests.ui.keys import press
from ui import theme
from ui.delegates import whole_words
from ui.table_model import CELL_ROLE, Cell, Column, TableModel
from ui.table_view import TableView

Shown = Callable[[QWidget], Any]


class Row(NamedTuple):
    """A row."""

    id: int
    number: str
    days: int


class Store:
    """The base of the list; answers at once or when told."""

    def __init__(self, count: int) -> None:
        self.rows = {i: Row(i, f"СЦ-{i:06d}", i % 5) for i in range(1, count + 1)}
        self.asked: list[list[int]] = []
        self.held: list[Callable[[], None]] | None = None

    def ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        order = sorted(self.rows, key=lambda i: (self.rows[i].days, i) if sort == "days" else i)
        self._answer(lambda: done(reversed(order) if descending else order))

    def fetch(self, ids: Sequence[int], done: Callable[[Iterable[Row]], None]) -> None:
        self.asked.append(list(ids))
        self._answer(lambda: done([self.rows[i] for i in reversed(ids) if i in self.rows]))

    def _answer(self, answer: Callable[[], None]) -> None:
        if self.held is None:
            answer()
        else:
            self.held.append(answer)


COLUMNS = (
    Column("number", "Номер", 120, lambda row: row.number, "number"),
    Column("days", "Срок", 0, lambda row: Cell(str(row.days), "дней", "red", bold=True), "days", right=True),
)


@pytest.fixture
def store() -> Store:
    return Store(1000)


@pytest.fixture
def model(qapp: Any, store: Store) -> TableModel:
    return TableModel(COLUMNS, store.ids, store.fetch)


@pytest.fixture
def view(model: TableModel, shown: Shown, qtbot: Any) -> TableView:
    made = TableView(model)
    made.resize(500, 400)
    shown(made)
    made.setFocus()
    model.refresh()
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    return made


def text(model: TableModel, row: int, column: int = 0) -> str | None:
    return model.data(model.index(row, column))


def test_model_obeys_qt(model: TableModel, qtmodeltester: Any, qtbot: Any) -> None:
    qtmodeltester.check(model)
    model.refresh()
    qtmodeltester.check(model)
    text(model, 0)
    qtbot.waitUntil(lambda: text(model, 0) is not None)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)


def test_rows_are_fetched_by_pages_as_they_are_looked_at(model: TableModel, store: Store, qtbot: Any) -> None:
    model.refresh()
    assert store.asked == []
    assert text(model, 500) is None
    assert text(model, 501) is None
    qtbot.waitUntil(lambda: text(model, 500) == "СЦ-000501")
    assert [len(ids) for ids in store.asked] == [64]
    assert text(model, 505) == "СЦ-000506"
    qtbot.wait(5)
    assert len(store.asked) == 1


def test_other_roles_cost_nothing(model: TableModel, store: Store, qtbot: Any) -> None:
    model.refresh()
    for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole):
        assert model.data(model.index(0, 0), role) is None
    qtbot.wait(5)
    assert store.asked == []


def test_refresh_keeps_what_is_shown_until_the_answer(model: TableModel, store: Store, qtbot: Any) -> None:
    model.refresh()
    text(model, 0)
    qtbot.waitUntil(lambda: text(model, 0) is not None)
    store.held = []
    store.rows[1] = Row(1, "СЦ-новый", 0)
    model.refresh()
    assert text(model, 0) == "СЦ-000001"
    store.held.pop()()
    assert text(model, 0) == "СЦ-000001"
    qtbot.waitUntil(lambda: bool(store.held))
    store.held.pop()()
    assert text(model, 0) == "СЦ-новый"


def test_a_row_deleted_meanwhile_is_asked_for_once(model: TableModel, store: Store, qtbot: Any) -> None:
    model.refresh()
    del store.rows[3]
    text(model, 0)
    qtbot.waitUntil(lambda: text(model, 0) is not None)
    assert text(model, 2) is None
    qtbot.wait(5)
    assert len(store.asked) == 1


def test_cell_of_a_column(model: TableModel, qtbot: Any) -> None:
    model.refresh()
    text(model, 2)
    qtbot.waitUntil(lambda: text(model, 2) is not None)
    cell = model.data(model.index(2, 1), CELL_ROLE)
    assert cell == Cell("3", "дней", "red", bold=True)
    assert text(model, 2, 1) == "3 дней"


def test_marks_and_all_marked(model: TableModel) -> None:
    counts: list[int] = []
    model.marks_changed.connect(counts.append)
    model.refresh()
    model.toggle_mark(4)
    assert model.marked_ids() == [5]
    model.mark_all()
    model.toggle_mark(0)
    assert counts == [1, 1000, 999]
    assert model.marked_ids()[:2] == [2, 3]
    assert not model.is_marked(0)


def test_keyboard_of_the_view(view: TableView, model: TableModel) -> None:
    opened: list[object] = []
    view.opened.connect(opened.append)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert opened == [2, 1000, 2]
    assert model.marked_ids() == [1]
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert model.mark_count() == 1000


def test_letters_are_left_to_the_page(view: TableView) -> None:
    before = view.current_id()
    press("С")
    assert view.current_id() == before


def test_cursor_stays_on_its_row_over_a_refresh(view: TableView, model: TableModel, store: Store) -> None:
    seen: list[object] = []
    assert view.go_to(300)
    view.current_changed.connect(seen.append)
    model.sort(1)
    assert view.current_id() == 300
    del store.rows[300]
    model.refresh()
    assert view.current_id() != 300
    assert seen[-1] == view.current_id()


def test_header_has_a_selection_of_its_own(view: TableView) -> None:
    assert view.horizontalHeader().selectionModel() is not view.selectionModel()
    assert not view.horizontalHeader().selectionModel().hasSelection()


def test_click_on_a_head_sorts_and_again_turns(view: TableView, model: TableModel) -> None:
    head = view.horizontalHeader()
    head.sectionClicked.emit(1)
    assert model.id_at(0) == 5
    head.sectionClicked.emit(1)
    assert model.id_at(0) == 999


def test_empty_says_so(model: TableModel, store: Store, shown: Shown) -> None:
    store.rows.clear()
    view = shown(TableView(model))
    view.set_empty_words("Заказов нет", "Примите первый: Alt+1")
    empty, _ = view.parts()
    assert empty.isHidden()
    model.refresh()
    assert empty.isVisible()
    assert empty.accessibleName() == "Заказов нет"


def test_rows_are_28_pixels(view: TableView) -> None:
    assert {view.rowHeight(row) for row in (0, 1, 999)} == {28}


def test_the_grey_words_of_a_cell_are_never_cut(qapp: Any) -> None:
    metrics = QFontMetrics(theme.font("small"))
    whole, first = (metrics.horizontalAdvance(words) for words in ("стир. машина", "стир."))
    assert whole_words("стир. машина", metrics, whole) == "стир. машина"
    assert whole_words("стир. машина", metrics, whole - 1) == "стир."
    assert whole_words("стир. машина", metrics, first - 1) == ""

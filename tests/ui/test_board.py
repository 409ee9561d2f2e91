"""The board: its models obey Qt, keys walk and carry, a drop falls where it may, 5,000 cards stay light."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.ui.keys import press
from ui.board import Board, BoardColumn
from ui.board_column import CARD, MIME, PAD, CardDelegate
from ui.board_model import CARD_ROLE, Face

Shown = Callable[[QWidget], QWidget]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT, DOWN, ENTER = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return
COLUMNS = [
    BoardColumn("new", "Принят", "grey", "inbox"),
    BoardColumn("part", "Ждёт запчасть", "violet", "package"),
    BoardColumn("work", "В ремонте", "accent", "wrench"),
    BoardColumn("ready", "Готов", "green", "circle-check"),
]


class Row(NamedTuple):
    id: int
    number: str


class Asked:
    """Everything a board asked and told."""

    def __init__(self) -> None:
        self.faces: list[int] = []
        self.opened: list[int] = []
        self.moved: list[tuple[int, str]] = []
        self.refused: list[str] = []
        self.current: list[int | None] = []
        self.closed = {"part": "Сначала диагностика"}
        self.fetched: list[int] = []
        self.gone: set[int] = set()
        self.held: list[Callable[[], None]] | None = None

    def fetch(self, ids: Sequence[int], done: Callable[[Iterable[Row]], None]) -> None:
        self.fetched += ids
        rows = [Row(one, f"СЦ-{one}") for one in ids if one not in self.gone]
        if self.held is None:
            done(rows)
        else:
            self.held.append(lambda: done(rows))

    def face(self, row: Row) -> Face:
        self.faces.append(row.id)
        return Face(row.number, "Bosch", "Иванова", "3 дня", "red", (("clock", "accent", "идёт работа"),))

    def refusal(self, _row: Row, column: str) -> str:
        return self.closed.get(column, "")


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def board(asked: Asked, shown: Shown, qtbot: Any) -> Board:
    made = Board(COLUMNS, asked.fetch, asked.face, asked.refusal)
    made.resize(900, 400)
    shown(made)
    made.opened.connect(asked.opened.append)
    made.moved.connect(lambda row, column: asked.moved.append((row.id, column)))
    made.refused.connect(asked.refused.append)
    made.current_changed.connect(asked.current.append)
    made.set_ids({"new": [1, 2, 3], "work": [9]})
    made.focus_cards()
    qtbot.waitUntil(lambda: made.current_row() is not None)
    return made


def painted(face: Face, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a card of that width shows."""
    shown: list[str] = []
    delegate, image = CardDelegate(QTableView()), QImage(width, CARD, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", lambda _self, _room, _where, text: shown.append(text))
        delegate._paint_face(painter, image.rect().adjusted(PAD, 8, -PAD, -8), face)
    painter.end()
    return shown


def test_a_narrow_card_takes_the_shorter_words_and_says_the_long_ones(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = (("flag", "red", "Срочно"), ("timer", "accent", "идёт работа"))
    face = Face(
        ("СЦ-2026-000168", "000168"), ("Samsung UE43AU7100", "UE43AU7100"),
        ("Сидоров А. В.", "Сидоров", "Сидор."), "−14 дней", "red", flags, "просрочено на 14 дней",
    )  # fmt: skip
    assert painted(face, 300, monkeypatch) == [
        "СЦ-2026-000168", "Samsung UE43AU7100", "−14 дней", "Сидоров А. В."
    ]  # fmt: skip
    assert painted(face, 145, monkeypatch) == ["000168", "UE43AU7100", "−14 дней", "Сидоров"]
    assert face.words() == (
        "СЦ-2026-000168, Samsung UE43AU7100, Сидоров А. В., просрочено на 14 дней, Срочно, идёт работа"
    )


def ids(board: Board, column: str) -> list[int]:
    return list(board.view(column).cards().ids())


def test_models_obey_qt(board: Board, qtmodeltester: Any) -> None:
    model = board.view("new").cards()
    qtmodeltester.check(model)
    row = model.take(1)
    qtmodeltester.check(model)
    model.put(0, row)
    qtmodeltester.check(model)
    model.set_ids([])
    qtmodeltester.check(model)


def test_arrows_walk_over_empty_columns_and_enter_opens(board: Board, asked: Asked) -> None:
    press(DOWN)
    assert board.current_id() == 2
    press(RIGHT)
    assert board.current_id() == 9
    press(RIGHT)
    assert board.current_id() == 9
    press(ENTER)
    assert asked.opened == [9]
    press(LEFT)
    assert board.current_id() in {1, 2}
    assert asked.current[-1] == board.current_id()


@pytest.mark.parametrize("held", [CTRL, SHIFT])
def test_a_key_carries_a_card_to_the_nearest_column_that_takes_it(
    board: Board, asked: Asked, held: Qt.KeyboardModifier
) -> None:
    press(RIGHT, held)
    assert asked.moved == [(1, "work")]
    assert (ids(board, "new"), ids(board, "part"), ids(board, "work")) == ([2, 3], [], [1, 9])
    assert board.current_id() == 1
    assert QApplication.focusWidget() is board.view("work")
    press(LEFT, held)
    assert ids(board, "new") == [1, 2, 3]


def test_where_no_column_takes_it_the_nearest_says_why(board: Board, asked: Asked) -> None:
    asked.closed.update(work="Нет диагностики", ready="Не сделан контроль")
    press(RIGHT, CTRL)
    assert asked.refused == ["Сначала диагностика"]
    press(LEFT, CTRL)
    assert asked.refused[-1] == "Дальше столбцов нет"
    assert asked.moved == []
    assert ids(board, "new") == [1, 2, 3]


def drag(board: Board, row_id: int, column: str) -> tuple[bool, bool]:
    """Drag a card over a column and let it go: whether it may fall, whether the drop was taken."""
    view = board.view(column)
    data = QMimeData()
    data.setData(MIME, QByteArray(str(row_id).encode()))
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(20, 20)
    view.dragEnterEvent(QDragEnterEvent(place, Qt.DropAction.MoveAction, data, buttons, held))
    allows = view.allows
    drop = QDropEvent(place, Qt.DropAction.MoveAction, data, buttons, held)
    drop.ignore()
    view.dropEvent(drop)
    return allows, drop.isAccepted()


def test_a_drop_falls_only_where_it_may(board: Board, asked: Asked) -> None:
    assert drag(board, 2, "part") == (False, False)
    assert asked.refused == ["Сначала диагностика"]
    assert asked.moved == []
    assert drag(board, 2, "ready") == (True, True)
    assert asked.moved == [(2, "ready")]
    assert ids(board, "ready") == [2]
    drag(board, 2, "ready")
    assert asked.moved == [(2, "ready")]


def test_screen_readers_hear_states_counts_and_cards(board: Board) -> None:
    view = board.view("new")
    assert view.accessibleName() == "Принят, 3 заказа"
    assert board.view("part").accessibleName() == "Ждёт запчасть, 0 заказов"
    words = view.cards().data(view.cards().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "СЦ-1, Bosch, Иванова, 3 дня, идёт работа"


def test_new_rows_keep_the_cursor_on_its_card(board: Board) -> None:
    press(DOWN)
    board.set_ids({"new": [3], "ready": [8, 2]})
    assert board.current_id() == 2
    assert QApplication.focusWidget() is board.view("ready")
    board.set_ids({"new": [3], "ready": [8]})
    assert board.current_id() == 8
    board.set_ids({})
    assert board.current_id() is None


def test_only_what_is_seen_is_fetched_and_drawn(board: Board, asked: Asked, qtbot: Any) -> None:
    asked.faces.clear()
    asked.fetched.clear()
    board.set_ids({"new": range(5000)})
    board.grab()
    qtbot.waitUntil(lambda: board.current_row() is not None)
    board.grab()
    most = board.height() // CARD + 2
    assert 0 < len(set(asked.faces)) <= most
    assert len(asked.fetched) == len(set(asked.fetched)) <= most


def test_a_refresh_keeps_what_is_shown_until_the_answer(board: Board, asked: Asked, qtbot: Any) -> None:
    asked.held = []
    asked.fetched.clear()
    board.set_ids({"new": [1, 2, 3]})
    board.grab()
    assert board.current_row() == Row(1, "СЦ-1")
    qtbot.waitUntil(lambda: bool(asked.held))
    assert sorted(asked.fetched) == [1, 2, 3]
    asked.held.pop()()
    board.grab()
    qtbot.wait(5)
    assert asked.held == []


def test_a_row_that_is_gone_is_asked_for_once(board: Board, asked: Asked, qtbot: Any) -> None:
    asked.gone = {77}
    board.set_ids({"new": [77]})
    board.grab()
    qtbot.waitUntil(lambda: 77 in asked.fetched)
    board.grab()
    qtbot.wait(5)
    assert asked.fetched.count(77) == 1
    press(RIGHT, CTRL)
    assert asked.moved == []


def test_a_face_is_given_for_its_role_only(board: Board) -> None:
    model = board.view("new").cards()
    assert isinstance(model.data(model.index(0, 0), CARD_ROLE), Face)
    for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole):
        assert model.data(model.index(0, 0), role) is None

"""`board`: a board made and painted with its cards the first time, against bare Qt views of as many rows;
`board_move`: a card goes to another column by a key, in milliseconds of the GUI thread's own time.

The bare views stand side by side, one a column, each over a list model in Python that gives a line of text.
Both windows have the same size; the runs are interleaved.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt  # noqa: E402
from PySide6.QtGui import QKeyEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QWidget  # noqa: E402

from ui import theme  # noqa: E402
from ui.board import Board, BoardColumn  # noqa: E402
from ui.board_model import Face  # noqa: E402
from workstation.statuses import OrderStatus  # noqa: E402

USUAL_ORDERS = 5000
WARM, ROUNDS, MOVES = 3, 30, 200
SIZE = (1836, 900)
STATES = list(OrderStatus)[:8]
FRAME_MS = 16


class Card(NamedTuple):
    """A row of the board."""

    id: int
    number: str
    device: str
    customer: str
    left: int


class Plain(QAbstractListModel):
    """The rows of a bare view."""

    def __init__(self, rows: list[Card]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def data(self, index: Any, role: int = 0) -> Any:
        return self.rows[index.row()].number if role == Qt.ItemDataRole.DisplayRole else None


def cards(count: int) -> dict[str, list[Card]]:
    """Orders by state."""
    made: dict[str, list[Card]] = {state.value: [] for state in STATES}
    for number in range(count):
        state = STATES[number % len(STATES)]
        made[state.value].append(
            Card(number, f"СЦ-2026-{number:06}", "Стиральная машина Bosch WAN28263BY",
                 "Иванова М. П. · Сидоров А. В.", number % 40 - 5)
        )  # fmt: skip
    return made


def face(row: Card) -> Face:
    """A card as the page of work draws it."""
    late = row.left < 0
    icons = (("clock", "accent", "идёт работа"),) if row.id % 5 == 0 else ()
    return Face(row.number, row.device, row.customer, f"{row.left} дн.", "red" if late else "text2", icons)


def board(rows: dict[str, list[Card]]) -> Board:
    """Our board with everything on it."""
    columns = [BoardColumn(one.value, one.label, one.token, one.icon) for one in STATES]
    known = {row.id: row for some in rows.values() for row in some}
    made = Board(columns, lambda ids, done: done([known[one] for one in ids]), face, lambda _row, _column: "")
    made.resize(*SIZE)
    made.set_ids({state: [row.id for row in some] for state, some in rows.items()})
    return made


def bare(rows: dict[str, list[Card]]) -> QWidget:
    """Bare views of as many rows."""
    made = QWidget()
    line = QHBoxLayout(made)
    for some in rows.values():
        view = QListView()
        view.setUniformItemSizes(True)
        view.setModel(Plain(some))
        view.model().setParent(view)
        line.addWidget(view)
    made.resize(*SIZE)
    return made


def settle(widget: QWidget) -> None:
    """Paint what is dirty; a board has seen its rows then."""
    QCoreApplication.processEvents()
    while isinstance(widget, Board) and (widget.current_row() is None or widget._store._timer.isActive()):
        QCoreApplication.processEvents()


def first_paint(make: Any, rows: dict[str, list[Card]]) -> float:
    """Milliseconds from nothing to pixels."""
    gc.collect()
    begun = time.perf_counter()
    widget = make(rows)
    widget.show()
    settle(widget)
    widget.grab()
    spent = (time.perf_counter() - begun) * 1000
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return spent


def moves(rows: dict[str, list[Card]]) -> list[float]:
    """The GUI thread's own milliseconds of each move by a key, painted."""
    shown = board(rows)
    shown.show()
    shown.activateWindow()
    shown.focus_cards()
    settle(shown)
    carried: list[str] = []
    shown.moved.connect(lambda _row, column: carried.append(column))
    spent = []
    there = len(STATES) - 1
    for number in range(MOVES):
        key = Qt.Key.Key_Right if number // there % 2 == 0 else Qt.Key.Key_Left
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
        begun = time.thread_time()
        QCoreApplication.sendEvent(QApplication.focusWidget(), press)
        settle(shown)
        spent.append((time.thread_time() - begun) * 1000)
    if len(carried) != MOVES:
        raise AssertionError(f"{len(carried)} of {MOVES} moves were made")
    return spent


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=USUAL_ORDERS)
    rows = cards(parser.parse_args().orders)
    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    gc.disable()
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(WARM + ROUNDS):
        one, other = first_paint(board, rows), first_paint(bare, rows)
        if number >= WARM:
            ours.append(one)
            theirs.append(other)
    _tell("board", ours, "bare Qt views of as many rows", statistics.median(theirs))
    _tell("board_move", moves(rows), "a frame of 16 ms, in CPU time of the window's thread", FRAME_MS)


def _tell(name: str, ours: list[float], baseline: str, against: float) -> None:
    median = statistics.median(ours)
    row = {
        "name": name,
        "median_ms": round(median, 2),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 2),
        "baseline": baseline,
        "baseline_ms": round(against, 2),
        "ratio": round(median / against, 2),
    }
    print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()

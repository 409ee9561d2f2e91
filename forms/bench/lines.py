"""Works and parts of an order: short tables of 40 px rows, added by a key, taken back with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.table_model import Cell, Column, TableModel
from ui.table_view import ROW, TALL_ROW, TableView
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from workstation.documents.bench import LabourRow, TimeRow
from workstation.documents.billing import PricedLine
from workstation.documents.warranty import Payer
from workstation.i18n import mark, tr
from workstation.money import format_amount

MINUTE = 60
NARROW, WIDE = 600, 760


class _Table(TableView):
    """A list that takes the height it needs. deleted(id): Delete."""

    deleted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id() is not None:
            self.deleted.emit(self.current_id())
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Lines(QWidget):
    """A title with its button and the lines under it; what belongs here is said where there are none."""

    deleted = Signal(object)
    opened = Signal(object)

    def __init__(self, title: str, nothing: str, columns: Sequence[Column], button: Button) -> None:
        super().__init__()
        self._rows: dict[int, Any] = {}
        self._prices: Mapping[int, PricedLine] = {}
        self._columns = (*columns, *self._money_columns())
        self._model = TableModel(self._columns, self._fetch_ids, self._fetch_rows, parent=self)
        self.table = _Table(self._model, row_height=TALL_ROW)
        self.table.setAccessibleName(title)
        self.table.setProperty("part", True)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.deleted.connect(self.deleted)
        self.table.opened.connect(self.opened)
        self._nothing = label(nothing, "text2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(title, bold=True))
        head.addStretch(1)
        head.addWidget(button.set_tall())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self.table)
        self._foot = label("", "text2", wrap=True)
        column.addWidget(self._foot)
        self.say("")
        self.show_rows(())
        self._arrange()

    def _money_columns(self) -> Sequence[Column]:
        return (
            Column("price", mark("Цена, ₽"), 88, lambda row: self._money(row, "price"), right=True),
            Column("sum", mark("Сумма, ₽"), 92, lambda row: self._money(row, "total"), right=True),
        )

    def _money(self, row: Any, name: str) -> Cell:
        line = self._prices.get(row.id)
        if line is None or line.price is None:
            return Cell("—", tone="text2")
        return Cell(
            format_amount(getattr(line, name)), tone="text" if line.payer is Payer.CUSTOMER else "text2"
        )

    def show_prices(self, found: Iterable[PricedLine]) -> None:
        """What the lines cost, by their ids; the columns of money stand only where something is priced."""
        self._prices = {line.line_id: line for line in found if line.line_id is not None}
        self._arrange()
        self.table.viewport().update()

    def _arrange(self) -> None:
        """Where the room is narrow, money takes the place of what is seen elsewhere."""
        priced = any(line.price is not None for line in self._prices.values())
        narrow, less = self.width() < NARROW, self.width() < WIDE and priced
        hidden = {"price": narrow or not priced, "sum": not priced, "who": less, "months": less}
        for place, column in enumerate(self._columns):
            self.table.setColumnHidden(place, hidden.get(column.id, False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the cursor stays on its line."""
        self._rows = {row.id: row for row in rows}
        self._model.refresh()
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.table.setFixedHeight(ROW + TALL_ROW * len(rows) + 2)

    def say(self, foot: str) -> None:
        """Words under the lines, where there are any."""
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))

    def current(self) -> Any:
        """The line under the cursor."""
        return self._rows.get(self.table.current_id() or 0)

    def row(self, line_id: object) -> Any:
        """A line by its id, None where there is none."""
        return self._rows.get(line_id) if isinstance(line_id, int) else None

    def _fetch_ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done(list(self._rows))

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._rows[one] for one in ids if one in self._rows])


def work_columns() -> Sequence[Column]:
    """Operation, norm, what it took, who."""
    return (
        Column("name", mark("Операция"), 0, lambda row: Cell(row.name, row.code or "", bold=True)),
        Column("norm", mark("Норма, мин"), 86, lambda row: _minutes(row.norm_minutes), right=True),
        Column("actual", mark("Факт, мин"), 82, _actual, right=True),
        Column("who", mark("Мастер"), 118, lambda row: Cell(row.performer, tone="text2")),
    )


def spent(times: Iterable[TimeRow], work_id: int | None = None) -> int:
    """Seconds of finished stretches, of one work or of the order as a whole."""
    found = (row for row in times if row.ended_at is not None and work_id in {None, row.work_id})
    return sum(int((row.ended_at - row.started_at).total_seconds()) for row in found if row.ended_at)


def running(times: Iterable[TimeRow], user: str) -> TimeRow | None:
    """The stretch of a person that runs now."""
    return next((row for row in times if row.ended_at is None and row.user == user), None)


def _minutes(minutes: int | None) -> Cell:
    return Cell("—", tone="text2") if minutes is None else Cell(str(minutes))


def _actual(row: LabourRow) -> Cell:
    if row.is_running:
        return Cell(tr("идёт"), tone="accent", bold=True)
    minutes = row.actual_minutes if row.actual_minutes is not None else row.timed_minutes or None
    over = minutes is not None and row.norm_minutes is not None and minutes > row.norm_minutes
    return Cell(str(minutes), tone="amber") if over else _minutes(minutes)

"""The lines of a receipt as a table: what is awaited, what came, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.purchasing.counting import Counting
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.widgets.basics import EmptyState
from workstation.documents.parts import PartUnit
from workstation.i18n import mark, tr
from workstation.money import format_amount
from workstation.rules.receiving import SheetLine


class ReceiptTable(TableView):
    """digit_typed(text): it begins the quantity of the line; dropped(): Delete; raised(): Up at the top."""

    digit_typed = Signal(str)
    dropped = Signal()
    raised = Signal()

    def __init__(self, counting: Counting, owner: QWidget) -> None:
        self._counting = counting
        self.source = TableModel(
            _columns(), self._fetch_ids, self._fetch_rows, lambda line: int(line.part.part_id), owner
        )
        empty = EmptyState("scan-barcode", tr("Отсканируйте первую запчасть"))
        super().__init__(self.source, empty)
        self.setAccessibleName(tr("Строки прихода"))

    def line(self) -> SheetLine | None:
        """The line under the cursor."""
        return self._counting.line(self.current_id())

    def _fetch_ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done([line.part.part_id for line in self._counting.sheet])

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        wanted = set(ids)
        done([line for line in self._counting.sheet if line.part.part_id in wanted])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.text().isdigit():
            self.digit_typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.raised.emit()
        else:
            super().keyPressEvent(event)


def counted_words(line: SheetLine, serial: str) -> str:
    """«00751313 Помпа сливная: 2 из 3», and the serial number that was read."""
    count = tr("{n} из {left}", n=line.quantity, left=line.left) if line.left else str(line.quantity)
    return " · ".join(filter(None, (f"{line.part.number} {line.part.name}: {count}", serial)))


def _columns() -> Sequence[Column]:
    return (
        Column("number", mark("Артикул"), 128, lambda row: Cell(row.part.number, bold=True)),
        Column("name", mark("Наименование"), 0, lambda row: Cell(row.part.name)),
        Column("left", mark("Ждём"), 76, _left, right=True),
        Column("quantity", mark("Принято"), 76, _quantity, right=True),
        Column("wrong", mark("Расхождения"), 138, _wrong),
        Column("bin", mark("Ячейка"), 76, lambda row: Cell(row.bin, tone="text2")),
        Column("price", mark("Цена, ₽"), 88, _price, right=True),
    )


def _left(row: SheetLine) -> Cell:
    if row.left is None:
        return Cell("—", tone="text2")
    return Cell(f"{row.left} {PartUnit(row.part.unit).label}", tone="text2")


def _quantity(row: SheetLine) -> Cell:
    if not row.quantity:
        return Cell("—", tone="text2")
    if row.left is None:
        return Cell(str(row.quantity), bold=True)
    tone = "green" if row.quantity == row.left else "amber"
    return Cell(str(row.quantity), tone=tone, bold=True)


def _wrong(row: SheetLine) -> Cell:
    words = []
    if row.damaged:
        words.append(tr("брак {n}", n=row.damaged))
    if row.missing:
        words.append(tr("нет {n}", n=row.missing))
    if row.left is not None and row.over:
        words.append(tr("лишних {n}", n=row.over))
    return Cell(", ".join(words), tone="red" if row.damaged or row.missing else "amber")


def _price(row: SheetLine) -> Cell:
    return Cell(format_amount(row.price) if row.price else "—", tone="text" if row.price else "text2")

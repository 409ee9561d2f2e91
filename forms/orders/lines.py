"""Works and parts of an order with their prices, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.table_model import Cell, Column, TableModel
from ui.table_view import ROW, TableView
from ui.widgets.basics import EmptyState, SectionTitle, label
from ui.widgets.row_list import TWO_LINES, RowItem, RowList
from workstation.documents.billing import LineKind, PricedLine
from workstation.documents.warranty import Payer
from workstation.i18n import mark, tr
from workstation.money import format_amount

LEAST, MOST = 4, 9
"""How many rows the table is high: more are scrolled."""


class _Item(NamedTuple):
    id: int
    line: PricedLine


class LineTable(TableView):
    """Enter on a line asks for its price."""

    def __init__(self) -> None:
        self._items: dict[int, _Item] = {}
        words = tr("Строк ещё нет"), tr("Работы и детали записывает мастер; цену работы берёт прейскурант.")
        model = TableModel(line_columns(), self._ids, self._fetch)
        super().__init__(model, EmptyState("wrench", *words))
        model.setParent(self)
        self.setAccessibleName(tr("Работы и детали"))
        self.setProperty("part", True)

    def show_lines(self, lines: Sequence[PricedLine]) -> None:
        """Show these; the cursor stays on its line."""
        self._items = {place: _Item(place, line) for place, line in enumerate(lines)}
        self.parts()[1].refresh()
        self.setFixedHeight(ROW * (1 + min(max(len(lines), LEAST), MOST)) + 2)

    def line(self) -> PricedLine | None:
        """The line under the cursor."""
        place = self.current_id()
        item = self._items.get(place) if place is not None else None
        return item.line if item is not None else None

    def _ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done(list(self._items))

    def _fetch(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._items[one] for one in ids if one in self._items])


class Titled(QWidget):
    """A list under its title, `most` rows high; while it is empty words stand in its place."""

    def __init__(self, title: str, nothing: str, most: int) -> None:
        super().__init__()
        self._most = most
        self.rows = RowList(title, grows=False)
        self._title, self._nothing = SectionTitle(title), label(nothing, "text2", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._title, self._nothing, self.rows):
            column.addWidget(part)
        column.addStretch(1)
        self.show_items(())

    def show_items(self, items: Sequence[RowItem]) -> None:
        """Show these rows."""
        self.rows.set_items(items)
        self.rows.setVisible(bool(items))
        self.rows.setFixedHeight(TWO_LINES * min(len(items), self._most))
        self._nothing.setVisible(not items)


def line_columns() -> Sequence[Column]:
    """What, how many, for how much, less what, and who pays."""
    return (
        Column("name", mark("Работа или деталь"), 0, lambda item: _name(item.line)),
        Column("many", mark("Кол."), 74, lambda item: f"{item.line.quantity} {item.line.unit}", right=True),
        Column("price", mark("Цена, ₽"), 106, lambda item: _price(item.line), right=True),
        Column("off", mark("Скидка, ₽"), 96, lambda item: _off(item.line), right=True),
        Column("sum", mark("Сумма, ₽"), 110, lambda item: _sum(item.line), right=True),
        Column("payer", mark("Платит"), 106, lambda item: _payer(item.line)),
    )


def _name(line: PricedLine) -> Cell:
    second = line.performer if line.kind is LineKind.WORK else line.code
    return Cell(line.name, second or "", bold=True)


def _price(line: PricedLine) -> Cell:
    if line.price is None:
        return Cell(tr("нет цены"), tone="amber")
    return Cell(format_amount(line.price))


def _off(line: PricedLine) -> Cell:
    return Cell(format_amount(line.discount)) if line.discount else Cell("—", tone="text2")


def _sum(line: PricedLine) -> Cell:
    own = line.payer is Payer.CUSTOMER
    return Cell(format_amount(line.total), bold=own, tone="text" if own else "text2")


def _payer(line: PricedLine) -> Cell:
    return Cell(line.payer.label, tone="text" if line.payer is Payer.CUSTOMER else "text2")

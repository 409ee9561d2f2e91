"""The two tables of the page: the first rows of a file, and its bad rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from forms.store_import.columns import titles
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.widgets.basics import EmptyState
from workstation.documents.parts import PartLine
from workstation.exchange.parts_file import PartsFile, problems
from workstation.exchange.tables import TableRow
from workstation.i18n import mark, tr

WIDTH = 132


def preview_table(source: PartsFile, rows: Sequence[TableRow], parent: QWidget) -> TableView:
    """The first rows as they stand in the file."""
    columns = [Column("line", mark("Строка"), 64, lambda row: Cell(str(row.line), tone="text2"), right=True)]
    columns += [
        Column(str(place), title, WIDTH, partial(_cell, place))
        for place, title in enumerate(titles(source.heading))
    ]
    table = _table(columns, rows, parent, EmptyState("file-text", tr("Под заголовком нет ни одной строки")))
    table.setAccessibleName(tr("Первые строки файла"))
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return table


def bad_table(source: PartsFile, bad: Sequence[PartLine], parent: QWidget) -> TableView:
    """The rows that cannot come in, and why."""
    columns = (
        Column("line", mark("Строка"), 72, lambda row: Cell(str(row.line), bold=True), right=True),
        Column("why", mark("Что не так"), 0, lambda row: said(source, row)),
        Column("cells", mark("В файле"), 300, lambda row: Cell(" · ".join(filled(row)), tone="text2")),
    )
    table = _table(columns, bad, parent, EmptyState("circle-check", tr("Плохих строк нет")))
    table.setAccessibleName(tr("Плохие строки"))
    return table


def said(source: PartsFile, row: PartLine) -> str:
    """What is wrong with a row, in a line."""
    return "; ".join(problems(source, row))


def filled(row: PartLine) -> list[str]:
    """What stands in a row."""
    return [cell.strip() for cell in row.cells if cell.strip()]


def _table(columns: Sequence[Column], rows: Sequence[Any], parent: QWidget, empty: EmptyState) -> TableView:
    kept = {row.line: row for row in rows}

    def ids(_sort: str, _descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        done(list(kept))

    def some(wanted: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([kept[one] for one in wanted])

    model = TableModel(columns, ids, some, lambda row: int(row.line), parent=parent)
    table = TableView(model, empty)
    model.setParent(table)
    model.refresh()
    return table


def _cell(place: int, row: TableRow) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""

"""The catalogue and its stock as a table that `parts_file` reads again: CSV, or XLSX by its name."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workstation import files
from workstation.documents.parts import PartData, PartExport
from workstation.exchange.parts_file import FIELDS
from workstation.exchange.tables import plain_cell
from workstation.money import to_json

STOCK = ("Остаток", "Резерв", "Свободно", "Ожидается", "Ячейки")
"""Columns that an import passes over."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDTHS = (18, 44, 16)


def write_parts(path: Path, found: Iterable[PartExport], told: Callable[[int], None] | None = None) -> int:
    """Write parts one by one; the file appears only when it is whole. Gives how many there are.

    `told` hears now and then how many are written. Raises as `files.beside`.
    """
    write = _write_book if path.suffix.lower() == ".xlsx" else _write_csv
    head = [*(names[0].capitalize() for names in FIELDS.values()), *STOCK]
    with files.beside(path) as part:
        return write(part, head, found, told or (lambda _count: None))


def _write_csv(
    path: Path, head: Sequence[str], found: Iterable[PartExport], told: Callable[[int], None]
) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(head)
        count = 0
        for count, one in enumerate(found, 1):  # noqa: B007 - the last number is the answer
            writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in _cells(one)])
            if not count % 1000:
                told(count)
    return count


def _write_book(
    path: Path, head: Sequence[str], found: Iterable[PartExport], told: Callable[[int], None]
) -> int:
    from openpyxl import Workbook  # noqa: PLC0415 - only when a book is wanted
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Запчасти")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(list(head))
    count = 0
    for count, one in enumerate(found, 1):  # noqa: B007
        line = []
        for cell in _cells(one):
            if isinstance(cell, str):
                made = WriteOnlyCell(sheet, _CONTROLS.sub("", cell))
                made.data_type = "s"  # a text that begins with a sign is no formula
                line.append(made)
            else:
                line.append(cell)
        sheet.append(line)
        if not count % 1000:
            told(count)
    book.save(path)
    return count


def _cells(one: PartExport) -> Iterator[Any]:
    yield from (write(one.data) for write in _FIELDS.values())
    yield from (one.on_hand, one.reserved, one.free, one.expected, ", ".join(one.cells))


def _money(kopecks: int | None) -> str:
    return "" if kopecks is None else to_json(kopecks).replace(".", ",")


def _flag(value: bool) -> str:
    return "да" if value else ""


_FIELDS: Mapping[str, Callable[[PartData], Any]] = {
    "number": lambda data: data.number,
    "name": lambda data: data.name,
    "brand": lambda data: data.brand,
    "unit": lambda data: data.unit.on_paper,
    "is_serial": lambda data: _flag(data.is_serial),
    "is_original": lambda data: _flag(data.is_original),
    "is_consumable": lambda data: _flag(data.is_consumable),
    "warranty_months": lambda data: "" if data.warranty_months is None else data.warranty_months,
    "categories": lambda data: "|".join(data.categories),
    "models": lambda data: "|".join(data.models),
    "purchase_price": lambda data: _money(data.purchase_price),
    "sale_price": lambda data: _money(data.sale_price),
    "note": lambda data: data.note or "",
}

"""A price list of spare parts from CSV or XLSX, row by row: the file is never held in memory whole.

A line near the top names the columns. Names are known in Russian and English; `mapping` says which column of
the file is which field where they are called otherwise. Several values of one cell (models, categories) are
separated by `|`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from workstation import messages
from workstation.documents.parts import PartData, PartLine, PartUnit
from workstation.errors import ErrorList, UserError
from workstation.exchange.tables import Table, TableRow, open_table, plain_cell, typed_cell
from workstation.i18n import tr
from workstation.money import parse_kopecks

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("артикул", "номер", "партномер", "part number", "part_number", "code", "код"),
    "name": ("наименование", "название", "описание", "description"),
    "brand": ("бренд", "марка", "производитель", "manufacturer"),
    "unit": ("ед", "ед.", "единица", "ед. изм."),
    "is_serial": ("серийный учёт", "серийный учет", "serial"),
    "is_original": ("оригинал", "original"),
    "is_consumable": ("расходник", "расходный материал", "consumable"),
    "warranty_months": ("гарантия", "гарантия, мес.", "warranty"),
    "categories": ("виды", "категории", "groups"),
    "models": ("модели", "подходит к", "fits"),
    "purchase_price": ("закупка", "цена закупки", "закупочная цена", "cost"),
    "sale_price": ("цена", "цена продажи", "розница", "розничная цена", "price"),
    "note": ("примечание", "комментарий", "comment"),
}
"""The fields of a part, and what their columns are called beside that."""
NEEDED = ("number", "name")
HEADING_WITHIN = 20
"""Rows in which the heading is looked for: a price list begins with its name, a date, a telephone."""
_YES = frozenset({"1", "да", "yes", "true", "y", "д", "+", "истина"})
_NO = frozenset({"", "0", "нет", "no", "false", "n", "н", "-", "ложь"})
_UNITS = {
    **{unit.value: unit for unit in PartUnit},
    **{unit.on_paper.rstrip("."): unit for unit in PartUnit},
    "штука": PartUnit.PIECE,
    "комплект": PartUnit.SET,
}


@dataclass(frozen=True, slots=True)
class PartsFile:
    """A file that can be read: its table, the line and words of its heading, and the column of each field."""

    table: Table
    heading_line: int
    heading: tuple[str, ...]
    columns: Mapping[str, int]

    def column_of(self, field: str | None) -> str:
        """What the file calls the column of a field; a number where it calls it nothing."""
        if field is None or field not in self.columns:
            return ""
        place = self.columns[field]
        return self.heading[place] or str(place + 1)


def open_parts(path: Path, mapping: Sequence[str] = ()) -> PartsFile:
    """Look for a file's heading; `mapping` are words `field=column`. The caller closes its table.

    Raises UserError `file_unreadable`, `table_…`, `import_header`, `import_map_bad`, `import_torn`.
    """
    table = open_table(path)
    try:
        return find_heading(table, top_rows(table), mapping)
    except BaseException:
        table.close()
        raise


def top_rows(table: Table, count: int = HEADING_WITHIN) -> list[TableRow]:
    """The first rows of a file; raises UserError `table_empty`, `import_torn`."""
    rows = list(islice(table.rows(), count))
    if not rows:
        raise UserError("table_empty", None, name=table.path.name)
    return rows


def find_heading(table: Table, top: Sequence[TableRow], mapping: Sequence[str] = ()) -> PartsFile:
    """The first row that names what a part must have; raises UserError `import_header`, `import_map_bad`."""
    refused: list[tuple[int, UserError]] = []
    for row in top:
        heading = tuple(cell.strip() for cell in row.cells)
        try:
            return PartsFile(table, row.line, heading, _columns(heading, mapping))
        except UserError as error:
            refused.append((len(heading) - heading.count(""), error))
    raise max(refused, key=lambda one: one[0])[1]


def guess_columns(heading: Sequence[str], known: Mapping[str, int] | None = None) -> dict[str, int]:
    """Which column is which field by the words of the heading; `known` are settled already."""
    places = _places(heading)
    found = dict(known or {})
    for name, others in FIELDS.items():
        place = next((places[one] for one in (name, *others) if one in places), None)
        if name not in found and place is not None and place not in found.values():
            found[name] = place
    return found


def read_parts(source: PartsFile) -> Iterator[PartLine]:
    """The rows below the heading, one after another; empty lines are passed over.

    Raises UserError `import_torn` where the file cannot be told apart into rows.
    """
    for row in source.table.rows():
        if row.line > source.heading_line:
            yield _line(row, source)


def bad_file(source: PartsFile, bad: Iterable[PartLine]) -> bytes:
    """The bad rows as they were, each with its line and what is wrong, to be mended and imported."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=source.table.delimiter, lineterminator="\r\n")
    writer.writerow([*source.heading, tr("Строка"), tr("Ошибка")])
    for row in bad:
        cells = [*row.cells, *[""] * (len(source.heading) - len(row.cells))]
        writer.writerow([*map(plain_cell, cells), row.line, "; ".join(problems(source, row))])
    return file.getvalue().encode("utf-8-sig")


def problems(source: PartsFile, row: PartLine) -> list[str]:
    """What is wrong with a row, each with the column it stands in."""
    found = []
    for error in row.errors:
        column = source.column_of(error.field)
        said = messages.text(error)
        found.append(tr("столбец «{column}»: {error}", column=column, error=said) if column else said)
    return found


def _line(row: TableRow, source: PartsFile) -> PartLine:
    cells = row.cells
    if len(cells) > len(source.heading) and any(cell.strip() for cell in cells[len(source.heading) :]):
        error = UserError("import_columns", None, got=len(cells), wanted=len(source.heading))
        return PartLine(row.line, cells, errors=(error,))
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for name, column in source.columns.items():
        fault = row.faults.get(column)
        text = typed_cell(cells[column]) if column < len(cells) else ""
        if fault is not None:
            errors.append(UserError(fault.code, name, **fault.params))
        elif text:
            try:
                values[name] = _READERS.get(name, _text)(text, name)
            except UserError as error:
                errors += error.errors if isinstance(error, ErrorList) else (error,)
    faulty = {error.field for error in errors}
    errors += [UserError("required", name) for name in NEEDED if name not in values and name not in faulty]
    part = None if errors else PartData(**values)
    return PartLine(row.line, cells, part, tuple(errors))


def _text(text: str, _name: str) -> str:
    return " ".join(text.split())


def _unit(text: str, name: str) -> PartUnit:
    unit = _UNITS.get(text.casefold().rstrip("."))
    if unit is None:
        choices = ", ".join(unit.on_paper for unit in PartUnit)
        raise UserError("import_unit", name, text=text, choices=choices)
    return unit


def _flag(text: str, name: str) -> bool:
    folded = text.casefold()
    if folded not in _YES | _NO:
        raise UserError("import_flag", name, text=text)
    return folded in _YES


def _months(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len("1200")):
        raise UserError("import_months", name, text=text)
    return int(text)


def _many(text: str, _name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split("|")))))


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "unit": _unit,
    "is_serial": _flag,
    "is_original": _flag,
    "is_consumable": _flag,
    "warranty_months": _months,
    "categories": _many,
    "models": _many,
    "purchase_price": parse_kopecks,
    "sale_price": parse_kopecks,
}


def _columns(heading: Sequence[str], mapping: Sequence[str]) -> dict[str, int]:
    """Which column holds which field."""
    places, settled = _places(heading), {}
    for words in mapping:
        name, _sign, column = words.partition("=")
        if name.strip() not in FIELDS or not column.strip():
            raise UserError("import_map_bad", "map", text=words, fields=", ".join(FIELDS))
        if column.strip().casefold() not in places:
            raise UserError("import_header", "map", column=column.strip(), columns=_listed(heading))
        settled[name.strip()] = places[column.strip().casefold()]
    found = guess_columns(heading, settled)
    for name in NEEDED:
        if name not in found:
            raise UserError("import_header", "map", column=FIELDS[name][0], columns=_listed(heading))
    return found


def _places(heading: Sequence[str]) -> dict[str, int]:
    """The first column of each name."""
    folded = [" ".join(name.casefold().split()) for name in heading]
    return {name: place for place, name in reversed(list(enumerate(folded))) if name}


def _listed(heading: Sequence[str]) -> str:
    return ", ".join(filter(None, heading))

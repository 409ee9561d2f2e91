"""A price list of spare parts from CSV, row by row: the file is never held in memory whole.

The first line names the columns, separated by `;`, `,` or a tab, in UTF-8 or windows-1251. Names are known in
Russian and English; `mapping` says which column of the file is which field where they are called otherwise.
Several values of one cell (models, categories) are separated by `|`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.documents.parts import PartData, PartUnit
from workstation.errors import ErrorList, UserError
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
LONGEST_CELL = 1_000_000
_YES = frozenset({"1", "да", "yes", "true", "y", "д", "+", "истина"})
_NO = frozenset({"", "0", "нет", "no", "false", "n", "н", "-", "ложь"})
_UNITS = {
    **{unit.value: unit for unit in PartUnit},
    **{unit.on_paper.rstrip("."): unit for unit in PartUnit},
    "штука": PartUnit.PIECE,
    "комплект": PartUnit.SET,
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file by its line, the first being 1: a part, or what is wrong with it; and its cells."""

    line: int
    cells: tuple[str, ...]
    part: PartData | None = None
    errors: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class PartsFile:
    """A file that can be read: its encoding and separator, its heading, and which column is which field."""

    path: Path
    encoding: str
    delimiter: str
    heading: tuple[str, ...]
    columns: Mapping[str, int]


def open_parts(path: Path, mapping: Sequence[str] = ()) -> PartsFile:
    """Look at a file's heading; `mapping` are words `field=column`.

    Raises UserError `file_unreadable`, `dictionary_encoding`, `import_header`, `import_map_bad`.
    """
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            head = file.readline(LONGEST_CELL)
    except OSError as error:
        raise UserError("file_unreadable", None, path=str(path), details=error.strerror) from error
    delimiter = max(";,\t", key=head.count)
    heading = tuple(cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), []))
    return PartsFile(path, encoding, delimiter, heading, _columns(heading, mapping))


def read_parts(source: PartsFile) -> Iterator[FileRow]:
    """The rows of a file, one after another; empty lines are passed over.

    Raises UserError `import_torn` where the file cannot be told apart into rows.
    """
    with source.path.open(encoding=source.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter)
        next(reader, None)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _row(reader.line_num, tuple(cells), source)
        except csv.Error as error:
            raise UserError("import_torn", None, row=reader.line_num, details=str(error)) from error


def _row(line: int, cells: tuple[str, ...], source: PartsFile) -> FileRow:
    if len(cells) > len(source.heading) and any(cell.strip() for cell in cells[len(source.heading) :]):
        error = UserError("import_columns", None, got=len(cells), wanted=len(source.heading))
        return FileRow(line, cells, errors=(error,))
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for name, column in source.columns.items():
        text = cells[column].strip() if column < len(cells) else ""
        if not text:
            continue
        try:
            values[name] = _READERS.get(name, _text)(text, name)
        except UserError as error:
            errors += error.errors if isinstance(error, ErrorList) else (error,)
    errors += [UserError("required", name) for name in NEEDED if name not in values]
    part = None if errors else PartData(**values)
    return FileRow(line, cells, part, tuple(errors))


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
    places = {name.casefold(): place for place, name in reversed(list(enumerate(heading)))}
    found: dict[str, int] = {}
    for words in mapping:
        name, _sign, column = words.partition("=")
        if name.strip() not in FIELDS or not column.strip():
            raise UserError("import_map_bad", "map", text=words, fields=", ".join(FIELDS))
        if column.strip().casefold() not in places:
            raise UserError("import_header", "map", column=column.strip(), columns=", ".join(heading))
        found[name.strip()] = places[column.strip().casefold()]
    for name, others in FIELDS.items():
        known = next((places[one] for one in (name, *others) if one in places), None)
        if name not in found and known is not None and known not in found.values():
            found[name] = known
    for name in NEEDED:
        if name not in found:
            raise UserError("import_header", "map", column=FIELDS[name][0], columns=", ".join(heading))
    return found


def _encoding(path: Path) -> str:
    """UTF-8 where the whole file is UTF-8, else windows-1251; raises UserError `dictionary_encoding`."""
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            with path.open(encoding=encoding) as file:
                while part := file.read(LONGEST_CELL):
                    if "\x00" in part:
                        raise UserError("dictionary_encoding")
        except UnicodeDecodeError:
            continue
        return encoding
    raise UserError("dictionary_encoding")

"""A table in a file, whatever holds it: rows of texts, one after another, never the whole file in memory.

What it is, the content says and not the name: CSV in UTF-8 or windows-1251, separated by `;`, `,` or a tab,
or a book of XLSX.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workstation.errors import UserError

LONGEST_CELL = 1_000_000
MOST_COLUMNS = 500
_SIGNS = frozenset("=+-@")
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row by its number in the file, the first being 1; `faults` are cells that hold no value, by place."""

    line: int
    cells: tuple[str, ...]
    faults: Mapping[int, UserError] = field(default_factory=dict)


class Table(Protocol):
    """An open table."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def delimiter(self) -> str:
        """What its bad rows are separated by."""

    def rows(self) -> Iterator[TableRow]:
        """The rows that are not empty, from the first; can be asked for again."""

    def close(self) -> None:
        """Let go of the file."""


def open_table(path: Path) -> Table:
    """Look what a file is and open it.

    Raises UserError `file_unreadable`, `table_encrypted`, `table_old`, `table_unknown`, `table_encoding`.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_OLE))
            if start == _OLE:
                # The folder of an old-style container stands anywhere in it; one that is encrypted is small.
                locked = _OLE_ENCRYPTED in file.read(64 * LONGEST_CELL)
                raise UserError("table_encrypted" if locked else "table_old", None, name=path.name)
        if start.startswith(_ZIP):
            from workstation.exchange.xlsx_table import XlsxTable  # a library that nobody else needs

            return XlsxTable(path)
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as text:
            head = text.read(LONGEST_CELL)
    except OSError as error:
        raise UserError("file_unreadable", None, path=str(path), details=error.strerror or "") from error
    return CsvTable(path, encoding, max(";,\t", key=head.split("\n", 1)[0].count))


@dataclass(frozen=True, slots=True)
class CsvTable:
    """Rows of a text, told apart by lines and a separator."""

    path: Path
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[TableRow]:
        """The rows that are not empty; raises UserError `import_torn` where they cannot be told apart."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield TableRow(reader.line_num, tuple(cells))
            except csv.Error as error:
                raise UserError("import_torn", None, row=reader.line_num, details=str(error)) from error

    def close(self) -> None:
        """Nothing is held open between two readings."""


def _encoding(path: Path) -> str:
    """UTF-8 where the whole file is UTF-8, else windows-1251; raises UserError `table_encoding`."""
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            with path.open(encoding=encoding) as file:
                while part := file.read(LONGEST_CELL):
                    if "\x00" in part:
                        raise UserError("table_encoding", None, name=path.name)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UserError("table_encoding", None, name=path.name)


def plain_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _SIGNS else text


def typed_cell(text: str) -> str:
    """The text of a cell as it was before `plain_cell`."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _SIGNS else text

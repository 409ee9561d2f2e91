"""The first sheet of an XLSX book as rows of texts, as a person sees them in it.

openpyxl opens the book, its styles and its texts. The rows are walked here: its own walk takes three times as
long, keeps a trace of each row, and tells a formula that was never counted from an empty cell no more.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import from_excel

from workstation.errors import UserError
from workstation.exchange.tables import MOST_COLUMNS, TableRow

LARGEST = 1 << 30
"""Bytes of an unpacked book; a price list of a million rows has less."""
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _DATA, _CELL, _VALUE = f"{_NS}row", f"{_NS}sheetData", f"{_NS}c", f"{_NS}v"
_FORMULA, _TEXT = f"{_NS}f", f"{_NS}t"
_BROKEN = (BadZipFile, ParseError, zlib.error, EOFError, KeyError, IndexError, TypeError, ValueError)
_WHOLE = 10**15
_ZEROS = re.compile(r"0{2,}")
_ENCRYPTED = 1


class XlsxTable:
    """An open book; nothing in it is run, a macro neither."""

    delimiter = ";"

    def __init__(self, path: Path) -> None:
        """Open a book; raises UserError `table_unknown`, `table_encrypted`, `table_big`, `table_empty`."""
        self.path = path
        self._file = path.open("rb")
        try:
            self._book = _opened(self._file, path.name)
            sheets = [one for one in self._book.worksheets if hasattr(one, "_worksheet_path")]
            if not sheets:
                raise UserError("table_empty", None, name=path.name)
            self._sheet = next((one for one in sheets if one.sheet_state == "visible"), sheets[0])
            self._look = _Look(self._book, self._sheet)
        except BaseException:
            self._file.close()
            raise

    def rows(self) -> Iterator[TableRow]:
        """The rows that are not empty; raises UserError `import_torn` where the sheet is broken."""
        line = 0
        try:
            with self._book._archive.open(self._sheet._worksheet_path) as source:
                for row in _elements(source):
                    line = int(row.get("r") or line + 1)
                    found = self._look.row(line, row)
                    if found.faults or any(cell.strip() for cell in found.cells):
                        yield found
        except _BROKEN as error:
            raise UserError("import_torn", None, row=line + 1, details=type(error).__name__) from error

    def close(self) -> None:
        """Let go of the file and of its texts."""
        self._book.close()
        self._file.close()


def _opened(file: IO[bytes], name: str) -> Any:
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UserError("table_encrypted", None, name=name)
        if sum(part.file_size for part in parts) > LARGEST:
            raise UserError("table_big", None, name=name)
        file.seek(0)
        with warnings.catch_warnings():
            # What of a book's looks is not known to the library is no matter here.
            warnings.simplefilter("ignore")
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, OSError) as error:
        raise UserError("table_unknown", None, name=name) from error


def _elements(source: IO[bytes]) -> Iterator[Element]:
    """The rows of a sheet as they come; each is forgotten after it was looked at."""
    data: Element | None = None
    # Expat itself fetches nothing from outside and stops at entities that swell.
    for event, element in iterparse(source, events=("start", "end")):  # noqa: S314
        if event == "start":
            data = element if element.tag == _DATA else data
        elif element.tag == _ROW and data is not None:
            yield element
            data.clear()


class _Look:
    """How the values of a book's cells look: texts, dates, numbers shown with leading zeros."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._texts = sheet._shared_strings
        self._dates, self._epoch = {str(one) for one in book._date_formats}, book.epoch
        self._widths = {}
        self._places: dict[str, int] = {}
        for place, style in enumerate(book._cell_styles):
            with suppress(IndexError):
                own = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
                shown = book._number_formats[own] if own >= 0 else ""
                if _ZEROS.fullmatch(shown):
                    self._widths[str(place)] = len(shown)

    def row(self, line: int, row: Element) -> TableRow:
        cells: list[str] = []
        faults: dict[int, UserError] = {}
        for element in row:
            if element.tag != _CELL:
                continue
            place = self._place(element.get("r"), len(cells))
            cells += [""] * (place + 1 - len(cells))
            try:
                cells[place] = self._text(element)
            except UserError as error:
                faults[place] = error
                cells[place] = str(error.params["text"])
        return TableRow(line, tuple(cells), faults)

    def _place(self, name: str | None, following: int) -> int:
        """The column of a cell, the first being 0; all that stand too far to the right are one."""
        if not name:
            return following
        letters = name.rstrip("0123456789")
        place = self._places.get(letters)
        if place is None:
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - ord("A") + 1
            place = self._places[letters] = min(place - 1, MOST_COLUMNS)
        return place

    def _text(self, element: Element) -> str:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return "".join(part.text or "" for part in element.iter(_TEXT))
        value = element.findtext(_VALUE)
        if not value:
            if element.find(_FORMULA) is not None and kind != "str":
                raise UserError("cell_formula", text="")
            return ""
        if kind == "s":
            return str(self._texts[int(value)])
        if kind == "n":
            return self._number(value, element.get("s", ""))
        if kind == "b":
            return "да" if value == "1" else "нет"
        if kind == "e":
            raise UserError("cell_error", text=value)
        if kind == "d":
            raise UserError("cell_date", text=value)
        return value

    def _number(self, value: str, style: str) -> str:
        if style in self._dates:
            raise UserError("cell_date", text=self._date(value))
        if not (value.isascii() and value.isdigit()):
            number = float(value)
            whole = number.is_integer() and abs(number) < _WHOLE
            # Fifteen digits are what a spreadsheet itself keeps of a number.
            value = str(int(number)) if whole else f"{Decimal(f'{number:.15g}'):f}"
        return value.zfill(self._widths.get(style, 0))

    def _date(self, value: str) -> str:
        with suppress(ValueError, OverflowError):
            return f"{from_excel(float(value), self._epoch):%d.%m.%Y}"
        return value

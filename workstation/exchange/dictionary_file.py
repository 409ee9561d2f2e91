"""Import of code dictionaries (IRIS and a brand's own) from CSV or JSON, row by row.

CSV: a first line with the names of columns `kind`, `code`, `text`, `brand`, `valid_from`, `valid_to` (the
last three may be absent), separated by `;`, `,` or a tab, in UTF-8 or windows-1251. JSON: a list of
objects with the same keys, or an object with that list in `rows`. `kind` may be given for the whole file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workstation.documents.catalogues import DictionaryCode, DictionaryKind
from workstation.errors import ErrorList, UserError
from workstation.exchange.json_reader import ObjectReader, parse_json

COLUMNS = ("kind", "code", "text", "brand", "valid_from", "valid_to")
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")
_SIZES = {DictionaryKind.CONDITION: 1, DictionaryKind.EXTENDED_CONDITION: 3, DictionaryKind.SYMPTOM: 3}
"""Lengths that the standard fixes; section, defect and repair codes differ from brand to brand."""


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be taken; `row` is its line in the file, the first being 1."""

    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class DictionaryImport:
    """What a file holds: the good rows, and what is wrong with the others."""

    rows: tuple[DictionaryCode, ...]
    errors: tuple[RowError, ...] = ()


def read_dictionary(
    data: bytes, *, kind: DictionaryKind | None = None, brand: str | None = None, source: str | None = None
) -> DictionaryImport:
    """Read a dictionary; `kind` and `brand` stand in for columns that are not there.

    Raises UserError `dictionary_encoding`, `dictionary_header`, `json_bad` where no row can be read at all.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    rows = _json_rows(data) if start in (b"[", b"{") else _csv_rows(data, kind)
    defaults = {"kind": kind.value if kind else None, "brand": brand}
    taken: dict[tuple[str, str, str | None, date | None], tuple[int, DictionaryCode]] = {}
    errors = []
    for number, values in rows:
        try:
            code = _code({**defaults, **values}, source)
            key = (code.kind.value, code.code, code.brand, code.valid_from)
            if key in taken:
                raise UserError("dictionary_repeated", "code", got=code.code, row=taken[key][0])
            taken[key] = (number, code)
        except UserError as error:
            errors.append(RowError(number, error.errors[0] if isinstance(error, ErrorList) else error))
    return DictionaryImport(tuple(code for _, code in taken.values()), tuple(errors))


def _code(values: dict[str, Any], source: str | None) -> DictionaryCode:
    reader = ObjectReader(values)
    reader.need("kind", "code", "text")
    code = DictionaryCode(
        kind=reader.choice("kind", DictionaryKind) or DictionaryKind.SYMPTOM,
        code=(reader.text("code") or "").strip(),
        text=" ".join((reader.text("text") or "").split()),
        brand=(reader.text("brand") or "").strip() or None,
        valid_from=reader.date("valid_from"),
        valid_to=reader.date("valid_to"),
        source=reader.text("source") or source,
    )
    if code.valid_from and code.valid_to and code.valid_to < code.valid_from:
        reader.fail("valid_to", "date_before", earlier=f"{code.valid_from:%d.%m.%Y}")
    size = _SIZES.get(code.kind)
    if reader.has("code") and not _CODE.fullmatch(code.code):
        reader.fail("code", "dictionary_code", got=code.code, wanted="латинские буквы и цифры, до 20 знаков")
    elif reader.has("code") and size and len(code.code) != size:
        reader.fail("code", "dictionary_code", got=code.code, wanted=f"нужно знаков: {size}")
    reader.finish()
    return code


def _json_rows(data: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    value = parse_json(data)
    rows = value.get("rows") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise UserError("dictionary_header", None, columns=", ".join(COLUMNS))
    for number, row in enumerate(rows, 1):
        yield number, _present(row.items()) if isinstance(row, dict) else {}


def _csv_rows(data: bytes, kind: DictionaryKind | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    text = _decoded(data)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    needed = {"code", "text"} | (set() if kind else {"kind"})
    if not needed <= set(names):
        raise UserError("dictionary_header", None, columns=", ".join(COLUMNS))
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, _present(zip(names, (cell.strip() for cell in row), strict=False))


def _present(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value not in ("", None)}


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UserError("dictionary_encoding")

"""Books of a spreadsheet for tests, written as openpyxl does and as Excel does, and edited by hand."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
_SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_INLINE = re.compile(r't="inlineStr"><is><t(?: xml:space="preserve")?>(.*?)</t></is>', re.DOTALL)


def book(path: Path, *rows: tuple[Any, ...], **formats: str) -> Path:
    """A book of one sheet; `formats` are number formats of cells."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for cell, shown in formats.items():
        made.active[cell].number_format = shown
    made.save(path)
    return path


def edited(path: Path, name: str, old: str, new: str) -> Path:
    """The same book with a text of one of its parts replaced."""
    parts = _parts(path)
    assert old in parts[name]
    return _written(path, {**parts, name: parts[name].replace(old, new)})


def as_excel(path: Path) -> Path:
    """The same book with its texts in one list, as Excel writes them."""
    parts, texts = _parts(path), dict[str, int]()

    def shared(found: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(found[1], len(texts))}</v>'

    parts[SHEET] = _INLINE.sub(shared, parts[SHEET])
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{namespace}">{items}</sst>'
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHARED}"/>'
    parts[TYPES] = parts[TYPES].replace("</Types>", f"{part}</Types>")
    return _written(path, parts)


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {one: archive.read(one).decode() for one in archive.namelist()}


def _written(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path

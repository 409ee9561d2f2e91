"""The one shipped face for paper: DejaVu Sans Condensed, registered once, with its widths."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_DIR = Path(__file__).resolve().parent.parent / "resources" / "fonts"
REPLACEMENT = "\ufffd"


class Face(StrEnum):
    """The faces of paper; the value is the PDF name and the stem of the file."""

    REGULAR = "DejaVuSansCondensed"
    BOLD = "DejaVuSansCondensed-Bold"

    @property
    def path(self) -> Path:
        """The TTF file, the same for the screen and for paper."""
        return FONT_DIR / f"{self.value}.ttf"


class Widths(dict[str, float]):
    """Advance of each character for a size of 1; one without a glyph is as wide as its replacement."""

    def __missing__(self, character: str) -> float:
        return self[REPLACEMENT]

    def of(self, text: str) -> float:
        """Advance of the whole text for a size of 1."""
        return sum(map(self.__getitem__, text))


@cache
def widths(face: Face) -> Widths:
    """Register the face with reportlab (once) and return its widths."""
    font = TTFont(face.value, str(face.path))
    pdfmetrics.registerFont(font)
    # The drawing library sets a no-break blank with the glyph of a blank.
    table = Widths({chr(code): width / 1000 for code, width in font.face.charWidths.items()})
    table["\u00a0"] = table[" "]
    return table


@cache
def glyphs(face: Face) -> frozenset[str]:
    """Characters that the face can show."""
    return frozenset(widths(face))


def register() -> None:
    """Register the faces; harmless when done already."""
    for face in Face:
        widths(face)


def text_width(text: str, face: Face, size: float) -> float:
    """Width of one line in the unit of `size`."""
    return widths(face).of(text) * size

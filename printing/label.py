"""Labels: one geometry in whole dots, drawn as a 1-bit raster for label printers or as a PDF page.

Sizes are given in millimetres and become dots once, so that every module of a code is a whole number of
dots: thermal printers smear anything finer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from printing.codes import QUIET, Code
from printing.fonts import Face, text_width
from printing.pdf import Imprint, draw_symbol, draw_text, move, new_canvas, save
from printing.sheet import INK, Symbol, Text
from printing.text import is_plain, pieces
from workstation.documents.papers import PrintStamp

SIZES: Mapping[str, tuple[float, float]] = {"58x40": (58, 40), "58x30": (58, 30), "43x25": (43, 25)}
USUAL_DPI = 203
ELLIPSIS = "…"


class LabelText(NamedTuple):
    """One line at a baseline; `x` is its left edge, or its right one, or its middle."""

    x: int
    y: int
    text: str
    face: Face
    size: int
    anchor: str = "l"
    white: bool = False


class LabelBox(NamedTuple):
    """A black box."""

    x: int
    y: int
    width: int
    height: int


class LabelCode(NamedTuple):
    """A QR code of whole dots a module."""

    x: int
    y: int
    module: int
    code: Code


LabelOp = LabelText | LabelBox | LabelCode


@dataclass(slots=True)
class LabelPage:
    """What stands on a label, in dots from the top left."""

    width: int
    height: int
    dpi: int
    ops: list[LabelOp] = field(default_factory=list)

    @classmethod
    def of(cls, size: str, dpi: int) -> LabelPage:
        """An empty label of a named size."""
        width, height = SIZES[size]
        return cls(round(width * dpi / 25.4), round(height * dpi / 25.4), dpi)

    def dots(self, millimetres: float) -> int:
        """Whole dots of a length, one at least."""
        return max(round(millimetres * self.dpi / 25.4), 1)

    def line(
        self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR, anchor: str = "l"
    ) -> None:
        """A line of text; millimetres."""
        if text:
            self.ops.append(LabelText(self.dots(x), self.dots(y), text, face, self.dots(size), anchor))

    def fitted(
        self, x: float, y: float, text: str, size: float, width: float, least: float, face: Face
    ) -> None:
        """A line shrunk to `width`, not under `least`; only then cut, with an ellipsis; millimetres."""
        drawn, points = fit_line(text, face, size, width, least)
        self.line(x, y, drawn, points, face)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A black box; millimetres."""
        self.ops.append(LabelBox(self.dots(x), self.dots(y), self.dots(width), self.dots(height)))

    def code(self, code: Code, top: float, width: float, height: float) -> float:
        """The largest code that fits with its quiet zone at the left edge below `top`; its width."""
        whole = code.size + 2 * QUIET
        module = max(min(self.dots(width), self.dots(height)) // whole, 1)
        spare = self.dots(height) - whole * module
        y = self.dots(top) + spare // 2 + QUIET * module
        self.ops.append(LabelCode(QUIET * module, y, module, code))
        return whole * module * 25.4 / self.dpi


def fit_line(text: str, face: Face, size: float, width: float, least: float) -> tuple[str, float]:
    """The text and size at which it is no wider than `width`: shrunk first, cut with an ellipsis last."""
    # Hinting widens a raster line by up to a fiftieth.
    wide = text_width(text, face, size) * 1.02
    if wide <= width:
        return text, size
    if wide * least / size <= width:
        return text, size * width / wide
    while text and text_width(text + ELLIPSIS, face, least) * 1.02 > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS, least


@lru_cache(maxsize=128)
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.path), size, layout_engine=ImageFont.Layout.BASIC)


def rasterise(page: LabelPage) -> Image.Image:
    """The label as a 1-bit picture, a pixel a dot, white paper."""
    image = Image.new("1", (page.width, page.height), 1)
    draw = ImageDraw.Draw(image)
    for op in page.ops:
        if isinstance(op, LabelText):
            fill = 1 if op.white else 0
            text = _drawn(op)
            draw.text((op.x, op.y), text, fill=fill, font=_font(op.face, op.size), anchor=f"{op.anchor}s")
        elif isinstance(op, LabelBox):
            draw.rectangle((op.x, op.y, op.x + op.width - 1, op.y + op.height - 1), fill=0)
        else:
            module = op.module
            for column, row, length in op.code.runs:
                x, y = op.x + column * module, op.y + row * module
                draw.rectangle((x, y, x + length * module - 1, y + module - 1), fill=0)
    return image


def _drawn(op: LabelText) -> str:
    if is_plain(op.text, op.face):
        return op.text
    return "".join(drawn for drawn, _ in pieces(op.text, op.face))


def draw_labels(pages: Sequence[LabelPage], imprint: Imprint, offset: tuple[int, int] = (0, 0)) -> bytes:
    """The same labels as a PDF with real text, one a page, moved by tenths of a millimetre."""
    first = pages[0]
    unit = 72 / first.dpi
    canvas, buffer = new_canvas(first.width * unit, first.height * unit, imprint)
    for page in pages:
        move(canvas, offset)
        for op in page.ops:
            if isinstance(op, LabelText):
                size = op.size * unit
                back = {"l": 0.0, "r": 1.0, "m": 0.5}[op.anchor] * text_width(op.text, op.face, size)
                colour = 0xFFFFFF if op.white else INK
                text = Text(op.x * unit - back, op.y * unit, op.text, op.face, size, colour)
                draw_text(canvas, text, (page.height - op.y) * unit)
            elif isinstance(op, LabelBox):
                canvas.setFillGray(0)
                y = (page.height - op.y - op.height) * unit
                canvas.rect(op.x * unit, y, op.width * unit, op.height * unit, stroke=0, fill=1)
            else:
                side = op.module * op.code.size * unit
                symbol = Symbol(op.x * unit, op.y * unit, side, op.code)
                draw_symbol(canvas, symbol, (page.height - op.y) * unit)
        canvas.showPage()
    return save(canvas, buffer)


def marks_of(training: bool, stamp: PrintStamp | None) -> list[str]:
    """Words that a label must not be without: a practice base, an annulled paper, a second print."""
    marks = ["УЧЕБНЫЙ"] if training else []
    if stamp and stamp.annulled:
        marks.append("АННУЛИРОВАН")
    elif stamp and stamp.copy:
        marks.append("КОПИЯ")
    return marks

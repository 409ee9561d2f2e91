"""Labels of places and of loaners: the code at the left, the name as large as it goes, a small line under it.

They are no papers: nothing is issued, nothing is numbered; a worn one is printed again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from printing.codes import qr
from printing.fonts import Face
from printing.label import SIZES, USUAL_DPI, LabelPage, draw_labels, rasterise
from printing.pdf import Imprint
from printing.text import one_line
from workstation.documents.codes import CodeLabel

SIDE = 2.5
USUAL = "58x40"


def draw(labels: Sequence[CodeLabel], size: str = USUAL, offset: tuple[int, int] = (0, 0)) -> bytes:
    """The PDF of labels, one a page; raises KeyError for a size that there is not."""
    pages = [lay_out(label, size, USUAL_DPI) for label in labels]
    return draw_labels(pages, Imprint("Ярлыки мест", "", "ЯРМ", 1, False), offset)


def raster(label: CodeLabel, size: str = USUAL, dpi: int = USUAL_DPI) -> Image.Image:
    """The label as a 1-bit picture, a pixel a dot."""
    return rasterise(lay_out(label, size, dpi))


def lay_out(label: CodeLabel, size: str, dpi: int) -> LabelPage:
    """What stands on a label of a size at a resolution."""
    page = LabelPage.of(size, dpi)
    width, height = SIZES[size]
    left = page.code(qr(label.code), 0, width * 0.52, height) + 0.5
    room = width - SIDE - left
    name, tall = one_line(label.name), height * 0.34
    page.fitted(left, height * 0.5, name, tall, room, 2.2, Face.BOLD)
    page.fitted(left, height * 0.68, one_line(label.note), height * 0.085, room, 1.6, Face.REGULAR)
    return page

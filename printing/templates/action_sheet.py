"""The sheet over the bench: what the scanner can do with the order that lies there, a code for each deed."""

from __future__ import annotations

from collections.abc import Sequence

from printing.codes import qr
from printing.fonts import Face
from printing.label import USUAL_DPI, LabelCode, LabelPage, draw_labels
from printing.pdf import Imprint
from printing.registry import Setup, Template
from printing.sheet import MM
from printing.text import wrap
from workstation.documents.papers import ActionSheet, PrintStamp

WIDTH, HEIGHT = 210, 297
EDGE, TOP, STEP, COLUMN = 16, 50, 56, 92
SIDE, GAP, SIZE = 34, 6, 5.2
COLUMNS = 2


def draw(document: ActionSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of the sheet, moved by the printer's offset."""
    imprint = Imprint(template.name, "", template.form_code, template.revision)
    return draw_labels([lay_out(document, template) for _stamp in stamps], imprint, setup.offset)


def lay_out(sheet: ActionSheet, template: Template, dpi: int = USUAL_DPI) -> LabelPage:
    """Two columns of codes to be read from an arm's length."""
    page = LabelPage(round(WIDTH * dpi / 25.4), round(HEIGHT * dpi / 25.4), dpi)
    page.line(EDGE, 24, template.name, 8, Face.BOLD)
    page.line(EDGE, 35, "Сначала ярлык заказа, потом действие: оно делается с заказом на экране.", 4)
    for place, (value, words) in enumerate(sheet.actions):
        row, column = divmod(place, COLUMNS)
        left, top = EDGE + column * COLUMN, TOP + row * STEP
        code = qr(value)
        page.ops.append(LabelCode(page.dots(left), page.dots(top), page.dots(SIDE) // code.size, code))
        y = top + SIZE * 1.6
        for line in wrap(words, Face.BOLD, SIZE * MM, (COLUMN - SIDE - GAP - 4) * MM):
            page.line(left + SIDE + GAP, y, line, SIZE, Face.BOLD)
            y += SIZE * 1.35
    return page

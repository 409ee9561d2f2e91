"""«Ярлык запчасти»: the part number from two metres, the code from an arm's length; nothing personal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from printing.codes import qr
from printing.fonts import Face, text_width
from printing.label import SIZES, USUAL_DPI, LabelPage, draw_labels, fit_line, marks_of, rasterise
from printing.pdf import Imprint
from printing.registry import Setup, Template
from printing.text import one_line, wrap
from workstation.documents.papers import PrintStamp
from workstation.documents.store_papers import PartLabel


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand on one size of label, millimetres: baselines and heights of letters."""

    side: float
    number: tuple[float, float]
    rule: float
    code: float
    brand: tuple[float, float]
    name: tuple[float, float, float]
    serial: tuple[float, float]
    receipt: tuple[float, float]
    line: float
    cell: tuple[float, float]


_PLANS = {
    "58x40": _Plan(
        side=3, number=(9.6, 10.2), rule=11.7, code=25.5, brand=(15.2, 2.8), name=(18.8, 3.2, 2.9),
        serial=(25.5, 2.9), receipt=(28.8, 2.4), line=30.3, cell=(37.0, 6.0),
    ),
    "58x30": _Plan(
        side=2.5, number=(7.9, 8.4), rule=9.5, code=18.3, brand=(12.1, 2.2), name=(14.8, 2.4, 2.2),
        serial=(19.8, 2.2), receipt=(22.3, 1.9), line=23.3, cell=(28.4, 4.6),
    ),
    "43x25": _Plan(
        side=1.5, number=(6.5, 6.8), rule=7.8, code=14.6, brand=(9.9, 1.8), name=(12.0, 2.0, 1.8),
        serial=(16.1, 1.8), receipt=(18.1, 1.6), line=19.0, cell=(23.4, 3.8),
    ),
}  # fmt: skip
_LEAST = 1.5
_NAME_LINES = 2


def draw(document: PartLabel, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a label, a page for each stamp."""
    title = f"{template.name} {document.part.number}"
    imprint = Imprint(title, "", template.form_code, template.revision, document.training)
    pages = [lay_out(document, setup.page, USUAL_DPI, stamp) for stamp in stamps]
    return draw_labels(pages, imprint, setup.offset)


def raster(
    document: PartLabel, size: str = "58x40", dpi: int = USUAL_DPI, stamp: PrintStamp | None = None
) -> Image.Image:
    """The label as a 1-bit picture, a pixel a dot."""
    return rasterise(lay_out(document, size, dpi, stamp))


def lay_out(label: PartLabel, size: str, dpi: int, stamp: PrintStamp | None = None) -> LabelPage:
    """What stands on a label of a size at a resolution."""
    page, plan = LabelPage.of(size, dpi), _PLANS[size]
    width, height = SIZES[size]
    room = width - 2 * plan.side
    number, tall = plan.number
    page.fitted(plan.side, number, one_line(label.part.number), tall, room, _LEAST, Face.BOLD)
    page.box(plan.side, plan.rule, room, 0.35)
    top = plan.rule + 0.35
    wide = page.code(qr(label.code), top, plan.code, height - top)
    _facts(page, plan, label, wide, width - plan.side, marks_of(label.training, stamp))
    return page


def _facts(
    page: LabelPage, plan: _Plan, label: PartLabel, left: float, right: float, marks: list[str]
) -> None:
    width = right - left
    base, size = plan.brand
    aside = " ".join(marks)
    taken = 0.0
    if aside:
        drawn, points = fit_line(aside, Face.BOLD, size, width, 1.1)
        page.line(right, base, drawn, points, Face.BOLD, "r")
        taken = text_width(drawn, Face.BOLD, points) * 1.02 + 1
    if width - taken > size:
        page.fitted(left, base, one_line(label.part.brand), size, width - taken, _LEAST, Face.REGULAR)
    _name(page, plan, one_line(label.part.name), left, width)
    if label.serial_number:
        base, size = plan.serial
        page.fitted(left, base, f"S/N {one_line(label.serial_number)}", size, width, _LEAST, Face.BOLD)
    if label.receipt:
        base, size = plan.receipt
        page.fitted(left, base, one_line(label.receipt), size, width, _LEAST, Face.REGULAR)
    if label.cell:
        page.box(left, plan.line, width, 0.25)
        base, size = plan.cell
        page.fitted(left, base, one_line(label.cell), size, width, _LEAST, Face.BOLD)


def _name(page: LabelPage, plan: _Plan, name: str, left: float, width: float) -> None:
    """The name in two lines; what does not fit is cut with an ellipsis."""
    base, step, size = plan.name
    lines = wrap(name, Face.REGULAR, size, width / 1.02)
    shown = [*lines[: _NAME_LINES - 1], " ".join(lines[_NAME_LINES - 1 :])]
    for line in shown:
        page.fitted(left, base, line, size, width, size, Face.REGULAR)
        base += step

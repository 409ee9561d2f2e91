"""«Ярлык»: the order number from two metres, the code from an arm's length; no name and no phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from printing.codes import qr
from printing.fonts import Face, text_width
from printing.label import (
    SIZES,
    USUAL_DPI,
    LabelPage,
    LabelText,
    draw_labels,
    fit_line,
    marks_of,
    rasterise,
)
from printing.pdf import Imprint
from printing.registry import Setup, Template
from printing.text import one_line
from workstation.documents.papers import DeviceLabel, PrintStamp
from workstation.statuses import RequestKind

_KINDS = {
    RequestKind.WARRANTY: "Г",
    RequestKind.PAID: "П",
    RequestKind.PRESALE: "ПП",
    RequestKind.REPEAT: "ПВ",
    RequestKind.QUALITY_CHECK: "ПК",
    RequestKind.EXPERTISE: "Э",
    RequestKind.MAINTENANCE: "ТО",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand on one size of label, millimetres: baselines and heights of letters."""

    side: float
    number: tuple[float, float]
    prefix: tuple[float, float]
    marks: tuple[float, float]
    rule: float
    code: float
    due: tuple[float, float, float]
    badge: tuple[float, float]
    model: tuple[float, float, float]
    serial: tuple[float, float]
    line: float
    place: tuple[float, float]
    notes: tuple[float, float, float]


_PLANS = {
    "58x40": _Plan(
        side=3, number=(9.8, 10.6), prefix=(4.3, 3.1), marks=(7.2, 2.3), rule=11.7, code=25.5,
        due=(15.4, 20.6, 5.3), badge=(13.3, 5.5), model=(25.2, 2.9, 1.7), serial=(28.8, 2.8), line=30.8,
        place=(37.2, 5.9), notes=(34.0, 37.2, 2.5),
    ),
    "58x30": _Plan(
        side=2.5, number=(8.0, 8.8), prefix=(3.6, 2.8), marks=(6.0, 1.9), rule=9.5, code=18.3,
        due=(12.0, 16.2, 3.7), badge=(10.9, 4.4), model=(19.3, 2.5, 1.8), serial=(22.1, 2.4), line=23.3,
        place=(28.2, 4.6), notes=(25.7, 28.2, 2.0),
    ),
    "43x25": _Plan(
        side=1.5, number=(6.6, 7.1), prefix=(3.0, 2.3), marks=(4.9, 1.7), rule=7.8, code=14.6,
        due=(9.9, 13.5, 3.2), badge=(9.0, 3.8), model=(16.2, 2.2, 1.5), serial=(18.5, 2.1), line=19.4,
        place=(23.5, 3.7), notes=(21.4, 23.5, 1.75),
    ),
}  # fmt: skip


def draw(document: DeviceLabel, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a label, a page for each stamp."""
    imprint = Imprint(
        f"{template.name} № {document.order_number}",
        "",
        template.form_code,
        template.revision,
        document.training,
    )
    pages = [lay_out(document, setup.page, USUAL_DPI, stamp) for stamp in stamps]
    return draw_labels(pages, imprint, setup.offset)


def raster(
    document: DeviceLabel, size: str = "58x40", dpi: int = USUAL_DPI, stamp: PrintStamp | None = None
) -> Image.Image:
    """The label as a 1-bit picture, a pixel a dot."""
    return rasterise(lay_out(document, size, dpi, stamp))


def lay_out(label: DeviceLabel, size: str, dpi: int, stamp: PrintStamp | None = None) -> LabelPage:
    """What stands on a label of a size at a resolution."""
    page, plan = LabelPage.of(size, dpi), _PLANS[size]
    width, height = SIZES[size]
    _number(page, plan, label, width, marks_of(label.training, stamp))
    page.box(plan.side, plan.rule, width - 2 * plan.side, 0.35)
    top = plan.rule + 0.35
    wide = page.code(qr(label.order_code), top, plan.code, height - top)
    _facts(page, plan, label, wide, width - plan.side)
    return page


def _number(page: LabelPage, plan: _Plan, label: DeviceLabel, width: float, marks: list[str]) -> None:
    """The digits as large as they go, what stands before them small beside."""
    prefix, _, digits = one_line(label.order_number).rpartition("-")
    baseline, size = plan.number
    right = width - plan.side
    room = width - 2 * plan.side
    aside = text_width(prefix, Face.BOLD, plan.prefix[1]) * 1.02 + 0.8 if prefix else 0.0
    drawn, size = fit_line(digits, Face.BOLD, size, room - aside, plan.prefix[1])
    page.line(right, baseline, drawn, size, Face.BOLD, "r")
    page.line(plan.side, plan.prefix[0], prefix, plan.prefix[1], Face.BOLD)
    free = room - text_width(drawn, Face.BOLD, size) - 0.8
    y, mark_size = plan.marks
    step = min(mark_size * 1.1, (plan.rule - 0.5 - y) / max(len(marks) - 1, 1))
    for mark in marks:
        page.fitted(plan.side, y, mark, min(mark_size, max(step, 1.5)), free, 1.1, Face.BOLD)
        y += step


def _facts(page: LabelPage, plan: _Plan, label: DeviceLabel, left: float, right: float) -> None:
    low, date_y, date_size = plan.due
    small = plan.notes[2]
    page.line(left, low, "срок", small)
    due = f"{label.due_on.day:02d}.{label.due_on.month:02d}" if label.due_on else "—"
    page.line(left, date_y, due, date_size, Face.BOLD)
    _badge(page, plan, label, right)
    model = one_line(f"{label.brand} {label.model or ''}")
    y, size, least = plan.model
    page.fitted(left, y, model, size, right - left, least, Face.BOLD)
    serial = one_line(label.serial_tail)
    tail = f"S/N …{serial}" if serial else "без S/N"
    page.fitted(left, plan.serial[0], tail, plan.serial[1], right - left, least, Face.REGULAR)
    page.box(left, plan.line, right - left, 0.25)
    accepted = f"принят {label.accepted_on.day:02d}.{label.accepted_on.month:02d}"
    count = f"место {label.piece} из {label.pieces}"
    page.line(right, plan.notes[0], accepted, small, anchor="r")
    page.line(right, plan.notes[1], count, small, anchor="r")
    taken = max(text_width(text, Face.REGULAR, small) for text in (accepted, count)) * 1.02 + 1.2
    if label.place:
        y, size = plan.place
        page.fitted(left, y, one_line(label.place), size, right - left - taken, min(least, 1.4), Face.BOLD)


def _badge(page: LabelPage, plan: _Plan, label: DeviceLabel, right: float) -> None:
    """The kind of the request, white on a black square."""
    top, side = plan.badge
    x = right - side
    page.box(x, top, side, side)
    text = _KINDS[label.kind]
    drawn, size = fit_line(text, Face.BOLD, side * 0.9, side * 0.82, 1.0)
    dots = page.dots(size)
    middle = page.dots(x) + page.dots(side) // 2
    baseline = page.dots(top) + (page.dots(side) + round(dots * 0.73)) // 2
    page.ops.append(LabelText(middle, baseline, drawn, Face.BOLD, dots, "m", white=True))

"""The sheet that shows a printer's margins and offset: frames, rulers in millimetres and a code."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from printing import words
from printing.codes import qr
from printing.fonts import Face
from printing.label import USUAL_DPI, LabelBox, LabelCode, LabelPage, draw_labels, rasterise
from printing.pdf import Imprint
from printing.registry import Setup, Template
from printing.sheet import MM
from printing.text import one_line, wrap
from workstation.documents.papers import PrintStamp, TestSheet

_FRAMES = (1, 3, 5)
_EDGE = 5
_LABEL_HEIGHT = 70


def draw(document: TestSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a test sheet of the printer's own paper size, moved by the sheet's offset."""
    imprint = Imprint(f"{template.name}: {document.printer}", "", template.form_code, template.revision)
    pages = [lay_out(document, USUAL_DPI, stamp) for stamp in stamps]
    return draw_labels(pages, imprint, (document.offset_x, document.offset_y))


def raster(document: TestSheet, dpi: int = USUAL_DPI) -> Image.Image:
    """The sheet of a label printer as a 1-bit picture; `printing.raw.moved` moves it like any label."""
    return rasterise(lay_out(document, dpi))


def lay_out(sheet: TestSheet, dpi: int, stamp: PrintStamp | None = None) -> LabelPage:
    """Frames, rulers, what was set, and a code to try the scanner on."""
    page = LabelPage(round(sheet.width_mm * dpi / 25.4), round(sheet.height_mm * dpi / 25.4), dpi)
    for inset in _FRAMES:
        _frame(page, inset, sheet.width_mm - inset, sheet.height_mm - inset)
    for step in range(int(sheet.width_mm - 2 * _EDGE) + 1):
        page.box(_EDGE + step, _EDGE, 0.12, _length(step))
    for step in range(int(sheet.height_mm - 2 * _EDGE) + 1):
        page.box(_EDGE, _EDGE + step, _length(step), 0.12)
    side = min(20.0, sheet.height_mm * 0.35)
    _code(page, sheet.width_mm - _EDGE - 4 - side, _EDGE + 7, side)
    _texts(page, sheet, stamp, side)
    return page


def _frame(page: LabelPage, inset: float, right: float, low: float) -> None:
    """An outline of one dot's breadth or a little more."""
    left, top, breadth = page.dots(inset), page.dots(inset), page.dots(0.15)
    width, height = page.dots(right) - left, page.dots(low) - top
    page.ops += [
        LabelBox(left, top, width, breadth),
        LabelBox(left, top + height - breadth, width, breadth),
        LabelBox(left, top, breadth, height),
        LabelBox(left + width - breadth, top, breadth, height),
    ]


def _length(step: int) -> float:
    """A tick is longer at each five and ten millimetres."""
    if step % 10 == 0:
        return 3
    return 2 if step % 5 == 0 else 1


def _code(page: LabelPage, x: float, y: float, side: float) -> None:
    code = qr("ASC1:00000000000000")
    page.ops.append(LabelCode(page.dots(x), page.dots(y), max(page.dots(side) // code.size, 1), code))


def _texts(page: LabelPage, sheet: TestSheet, stamp: PrintStamp | None, side: float) -> None:
    small = sheet.height_mm < _LABEL_HEIGHT
    size = 2.2 if small else 3.5
    room = sheet.width_mm - 2 * _EDGE - side - 11
    lines = [
        one_line(sheet.printer),
        f"Лист {sheet.width_mm:g} × {sheet.height_mm:g} мм",
        f"Сдвиг: вправо {_tenths(sheet.offset_x)}, вниз {_tenths(sheet.offset_y)}",
        "Рамки: 1, 3 и 5 мм от края",
    ]
    if not small:
        lines.append("Если рамки стоят не на месте, задайте в настройках сдвиг с обратным знаком.")
    if stamp and not small:
        lines.append(f"Напечатано {words.short_moment(stamp.printed_at)}, {one_line(stamp.printed_by)}")
    y = _EDGE + 4 + size * 1.2
    for index, line in enumerate(lines):
        face = Face.BOLD if index == 0 else Face.REGULAR
        for part in wrap(line, face, size * MM, room * MM):
            page.line(_EDGE + 4.5, y, part, size, face)
            y += size * 1.35


def _tenths(value: int) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}{abs(value) // 10},{abs(value) % 10} мм"

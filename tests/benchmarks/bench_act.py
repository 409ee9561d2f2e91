"""`act`: a two-page act against a bare canvas that draws the same strings and codes at the same places.

Both make a whole document from scratch each time, with another order's code, the same faces, the same
compression. The bare one knows where everything stands: it neither measures nor breaks lines.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.pdfgen.canvas import Canvas

from printing import render
from printing.pdf import Imprint, page_frame
from printing.registry import TEMPLATES
from printing.sample_acts import long_act
from printing.samples import stamp
from printing.sheet import A4, Frame, Rule, Symbol, Text
from printing.templates.acceptance_act import lay_out
from workstation.documents.papers import AcceptanceAct
from workstation.statuses import DocumentKind

ROUNDS = 60
LETTERS = 3600


def variant(act: AcceptanceAct, number: int) -> AcceptanceAct:
    """The act with another order's code, so that no code is remembered."""
    code = f"ASC1:{number:014d}"
    return replace(act, items=(replace(act.items[0], order_code=code),))


def places(act: AcceptanceAct) -> list[list[tuple[float, object]]]:
    """Everything the paper draws, page by page, with the offset of its block."""
    template = TEMPLATES[DocumentKind.ACCEPTANCE_ACT]
    sheet = lay_out(act, template, A4, {})
    imprint = Imprint("", "", template.form_code, template.revision)
    pages = []
    for number, page in enumerate(sheet.pages, 1):
        frame = page_frame(A4, imprint, stamp(), (number, len(sheet.pages)))
        pages.append([(top, op) for top, block in [*page, (0.0, frame)] for op in block.ops])
    return pages


def draw_code(canvas: Canvas, x: float, y: float, side: float, rows: list[list[bool]]) -> None:
    """One path of a rectangle for each dark run."""
    module = side / len(rows)
    path = canvas.beginPath()
    for row, line in enumerate(rows):
        column = 0
        while column < len(line):
            start = column
            while column < len(line) and line[column]:
                column += 1
            if column > start:
                path.rect(x + start * module, y - (row + 1) * module, (column - start) * module, module)
            column += 1
    canvas.drawPath(path, stroke=0, fill=1)


def rgb(colour: int) -> tuple[float, float, float]:
    """A colour as the canvas takes it."""
    return (colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255


def bare(pages: list[list[tuple[float, object]]], code: str) -> bytes:
    """The same document by plain calls of the canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(A4.width, A4.height), invariant=1, pageCompression=1, lang="ru",
        initialFontName="DejaVuSansCondensed", initialFontSize=9,
    )  # fmt: skip
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
    symbol.add_data(code)
    symbol.make(fit=True)
    for page in pages:
        for top, op in page:
            y = A4.height - top - op.y
            if isinstance(op, Text):
                canvas.setFont(op.face.value, op.size)
                canvas.setFillColorRGB(*rgb(op.colour))
                canvas.drawString(op.x, y, op.text)
            elif isinstance(op, Rule):
                canvas.setStrokeColorRGB(*rgb(op.colour))
                canvas.setLineWidth(op.width)
                canvas.line(op.x, y, op.x + op.length, y)
            elif isinstance(op, Frame):
                canvas.rect(op.x, y - op.height, op.width, op.height)
            elif isinstance(op, Symbol):
                canvas.setFillGray(0)
                draw_code(canvas, op.x, y, op.side, symbol.modules)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    """Print one row."""
    act = long_act(LETTERS)
    pages = places(act)
    if len(pages) != 2:
        sys.exit(f"two pages expected, not {len(pages)}")
    first = stamp()
    ours, theirs = [], []
    for number in range(-5, ROUNDS):
        changed = variant(act, number + 1000)
        start = time.perf_counter()
        render(changed, first)
        middle = time.perf_counter()
        bare(pages, changed.items[0].order_code)
        end = time.perf_counter()
        if number >= 0:
            ours.append((middle - start) * 1000)
            theirs.append((end - middle) * 1000)
    row = {
        "name": "act",
        "median_ms": round(statistics.median(ours), 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 3),
        "baseline": "bare canvas, same strings and codes",
        "baseline_ms": round(statistics.median(theirs), 3),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

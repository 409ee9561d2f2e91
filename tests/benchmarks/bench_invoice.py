"""`invoice`: a 20-line invoice with its payment code against a bare canvas that draws all the same.

Both make a whole document from scratch each time, with another sum in the code, the same embedded faces, the
same compression. The bare one knows where everything stands: it neither measures nor breaks lines.
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
from qrcode.util import MODE_8BIT_BYTE, QRData
from reportlab.pdfgen.canvas import Canvas

from printing import render
from printing.pdf import Imprint, page_frame
from printing.registry import TEMPLATES
from printing.sample_billing import long_invoice
from printing.samples import stamp
from printing.sheet import A4, Frame, Rule, Symbol, Text
from printing.templates.invoice import lay_out
from tests.benchmarks.bench_act import draw_code, rgb
from workstation.documents.billing_papers import InvoicePaper
from workstation.statuses import DocumentKind

ROUNDS = 60
LINES = 20
Places = list[list[tuple[float, object]]]


def variant(paper: InvoicePaper, number: int) -> InvoicePaper:
    """The invoice with another sum in its code, so that no code is remembered."""
    return replace(paper, code=paper.code.replace(f"Sum={paper.taxed.total}", f"Sum={5_000_000 + number}"))


def places(paper: InvoicePaper) -> Places:
    """Everything the paper draws, page by page, with the offset of its block."""
    template = TEMPLATES[DocumentKind.INVOICE]
    sheet = lay_out(paper, template)
    imprint = Imprint("", "", template.form_code, template.revision)
    pages = []
    for number, page in enumerate(sheet.pages, 1):
        frame = page_frame(A4, imprint, stamp(), (number, len(sheet.pages)))
        pages.append([(top, op) for top, block in [*page, (0.0, frame)] for op in block.ops])
    return pages


def bare(pages: Places, code: str) -> bytes:
    """The same document by plain calls of the canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(A4.width, A4.height), invariant=1, pageCompression=1, lang="ru",
        initialFontName="DejaVuSansCondensed", initialFontSize=9,
    )  # fmt: skip
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
    symbol.add_data(QRData(code.encode(), mode=MODE_8BIT_BYTE), optimize=0)
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
                canvas.setStrokeColorRGB(*rgb(op.colour))
                canvas.setLineWidth(op.line)
                canvas.rect(op.x, y - op.height, op.width, op.height)
            elif isinstance(op, Symbol):
                canvas.setFillGray(0)
                draw_code(canvas, op.x, y, op.side, symbol.modules)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    """Print one row."""
    paper = long_invoice(LINES)
    pages, first = places(paper), stamp()
    ours, theirs = [], []
    for number in range(-5, ROUNDS):
        changed = variant(paper, number)
        start = time.perf_counter()
        render(changed, first)
        middle = time.perf_counter()
        bare(pages, changed.code)
        end = time.perf_counter()
        if number >= 0:
            ours.append((middle - start) * 1000)
            theirs.append((end - middle) * 1000)
    row = {
        "name": "invoice",
        "median_ms": round(statistics.median(ours), 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 3),
        "baseline": "bare canvas, same strings, lines and code",
        "baseline_ms": round(statistics.median(theirs), 3),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

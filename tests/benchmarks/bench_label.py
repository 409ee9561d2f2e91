"""`label`: the raster of a 58 × 40 mm label against bare Pillow drawing the same strings and code."""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

from printing.label import LabelBox, LabelPage, LabelText
from printing.samples import label
from printing.templates.device_label import lay_out, raster

ROUNDS = 300
SIZE, DPI = "58x40", 203


def bare(page: LabelPage, fonts: dict[tuple[str, int], ImageFont.FreeTypeFont], code: str) -> Image.Image:
    """The same picture by plain calls, places and fonts known beforehand."""
    image = Image.new("1", (page.width, page.height), 1)
    draw = ImageDraw.Draw(image)
    for op in page.ops:
        if isinstance(op, LabelText):
            font = fonts[op.face.value, op.size]
            draw.text((op.x, op.y), op.text, fill=int(op.white), font=font, anchor=f"{op.anchor}s")
        elif isinstance(op, LabelBox):
            draw.rectangle((op.x, op.y, op.x + op.width - 1, op.y + op.height - 1), fill=0)
        else:
            symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
            symbol.add_data(code)
            symbol.make(fit=True)
            side = op.module
            for row, line in enumerate(symbol.modules):
                for column, dark in enumerate(line):
                    if dark:
                        x, y = op.x + column * side, op.y + row * side
                        draw.rectangle((x, y, x + side - 1, y + side - 1), fill=0)
    return image


def main() -> None:
    """Print one row."""
    first = label()
    page = lay_out(first, SIZE, DPI)
    fonts = {
        (op.face.value, op.size): ImageFont.truetype(
            str(op.face.path), op.size, layout_engine=ImageFont.Layout.BASIC
        )
        for op in page.ops
        if isinstance(op, LabelText)
    }
    ours, theirs = [], []
    for number in range(-20, ROUNDS):
        changed = replace(first, order_code=f"ASC1:{number + 1000:014d}")
        start = time.perf_counter()
        drawn = raster(changed, SIZE, DPI)
        middle = time.perf_counter()
        plain = bare(page, fonts, changed.order_code)
        end = time.perf_counter()
        if drawn.tobytes() != plain.tobytes():
            sys.exit("the two pictures differ")
        if number >= 0:
            ours.append((middle - start) * 1000)
            theirs.append((end - middle) * 1000)
    row = {
        "name": "label",
        "median_ms": round(statistics.median(ours), 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 3),
        "baseline": "bare Pillow, same strings and code",
        "baseline_ms": round(statistics.median(theirs), 3),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""Reading papers back: text, pages as pictures, codes, fonts, by programs that did not make them."""

from __future__ import annotations

import io
import re
import subprocess

import zxingcpp
from PIL import Image


def _run(arguments: list[str], paper: bytes) -> bytes:
    return subprocess.run(arguments, input=paper, check=True, capture_output=True, timeout=60).stdout


def text_of(paper: bytes, *, layout: bool = False) -> str:
    """The text of a PDF with single blanks; `layout` keeps lines as they stand."""
    arguments = ["pdftotext", "-enc", "UTF-8", *(["-layout"] if layout else []), "-", "-"]
    text = _run(arguments, paper).decode("utf-8")
    return text if layout else re.sub(r"\s+", " ", text)


def letters_of(text: str) -> str:
    """The text without blanks: a line broken by the paper is the same text."""
    return re.sub(r"\s+", "", text)


def pages_of(paper: bytes, dpi: int = 203) -> list[Image.Image]:
    """The pages as grey pictures."""
    count = int(information(paper)["Pages"])
    pages = []
    for number in range(1, count + 1):
        arguments = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(number), "-l", str(number), "-"]
        pages.append(Image.open(io.BytesIO(_run(arguments, paper))).convert("L"))
    return pages


def codes_of(picture: Image.Image) -> list[str]:
    """The texts of all QR codes of a picture, in order."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return sorted(code.text for code in found)


def boxes_of(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    """Where the QR codes of a picture stand: left, top, right, bottom."""
    boxes = []
    for code in zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        boxes.append((min(across), min(down), max(across), max(down)))
    return boxes


def information(paper: bytes) -> dict[str, str]:
    """What `pdfinfo` says, by name."""
    lines = _run(["pdfinfo", "-"], paper).decode("utf-8").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def fonts_of(paper: bytes) -> list[tuple[str, bool]]:
    """The fonts of a PDF and whether each is embedded."""
    rows = _run(["pdffonts", "-"], paper).decode("utf-8").splitlines()[2:]
    return [(row.split()[0], row.split()[-5] == "yes") for row in rows]

"""QR codes: the matrix of a text, and its dark runs, ready for vector or dots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, QRData

QUIET = 4
# Any mask is a valid symbol; choosing the best of eight costs five times the time of making one.
_MASK = 2
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M}


@dataclass(frozen=True, slots=True)
class Code:
    """A QR symbol of `size` modules a side; `runs` are dark runs (column, row, length) from the top left."""

    text: str
    size: int
    runs: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=64)
def qr(text: str, level: str = "M") -> Code:
    """The symbol of a text; upper-case ASCII takes the short alphanumeric mode by itself.

    The cache serves a code that stands twice on one paper and the second copy of that paper.
    """
    symbol = qrcode.QRCode(error_correction=_LEVELS[level], border=0, mask_pattern=_MASK)
    symbol.add_data(text)
    symbol.make(fit=True)
    return _code(text, symbol)


@lru_cache(maxsize=8)
def byte_qr(text: str) -> Code:
    """The symbol of a text in bytes of UTF-8 alone: banks' readers take no mixed modes for granted."""
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    symbol.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    symbol.make(fit=True)
    return _code(text, symbol)


def _code(text: str, symbol: qrcode.QRCode[Any]) -> Code:
    rows = symbol.modules
    return Code(text, len(rows), tuple(_runs(rows)))


def _runs(rows: list[list[bool | None]]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(rows):
        line = "".join("1" if dark else "0" for dark in row)
        x = line.find("1")
        while x >= 0:
            end = line.find("0", x)
            end = end if end >= 0 else len(line)
            runs.append((x, y, end - x))
            x = line.find("1", end)
    return runs

"""Money as integer kopecks: parsing what people type, rounding, and showing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from workstation.errors import UserError

NBSP = "\u00a0"
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009₽]|руб\.?$")
_NUMBER = re.compile(r"-?\d{1,13}([.,]\d*)?")
MAX_KOPECKS = 10**15
DECIMALS = 2


def parse_kopecks(text: str, field: str | None = None) -> int:
    """Kopecks of a typed or transmitted amount: `48 990,00`, `1234.5`, `40000 ₽`.

    Raises UserError `money_bad` (not a number), `money_decimals` (more than two decimals),
    `money_negative` or `money_too_big`.
    """
    compact = _BLANKS.sub("", text)
    if not _NUMBER.fullmatch(compact):
        raise UserError("money_bad", field, text=text)
    value = Decimal(compact.replace(",", "."))
    if value < 0:
        raise UserError("money_negative", field)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        raise UserError("money_decimals", field)
    kopecks = int(value * 100)
    if kopecks > MAX_KOPECKS:
        raise UserError("money_too_big", field)
    return kopecks


def share(kopecks: int, percent: Decimal) -> int:
    """`percent` of an amount, rounded half up to a kopeck."""
    return _rounded(kopecks * percent / 100)


def within(kopecks: int, percent: Decimal) -> int:
    """The tax of `percent` that is within an amount: amount · percent / (100 + percent), rounded half up."""
    return _rounded(kopecks * percent / (100 + percent))


def spread(kopecks: int, weights: Sequence[int]) -> list[int]:
    """An amount over weights, in whole kopecks that add up to it; the largest remainders get what is left.

    Of a weight nothing more than its own share rounded up; all nothing where the weights are nothing.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [kopecks * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(kopecks * weights[place] % whole), place))
    for place in order[: kopecks - sum(parts)]:
        parts[place] += 1
    return parts


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def format_amount(kopecks: int) -> str:
    """`12 345,60` with no-break blanks between thousands."""
    sign = "−" if kopecks < 0 else ""
    roubles, rest = divmod(abs(kopecks), 100)
    return f"{sign}{roubles:,}".replace(",", NBSP) + f",{rest:02d}"


def format_roubles(kopecks: int) -> str:
    """`12 345,60 ₽`, as screens and papers show it."""
    return f"{format_amount(kopecks)}{NBSP}₽"


def to_json(kopecks: int) -> str:
    """`"1234.50"`, the form of the command line and of files."""
    sign = "-" if kopecks < 0 else ""
    roubles, rest = divmod(abs(kopecks), 100)
    return f"{sign}{roubles}.{rest:02d}"

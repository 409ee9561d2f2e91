"""Serial numbers: masks of brands, and the guess at a date of production that a number allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask of a brand: a regular expression over the compact number; `groups` empty means all groups.

    `decoder` names the rule that reads the date from the named parts of the expression, None where the
    number says nothing; `source` is where the rule comes from.
    """

    brand: str
    pattern: str
    source: str
    groups: tuple[str, ...] = ()
    decoder: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ProductionGuess:
    """When a device was probably made: the first day of that month or week, and who says so.

    `others` are equally possible days where the number repeats itself every some years. A guess is shown
    as such («предположительно»), it is never a fact of a verdict.
    """

    on: date
    source: str
    others: tuple[date, ...] = ()
    precision: str = "month"


@dataclass(frozen=True, slots=True)
class SerialMaskFile:
    """`serial_rules.json`."""

    version: int
    rows: tuple[Mask, ...]

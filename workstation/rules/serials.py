"""What a serial number says: whether it fits its brand's masks, and when the device was probably made.

The rules are public knowledge of uneven quality: a guess carries its source, is shown as «предположительно»,
and never is a ground of refusal. Numbers are compared in the compact form of `validators.serial_key`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from workstation.clock import add_months
from workstation.documents.notices import Notice
from workstation.documents.serials import Mask, ProductionGuess
from workstation.rules.validators import imei_notice, serial_key

OLDEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST = 40
_APPLE_11_LAST, _APPLE_12_FIRST = 2012, 2010
_MONTHS_A_YEAR, _WEEKS_A_HALF = 12, 26

_SAMSUNG_YEARS = dict(zip("YLPQSZBCDFGHJKMN", range(2005, 2021), strict=True))
_SAMSUNG_MONTHS = {letter: number for number, letter in enumerate("123456789ABC", 1)}
_GE_LETTERS = "ADFGHLMRSTVZ"
_GE_FIRST = 2013
_APPLE_HALVES = "CDFGHJKLMNPQRSTVWXYZ"
_APPLE_WEEKS = "123456789CDFGHJKLMNPQRTVWXY"
_PIONEER_YEARS = "ABCDEFGHIJKLMNOPQRST"
_PIONEER_MONTHS = "ABCDEFGHIJKL"


def of_group(masks: Iterable[Mask], group: str | None) -> tuple[Mask, ...]:
    """The masks that concern a product group."""
    return tuple(mask for mask in masks if not mask.groups or group in mask.groups)


def fits(masks: Sequence[Mask], serial: str) -> bool | None:
    """Whether the number fits one of the masks; None where there is no mask to compare with."""
    if not masks or not serial_key(serial):
        return None
    return any(_match(mask, serial) for mask in masks)


def guess(masks: Iterable[Mask], serial: str, by: date) -> ProductionGuess | None:
    """When the device was probably made, not later than `by` (the day of sale, or today).

    Of several possible years the latest is taken and the others are told. None where the number says
    nothing, or only what cannot be.
    """
    for mask in masks:
        found = _match(mask, serial)
        decoder = mask.decoder or ""
        if found is None or decoder not in DECODERS:
            continue
        days = {day for day in _days(decoder, found) if day.year >= OLDEST_YEAR and day <= by}
        if days:
            latest, *others = sorted(days, reverse=True)
            return ProductionGuess(latest, mask.source, tuple(others), _PRECISION.get(decoder, "month"))
    return None


def notices(
    masks: Sequence[Mask],
    serial: str | None,
    *,
    scanned: str | None = None,
    imei: str | None = None,
    open_order: str | None = None,
) -> tuple[Notice, ...]:
    """Warnings about a number, none of which blocks.

    `scanned` is what the scanner read off the device, `open_order` the number of an open order with it.
    """
    found: list[Notice | None] = []
    if scanned and differs(serial, scanned):
        facts = {"scanned": scanned, "typed": serial}
        found.append(Notice("SERIAL_SCAN_DIFFERS", "device.serial_number", facts))
    if open_order:
        found.append(Notice("SERIAL_OPEN_ELSEWHERE", "device.serial_number", {"order": open_order}))
    if serial and fits(masks, serial) is False:
        found.append(Notice("SERIAL_MASK", "device.serial_number", {"brand": masks[0].brand}))
    if imei:
        found.append(imei_notice(imei, "device.imei"))
    return tuple(notice for notice in found if notice)


def differs(typed: object, scanned: str) -> bool:
    """Whether a number that was typed is another than the one scanned; spelling aside."""
    return bool(typed) and serial_key(str(typed)) != serial_key(scanned)


def pattern_error(pattern: str, decoder: str | None = None) -> str | None:
    """What is wrong with a mask that a manager typed, also for its decoder; None if it can be used."""
    try:
        parts = re.compile(pattern).groupindex
    except re.error as error:
        return str(error)
    lacking = [f"(?P<{name}>…)" for name in PARTS.get(decoder or "", ()) if name not in parts]
    return ", ".join(lacking) or None


def _days(decoder: str, found: re.Match[str]) -> list[date]:
    """Days that the number may mean; a centre's own mask may let through what the decoder cannot read."""
    try:
        return [day for day in DECODERS[decoder](found) if day]
    except (LookupError, ValueError):
        return []


def _match(mask: Mask, serial: str) -> re.Match[str] | None:
    return re.fullmatch(mask.pattern, serial_key(serial)[:LONGEST])


def _first(year: int, month: int) -> date:
    return date(year, month, 1)


def _week(year: int, week: int) -> date | None:
    day = date(year, 1, 1) + timedelta(weeks=week - 1)
    return day if day.year == year else None


def _bsh(found: re.Match[str]) -> Iterator[date]:
    """Year is the first two digits plus twenty, modulo a hundred; then the month."""
    year = (int(found["year"]) + 20) % 100
    yield from (_first(century + year, int(found["month"])) for century in (1900, 2000))


def _samsung(found: re.Match[str]) -> Iterator[date]:
    year = _SAMSUNG_YEARS.get(found["year"])
    if year:
        yield _first(year, _SAMSUNG_MONTHS[found["month"]])


def _digit_year(found: re.Match[str]) -> Iterator[int]:
    return iter(range(OLDEST_YEAR + int(found["year"]), LATEST_YEAR, 10))


def _lg(found: re.Match[str]) -> Iterator[date]:
    for year in _digit_year(found):
        yield _first(year, int(found["month"]))


def _indesit(found: re.Match[str]) -> Iterator[date | None]:
    for year in _digit_year(found):
        day = int(found["day"])
        month = _first(year, int(found["month"]))
        yield month.replace(day=day) if month + timedelta(days=day - 1) < add_months(month, 1) else None


def _ge(found: re.Match[str]) -> Iterator[date]:
    month = _GE_LETTERS.index(found["month"]) + 1
    offset = _GE_LETTERS.index(found["year"])
    yield from (_first(_GE_FIRST + offset + _MONTHS_A_YEAR * cycle, month) for cycle in (-1, 0, 1, 2))


def _apple_11(found: re.Match[str]) -> Iterator[date | None]:
    for year in _digit_year(found):
        if year <= _APPLE_11_LAST:
            yield _week(year, int(found["week"]))


def _apple_12(found: re.Match[str]) -> Iterator[date | None]:
    half = _APPLE_HALVES.index(found["half"])
    week = _APPLE_WEEKS.index(found["week"]) + 1 + _WEEKS_A_HALF * (half % 2)
    for cycle in (0, 1):
        yield _week(_APPLE_12_FIRST + half // 2 + 10 * cycle, week)


def _pioneer(found: re.Match[str]) -> Iterator[date]:
    yield _first(2001 + _PIONEER_YEARS.index(found["year"]), _PIONEER_MONTHS.index(found["month"]) + 1)


DECODERS: dict[str, Callable[[re.Match[str]], Iterator[date | None]]] = {
    "bsh_fd": _bsh,
    "samsung": _samsung,
    "lg": _lg,
    "indesit": _indesit,
    "ge": _ge,
    "apple_11": _apple_11,
    "apple_12": _apple_12,
    "pioneer": _pioneer,
}
PARTS = {
    **dict.fromkeys(("bsh_fd", "samsung", "lg", "ge", "pioneer"), ("year", "month")),
    "indesit": ("year", "month", "day"),
    "apple_11": ("year", "week"),
    "apple_12": ("half", "week"),
}
"""The named parts of a mask that each decoder reads."""
_PRECISION = {"indesit": "day", "apple_11": "week", "apple_12": "week"}

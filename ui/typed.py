"""What people type for a date, and how it is written."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WORDS = {
    "с": 0,
    "сегодня": 0,
    "в": -1,
    "вчера": -1,
    "з": 1,
    "завтра": 1,
    "c": 0,
    "d": -1,
    "p": 1,
    ".": 0,
    "=": 0,
}
_STEP = re.compile(r"[+\-−]\s*(\d{1,4})")
_PARTS = re.compile(r"(\d{1,2})[.,/\- ](\d{1,2})(?:[.,/\- ](\d{2}|\d{4}))?\.?")
_MONTH = re.compile(r"(\d{1,2})[.,/\- ](\d{4})")
_RUN = {2: (2, 2), 4: (2, 4), 6: (2, 4), 8: (2, 4)}
CENTURY = 2000


def parse_date(text: str, today: date, prefer: str = "", *, partial: bool = False) -> date:
    """A date of what was typed: `1.6`, `010626`, `01062026`, `01.06.2026`, `15`, `+3`, `-1`, `с` (сегодня).

    Without a year it is this year's, or with `prefer` `past` / `future` the nearest on that side; a month
    with a year (`03.2025`) is its first day where `partial` allows it. ValueError for anything else.
    """
    text = text.strip().lower()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    step = _STEP.fullmatch(text)
    if step:
        days = int(step[1])
        return today + timedelta(days=days if text[0] == "+" else -days)
    month = _MONTH.fullmatch(text)
    if month:
        if not partial:
            raise ValueError(text)
        return date(int(month[2]), int(month[1]), 1)
    parts = _PARTS.fullmatch(text)
    if parts:
        return _whole(int(parts[1]), int(parts[2]), parts[3] or "", today, prefer)
    if text.isdecimal() and len(text) <= 2:  # noqa: PLR2004 - a day
        return _whole(int(text), today.month, "", today, "")
    if text.isdecimal() and len(text) in _RUN:
        return _whole(int(text[:2]), int(text[2:4]), text[4:], today, prefer)
    raise ValueError(text)


def is_month(text: str) -> bool:
    """Whether a month with a year was typed, and no day."""
    return bool(_MONTH.fullmatch(text.strip()))


def show_date(day: date) -> str:
    """`22.11.2026`"""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def show_month(day: date) -> str:
    """`11.2026`"""
    return f"{day.month:02d}.{day.year:04d}"


def _whole(day: int, month: int, year: str, today: date, prefer: str) -> date:
    if year:
        return date(int(year) if len(year) == 4 else CENTURY + int(year), month, day)  # noqa: PLR2004
    found = _in_year(today.year, month, day)
    if prefer == "past" and found > today:
        return _in_year(today.year - 1, month, day)
    if prefer == "future" and found < today:
        return _in_year(today.year + 1, month, day)
    return found


def _in_year(year: int, month: int, day: int) -> date:
    if (month, day) == (2, 29):  # the nearest leap year behind: nobody means 28.02
        while year % 4 or (year % 100 == 0 and year % 400):  # noqa: PLR2004
            year -= 1
    return date(year, month, day)

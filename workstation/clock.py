"""Now, today, and periods counted as ГК РФ 190–194 count them.

Moments are aware datetimes in UTC inside the program and integer UTC milliseconds in the base;
dates are dates of the centre's own time zone.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Europe/Moscow"


class _Clock:
    """The one replaceable source of time of the process."""

    read: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))
    zone = ZoneInfo(DEFAULT_ZONE)


def now() -> datetime:
    """The present moment, aware, UTC, whole milliseconds."""
    moment = _Clock.read().astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def now_ms() -> int:
    """The present moment as integer UTC milliseconds."""
    return to_ms(now())


def today() -> date:
    """Today in the centre's time zone."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The moment on the centre's wall clock."""
    return moment.astimezone(_Clock.zone)


def to_ms(moment: datetime) -> int:
    """Integer UTC milliseconds of an aware moment."""
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """The aware UTC moment of integer milliseconds."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC) + timedelta(milliseconds=milliseconds % 1000)


def set_zone(name: str) -> None:
    """Set the centre's time zone by its IANA name; raises ZoneInfoNotFoundError (a KeyError)."""
    _Clock.zone = ZoneInfo(name)


def set_now(moment: datetime | None) -> None:
    """Stand the clock at a moment (practice bases and tests), or let it run again (None)."""
    _Clock.read = staticmethod(lambda: moment) if moment else staticmethod(lambda: datetime.now(UTC))


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """The clock stands at `moment` inside the block."""
    before = _Clock.read
    set_now(moment)
    try:
        yield
    finally:
        _Clock.read = staticmethod(before)


def add_days(start: date, days: int) -> date:
    """The last day of a period of `days` that begins the day after `start` (ГК РФ 191)."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The same day-number `months` later, or the last day of a shorter month (ГК РФ 192)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))

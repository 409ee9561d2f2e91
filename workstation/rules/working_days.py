"""The state's calendar of working days, with transferred ones, and the hours a centre keeps on a day.

The days come from the `holidays` package (entity RU), which knows the transfers of each year's decree; a year
whose decree is not out yet has only the days of the Labour Code. It is imported at the first question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from workstation.documents.sla import Hours, WorkWeek

SATURDAY = 5
_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


class DayKind(Enum):
    """What the state's calendar says of a day, against its day of the week."""

    USUAL = "usual"
    OFF = "off"
    WORKING = "working"


@lru_cache(maxsize=4096)
def state_day(day: date) -> DayKind:
    """OFF for a holiday or a day off moved to it, WORKING for a weekend day that is a working one."""
    calendar = _russia()
    if day in calendar:
        return DayKind.OFF
    if day.weekday() >= SATURDAY and calendar.is_working_day(day):
        return DayKind.WORKING
    return DayKind.USUAL


@dataclass(frozen=True)
class WorkCalendar:
    """When a centre works: its week, the state's days, its own exceptions, on the wall clock of its zone."""

    zone: tzinfo
    week: WorkWeek = field(default_factory=WorkWeek)
    exceptions: Mapping[date, Hours | None] = field(default_factory=dict)
    state: Callable[[date], DayKind] = state_day
    _spans: dict[date, Span | None] = field(default_factory=dict, compare=False, repr=False)
    _totals: dict[date, timedelta] = field(default_factory=dict, compare=False, repr=False)

    def hours(self, day: date) -> Hours | None:
        """The hours of a day, None for a day off: the centre's exceptions first, then the state's days.

        A transferred working day that the week has no hours for keeps those of the first day of work.
        """
        if day in self.exceptions:
            return self.exceptions[day]
        kind = self.state(day)
        usual = self.week.days[day.weekday()]
        if kind is DayKind.OFF:
            return None
        if kind is DayKind.WORKING and usual is None:
            return next((hours for hours in self.week.days if hours), None)
        return usual

    def span(self, day: date) -> Span | None:
        """The moments of opening and closing on a day, UTC; None where the centre does not work."""
        if day not in self._spans:
            self._spans[day] = self._span(day)
        return self._spans[day]

    def worked(self, moment: datetime) -> timedelta:
        """Working time up to a moment, since some first day: only a difference of two says something."""
        day = moment.astimezone(self.zone).date()
        # A shift past midnight ends on the next day: both days may be under way.
        yesterday = day - _DAY
        total = self._before(yesterday)
        for span in (self.span(yesterday), self.span(day)):
            if span and moment > span[0]:
                total += min(moment, span[1]) - span[0]
        return total

    def _before(self, day: date) -> timedelta:
        """Hours of all days before one, since a first day; for an earlier day, less than none."""
        known = self._totals
        if day in known:
            return known[day]
        at = next(iter(known), day)
        total, step = known.setdefault(at, timedelta()), 1 if day >= at else -1
        while at != day:
            span = self.span(at if step > 0 else at - _DAY)
            total += step * (span[1] - span[0]) if span else timedelta()
            at += step * _DAY
            total = known.setdefault(at, total)
        return total

    def _span(self, day: date) -> Span | None:
        hours = self.hours(day)
        if hours is None:
            return None
        opens, closes = (datetime.combine(day, moment, self.zone) for moment in hours)
        closes = closes if closes > opens else closes + timedelta(days=1)
        return opens.astimezone(UTC), closes.astimezone(UTC)


@cache
def _russia() -> Any:
    from holidays import country_holidays  # late: the package is slow to import

    return country_holidays("RU")

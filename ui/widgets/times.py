"""An hour of the day, and a moment, as typed text."""

from __future__ import annotations

import re
from datetime import datetime, time

from ui.typed import parse_date
from ui.widgets.lines import FormattedEdit
from workstation import clock
from workstation.i18n import tr

NOON = time(12, 0)
_HOUR = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?")


def parse_hour(text: str) -> time:
    """`9`, `930`, `9:30`, `9.30`; ValueError for anything else."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


class HourEdit(FormattedEdit):
    """An hour of the day: `9`, `930`, `9:30`."""

    def parse(self, text: str) -> object:
        return parse_hour(text)

    def format(self, value: object) -> str:
        return f"{value:%H:%M}" if isinstance(value, time) else ""

    def complaint(self) -> str:
        return tr("Введите время: 14:30")


class MomentEdit(FormattedEdit):
    """A day and an hour: `27.11 15:00`, `+1 9:30`; a day alone is its noon, an hour alone is of today."""

    def parse(self, text: str) -> object:
        day, _, hour = text.strip().rpartition(" ")
        if ":" not in hour:
            day, hour = text.strip(), f"{NOON:%H:%M}"
        on = parse_date(day, clock.today(), "future") if day else clock.today()
        return datetime.combine(on, parse_hour(hour), clock.local(clock.now()).tzinfo)

    def format(self, value: object) -> str:
        return f"{clock.local(value):%d.%m.%Y %H:%M}" if isinstance(value, datetime) else ""

    def complaint(self) -> str:
        return tr("Введите день и час: 27.11.2026 15:00")

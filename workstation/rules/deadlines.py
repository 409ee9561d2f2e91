"""Legal terms in calendar days: the last day is event + N (ГК РФ 191), never shifted for holidays.

ГК РФ 193 would move a last day off to the next working day; a reminder must not count on that.
"""

from __future__ import annotations

from datetime import date

from workstation import clock
from workstation.rules.law import DEFAULT_LAW, Law

CLOCK_PARAMS = {
    "REPAIR_45": "REPAIR_MAX_DAYS",
    "ESSENTIAL_20": "ESSENTIAL_DAYS",
    "LOANER_3": "LOANER_DAYS",
    "REPLACE_7": "REPLACE_DAYS",
    "REPLACE_20": "REPLACE_WITH_CHECK_DAYS",
    "MONEY_10": "MONEY_DAYS",
    "TST_15": "TST_RETURN_DAYS",
    "LOSS_3": "LOSS_REPLACE_DAYS",
}
"""Code of a term → the parameter with its days. The codes are public and keep their names."""


def last_day(code: str, event: date, law: Law = DEFAULT_LAW) -> date:
    """Last day of the term `code` that an event of that day starts (a demand, a transfer, a loss)."""
    return clock.add_days(event, law.whole(CLOCK_PARAMS[code], event))


def repair_last_day(demanded_on: date, law: Law = DEFAULT_LAW) -> date:
    """The latest day that may be agreed for a free repair (ст. 20 п. 1)."""
    return last_day("REPAIR_45", demanded_on, law)


def loaner_last_day(demanded_on: date, law: Law = DEFAULT_LAW) -> date:
    """The last day to hand a loaner over, once it is demanded (ст. 20 п. 2)."""
    return last_day("LOANER_3", demanded_on, law)


def days_left(last: date, today: date) -> int:
    """Days until the last day: 0 on it, negative when overdue."""
    return (last - today).days


def days_overdue(last: date, today: date) -> int:
    """Days of delay, counted from the day after the last one."""
    return max(0, (today - last).days)

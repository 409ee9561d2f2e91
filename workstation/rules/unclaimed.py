"""Devices nobody collects (ГК РФ 738): what comes next, when a sale may be decided, what storage costs.

Calls and messages are reminders only. The warning is written, and the two months run from its delivery; the
program counts the days and never decides by itself. Money is kopecks.
"""

from __future__ import annotations

from datetime import date, timedelta

from workstation import clock
from workstation.documents.intake import StorageTerms
from workstation.documents.unclaimed import NoticeRow, UnclaimedStep
from workstation.rules.law import DEFAULT_LAW, Law

PARAMETER = "UNCLAIMED_MONTHS"


def acts_from(delivered_on: date, law: Law = DEFAULT_LAW) -> date:
    """The first day on which a sale may be decided: two months from the delivery of the warning."""
    return clock.add_months(delivered_on, law.whole(PARAMETER, delivered_on))


def next_step(
    ready_on: date,
    notified: bool,
    last_word_on: date | None,
    notice: NoticeRow | None,
    today: date,
    remind_days: int,
    warn_days: int,
) -> tuple[UnclaimedStep, date | None]:
    """What comes next with a device that is ready, and on what day; a past day means it is time.

    `remind_days` pass between two words to the customer, `warn_days` from readiness to the written warning:
    both are settings of the centre, no law.
    """
    if notice is not None:
        if notice.delivered_on is None or notice.acts_from is None:
            return UnclaimedStep.DELIVERY, notice.sent_on
        step = UnclaimedStep.DECIDE if notice.acts_from <= today else UnclaimedStep.WAIT
        return step, notice.acts_from
    if not notified:
        return UnclaimedStep.NOTIFY, ready_on
    warn_on = ready_on + timedelta(days=warn_days)
    if warn_on <= today:
        return UnclaimedStep.WARN, warn_on
    remind_on = (last_word_on or ready_on) + timedelta(days=remind_days)
    return UnclaimedStep.REMIND, min(remind_on, warn_on)


def storage_fee(terms: StorageTerms | None, told_on: date | None, today: date) -> int | None:
    """What storage costs by a day; None where the signed terms have no fee or the customer was not told."""
    if terms is None or told_on is None:
        return None
    return max(0, (today - told_on).days - terms.free_days) * terms.a_day

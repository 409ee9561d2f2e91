"""What a delay costs: ст. 23 (1 % of the price a day) and ст. 28 п. 5 (3 % of the work's price a day).

Amounts are kopecks. Since 2026-02-01 the first is capped by the price paid (№ 500-ФЗ).
"""

from __future__ import annotations

from datetime import date

from workstation.money import share
from workstation.rules.law import DEFAULT_LAW, Law

PRICE_CAP, WORK_CAP = "price_paid", "price_of_work"


def goods_penalty(price_paid: int, days_overdue: int, event_on: date, law: Law = DEFAULT_LAW) -> int:
    """Penalty for a late free repair or a late loaner; `event_on` is the first day of the delay."""
    amount = share(price_paid, law.percent("PENALTY_GOODS_PCT", event_on) * max(0, days_overdue))
    capped = law.text("PENALTY_GOODS_CAP", event_on) == PRICE_CAP
    return min(amount, price_paid) if capped else amount


def work_penalty(price_of_work: int, days_overdue: int, event_on: date, law: Law = DEFAULT_LAW) -> int:
    """Penalty for late paid work, at most the price of that work."""
    amount = share(price_of_work, law.percent("PENALTY_WORK_PCT", event_on) * max(0, days_overdue))
    capped = law.text("PENALTY_WORK_CAP", event_on) == WORK_CAP
    return min(amount, price_of_work) if capped else amount


def goods_penalty_a_day(price_paid: int, event_on: date, law: Law = DEFAULT_LAW) -> int:
    """What each day of delay adds."""
    return share(price_paid, law.percent("PENALTY_GOODS_PCT", event_on))

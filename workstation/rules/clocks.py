"""Which legal clocks an order has, what is left of them, and what a delay costs today.

A clock starts at the demand and only the end of the work stops it: waiting for a part, a customer or a
manufacturer is a state of the order, not a pause (ст. 20 п. 1). Last days are not shifted for holidays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from workstation.clock import add_days
from workstation.documents.clocks import ClockState, OrderClocks, OrderTime
from workstation.documents.warranty import EntitlementCode, Free
from workstation.rules.deadlines import last_day
from workstation.rules.law import Law
from workstation.rules.penalties import goods_penalty, work_penalty
from workstation.statuses import CustomerKind, Demand, RequestKind, Use

PAID = frozenset({RequestKind.PAID, RequestKind.MAINTENANCE})
MONEY = frozenset({Demand.REFUND, Demand.PRICE_REDUCTION, Demand.REIMBURSEMENT})
IDLE_LIMIT = "TST_IDLE_DAYS_PER_YEAR"


def clocks_of(order: OrderTime, law: Law, today: date) -> OrderClocks:
    """The clocks of an order as of a day, with the exposure of the main one."""
    day = min(today, order.stopped_on) if order.stopped_on else today
    clocks = tuple(
        ClockState(code, last, (last - day).days, costs) for code, last, costs in _clocks(order, law, day)
    )
    found = OrderClocks(clocks)
    main = found.main
    if main is None:
        return found
    return OrderClocks(clocks, *_cost(order, law, main, day))


def is_consumer(order: OrderTime) -> bool:
    """Whether the law on consumers rules: a person, and not for work."""
    return order.customer_kind is CustomerKind.PERSON and order.use is Use.PERSONAL


def is_free(order: OrderTime) -> bool:
    """Whether the terms of a free repair run: a warranty request that no verdict has refused."""
    return order.kind not in PAID and order.kind is not RequestKind.PRESALE and order.free is not Free.NO


def _clocks(order: OrderTime, law: Law, day: date) -> Iterator[tuple[str, date, bool]]:
    """(code, last day, whether its delay is paid for), the main one first."""
    if not is_consumer(order):
        if order.agreed_until:
            yield "AGREED", order.agreed_until, False
        return
    if not is_free(order):
        if order.agreed_until and order.kind is not RequestKind.PRESALE:
            yield "WORK", order.agreed_until, True
        return
    code = _main_code(order)
    yield code, last_day(code, order.demanded_on, law), True
    if code == "REPLACE_7":
        yield "REPLACE_20", last_day("REPLACE_20", order.demanded_on, law), False
    if order.agreed_until:
        yield "AGREED", order.agreed_until, True
    if order.wants_loaner and order.loaner_required and not order.is_loaner_lent:
        # Its delay is paid for too (ст. 23), but the sum shown is that of the repair: it counts from later.
        demanded_on = order.loaner_demanded_on or order.demanded_on
        yield "LOANER_3", last_day("LOANER_3", demanded_on, law), False
    yield from _complex_goods(order, law, day)


def _main_code(order: OrderTime) -> str:
    if order.demand is Demand.REPLACEMENT:
        return "REPLACE_7"
    if order.demand in MONEY:
        return "MONEY_10"
    return "ESSENTIAL_20" if order.code is EntitlementCode.W3 else "REPAIR_45"


def _complex_goods(order: OrderTime, law: Law, day: date) -> Iterator[tuple[str, date, bool]]:
    if order.tst_item is None:
        return
    if order.start and day <= last_day("TST_15", order.start, law):
        yield "TST_15", last_day("TST_15", order.start, law), False
    if order.idle_days:
        allowed = law.whole(IDLE_LIMIT, order.demanded_on) - order.idle_days
        yield "TST_30_DAYS", add_days(order.demanded_on, allowed), False


def _cost(order: OrderTime, law: Law, main: ClockState, day: date) -> tuple[int, int | None]:
    """(exposure today, what the next day adds): 1 % of the price paid or 3 % of the work's, with caps."""
    overdue = max(0, -main.days_left)
    first = main.last_day + timedelta(days=1)
    of_work = main.code == "WORK"
    price = order.price_of_work if of_work else order.price_paid
    if price is None:
        return 0, None
    penalty = work_penalty if of_work else goods_penalty
    today, tomorrow = (penalty(price, days, first, law) for days in (overdue, overdue + 1))
    return today, tomorrow - today

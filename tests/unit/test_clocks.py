"""Legal clocks: last days and exposure of the law's own vectors, what runs for whom, what never stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.clocks import ExtensionReason, OrderTime
from workstation.documents.warranty import EntitlementCode, Free, LawParam
from workstation.rules.clocks import clocks_of
from workstation.rules.law import Law
from workstation.statuses import CustomerKind, Demand, RequestKind, Use

DAY = date(2026, 11, 22)
LAW = Law([LawParam("PENALTY_GOODS_CAP", "price_paid", "cap", "№ 500-ФЗ", date(2026, 2, 1))])
ORDER = OrderTime(
    RequestKind.WARRANTY,
    Demand.REPAIR,
    CustomerKind.PERSON,
    Use.PERSONAL,
    DAY,
    code=EntitlementCode.W1,
    free=Free.YES,
    price_paid=4_999_000,
)
PAID = replace(ORDER, kind=RequestKind.PAID, free=None, code=None, agreed_until=DAY, price_of_work=1_000_000)


def last_days(order: OrderTime, today: date = DAY) -> dict[str, date]:
    return {clock.code: clock.last_day for clock in clocks_of(order, LAW, today).clocks}


@pytest.mark.parametrize(
    ("order", "code", "last"),
    [
        (ORDER, "REPAIR_45", date(2027, 1, 6)),
        (replace(ORDER, wants_loaner=True, loaner_required=True), "LOANER_3", date(2026, 11, 25)),
        (replace(ORDER, demand=Demand.REPLACEMENT), "REPLACE_7", date(2026, 11, 29)),
        (replace(ORDER, demand=Demand.REPLACEMENT), "REPLACE_20", date(2026, 12, 12)),
        (replace(ORDER, demand=Demand.REFUND), "MONEY_10", date(2026, 12, 2)),
        (replace(ORDER, demand=Demand.PRICE_REDUCTION), "MONEY_10", date(2026, 12, 2)),
        (replace(ORDER, demand=Demand.REIMBURSEMENT), "MONEY_10", date(2026, 12, 2)),
        (replace(ORDER, code=EntitlementCode.W3, free=Free.IF_PROVED), "ESSENTIAL_20", date(2026, 12, 12)),
        (replace(ORDER, tst_item=12, start=date(2026, 11, 10)), "TST_15", date(2026, 11, 25)),
        (replace(ORDER, agreed_until=date(2026, 12, 1)), "AGREED", date(2026, 12, 1)),
        (
            replace(ORDER, tst_item=12, start=date(2025, 11, 1), idle_days=25),
            "TST_30_DAYS",
            date(2026, 11, 27),
        ),
        (PAID, "WORK", DAY),
    ],
)
def test_last_days(order: OrderTime, code: str, last: date) -> None:
    assert last_days(order)[code] == last


@pytest.mark.parametrize(
    ("overdue", "exposure"),
    [(-1, 0), (0, 0), (1, 49_990), (12, 599_880), (99, 4_949_010), (100, 4_999_000), (130, 4_999_000)],
)
def test_exposure_of_a_late_free_repair(overdue: int, exposure: int) -> None:
    """1 % of the price paid a day, at most that price since 2026-02-01."""
    today = date(2027, 1, 6) + timedelta(days=overdue)
    found = clocks_of(ORDER, LAW, today)
    assert found.exposure == exposure
    assert found.a_day == (49_990 if overdue < 100 else 0)
    assert found.main is not None
    assert found.main.days_left == -overdue


def test_a_delay_that_began_before_the_cap_has_none() -> None:
    old = replace(ORDER, demanded_on=date(2025, 11, 1))
    first = date(2025, 12, 17)
    assert clocks_of(old, LAW, first + timedelta(days=129)).exposure == 130 * 49_990


@pytest.mark.parametrize(("overdue", "exposure"), [(0, 0), (1, 30_000), (33, 990_000), (34, 1_000_000)])
def test_exposure_of_late_paid_work(overdue: int, exposure: int) -> None:
    """3 % of the price of the work a day, at most that price."""
    assert clocks_of(PAID, LAW, DAY + timedelta(days=overdue)).exposure == exposure


def test_a_price_nobody_knows_costs_an_unknown_sum() -> None:
    late = DAY + timedelta(days=60)
    for order in (replace(ORDER, price_paid=None), replace(PAID, price_of_work=None)):
        found = clocks_of(order, LAW, late)
        assert (found.exposure, found.a_day) == (0, None)
        assert found.main is not None


def test_the_agreed_day_is_what_the_delay_is_counted_from() -> None:
    order = replace(ORDER, agreed_until=date(2026, 12, 1))
    assert clocks_of(order, LAW, date(2026, 12, 3)).exposure == 2 * 49_990


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, customer_kind=CustomerKind.COMPANY, use=Use.BUSINESS),
        replace(ORDER, use=Use.BUSINESS),
        replace(ORDER, kind=RequestKind.PRESALE),
        replace(ORDER, free=Free.NO),
        replace(PAID, agreed_until=None),
    ],
)
def test_where_the_law_on_free_repair_does_not_rule_nothing_runs(order: OrderTime) -> None:
    assert clocks_of(order, LAW, DAY + timedelta(days=365)).main is None


def test_work_that_is_over_stops_every_clock() -> None:
    done = replace(ORDER, stopped_on=date(2027, 1, 8))
    assert clocks_of(done, LAW, date(2027, 6, 1)).exposure == 2 * 49_990


def test_a_missing_part_is_no_reason_to_move_a_term() -> None:
    forbidden = ("запчаст", "детал", "материал", "оборудован", "поставк", "склад")
    assert [reason for reason in ExtensionReason if any(word in reason.label for word in forbidden)] == []
    assert not any("part" in reason.value for reason in ExtensionReason)


def test_the_state_of_an_order_is_no_fact_of_its_clocks() -> None:
    """«Ждёт запчасть» cannot stop what does not know it."""
    assert "status" not in OrderTime.__slots__


@given(st.integers(0, 400), st.integers(0, 10**9), st.dates(date(2026, 2, 1), date(2030, 1, 1)))
def test_exposure_only_grows_and_never_passes_the_price(days: int, price: int, demanded_on: date) -> None:
    order = replace(ORDER, demanded_on=demanded_on, price_paid=price)
    today = demanded_on + timedelta(days=days)
    now, next_day = clocks_of(order, LAW, today), clocks_of(order, LAW, today + timedelta(days=1))
    assert 0 <= now.exposure <= next_day.exposure <= price
    if now.main and now.main.days_left <= 0:
        assert next_day.exposure - now.exposure == now.a_day

"""Prices of operations, discounts with their limits, who pays, and what an order stands at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation import messages
from workstation.documents.billing import LineKind, PricedLine
from workstation.documents.billing_rows import WorkPriceRow
from workstation.documents.warranty import Free, Payer
from workstation.errors import UserError
from workstation.money import spread
from workstation.rules import pricing
from workstation.statuses import RequestKind, Role

DAY = date(2026, 11, 20)
LIMITS = {"clerk": 5, "manager": 30}


def price(
    number: int, kopecks: int, category: str | None = None, level: int | None = None, day: date = DAY
) -> WorkPriceRow:
    return WorkPriceRow(number, 1, "Замена насоса", "РС-1", category, level, day, kopecks, "Иванов И. И.")


PRICES = (
    price(1, 100, day=date(2026, 1, 1)),
    price(2, 200, day=date(2026, 6, 1)),
    price(3, 300, "tv", day=date(2026, 1, 1)),
    price(4, 400, level=2, day=date(2026, 1, 1)),
    price(5, 500, "tv", 2, date(2026, 1, 1)),
    price(6, 600, "tv", 2, date(2026, 12, 1)),
)


@pytest.mark.parametrize(
    ("category", "level", "on", "found"),
    [
        ("tv", 2, DAY, 500),
        ("tv", 2, date(2026, 12, 1), 600),
        ("tv", 1, DAY, 300),
        ("tv", None, DAY, 300),
        ("oven", 2, DAY, 400),
        ("oven", None, DAY, 200),
        (None, None, date(2026, 5, 31), 100),
        (None, None, date(2025, 12, 31), None),
    ],
)
def test_the_narrowest_price_then_the_latest(
    category: str | None, level: int | None, on: date, found: int | None
) -> None:
    assert pricing.price_of(PRICES, category, level, on) == found


def test_a_discount_by_percent_is_of_each_line() -> None:
    assert pricing.discounts([10005, 3], percent=Decimal("10")) == [1001, 0]


def test_a_discount_by_a_sum_is_spread_to_the_kopeck() -> None:
    assert pricing.discounts([10000, 10000, 10000], amount=100) == [34, 33, 33]
    assert pricing.discounts([0, 0], amount=0) == [0, 0]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.integers(0, 10**9))
def test_a_spread_sum_is_whole_and_no_part_is_over(weights: list[int], asked: int) -> None:
    amount = min(asked, sum(weights))
    parts = spread(amount, weights)
    assert sum(parts) == amount
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(
    ("percent", "amount", "code"),
    [
        (None, None, "discount_missing"),
        (Decimal(5), 5, "discount_missing"),
        (Decimal(101), None, "discount_percent"),
        (Decimal(-1), None, "discount_percent"),
        (None, 101, "discount_over"),
        (None, -1, "discount_over"),
    ],
)
def test_a_discount_that_is_none(percent: Decimal | None, amount: int | None, code: str) -> None:
    with pytest.raises(UserError, match=code):
        pricing.discounts([100], percent=percent, amount=amount)


def test_a_role_gives_no_more_than_its_limit() -> None:
    pricing.check_discount(Role.CLERK, LIMITS, 10000, 500, "percent")
    pricing.check_discount(Role.MANAGER, LIMITS, 10000, 3000, "percent")
    with pytest.raises(UserError, match="discount_limit") as found:
        pricing.check_discount(Role.CLERK, LIMITS, 10000, 501, "percent")
    assert "5 %" in messages.text(found.value)
    with pytest.raises(UserError, match="discount_limit"):
        pricing.check_discount(Role.TECHNICIAN, LIMITS, 10000, 1, "percent")


@pytest.mark.parametrize(
    ("kind", "free", "payer", "settled", "found"),
    [
        (RequestKind.PAID, Free.YES, Payer.MANUFACTURER, False, Payer.CUSTOMER),
        (RequestKind.MAINTENANCE, None, None, False, Payer.CUSTOMER),
        (RequestKind.WARRANTY, Free.YES, Payer.MANUFACTURER, False, Payer.MANUFACTURER),
        (RequestKind.WARRANTY, Free.NO, Payer.UNKNOWN, False, Payer.CUSTOMER),
        (RequestKind.WARRANTY, Free.YES, Payer.SELLER, True, Payer.CUSTOMER),
        (RequestKind.PRESALE, None, None, False, Payer.UNKNOWN),
    ],
)
def test_who_pays(
    kind: RequestKind, free: Free | None, payer: Payer | None, settled: bool, found: Payer
) -> None:
    assert pricing.payer_of(kind, free=free, payer=payer, settled=settled) is found


def test_an_order_stands_as_its_lines_and_payments_say() -> None:
    lines = (
        PricedLine(LineKind.WORK, "Замена насоса", price=150000, discount=5000),
        PricedLine(LineKind.PART, "Насос", quantity=2, price=100000),
        PricedLine(LineKind.WORK, "Диагностика", price=70000, payer=Payer.MANUFACTURER),
        PricedLine(LineKind.WORK, "Чистка"),
    )
    money = pricing.order_money(lines, agreed=300000, limit=345000, paid=45000, prepaid=45000)
    assert (money.total, money.others_total, money.balance, money.may_spend) == (
        345000,
        70000,
        300000,
        345000,
    )
    assert money.is_priced
    assert not money.is_over
    assert pricing.customer_lines(lines) == lines[:2]
    assert pricing.order_money(lines, agreed=300000, limit=None, paid=0, prepaid=0).is_over
    assert not pricing.order_money(lines[3:], agreed=None, limit=None, paid=0, prepaid=0).is_over

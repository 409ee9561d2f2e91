"""Legal terms and penalties against the published vectors; parameters by date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation import clock
from workstation.documents.warranty import LawParam
from workstation.exchange.warranty_json import read_law_params
from workstation.rules import deadlines, penalties
from workstation.rules.law import DEFAULT_LAW, FALLBACK, Law

CATALOGUES = Path(__file__).parents[2] / "resources" / "catalogues"
LAW = Law(read_law_params((CATALOGUES / "law_params.json").read_bytes()))
DEMAND = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "event", "last"),
    [
        ("LOANER_3", DEMAND, date(2026, 11, 25)),
        ("REPLACE_7", DEMAND, date(2026, 11, 29)),
        ("MONEY_10", DEMAND, date(2026, 12, 2)),
        ("ESSENTIAL_20", DEMAND, date(2026, 12, 12)),
        ("REPLACE_20", DEMAND, date(2026, 12, 12)),
        ("REPAIR_45", DEMAND, date(2027, 1, 6)),
        ("TST_15", date(2026, 11, 10), date(2026, 11, 25)),
        ("LOSS_3", DEMAND, date(2026, 11, 25)),
        ("REPAIR_45", date(2024, 1, 16), date(2024, 3, 1)),
    ],
)
def test_last_days(code: str, event: date, last: date) -> None:
    assert deadlines.last_day(code, event, LAW) == last
    assert deadlines.last_day(code, event) == last


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    assert clock.add_months(start, months) == end


def test_left_and_overdue() -> None:
    last = deadlines.repair_last_day(DEMAND, LAW)
    assert deadlines.days_left(last, last) == 0
    assert deadlines.days_overdue(last, last) == 0
    assert deadlines.days_overdue(last, date(2027, 1, 7)) == 1
    assert deadlines.days_left(last, date(2027, 1, 8)) == -2
    assert deadlines.loaner_last_day(DEMAND) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "event", "amount"),
    [
        (12, date(2026, 11, 1), 599_880),
        (130, date(2026, 11, 1), 4_999_000),
        (130, date(2026, 2, 1), 4_999_000),
        (130, date(2026, 1, 31), 6_498_700),
        (0, date(2026, 11, 1), 0),
        (-3, date(2026, 11, 1), 0),
    ],
)
def test_penalty_for_goods(days: int, event: date, amount: int) -> None:
    assert penalties.goods_penalty(4_999_000, days, event, LAW) == amount


def test_penalty_for_work_never_passes_its_price() -> None:
    assert penalties.work_penalty(300_000, 10, date(2026, 3, 1), LAW) == 90_000
    assert penalties.work_penalty(300_000, 34, date(2020, 3, 1), LAW) == 300_000
    assert penalties.goods_penalty_a_day(4_899_000, date(2026, 11, 23), LAW) == 48_990


@given(st.integers(0, 10**9), st.integers(0, 5000), st.integers(0, 5000))
def test_a_longer_delay_never_costs_less(price: int, days: int, more: int) -> None:
    event = date(2026, 3, 1)
    amounts = [penalties.goods_penalty(price, count, event, LAW) for count in (days, days + more)]
    assert amounts[0] <= amounts[1] <= price


def test_the_row_in_force_on_the_day_is_picked() -> None:
    assert LAW.whole("VAT_BASE", date(2025, 12, 31)) == 20
    assert LAW.whole("VAT_BASE", date(2026, 1, 1)) == 22
    assert LAW.text("USN_VAT_LIMIT", date(2018, 1, 1)) is None
    rows = [LawParam("X", "1", "days", ""), LawParam("X", "2", "days", "", date(2026, 1, 1))]
    assert Law(rows).whole("X", date(2026, 1, 1)) == 2
    assert Law(rows).whole("X", date(2025, 12, 31)) == 1
    with pytest.raises(KeyError):
        DEFAULT_LAW.whole("NO_SUCH", DEMAND)


def test_the_fallback_says_what_the_shipped_rows_say() -> None:
    for code, value in FALLBACK.items():
        row = LAW.row(code, date(2026, 11, 22))
        assert row is not None
        assert row.value == value

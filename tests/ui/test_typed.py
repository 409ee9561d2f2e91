"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.typed import is_month, parse_date, show_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "prefer", "expected"),
    [
        ("1.6", "", date(2026, 6, 1)),
        ("1.6.", "", date(2026, 6, 1)),
        ("010626", "", date(2026, 6, 1)),
        ("01062026", "", date(2026, 6, 1)),
        ("01.06.2026", "", date(2026, 6, 1)),
        ("1/6/26", "", date(2026, 6, 1)),
        ("15", "", date(2026, 11, 15)),
        ("0106", "", date(2026, 6, 1)),
        ("+3", "", date(2026, 11, 25)),
        ("-1", "", date(2026, 11, 21)),
        ("с", "", TODAY),
        ("C", "", TODAY),
        ("вчера", "", date(2026, 11, 21)),
        ("з", "", date(2026, 11, 23)),
        ("15.12", "past", date(2025, 12, 15)),
        ("15.12", "future", date(2026, 12, 15)),
        ("1.6", "future", date(2027, 6, 1)),
        ("29.02", "", date(2024, 2, 29)),
    ],
)
def test_takes(text: str, prefer: str, expected: date) -> None:
    assert parse_date(text, TODAY, prefer) == expected


@pytest.mark.parametrize(
    "text", ["", "31.02", "32.1", "1.13", "абв", "123", "1.6.026", "03.2025", "00.00", "999999999"]
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text, TODAY)


def test_month_where_it_is_allowed() -> None:
    assert parse_date("03.2025", TODAY, partial=True) == date(2025, 3, 1)
    assert is_month("03.2025")
    assert not is_month("01.03.2025")


def test_writes_with_zeros() -> None:
    assert show_date(date(2026, 6, 1)) == "01.06.2026"

"""Names, dates and numbers as papers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from printing import words


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Иванова Мария Петровна", "Иванова М. П."),
        ("Ли Ан", "Ли А."),
        ("Ли", "Ли"),
        ("Гарсия Лорка Федерико Дель", "Гарсия Лорка Федерико Дель"),
        ("О'Коннор <b>«Ёлка»</b> & Co №5 ₽", "О'Коннор <b>«Ёлка»</b> & Co №5 ₽"),
        ("", ""),
    ],
)
def test_short_name(full: str, short: str) -> None:
    assert words.short_name(full).replace("\u00a0", " ") == short


def test_dates() -> None:
    day = date(2026, 11, 3)
    assert words.short_date(day) == "03.11.2026"
    assert words.long_date(day) == "3\u00a0ноября 2026\u00a0г."
    assert words.month_of(day) == "ноябрь 2026\u00a0г."
    moment = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert words.short_moment(moment) == "23.11.2026, 01:30"
    assert words.local_date(moment) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (112, "112 дней")],
)
def test_plural(number: int, text: str) -> None:
    assert words.plural(number, "день", "дня", "дней").replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("grams", "text"), [(213, "0,213 кг"), (2400, "2,4 кг"), (70_000, "70 кг"), (100, "0,1 кг")]
)
def test_weight(grams: int, text: str) -> None:
    assert words.weight(grams).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("text", "low"), [("Приёмщик", "приёмщик"), ("ИП", "ИП"), ("", ""), ("Старший мастер", "старший мастер")]
)
def test_lowered(text: str, low: str) -> None:
    assert words.lowered(text) == low

"""Words of an order: short names, masked phones, terms with their colour, days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workstation import clock
from workstation.rules.order_words import (
    brief_names,
    day_month,
    days_left,
    mask_phone,
    moment_words,
    near_day,
    short_name,
    term,
)
from workstation.statuses import CustomerKind, OrderStatus

TODAY = date(2026, 5, 22)
PERSON, COMPANY, SELF = CustomerKind.PERSON, CustomerKind.COMPANY, CustomerKind.ENTREPRENEUR


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("Иванова Мария Петровна", PERSON, "Иванова М. П."),
        ("Ли Виктор", PERSON, "Ли В."),
        ("Ли", PERSON, "Ли"),
        ("Фёдоров-Ёлкин семён ильич", PERSON, "Фёдоров-Ёлкин С. И."),
        ("О'Коннор <b>«Ёлка»</b> & Co №5 ₽", PERSON, "О'Коннор <b>«Ёлка»</b> & Co №5 ₽"),
        ("ООО «Пример»", COMPANY, "ООО «Пример»"),
        ("ИП Павлов Игорь Львович", SELF, "ИП Павлов"),
        ("Павлов Игорь Львович", SELF, "Павлов И. Л."),
        ("😀 Смайл", PERSON, "😀 Смайл"),
    ],
)
def test_short_name(name: str, kind: CustomerKind, short: str) -> None:
    assert short_name(name, kind) == short


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("+7 912 345-67-89", "+7 ••• •••-••-89"),
        ("+7 912 345-67-89 доб. 104", "+7 ••• •••-••-•• доб. •04"),
        ("+4930123456", "+4•••••••56"),
        ("", ""),
    ],
)
def test_a_masked_phone_keeps_its_shape(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("days", "text", "tone", "presses"),
    [
        (-2, "просрочено на 2 дня", "red", True),
        (-1, "просрочено на 1 день", "red", True),
        (0, "сегодня", "amber", False),
        (1, "остался 1 день", "amber", False),
        (3, "осталось 3 дня", "amber", False),
        (4, "осталось 4 дня", "text2", False),
        (21, "остался 21 день", "text2", False),
    ],
)
def test_a_term_of_an_order_in_work(days: int, text: str, tone: str, presses: bool) -> None:
    assert term(OrderStatus.ACCEPTED, TODAY + timedelta(days=days), TODAY) == (text, tone, presses)


def test_a_term_is_over_with_the_order() -> None:
    assert term(OrderStatus.CANCELLED, TODAY - timedelta(days=5), TODAY).text == ""
    assert term(OrderStatus.ACCEPTED, None, TODAY).text == ""
    assert term(OrderStatus.READY, TODAY - timedelta(days=5), TODAY).tone == "green"


def test_days_near_today() -> None:
    assert near_day(TODAY, TODAY) == "сегодня"
    assert near_day(TODAY - timedelta(days=1), TODAY) == "вчера"
    assert near_day(TODAY - timedelta(days=2), TODAY) == "20.05.2026"
    assert near_day(TODAY + timedelta(days=1), TODAY) == "23.05.2026"
    assert day_month(TODAY, TODAY) == "22.05"
    assert day_month(date(2025, 12, 31), TODAY) == "31.12.25"
    assert moment_words(clock.now(), TODAY) == "сегодня, 10:00"


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Сидоров А. В.", ("Сидоров А. В.", "Сидоров", "Сидор.")),
        ("Администратор", ("Администратор", "Админ.")),
        ("Лукашенков И. И.", ("Лукашенков И. И.", "Лукашенков", "Лукаш.")),
        ("Ким В. С.", ("Ким В. С.", "Ким")),
        ("Аоуэи", ("Аоуэи",)),
    ],
)
def test_names_grow_shorter_without_dots_in_a_word(name: str, forms: tuple[str, ...]) -> None:
    assert brief_names(name) == forms


@pytest.mark.parametrize(
    ("day", "words"),
    [(1, "−7 дней"), (7, "−1 день"), (8, "сегодня"), (9, "1 день"), (10, "2 дня"), (13, "5 дней")],
)
def test_days_on_a_card(day: int, words: str) -> None:
    assert days_left(date(2026, 11, day), date(2026, 11, 8)) == words

"""Entries of the journal in words: each verb, fields before and after, what was erased."""

from __future__ import annotations

from typing import Any

import pytest

from workstation import clock
from workstation.documents.orders import JournalRow
from workstation.rules.journal_words import FIELDS, TITLES, Change, describe, value_words


def entry(verb: str, body: dict[str, Any], personal: Any = None, *, erased: bool = False) -> JournalRow:
    return JournalRow(1, clock.now(), "Петрова А. С.", "Стойка 1", verb, body, personal, erased)


@pytest.mark.parametrize(
    ("verb", "body", "title", "changes"),
    [
        (
            "orders.cancel",
            {"status": ["accepted", "cancelled"], "reason": "передумал", "annulled": ["СЦ-1", "П-2"]},
            "Заказ отменён",
            [
                ("Состояние", "Принят", "Отменён"),
                ("Причина", None, "передумал"),
                ("Аннулированы документы", None, "СЦ-1, П-2"),
            ],
        ),
        (
            "documents.annul",
            {"kind": "device_label", "number": "СЦ-1", "reason": "испорчен", "state": ["valid", "annulled"]},
            "Документ аннулирован",
            [("Ярлык", None, "СЦ-1"), ("Причина", None, "испорчен")],
        ),
        (
            "parts.request",
            {"order": "СЦ-1", "part": "751", "quantity": 2, "reserved": 1, "instead_of": "750"},
            "Запрошена запчасть",
            [
                ("Деталь", None, "751"),
                ("Количество", None, "2"),
                ("Из них в резерве", None, "1"),
                ("Вместо", None, "750"),
            ],
        ),
        (
            "parts.tag",
            {"number": "СД-1", "part": "Помпа", "fate": "manufacturer"},
            "Снятая деталь помечена",
            [
                ("Номер", None, "СД-1"),
                ("Деталь", None, "Помпа"),
                ("Что с деталью", None, "Вернуть изготовителю"),
            ],
        ),
        (
            "documents.reprint",
            {"kind": "device_label", "number": "СЦ-1", "copy": True},
            "Документ напечатан",
            [("Ярлык", None, "СЦ-1, копия")],
        ),
        ("orders.attach", {"files": ["a", "b"]}, "Добавлены снимки", [("Снимки", None, "2 снимка")]),
        ("orders.read_unlock_code", {"number": "СЦ-1"}, "Показан код разблокировки", []),
        (
            "personal_data.erase",
            {"reason": "отзыв"},
            "Стёрт ключ личных данных",
            [("Причина", None, "отзыв")],
        ),
        (
            "contacts.ask",
            {"channel": "phone", "reason": "extra_work", "cost_kopecks": [500000, 650000]},
            "Заказчик спрошен",
            [
                ("Стоимость", "5\u00a0000,00\u00a0₽", "6\u00a0500,00\u00a0₽"),
                ("Как", None, "Звонок"),
                ("Причина", None, "Нужны дополнительные работы"),
            ],
        ),
        (
            "places.move",
            {"number": "СЦ-1", "place": ["Стойка приёма", "А-1"]},
            "Изделие переставлено",
            [("Место", "Стойка приёма", "А-1")],
        ),
        ("unknown.verb", {"a": 1}, "unknown.verb", []),
    ],
)
def test_verbs(
    verb: str, body: dict[str, Any], title: str, changes: list[tuple[str, str | None, str]]
) -> None:
    words = describe(entry(verb, body))
    assert words.title == title
    assert list(words.changes) == [Change(*change) for change in changes]


def test_an_intake_tells_of_a_new_customer_in_one_line() -> None:
    personal = {
        "customer": {
            "name": [None, "Ли Виктор"],
            "phone": [None, "+79167046697"],
            "name_key": [None, "ли виктор"],
        },
        "faults": ["не греет", "не греет"],
        "appearance": ["царапина"],
        "notes": [None, ""],
    }
    words = describe(entry("intake.accept", {"orders": ["СЦ-1", "СЦ-2"]}, personal))
    assert list(words.changes) == [
        Change("Заказы", None, "СЦ-1, СЦ-2"),
        Change("Новый заказчик", None, "Ли Виктор, +7 916 704-66-97"),
        Change("Недостаток", None, "не греет"),
    ]


def test_a_correction_tells_before_and_after() -> None:
    personal = {
        "customer": {"phone": ["+79167046697", "+79167046698"]},
        "order": {
            "declared_value_kopecks": [4_000_000, 3_900_000],
            "agreed_until": [None, "2026-06-01"],
            "wants_loaner": [False, True],
            "accessories": ['[{"name":"шланг","quantity":1}]', '[{"name":"болты","quantity":4}]'],
            "papers": [
                '{"warranty_card":"absent"}',
                '{"warranty_card":"present","warranty_card_number":"7"}',
            ],
            "device_id": [1, 2],
        },
        "device": {"sold_on": ["2025-06-10", "2025-06-11"], "brand_name": ["LG", "Bosch"]},
    }
    words = describe(entry("intake.correct", {"number": "СЦ-1"}, personal))
    told = [(change.title, change.before, change.after.replace("\u00a0", " ")) for change in words.changes]
    assert told == [
        ("Телефон", "+7 916 704-66-97", "+7 916 704-66-98"),
        ("Оценка изделия", "40\u00a0000,00\u00a0₽", "39 000,00 ₽"),
        ("Согласованный срок", None, "01.06.2026"),
        ("Подменное изделие", "нет", "да"),
        ("Комплектность", "шланг", "болты × 4"),
        ("Документы покупки", "гарантийный талон Нет", "гарантийный талон Есть, номер талона 7"),
        ("Продано", "10.06.2025", "11.06.2025"),
        ("Бренд", "LG", "Bosch"),
    ]


def test_what_was_erased_is_told_as_erased() -> None:
    words = describe(entry("intake.correct", {"number": "СЦ-1"}, None, erased=True))
    assert list(words.changes) == [Change("Личные данные", None, "удалено")]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kind", "warranty", "Гарантийный"),
        ("kind", "company", "Компания"),
        ("kind", "no such", "no such"),
        ("note", None, "—"),
        ("note", "", "—"),
        ("weight_g", 7000, "7000"),
        ("terms", "{}", "—"),
        ("accessories", "[]", "—"),
        ("note", "[не JSON", "[не JSON"),
    ],
)
def test_values(name: str, value: Any, words: str) -> None:
    assert value_words(name, value) == words


def test_a_note_in_brackets_is_a_note() -> None:
    assert value_words("note", "[срочно]") == "[срочно]"


def test_titles_are_words() -> None:
    assert all(words[0].isupper() for words in {**TITLES, **FIELDS}.values())

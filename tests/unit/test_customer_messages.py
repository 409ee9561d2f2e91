"""Messages to customers: what is offered, nothing that the law does not take; what came back short."""

from __future__ import annotations

from datetime import date

import pytest

from workstation.documents.intake import Accessory
from workstation.rules import customer_messages
from workstation.rules.customer_messages import MessageFacts
from workstation.rules.loaners import missing

FACTS = MessageFacts(
    "СЦ-2026-000001", "Стиральная машина Bosch", "ООО «Сервис»", "+7 495 123-45-67", "Москва"
)
TERM = date(2026, 6, 1)


def test_a_consumer_with_a_free_repair_is_offered_what_the_law_gives() -> None:
    text = customer_messages.delay(FACTS, TERM, is_consumer_warranty=True, loaner_possible=True)
    assert "Заказ СЦ-2026-000001, стиральная машина Bosch. Срок ремонта — 01.06.2026" in text
    assert "подменное изделие бесплатно" in text
    assert "3) подождать" in text
    assert text.endswith("ООО «Сервис», +7 495 123-45-67.")
    for forbidden in ("запчаст", "деталь", "оплатив"):
        assert forbidden not in text


def test_a_paid_repair_may_be_given_up() -> None:
    text = customer_messages.delay(FACTS, TERM, is_consumer_warranty=False, loaner_possible=True)
    assert "2) забрать изделие, оплатив только сделанное" in text
    assert "подменное" not in text


@pytest.mark.parametrize(
    ("to_pay", "words"), [(None, ""), (0, "Оплаты нет."), (125_000, "К оплате 1\u00a0250,00\u00a0₽.")]
)
def test_the_word_of_readiness_names_the_sum_only_where_it_is_known(to_pay: int | None, words: str) -> None:
    text = customer_messages.ready(FACTS, to_pay)
    assert words in text
    assert ("плат" in text) == bool(words)


def test_a_reminder_tells_of_storage_only_where_it_is_due() -> None:
    assert "За хранение" not in customer_messages.reminder(FACTS, TERM, None)
    assert "За хранение" not in customer_messages.reminder(FACTS, TERM, 0)
    assert "100,00" in customer_messages.reminder(FACTS, TERM, 10_000)


@pytest.mark.parametrize(
    ("device", "shown"), [("МФУ HP M141", "МФУ HP M141"), ("Телевизор LG", "телевизор LG"), ("", "")]
)
def test_a_device_stands_within_the_sentence(device: str, shown: str) -> None:
    facts = MessageFacts("СЦ-1", device, "ООО «Сервис»")
    assert f"Заказ СЦ-1, {shown}: изделие" in customer_messages.ready(facts, None)


@pytest.mark.parametrize(
    ("given", "back", "short"),
    [
        ([], [], ()),
        ([Accessory("пульт")], [Accessory(" Пульт ")], ()),
        ([Accessory("болты", 4)], [Accessory("болты", 3)], (Accessory("болты", 1),)),
        ([Accessory("шнур"), Accessory("шнур")], [Accessory("шнур")], (Accessory("шнур"),)),
        ([Accessory("шнур")], [Accessory("пульт")], (Accessory("шнур"),)),
    ],
)
def test_what_came_back_short(
    given: list[Accessory], back: list[Accessory], short: tuple[Accessory, ...]
) -> None:
    assert missing(given, back) == short

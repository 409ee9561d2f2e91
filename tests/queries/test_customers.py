"""Customers on the read side: matches as one types, the list, the card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import do, see
from workstation.db import Database
from workstation.documents.intake import CustomerData, IntakeItem
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.queries import customers
from workstation.services import orders
from workstation.statuses import CustomerKind

LI = CustomerData(CustomerKind.PERSON, "Ли Виктор Хен", "+7 916 704-66-97")
LITVINOV = CustomerData(CustomerKind.PERSON, "Литвинов Пётр", "+7 901 222-33-44")
ACME = CustomerData(
    CustomerKind.COMPANY, "ООО «Пример»", "+7 495 123-45-67", inn="7701007776", kpp="770101001", contact="Ли"
)


@pytest.fixture
def people(database: Database) -> dict[str, int]:
    actor = ready(database)
    named = {"ivanova": IVANOVA, "litvinov": LITVINOV, "li": LI, "acme": ACME}
    return {
        name: accept(
            database, actor, visit(IntakeItem(washer(f"N-{name}"), request()), customer=who)
        ).customer_id
        for name, who in named.items()
    }


@pytest.fixture
def actor(database: Database, people: dict[str, int]) -> Actor:
    return ready(database)


def found(database: Database, people: dict[str, int], typed: str) -> list[str]:
    names = {one: name for name, one in people.items()}
    return [names[match.id] for match in see(database, customers.find_customers, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ли", ["li", "litvinov"]),
        ("литв", ["litvinov"]),
        ("виктор", ["li"]),
        ("пример", ["acme"]),
        ("ооо пример", ["acme"]),
        ("6789", ["ivanova"]),
        ("912345", ["ivanova"]),
        ("8912345", ["ivanova"]),
        ("+7 912 345", ["ivanova"]),
        ("8 (912) 345-67-89", ["ivanova"]),
        ("7701007776", ["acme"]),
        ("77010", ["acme"]),
        ("678", []),
        ("л", []),
        ("", []),
        ("%", []),
    ],
)
def test_matches_as_one_types(
    database: Database, people: dict[str, int], typed: str, expected: list[str]
) -> None:
    assert found(database, people, typed) == expected


def test_a_phone_of_a_family_is_two_matches(database: Database, people: dict[str, int], actor: Actor) -> None:
    husband = replace(IVANOVA, name="Иванов Пётр")
    accept(database, actor, visit(IntakeItem(washer("H-1"), request()), customer=husband))
    both = see(database, customers.find_customers, "9123456789")
    assert [match.data.name for match in both] == ["Иванов Пётр", "Иванова Мария Петровна"]


def test_a_match_brings_its_last_orders(database: Database, people: dict[str, int], actor: Actor) -> None:
    known = replace(IVANOVA, id=people["ivanova"])
    for number in range(5):
        accept(database, actor, visit(IntakeItem(washer(f"M-{number}"), request()), customer=known))
    match = see(database, customers.get_customer, people["ivanova"])
    assert (match.order_count, len(match.last_orders)) == (6, customers.LAST_ORDERS)
    assert match.last_orders[0].number > match.last_orders[-1].number
    assert see(database, customers.get_customer, 5) is None


def test_the_list_and_its_rows(database: Database, people: dict[str, int], actor: Actor) -> None:
    newest = see(database, customers.list_customer_ids)
    assert newest == [people[name] for name in ("acme", "li", "litvinov", "ivanova")]
    by_name = see(database, customers.list_customer_ids, sort="name")
    assert by_name == [people[name] for name in ("ivanova", "li", "litvinov", "acme")]
    assert see(database, customers.list_customer_ids, text="ли") == [people["li"], people["litvinov"]]
    order = see(database, customers.get_customer, people["li"]).last_orders[0]
    do(database, orders.cancel, actor, order.id, "передумал")
    row = see(database, customers.get_customer_rows, [people["li"]])[0]
    assert (row.order_count, row.open_count, row.phone) == (1, 0, "+7 916 704-66-97")
    assert row.last_accepted_at is not None


def test_the_card_tells_of_the_visits(database: Database, people: dict[str, int]) -> None:
    card = see(database, customers.get_customer_view, people["li"])
    assert card.data.name == "Ли Виктор Хен"
    assert [order.device for order in card.orders] == ["Стиральная машина Bosch WAN28263BY"]
    assert [row.verb for row in card.journal] == ["intake.accept"]
    assert card.has_key
    with pytest.raises(UserError, match="customer_not_found"):
        see(database, customers.get_customer_view, 5)

"""The card of a customer: corrected by the counter, told in the journal, found by its new words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.intakes import accept, ready, visit
from tests.support.verbs import do, journal, one_entry, refused_without, see
from workstation.db import Database
from workstation.documents.intake import CustomerData
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList
from workstation.queries.customers import get_customer_view
from workstation.queries.orders import find_orders
from workstation.rules.journal_words import describe
from workstation.services import customers
from workstation.statuses import CustomerKind, NotifyBy


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.fixture
def known(database: Database, actor: Actor) -> CustomerData:
    """A customer with one order."""
    return see(database, get_customer_view, accept(database, actor).customer_id).data


def test_a_card_is_corrected_and_the_orders_follow(
    database: Database, actor: Actor, known: CustomerData
) -> None:
    wanted = replace(known, name="Ёжикова Мария", phone="8 (999) 111-22-33", address="г. Тверь")
    one_entry(
        database, "customers.change", lambda: do(database, customers.change, actor, wanted, NotifyBy.SMS)
    )
    view = see(database, get_customer_view, known.id)
    assert (view.data.name, view.data.phone) == ("Ёжикова Мария", "+7 999 111-22-33")
    assert (view.data.address, view.notify_by) == ("г. Тверь", NotifyBy.SMS)
    assert len(see(database, find_orders, "ежикова")) == 1
    assert len(see(database, find_orders, "2233")) == 1
    assert see(database, find_orders, known.name.split()[0]) == []
    words = describe(next(row for row in view.journal if row.verb == "customers.change"))
    assert ("Имя", known.name, "Ёжикова Мария") in words.changes


def test_nothing_changed_leaves_no_entry(database: Database, actor: Actor, known: CustomerData) -> None:
    before = journal(database)
    assert (
        do(database, customers.change, actor, known, see(database, get_customer_view, known.id).notify_by)
        == {}
    )
    assert journal(database) == before


def test_a_wrong_card_is_refused_by_its_fields(database: Database, actor: Actor, known: CustomerData) -> None:
    wrong = replace(known, name=" ", phone="12", kind=CustomerKind.COMPANY, inn="7701007775")
    with pytest.raises(ErrorList) as refused:
        do(database, customers.change, actor, wrong, NotifyBy.PHONE)
    assert {error.field for error in refused.value.errors} == {
        "customer.name", "customer.phone", "customer.inn",
    }  # fmt: skip
    assert see(database, get_customer_view, known.id).data.name == known.name


def test_a_card_changed_elsewhere_is_a_conflict(
    database: Database, actor: Actor, known: CustomerData
) -> None:
    do(database, customers.change, actor, replace(known, address="раз"), NotifyBy.PHONE)
    with pytest.raises(ConflictError):
        do(database, customers.change, actor, replace(known, address="два"), NotifyBy.PHONE)


def test_only_the_counter_corrects_a_card(database: Database, actor: Actor, known: CustomerData) -> None:
    other = replace(known, address="иначе")

    def correct(who: Actor) -> None:
        do(database, customers.change, who, other, NotifyBy.PHONE)

    refused_without(database, actor, "customers.change", correct)
    assert see(database, get_customer_view, known.id).data.address is None


def test_a_name_corrected_at_the_next_intake_is_found_in_older_orders(
    database: Database, actor: Actor, known: CustomerData
) -> None:
    accept(database, actor, visit(customer=replace(known, name="Соколова Мария")))
    assert len(see(database, find_orders, "соколова")) == 2

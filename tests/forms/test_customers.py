"""The place «Клиенты»: find, open the card, issue a consent, erase the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import ENTER, ESCAPE, Desk
from tests.forms.test_order_list import LI, TV
from tests.support.intakes import accept, request, visit
from tests.support.verbs import journal, see
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.queries.customers import get_customer_view
from workstation.statuses import Role

Open = Callable[..., Desk]


@pytest.fixture
def li(sqlite_database: Database, actor: Actor) -> int:
    accept(sqlite_database, actor)
    return accept(sqlite_database, actor, visit(IntakeItem(TV, request()), customer=LI)).customer_id


@pytest.fixture
def open_desk(qtbot: Any, sqlite_database: Database, actor: Actor, li: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, "customers", role))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def test_find_and_open_by_keys(open_desk: Open) -> None:
    desk = open_desk()
    assert desk.page._count.text() == "2 клиента"
    desk.do("F")
    desk.type("ли")
    desk.press(ENTER, ENTER)
    assert desk.page.title == "Ли Виктор Хен"
    assert desk.focus() is desk.page._orders
    desk.press(ENTER)
    assert desk.page.title == "СЦ-2026-000002"
    desk.press(ESCAPE, ESCAPE)
    assert desk.page.title == "Клиенты"


def test_a_consent_goes_with_the_newest_order(open_desk: Open, sqlite_database: Database, li: int) -> None:
    desk = open_desk()
    desk.window.open_form("customer", li)
    desk.rest()
    desk.do("Ctrl+B")
    assert desk.page.title == "СЦ-2026-000002"
    assert "Согласие на обработку данных" in [item.text for item in desk.page._card.papers.items()]
    assert len(see(sqlite_database, get_customer_view, li).consents) == 1


def test_an_administrator_erases_the_key_with_a_reason(
    open_desk: Open, sqlite_database: Database, li: int
) -> None:
    desk = open_desk()
    desk.window.open_form("customer", li)
    desk.rest()
    desk.do("Ctrl+Delete")
    desk.type("Требование заказчика")
    desk.press(Qt.Key.Key_F9)
    assert not see(sqlite_database, get_customer_view, li).has_key
    assert journal(sqlite_database)[-1] == ("personal_data.erase", li)
    assert desk.page._gone.isVisible()
    assert "Ctrl+Delete" not in desk.open_keys()


def test_a_clerk_cannot_erase(open_desk: Open, li: int) -> None:
    desk = open_desk(Role.CLERK)
    desk.window.open_form("customer", li)
    desk.rest()
    assert "Ctrl+Delete" not in desk.open_keys()
    assert "Ctrl+B" in desk.open_keys()


def test_a_card_is_corrected_by_keys_and_typed_words_wait(
    open_desk: Open, sqlite_database: Database, li: int
) -> None:
    desk = open_desk()
    desk.window.open_form("customer", li)
    desk.rest()
    desk.do("F2")
    window = desk.dialog()
    window.form.focus("customer.address")
    desk.type("г. Тверь")
    desk.press(ESCAPE)
    desk.window.go_back()
    desk.window.open_form("customer", li)
    desk.rest()
    desk.do("F2")
    window = desk.dialog()
    assert window.form.value("customer.address") == "г. Тверь"
    window.form.set_value("customer.phone", "12")
    desk.press(Qt.Key.Key_F9)
    assert list(window.form.errors()) == ["customer.phone"]
    window.form.set_value("customer.phone", "8 999 111 22 33")
    desk.press(Qt.Key.Key_F9)
    assert desk.told() == "Карточка исправлена; выданные бумаги прежние"
    view = see(sqlite_database, get_customer_view, li)
    assert (view.data.address, view.data.phone) == ("г. Тверь", "+7 999 111-22-33")
    desk.do("F2")
    assert desk.dialog()._words.text() == ""
    desk.press(ESCAPE)


def test_a_technician_corrects_no_card(open_desk: Open, li: int) -> None:
    desk = open_desk(Role.TECHNICIAN)
    desk.window.open_form("customer", li)
    desk.rest()
    assert "F2" not in desk.open_keys()

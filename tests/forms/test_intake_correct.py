"""An accepted order corrected in the same form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from sqlalchemy import select, text

from tests.forms.intake_desk import Counter, Make
from tests.support.intakes import IVANOVA, accept, request, visit, washer
from tests.ui.keys import press
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.models import Draft, IssuedDocument
from workstation.queries.order_view import get_order_by_id
from workstation.services.orders import read_unlock_code


def opened(open_counter: Make, order_id: int) -> Counter:
    counter = open_counter()
    counter.window.open_form("intake", ("order", order_id))
    counter.rest()
    counter.rest()
    return counter


def test_the_form_shows_the_order_and_makes_a_new_version(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    asked = request(appearance="Царапины, Потёртости; 3 см справа", place="A-14", note="хрупкое")
    made = accept(sqlite_database, actor, visit(IntakeItem(washer(), asked)))
    counter = opened(open_counter, made.orders[0].id)
    assert counter.page.title == "Исправление СЦ-2026-000001"
    assert counter.form.value("customer.name") == IVANOVA.name
    assert counter.form.value("request.appearance_marks") == ("Царапины", "Потёртости")
    assert counter.form.value("request.appearance") == "3 см справа"
    counter.form.set_value("request.reported_fault", "не греет воду")
    counter.accept()
    with sqlite_database.begin() as session:
        order = get_order_by_id(session, made.orders[0].id)
        states = session.execute(
            select(IssuedDocument.__table__.c.version, IssuedDocument.__table__.c.state)
            .where(IssuedDocument.__table__.c.kind == "acceptance_act")
            .order_by(IssuedDocument.__table__.c.version)
        ).all()
    assert order.request.reported_fault == "не греет воду"
    assert set(order.request.accessories) == set(asked.accessories)
    assert order.request.appearance == asked.appearance
    assert (order.request.place, order.request.note) == ("A-14", "хрупкое")
    assert order.device == replace(order.device, serial_number="FD 0503 000123", price_paid=4_899_000)
    assert [tuple(row) for row in states] == [(1, "replaced"), (2, "valid")]


def test_an_unlock_code_given_before_stays(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    phone = washer(category="smartphone", imei="490154203237518")
    asked = request(unlock_code="1234", unlock_code_given=True)
    made = accept(sqlite_database, actor, visit(IntakeItem(phone, asked)))
    counter = opened(open_counter, made.orders[0].id)
    counter.form.set_value("request.note", "новое")
    counter.accept()
    order_id = made.orders[0].id
    with sqlite_database.begin(write=True) as session:
        assert get_order_by_id(session, order_id).request.unlock_code_given
        assert read_unlock_code(session, actor, order_id) == "1234"


def test_an_order_changed_elsewhere_is_told_and_loaded_anew(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    made = accept(sqlite_database, actor)
    counter = opened(open_counter, made.orders[0].id)
    counter.form.set_value("request.reported_fault", "иначе")
    with sqlite_database.begin(write=True) as session:
        session.execute(text("UPDATE work_order SET version = version + 1, note = 'B-2'"))
    counter.accept()
    assert "F5" in counter.bar_text()
    assert counter.form.value("request.reported_fault") == "иначе"
    press(Qt.Key.Key_F5)
    counter.rest()
    assert counter.form.value("request.note") == "B-2"


def test_a_correction_that_is_not_written_waits_for_its_user(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    order_id = accept(sqlite_database, actor).orders[0].id
    counter = opened(open_counter, order_id)
    counter.go("request.note", "не греет")
    press(Qt.Key.Key_Escape)
    counter.rest()
    counter.window.set_actor(actor, "intake")
    counter.rest()
    assert counter.page.desk.is_blank()
    counter.window.open_form("intake", ("order", order_id))
    counter.rest()
    counter.rest()
    assert counter.form.value("request.note") == "не греет"
    assert "исправление возвращено" in counter.bar_text()
    counter.accept()
    with sqlite_database.begin() as session:
        assert get_order_by_id(session, order_id).request.note == "не греет"
        assert session.execute(select(Draft.__table__)).all() == []


def test_f5_shows_the_order_as_it_is_written(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    order_id = accept(sqlite_database, actor).orders[0].id
    counter = opened(open_counter, order_id)
    counter.go("request.note", "не греет")
    counter.page.keep()
    press(Qt.Key.Key_F5)
    counter.rest()
    counter.rest()
    assert counter.form.value("request.note") is None
    with sqlite_database.begin() as session:
        assert session.execute(select(Draft.__table__)).all() == []

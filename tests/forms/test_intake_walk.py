"""The way of Enter, chips, known customers and devices, several devices of one visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from tests.forms.intake_desk import Counter, Make, fill_washer
from tests.support.intakes import IVANOVA, accept, request, visit, washer
from tests.ui.keys import press, type_text
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.models import DocumentOrder, IssuedDocument, WorkOrder
from workstation.rules import counter as rules
from workstation.statuses import DocumentKind

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
PERSON_WALK = [
    "customer.phone", "customer.name", "customer.address", "customer.email", "request.notify_by",
    "request.for_work", "more.representative", "request.documents.warranty_card",
    "request.documents.receipt", "more.papers", "request.note", "device.serial_number",
    "device.category", "device.brand", "device.model", "device.price_paid", "device.seller",
    "device.sold_on", "device.produced_on", "request.seals", "request.accessories",
    "request.appearance", "photos", "request.kind", "request.demand",
    "request.demanded_on", "request.reported_fault", "request.condition_code", "request.symptom_code",
    "request.agreed_until", "request.declared_value", "request.wants_presence", "request.wants_loaner",
    "request.prepayment", "request.place", "more.delivery",
]  # fmt: skip
"""Without a category there are no marks of appearance to choose from."""


def test_enter_walks_in_the_order_a_clerk_asks_and_shift_enter_back(counter: Counter) -> None:
    seen = []
    for _ in PERSON_WALK:
        seen.append(counter.form.current())
        press(ENTER)
    assert seen == PERSON_WALK
    assert counter.form.current() == "customer.phone"
    counter.form.focus("device.brand")
    press(ENTER, SHIFT)
    assert counter.form.current() == "device.category"
    counter.go("device.category", "Холодильник")
    press(ENTER)
    counter.rest()
    counter.form.focus("request.accessories")
    press(ENTER)
    assert counter.form.current() == "request.appearance_marks"


def test_a_company_is_asked_for_what_a_company_has(counter: Counter) -> None:
    counter.go("customer.kind", "к")
    seen = []
    for _ in range(8):
        press(ENTER)
        seen.append(counter.form.current())
    assert seen[:5] == [
        "customer.phone", "customer.inn", "customer.name", "customer.contact", "customer.kpp",
    ]  # fmt: skip
    assert "request.for_work" not in seen


def test_letters_choose_chips_and_digits_count(counter: Counter) -> None:
    counter.go("device.category", "Стиральная машина")
    press(ENTER)
    counter.rest()
    counter.go("request.accessories", "зб4")
    assert {one.name: one.quantity for one in counter.form.value("request.accessories")} == {
        "Шланг залива": 1,
        "Болты": 4,
    }
    counter.go("customer.kind", "b")
    assert counter.form.value("customer.kind").value == "entrepreneur"


def test_a_paid_request_shows_the_price_in_place_of_rights(counter: Counter) -> None:
    counter.go("request.kind", "п")
    shown = {path: counter.form.field(path).isVisible() for path in ("request.estimate.amount",)}
    assert shown == {"request.estimate.amount": True}
    assert not counter.form.request.loaner.isVisible()
    counter.go("request.kind", "г")
    assert counter.form.request.loaner.isVisible()


@pytest.mark.parametrize("typed", ["6789", "9123456789", "Иван"])
def test_a_known_customer_is_found_as_one_types(
    open_counter: Make, sqlite_database: Database, actor: Actor, typed: str
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    path = "customer.name" if typed.isalpha() else "customer.phone"
    counter.go(path, typed)
    counter.rest()
    if len(typed) < 10:
        press(Qt.Key.Key_Down)
    press(ENTER)
    assert counter.form.value("customer.name") == IVANOVA.name
    assert counter.form.value("customer.phone") == "+7 912 345-67-89"
    assert counter.form.field("customer.name").note().startswith("найдено по")
    assert counter.visit.customer is not None
    assert counter.visit.customer.order_count == 1


def test_after_a_known_customer_enter_goes_to_what_is_not_known(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    type_text("9123456789")
    counter.rest()
    press(ENTER)
    assert counter.form.current() == "request.documents.warranty_card"


def test_two_customers_with_one_phone_are_both_offered(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    accept(sqlite_database, actor, visit(customer=replace(IVANOVA, name="Иванов Пётр")))
    counter = open_counter()
    type_text("9123456789")
    counter.rest()
    popup = counter.form.customer.phone._popup
    assert [row.text for row in popup.rows()] == ["Иванов Пётр", "Иванова Мария Петровна"]
    press(ENTER)
    assert counter.visit.customer is None
    assert counter.form.current() == "customer.name"


def test_another_name_over_a_known_one_is_another_customer(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    type_text("9123456789")
    counter.rest()
    press(ENTER)
    counter.go("customer.name", "Сидоров")
    counter.rest()
    assert counter.visit.customer is None
    assert counter.form.value("customer.phone") == "+7 912 345-67-89"


def test_a_known_serial_brings_the_device_and_its_history(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    counter.go("device.serial_number", "fd0503000123")
    counter.rest()
    assert counter.form.value("device.category") == "washing_machine"
    assert counter.form.value("device.model") == "WAN28263BY"
    assert counter.form.field("device.serial_number").note() == "был у нас сегодня"
    side = counter.page.side
    assert not side._device.isHidden()
    press(ENTER)
    assert counter.form.current() == "request.seals"


def test_a_scanned_number_lands_in_the_serial(counter: Counter) -> None:
    counter.form.focus("request.note")
    counter.window.scanned("FD0503000999")
    counter.rest()
    assert counter.form.value("device.serial_number") == "FD0503000999"
    assert counter.form.current() == "device.category"


def test_chips_of_a_category_leave_the_focus_where_it_is(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    counter.form.focus("request.appearance_marks")
    counter.form.focus("device.serial_number")
    type_text("FD0503000123")
    counter.rest()
    assert counter.form.value("device.category") == "washing_machine"
    assert counter.form.current() == "device.serial_number"


def test_doubtful_numbers_are_warned_about_and_do_not_block(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter, **{"device.serial_number": "FD О503"})
    assert "русские буквы" in counter.form.field("device.serial_number").error()
    counter.accept()
    with sqlite_database.begin() as session:
        assert session.execute(select(WorkOrder.__table__.c.id)).all()


def test_a_luhn_mistake_in_an_imei_is_amber(counter: Counter) -> None:
    counter.go("device.category", "Смартфон")
    press(ENTER)
    counter.go("device.imei", "490154203237519")
    counter.rest()
    assert "контрольной цифре" in counter.form.field("device.imei").error()


def test_new_brand_and_model_are_simply_typed(counter: Counter) -> None:
    counter.go("device.brand", "Ёлкин и Ко")
    press(ENTER)
    counter.walk("М-1")
    assert counter.form.value("device.brand") == "Ёлкин и Ко"
    assert counter.form.value("device.model") == "М-1"


@pytest.mark.parametrize(("choice", "acts"), [("о", 1), ("к", 2)])
def test_several_devices_make_one_act_or_an_act_each(
    counter: Counter, sqlite_database: Database, choice: str, acts: int
) -> None:
    fill_washer(counter, **{"request.appearance": ""})
    counter.accept()
    assert "request.appearance" in counter.form.errors()
    counter.go("request.appearance", "царапина")
    counter.form.show_errors([("device.price_paid", "мимо")])
    counter.trigger("intake.more")
    assert counter.form.errors() == {}
    assert counter.form.value("device.brand") is None
    assert counter.form.value("customer.name") == "Иванова Мария Петровна"
    for path, text in (
        ("device.serial_number", "A-77"),
        ("device.category", "Холодильник"),
        ("device.brand", "LG"),
        ("request.appearance", "чисто"),
        ("request.reported_fault", "не холодит"),
        ("request.declared_value", "20000"),
        ("one_act", choice),
    ):
        counter.go(path, text)
        press(ENTER)
    counter.accept()
    with sqlite_database.begin() as session:
        orders = session.execute(select(WorkOrder.__table__.c.reported_fault)).scalars().all()
        kinds = session.execute(select(IssuedDocument.__table__.c.kind)).scalars().all()
        links = session.execute(select(DocumentOrder.__table__)).all()
    assert sorted(orders) == ["не отжимает", "не холодит"]
    assert kinds.count(DocumentKind.ACCEPTANCE_ACT.value) == acts
    assert kinds.count(DocumentKind.DEVICE_LABEL.value) == 2
    assert len(links) == 4
    assert len(counter.visit.items) == 1


def test_an_error_of_another_device_brings_that_device_back(counter: Counter) -> None:
    fill_washer(counter)
    counter.form.set_value("request.reported_fault", None)
    counter.trigger("intake.more")
    counter.go("device.brand", "LG")
    counter.go("device.category", "Холодильник")
    for path, text in (
        ("request.appearance", "ч"),
        ("request.reported_fault", "х"),
        ("request.declared_value", "1"),
    ):
        counter.go(path, text)
    counter.accept()
    assert counter.visit.current == 0
    assert counter.form.current() == "request.reported_fault"
    assert counter.form.value("device.brand") == "Bosch"


def test_marks_of_each_device_reach_its_own_order(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter, **{"request.appearance": "слева"})
    counter.go("request.appearance_marks", "ц")
    counter.trigger("intake.more")
    for path, text in (
        ("device.category", "Смартфон"),
        ("device.brand", "Samsung"),
        ("request.reported_fault", "не включается"),
        ("request.declared_value", "1"),
    ):
        counter.go(path, text)
        press(ENTER)
    counter.rest()
    counter.go("request.appearance_marks", "с")
    counter.accept()
    with sqlite_database.begin() as session:
        found = session.execute(select(WorkOrder.__table__.c.appearance)).scalars().all()
    assert sorted(found) == ["Скол", "Царапины; слева"]


def test_devices_can_be_switched_and_taken_out(counter: Counter) -> None:
    fill_washer(counter)
    counter.trigger("intake.more")
    counter.go("device.brand", "LG")
    counter.trigger("intake.previous_item")
    assert counter.form.value("device.brand") == "Bosch"
    counter.trigger("intake.next_item")
    assert counter.form.value("device.brand") == "LG"
    counter.trigger("intake.remove_item")
    assert counter.form.value("device.brand") == "Bosch"
    assert len(counter.visit.items) == 1


def test_the_panel_follows_the_facts(counter: Counter) -> None:
    assert "ждём фактов" in counter.page.side.banner.title()
    fill_washer(counter)
    assert "10.06.20" in counter.page.side.banner.title()
    counter.go("request.kind", "р")
    counter.rest()
    assert counter.page.side.banner.title().startswith("Предпродажный ремонт")


def test_appearance_is_one_text_and_comes_apart_again() -> None:
    whole = rules.join_appearance(["Царапины", "Потёртости"], " 3 см справа ")
    assert whole == "Царапины, Потёртости; 3 см справа"
    assert rules.split_appearance(whole, ["Потертости", "Царапины", "Вмятины"]) == (
        ("Царапины", "Потертости"),
        "3 см справа",
    )
    assert rules.split_appearance("просто слова; и ещё", ["Царапины"]) == ((), "просто слова; и ещё")


@pytest.mark.parametrize(
    ("text", "has_imei", "expected"),
    [
        ("490154203237518", True, (None, "490154203237518")),
        ("49-015420-323751-8", True, (None, "490154203237518")),
        ("490154203237518", False, ("490154203237518", None)),
        ("490154203237519", True, ("490154203237519", None)),
        ("FD 0503", True, ("FD 0503", None)),
    ],
)
def test_a_number_with_a_right_check_digit_is_an_imei(
    text: str, has_imei: bool, expected: tuple[str | None, str | None]
) -> None:
    assert rules.split_number(text, None, has_imei) == expected


def test_an_open_order_of_the_same_number_is_warned_about(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    made = accept(sqlite_database, actor, visit(IntakeItem(washer("ZZ 123"), request())))
    counter = open_counter()
    counter.go("device.serial_number", "zz-123")
    counter.rest()
    texts = [
        one.text()
        for one in counter.page.side._device.findChildren(type(counter.form.field("photos")._label))
    ]
    assert any(made.orders[0].number in text for text in texts)

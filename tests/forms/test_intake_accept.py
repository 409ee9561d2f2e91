"""F9: from keys to rows; what is wrong is marked, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from tests.forms.intake_desk import ENTER, Counter, fill_washer
from tests.ui.keys import press
from workstation.db import Database
from workstation.documents.billing import PaymentMethod
from workstation.models import Base, Customer, Draft, Payment, PrintJob, WorkOrder
from workstation.queries.order_view import get_order
from workstation.statuses import CustomerKind, Demand, RequestKind

HOSTILE = "О'Коннор <b>«Ёлка»</b> & Co №5 ₽"


def count(database: Database, model: type[Base]) -> int:
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(model.__table__)).scalar_one())


def only_order(database: Database) -> object:
    with database.begin() as session:
        number = session.execute(select(WorkOrder.__table__.c.number)).scalar_one()
        return get_order(session, number)


def test_f9_writes_what_was_typed(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter)
    counter.accept()
    order = only_order(sqlite_database)
    assert order.customer.name == "Иванова Мария Петровна"
    assert order.customer.phone == "+7 912 345-67-89"
    assert order.customer.kind is CustomerKind.PERSON
    assert (order.device.category, order.device.brand, order.device.model) == (
        "washing_machine", "Bosch", "WAN28263BY",
    )  # fmt: skip
    assert order.device.serial_number == "FD 0503 000123"
    assert order.device.sold_on == date(2025, 6, 10)
    assert (order.request.kind, order.request.demand) == (RequestKind.WARRANTY, Demand.REPAIR)
    assert order.request.demanded_on == date(2026, 5, 22)
    assert order.request.appearance == "царапина 3 см на правой стенке"
    assert order.request.declared_value == 4_000_000
    assert count(sqlite_database, PrintJob) == 3


def test_after_f9_the_form_is_ready_for_the_next_customer(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter)
    counter.accept()
    assert counter.bar_text().startswith("Принят СЦ-2026-000001, печатается…")
    assert counter.form.current() == "customer.phone"
    assert counter.page.desk.is_blank()
    assert not counter.form.device.marks.isVisible()
    assert not counter.page.side._clocks.isVisible()
    assert count(sqlite_database, Draft) == 0
    fill_washer(
        counter, **{"customer.name": "Ли", "customer.phone": "9991112233", "device.serial_number": "B2"}
    )
    counter.accept()
    assert count(sqlite_database, WorkOrder) == 2


def test_missing_fields_are_marked_and_the_first_has_the_focus(
    counter: Counter, sqlite_database: Database
) -> None:
    counter.go("customer.name", "Ли")
    counter.accept()
    errors = counter.form.errors()
    assert list(errors)[0] == "customer.phone"
    assert counter.form.current() == "customer.phone"
    assert {"device.category", "device.brand", "request.reported_fault", "request.declared_value"} <= set(
        errors
    )
    assert counter.bar_text().startswith("6 ошибок")
    assert count(sqlite_database, WorkOrder) == 0
    assert counter.form.value("customer.name") == "Ли"


def test_tab_goes_to_the_next_error(counter: Counter) -> None:
    fill_washer(counter, **{"customer.phone": "12", "request.declared_value": "дорого"})
    counter.accept()
    assert set(counter.form.errors()) == {"customer.phone", "request.declared_value"}
    press(Qt.Key.Key_Tab)
    assert counter.form.current() == "request.declared_value"


@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        ("request.agreed_until", "12.01.2027", "Не позже 06.07.2026"),
        ("device.sold_on", "01.06.2026", "позже сегодняшней"),
        ("request.demanded_on", "", "когда предъявлено"),
        ("request.prepayment", "1,234", "сумму цифрами"),
        ("customer.email", "не почта", "адрес почты"),
    ],
)
def test_a_wrong_value_says_what_to_do(counter: Counter, path: str, typed: str, words: str) -> None:
    fill_washer(counter)
    counter.form.set_value(path, None)
    counter.go(path, typed)
    counter.accept()
    assert list(counter.form.errors()) == [path]
    assert words in counter.form.errors()[path]


def test_a_field_left_with_something_unreadable_says_so_at_once(counter: Counter) -> None:
    counter.walk("12 34")
    assert "не хватает цифр" in counter.form.field("customer.phone").error()


def test_hostile_texts_arrive_as_typed(counter: Counter, sqlite_database: Database) -> None:
    fault = "مرحبا 😀 " + "очень длинно " * 800
    fill_washer(counter, **{"customer.name": HOSTILE, "device.model": "Ж😀"})
    counter.form.set_value("request.reported_fault", fault[:10_000])
    counter.accept()
    order = only_order(sqlite_database)
    assert order.customer.name == HOSTILE
    assert order.device.model == "Ж😀"
    assert order.request.reported_fault == fault[:10_000].strip()


def test_a_company_has_its_legal_details(counter: Counter, sqlite_database: Database) -> None:
    counter.go("customer.kind", "к")
    fill_washer(
        counter,
        **{
            "customer.name": "ООО «Ёлка»",
            "customer.inn": "7702008885",
            "customer.kpp": "770201001",
            "customer.contact": "Щёголева Юлия",
        },
    )
    counter.accept()
    order = only_order(sqlite_database)
    assert (order.customer.inn, order.customer.kpp) == ("7702008885", "770201001")
    assert order.customer.contact == "Щёголева Юлия"
    assert order.request.use.value == "business"


def test_a_paid_request_has_a_price_and_a_data_device_a_code(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter, **{"device.category": "Смартфон", "device.serial_number": "490154203237518"})
    counter.go("request.kind", "п")
    for path, text in (
        ("request.estimate.amount", "3500"),
        ("request.approval_limit", "5000"),
        ("request.work_warranty_months", "6"),
        ("request.data_backup", "Согласен"),
        ("request.unlock_code", "1234"),
    ):
        counter.go(path, text)
    counter.accept()
    order = only_order(sqlite_database)
    assert order.request.kind is RequestKind.PAID
    assert order.request.estimate.amount == 350_000
    assert (order.request.approval_limit, order.request.work_warranty_months) == (500_000, 6)
    assert order.request.unlock_code_given
    assert order.request.data_backup.value == "loss_accepted"
    assert (order.device.imei, order.device.serial_number) == ("490154203237518", None)


def test_what_hides_in_a_sheet_is_saved_and_checked(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter)
    counter.form.focus("more.representative")
    press(Qt.Key.Key_F4)
    counter.walk("Петров Пётр", "17", "01.05.2026", "31.12.20xx")
    counter.go("request.note")
    counter.accept()
    assert "customer.power_of_attorney.valid_to" in counter.form.errors()
    counter.go("customer.power_of_attorney.valid_to", "31.12.2026")
    counter.accept()
    order = only_order(sqlite_database)
    assert order.customer.contact == "Петров Пётр"
    assert order.customer.power_of_attorney.number == "17"
    assert order.customer.power_of_attorney.valid_to == date(2026, 12, 31)


def test_the_customer_stays_one_when_known(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter)
    counter.accept()
    counter.go("customer.phone", "9123456789")
    counter.rest()
    press(Qt.Key.Key_Return)
    fill_rest = {"device.serial_number": "NEW 1", "device.brand": "LG"}
    for path, text in fill_rest.items():
        counter.go(path, text)
    counter.go("device.category", "Холодильник")
    counter.go("request.appearance", "чисто")
    counter.go("request.reported_fault", "шумит")
    counter.go("request.declared_value", "1")
    counter.accept()
    assert count(sqlite_database, Customer) == 1
    assert count(sqlite_database, WorkOrder) == 2


def test_a_prepayment_is_in_cash_unless_a_key_says_otherwise(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter)
    assert not counter.form.request._methods.isVisible()
    counter.go("request.prepayment", "1000")
    press(ENTER)
    assert counter.form.current() == "request.prepayment_method"
    assert counter.form.value("request.prepayment_method") is PaymentMethod.CASH
    press("к")
    counter.accept()
    with sqlite_database.begin() as session:
        found = session.execute(select(Payment.__table__.c.method, Payment.__table__.c.amount_kopecks)).all()
    assert [tuple(row) for row in found] == [("card", 100_000)]
    assert not counter.form.request._methods.isVisible()
    assert counter.form.value("request.prepayment_method") is None

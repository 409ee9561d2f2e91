"""What the intake says of the facts typed so far: what is asked for, what the number suggests, warnings."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from tests.forms.intake_desk import Counter, fill_washer
from tests.support.intakes import accept
from tests.ui.keys import press, type_text
from ui.widgets.buttons import LinkButton
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.warranty import EntitlementCode

SERIAL = "FD 0503 000123"


def begin(counter: Counter, serial: str = SERIAL) -> None:
    """Kind, brand and number; no date of sale."""
    for path, text in (
        ("device.category", "Стиральная машина"),
        ("device.brand", "Bosch"),
        ("device.serial_number", serial),
    ):
        counter.go(path, text)
        press(Qt.Key.Key_Return)
    counter.rest()


def asked(counter: Counter) -> list[str]:
    return [link.text() for link in counter.page.side._asked.findChildren(LinkButton)]


def verdict(counter: Counter) -> EntitlementCode:
    found = counter.page.facts._verdict
    assert found is not None
    return found.verdict.entitlement.code


def test_what_is_missing_is_a_key_and_a_click_away(counter: Counter) -> None:
    begin(counter)
    assert asked(counter) == ["Дата продажи изделия", "Дата выпуска изделия"]
    counter.form.focus("request.reported_fault")
    counter.trigger("intake.asked")
    assert counter.form.current() == "device.sold_on"
    counter.trigger("intake.asked")
    assert counter.form.current() == "device.produced_on"
    counter.form.focus("request.reported_fault")
    counter.page.side._asked.findChildren(LinkButton)[0].click()
    assert counter.form.current() == "device.sold_on"
    type_text("10.06.2025")
    counter.rest()
    assert asked(counter) == []
    assert verdict(counter) is not EntitlementCode.UNKNOWN


def test_a_guess_by_the_number_is_no_fact_until_it_is_taken(counter: Counter) -> None:
    begin(counter)
    guess = counter.form.device.guess
    assert guess.text() == "Предположительно 03.2025: взять, Ctrl+G"
    assert "код FD" in guess.toolTip()
    assert counter.form.value("device.produced_on") is None
    assert verdict(counter) is EntitlementCode.UNKNOWN
    counter.trigger("intake.guess")
    counter.rest()
    assert counter.form.value("device.produced_on") == date(2025, 3, 1)
    assert guess.text() == "предположительно, код FD"
    assert verdict(counter) is not EntitlementCode.UNKNOWN
    counter.go("device.produced_on", "04.2025")
    counter.rest()
    assert guess.text() == "по номеру 03.2025, код FD"
    counter.form.set_value("device.serial_number", None)
    counter.rest()
    assert not guess.isVisible()


def test_a_scan_that_differs_is_told_and_the_second_one_is_taken(counter: Counter) -> None:
    begin(counter)
    assert counter.page.scanned("FD0503000999")
    counter.rest()
    assert counter.form.value("device.serial_number") == SERIAL
    words = counter.form.field("device.serial_number").error()
    assert "Отсканирован номер FD0503000999, введён FD 0503 000123" in words
    assert counter.page.scanned("FD0503000999")
    counter.rest()
    assert counter.form.value("device.serial_number") == "FD0503000999"
    assert counter.form.field("device.serial_number").error() == ""


def test_a_number_that_is_open_elsewhere_and_a_wrong_imei_are_told(
    counter: Counter, sqlite_database: Database, actor: Actor
) -> None:
    number = accept(sqlite_database, actor).orders[0].number
    begin(counter)
    counter.form.focus("device.seller")
    counter.rest()
    assert f"открыт заказ {number}" in counter.form.field("device.serial_number").error()
    counter.form.set_value("device.serial_number", None)
    counter.go("device.category", "Смартфон")
    press(Qt.Key.Key_Return)
    counter.rest()
    counter.go("device.imei", "356938035643800")
    counter.form.focus("device.seller")
    counter.rest()
    assert "контрольной цифре" in counter.form.field("device.imei").error()


def test_a_number_that_fits_no_mask_is_told_once_it_is_typed(counter: Counter) -> None:
    begin(counter, "")
    counter.go("device.serial_number", "ABC")
    counter.rest()
    assert counter.form.field("device.serial_number").error() == ""
    counter.form.focus("device.seller")
    type_text("ООО")
    counter.rest()
    assert "не похож на серийный номер Bosch" in counter.form.field("device.serial_number").error()


def test_words_that_are_no_facts_ask_for_no_verdict(counter: Counter) -> None:
    fill_washer(counter)
    before = counter.page.facts._verdict
    counter.go("request.reported_fault", " и гудит")
    counter.rest()
    assert counter.page.facts._verdict is before
    counter.form.set_value("device.sold_on", date(2020, 1, 1))
    counter.rest()
    assert counter.page.facts._verdict is not before

"""How the centre bills, by keys: dated tax modes, discounts by role, terms of invoices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.session_desk import Desk, put
from tests.forms.test_registers import keys, section, see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import TaxMode
from workstation.documents.people import Actor
from workstation.queries.bench_catalogue import list_all_operations
from workstation.queries.money import list_work_prices, tax_mode
from workstation.queries.settings import load_settings
from workstation.statuses import Role

pytestmark = pytest.mark.real_clock
F7, F9 = Qt.Key.Key_F7, Qt.Key.Key_F9


@pytest.fixture
def desk(qtbot: Any, sqlite_address: str, actor: Actor) -> Iterator[Desk]:
    made = Desk(qtbot, sqlite_address)
    made.inside()
    yield made
    made.close()


def put_all(one: Any, **texts: str) -> None:
    for path, text in texts.items():
        put(one.forms[0].field(path).editor, text)


def test_a_new_tax_mode_begins_on_its_day_and_the_earlier_stay(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "BillingSection")
    before = see(sqlite_database, tax_mode, date(2026, 3, 1))
    put_all(one, since="01.04.2026")
    one.forms[0].set_value("mode", TaxMode.USN_LOW.value)
    keys(desk, F9)
    put_all(one, since="01.07.2026")
    one.forms[0].set_value("mode", TaxMode.USN_HIGH.value)
    keys(desk, F9)
    days = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1))
    found = [see(sqlite_database, tax_mode, day) for day in days]
    assert found == [before, TaxMode.USN_LOW, TaxMode.USN_LOW, TaxMode.USN_HIGH]
    shown = [(row.name, row.amount) for row in one._history.rows()]
    assert shown == [("УСН, НДС 5 %", "с 01.04.2026"), ("УСН, НДС 7 %", "с 01.07.2026")]


def test_a_mode_without_its_day_is_not_stored_and_stays_typed(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "BillingSection")
    one.forms[0].set_value("mode", TaxMode.OSNO.value)
    keys(desk, F9)
    assert one.forms[0].errors() == {"since": "Укажите, с какого дня"}
    assert one.forms[0].value("mode") == TaxMode.OSNO.value
    assert see(sqlite_database, load_settings)["money.tax_modes"] == []


def test_discounts_by_role_and_terms_of_invoices(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "BillingSection")
    put_all(one, clerk="7", days="10", terms="Оплата до выдачи изделия")
    keys(desk, F9)
    settings = see(sqlite_database, load_settings)
    assert settings["money.discount_limits"]["clerk"] == 7
    assert settings["money.discount_limits"][Role.MANAGER.value] == 30
    assert settings["money.invoice_days"] == 10
    assert settings["money.invoice_terms"] == "Оплата до выдачи изделия"


def test_a_new_price_holds_from_its_day_and_the_old_one_stays(desk: Desk, sqlite_database: Database) -> None:
    operation = see(sqlite_database, list_all_operations)[0]
    one = section(desk, "PricesSection")
    keys(desk, F7)
    one.fields.set_value("operation", operation.code)
    put(one.fields.field("price").editor, "1500")
    put(one.fields.field("valid_from").editor, "01.01.2026")
    keys(desk, F9)
    assert [row.second for row in one._shown] == ["1\u00a0500,00\u00a0₽ · с 01.01.2026"]
    assert not one.fields.field("operation").editor.isEnabled()
    put(one.fields.field("price").editor, "1800")
    keys(desk, F9)
    found = see(sqlite_database, list_work_prices)
    assert [(row.price, row.valid_from) for row in found] == [
        (150_000, date(2026, 1, 1)),
        (180_000, clock.today()),
    ]


def test_a_price_without_its_operation_stays_typed(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "PricesSection")
    keys(desk, F7)
    put(one.fields.field("price").editor, "1500")
    keys(desk, F9)
    assert one.fields.errors() == {"operation": "Выберите операцию: F4 — список"}
    assert one.fields.value("price") == 150_000
    assert see(sqlite_database, list_work_prices) == ()

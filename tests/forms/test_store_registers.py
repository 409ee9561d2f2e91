"""Old parts, suppliers, warehouses and cells by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import ENTER, Desk
from tests.forms.test_store import rows
from tests.support.stock import Store, open_store
from tests.support.verbs import do, see
from workstation import clock
from workstation.db import Database
from workstation.documents.purchasing import SupplierData
from workstation.documents.stock import OldPartData, OldPartFate
from workstation.queries.purchasing import list_suppliers
from workstation.queries.stock import list_bins, list_old_parts
from workstation.services import old_parts, suppliers
from workstation.statuses import Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database) -> Store:
    return open_store(sqlite_database)


@pytest.fixture
def open_view(qtbot: Any, store: Store) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(view: str, role: Role | None = None) -> Desk:
        desk = Desk(qtbot, store.database, store.actor, "store", role)
        desks.append(desk)
        desk.window.open_form("store", view)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def titles(desk: Desk) -> list[str]:
    side = desk.page._side
    return [side.item(row).text() for row in range(side.count())]


def test_an_old_part_is_settled(open_view: Open, store: Store) -> None:
    due = clock.today() - timedelta(days=2)
    told = OldPartData("Помпа", OldPartFate.MANUFACTURER, serial_number="P-1", due_on=due, rma_number="RMA-7")
    store.do(old_parts.tag, store.order_id, told)
    store.do(old_parts.tag, store.order_id, OldPartData("Плата", OldPartFate.KEEP))
    desk = open_view("old_parts", Role.STOREKEEPER)
    assert "Старые детали · 2" in titles(desk)
    first = rows(desk)[0]
    assert first[:2] == ["СД-2026-000001", "Помпа"]
    assert first[-1] == "просрочено на 2 дня"
    desk.do("F9")
    form = desk.dialog().form
    assert (form.value("fate"), form.value("rma_number")) == ("manufacturer", "RMA-7")
    form.set_value("rma_number", "RMA-8")
    desk.press(F9)
    assert [row[1] for row in rows(desk)] == ["Плата"]
    settled = see(store.database, list_old_parts, store.actor.branch_id, open_only=False)
    assert {row.name: row.rma_number for row in settled if row.settled_at} == {"Помпа": "RMA-8"}
    desk.do("F9")
    desk.press(F9)
    assert set(desk.dialog().form.errors()) == {"fate"}


def test_enter_opens_the_order_of_an_old_part(open_view: Open, store: Store) -> None:
    store.do(old_parts.tag, store.order_id, OldPartData("Плата", OldPartFate.KEEP))
    desk = open_view("old_parts")
    desk.press(ENTER)
    assert desk.page.title == "СЦ-2026-000001"


def test_a_supplier_is_added_and_changed(open_view: Open, store: Store) -> None:
    desk = open_view("suppliers")
    (offer,) = desk.page.panel()._first_buttons
    assert offer.isVisible()
    desk.do("F")
    desk.type("деталь")
    assert not offer.isVisible()
    desk.page.panel().filter.clear()
    desk.do("Ctrl+N")
    form = desk.dialog().form
    desk.type("ООО Деталь")
    form.set_value("inn", "7701007770")
    desk.press(F9)
    assert form.errors()["inn"]
    form.set_value("inn", "7701007776")
    desk.press(F9)
    assert [row[:2] for row in rows(desk)] == [["ООО Деталь", "7701007776"]]
    (row,) = see(store.database, list_suppliers)
    desk.do("F2")
    form = desk.dialog().form
    form.focus("note")
    desk.type("по пятницам")
    other = SupplierData("ООО Деталь Плюс", row.inn)
    do(store.database, suppliers.change_supplier, store.actor, row.id, other, row.version)
    desk.press(F9)
    assert form.value("name") == "ООО Деталь Плюс"
    desk.press(F9)
    (row,) = see(store.database, list_suppliers)
    assert (row.name, row.note) == ("ООО Деталь Плюс", "по пятницам")


def test_a_warehouse_gets_cells_and_another_name(open_view: Open, store: Store) -> None:
    desk = open_view("bins")
    desk.do("Ctrl+N")
    desk.type("Брак")
    desk.press(F9)
    assert [row[0] for row in rows(desk)] == ["Брак", "Основной склад"]
    desk.page.panel().table.go_to(see(store.database, list_bins, store.actor.branch_id)[1].id)
    desk.do("F7")
    desk.type("А-12")
    desk.press(F9)
    assert [row[:2] for row in rows(desk)][2] == ["Основной склад", "А-12"]
    desk.do("F7")
    desk.type("а12")
    desk.press(F9)
    assert "уже есть" in desk.dialog().form.errors()["bin"]
    desk.dialog().reject()
    desk.rest()
    desk.do("F2")
    desk.dialog().form.set_value("name", "Брак")
    desk.press(F9)
    assert "уже есть" in desk.dialog().form.errors()["name"]
    desk.dialog().form.set_value("name", "Главный склад")
    desk.press(F9)
    assert {row.warehouse for row in see(store.database, list_bins, store.actor.branch_id)} == {
        "Брак",
        "Главный склад",
    }


def test_what_lies_in_a_cell_is_seen_and_counted(open_view: Open, store: Store) -> None:
    store.receive(store.part(), 3, 600_000, cell="А-12")
    desk = open_view("bins")
    assert rows(desk)[1] == ["Основной склад", "А-12", "1", "—"]
    desk.page.panel().table.go_to(store.cell("А-12"))
    desk.do("F6")
    panel = desk.page.panel()
    assert panel._cell.text() == "А-12"
    assert [item.text for item in panel._left.items()] == ["00751313 Помпа сливная"]
    desk.window.open_form("store", "bins")
    desk.rest()
    desk.page.panel().table.go_to(store.cell("А-12"))
    desk.press(ENTER)
    desk.press(ENTER)
    assert desk.page.title == "Помпа сливная"


def test_a_clerk_has_no_registers_of_the_store(open_view: Open) -> None:
    shown = set(titles(open_view("catalogue", Role.CLERK)))
    assert "Каталог и остатки" in shown
    assert shown & {"Пересчёт", "Старые детали", "Поставщики", "Склады и ячейки"} == set()

"""The list of the store and what the card of a part asks, on both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import see
from workstation import clock
from workstation.db import Database
from workstation.documents.purchasing import SupplierData, WantedLine
from workstation.documents.stock import OldPartData, OldPartFate
from workstation.queries import part_stock, stock, stock_list
from workstation.services import old_parts, part_requests, purchasing, suppliers, warehouses


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def ask(store: Store, query: Any, *arguments: Any, **named: Any) -> Any:
    """A query about the branch."""
    return see(store.database, query, store.actor.branch_id, *arguments, **named)


def test_the_list_is_sorted_filtered_and_found(store: Store) -> None:
    pump = store.part("B-2", "Помпа", models=("WAN24260",))
    seal = store.part("A-1", "Уплотнитель")
    board = store.part("C-3", "Модуль", brand="Askoll")
    store.receive(pump, 1, 100)
    store.receive(board, 5, 500)
    store.ask(pump)

    def ids(**named: Any) -> list[int]:
        found: list[int] = ask(store, stock_list.list_part_ids, **named)
        return found

    assert ids() == [seal, pump, board]
    assert ids(descending=True) == [board, pump, seal]
    assert ids(sort="name") == [board, pump, seal]
    assert ids(sort="brand") == [board, seal, pump]
    assert ids(sort="free", descending=True)[0] == board
    assert ids(in_stock=True) == [pump, board]
    assert ids(in_stock=True, text="мод") == [board]
    assert ids(text="wan24") == [pump]
    assert ids(text="м") == [seal, pump, board]
    assert ids(text="askoll модуль") == [board]
    assert ids(text="нет такой") == []
    assert ids(limit=1) == [seal]


def test_rows_name_the_cells(store: Store) -> None:
    pump = store.part()
    store.receive(pump, 2, 200, cell="Б-1")
    store.receive(pump, 1, 100)
    (row,) = ask(store, stock_list.get_stock_rows, [pump], clock.today())
    assert (row.part.on_hand, row.cells) == (3, ("Основной склад", "Б-1"))
    assert ask(store, stock_list.get_stock_rows, [], clock.today()) == []


def test_layers_stand_in_the_order_in_which_they_go(store: Store) -> None:
    pump = store.part()
    store.receive(pump, 2, 200)
    store.receive(pump, 3, 900)
    request = store.ask(pump, 3).requests[0].id
    issues = store.do(part_requests.issue, request)
    assert [(one.left, one.quantity, one.cost_left) for one in ask(store, part_stock.list_layers, pump)] == [
        (2, 3, 600)
    ]
    (out,) = ask(store, part_stock.list_issues_out, pump)
    assert (out.id, out.left, out.bin_id) == (issues[0], 3, store.cell())


def test_what_a_supplier_owes(store: Store) -> None:
    pump = store.part()
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО Деталь"))
    made = store.do(purchasing.make_purchase, supplier, store.warehouse_id, (WantedLine(pump, 4, 100),))
    promised = clock.today() + timedelta(days=3)
    store.do(purchasing.mark_sent, made, "письмом", promised)
    (row,) = ask(store, part_stock.list_expected, pump)
    assert (row.purchase_id, row.supplier, row.left, row.promised_on) == (made, "ООО Деталь", 4, promised)


def test_what_should_lie_in_a_cell(store: Store) -> None:
    pump, board = store.part(), store.part("BD-1", "Плата", is_serial=True)
    store.receive(pump, 2, 200, cell="А-12")
    store.receive(board, 2, 200, cell="А-12", serials=("S2", "S1"))
    store.ask(pump)
    found = ask(store, part_stock.list_booked, store.warehouse_id, "а 12")
    assert [(one.number, one.on_hand, one.reserved, one.serials) for one in found] == [
        ("00751313", 2, 1, ()),
        ("BD-1", 2, 0, ("S1", "S2")),
    ]
    assert ask(store, part_stock.list_booked, store.warehouse_id, "Я-1") == []


def test_cells_and_old_parts_are_counted(store: Store) -> None:
    store.receive(store.part(), 2, 200, cell="А-12")
    store.receive(store.part("X1", "Ремень"), 1, 100, cell="А-12")
    store.ask(ask(store, stock_list.list_part_ids, text="X1")[0])
    store.do(warehouses.add_warehouse, "Брак")
    assert [(one.warehouse, one.code, one.parts, one.promised) for one in ask(store, stock.list_bins)] == [
        ("Брак", "", 0, 0),
        ("Основной склад", "", 0, 0),
        ("Основной склад", "А-12", 2, 1),
    ]
    store.do(old_parts.tag, store.order_id, OldPartData("Помпа", OldPartFate.SCRAP))
    assert ask(store, stock.count_old_parts) == 1

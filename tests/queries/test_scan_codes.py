"""Every scannable code names its row; a field that wants one kind of row refuses the code of another."""

from __future__ import annotations

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import see
from workstation.db import Database
from workstation.documents.codes import Coded, CodeKind
from workstation.documents.places import PlaceData, PlaceKind
from workstation.documents.purchasing import SupplierData, WantedLine
from workstation.errors import UserError
from workstation.queries.parts import part_id_of
from workstation.queries.purchasing import purchase_id_of
from workstation.queries.scan_codes import find_coded, find_numbered
from workstation.queries.stock import bin_id_of, list_serials
from workstation.rules import codes
from workstation.services import places, purchasing, suppliers


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def named(store: Store, key: int) -> Coded | None:
    found: Coded | None = see(store.database, find_coded, codes.encode(key))
    return found


def test_each_code_names_its_row(store: Store) -> None:
    part = store.part()
    board = store.part("BD-1", "Плата", is_serial=True)
    receipt = store.receive(board, 1, 100, serials=("SN-7",), cell="А-12").receipt_id
    cell = store.cell("А-12")
    (piece,) = see(store.database, list_serials, store.actor.branch_id, part_id=board)
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    purchase = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(part, 1, 5)])
    place = store.do(places.save_place, PlaceData(PlaceKind.SHELF, "Б-02"))
    assert [
        named(store, key) for key in (part, piece.id, cell, purchase, receipt, place, store.order_id)
    ] == [
        Coded(CodeKind.PART, part, "00751313", "Помпа сливная", part),
        Coded(CodeKind.PIECE, piece.id, "SN-7", "BD-1", board),
        Coded(CodeKind.BIN, cell, "А-12", "Основной склад"),
        Coded(CodeKind.PURCHASE, purchase, "ЗП-2026-000001", "ООО «Детали»"),
        Coded(CodeKind.RECEIPT, receipt, "ПР-2026-000001"),
        Coded(CodeKind.PLACE, place, "Б-02"),
        Coded(CodeKind.ORDER, store.order_id, "СЦ-2026-000001"),
    ]
    assert named(store, 7) is None


def test_numbers_of_purchasing_are_found(store: Store) -> None:
    part = store.part()
    receipt = store.receive(part, 1, 100).receipt_id
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    purchase = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(part, 1, 5)])
    found = [
        see(store.database, find_numbered, text) for text in (" зп-2026-000001", "ПР-2026-000001", "ПР-1")
    ]
    assert found == [
        Coded(CodeKind.PURCHASE, purchase, "ЗП-2026-000001", "ООО «Детали»"),
        Coded(CodeKind.RECEIPT, receipt, "ПР-2026-000001"),
        None,
    ]


def test_a_code_stands_for_what_is_typed(store: Store) -> None:
    board = store.part("BD-1", "Плата", is_serial=True)
    store.receive(board, 1, 100, serials=("SN-7",), cell="А-12")
    (piece,) = see(store.database, list_serials, store.actor.branch_id, part_id=board)
    cell = store.cell("А-12")
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    purchase = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(board, 1, 5)])
    assert see(store.database, part_id_of, codes.encode(board)) == board
    assert see(store.database, part_id_of, codes.encode(piece.id)) == board
    assert see(store.database, bin_id_of, store.warehouse_id, codes.encode(cell)) == cell
    assert see(store.database, purchase_id_of, store.actor.branch_id, codes.encode(purchase)) == purchase


def test_another_code_is_refused_by_name(store: Store) -> None:
    with pytest.raises(UserError, match="scan_code_other") as refused:
        see(store.database, part_id_of, codes.encode(store.order_id))
    assert (refused.value.field, refused.value.params["name"]) == ("part", "СЦ-2026-000001")
    with pytest.raises(UserError, match="scan_code_unknown"):
        see(store.database, bin_id_of, store.warehouse_id, codes.encode(7))
    with pytest.raises(UserError, match="scan_code_bad"):
        see(store.database, purchase_id_of, store.actor.branch_id, "ASC1:7")

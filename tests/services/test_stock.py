"""The ledger of the stock by its verbs, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, refused_without, rows, see
from workstation.db import Database
from workstation.documents.stock import Counted, MovementKind, Pieces, ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.models import StockLayer, StockMovement
from workstation.queries.part_requests import list_requests
from workstation.queries.stock import list_balances, list_movements, list_places, list_serials
from workstation.services import part_requests, receipts, stock, stocktakes, warehouses


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def code_of(caught: pytest.ExceptionInfo[UserError]) -> tuple[str, str | None]:
    return caught.value.code, caught.value.field


def test_the_oldest_layer_goes_first_and_costs_add_up(store: Store) -> None:
    part = store.part()
    store.receive(part, 3, 100)
    store.receive(part, 2, 500)
    costs = [store.do(stock.write_off, store.pieces(part, 1), "бой") for _ in range(5)]
    assert costs == [33, 34, 33, 250, 250]
    assert store.stock(part) == (0, 0)
    assert [layer["cost_left_kopecks"] for layer in rows(store.database, StockLayer)] == [0, 0]
    store.assert_whole()


def test_what_is_not_free_is_not_given(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 200)
    store.ask(part, 2)
    before = rows(store.database, StockMovement)
    with pytest.raises(UserError) as caught:
        store.do(stock.write_off, store.pieces(part, 1), "бой")
    assert code_of(caught) == ("stock_short", "quantity")
    assert caught.value.params["free"] == 0
    assert rows(store.database, StockMovement) == before
    assert store.stock(part) == (2, 2)


def test_movements_tell_the_whole_story(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 300)
    asked = store.ask(part)
    (issue,) = store.do(part_requests.issue, asked.requests[0].id)
    assert store.stock(part) == (1, 0)
    assert store.do(stock.put_back, issue, store.cell(), 1, "не подошла") == 150
    assert store.stock(part) == (2, 0)
    found = see(store.database, list_movements, store.actor.branch_id, part_id=part)
    assert [(one.kind, one.quantity, one.reserved, one.cost) for one in reversed(found)] == [
        (MovementKind.RECEIPT, 2, 0, 300),
        (MovementKind.RESERVATION, 0, 1, 0),
        (MovementKind.ISSUE, -1, -1, -150),
        (MovementKind.RETURN, 1, 0, 150),
    ]
    assert found[0].of_id == issue
    of_order = see(store.database, list_movements, store.actor.branch_id, order_id=store.order_id)
    assert len(of_order) == 3
    with pytest.raises(UserError, match="return_too_many"):
        store.do(stock.put_back, issue, store.cell(), 1)
    store.assert_whole()


def test_a_transfer_keeps_cost_and_age(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 200)
    store.receive(part, 2, 900)
    other = store.do(warehouses.add_warehouse, "Выездной")
    target = store.do(receipts.receive, ReceiptData(other, (ReceiptItem(store.part("X1"), 1, 1),)))
    assert target.act.warehouse == "Выездной"
    to_bin = see(store.database, list_balances, store.actor.branch_id)[-1].bin_id
    assert store.do(stock.transfer, store.pieces(part, 3), to_bin) == 200 + 450
    layers = [row for row in rows(store.database, StockLayer) if row["warehouse_id"] == other]
    ages = {row["id"]: row["received_at"] for row in rows(store.database, StockLayer)}
    assert sorted((row["quantity"], row["cost_kopecks"]) for row in layers if row["part_id"] == part) == [
        (1, 450),
        (2, 200),
    ]
    assert len({ages[row["id"]] for row in layers}) == 1
    with pytest.raises(UserError) as caught:
        store.do(stock.transfer, store.pieces(part, 1), store.cell())
    assert code_of(caught) == ("transfer_same_bin", "to")
    store.assert_whole()


def test_a_serial_piece_is_known_by_its_number(store: Store) -> None:
    board = store.part("12008384", "Модуль управления", is_serial=True)
    store.receive(board, 2, 1001, serials=("SN-1", "SN-2"))
    asked = store.ask(board, 1)
    with pytest.raises(UserError) as caught:
        store.do(part_requests.issue, asked.requests[0].id)
    assert code_of(caught) == ("serials_count", "serials")
    with pytest.raises(UserError, match="serial_not_here"):
        store.do(part_requests.issue, asked.requests[0].id, ("SN-3",))
    (issue,) = store.do(part_requests.issue, asked.requests[0].id, ("sn 2",))
    assert [one.serial_number for one in see_serials(store, part_id=board)] == ["SN-1"]
    assert see_serials(store, serial="SN2")[0].warehouse is None
    with pytest.raises(UserError, match="serial_in_stock"):
        store.receive(board, 1, 500, serials=("SN-1",))
    store.do(stock.put_back, issue, store.cell(), 1)
    assert [one.serial_number for one in see_serials(store, part_id=board)] == ["SN-1", "SN-2"]
    assert store.do(stock.write_off, store.pieces(board, 1, ("SN-2",)), "брак") == 500
    store.assert_whole()


def see_serials(store: Store, **named: Any) -> Any:
    return see(store.database, list_serials, store.actor.branch_id, **named)


def test_serials_are_only_for_tracked_parts(store: Store) -> None:
    pump = store.part()
    with pytest.raises(UserError, match="serials_not_tracked"):
        store.receive(pump, 1, 100, serials=("SN-1",))
    with pytest.raises(UserError, match="quantity_bad"):
        store.receive(pump, -1, 100)
    with pytest.raises(UserError, match="receipt_empty"):
        store.receive(pump, 0, 0)


def test_a_stocktake_makes_the_books_true(store: Store) -> None:
    pump, belt, board = (
        store.part(),
        store.part("0001", "Ремень"),
        store.part("0002", "Плата", is_serial=True),
    )
    store.receive(pump, 3, 300)
    store.receive(board, 2, 2000, serials=("A1", "A2"))
    asked = store.ask(pump, 2)
    counted = [Counted(pump, 1), Counted(belt, 2, unit_cost=50), Counted(board, 2, ("A2", "A3"))]
    lines = one_entry(
        store.database, "stock.count", lambda: store.do(stocktakes.count, store.cell(), counted)
    )
    assert {(line.number, line.booked, line.found, line.cost) for line in lines} == {
        ("00751313", 3, 1, -200),
        ("0001", 0, 2, 100),
        ("0002", 2, 2, 0),
    }
    assert store.stock(pump) == (1, 0)
    assert [one.serial_number for one in see_serials(store, part_id=board)] == ["A2", "A3"]
    (request,) = see(store.database, list_requests, store.actor.branch_id, order_id=store.order_id)
    assert (request.id, request.state.value) == (asked.requests[0].id, "wanted")
    assert store.do(stocktakes.count, store.cell(), [Counted(pump, 1)]) == ()
    with pytest.raises(UserError, match="count_twice"):
        store.do(stocktakes.count, store.cell(), [Counted(pump, 1), Counted(pump, 2)])
    store.assert_whole()


def test_a_supplier_gets_pieces_back_with_a_reason(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 300)
    with pytest.raises(UserError) as caught:
        store.do(stock.return_to_supplier, store.pieces(part, 1), "  ")
    assert code_of(caught) == ("reason_required", "reason")
    assert store.do(stock.return_to_supplier, store.pieces(part, 1), "брак") == 150
    store.assert_whole()


def test_places_of_another_branch_are_unknown(store: Store) -> None:
    part = store.part()
    with pytest.raises(UserError, match="bin_unknown"):
        store.do(stock.write_off, Pieces(part, 1, 1), "бой")
    with pytest.raises(UserError, match="warehouse_unknown"):
        store.do(receipts.receive, ReceiptData(1, (ReceiptItem(part, 1, 1),)))
    with pytest.raises(UserError, match="part_unknown"):
        store.do(stock.write_off, store.pieces(77, 1), "бой")
    assert store.stock(part) == (0, 0)


def test_a_warehouse_has_cells_and_may_be_named_anew(store: Store) -> None:
    made = store.do(warehouses.add_bin, store.warehouse_id, "А-12")
    assert made == store.cell("а 12")
    other = store.do(warehouses.add_warehouse, "Брак")
    store.do(warehouses.rename_warehouse, other, "Брак и возвраты")
    known = see(store.database, list_places, store.actor.branch_id)
    assert [(one.warehouse, one.bin) for one in known] == [
        ("Брак и возвраты", ""),
        ("Основной склад", ""),
        ("Основной склад", "А-12"),
    ]
    for code, field, verb, arguments in (
        ("bin_exists", "bin", warehouses.add_bin, (other, "1")),
        ("field_required", "bin", warehouses.add_bin, (other, " - ")),
        ("warehouse_unknown", "warehouse", warehouses.add_bin, (1, "А")),
        ("warehouse_exists", "name", warehouses.rename_warehouse, (other, "основной  склад")),
        ("field_required", "name", warehouses.rename_warehouse, (other, " ")),
        ("warehouse_unknown", "warehouse", warehouses.rename_warehouse, (1, "А")),
    ):
        if code == "bin_exists":
            store.do(warehouses.add_bin, other, "1")
        with pytest.raises(UserError) as caught:
            store.do(verb, *arguments)
        assert code_of(caught) == (code, field)


def test_each_verb_of_the_store_asks_for_its_right(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 200)
    request = store.ask(part).requests[0].id
    given = store.pieces(part, 1)

    def as_other(verb: Any, *arguments: Any) -> Any:
        return lambda actor: store.database.run(lambda session: verb(session, actor, *arguments), write=True)

    receipt = ReceiptData(store.warehouse_id, (ReceiptItem(part, 1, 1),))
    for right, work in {
        "stock.write_off": as_other(stock.write_off, given, "бой"),
        "stock.move": as_other(stock.transfer, given, given.bin_id),
        "stock.receive": as_other(receipts.receive, receipt),
        "stock.issue": as_other(part_requests.issue, request),
        "stock.put_back": as_other(stock.put_back, 1, 1, 1),
        "stock.count": as_other(stocktakes.count, given.bin_id, []),
        "stock.places": as_other(warehouses.add_warehouse, "Другой"),
    }.items():
        refused_without(store.database, store.actor, right, work)
    assert store.stock(part) == (2, 1)

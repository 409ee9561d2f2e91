"""Each invariant of the stock is found broken when it is broken, and a store at work breaks none."""

from __future__ import annotations

import pytest

from tests.support.stock import CHECKS, Store, open_store
from workstation.db import Database
from workstation.documents.purchasing import SupplierData, WantedLine
from workstation.documents.stock import OldPartData, OldPartFate, ReceiptData, ReceiptItem
from workstation.services import (
    old_parts,
    part_requests,
    purchasing,
    receipts,
    stock,
    suppliers,
)
from workstation.services.check import run_checks

BREAKS = {
    "DELETE FROM part_search WHERE rowid = (SELECT min(id) FROM part)": {"part_search"},
    "UPDATE part SET name = 'Мотор' WHERE id = (SELECT min(id) FROM part)": {"part_search"},
    "INSERT INTO part_search (rowid, text) VALUES (5, ' a ')": {"part_search"},
    "UPDATE stock_balance SET on_hand = on_hand + 1": {"stock_balances", "stock_serials"},
    "UPDATE stock_balance SET reserved = 0": {"stock_balances"},
    "UPDATE stock_movement SET quantity = 2 WHERE kind = 'receipt' AND quantity = 3": {
        "stock_balances",
        "stock_layers",
    },
    "UPDATE part_request SET quantity = 9 WHERE state = 'reserved'": {"stock_balances"},
    "UPDATE stock_layer SET cost_left_kopecks = cost_left_kopecks - 1 WHERE quantity_left > 1": {
        "stock_layers"
    },
    "UPDATE layer_use SET cost_kopecks = cost_kopecks + 1": {"stock_layers"},
    "UPDATE stock_movement SET cost_kopecks = -1 WHERE kind = 'issue'": {"stock_layers"},
    "UPDATE stock_serial SET bin_id = NULL": {"stock_serials"},
    "UPDATE part_request SET state = 'lost' WHERE state = 'issued'": {"part_requests"},
    "UPDATE part_request SET state = 'fitted' WHERE state = 'issued'": {"part_requests"},
    "UPDATE part_request SET bin_id = NULL": {"part_requests", "stock_balances"},
    "DELETE FROM stock_movement WHERE kind = 'issue'": {
        "part_requests",
        "stock_balances",
        "stock_layers",
        "foreign_keys",
    },
    "UPDATE purchase_line SET received = 1": {"purchases"},
    "UPDATE purchase_order SET closed_at = 1": {"purchases"},
    "UPDATE counter SET last = 9 WHERE series = 'ПР'": {"stock_numbers"},
    "UPDATE old_part SET number = 'СД-1'": {"stock_numbers"},
}


def at_work(database: Database) -> Store:
    """A store with everything: reserved and issued pieces, serials, a purchase half received, an old part."""
    store = open_store(database)
    pump, board = store.part(), store.part("0002", "Плата", is_serial=True)
    store.receive(pump, 3, 300)
    store.receive(board, 1, 100, serials=("SN-1",))
    issued = store.ask(pump).requests[0].id
    store.do(part_requests.issue, issued)
    store.ask(pump)
    wanted = store.ask(board, 2).requests[1].id
    supplier = store.do(suppliers.add_supplier, SupplierData("Детали"))
    made = store.do(
        purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(board, 3, 100, (wanted,))]
    )
    store.do(purchasing.mark_sent, made, "почта")
    came = (ReceiptItem(board, 2, 200, ("SN-2", "SN-3")),)
    store.do(receipts.receive, ReceiptData(store.warehouse_id, came, purchase_id=made))
    store.do(stock.write_off, store.pieces(board, 1, ("SN-3",)), "бой")
    store.do(old_parts.tag, store.order_id, OldPartData("Помпа", OldPartFate.SCRAP))
    return store


def test_a_store_at_work_is_whole_and_everything_is_counted(database: Database) -> None:
    at_work(database)
    results = {result.name: result for result in run_checks(database)}
    assert {name: result.problems for name, result in results.items() if result.failed} == {}
    assert all(results[name].count for name in CHECKS)


@pytest.mark.parametrize("statement", BREAKS)
def test_what_is_broken_is_named(sqlite_database: Database, statement: str) -> None:
    at_work(sqlite_database)
    with sqlite_database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(statement)
    broken = {result.name for result in run_checks(sqlite_database) if result.failed}
    assert broken - {"storage"} == BREAKS[statement]


def test_the_engine_itself_keeps_a_balance_from_falling_below_nothing(database: Database) -> None:
    store = open_store(database)
    part = store.part()
    store.receive(part, 1, 100)
    with pytest.raises(Exception, match="never_negative"), database.begin(write=True) as session:
        session.connection().exec_driver_sql("UPDATE stock_balance SET on_hand = -1")
    assert store.stock(part) == (1, 0)

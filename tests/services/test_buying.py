"""What the screens of buying ask: gathered orders, changed lines, receipts beside them, orders that wait."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.codes import CodeKind
from workstation.documents.deeds import NoteData
from workstation.documents.purchasing import PurchaseView, RequestState, SupplierData, WantedLine
from workstation.documents.stock import ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.queries.clocks import get_clocks
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_requests import list_open
from workstation.queries.purchasing import get_purchase
from workstation.queries.receiving import ScanRead, read_scan
from workstation.rules import codes
from workstation.services import life, part_waiting, purchasing, receipts, suppliers
from workstation.statuses import OrderStatus


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def purchase(store: Store, *lines: WantedLine) -> int:
    """A purchase order that is sent, promised in a week."""
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    made: int = store.do(purchasing.make_purchase, supplier, store.warehouse_id, lines)
    store.do(purchasing.mark_sent, made, "почта", clock.today() + timedelta(days=7))
    return made


def view(store: Store, purchase_id: int) -> PurchaseView:
    return see(store.database, get_purchase, store.actor.branch_id, purchase_id)  # type: ignore[no-any-return]


def test_wanted_parts_gather_in_the_suppliers_draft(store: Store) -> None:
    pump, belt = store.part(), store.part("BELT-1", "Ремень")
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    request = store.ask(pump).requests[0].id
    first = one_entry(
        store.database,
        "purchasing.make",
        lambda: store.do(
            purchasing.order_wanted, supplier, store.warehouse_id, [WantedLine(pump, 1, 100, (request,))]
        ),
    )
    again = one_entry(
        store.database,
        "purchasing.add_lines",
        lambda: store.do(
            purchasing.order_wanted,
            supplier,
            store.warehouse_id,
            [WantedLine(belt, 2, 50), WantedLine(pump, 1, 90)],
        ),
    )
    assert again == first
    assert [(one.number, one.quantity, one.price) for one in view(store, first).lines] == [
        ("00751313", 2, 90),
        ("BELT-1", 2, 50),
    ]
    (served,) = view(store, first).lines[0].requests
    assert (served.id, served.order_id, served.state) == (request, store.order_id, RequestState.ORDERED)
    store.do(purchasing.mark_sent, first, "почта")
    third = store.do(purchasing.order_wanted, supplier, store.warehouse_id, [WantedLine(belt, 1, 50)])
    assert third != first
    store.assert_whole()


def test_a_line_of_a_draft_is_changed_but_not_below_what_waits(store: Store) -> None:
    part = store.part()
    request = store.ask(part, 2).requests[0].id
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    made = store.do(
        purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(part, 3, 100, (request,))]
    )
    one_entry(
        store.database, "purchasing.change_line", lambda: store.do(purchasing.change_line, made, part, 2, 120)
    )
    line = view(store, made).lines[0]
    assert (line.quantity, line.price, line.left) == (2, 120, 2)
    for quantity, price, code in (
        (1, 120, "purchase_line_less"),
        (0, 1, "quantity_bad"),
        (2, -1, "price_bad"),
    ):
        with pytest.raises(UserError, match=code):
            store.do(purchasing.change_line, made, part, quantity, price)
    refused_without(
        store.database,
        store.actor,
        "purchasing.change",
        lambda actor: do(store.database, purchasing.change_line, actor, made, part, 5, 1),
    )
    store.do(purchasing.mark_sent, made, "почта")
    with pytest.raises(UserError, match="purchase_state"):
        store.do(purchasing.change_line, made, part, 5, 1)


def test_what_came_beside_an_order_is_a_receipt_of_its_own(store: Store) -> None:
    pump, belt = store.part(), store.part("BELT-1", "Ремень")
    made = purchase(store, WantedLine(pump, 2, 100))
    data = ReceiptData(store.warehouse_id, (ReceiptItem(pump, 1, 100),), purchase_id=made)
    by_order, beside = store.do(receipts.receive_all, data, [ReceiptItem(belt, 3, 150)])
    assert (by_order.act.purchase, beside.act.purchase) == (view(store, made).number, None)
    assert beside.act.supplier == by_order.act.supplier
    assert (store.stock(pump), store.stock(belt)) == ((1, 0), (3, 0))
    (only,) = store.do(
        receipts.receive_all,
        ReceiptData(store.warehouse_id, (), purchase_id=made),
        [ReceiptItem(belt, 1, 50)],
    )
    assert only.act.supplier == by_order.act.supplier
    with pytest.raises(UserError, match="receipt_empty"):
        store.do(receipts.receive_all, ReceiptData(store.warehouse_id, (), purchase_id=made), [])
    store.assert_whole()


def test_open_requests_show_the_promise_beside_the_last_day_of_the_order(store: Store) -> None:
    part = store.part(purchase_price=120_00)
    made = purchase(store, WantedLine(part, 1, 100, (store.ask(part).requests[0].id,)))
    (row,) = see(store.database, list_open, store.actor.branch_id, clock.today())
    assert "Bosch" in row.device
    assert (row.purchase_id, row.price, row.free) == (made, 120_00, 0)
    assert row.limit_on is not None
    assert row.request.promised_on == clock.today() + timedelta(days=7)
    assert not row.is_promised_late
    store.do(purchasing.promise, made, row.limit_on + timedelta(days=1), "завод стоит")
    (row,) = see(store.database, list_open, store.actor.branch_id, clock.today())
    assert row.is_promised_late


def test_an_order_waits_for_its_part_till_the_promised_day(store: Store) -> None:
    part = store.part()
    store.do(life.start_diagnosis, store.order_id, NoteData())
    with pytest.raises(UserError, match="parts_not_awaited"):
        store.do(part_waiting.wait_for_parts, store.order_id)
    asked = store.ask(part).requests[0].id
    before = see(store.database, get_clocks, store.order_id, clock.today())
    purchase(store, WantedLine(part, 1, 100, (asked,)))
    day = f"{clock.today() + timedelta(days=7):%d.%m.%Y}"
    reason = one_entry(
        store.database, "bench.wait", lambda: store.do(part_waiting.wait_for_parts, store.order_id)
    )
    assert reason == f"Помпа сливная 00751313 — обещано {day}"
    shown = see(store.database, get_order_by_id, store.order_id)
    assert (shown.status, shown.history[-1].reason) == (OrderStatus.WAITING_PART, reason)
    assert see(store.database, get_clocks, store.order_id, clock.today()) == before


def test_a_scan_names_a_part_by_its_number_or_by_a_code_of_ours(store: Store) -> None:
    part, other = store.part("00 751-313"), store.part("751313", brand="Siemens")
    read = partial(see, store.database, read_scan)
    assert [(one.part_id, one.is_serial) for one in read("00751313", clock.today()).parts] == [(part, False)]
    assert [one.part_id for one in read(codes.encode(other), clock.today()).parts] == [other]
    assert read("4242002812345", clock.today()) == ScanRead()
    cell = read(codes.encode(store.cell()), clock.today())
    assert (cell.parts, cell.coded.kind if cell.coded else None) == ((), CodeKind.BIN)
    with pytest.raises(UserError, match="scan_code_unknown"):
        read(codes.encode(12345), clock.today())

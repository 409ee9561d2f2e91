"""A part's way: wanted, ordered, promised, received in parts; the order that waited for it wakes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import SendData
from workstation.documents.parts import LinkKind
from workstation.documents.purchasing import (
    PartWish,
    PurchaseState,
    PurchaseView,
    RequestState,
    SupplierData,
    WantedLine,
)
from workstation.documents.stock import OldPartData, OldPartFate, ReceiptData, ReceiptItem
from workstation.errors import ConflictError, UserError
from workstation.models import MessageDraft, PartRequest, WorkOrder
from workstation.queries.clocks import get_clocks
from workstation.queries.part_requests import list_arrived, list_requests
from workstation.queries.parts import find_parts
from workstation.queries.purchasing import get_purchase, list_purchases, list_suppliers
from workstation.queries.stock import list_old_parts
from workstation.services import (
    contacts,
    old_parts,
    orders,
    part_requests,
    parts,
    purchasing,
    receipts,
    suppliers,
)


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def purchase(store: Store, *lines: WantedLine) -> int:
    """A purchase order that is sent, promised in a week."""
    supplier = store.do(suppliers.add_supplier, SupplierData(f"ООО «Детали {len(lines)}»"))
    made: int = store.do(purchasing.make_purchase, supplier, store.warehouse_id, lines)
    store.do(purchasing.mark_sent, made, "почта", clock.today() + timedelta(days=7))
    return made


def view(store: Store, purchase_id: int) -> PurchaseView:
    return see(store.database, get_purchase, store.actor.branch_id, purchase_id)  # type: ignore[no-any-return]


def states(store: Store) -> list[tuple[RequestState, int]]:
    return [(RequestState(row["state"]), row["quantity"]) for row in rows(store.database, PartRequest)]


def came(store: Store, purchase_id: int, part: int, quantity: int, **more: Any) -> Any:
    item = ReceiptItem(part, quantity, quantity * 100, **more)
    return store.do(receipts.receive, ReceiptData(store.warehouse_id, (item,), purchase_id=purchase_id))


def test_what_is_free_is_reserved_at_once(store: Store) -> None:
    part = store.part()
    store.receive(part, 3, 300)
    asked = one_entry(store.database, "parts.request", lambda: store.ask(part, 2))
    (request,) = asked.requests
    assert (request.state, request.quantity, request.place) == (RequestState.RESERVED, 2, "Основной склад")
    assert asked.substitutes == ()
    assert request.arrived_at is None
    assert see(store.database, list_arrived, store.actor.branch_id) == []
    store.assert_whole()


def test_what_is_not_free_is_offered_in_another_number(store: Store) -> None:
    old, new, cheap = store.part("A-1"), store.part("A-2"), store.part("B-9", "Помпа, аналог", brand="")
    store.do(parts.link, old, new, LinkKind.REPLACED_BY)
    store.do(parts.link, cheap, new, LinkKind.ANALOGUE)
    store.receive(old, 1, 100)
    store.receive(cheap, 4, 400)
    asked = store.ask(old, 2)
    assert [(one.state, one.quantity) for one in asked.requests] == [
        (RequestState.RESERVED, 1),
        (RequestState.WANTED, 1),
    ]
    assert [(one.number, one.kind, one.steps, one.free) for one in asked.substitutes] == [
        ("B-9", LinkKind.ANALOGUE, 2, 4),
        ("A-2", LinkKind.REPLACED_BY, 1, 0),
    ]
    instead = store.do(part_requests.substitute, asked.requests[1].id, cheap)
    assert [(one.number, one.state) for one in instead.requests] == [("B-9", RequestState.RESERVED)]
    assert states(store)[1] == (RequestState.CANCELLED, 1)
    with pytest.raises(UserError, match="link_circle"):
        store.do(parts.link, new, old, LinkKind.REPLACED_BY)
    store.assert_whole()


def test_the_order_wakes_when_its_part_comes(store: Store) -> None:
    part = store.part()
    wanted = store.ask(part, 2).requests[0]
    other = store.ask(part, 1, store.order("FD 0503 000777")).requests[0]
    made = purchase(store, WantedLine(part, 5, 12_000, (wanted.id, other.id)))
    assert states(store) == [(RequestState.ORDERED, 2), (RequestState.ORDERED, 1)]
    (row,) = see(store.database, find_parts, store.actor.branch_id, "0075", on=clock.today())
    assert (row.on_hand, row.free, row.expected) == (0, 0, 5)

    first = came(store, made, part, 1, damaged=1, note="разбит угол")
    assert first.act.differs
    assert (first.act.number, first.act.purchase) == ("ПР-2026-000001", "ЗП-2026-000001")
    assert (first.act.lines[0].accepted, first.act.lines[0].damaged) == (1, 1)
    (woken,) = first.woken
    assert (woken.order, woken.quantity, woken.still_waiting) == ("СЦ-2026-000001", 1, 1)
    assert "одна из заказанных" in woken.message
    assert len(rows(store.database, MessageDraft)) == 1
    assert view(store, made).state is PurchaseState.PARTLY

    second = came(store, made, part, 4)
    assert [(one.order, one.quantity, one.still_waiting) for one in second.woken] == [
        ("СЦ-2026-000001", 1, 0),
        ("СЦ-2026-000002", 1, 0),
    ]
    assert "СЦ-2026-000002" in second.woken[1].message
    assert not second.act.differs
    closed = view(store, made)
    assert (closed.state, closed.receipts) == (PurchaseState.RECEIVED, ("ПР-2026-000001", "ПР-2026-000002"))
    assert closed.lines[0].orders == ("СЦ-2026-000001", "СЦ-2026-000002")
    assert store.stock(part) == (5, 3)
    arrived = see(store.database, list_arrived, store.actor.branch_id)
    assert {one.order for one in arrived} == {"СЦ-2026-000001", "СЦ-2026-000002"}
    assert {one.part_place for one in arrived} == {"Основной склад"}
    drafts = rows(store.database, MessageDraft)
    assert [(one["topic"], one["channel"], one["done_at"]) for one in drafts] == [("part", "phone", None)] * 2
    assert "продолжаем ремонт" in drafts[0]["text"]
    sent = store.do(contacts.send_message, drafts[0]["id"], SendData())
    assert sent > 0
    arrived = see(store.database, list_arrived, store.actor.branch_id)
    assert {one.order: one.message_id for one in arrived} == {
        "СЦ-2026-000001": None,
        "СЦ-2026-000002": drafts[1]["id"],
    }
    with pytest.raises(UserError, match="purchase_state"):
        came(store, made, part, 1)
    store.assert_whole()


def test_a_receipt_takes_no_more_than_was_ordered_and_nothing_else(store: Store) -> None:
    part, other = store.part(), store.part("0002")
    made = purchase(store, WantedLine(part, 2, 100))
    with pytest.raises(UserError) as caught:
        came(store, made, part, 3)
    assert (caught.value.code, caught.value.params["left"]) == ("receipt_over", 2)
    with pytest.raises(UserError, match="purchase_line_unknown"):
        came(store, made, other, 1)
    twice = (ReceiptItem(part, 1, 1), ReceiptItem(part, 1, 1))
    with pytest.raises(UserError, match="receipt_twice"):
        store.do(receipts.receive, ReceiptData(store.warehouse_id, twice))
    assert store.stock(part) == (0, 0)
    store.assert_whole()


def test_waiting_stops_no_clock_and_moves_no_order(store: Store) -> None:
    def clocks() -> Any:
        return see(store.database, get_clocks, store.order_id, clock.today() + timedelta(days=3))

    before, order = clocks(), rows(store.database, WorkOrder)[0]
    part = store.part()
    wanted = store.ask(part).requests[0]
    made = purchase(store, WantedLine(part, 1, 100, (wanted.id,)))
    came(store, made, part, 1)
    assert clocks() == before
    assert before.clocks
    assert rows(store.database, WorkOrder)[0] == order


def test_each_promise_of_a_supplier_is_kept(store: Store) -> None:
    part = store.part()
    made = purchase(store, WantedLine(part, 1, 100))
    later = clock.today() - timedelta(days=1)
    one_entry(
        store.database,
        "purchasing.promise",
        lambda: store.do(purchasing.promise, made, later, "нет у производителя"),
    )
    found = view(store, made)
    week = clock.today() + timedelta(days=7)
    assert [(one.before_on, one.after_on, one.reason) for one in found.promises] == [
        (None, week, None),
        (week, later, "нет у производителя"),
    ]
    (row,) = see(store.database, list_purchases, store.actor.branch_id, clock.today())
    assert (row.number, row.promised_on, row.is_late, row.amount) == ("ЗП-2026-000001", later, True, 100)


def test_what_will_not_come_is_wanted_again(store: Store) -> None:
    part = store.part()
    wanted = store.ask(part, 3).requests[0]
    made = purchase(store, WantedLine(part, 3, 100, (wanted.id,)))
    came(store, made, part, 1)
    with pytest.raises(ConflictError):
        store.do(purchasing.cancel_rest, made, "нет в наличии", 1)
    store.do(purchasing.cancel_rest, made, "нет в наличии")
    assert view(store, made).state is PurchaseState.RECEIVED
    assert states(store) == [(RequestState.RESERVED, 1), (RequestState.WANTED, 2)]
    again = purchase(
        store,
        WantedLine(part, 2, 90, (rows(store.database, PartRequest)[1]["id"],)),
        WantedLine(store.part("2"), 1, 5),
    )
    store.do(purchasing.cancel_rest, again, "передумали")
    assert view(store, again).state is PurchaseState.CANCELLED
    assert states(store)[1] == (RequestState.WANTED, 2)
    store.assert_whole()


def test_a_draft_is_changed_and_a_sent_order_is_not(store: Store) -> None:
    part, other = store.part(), store.part("0002")
    supplier = store.do(
        suppliers.add_supplier, SupplierData("ИП Петров", inn="500100732259", phone="8 495 123-45-67")
    )
    wanted = store.ask(other).requests[0]
    made = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [WantedLine(part, 1, 100)])
    store.do(purchasing.add_line, made, WantedLine(part, 2, 90))
    store.do(purchasing.add_line, made, WantedLine(other, 1, 5, (wanted.id,)))
    assert [(one.quantity, one.price, one.amount) for one in view(store, made).lines] == [
        (3, 90, 270),
        (1, 5, 5),
    ]
    store.do(purchasing.drop_line, made, other)
    assert states(store) == [(RequestState.WANTED, 1)]
    with pytest.raises(UserError, match="request_other_part"):
        store.do(purchasing.add_line, made, WantedLine(part, 1, 1, (wanted.id,)))
    with pytest.raises(UserError, match="purchase_state"):
        came(store, made, part, 1)
    store.do(purchasing.mark_sent, made, "почта")
    with pytest.raises(UserError, match="purchase_state"):
        store.do(purchasing.add_line, made, WantedLine(part, 1, 1))
    store.assert_whole()


def test_stock_that_comes_otherwise_wakes_too(store: Store) -> None:
    part = store.part()
    first = store.ask(part).requests[0]
    second = store.ask(part, 1, store.order("FD 0503 000777")).requests[0]
    received = store.receive(part, 1, 100)
    assert [one.request_id for one in received.woken] == [first.id]
    store.do(part_requests.cancel, first.id, "не та")
    (request,) = see(store.database, list_requests, store.actor.branch_id)
    assert (request.id, request.state) == (second.id, RequestState.RESERVED)
    assert request.arrived_at is not None
    with pytest.raises(UserError, match="request_state"):
        store.do(part_requests.cancel, first.id)
    store.assert_whole()


def test_a_reservation_is_given_to_an_order_that_needs_it_more(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    first = store.ask(part).requests[0]
    second = store.ask(part, 1, store.order("FD 0503 000777")).requests[0]
    with pytest.raises(UserError, match="stock_short"):
        store.do(part_requests.reserve, second.id)
    store.do(part_requests.release, first.id)
    assert store.do(part_requests.reserve, second.id) == (1, 0)
    assert states(store) == [(RequestState.WANTED, 1), (RequestState.RESERVED, 1)]
    store.assert_whole()


def test_an_order_that_ends_gives_its_parts_to_who_waits(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    store.ask(part, 2)
    store.ask(part, 1, store.order("FD 0503 000777"))
    store.do(orders.cancel, store.order_id, "передумал")
    assert states(store) == [
        (RequestState.CANCELLED, 1),
        (RequestState.CANCELLED, 1),
        (RequestState.RESERVED, 1),
    ]
    store.assert_whole()


def test_a_closed_order_wants_nothing(store: Store) -> None:
    part = store.part()
    store.do(orders.cancel, store.order_id, "передумал")
    with pytest.raises(UserError, match="order_closed"):
        store.ask(part)
    with pytest.raises(UserError, match="order_not_found"):
        store.do(part_requests.ask, PartWish(1, part))
    assert rows(store.database, PartRequest) == []


def test_an_old_part_is_tagged_until_it_is_settled(store: Store) -> None:
    due = date(2026, 6, 21)
    data = OldPartData("Помпа снятая", OldPartFate.MANUFACTURER, serial_number="X1", due_on=due)
    number = one_entry(store.database, "parts.tag", lambda: store.do(old_parts.tag, store.order_id, data))
    (old,) = see(store.database, list_old_parts, store.actor.branch_id)
    assert (old.number, number, old.due_on) == ("СД-2026-000001", "СД-2026-000001", due)
    one_entry(
        store.database,
        "parts.settle",
        lambda: store.do(old_parts.settle, old.id, OldPartFate.SCRAP, rma_number="R-7"),
    )
    assert see(store.database, list_old_parts, store.actor.branch_id) == []
    with pytest.raises(UserError, match="old_part_settled"):
        store.do(old_parts.settle, old.id, OldPartFate.SCRAP)
    with pytest.raises(UserError, match="order_not_found"):
        store.do(old_parts.tag, 7, data)
    store.assert_whole()


def test_suppliers_have_one_name(store: Store) -> None:
    made = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    with pytest.raises(UserError, match="supplier_exists"):
        store.do(suppliers.add_supplier, SupplierData("ооо детали"))
    with pytest.raises(UserError, match="inn_"):
        store.do(suppliers.add_supplier, SupplierData("Иной", inn="0000000000"))
    store.do(suppliers.change_supplier, made, SupplierData("ООО «Детали»", note="по вторникам"), 1)
    assert [(one.name, one.note) for one in see(store.database, list_suppliers)] == [
        ("ООО «Детали»", "по вторникам")
    ]
    with pytest.raises(ConflictError):
        store.do(suppliers.change_supplier, made, SupplierData("Иной"), 1)


def test_each_verb_asks_for_its_right(store: Store) -> None:
    def as_other(verb: Any, *arguments: Any) -> Any:
        return lambda actor: store.database.run(lambda session: verb(session, actor, *arguments), write=True)

    data = OldPartData("Помпа", OldPartFate.SCRAP)
    for right, work in {
        "purchasing.change": as_other(suppliers.add_supplier, SupplierData("Иной")),
        "parts.tag": as_other(old_parts.tag, store.order_id, data),
        "stock.move": as_other(part_requests.release, 1),
    }.items():
        refused_without(store.database, store.actor, right, work)
    assert see(store.database, list_suppliers) == []

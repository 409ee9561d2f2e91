"""Asked for at the bench: what is offered, what waits and says till when, whose order stands out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.deeds import NoteData
from workstation.documents.parts import LinkKind, PriceKind
from workstation.documents.purchasing import (
    Arrival,
    Asked,
    PartWish,
    RequestState,
    SupplierData,
    WantedLine,
)
from workstation.documents.stock import ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.models import PartRequest
from workstation.queries.bench import list_board, woken_ids
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_offers import find_offers, get_offer, next_arrivals
from workstation.queries.part_requests import list_requests
from workstation.services import (
    fitting,
    life,
    part_requests,
    part_waiting,
    parts,
    purchasing,
    receipts,
    suppliers,
)
from workstation.statuses import OrderStatus


@pytest.fixture
def store(database: Database) -> Store:
    """A store whose order is in diagnosis."""
    made = open_store(database)
    made.do(life.start_diagnosis, made.order_id, NoteData())
    return made


def order_parts(store: Store, part: int, quantity: int, promised_on: date | None, *requests: int) -> int:
    """A purchase order that is sent."""
    supplier = store.do(suppliers.add_supplier, SupplierData(f"ООО «Детали {quantity}-{promised_on}»"))
    line = WantedLine(part, quantity, 100, requests)
    made: int = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [line])
    store.do(purchasing.mark_sent, made, "почта", promised_on)
    return made


def came(store: Store, purchase_id: int, part: int) -> None:
    item = ReceiptItem(part, 1, 100)
    store.do(receipts.receive, ReceiptData(store.warehouse_id, (item,), purchase_id=purchase_id))


def offer(store: Store, part: int) -> Any:
    return see(store.database, get_offer, store.actor.branch_id, part, clock.today())


def found(store: Store, text: str) -> list[str]:
    named = {"model": "WAN28263BY", "category": "washing_machine", "on": clock.today()}
    return [row.number for row in see(store.database, find_offers, store.actor.branch_id, text, **named)]


def test_an_offer_says_what_is_free_and_where_and_what_stands_in(store: Store) -> None:
    part, twin = store.part(), store.part("145999", "Насос сливной", brand="Askoll", is_original=False)
    store.do(parts.link, part, twin, LinkKind.ANALOGUE)
    store.do(parts.set_price, twin, PriceKind.SALE, 190_000, clock.today())
    store.receive(twin, 1, 100)
    nothing = offer(store, part)
    assert (nothing.part.free, nothing.place, nothing.arrival) == (0, None, None)
    (instead,) = nothing.substitutes
    assert (instead.number, instead.brand, instead.free) == ("145999", "Askoll", 1)
    assert (instead.is_original, instead.sale_price) == (False, 190_000)
    store.receive(part, 1, 100, cell="А-1")
    store.receive(part, 2, 200, cell="А-3")
    there = offer(store, part)
    assert (there.part.free, there.place) == (3, "Основной склад, А-3")


def test_what_fits_the_device_is_offered_first(store: Store) -> None:
    store.part("0001", "Насос другой машины")
    store.part("0002", "Насос", models=("WAN28263BY",))
    store.part("0003", "Ремень", categories=("washing_machine",))
    assert found(store, "") == ["0002", "0003"]
    assert found(store, "насос") == ["0002", "0001"]
    assert found(store, "0001") == ["0001"]


def test_the_next_pieces_are_those_promised_to_nobody(store: Store) -> None:
    part = store.part()
    soon, later = clock.today() + timedelta(days=3), clock.today() + timedelta(days=9)
    waiting = store.ask(part).requests[0].id
    order_parts(store, part, 1, soon, waiting)
    assert see(store.database, next_arrivals, store.actor.branch_id, [part]) == {}
    order_parts(store, part, 4, None)
    order_parts(store, part, 2, later)
    arrival = see(store.database, next_arrivals, store.actor.branch_id, [part])[part]
    assert (arrival.quantity, arrival.promised_on) == (2, later)
    assert isinstance(arrival, Arrival)
    store.ask(part)
    first, second = see(store.database, list_requests, store.actor.branch_id)
    assert (first.state, first.expected_on) == (RequestState.ORDERED, soon)
    assert (second.state, second.promised_on, second.expected_on) == (RequestState.WANTED, None, later)


def test_a_draft_promises_nothing(store: Store) -> None:
    part = store.part()
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    line = WantedLine(part, 3, 100)
    store.do(purchasing.make_purchase, supplier, store.warehouse_id, [line])
    assert see(store.database, next_arrivals, store.actor.branch_id, [part]) == {}


def test_asked_and_waited_for_in_one_step(store: Store) -> None:
    part = store.part()
    order_parts(store, part, 2, date(2026, 12, 5))
    asked: Asked = store.do(part_waiting.ask_and_wait, PartWish(store.order_id, part))
    assert [one.state for one in asked.requests] == [RequestState.WANTED]
    view = see(store.database, get_order_by_id, store.order_id)
    assert view.status is OrderStatus.WAITING_PART
    assert view.history[-1].reason == "Помпа сливная 00751313 — обещано 05.12.2026"
    one_entry(
        store.database,
        "parts.request",
        lambda: store.do(part_waiting.ask_and_wait, PartWish(store.order_id, part)),
    )
    store.assert_whole()


def test_what_is_reserved_at_once_is_not_waited_for(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    wish = PartWish(store.order_id, part)
    asked = one_entry(store.database, "parts.request", lambda: store.do(part_waiting.ask_and_wait, wish))
    assert asked.requests[0].state is RequestState.RESERVED
    assert see(store.database, get_order_by_id, store.order_id).status is OrderStatus.IN_DIAGNOSIS


def test_an_order_that_nobody_began_asks_nothing_and_does_not_wait(store: Store) -> None:
    part = store.part()
    with pytest.raises(UserError, match="transition_forbidden"):
        store.do(part_waiting.ask_and_wait, PartWish(store.order("S-2"), part))
    assert rows(store.database, PartRequest) == []


def test_an_order_whose_part_came_stands_out_until_it_is_taken(store: Store) -> None:
    part = store.part()
    asked = store.do(part_waiting.ask_and_wait, PartWish(store.order_id, part))
    request = asked.requests[0].id
    purchase = order_parts(store, part, 1, None, request)
    assert see(store.database, woken_ids) == frozenset()
    came(store, purchase, part)
    assert see(store.database, woken_ids) == {store.order_id}
    (row,) = see(store.database, list_board)
    assert row.part_came
    store.do(part_requests.issue, request)
    assert see(store.database, woken_ids) == frozenset()
    store.do(fitting.fit, request)
    assert not see(store.database, list_board)[0].part_came
    store.assert_whole()

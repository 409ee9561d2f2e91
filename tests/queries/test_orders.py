"""The list of orders: views, filters as typed, orders of rows, counts; the search; the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import do, see
from tests.support.workshop import act, take_in
from workstation import clock
from workstation.db import Database
from workstation.documents.checklists import StateData
from workstation.documents.deeds import WaitData
from workstation.documents.intake import CustomerData, DeviceData, IntakeItem
from workstation.documents.order_rows import OpenCounts, OrderFilter
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import WorkOrder
from workstation.queries import order_view, orders
from workstation.queries.clocks import list_near_limit
from workstation.rules import codes
from workstation.services import orders as verbs
from workstation.services.bench_catalogue import save_state
from workstation.statuses import CustomerKind, OrderStatus, RequestKind

TODAY = date(2026, 5, 22)
LI = CustomerData(CustomerKind.PERSON, "Ли Виктор Хен", "+7 916 704-66-97")
LITVINOV = CustomerData(CustomerKind.PERSON, "Литвинов Пётр", "+7 901 222-33-44")
ACME = CustomerData(
    CustomerKind.COMPANY, "ООО «Ёлка»", "+7 495 123-45-67", inn="7701007776", kpp="770101001", contact="Ли"
)
TV = DeviceData("tv", "Samsung", "UE55CU7100", serial_number="S-900/1")
PHONE = DeviceData("smartphone", "Apple", "iPhone 13", imei="356789104321060")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.fixture
def shop(database: Database, actor: Actor) -> dict[str, int]:
    """Four orders by the name of who brought them."""
    made = {}
    for name, customer, device, days, kind in (
        ("ivanova", IVANOVA, washer(), 10, RequestKind.WARRANTY),
        ("li", LI, TV, 2, RequestKind.PAID),
        ("litvinov", LITVINOV, PHONE, 30, RequestKind.PAID),
        ("acme", ACME, washer("S-2", brand="LG", model="F2J3"), 0, RequestKind.PRESALE),
    ):
        asked = request(kind=kind, agreed_until=TODAY + timedelta(days=days))
        taken = accept(database, actor, visit(IntakeItem(device, asked), customer=customer))
        made[name] = taken.orders[0].id
    return made


def listed(database: Database, shop: dict[str, int], **wanted: object) -> list[str]:
    names = {order_id: name for name, order_id in shop.items()}
    return [names[one] for one in see(database, orders.list_order_ids, **wanted)]


def test_the_nearest_term_comes_first(database: Database, shop: dict[str, int]) -> None:
    assert listed(database, shop) == ["acme", "li", "ivanova", "litvinov"]
    assert listed(database, shop, sort="due_desc") == ["litvinov", "ivanova", "li", "acme"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("number", "ivanova", "acme"),
        ("number_desc", "acme", "ivanova"),
        ("customer", "ivanova", "acme"),
        ("device", "litvinov", "li"),
        ("device_desc", "li", "litvinov"),
        ("kind", "litvinov", "ivanova"),
    ],
)
def test_other_orders_of_rows(
    database: Database, shop: dict[str, int], sort: str, first: str, last: str
) -> None:
    found = listed(database, shop, sort=sort)
    if sort == "kind":
        found = ["litvinov" if found[0] in {"li", "litvinov"} else found[0], *found[1:]]
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize("sort", sorted(orders.SORTS))
def test_every_order_of_rows_can_be_asked(database: Database, shop: dict[str, int], sort: str) -> None:
    assert sorted(listed(database, shop, sort=sort, text="а")) == sorted(listed(database, shop, text="а"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ли", {"li", "litvinov"}),
        ("ли вик", {"li"}),
        ("пётр", {"litvinov", "ivanova"}),
        ("петр", {"litvinov", "ivanova"}),
        ("ЁЛКА", {"acme"}),
        ("елка", {"acme"}),
        ("samsung", {"li"}),
        ("ue55", {"li"}),
        ("cu7100", {"li"}),
        ("телев", {"li"}),
        ("смарт", {"litvinov"}),
        ("s900", {"li"}),
        ("S-900/1", {"li"}),
        ("704", {"li"}),
        ("7046697", {"li"}),
        ("8916704", {"li"}),
        ("+7 916 704-66-97", {"li"}),
        ("356789", {"litvinov"}),
        ("000002", {"li"}),
        ("сц-2026-000003", {"litvinov"}),
        ("ли 704", {"li"}),
        ("ли 705", set()),
        ("%", {"ivanova", "li", "litvinov", "acme"}),
        ("_", {"ivanova", "li", "litvinov", "acme"}),
        ("нетакого", set()),
    ],
)
def test_filters_as_one_types(
    database: Database, shop: dict[str, int], typed: str, expected: set[str]
) -> None:
    assert set(listed(database, shop, text=typed)) == expected


def test_chips_narrow(database: Database, shop: dict[str, int]) -> None:
    paid = OrderFilter(kinds=(RequestKind.PAID,))
    assert set(listed(database, shop, only=paid)) == {"li", "litvinov"}
    brands = OrderFilter(brands=("samsung", "LG"))
    assert set(listed(database, shop, only=brands)) == {"li", "acme"}
    late = OrderFilter(due_until=TODAY + timedelta(days=2))
    assert listed(database, shop, only=late) == ["acme", "li"]
    assert listed(database, shop, only=OrderFilter(accepted_since=TODAY)) == listed(database, shop)
    assert listed(database, shop, only=OrderFilter(accepted_since=TODAY + timedelta(days=1))) == []


def test_a_day_begins_at_the_centres_midnight(database: Database, actor: Actor) -> None:
    with clock.standing_at(clock.now().replace(hour=21, minute=30)):
        accept(database, actor)
        assert clock.today() == date(2026, 5, 23)
    tomorrow = OrderFilter(accepted_since=date(2026, 5, 23))
    assert len(see(database, orders.list_order_ids, only=tomorrow)) == 1


def test_counts_of_the_views(database: Database, actor: Actor, shop: dict[str, int]) -> None:
    counts = see(database, orders.count_open, TODAY)
    assert counts == OpenCounts(active=4, overdue=0, soon=2, to_collect=0)
    later = TODAY + timedelta(days=11)
    assert see(database, orders.count_open, later) == OpenCounts(4, 3, 0, 0)
    assert see(database, orders.count_overdue, later) == 3
    do(database, verbs.cancel, actor, shop["li"], "передумал")
    assert see(database, orders.count_open, TODAY).active == 3
    assert see(database, orders.count_by_status) == {OrderStatus.ACCEPTED: 3}
    assert see(database, orders.count_all) == 4
    assert see(database, orders.count_all, most=2) == 3


def test_what_waits_to_be_collected_is_not_late(database: Database, shop: dict[str, int]) -> None:
    table = WorkOrder.__table__
    ready_now = table.update().where(table.c.id == shop["acme"]).values(status=OrderStatus.READY.value)
    with database.begin(write=True) as session:
        session.execute(ready_now)
    later = TODAY + timedelta(days=1)
    assert see(database, orders.count_open, later) == OpenCounts(4, 0, 1, 1)
    assert see(database, orders.count_overdue, later) == 0


def test_a_cancelled_order_stands_in_the_list_of_all_only(
    database: Database, actor: Actor, shop: dict[str, int]
) -> None:
    do(database, verbs.cancel, actor, shop["li"], "передумал")
    assert "li" not in listed(database, shop)
    assert "li" in listed(database, shop, open_only=False)
    cancelled = listed(database, shop, open_only=False, statuses=(OrderStatus.CANCELLED,))
    assert cancelled == ["li"]


def test_rows_come_in_the_order_asked(database: Database, shop: dict[str, int]) -> None:
    wanted = [shop["li"], 5, shop["acme"]]
    rows = see(database, orders.get_order_rows, wanted)
    assert [row.id for row in rows] == [shop["li"], shop["acme"]]
    assert (rows[0].brand, rows[0].model, rows[0].phone) == ("Samsung", "UE55CU7100", "+7 916 704-66-97")
    assert rows[1].customer_kind is CustomerKind.COMPANY


def test_brands_of_what_was_taken_in(database: Database, shop: dict[str, int]) -> None:
    assert see(database, orders.list_order_brands) == ["Apple", "Bosch", "LG", "Samsung"]


@pytest.mark.parametrize(
    ("typed", "expected", "matched"),
    [
        ("Ли", ["acme", "li"], "order"),
        ("виктор", ["li"], "customer"),
        ("СЦ-2026-000002", ["li"], "order"),
        ("8 (916) 704-66-97", ["li"], "phone"),
        ("6697", ["li"], "phone"),
        ("S900", ["li"], "serial"),
        ("ue55cu", ["li"], "device"),
        ("7701007776", ["acme"], "order"),
        ("", [], ""),
        ("%", [], ""),
    ],
)
def test_search(
    database: Database, shop: dict[str, int], typed: str, expected: list[str], matched: str
) -> None:
    names = {order_id: name for name, order_id in shop.items()}
    found = see(database, orders.find_orders, typed)
    assert [names[row.id] for row in found] == expected
    if found and matched != "order":
        assert found[0].matched == matched


def test_a_scanned_order_is_found_and_a_damaged_code_told(database: Database, shop: dict[str, int]) -> None:
    code = codes.encode(shop["li"])
    assert [row.id for row in see(database, orders.find_orders, code)] == [shop["li"]]
    damaged = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(UserError, match="scan_code_check"):
        see(database, orders.find_orders, damaged)


def test_past_orders_are_counted_for_each_customer(database: Database, actor: Actor) -> None:
    first = accept(database, actor, visit(customer=LI))
    known = replace(IVANOVA, id=accept(database, actor).customer_id)
    for number in range(6):
        accept(database, actor, visit(IntakeItem(washer(f"N-{number}"), request()), customer=known))
    both = [first.customer_id, known.id]
    found = see(database, orders.past_orders, customer_ids=both, limit=3)
    assert [owner for owner, _order in found].count(known.id) == 3
    assert [order.number for owner, order in found if owner == first.customer_id] == [first.orders[0].number]


def test_the_card_knows_its_neighbours_and_its_number(database: Database, actor: Actor) -> None:
    made = accept(database, actor, visit(IntakeItem(washer(), request()), IntakeItem(TV, request())))
    first, second = made.orders
    shown = see(database, order_view.get_order, first.number.lower())
    assert (shown.id, shown.neighbours) == (first.id, (second.number,))
    assert shown.code == codes.encode(first.id)
    assert see(database, order_view.get_order, shown.code).id == first.id
    assert [move.status for move in see(database, order_view.list_moves, first.id)] == [OrderStatus.ACCEPTED]
    with pytest.raises(UserError, match="order_not_found"):
        see(database, order_view.get_order, "СЦ-2026-999999")


def test_without_words_of_its_own_a_state_is_the_programs(database: Database, actor: Actor) -> None:
    order_id = take_in(database, actor)
    (row,) = see(database, orders.get_order_rows, [order_id])
    status = OrderStatus.ACCEPTED
    assert row.face == (status.label, status.token, status.icon)
    own = StateData(OrderStatus.WAITING_CUSTOMER, "Думает")
    code = do(database, save_state, actor, own)
    act(database, actor, order_id, "start_diagnosis")
    act(database, actor, order_id, "wait_for", WaitData(own.status, code))
    wanted = ("Думает", own.status.token, own.status.icon)
    (row,) = see(database, orders.get_order_rows, [order_id])
    (found,) = see(database, orders.find_orders, row.number)
    (limit,) = see(database, list_near_limit, TODAY)
    view = see(database, order_view.get_order_by_id, order_id)
    faces = (row.face, found.face, limit.face, view.face, view.history[-1].face)
    assert faces == (wanted,) * len(faces)
    assert view.history[0].face.label == OrderStatus.ACCEPTED.label

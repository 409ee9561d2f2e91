"""The store of a practice base by its own verbs: parts and stock, what orders wait for, orders to suppliers.

Made once, after the first practice orders; the same every time. Each verb stands at its moment of the past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.parts import LinkKind, PartData
from workstation.documents.people import Actor
from workstation.documents.purchasing import PartWish, RequestState, WantedLine
from workstation.documents.stock import OldPartData, OldPartFate, ReceiptData, ReceiptItem
from workstation.models import Device, Part, WorkOrder
from workstation.services import (
    old_parts,
    part_requests,
    parts,
    purchasing,
    receipts,
    suppliers,
    warehouses,
)
from workstation.services.demo_goods import ANALOGUES, GOODS, REPLACED, SUPPLIERS, WAREHOUSE, Good
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_devices = Device.__table__

KOPECKS = 100
FIRST_DAYS, SECOND_DAYS = 60, 20
"""When the two receipts of the stock came, in days before now: each part has two layers of cost."""
WAITING, MENDING, TAKEN_OUT = 14, 8, 4
"""At most so many orders wait for a part, have theirs reserved or issued, have an old part tagged."""
WARRANTY_MONTHS = 6
_WAYS = ((0, 9, 2), (1, 6, 3), (2, 7, -2))
"""Orders to suppliers that were sent: the supplier, how many days ago, for which day from now."""


@dataclass(frozen=True, slots=True)
class _Store:
    """Where goods are kept and from whom they come; parts by their number."""

    warehouse_id: int
    supplier_ids: tuple[int, ...]
    ids: dict[str, int]


def fill(session: Session, actor: Actor) -> int:
    """Make the store of a base that has no parts yet; gives how many parts were made. Part of a verb."""
    if session.execute(select(Part.__table__.c.id).limit(1)).first() is not None:
        return 0
    now = clock.now()
    with clock.standing_at(now - timedelta(days=FIRST_DAYS)):
        store = _open(session, actor)
        _stock(session, actor, store, [(good, good.stock - good.stock // 2, 0) for good in GOODS])
    with clock.standing_at(now - timedelta(days=SECOND_DAYS)):
        _stock(session, actor, store, [(good, good.stock // 2, good.buy // 20) for good in GOODS])
    _reserve(session, actor, store)
    wanted = _want(session, actor, store)
    _buy(session, actor, store, wanted)
    return len(store.ids)


def _open(session: Session, actor: Actor) -> _Store:
    warehouse_id = warehouses.add_warehouse(session, actor, WAREHOUSE)
    supplier_ids = tuple(suppliers.add_supplier(session, actor, one) for one in SUPPLIERS)
    ids = {good.number: parts.add_part(session, actor, _data(good)) for good in GOODS}
    for pairs, kind in ((REPLACED, LinkKind.REPLACED_BY), (ANALOGUES, LinkKind.ANALOGUE)):
        for number, other in pairs:
            parts.link(session, actor, ids[number], ids[other], kind)
    return _Store(warehouse_id, supplier_ids, ids)


def _data(good: Good) -> PartData:
    return PartData(
        number=good.number,
        name=good.name,
        brand=good.brand,
        unit=good.unit,
        is_serial=good.is_serial,
        is_original=bool(good.brand),
        is_consumable=not good.category,
        warranty_months=WARRANTY_MONTHS if good.category else None,
        categories=(good.category,) if good.category else (),
        models=good.models,
        purchase_price=good.buy * KOPECKS,
        sale_price=good.sell * KOPECKS,
    )


def _stock(session: Session, actor: Actor, store: _Store, came: Iterable[tuple[Good, int, int]]) -> None:
    """One receipt: so many pieces of each, dearer by so many roubles."""
    items = tuple(
        _item(store, good, count, (good.buy + more) * count * KOPECKS) for good, count, more in came if count
    )
    day = clock.today()
    note = f"УПД-{day:%d%m}"
    data = ReceiptData(
        store.warehouse_id, items, supplier_id=store.supplier_ids[0], delivery_note=note, delivered_on=day
    )
    receipts.receive(session, actor, data)


def _item(store: _Store, good: Good, count: int, cost: int, **more: Any) -> ReceiptItem:
    head = f"{good.number[:4]}-{clock.today():%y%m}"
    serials = tuple(f"{head}-{n:04d}" for n in range(1, count + 1)) if good.is_serial else ()
    return ReceiptItem(store.ids[good.number], count, cost, serials, good.cell, **more)


def _open_orders(session: Session, actor: Actor, status: OrderStatus, limit: int) -> list[tuple[int, str]]:
    """Open orders of a state with the categories of their devices, the oldest first."""
    query = (
        select(_orders.c.id, _devices.c.category_code)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .where(_orders.c.branch_id == actor.branch_id, _orders.c.status == status.value)
        .order_by(_orders.c.id)
        .limit(limit)
    )
    return [(row.id, row.category_code) for row in session.execute(query)]


def _of(category: str, *, in_stock: bool) -> Sequence[Good]:
    found = [good for good in GOODS if good.category == category and bool(good.stock) is in_stock]
    return found or [good for good in GOODS if good.category == category]


def _reserve(session: Session, actor: Actor, store: _Store) -> None:
    """Orders in repair have their part: reserved, or with the technician; some gave an old one."""
    for place, (order_id, category) in enumerate(
        _open_orders(session, actor, OrderStatus.IN_REPAIR, MENDING)
    ):
        found = [good for good in _of(category, in_stock=True) if not good.is_serial]
        if not found:
            continue
        good = found[place % len(found)]
        with clock.standing_at(clock.now() - timedelta(days=2)):
            asked = part_requests.ask(session, actor, PartWish(order_id, store.ids[good.number])).requests
            if place % 2 and asked[0].state is RequestState.RESERVED:
                part_requests.issue(session, actor, asked[0].id)
            if place < TAKEN_OUT:
                fate = tuple(OldPartFate)[place]
                due = clock.today() + timedelta(days=14) if fate is OldPartFate.MANUFACTURER else None
                old = OldPartData(good.name, fate, store.ids[good.number], due_on=due)
                old_parts.tag(session, actor, order_id, old)


def _want(session: Session, actor: Actor, store: _Store) -> list[tuple[Good, int]]:
    """Orders that wait for a part ask for one that is not there; gives what is wanted with the requests."""
    wanted = []
    for place, (order_id, category) in enumerate(
        _open_orders(session, actor, OrderStatus.WAITING_PART, WAITING)
    ):
        found = _of(category, in_stock=False)
        if not found:
            continue
        good = found[place % len(found)]
        with clock.standing_at(clock.now() - timedelta(days=8)):
            until = clock.today() + timedelta(days=15)
            wish = PartWish(order_id, store.ids[good.number], wanted_by=until)
            asked = part_requests.ask(session, actor, wish).requests
        wanted += [(good, one.id) for one in asked if one.state is RequestState.WANTED]
    return wanted


def _buy(session: Session, actor: Actor, store: _Store, wanted: Sequence[tuple[Good, int]]) -> None:
    """Four orders to suppliers: one partly received, one on its way, one late, one in preparation."""
    dealt: dict[int, list[tuple[Good, int]]] = defaultdict(list)
    for place, one in enumerate(wanted):
        dealt[place % 5].append(one)
    now, gone = clock.now(), [good for good in GOODS if not good.stock]
    first: tuple[int, list[WantedLine]] | None = None
    for share, sent, promised in _WAYS:
        lines = _lines(store, dealt[share], gone[share::3])
        with clock.standing_at(now - timedelta(days=sent)):
            made = purchasing.make_purchase(
                session, actor, store.supplier_ids[share], store.warehouse_id, lines
            )
            day = clock.local(now).date() + timedelta(days=promised)
            purchasing.mark_sent(session, actor, made, "почта", day)
        first = first or (made, lines)
    draft = _lines(store, dealt[3], [good for good in GOODS if good.stock == 1][:3])
    purchasing.make_purchase(session, actor, store.supplier_ids[1], store.warehouse_id, draft)
    if first is not None:
        with clock.standing_at(now - timedelta(hours=20)):
            _take_in(session, actor, store, *first)


def _lines(store: _Store, wanted: Sequence[tuple[Good, int]], more: Sequence[Good]) -> list[WantedLine]:
    """What is wanted with its requests, and two pieces of some for the shelf."""
    requests: dict[Good, list[int]] = defaultdict(list)
    for good, request_id in wanted:
        requests[good].append(request_id)
    for good in more:
        requests.setdefault(good, [])
    return [
        WantedLine(store.ids[good.number], max(len(ids), 2), good.buy * KOPECKS, tuple(ids))
        for good, ids in requests.items()
    ]


def _take_in(
    session: Session, actor: Actor, store: _Store, purchase_id: int, lines: Sequence[WantedLine]
) -> None:
    """The first line came whole, the second with a damaged piece, the rest not yet."""
    goods = {store.ids[good.number]: good for good in GOODS}
    items = []
    for place, line in enumerate(lines[:2]):
        good, count = goods[line.part_id], line.quantity - place
        more = {"damaged": 1, "note": "Вскрыта упаковка, скол корпуса"} if place else {}
        if count or more:
            items.append(_item(store, good, count, count * line.price, **more))
    if items:
        day = clock.today()
        data = ReceiptData(
            store.warehouse_id,
            tuple(items),
            purchase_id=purchase_id,
            delivery_note="УПД-1187",
            delivered_on=day,
        )
        receipts.receive(session, actor, data)

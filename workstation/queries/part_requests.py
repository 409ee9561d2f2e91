"""Wanted parts on the read side: of an order, those that wait, those that came and wake their orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from workstation.documents.contacts import Topic
from workstation.documents.parts import PriceKind
from workstation.documents.places import PlaceKind
from workstation.documents.purchasing import (
    OPEN_REQUESTS,
    Arrival,
    OpenRequest,
    RequestRow,
    RequestState,
    Woken,
)
from workstation.models import (
    Brand,
    Category,
    Device,
    DeviceModel,
    MessageDraft,
    Part,
    PartRequest,
    Place,
    PurchaseLine,
    PurchaseOrder,
    StockBin,
    User,
    Warehouse,
    WorkOrder,
)
from workstation.queries.part_offers import next_arrivals
from workstation.queries.parts import on_hand, prices_on

_requests = PartRequest.__table__
_orders = WorkOrder.__table__
_parts = Part.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__
_users = User.__table__
_drafts = MessageDraft.__table__
_places = Place.__table__

_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

_masters = _users.alias("master")

_benches = _places.alias("bench")

_seats = _places.alias("seat")

_BENCH = (
    select(func.min(_seats.c.id))
    .where(
        _seats.c.user_id == _orders.c.technician_id,
        _seats.c.kind == PlaceKind.BENCH.value,
        _seats.c.is_active,
    )
    .correlate(_orders)
    .scalar_subquery()
)
_WAITING = (RequestState.WANTED.value, RequestState.ORDERED.value)


def get_requests(session: Session, ids: Sequence[int]) -> list[RequestRow]:
    """Requests by their ids, the oldest first."""
    if not ids:
        return []
    return _rows(session, session.execute(_by_ids(), {"ids": list(ids)}).mappings())


def list_requests(
    session: Session,
    branch_id: int,
    *,
    order_id: int | None = None,
    part_id: int | None = None,
    states: Sequence[RequestState] = OPEN_REQUESTS,
    limit: int = 500,
) -> list[RequestRow]:
    """Requests of a branch in some states, the oldest first; all states of one order with `states=()`."""
    query = _query().where(_requests.c.branch_id == branch_id)
    if order_id is not None:
        query = query.where(_requests.c.order_id == order_id)
    if part_id is not None:
        query = query.where(_requests.c.part_id == part_id)
    if states:
        query = query.where(_requests.c.state.in_([state.value for state in states]))
    return _rows(session, session.execute(query.order_by(_requests.c.id).limit(limit)).mappings())


def list_open(session: Session, branch_id: int, today: date, limit: int = 500) -> list[OpenRequest]:
    """Open requests of a branch with their devices and what of each part is free, the oldest first."""
    query = _open_query().where(_requests.c.branch_id == branch_id).order_by(_requests.c.id).limit(limit)
    found = session.execute(query).mappings().all()
    part_ids = {row["part_id"] for row in found}
    stock = on_hand(session, branch_id, part_ids)
    prices = prices_on(session, part_ids, PriceKind.PURCHASE, today)
    requests = {row.id: row for row in _rows(session, found)}
    return [
        OpenRequest(
            request=requests[row["id"]],
            device=" ".join(filter(None, (row["category"], row["brand"], row["model"]))),
            technician=row["technician"],
            limit_on=row["legal_until"] or row["due_on"],
            is_by_law=row["legal_until"] is not None,
            purchase_id=row["purchase_id"],
            free=have - promised,
            price=prices.get(row["part_id"], 0),
        )
        for row in found
        for have, promised in [stock.get(row["part_id"], (0, 0))]
    ]


def list_arrived(session: Session, branch_id: int, limit: int = 200) -> list[Woken]:
    """Open orders whose part came and lies ready for the technician, the latest first."""
    query = (
        _woken_query()
        .where(
            _requests.c.branch_id == branch_id,
            _requests.c.state == RequestState.RESERVED.value,
            _requests.c.arrived_at.is_not(None),
            _orders.c.closed_at.is_(None),
        )
        .order_by(_requests.c.arrived_at.desc(), _requests.c.id)
        .limit(limit)
    )
    return _woken(session, query)


def count_wanted(session: Session, branch_id: int) -> int:
    """How many requests of a branch nothing is ordered for."""
    query = select(func.count()).where(
        _requests.c.branch_id == branch_id, _requests.c.state == RequestState.WANTED.value
    )
    return int(session.execute(query).scalar_one())


def count_arrived(session: Session, branch_id: int) -> int:
    """How many requests of a branch came and are to be taken."""
    query = (
        select(func.count())
        .join(_orders, _orders.c.id == _requests.c.order_id)
        .where(
            _requests.c.branch_id == branch_id,
            _requests.c.state == RequestState.RESERVED.value,
            _requests.c.arrived_at.is_not(None),
            _orders.c.closed_at.is_(None),
        )
    )
    return int(session.execute(query).scalar_one())


def get_woken(session: Session, request_ids: Sequence[int]) -> list[Woken]:
    """What to tell of requests that were served just now, order by order."""
    if not request_ids:
        return []
    query = _woken_query().where(_requests.c.id.in_(request_ids))
    return _woken(session, query.order_by(_orders.c.id, _requests.c.id))


def _query() -> Select[Any]:
    return (
        select(
            _requests,
            _orders.c.number.label("order"),
            _parts.c.number,
            _parts.c.name,
            _parts.c.brand.label("part_brand"),
            _parts.c.is_serial,
            _bins.c.code,
            _warehouses.c.name.label("warehouse"),
            _purchases.c.number.label("purchase"),
            _purchases.c.promised_on,
            _users.c.short_name.label("by"),
        )
        .join(_orders, _orders.c.id == _requests.c.order_id)
        .join(_parts, _parts.c.id == _requests.c.part_id)
        .join(_users, _users.c.id == _requests.c.user_id)
        .outerjoin(_bins, _bins.c.id == _requests.c.bin_id)
        .outerjoin(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .outerjoin(_lines, _lines.c.id == _requests.c.purchase_line_id)
        .outerjoin(_purchases, _purchases.c.id == _lines.c.purchase_id)
    )


def _open_query() -> Select[Any]:
    return (
        _query()
        .add_columns(
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _orders.c.legal_until,
            _orders.c.due_on,
            _masters.c.short_name.label("technician"),
            _lines.c.purchase_id,
        )
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .outerjoin(_masters, _masters.c.id == _orders.c.technician_id)
        .where(_requests.c.state.in_([state.value for state in OPEN_REQUESTS]))
    )


@cache
def _by_ids() -> Select[Any]:
    return _query().where(_requests.c.id.in_(bindparam("ids", expanding=True))).order_by(_requests.c.id)


def place_words(warehouse: str | None, code: str | None) -> str | None:
    """A bin as a person reads it: `Основной, А-12`."""
    return ", ".join(filter(None, (warehouse, code))) or None


def _rows(session: Session, found: Iterable[Any]) -> list[RequestRow]:
    """Requests with the day each is expected: as it is ordered, else with what comes next of its part."""
    rows = list(found)
    wanted = {row["part_id"]: row["branch_id"] for row in rows if row["state"] == RequestState.WANTED.value}
    coming: dict[int, Arrival] = {}
    for branch_id in set(wanted.values()):
        coming |= next_arrivals(session, branch_id, [one for one in wanted if wanted[one] == branch_id])
    return [_row(row, coming.get(row["part_id"])) for row in rows]


def _row(row: Any, coming: Arrival | None) -> RequestRow:
    is_wanted = row["state"] == RequestState.WANTED.value
    return RequestRow(
        id=row["id"],
        order_id=row["order_id"],
        order=row["order"],
        part_id=row["part_id"],
        number=row["number"],
        name=row["name"],
        quantity=row["quantity"],
        state=RequestState(row["state"]),
        place=place_words(row["warehouse"], row["code"]),
        purchase=row["purchase"],
        promised_on=row["promised_on"],
        wanted_by=row["wanted_by"],
        arrived_at=row["arrived_at"],
        made_at=row["made_at"],
        by=row["by"],
        version=row["version"],
        brand=row["part_brand"],
        is_serial=row["is_serial"],
        bin_id=row["bin_id"],
        part_line_id=row["part_line_id"],
        expected_on=coming.promised_on if is_wanted and coming else row["promised_on"],
    )


def _woken_query() -> Select[Any]:
    return (
        select(
            _requests.c.id,
            _requests.c.order_id,
            _requests.c.quantity,
            _orders.c.number.label("order"),
            _places.c.name.label("shelf"),
            _benches.c.name.label("bench"),
            _parts.c.number,
            _parts.c.name,
            _parts.c.is_serial,
            _requests.c.part_id,
            _orders.c.legal_until,
            _orders.c.due_on,
            _bins.c.code,
            _warehouses.c.name.label("warehouse"),
            _users.c.short_name.label("technician"),
            _drafts.c.id.label("message_id"),
            _drafts.c.text.label("message"),
        )
        .join(_orders, _orders.c.id == _requests.c.order_id)
        .join(_parts, _parts.c.id == _requests.c.part_id)
        .join(_bins, _bins.c.id == _requests.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .outerjoin(
            _drafts,
            and_(
                _drafts.c.order_id == _orders.c.id,
                _drafts.c.topic == Topic.PART.value,
                _drafts.c.done_at.is_(None),
            ),
        )
        .outerjoin(_users, _users.c.id == _orders.c.technician_id)
        .outerjoin(_places, _places.c.id == _orders.c.place_id)
        .outerjoin(_benches, _benches.c.id == _BENCH)
    )


def _woken(session: Session, query: Select[Any]) -> list[Woken]:
    found = session.execute(query).mappings().all()
    waiting = _still_waiting(session, {row["order_id"] for row in found})
    return [
        Woken(
            request_id=row["id"],
            order_id=row["order_id"],
            order=row["order"],
            part=row["name"],
            number=row["number"],
            quantity=row["quantity"],
            part_place=place_words(row["warehouse"], row["code"]) or "",
            technician=row["technician"],
            bench=row["bench"],
            shelf=row["shelf"],
            still_waiting=waiting.get(row["order_id"], 0),
            message_id=row["message_id"],
            message=row["message"],
            part_id=row["part_id"],
            is_serial=row["is_serial"],
            limit_on=row["legal_until"] or row["due_on"],
        )
        for row in found
    ]


def _still_waiting(session: Session, order_ids: set[int]) -> dict[int, int]:
    """How many requests of each order wait on."""
    query = (
        select(_requests.c.order_id, func.count())
        .where(_requests.c.order_id.in_(order_ids), _requests.c.state.in_(_WAITING))
        .group_by(_requests.c.order_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}

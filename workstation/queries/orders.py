"""Orders on the read side: the list, the search, the counts, and the whole view of one order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.order_rows import (
    LONGEST,
    MANY,
    FoundRow,
    OpenCounts,
    OrderFilter,
    OrderRow,
    state_face,
)
from workstation.documents.orders import PastOrder
from workstation.models import (
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    Place,
    User,
    WorkOrder,
    order_search,
)
from workstation.queries.order_filter import narrowed, typed
from workstation.queries.order_rows import order_row
from workstation.queries.states import FACE, faced
from workstation.rules import codes, search
from workstation.rules.validators import compact, format_phone, name_key
from workstation.statuses import TO_COLLECT, OrderStatus, RequestKind

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_users = User.__table__
_places = Place.__table__

_LIFE = case({status.value: place for place, status in enumerate(OrderStatus)}, value=_orders.c.status)
_SORT_COLUMNS: dict[str, tuple[Any, ...]] = {
    "due": (_orders.c.due_on,),
    "number": (_orders.c.id + 0,),  # else SQLite walks the wide table where a narrow index has all it needs
    "customer": (_customers.c.name_key,),
    "device": (_brands.c.name_key, _models.c.name_key),
    "status": (_LIFE, _orders.c.due_on),
    "kind": (_orders.c.kind, _orders.c.due_on),
}
SORTS = {
    **{name: (*(c.asc().nulls_last() for c in by), _orders.c.id.asc()) for name, by in _SORT_COLUMNS.items()},
    **{
        f"{name}_desc": (*(c.desc().nulls_last() for c in by), _orders.c.id.desc())
        for name, by in _SORT_COLUMNS.items()
    },
}
JOINED_SORTS = frozenset({"customer", "device", "customer_desc", "device_desc"})
_TO_COLLECT = sorted(status.value for status in TO_COLLECT)


def list_order_ids(
    session: Session,
    *,
    open_only: bool = True,
    statuses: Sequence[OrderStatus] = (),
    text: str = "",
    sort: str = "due",
    limit: int = LONGEST,
    only: OrderFilter | None = None,
) -> list[int]:
    """Ids of the orders of a list, in its order: the list paints pages of them by `get_order_rows`.

    `text` filters as it is typed, two letters included: every piece must be the beginning of a word of the
    customer's name, brand or category, or a part of the number, serial number, model or phone. `sort` is
    one of `SORTS`; `only` narrows by kinds, brands and days.
    """
    tests = typed(session, text) + (narrowed(only) if only else [])
    query = select(_orders.c.id)
    if sort in JOINED_SORTS or text.strip() or (only and only.brands):
        query = joined(query)
    if open_only:
        query = query.where(_orders.c.closed_at.is_(None))
    if statuses:
        query = query.where(_orders.c.status.in_([status.value for status in statuses]))
    return list(session.execute(query.where(*tests).order_by(*SORTS[sort]).limit(limit)).scalars())


def get_order_rows(session: Session, ids: Sequence[int]) -> list[OrderRow]:
    """Rows of the given orders, in the order of `ids`; an id that is gone is left out."""
    if not ids:
        return []
    query = _row_query().where(_orders.c.id.in_(ids))
    found = {row["id"]: order_row(row) for row in session.execute(query).mappings()}
    return [found[one] for one in ids if one in found]


def count_by_status(session: Session) -> dict[OrderStatus, int]:
    """How many open orders stand in each state."""
    query = (
        select(_orders.c.status, func.count()).where(_orders.c.closed_at.is_(None)).group_by(_orders.c.status)
    )
    return {OrderStatus(status): count for status, count in session.execute(query)}


def count_overdue(session: Session, today: date) -> int:
    """How many open orders are past their day; one that waits to be collected is not late."""
    query = select(func.count()).where(
        _orders.c.closed_at.is_(None), _orders.c.due_on < today, _orders.c.status.not_in(_TO_COLLECT)
    )
    return int(session.execute(query).scalar_one())


def count_open(session: Session, today: date, soon_days: int = 3) -> OpenCounts:
    """Counts of the saved views in one pass; `soon` is due within `soon_days`, today included."""
    working = _orders.c.status.not_in(_TO_COLLECT)
    late = case((_orders.c.due_on < today, 1), else_=0)
    soon = case((_orders.c.due_on.between(today, today + timedelta(days=soon_days)), 1), else_=0)
    query = select(
        func.count(),
        func.sum(case((working, late), else_=0)),
        func.sum(case((working, soon), else_=0)),
        func.sum(case((working, 0), else_=1)),
    ).where(_orders.c.closed_at.is_(None))
    found = session.execute(query).one()
    return OpenCounts(*(int(number or 0) for number in found))


def count_all(session: Session, most: int = MANY) -> int:
    """How many orders there are, counted up to `most` + 1: what is more is only said to be more."""
    some = select(_orders.c.id).limit(most + 1).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())


def list_order_brands(session: Session) -> list[str]:
    """Brands of the devices that were ever taken in, by name: the choices of a filter."""
    known = select(_devices.c.brand_id).distinct()
    query = select(_brands.c.name).where(_brands.c.id.in_(known)).order_by(_brands.c.name_key)
    return list(session.execute(query).scalars())


def find_orders(session: Session, text: str, limit: int = 50) -> list[FoundRow]:
    """The newest orders that fit the words: number, phone, name, serial number, model, or a scanned code.

    Raises UserError `scan_code_bad`, `scan_code_check` for a code of ours that is damaged.
    """
    if not compact(text):
        return []
    ids = _found_ids(session, text, limit)
    rows = {row.id: row for row in session.execute(_row_query().where(_orders.c.id.in_(ids)))} if ids else {}
    return [_found_row(rows[one], text) for one in ids if one in rows]


def past_orders(
    session: Session,
    *,
    customer_ids: Sequence[int] = (),
    device_id: int | None = None,
    limit: int = 5,
) -> list[tuple[int, PastOrder]]:
    """The newest `limit` orders of each customer, or of a device, with the customer's or device's id."""
    wanted = _orders.c.device_id == device_id if device_id else _orders.c.customer_id.in_(customer_ids)
    owner = _orders.c.device_id if device_id else _orders.c.customer_id
    place = func.row_number().over(partition_by=owner, order_by=_orders.c.id.desc())
    newest = select(_orders.c.id, place.label("place")).where(wanted).subquery()
    query = joined(
        select(
            owner.label("owner"),
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.kind,
            _orders.c.accepted_at,
            _orders.c.closed_at,
            _orders.c.reported_fault,
            _categories.c.name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            *FACE,
        )
    ).join(newest, newest.c.id == _orders.c.id)
    query = faced(query, _orders.c.state_code, _orders.c.status)
    rows = session.execute(query.where(newest.c.place <= limit).order_by(_orders.c.id.desc()))
    return [(row.owner, _past(row)) for row in rows]


def _past(row: Any) -> PastOrder:
    status = OrderStatus(row.status)
    return PastOrder(
        id=row.id,
        number=row.number,
        status=status,
        face=state_face(status, row.state_name, row.state_token),
        kind=RequestKind(row.kind),
        accepted_on=clock.local(row.accepted_at).date(),
        closed_on=clock.local(row.closed_at).date() if row.closed_at else None,
        device=" ".join(part for part in (row.category, row.brand, row.model) if part),
        reported_fault=row.reported_fault,
    )


def joined(query: Select[Any]) -> Select[Any]:
    """Join what names an order: customer, device, brand, category, model."""
    return (
        query.select_from(_orders)
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
    )


def _row_query() -> Select[Any]:
    query = joined(
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.kind,
            _orders.c.accepted_at,
            _orders.c.due_on,
            _orders.c.legal_until,
            _places.c.name.label("place"),
            _orders.c.reported_fault,
            _customers.c.name.label("customer"),
            _customers.c.kind.label("customer_kind"),
            _customers.c.phone,
            _customers.c.phone_extension,
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _devices.c.serial_number,
            _devices.c.imei,
            _users.c.short_name.label("technician"),
            *FACE,
        )
    )
    query = query.outerjoin(_places, _places.c.id == _orders.c.place_id)
    query = query.outerjoin(_users, _users.c.id == _orders.c.technician_id)
    return faced(query, _orders.c.state_code, _orders.c.status)


def _found_ids(session: Session, text: str, limit: int) -> list[int]:
    if codes.is_scan_code(text):
        return [codes.decode(text)]
    query = select(order_search.c.rowid)
    for pattern in search.like_patterns(search.parse_query(text)):
        query = query.where(order_search.c.text.like(pattern))
    return list(session.execute(query.order_by(order_search.c.rowid.desc()).limit(limit)).scalars())


def _found_row(row: Any, text: str) -> FoundRow:
    device = " ".join(part for part in (row.brand, row.model or row.category) if part)
    status = OrderStatus(row.status)
    return FoundRow(
        id=row.id,
        order=row.number,
        status=status,
        face=state_face(status, row.state_name, row.state_token),
        customer=row.customer,
        phone=format_phone(row.phone, row.phone_extension),
        device=device,
        serial=row.serial_number or row.imei,
        accepted_on=clock.local(row.accepted_at).date(),
        due_on=row.due_on,
        matched=_matched(row, text),
    )


def _matched(row: Any, text: str) -> str:
    pieces = [name_key(piece) for piece in text.split()]
    fields = {
        "order": compact(row.number),
        "phone": compact(row.phone),
        "customer": name_key(row.customer),
        "serial": compact(row.serial_number or row.imei or ""),
        "device": name_key(f"{row.brand} {row.model or ''} {row.category}"),
    }
    for name, content in fields.items():
        if any(piece in content or (compact(piece) and compact(piece) in content) for piece in pieces):
            return name
    return "order"

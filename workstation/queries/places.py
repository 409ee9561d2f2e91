"""Places on the read side: the list with codes, where a device is and was, what a count of shelves says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.codec import decode_as
from workstation.documents.places import (
    CountLine,
    CountResult,
    PlaceKind,
    PlaceMoveRow,
    PlaceRow,
    ShelfCountView,
    WhereRow,
)
from workstation.errors import UserError
from workstation.models import (
    Brand,
    Category,
    Device,
    DeviceModel,
    Place,
    PlaceMove,
    ShelfCount,
    ShelfScan,
    User,
    WorkOrder,
)
from workstation.queries.orders import find_orders
from workstation.rules import codes
from workstation.rules.places import judge, place_key
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_places = Place.__table__
_moves = PlaceMove.__table__
_counts = ShelfCount.__table__
_scans = ShelfScan.__table__
_users = User.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_from = _places.alias("from_place")
_seen = _places.alias("seen_place")

HERE = or_(_orders.c.closed_at.is_(None), _orders.c.status == OrderStatus.UNCLAIMED.value)
"""The device of such an order is with the centre: in work, or left by its customer for good."""


def list_places(
    session: Session, *, kinds: Sequence[PlaceKind] = (), active_only: bool = True
) -> tuple[PlaceRow, ...]:
    """Places with their codes and how many devices stand there, by kind, position and name."""
    standing = (
        select(_orders.c.place_id, func.count().label("count"))
        .where(HERE, _orders.c.place_id.is_not(None))
        .group_by(_orders.c.place_id)
        .subquery()
    )
    query = (
        select(_places, _users.c.short_name.label("person"), standing.c.count)
        .outerjoin(_users, _users.c.id == _places.c.user_id)
        .outerjoin(standing, standing.c.place_id == _places.c.id)
    )
    if kinds:
        query = query.where(_places.c.kind.in_([kind.value for kind in kinds]))
    if active_only:
        query = query.where(_places.c.is_active)
    order = {kind: number for number, kind in enumerate(PlaceKind)}
    found = [_place(row) for row in session.execute(query).mappings()]
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.position, one.name)))


def get_place(session: Session, place: str) -> PlaceRow:
    """A place by its scanned code or its name; raises UserError `place_not_found`, `scan_code_…`."""
    key = codes.decode(place, "place") if codes.is_scan_code(place) else None
    for row in list_places(session, active_only=False):
        if row.id == key or (key is None and place_key(row.name) == place_key(place)):
            return row
    raise UserError("place_not_found", "place", place=place)


def find_place_code(session: Session, text: str) -> PlaceRow | None:
    """The place of a scanned code; None for a code of something else. Raises `scan_code_…`."""
    key = codes.decode(text)
    query = select(_places, _users.c.short_name.label("person"), (_places.c.position * 0).label("count"))
    query = query.outerjoin(_users, _users.c.id == _places.c.user_id).where(_places.c.id == key)
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else _place(row)


def where_is(session: Session, order_id: int) -> WhereRow:
    """«Где он?»: raises UserError `order_not_found`."""
    row = session.execute(_where_query().where(_orders.c.id == order_id)).mappings().one_or_none()
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    return _where(row)


def find_where(session: Session, text: str, limit: int = 20) -> tuple[WhereRow, ...]:
    """Where the devices are that fit the words or the scanned code, newest orders first."""
    ids = [row.id for row in find_orders(session, text, limit)]
    if not ids:
        return ()
    rows = session.execute(_where_query().where(_orders.c.id.in_(ids)).order_by(_orders.c.id.desc()))
    return tuple(_where(row) for row in rows.mappings())


def list_at(session: Session, place_id: int) -> tuple[WhereRow, ...]:
    """The devices that stand in a place, oldest orders first."""
    query = _where_query().where(_orders.c.place_id == place_id, HERE).order_by(_orders.c.id)
    return tuple(_where(row) for row in session.execute(query).mappings())


def list_place_moves(session: Session, order_id: int) -> tuple[PlaceMoveRow, ...]:
    """The moves of an order's device, oldest first."""
    query = (
        select(
            _places.c.name,
            _from.c.name.label("came_from"),
            _moves.c.moved_at,
            _users.c.short_name.label("user"),
        )
        .select_from(_moves)
        .join(_places, _places.c.id == _moves.c.place_id)
        .join(_users, _users.c.id == _moves.c.user_id)
        .outerjoin(_from, _from.c.id == _moves.c.from_place_id)
        .where(_moves.c.order_id == order_id)
        .order_by(_moves.c.id)
    )
    return tuple(
        PlaceMoveRow(row.name, row.came_from, row.moved_at, row.user) for row in session.execute(query)
    )


def list_shelf_counts(session: Session, limit: int = 50) -> tuple[ShelfCountView, ...]:
    """Counts of shelves, the newest first."""
    query = _count_query().order_by(_counts.c.id.desc()).limit(limit)
    return tuple(_count(session, row) for row in session.execute(query).mappings().all())


def get_shelf_count(session: Session, count_id: int) -> ShelfCountView:
    """A count of shelves with what is missing and what is extra; raises UserError `count_not_found`."""
    row = session.execute(_count_query().where(_counts.c.id == count_id)).mappings().one_or_none()
    if row is None:
        raise UserError("count_not_found", None)
    return _count(session, row)


def count_result(session: Session, count_id: int, place_ids: Sequence[int]) -> CountResult:
    """What the scans of a count say against the base as it stands now."""
    standing = _line_query().where(_orders.c.place_id.in_(place_ids), HERE)
    expected = {row.id: _line(row, None) for row in session.execute(standing.order_by(_orders.c.id))}
    scanned = (
        _line_query()
        .add_columns(_seen.c.name.label("seen"))
        .join(_scans, _scans.c.order_id == _orders.c.id)
        .join(_seen, _seen.c.id == _scans.c.place_id)
        .where(_scans.c.shelf_count_id == count_id)
        .order_by(_scans.c.scanned_at, _scans.c.order_id)
    )
    seen = {row.id: _line(row, row.seen) for row in session.execute(scanned)}
    return judge(expected, seen)


def _place(row: Any) -> PlaceRow:
    return PlaceRow(
        id=row["id"],
        code=codes.encode(row["id"]),
        kind=PlaceKind(row["kind"]),
        name=row["name"],
        person=row["person"],
        position=row["position"],
        is_active=bool(row["is_active"]),
        count=row["count"] or 0,
    )


def _named(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(_orders)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .outerjoin(_places, _places.c.id == _orders.c.place_id)
    )


def _where_query() -> Select[Any]:
    last = (
        select(func.max(_moves.c.id)).where(_moves.c.order_id == _orders.c.id).correlate(_orders)
    ).scalar_subquery()
    query = _named(
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.accepted_at,
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _places.c.name.label("place"),
            _places.c.kind,
            _moves.c.moved_at,
            _users.c.short_name.label("user"),
        )
    )
    query = query.outerjoin(_moves, and_(_moves.c.id == last, _moves.c.place_id == _orders.c.place_id))
    return query.outerjoin(_users, _users.c.id == _moves.c.user_id)


def _where(row: Any) -> WhereRow:
    known = row["place"] is not None
    return WhereRow(
        order_id=row["id"],
        number=row["number"],
        status=OrderStatus(row["status"]),
        device=_device(row),
        place=row["place"],
        kind=PlaceKind(row["kind"]) if known else None,
        since=(row["moved_at"] or row["accepted_at"]) if known else None,
        user=row["user"],
    )


def _device(row: Any) -> str:
    return " ".join(part for part in (row["category"], row["brand"], row["model"]) if part)


def _line_query() -> Select[Any]:
    return _named(
        select(
            _orders.c.id,
            _orders.c.number,
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _places.c.name.label("place"),
        )
    )


def _line(row: Any, seen: str | None) -> CountLine:
    return CountLine(row.id, row.number, _device(row._mapping), row.place, seen)


def _count_query() -> Select[Any]:
    return select(_counts, _users.c.short_name.label("user")).join(_users, _users.c.id == _counts.c.user_id)


def _count(session: Session, row: Any) -> ShelfCountView:
    place_ids = decode_as(tuple[int, ...], row["places"])
    query = select(_places.c.id, _places.c.name).where(_places.c.id.in_(place_ids))
    names = {place.id: place.name for place in session.execute(query)}
    if row["result"] is None:
        result = count_result(session, row["id"], place_ids)
    else:
        result = decode_as(CountResult, row["result"])
    return ShelfCountView(
        id=row["id"],
        places=tuple(names[one] for one in place_ids if one in names),
        place_ids=place_ids,
        started_at=row["started_at"],
        user=row["user"],
        finished_at=row["finished_at"],
        result=result,
    )

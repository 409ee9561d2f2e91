"""The bench on the read side: the board and its queue, and the card of one order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.bench import BenchCard, BoardRow
from workstation.models import (
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    Place,
    TimeEntry,
    User,
    WorkOrder,
)
from workstation.queries.bench_help import list_error_codes, list_model_documents
from workstation.queries.order_view import get_order_by_id
from workstation.queries.orders import joined, past_orders
from workstation.queries.similar import list_similar
from workstation.statuses import CustomerKind, OrderStatus, Priority, RequestKind

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_users = User.__table__
_places = Place.__table__
_times = TimeEntry.__table__

QUEUE = (
    _orders.c.priority.desc(),
    _orders.c.due_on.asc().nulls_last(),
    _orders.c.legal_until.asc().nulls_last(),
    _orders.c.id.asc(),
)
"""What is next: what is wanted sooner, then the promised day, then the legal one, then who came first."""
NOBODY = 0
# The list of states is that of the index: SQLite takes a partial index only for the same words.
_WOKEN = text(
    "SELECT order_id FROM part_request WHERE state IN ('wanted', 'ordered', 'reserved') "
    "AND state = 'reserved' AND arrived_at IS NOT NULL"
)
_Running = tuple[tuple[str, ...], tuple[int, ...], datetime | None]
HISTORY = 10


def list_board_ids(
    session: Session,
    *,
    statuses: Sequence[OrderStatus] = (),
    technician_id: int | None = None,
    only_running: bool = False,
) -> list[tuple[int, OrderStatus, str]]:
    """Open orders in the order of the queue: id, state, and the code of the state as it is shown.

    `technician_id` 0 means those that nobody has yet.
    """
    query = select(_orders.c.id, _orders.c.status, _orders.c.state_code)
    query = query.where(*_board_tests(statuses, technician_id, only_running)).order_by(*QUEUE)
    return [(row.id, OrderStatus(row.status), row.state_code or row.status) for row in session.execute(query)]


def list_board(
    session: Session,
    *,
    statuses: Sequence[OrderStatus] = (),
    technician_id: int | None = None,
    only_running: bool = False,
    limit: int = 10_000,
) -> list[BoardRow]:
    """Cards of the board in the order of the queue; `technician_id` 0 means those that nobody has yet."""
    tests = _board_tests(statuses, technician_id, only_running)
    found = session.execute(_board_query().where(*tests).order_by(*QUEUE).limit(limit)).all()
    running, woken = _running(session), woken_ids(session)
    return [_board_row(row, running, woken) for row in found]


def get_board_rows(session: Session, ids: Sequence[int]) -> list[BoardRow]:
    """Cards of the given orders, in the order of `ids`; an id that is gone is left out."""
    if not ids:
        return []
    running, woken = _running(session), woken_ids(session)
    found = {row.id: row for row in session.execute(_board_query().where(_orders.c.id.in_(ids)))}
    return [_board_row(found[one], running, woken) for one in ids if one in found]


def woken_ids(session: Session) -> frozenset[int]:
    """Orders for which a part came that they had waited for, and nobody has taken it yet."""
    return frozenset(row[0] for row in rows.run(session, _WOKEN))


def get_bench_card(session: Session, order_id: int, today: date) -> BenchCard:
    """One order on the bench with what was done before; raises UserError `order_not_found`."""
    order = get_order_by_id(session, order_id)
    past = past_orders(session, device_id=order.device_id, limit=HISTORY)
    return BenchCard(
        order=order,
        history=tuple(row for _device, row in past if row.id != order_id),
        similar=list_similar(session, order_id, today),
        documents=list_model_documents(session, order.device_id),
        errors=list_error_codes(session, order.request.reported_fault, order.device.brand, today),
    )


def _board_tests(statuses: Sequence[OrderStatus], technician_id: int | None, only_running: bool) -> list[Any]:
    tests: list[Any] = [_orders.c.closed_at.is_(None)]
    if statuses:
        tests.append(_orders.c.status.in_([status.value for status in statuses]))
    if technician_id is not None:
        mine = _orders.c.technician_id
        tests.append(mine.is_(None) if technician_id == NOBODY else mine == technician_id)
    if only_running:
        tests.append(_orders.c.id.in_(select(_times.c.order_id).where(_times.c.ended_at.is_(None))))
    return tests


def _board_query() -> Select[Any]:
    query = joined(
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.version,
            _orders.c.status,
            _orders.c.state_code,
            _orders.c.kind,
            _orders.c.priority,
            _orders.c.technician_id,
            _places.c.name.label("place"),
            _orders.c.accepted_at,
            _orders.c.due_on,
            _orders.c.legal_until,
            _orders.c.reported_fault,
            _orders.c.failed_checks,
            _customers.c.name.label("customer"),
            _customers.c.kind.label("customer_kind"),
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _devices.c.serial_number,
            _devices.c.imei,
            _users.c.short_name.label("technician"),
        )
    )
    query = query.outerjoin(_places, _places.c.id == _orders.c.place_id)
    return query.outerjoin(_users, _users.c.id == _orders.c.technician_id)


def _running(session: Session) -> dict[int, _Running]:
    """Whose time runs on which order, and since when."""
    query = (
        select(_times.c.order_id, _users.c.short_name, _users.c.id, _times.c.started_at)
        .join(_users, _users.c.id == _times.c.user_id)
        .where(_times.c.ended_at.is_(None))
        .order_by(_times.c.started_at)
    )
    found: dict[int, _Running] = {}
    for row in session.execute(query):
        names, ids, since = found.get(row.order_id, ((), (), row.started_at))
        found[row.order_id] = ((*names, row.short_name), (*ids, row.id), since)
    return found


def _board_row(row: Any, running: dict[int, _Running], woken: frozenset[int]) -> BoardRow:
    names, ids, since = running.get(row.id, ((), (), None))
    return BoardRow(
        id=row.id,
        number=row.number,
        version=row.version,
        status=OrderStatus(row.status),
        state_code=row.state_code or row.status,
        kind=RequestKind(row.kind),
        priority=Priority(row.priority),
        customer=row.customer,
        category=row.category,
        brand=row.brand,
        model=row.model,
        serial_number=row.serial_number or row.imei,
        technician_id=row.technician_id,
        technician=row.technician,
        place=row.place,
        accepted_at=row.accepted_at,
        due_on=row.due_on,
        legal_until=row.legal_until,
        reported_fault=row.reported_fault,
        failed_checks=row.failed_checks,
        running=names,
        running_ids=ids,
        running_since=since,
        customer_kind=CustomerKind(row.customer_kind),
        part_came=row.id in woken,
    )

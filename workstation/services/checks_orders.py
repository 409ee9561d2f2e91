"""Checks of orders: numbers, states, history, parties, search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from workstation.i18n import tr
from workstation.models import (
    Counter,
    Customer,
    Device,
    StatusChange,
    Visit,
    WorkOrder,
    order_search,
)
from workstation.services import numbering
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.statuses import CLOSED, Demand, OrderStatus, RequestKind, Use

_orders = WorkOrder.__table__
_visits = Visit.__table__
_changes = StatusChange.__table__
_customers = Customer.__table__
_devices = Device.__table__
_counters = Counter.__table__


def count_of(session: Session, table: Any) -> int:
    """How many rows a table has."""
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def check_order_numbers(session: Session) -> Findings:
    """Per branch, series and year: 1 to the counter without a gap, and the printed number says the same."""
    return count_of(session, _orders), _number_problems(session)


def _number_problems(session: Session) -> Iterator[str]:
    groups = session.execute(
        select(
            _orders.c.branch_id,
            _orders.c.series,
            _orders.c.year,
            func.count().label("count"),
            func.count(_orders.c.seq.distinct()).label("different"),
            func.min(_orders.c.seq).label("first"),
            func.max(_orders.c.seq).label("last"),
            _counters.c.last.label("counter"),
        )
        .outerjoin(
            _counters,
            and_(
                _counters.c.branch_id == _orders.c.branch_id,
                _counters.c.series == _orders.c.series,
                _counters.c.year == _orders.c.year,
            ),
        )
        .group_by(_orders.c.branch_id, _orders.c.series, _orders.c.year, _counters.c.last)
    )
    for row in groups:
        if row.first != 1 or len({row.count, row.different, row.last, row.counter}) != 1:
            yield tr(
                "{series}-{year}: заказов {count}, номера {first}–{last}, счётчик {counter}",
                series=row.series,
                year=row.year,
                count=row.count,
                first=row.first,
                last=row.last,
                counter=row.counter,
            )
    numbers = select(_orders.c.number, _orders.c.series, _orders.c.year, _orders.c.seq)
    for row in session.execute(numbers.execution_options(yield_per=BATCH)):
        if row.number != numbering.show(row.series, row.year, row.seq):
            yield tr("Заказ {number}: номер не сходится с порядковым {seq}", number=row.number, seq=row.seq)


def check_order_states(session: Session) -> Findings:
    """Values are known; a closed order has its moment of closing and an open one has none."""
    closed = [status.value for status in CLOSED]
    return count_of(session, _orders), _state_problems(session, closed)


def _state_problems(session: Session, closed: list[str]) -> Iterator[str]:
    known = (
        (_orders.c.status, OrderStatus),
        (_orders.c.kind, RequestKind),
        (_orders.c.demand, Demand),
        (_orders.c.use, Use),
    )
    odd = or_(*(column.not_in([one.value for one in enum]) for column, enum in known))
    yield from _numbers(session, odd, tr("Заказ {number}: неизвестное состояние или вид"))
    is_closed = _orders.c.status.in_(closed)
    mixed = or_(
        and_(is_closed, _orders.c.closed_at.is_(None)), and_(~is_closed, _orders.c.closed_at.is_not(None))
    )
    yield from _numbers(session, mixed, tr("Заказ {number}: состояние и момент закрытия не сходятся"))


def check_order_history(session: Session) -> Findings:
    """Each order's history begins with nothing, goes on without a break and ends where the order stands."""
    return count_of(session, _changes), _history_problems(session)


def _history_problems(session: Session) -> Iterator[str]:
    query = (
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _changes.c.from_status,
            _changes.c.to_status,
        )
        .outerjoin(_changes, _changes.c.order_id == _orders.c.id)
        .order_by(_orders.c.id, _changes.c.changed_at, _changes.c.id)
    )
    order_id, number, status, stands, broken = None, "", "", None, False
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        if row.id != order_id:
            if order_id is not None and (broken or stands != status):
                yield tr("Заказ {number}: история состояний не сходится", number=number)
            order_id, number, status, stands, broken = row.id, row.number, row.status, None, False
        broken = broken or row.from_status != stands
        stands = row.to_status
    if order_id is not None and (broken or stands != status):
        yield tr("Заказ {number}: история состояний не сходится", number=number)


def check_order_parties(session: Session) -> Findings:
    """Each order has its visit, customer and device, all of its own branch."""
    query = (
        select(_orders.c.number)
        .outerjoin(_visits, _visits.c.id == _orders.c.visit_id)
        .outerjoin(_customers, _customers.c.id == _orders.c.customer_id)
        .outerjoin(_devices, _devices.c.id == _orders.c.device_id)
        .where(
            or_(
                _visits.c.id.is_(None),
                _customers.c.id.is_(None),
                _devices.c.id.is_(None),
                _visits.c.branch_id != _orders.c.branch_id,
            )
        )
    )
    return count_of(session, _orders), _texts(
        session, query, tr("Заказ {number}: нет визита, заказчика или изделия")
    )


def check_search(session: Session) -> Findings:
    """Each order is found by the search, and the search names no order that is not there."""
    found = set(session.execute(select(order_search.c.rowid)).scalars())
    rows = {row.id: row.number for row in session.execute(select(_orders.c.id, _orders.c.number))}
    problems = [
        tr("Заказ {number} не находится поиском", number=rows[one]) for one in sorted(rows.keys() - found)
    ]
    problems += [tr("Поиск называет отсутствующий заказ {id}", id=one) for one in sorted(found - rows.keys())]
    return len(found), problems


def check_visits(session: Session) -> Findings:
    """No visit without an order."""
    query = (
        select(_visits.c.id.label("number"))
        .outerjoin(_orders, _orders.c.visit_id == _visits.c.id)
        .where(_orders.c.id.is_(None))
    )
    return count_of(session, _visits), _texts(session, query, tr("Визит {number} без заказа"))


def _numbers(session: Session, condition: ColumnElement[bool], template: str) -> Iterator[str]:
    yield from _texts(session, select(_orders.c.number).where(condition), template)


def _texts(session: Session, query: Select[Any], template: str) -> Iterator[str]:
    for number in session.execute(query).scalars():
        yield template.format(number=number)


CHECKS: dict[str, Check] = {
    "order_numbers": check_order_numbers,
    "order_states": check_order_states,
    "order_history": check_order_history,
    "order_parties": check_order_parties,
    "search": check_search,
    "visits": check_visits,
}

"""What was done in like cases: for a model and a symptom the commonest verified causes, and how they held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.bench import SimilarCase
from workstation.models import Device, Diagnosis, Handover, PartLine, TimeEntry, WorkOrder
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_devices = Device.__table__
_diagnoses = Diagnosis.__table__
_handovers = Handover.__table__
_parts = PartLine.__table__
_times = TimeEntry.__table__

DAYS_BACK = 365 * 3
HELD_DAYS = 90
"""A repair held when the device did not come again within the repair warranty, at least within these days."""
MOST_PARTS = 3
_MENDED = (OrderStatus.READY.value, OrderStatus.HANDED_OVER.value)


def list_similar(session: Session, order_id: int, today: date, limit: int = 5) -> tuple[SimilarCase, ...]:
    """The commonest verified causes of the order's model with its symptom, most often first.

    Without a symptom code those of the model are counted. A cause is verified when its repair was finished.
    """
    about = session.execute(
        select(_devices.c.model_id, _orders.c.symptom_code)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .where(_orders.c.id == order_id)
    ).one_or_none()
    if about is None or about.model_id is None:
        return ()
    return cases_of(session, about.model_id, about.symptom_code, today, limit=limit, without=order_id)


def cases_of(
    session: Session,
    model_id: int,
    symptom: str | None,
    today: date,
    *,
    limit: int = 5,
    without: int | None = None,
) -> tuple[SimilarCase, ...]:
    """The same for a model and a symptom code."""
    rows = _mended(session, model_id, symptom, today, without)
    if not rows:
        return ()
    ids = [row.id for row in rows]
    minutes, parts = _minutes(session, ids), _parts_of(session, ids)
    came_again = _demands(session, {row.device_id for row in rows})
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.cause_key].append(row)
    cases = [_case(group, len(rows), minutes, parts, came_again, today) for group in groups.values()]
    cases.sort(key=lambda case: (-case.count, case.cause))
    return tuple(cases[:limit])


def _mended(
    session: Session, model_id: int, symptom: str | None, today: date, without: int | None
) -> Sequence[Any]:
    """Finished repairs with a verified cause, newest first."""
    tests = [
        _devices.c.model_id == model_id,
        _orders.c.status.in_(_MENDED),
        _orders.c.demanded_on >= today - timedelta(days=DAYS_BACK),
        _diagnoses.c.cause_key.is_not(None),
    ]
    if symptom:
        tests.append(_orders.c.symptom_code == symptom)
    if without is not None:
        tests.append(_orders.c.id != without)
    query = (
        select(
            _orders.c.id,
            _orders.c.device_id,
            _diagnoses.c.cause,
            _diagnoses.c.cause_key,
            _handovers.c.handed_on,
            _handovers.c.work_warranty_until,
        )
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_diagnoses, _diagnoses.c.order_id == _orders.c.id)
        .outerjoin(_handovers, _handovers.c.order_id == _orders.c.id)
        .where(*tests)
        .order_by(_orders.c.id.desc())
    )
    return session.execute(query).all()


def _case(
    group: Sequence[Any],
    total: int,
    minutes: dict[int, int],
    parts: dict[int, list[str]],
    came_again: dict[int, list[tuple[int, date]]],
    today: date,
) -> SimilarCase:
    closed = [row for row in group if row.handed_on is not None and _is_over(row, today, came_again)]
    held = [row for row in closed if not _came_back(row, came_again)]
    spent = [minutes[row.id] for row in group if minutes.get(row.id)]
    names = Counter(name for row in group for name in dict.fromkeys(parts.get(row.id, ())))
    return SimilarCase(
        cause=group[0].cause,
        count=len(group),
        total=total,
        closed=len(closed),
        held=len(held),
        median_minutes=round(median(spent)) if spent else None,
        parts=tuple(name for name, _count in names.most_common(MOST_PARTS)),
    )


def _watch_until(row: Any) -> date:
    """The last day on which the device's return would tell against the repair."""
    least: date = row.handed_on + timedelta(days=HELD_DAYS)
    return max(least, row.work_warranty_until or least)


def _came_back(row: Any, came_again: dict[int, list[tuple[int, date]]]) -> bool:
    return any(
        row.handed_on <= day <= _watch_until(row)
        for order_id, day in came_again[row.device_id]
        if order_id > row.id
    )


def _is_over(row: Any, today: date, came_again: dict[int, list[tuple[int, date]]]) -> bool:
    """Whether it can be said that the repair held or not: it came back, or the days are past."""
    least = row.handed_on + timedelta(days=HELD_DAYS)
    return _came_back(row, came_again) or bool(least <= today)


def _demands(session: Session, devices: Iterable[int]) -> dict[int, list[tuple[int, date]]]:
    """Every time each of the devices was brought: order and day; cancelled orders do not count."""
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    query = select(_orders.c.id, _orders.c.device_id, _orders.c.demanded_on).where(
        _orders.c.device_id.in_(list(devices)), _orders.c.status != OrderStatus.CANCELLED.value
    )
    for row in session.execute(query):
        found[row.device_id].append((row.id, row.demanded_on))
    return found


def _minutes(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Whole minutes that the timers counted for each order."""
    query = select(_times.c.order_id, _times.c.started_at, _times.c.ended_at).where(
        _times.c.order_id.in_(ids), _times.c.ended_at.is_not(None)
    )
    spent: dict[int, int] = defaultdict(int)
    for row in session.execute(query):
        spent[row.order_id] += clock.to_ms(row.ended_at) - clock.to_ms(row.started_at)
    return {order_id: round(length / 60_000) for order_id, length in spent.items()}


def _parts_of(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The parts fitted in each order, as they are told: name and number."""
    query = (
        select(_parts.c.order_id, _parts.c.name, _parts.c.part_number)
        .where(_parts.c.order_id.in_(ids), _parts.c.removed_at.is_(None))
        .order_by(_parts.c.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(query):
        found[row.order_id].append(" ".join(filter(None, (row.name, row.part_number))))
    return found

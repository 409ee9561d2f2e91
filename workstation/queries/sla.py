"""Business targets on the read side: the list, the clocks of an order, what presses and is overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.documents.contacts import FollowUpKind
from workstation.documents.sla import (
    DayHours,
    Hours,
    OrderSla,
    SlaCalendar,
    SlaRow,
    SlaState,
    TargetData,
    TargetRow,
    WorkWeek,
)
from workstation.errors import UserError
from workstation.models import (
    Brand,
    CalendarDay,
    Category,
    Customer,
    Device,
    DeviceModel,
    FollowUp,
    SlaTarget,
    StatusChange,
    User,
    WorkOrder,
)
from workstation.queries.orders import joined
from workstation.queries.settings import load_settings
from workstation.rules import sla as rules
from workstation.rules.working_days import WorkCalendar
from workstation.statuses import TO_COLLECT, OrderStatus

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_users = User.__table__
_changes = StatusChange.__table__
_targets = SlaTarget.__table__
_days = CalendarDay.__table__
_follow_ups = FollowUp.__table__

_OVER = tuple(status.value for status in TO_COLLECT)
PRESSING = frozenset({SlaState.SOON, SlaState.OVERDUE})


def list_targets(session: Session) -> tuple[TargetRow, ...]:
    """Every target with its names: contracts of customers, brands, priorities, then those for everybody."""
    query = (
        select(
            _targets,
            _brands.c.name.label("brand"),
            _customers.c.name.label("customer"),
            _users.c.short_name.label("person"),
        )
        .outerjoin(_brands, _brands.c.id == _targets.c.brand_id)
        .outerjoin(_customers, _customers.c.id == _targets.c.customer_id)
        .outerjoin(_users, _users.c.id == _targets.c.person_id)
        .order_by(_targets.c.customer_id.is_(None), _targets.c.brand_id.is_(None), _targets.c.id)
    )
    return tuple(_target(row) for row in session.execute(query).mappings())


def list_calendar_days(session: Session, branch_id: int) -> tuple[DayHours, ...]:
    """The centre's own exceptions, by day."""
    query = select(_days).where(_days.c.branch_id == branch_id).order_by(_days.c.day)
    return tuple(
        DayHours(row["day"], decode_as(Hours | None, row["hours"]), row["note"])  # type: ignore[arg-type]
        for row in session.execute(query).mappings()
    )


def load_calendar(session: Session, branch_id: int) -> WorkCalendar:
    """The working calendar of a branch: the centre's week, the state's days, its own exceptions."""
    week = load_settings(session)["centre.week"]
    days = tuple(
        None if hours is None else (time.fromisoformat(hours[0]), time.fromisoformat(hours[1]))
        for hours in week
    )
    exceptions = {one.day: one.hours for one in list_calendar_days(session, branch_id)}
    zone = clock.local(clock.now()).tzinfo
    assert zone is not None  # noqa: S101 - a local moment has its zone
    return WorkCalendar(zone, WorkWeek(days), exceptions)


def get_order_sla(session: Session, order_id: int, now: datetime) -> OrderSla:
    """The business clocks of an order; empty where no target rules it. Raises `order_not_found`."""
    row = session.execute(_query().where(_orders.c.id == order_id)).mappings().one_or_none()
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    target = _chosen(list_targets(session), row)
    if target is None:
        return OrderSla()
    moves = _moves(session, [order_id])[order_id]
    calendar = load_calendar(session, row["branch_id"])
    data = target.data
    clocks = rules.clocks_of(data, moves, now, calendar)
    return OrderSla(data.name, data.contract, data.calendar, target.person, clocks)


def list_sla(
    session: Session, now: datetime, states: Sequence[SlaState] = tuple(PRESSING), limit: int = 200
) -> tuple[SlaRow, ...]:
    """Open orders by what is left of the stage that presses most, the most overdue first."""
    targets = list_targets(session)
    if not targets:
        return ()
    query = _query().where(_orders.c.closed_at.is_(None), _orders.c.status.not_in(_OVER))
    found = session.execute(query).mappings().all()
    ruled = [(row, target) for row in found for target in [_chosen(targets, row)] if target]
    moves = _moves(session, [row["id"] for row, _target in ruled])
    calendars = {branch: load_calendar(session, branch) for branch in {row["branch_id"] for row, _ in ruled}}
    escalated = _escalated(session)
    lines = []
    for row, target in ruled:
        calendar = calendars[row["branch_id"]]
        line = _line(row, target, moves[row["id"]], now, calendar)
        if line is not None and line.state in states:
            lines.append(_with_escalation(line, escalated))
    lines.sort(key=lambda one: (one.minutes_left, one.order_id))
    return tuple(lines[:limit])


def _target(row: Any) -> TargetRow:
    data = TargetData(
        name=row["name"],
        brand=row["brand"],
        customer_id=row["customer_id"],
        contract=row["contract"],
        priority=row["priority"],
        response_minutes=row["response_minutes"],
        diagnosis_minutes=row["diagnosis_minutes"],
        repair_minutes=row["repair_minutes"],
        calendar=SlaCalendar(row["calendar"]),
        pauses=decode_as(tuple[OrderStatus, ...], row["pauses"]),
        warn_minutes=row["warn_minutes"],
        person_id=row["person_id"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        is_active=bool(row["is_active"]),
    )
    return TargetRow(row["id"], data, row["brand_id"], row["customer"], row["person"])


def _query() -> Select[Any]:
    return joined(
        select(
            _orders.c.id,
            _orders.c.branch_id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.priority,
            _orders.c.customer_id,
            _orders.c.accepted_at,
            _devices.c.brand_id,
            _customers.c.name.label("customer"),
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _users.c.short_name.label("technician"),
        )
    ).outerjoin(_users, _users.c.id == _orders.c.technician_id)


def _chosen(targets: Sequence[TargetRow], row: Any) -> TargetRow | None:
    on = clock.local(row["accepted_at"]).date()
    return rules.choose(targets, row["brand_id"], row["customer_id"], row["priority"], on)


def _moves(session: Session, order_ids: Sequence[int]) -> dict[int, list[rules.Move]]:
    """The moves of some orders, oldest first; of very many, all open ones are read in one statement."""
    query = select(_changes.c.order_id, _changes.c.to_status, _changes.c.changed_at)
    if len(order_ids) == 1:
        query = query.where(_changes.c.order_id == order_ids[0])
    else:
        query = query.join(_orders, _orders.c.id == _changes.c.order_id).where(_orders.c.closed_at.is_(None))
    found: dict[int, list[rules.Move]] = defaultdict(list)
    for row in session.execute(query.order_by(_changes.c.changed_at, _changes.c.id)):
        found[row.order_id].append(rules.Move(OrderStatus(row.to_status), row.changed_at))
    return found


def _line(
    row: Any, target: TargetRow, moves: Sequence[rules.Move], now: datetime, calendar: WorkCalendar
) -> SlaRow | None:
    pressing = rules.pressing(target.data, moves, now, calendar)
    if pressing is None:
        return None
    return SlaRow(
        order_id=row["id"],
        number=row["number"],
        status=OrderStatus(row["status"]),
        customer=row["customer"],
        device=" ".join(part for part in (row["category"], row["brand"], row["model"]) if part),
        technician=row["technician"],
        target=target.data.name,
        stage=pressing.stage,
        state=pressing.state,
        ends_at=pressing.ends_at,
        minutes_left=pressing.minutes_left,
        person_id=target.data.person_id,
        person=target.person,
    )


def _escalated(session: Session) -> set[tuple[int | None, str | None]]:
    query = select(_follow_ups.c.order_id, _follow_ups.c.subject).where(
        _follow_ups.c.kind == FollowUpKind.ESCALATION.value
    )
    return {(row.order_id, row.subject) for row in session.execute(query)}


def _with_escalation(line: SlaRow, escalated: set[tuple[int | None, str | None]]) -> SlaRow:
    return replace(line, is_escalated=(line.order_id, line.stage.value) in escalated)

"""Business targets and the working calendar as managers set them, and escalation of what is overdue."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.contacts import FollowUpData, FollowUpKind
from workstation.documents.people import Actor
from workstation.documents.sla import DayHours, SlaRow, SlaState, TargetData
from workstation.errors import UserError
from workstation.models import CalendarDay, Customer, SlaTarget, User
from workstation.queries.sla import list_sla
from workstation.services import catalogues, follow_ups, journal
from workstation.services.about_order import manager_of, words
from workstation.services.rights import require

_targets = SlaTarget.__table__
_days = CalendarDay.__table__
_customers = Customer.__table__
_users = User.__table__

MINUTES = ("response_minutes", "diagnosis_minutes", "repair_minutes")
MOST_MINUTES = 527_040
"""A year of them."""


def save_target(session: Session, actor: Actor, data: TargetData, target_id: int | None = None) -> int:
    """Add a target or change one; gives its id.

    Raises UserError `field_required`, `number_range`, `period_reversed`, `customer_not_found`,
    `user_not_found`, `row_not_found`.
    """
    require(actor, "sla.change")
    _check(session, data)
    values = _values(session, data)
    if target_id is None:
        target_id = make(session, data)
        changes = {"name": [None, values["name"]]}
    else:
        known = session.execute(select(_targets).where(_targets.c.id == target_id)).mappings().one_or_none()
        if known is None:
            raise UserError("row_not_found", None)
        session.execute(update(_targets).where(_targets.c.id == target_id).values(**values))
        changes = {name: [known[name], value] for name, value in values.items() if known[name] != value}
    body = {"target": values["name"], "changes": _plain(changes)}
    journal.record(session, actor, "sla.change", "sla_target", target_id, body=body)
    return target_id


def make(session: Session, data: TargetData) -> int:
    """Store a new target; gives its id. Part of a verb."""
    row = {"id": keys.new_key(), **_values(session, data)}
    session.execute(insert(_targets), row)
    return int(row["id"])


def set_day(session: Session, actor: Actor, data: DayHours) -> None:
    """Set the hours of one day of the actor's branch, or make it a day off.

    Raises UserError `hours_reversed`.
    """
    require(actor, "sla.change")
    if data.hours is not None and data.hours[0] == data.hours[1]:
        raise UserError("hours_reversed", "hours")
    this = (_days.c.branch_id == actor.branch_id, _days.c.day == data.day)
    session.execute(delete(_days).where(*this))
    hours = codec.encode(data.hours).decode()
    row = {"branch_id": actor.branch_id, "day": data.day, "hours": hours, "note": words(data.note)}
    session.execute(insert(_days), row)
    body = {"day": data.day.isoformat(), "hours": json.loads(hours)}
    journal.record(session, actor, "sla.set_day", "base", actor.branch_id, body=body)


def drop_day(session: Session, actor: Actor, day: date) -> None:
    """A day goes by the week and the state's calendar again. Raises UserError `row_not_found`."""
    require(actor, "sla.change")
    this = (_days.c.branch_id == actor.branch_id, _days.c.day == day)
    gone = session.execute(delete(_days).where(*this).returning(_days.c.day)).scalar()
    if gone is None:
        raise UserError("row_not_found", None)
    journal.record(session, actor, "sla.drop_day", "base", actor.branch_id, body={"day": day.isoformat()})


def escalate(session: Session, actor: Actor) -> int:
    """Put each overdue stage before the person its target names, once; gives how many were.

    A target without a person goes to a manager.
    """
    require(actor, "sla.escalate")
    now = clock.now()
    late = [row for row in list_sla(session, now, (SlaState.OVERDUE,), 10_000) if not row.is_escalated]
    for row in late:
        person_id = row.person_id or manager_of(session)
        data = FollowUpData(_words(row), now, kind=FollowUpKind.ESCALATION)
        follow_ups.write(session, actor, data, person_id, order_id=row.order_id, subject=row.stage.value)
    if late:
        body = {"orders": [row.number for row in late], "stages": [row.stage.value for row in late]}
        journal.record(session, actor, "sla.escalate", "base", actor.branch_id, body=body)
    return len(late)


def _words(row: SlaRow) -> str:
    hours, minutes = divmod(-row.minutes_left, 60)
    late = f"{hours} ч {minutes} мин" if hours else f"{minutes} мин"
    stage = row.stage.on_paper
    return f"Заказ {row.number}, {row.device}: «{stage}» по цели «{row.target}» опаздывает на {late}."


def _check(session: Session, data: TargetData) -> None:
    if words(data.name) is None:
        raise UserError("field_required", "name")
    if all(getattr(data, name) is None for name in MINUTES):
        raise UserError("field_required", MINUTES[0])
    for name in (*MINUTES, "warn_minutes"):
        value = getattr(data, name)
        least = 0 if name == "warn_minutes" else 1
        if value is not None and not least <= value <= MOST_MINUTES:
            raise UserError("number_range", name, least=least, most=MOST_MINUTES)
    if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
        raise UserError("period_reversed", "valid_to")
    if data.customer_id is not None and not _is_there(session, _customers, data.customer_id):
        raise UserError("customer_not_found", "customer_id")
    if data.person_id is not None and not _is_there(session, _users, data.person_id):
        raise UserError("user_not_found", "person_id")


def _is_there(session: Session, table: Any, row_id: int) -> bool:
    return session.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None


def _values(session: Session, data: TargetData) -> dict[str, Any]:
    brand = words(data.brand)
    return {
        "name": data.name.strip(),
        "brand_id": catalogues.brand_of(session, brand)[0] if brand else None,
        "customer_id": data.customer_id,
        "contract": words(data.contract),
        "priority": data.priority,
        **{name: getattr(data, name) for name in MINUTES},
        "calendar": data.calendar.value,
        "pauses": codec.encode(data.pauses).decode(),
        "warn_minutes": data.warn_minutes,
        "person_id": data.person_id,
        "valid_from": data.valid_from,
        "valid_to": data.valid_to,
        "is_active": data.is_active,
    }


def _plain(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    def show(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    return {name: [show(before), show(after)] for name, (before, after) in changes.items()}

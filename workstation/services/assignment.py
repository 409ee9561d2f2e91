"""Who does an order and how soon: given by a manager or the counter, or taken by a technician himself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation.documents.bench import MoveFacts
from workstation.documents.deeds import AssignData, NoData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import User, WorkOrder
from workstation.services import scopes
from workstation.services.moving import enter, tell
from workstation.services.rights import require
from workstation.statuses import Role

_orders = WorkOrder.__table__
_users = User.__table__

BENCH_ROLES = frozenset({Role.TECHNICIAN.value, Role.MANAGER.value, Role.ADMINISTRATOR.value})


def assign(
    session: Session, actor: Actor, order_id: int, data: AssignData, version: int | None = None
) -> None:
    """Give an order to a person, say how soon it is wanted, or both; an empty login takes it from everybody.

    Raises as `moving.enter`; UserError `person_unknown`, `person_not_technician`, `field_required`.
    """
    require(actor, "bench.assign")
    facts = enter(session, actor, order_id, "assign", version)
    values: dict[str, Any] = {}
    if data.technician is None and data.priority is None:
        raise UserError("field_required", "technician")
    name = None
    if data.technician is not None and data.technician.strip():
        user_id, name, role = scopes.person_of(session, data.technician, "technician")
        if role not in BENCH_ROLES:
            raise UserError("person_not_technician", "technician", name=name)
        values["technician_id"] = user_id
    elif data.technician is not None:
        values["technician_id"] = None
    if data.priority is not None:
        values["priority"] = data.priority.value
    _write(session, actor, facts, values, name)


def take(session: Session, actor: Actor, order_id: int, data: NoData, version: int | None = None) -> None:
    """Take an order oneself. Raises as `moving.enter`."""
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "take", version)
    _write(session, actor, facts, {"technician_id": actor.user_id}, actor.short_name)


def _write(
    session: Session, actor: Actor, facts: MoveFacts, values: dict[str, Any], name: str | None
) -> None:
    before = session.execute(
        select(_orders.c.priority, _users.c.short_name)
        .outerjoin(_users, _users.c.id == _orders.c.technician_id)
        .where(_orders.c.id == facts.order_id)
    ).one()
    session.execute(
        update(_orders).where(_orders.c.id == facts.order_id).values(version=_orders.c.version + 1, **values)
    )
    body: dict[str, Any] = {}
    if "technician_id" in values:
        body["technician"] = [before.short_name, name]
    if "priority" in values:
        body["priority"] = [before.priority, values["priority"]]
    tell(session, actor, facts, "bench.assign", body=body)

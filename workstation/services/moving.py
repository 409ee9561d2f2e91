"""How every verb of an order's life begins and how a move is written: part of verbs, not verbs themselves.

`enter` locks the order, judges the verb by its rule and says what is missing; `go` writes the move. Rows go
straight through the driver: a technician waits for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import clock, rows
from workstation.documents.bench import MoveFacts
from workstation.documents.codec import decode_as
from workstation.documents.people import Actor
from workstation.errors import AccessError, ConflictError, ErrorList, UserError
from workstation.models import StatusChange
from workstation.queries.moves import find_move_facts, last_change
from workstation.rules import moves
from workstation.rules.moves import MOVES, Move
from workstation.services import journal, order_values, part_requests
from workstation.statuses import TRANSITIONS, OrderStatus, Role

_changes = StatusChange.__table__

_GO = text(
    "UPDATE work_order SET status = :status, state_code = :state, repaired_at = :repaired, "
    "failed_checks = :failed, technician_id = :technician, version = version + 1 WHERE id = :order"
)
_CLOSE = text(
    "UPDATE work_order SET status = :status, state_code = NULL, closed_at = :closed, unlock_code = NULL, "
    "version = version + 1 WHERE id = :order"
)
_TOUCH = text("UPDATE work_order SET version = version + 1 WHERE id = :order")
_STATE = text("SELECT name, roles FROM order_state WHERE code = :code")
_STOP_TIMERS = text("UPDATE time_entry SET ended_at = :now WHERE order_id = :order AND ended_at IS NULL")


def enter(
    session: Session, actor: Actor, order_id: int, verb: str | Move, version: int | None = None
) -> MoveFacts:
    """Lock an order for a verb and judge it; gives its facts.

    Raises UserError `order_not_found`; ConflictError `conflict_changed` when its version is another,
    `conflict_moved` when it already stands where the verb leads; else ErrorList of all that is missing.
    """
    move = MOVES[verb] if isinstance(verb, str) else verb
    facts = find_move_facts(session, actor, order_id, whole=move.whole, money=move.money, lock=True)
    if facts is None:
        raise UserError("order_not_found", None, number=order_id)
    if version is not None and facts.version != version:
        _conflict(session, facts, "conflict_changed")
    missing = moves.lacks(move, facts)
    if not missing:
        return facts
    if moves.is_already(move, facts):
        _conflict(session, facts, "conflict_moved")
    raise ErrorList(tuple(UserError(one.code, one.field, **one.params) for one in missing))


@dataclass(frozen=True, slots=True)
class Step:
    """A move that leaves the order open; what is None stays as it is."""

    to: OrderStatus
    reason: str | None = None
    state_code: str | None = None
    repaired_at: datetime | None = None
    failed_checks: int | None = None
    technician_id: int | None = None


def go(session: Session, actor: Actor, facts: MoveFacts, step: Step) -> None:
    """Write a move that leaves the order open. Stops the timers: work in the state it leaves is over.

    Raises UserError `transition_forbidden`; AccessError `state_role` where the centre lets only others move
    into the state.
    """
    _check_table(facts, step)
    _check_role(session, actor, step.state_code or step.to.value)
    repaired = step.repaired_at or facts.repaired_at
    rows.run(
        session,
        _GO,
        order=facts.order_id,
        status=step.to.value,
        state=step.state_code,
        repaired=None if repaired is None else clock.to_ms(repaired),
        failed=facts.failed_checks if step.failed_checks is None else step.failed_checks,
        technician=facts.technician_id if step.technician_id is None else step.technician_id,
    )
    _note(session, actor, facts, step)


def close(
    session: Session, actor: Actor, facts: MoveFacts, to: OrderStatus, *, reason: str | None = None
) -> datetime:
    """Write a move that closes the order: the unlock code is erased, no part is wanted. Gives the moment."""
    _check_table(facts, Step(to))
    _check_role(session, actor, to.value)
    moment = clock.now()
    rows.run(session, _CLOSE, order=facts.order_id, status=to.value, closed=clock.to_ms(moment))
    part_requests.drop_all(session, actor, facts.order_id)
    _note(session, actor, facts, Step(to, reason))
    return moment


def touch(session: Session, facts: MoveFacts) -> None:
    """A verb that moves nothing still makes a new version: who read the order before is told."""
    rows.run(session, _TOUCH, order=facts.order_id)


def stop_timers(session: Session, order_id: int) -> None:
    """End every stretch of time that runs on an order."""
    rows.run(session, _STOP_TIMERS, order=order_id, now=clock.now_ms())


def tell(
    session: Session,
    actor: Actor,
    facts: MoveFacts,
    verb: str,
    to: OrderStatus | None = None,
    *,
    body: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> None:
    """The journal entry of a verb: the order, the move if there was one, and what the verb says."""
    told: dict[str, Any] = {"number": facts.number, **(body or {})}
    if to is not None:
        told["status"] = [facts.status.value, to.value]
    sealed = (facts.customer_id, personal) if personal else None
    journal.record(session, actor, verb, "order", facts.order_id, body=told, personal=sealed)


def reason_of(reason: str) -> str:
    """A reason that says something; raises UserError `reason_required`."""
    words = reason.strip()
    if not words:
        raise UserError("reason_required", "reason")
    return words


def _check_table(facts: MoveFacts, step: Step) -> None:
    """No move that is not in the table, whatever verb wants it; the centre's own states change within one."""
    within = step.to is facts.status and step.state_code != facts.state_code
    if step.to not in TRANSITIONS[facts.status] and not within:
        status = facts.status.label
        raise UserError("transition_forbidden", "status", number=facts.number, status=status)


def _note(session: Session, actor: Actor, facts: MoveFacts, step: Step) -> None:
    if facts.running:
        stop_timers(session, facts.order_id)
    row = order_values.status_row(actor, facts.order_id, facts.status, step.to, step.reason)
    rows.add(session, _changes, {**row, "state_code": step.state_code})


def _check_role(session: Session, actor: Actor, code: str) -> None:
    found = rows.run(session, _STATE, code=code)
    if not found:
        return
    name, stored = found[0]
    roles = decode_as(tuple[Role, ...], stored)
    if roles and actor.role not in roles:
        raise AccessError("state_role", state=name, roles=", ".join(role.label for role in roles))


def _conflict(session: Session, facts: MoveFacts, code: str) -> NoReturn:
    by, at = last_change(session, facts.order_id) or (None, None)
    raise ConflictError(
        code, None, subject=facts.number, number=facts.number, status=facts.status.label, by=by, at=at
    )

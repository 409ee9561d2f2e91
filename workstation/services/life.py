"""The order's life on the bench: diagnosis, waiting, repair, checks, the ends. Each move is a verb.

A verb checks its right, enters by its rule (`rules.moves`), writes the move and one journal entry. Waiting
for a part or for anybody moves no day: legal terms run on (ст. 20 п. 1 Закона № 2300-1).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.bench import MoveFacts
from workstation.documents.deeds import IrreparableData, NoteData, ReasonData, WaitData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import OrderOverride, OrderState, QualityResult
from workstation.queries.moves import open_item_ids
from workstation.rules.moves import after_repair
from workstation.services import checklists
from workstation.services.moving import Step, enter, go, reason_of, tell, touch
from workstation.services.rights import require
from workstation.statuses import WAITING, OrderStatus, Role

_results = QualityResult.__table__
_overrides = OrderOverride.__table__
_states = OrderState.__table__


def start_diagnosis(
    session: Session, actor: Actor, order_id: int, data: NoteData, version: int | None = None
) -> None:
    """Begin, or begin again, to look what the matter is; the order gets its checklist.

    A technician who begins an order that nobody has takes it. Raises as `moving.enter`.
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "start_diagnosis", version)
    checklists.choose(session, facts)
    _begin(session, actor, facts, "bench.start_diagnosis", OrderStatus.IN_DIAGNOSIS, data.note)


def start_repair(
    session: Session, actor: Actor, order_id: int, data: NoteData, version: int | None = None
) -> None:
    """Begin the repair, or go on with it after waiting. Raises as `moving.enter`, `diagnosis_missing`."""
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "start_repair", version)
    checklists.choose(session, facts)
    _begin(session, actor, facts, "bench.start_repair", OrderStatus.IN_REPAIR, data.note)


def wait_for(
    session: Session, actor: Actor, order_id: int, data: WaitData, version: int | None = None
) -> None:
    """Wait for the customer, a part or the manufacturer, in a state of the centre's own where it has one.

    Raises as `moving.enter`; UserError `state_unknown`, `state_wrong`, `transition_forbidden`.
    """
    require(actor, "bench.wait")
    facts = enter(session, actor, order_id, "wait_for", version)
    if data.status not in WAITING:
        raise UserError("choice_bad", "status", got=data.status, choices=", ".join(sorted(WAITING)))
    if data.state is not None:
        _check_wait(session, data)
    go(session, actor, facts, Step(data.status, data.reason, data.state))
    body: dict[str, Any] = {"reason": data.reason} if data.reason else {}
    if data.state:
        body["own_state"] = data.state
    tell(session, actor, facts, "bench.wait", data.status, body=body)


def finish_repair(
    session: Session, actor: Actor, order_id: int, data: NoteData, version: int | None = None
) -> None:
    """The defect is mended today: the order goes to the check of a second person, or is ready.

    Raises as `moving.enter`: `item_open` for each required item that is missing, `diagnosis_missing`,
    `repair_not_started`.
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "finish_repair", version)
    to = after_repair(facts)
    go(session, actor, facts, Step(to, data.note, repaired_at=clock.now()))
    tell(session, actor, facts, "bench.finish", to, body=_note(data))


def pass_check(
    session: Session, actor: Actor, order_id: int, data: NoteData, version: int | None = None
) -> None:
    """A second person found the repair good: the order is ready. Raises as `moving.enter`."""
    require(actor, "bench.check")
    facts = enter(session, actor, order_id, "pass_check", version)
    _result(session, actor, facts, True, data.note)
    go(session, actor, facts, Step(OrderStatus.READY, data.note))
    tell(session, actor, facts, "bench.pass_check", OrderStatus.READY, body=_note(data))


def fail_check(
    session: Session, actor: Actor, order_id: int, data: ReasonData, version: int | None = None
) -> None:
    """The check found the repair wanting: the order goes back, and the failure is counted.

    Raises as `moving.enter`; UserError `reason_required`.
    """
    require(actor, "bench.check")
    facts = enter(session, actor, order_id, "fail_check", version)
    reason = reason_of(data.reason)
    _result(session, actor, facts, False, reason)
    failed = facts.failed_checks + 1
    go(session, actor, facts, Step(OrderStatus.IN_REPAIR, reason, failed_checks=failed))
    body = {"reason": reason, "failed_checks": [facts.failed_checks, failed]}
    tell(session, actor, facts, "bench.fail_check", OrderStatus.IN_REPAIR, body=body)


def declare_irreparable(
    session: Session, actor: Actor, order_id: int, data: IrreparableData, version: int | None = None
) -> None:
    """The device cannot be repaired; the act of it is issued apart. Raises as `moving.enter`."""
    require(actor, "bench.irreparable")
    facts = enter(session, actor, order_id, "declare_irreparable", version)
    reason = ": ".join(filter(None, (data.reason.on_paper, (data.note or "").strip())))
    go(session, actor, facts, Step(OrderStatus.IRREPARABLE, reason))
    tell(session, actor, facts, "bench.irreparable", OrderStatus.IRREPARABLE, body={"reason": reason})


def reopen(
    session: Session, actor: Actor, order_id: int, data: ReasonData, version: int | None = None
) -> None:
    """Take an order that waited to be collected back to work: a ready one to repair, another to diagnosis.

    A closed order is never opened again: what comes back is a new one. Raises as `moving.enter`,
    `reason_required`.
    """
    require(actor, "orders.reopen")
    facts = enter(session, actor, order_id, "reopen", version)
    reason = reason_of(data.reason)
    to = OrderStatus.IN_REPAIR if facts.status is OrderStatus.READY else OrderStatus.IN_DIAGNOSIS
    go(session, actor, facts, Step(to, reason))
    tell(session, actor, facts, "orders.reopen", to, body={"reason": reason})


def override(
    session: Session, actor: Actor, order_id: int, data: ReasonData, version: int | None = None
) -> None:
    """A manager lets the order go on without the required items that are open now; the reason is kept.

    Raises as `moving.enter`: `nothing_to_override`; UserError `reason_required`.
    """
    require(actor, "bench.override")
    facts = enter(session, actor, order_id, "override", version)
    reason = reason_of(data.reason)
    row = {
        "id": keys.new_key(),
        "order_id": order_id,
        "item_ids": codec.encode(open_item_ids(session, order_id, facts.checklist_version)).decode(),
        "reason": reason,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_overrides), row)
    touch(session, facts)
    body = {"items": [text for _position, text in facts.open_items], "reason": reason}
    tell(session, actor, facts, "bench.override", body=body)


def _begin(
    session: Session, actor: Actor, facts: MoveFacts, verb: str, to: OrderStatus, note: str | None
) -> None:
    """Move to work; a technician who begins what nobody has takes it."""
    takes = facts.technician_id is None and actor.role is Role.TECHNICIAN
    go(session, actor, facts, Step(to, note, technician_id=actor.user_id if takes else None))
    body: dict[str, Any] = {"note": note} if note else {}
    if takes:
        body["technician"] = [None, actor.short_name]
    tell(session, actor, facts, verb, to, body=body)


def _check_wait(session: Session, data: WaitData) -> None:
    """The own state exists and hangs on the one asked for."""
    query = select(_states.c.status).where(_states.c.code == data.state, _states.c.is_active)
    status = session.execute(query).scalar()
    if status is None or data.state in set(OrderStatus):
        raise UserError("state_unknown", "state", state=data.state)
    if status != data.status.value:
        raise UserError("state_wrong", "state", state=data.state, status=data.status.label)


def _result(session: Session, actor: Actor, facts: MoveFacts, passed: bool, note: str | None) -> None:
    row = {
        "id": keys.new_key(),
        "order_id": facts.order_id,
        "passed": passed,
        "note": (note or "").strip() or None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_results), row)


def _note(data: NoteData) -> dict[str, Any]:
    return {"note": data.note} if data.note else {}

"""Findings on an order: causes with their evidence, a manager's override, invitations, and the refusal.

Only a proved cause refuses (ст. 18 п. 6): a causal link and at least one photo or paper, or a manager's
decision with a reason. Every change is judged anew and the new verdict kept beside the old.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.conclusions import EVASIONS, InvitationAnswer
from workstation.documents.findings import DefectData, FindingData, InvitationData, RefusalData
from workstation.documents.people import Actor
from workstation.documents.warranty import Causal
from workstation.errors import ConflictError, UserError
from workstation.models import (
    Attachment,
    Device,
    FindingEvidence,
    OrderDefect,
    OrderFinding,
    QualityInvitation,
    RefusalCode,
    StatusChange,
    WorkOrder,
)
from workstation.queries.warranty import list_findings
from workstation.services import assessment, conclusions, journal, order_values
from workstation.services.moving import stop_timers
from workstation.services.rights import require
from workstation.statuses import TRANSITIONS, OrderStatus

_orders = WorkOrder.__table__
_devices = Device.__table__
_attachments = Attachment.__table__
_findings = OrderFinding.__table__
_evidence = FindingEvidence.__table__
_defects = OrderDefect.__table__
_invitations = QualityInvitation.__table__
_refusals = RefusalCode.__table__
_changes = StatusChange.__table__

FINDING, DEFECT = "finding", "defect"


def add_finding(session: Session, actor: Actor, order_id: int, data: FindingData) -> int:
    """Record what was seen; gives the finding's id.

    Raises UserError `order_not_found`, `order_closed`, `refusal_code_unknown`.
    """
    require(actor, "findings.record")
    order = _open_order(session, order_id)
    if session.execute(select(_refusals.c.code).where(_refusals.c.code == data.code)).first() is None:
        raise UserError("refusal_code_unknown", "code", finding=data.code)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "code": data.code,
        "causal": data.causal.value,
        "note": _text(data.note),
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "version": 1,
    }
    session.execute(insert(_findings), row)
    body = {"finding": data.code, "causal": [None, data.causal.value]}
    _judge_and_record(session, actor, order, "findings.add", body, data.note)
    return int(row["id"])


def change_finding(
    session: Session, actor: Actor, finding_id: int, data: FindingData, version: int | None = None
) -> None:
    """Change what was said of a finding; its code stays. An override falls with the cause it was made for.

    Raises UserError `finding_not_found`, `order_closed`, ConflictError.
    """
    require(actor, "findings.record")
    found, order = _finding(session, finding_id, version)
    values: dict[str, Any] = {"causal": data.causal.value, "note": _text(data.note)}
    if data.causal is not Causal.YES:
        values.update(override_reason=None, override_user_id=None, override_at=None)
    _update(session, found, values)
    body = {"finding": found["code"], "causal": [found["causal"], data.causal.value]}
    _judge_and_record(session, actor, order, "findings.change", body, data.note)


def attach_evidence(session: Session, actor: Actor, finding_id: int, attachment_ids: Sequence[int]) -> int:
    """Tie photos of the order to a finding; gives how many pieces of evidence it has now.

    Raises UserError `finding_not_found`, `order_closed`, `evidence_foreign` (not a file of this order).
    """
    require(actor, "findings.record")
    found, order = _finding(session, finding_id, None)
    files = select(_attachments.c.id).where(
        _attachments.c.order_id == order["id"], _attachments.c.id.in_(list(attachment_ids))
    )
    if set(session.execute(files).scalars()) != set(attachment_ids):
        raise UserError("evidence_foreign", "evidence")
    tied = select(_evidence.c.attachment_id).where(_evidence.c.finding_id == finding_id)
    known = set(session.execute(tied).scalars())
    made = [
        {
            "finding_id": finding_id,
            "attachment_id": one,
            "serial_number": order["serial_number"],
            "added_at": clock.now(),
            "user_id": actor.user_id,
        }
        for one in dict.fromkeys(attachment_ids)
        if one not in known
    ]
    if made:
        session.execute(insert(_evidence), made)
    count = len(known) + len(made)
    body = {"finding": found["code"], "evidence": [len(known), count]}
    _judge_and_record(session, actor, order, "findings.evidence", body, None)
    return count


def withdraw_finding(session: Session, actor: Actor, finding_id: int, reason: str) -> None:
    """Take a finding back; it stays with its reason. Raises `finding_not_found`, `reason_required`."""
    require(actor, "findings.record")
    found, order = _finding(session, finding_id, None)
    _update(session, found, {"withdrawn_at": clock.now(), "withdrawn_reason": _reason(reason)})
    body = {"finding": found["code"], "reason": _reason(reason)}
    _judge_and_record(session, actor, order, "findings.withdraw", body, None)


def override_evidence(session: Session, actor: Actor, finding_id: int, reason: str) -> None:
    """A manager lets a cause stand without a photo; the reason is kept and printed.

    Raises UserError `finding_not_found`, `reason_required`, `finding_not_causal`.
    """
    require(actor, "findings.override")
    found, order = _finding(session, finding_id, None)
    if found["causal"] != Causal.YES.value:
        raise UserError("finding_not_causal", "causal", finding=found["code"])
    values = {
        "override_reason": _reason(reason),
        "override_user_id": actor.user_id,
        "override_at": clock.now(),
    }
    _update(session, found, values)
    body = {"finding": found["code"], "reason": _reason(reason)}
    _judge_and_record(session, actor, order, "findings.override", body, None)


def record_defect(session: Session, actor: Actor, order_id: int, data: DefectData) -> None:
    """Say what the defect is: its code, whether it is essential, the part it is about.

    Raises UserError `order_not_found`, `order_closed`, `number_range`.
    """
    require(actor, "findings.record")
    order = _open_order(session, order_id)
    if data.seller_extra_months is not None and data.seller_extra_months < 0:
        raise UserError("number_range", "seller_extra_months", least=0, most=600)
    values = {
        "defect_code": _text(data.defect_code),
        "essential": data.essential.value if data.essential else None,
        "replaced_part": _text(data.replaced_part),
        "seller_extra_months": data.seller_extra_months,
        "note": _text(data.note),
        "decided_at": clock.now(),
        "user_id": actor.user_id,
    }
    known = session.execute(select(_defects).where(_defects.c.order_id == order_id)).mappings().one_or_none()
    if known is None:
        session.execute(insert(_defects), {"order_id": order_id, **values})
    else:
        session.execute(update(_defects).where(_defects.c.order_id == order_id).values(**values))
    names = ("defect_code", "essential", "replaced_part", "seller_extra_months")
    before = {name: known[name] if known else None for name in names}
    body = {name: [before[name], values[name]] for name in names if before[name] != values[name]}
    _judge_and_record(session, actor, order, "findings.defect", body, data.note, DEFECT)


def refuse(session: Session, actor: Actor, order_id: int, data: RefusalData) -> int:
    """Refuse a free repair: the order is refused and its reasoned refusal issued; gives the paper's id.

    Raises UserError `refusal_needs_cause` without a proved cause, `transition_forbidden`, `field_required`.
    """
    require(actor, "findings.refuse")
    order = _open_order(session, order_id)
    status = OrderStatus(order["status"])
    if OrderStatus.REFUSED not in TRANSITIONS.get(status, frozenset()):
        raise UserError("transition_forbidden", None, number=order["number"], status=status.label)
    causes = [finding for finding in list_findings(session, order_id) if finding.is_proved]
    if not causes:
        raise UserError("refusal_needs_cause", "findings")
    assessment.renew(session, actor, order_id, FINDING)
    document_id = conclusions.freeze_refusal(session, actor, order_id, causes, data)
    session.execute(
        update(_orders)
        .where(_orders.c.id == order_id)
        .values(status=OrderStatus.REFUSED.value, state_code=None, version=_orders.c.version + 1)
    )
    stop_timers(session, order_id)
    reason = ", ".join(cause.code for cause in causes)
    moved = order_values.status_row(actor, order_id, status, OrderStatus.REFUSED, reason)
    session.execute(insert(_changes), moved)
    body = {
        "number": order["number"],
        "status": [status.value, OrderStatus.REFUSED.value],
        "causes": [cause.code for cause in causes],
        "overridden": [cause.code for cause in causes if cause.override_reason],
        "document": document_id,
    }
    journal.record(session, actor, "findings.refuse", "order", order_id, body=body)
    return document_id


def invite_to_check(session: Session, actor: Actor, order_id: int, data: InvitationData) -> int:
    """Log an invitation of the customer to the quality check; gives its id.

    Raises UserError `order_not_found`, `order_closed`, `invitation_past`.
    """
    require(actor, "findings.invite")
    order = _open_order(session, order_id)
    if data.for_when < clock.now():
        raise UserError("invitation_past", "for_when")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "invited_at": clock.now(),
        "channel": data.channel.value,
        "for_when": data.for_when,
        "note": _text(data.note),
        "user_id": actor.user_id,
    }
    session.execute(insert(_invitations), row)
    body = {
        "number": order["number"],
        "channel": data.channel.value,
        "for_when": clock.local(data.for_when).isoformat(),
    }
    journal.record(session, actor, "findings.invite", "order", order_id, body=body)
    return int(row["id"])


def record_invitation_answer(
    session: Session, actor: Actor, invitation_id: int, answer: InvitationAnswer, at: datetime | None = None
) -> int:
    """Log what the customer did about an invitation; gives how many invitations came to nothing so far.

    Raises UserError `invitation_not_found`.
    """
    require(actor, "findings.invite")
    found = (
        session.execute(select(_invitations).where(_invitations.c.id == invitation_id))
        .mappings()
        .one_or_none()
    )
    if found is None:
        raise UserError("invitation_not_found", None)
    values = {"answer": answer.value, "answered_at": at or clock.now()}
    session.execute(update(_invitations).where(_invitations.c.id == invitation_id).values(**values))
    body = {"answer": [found["answer"], answer.value]}
    journal.record(session, actor, "findings.answer", "order", found["order_id"], body=body)
    return _evasions(session, found["order_id"])


def _evasions(session: Session, order_id: int) -> int:
    query = (
        select(func.count())
        .select_from(_invitations)
        .where(
            _invitations.c.order_id == order_id,
            _invitations.c.answer.in_([answer.value for answer in EVASIONS]),
        )
    )
    return int(session.execute(query).scalar_one())


def _judge_and_record(
    session: Session,
    actor: Actor,
    order: dict[str, Any],
    verb: str,
    body: dict[str, Any],
    note: str | None,
    reason: str = FINDING,
) -> None:
    """The verdict on the new facts, and the entry of the verb; what was said in words is sealed."""
    assessed, is_new = assessment.renew(session, actor, order["id"], reason)
    told = {"number": order["number"], **body}
    if is_new:
        told["verdict"] = assessed.verdict.entitlement.code.value
        told["free"] = assessed.verdict.entitlement.free.value
    personal = (order["customer_id"], {"note": note}) if note else None
    journal.record(session, actor, verb, "order", order["id"], body=told, personal=personal)


def _open_order(session: Session, order_id: int) -> dict[str, Any]:
    found = (
        session.execute(
            select(_orders, _devices.c.serial_number)
            .join(_devices, _devices.c.id == _orders.c.device_id)
            .where(_orders.c.id == order_id)
            .with_for_update(of=_orders)
        )
        .mappings()
        .one_or_none()
    )
    if found is None:
        raise UserError("order_not_found", None, number=order_id)
    if found["closed_at"] is not None:
        raise UserError("order_closed", None, number=found["number"])
    return dict(found)


def _finding(session: Session, finding_id: int, version: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    found = (
        session.execute(
            select(_findings).where(_findings.c.id == finding_id, _findings.c.withdrawn_at.is_(None))
        )
        .mappings()
        .one_or_none()
    )
    if found is None:
        raise UserError("finding_not_found", None)
    if version is not None and found["version"] != version:
        raise ConflictError("conflict_changed", None, subject=found["code"])
    return dict(found), _open_order(session, found["order_id"])


def _update(session: Session, found: dict[str, Any], values: dict[str, Any]) -> None:
    session.execute(
        update(_findings).where(_findings.c.id == found["id"]).values(version=found["version"] + 1, **values)
    )


def _reason(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise UserError("reason_required", "reason")
    return text


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None

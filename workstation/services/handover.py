"""The device leaves the centre: repaired, with the five facts and the new terms, or without repair.

Each device of a visit is handed over by itself; the others stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import codec
from workstation.documents.bench import MoveFacts, PartRow, UsedPart
from workstation.documents.deeds import HandOverData, ReturnData
from workstation.documents.intake import Accessory
from workstation.documents.orders import AgreedTerms
from workstation.documents.people import Actor
from workstation.documents.warranty import PastRepair
from workstation.errors import UserError
from workstation.models import (
    Attachment,
    Handover,
    LabourLine,
    OrderDefect,
    PartLine,
    StoredVerdict,
    WorkOrder,
)
from workstation.queries.order_bench import list_parts
from workstation.queries.stock import list_old_parts
from workstation.rules import handover as rules
from workstation.rules.moves import PAID_KINDS, owes_five_facts
from workstation.services import (
    assessment,
    loaners,
    order_facts,
    order_values,
    places,
    repair_papers,
    settling,
)
from workstation.services.centre import load_centre
from workstation.services.moving import close, enter, reason_of, tell
from workstation.services.rights import require
from workstation.statuses import OldParts, OrderStatus, PaymentState, RequestKind, SignedBy, TakenBy

_orders = WorkOrder.__table__
_handovers = Handover.__table__
_attachments = Attachment.__table__
_parts = PartLine.__table__
_lines = LabourLine.__table__
_verdicts = StoredVerdict.__table__
_defects = OrderDefect.__table__

HANDOVER = "handover"


def hand_over(
    session: Session, actor: Actor, order_id: int, data: HandOverData, version: int | None = None
) -> None:
    """Give a repaired device out: the five facts are kept, the warranty is moved, the order is closed.

    The act of handing over and the repair warranty card are frozen and queued for print.

    Raises as `moving.enter`; UserError `defects_missing`, `taker_missing`, `attorney_missing`,
    `old_parts_missing`, `payment_missing`, `loaner_out`, `signature_missing`, and as `settling.settle`.
    """
    require(actor, "orders.hand_over")
    facts = enter(session, actor, order_id, "hand_over", version)
    defects = _defects_of(facts, data)
    order, today = _order(session, order_id), clock.today()
    parts = list_parts(session, order_id)
    used = rules.used_parts(parts, today)
    taken = _taken(facts, order, data)
    old_parts = data.old_parts or rules.old_parts_of(parts)
    if old_parts is None:
        raise UserError("old_parts_missing", "old_parts", parts=", ".join(part.name for part in parts))
    old = list_old_parts(session, actor.branch_id, order_id=order_id, open_only=False)
    terms = _new_terms(session, actor, facts, order, today)
    close_at = close(session, actor, facts, OrderStatus.HANDED_OVER, reason=data.remarks)
    settled = settling.settle(session, actor, order_id, PaymentState(taken["payment"]), data.pay_method)
    values = {
        **taken,
        "repaired_on": clock.local(facts.repaired_at).date() if facts.repaired_at else None,
        "defects": defects,
        "parts": codec.encode(used).decode(),
        "is_repaired": True,
        "old_parts": old_parts.value,
        "old_parts_note": (data.old_parts_note or "").strip() or rules.tags_of(old),
        "shown_working": data.shown_working,
        **terms,
    }
    _store(session, actor, facts, values, close_at)
    _store_part_terms(session, parts, used)
    assessment.renew_device(session, actor, facts.device_id, HANDOVER)
    repair_papers.issue_at_handover(session, actor, facts.order_id, is_repaired=True)
    _tell(session, actor, facts, "orders.hand_over", OrderStatus.HANDED_OVER, {**values, "settled": settled})


def return_unrepaired(
    session: Session, actor: Actor, order_id: int, data: ReturnData, version: int | None = None
) -> None:
    """Give a device back as it is, with the reason: refused, irreparable, or the customer took it away.

    The act of handing over is frozen and queued for print.

    Raises as `moving.enter`; UserError `reason_required`, `taker_missing`, `attorney_missing`,
    `payment_missing`, `loaner_out`, `signature_missing`.
    """
    require(actor, "orders.return")
    facts = enter(session, actor, order_id, "return_unrepaired", version)
    reason = reason_of(data.reason)
    values = {
        **_taken(facts, _order(session, order_id), data, due=False),
        "repaired_on": None,
        "defects": None,
        "parts": "[]",
        "is_repaired": False,
        "old_parts": OldParts.NONE.value,
        "old_parts_note": None,
        "shown_working": False,
        "extension_days": 0,
        "warranty_before": None,
        "warranty_until": None,
        "work_warranty_months": None,
        "work_warranty_until": None,
    }
    close_at = close(session, actor, facts, OrderStatus.RETURNED_UNREPAIRED, reason=reason)
    _store(session, actor, facts, values, close_at)
    repair_papers.issue_at_handover(session, actor, facts.order_id, is_repaired=False)
    _tell(session, actor, facts, "orders.return", OrderStatus.RETURNED_UNREPAIRED, values, reason=reason)


def _defects_of(facts: MoveFacts, data: HandOverData) -> str | None:
    defects = (data.defects or "").strip() or facts.conclusion
    if owes_five_facts(facts) and not defects:
        raise UserError("defects_missing", "defects")
    return defects


def _order(session: Session, order_id: int) -> dict[str, Any]:
    """The order with what decides how its repair counts from now on."""
    last = (
        select(_verdicts.c.free, _verdicts.c.code)
        .where(_verdicts.c.order_id == order_id)
        .order_by(_verdicts.c.id.desc())
        .limit(1)
    )
    verdict = session.execute(last).mappings().one_or_none() or {"free": None, "code": None}
    order = session.execute(select(_orders).where(_orders.c.id == order_id)).mappings().one()
    defect = select(_defects.c.defect_code).where(_defects.c.order_id == order_id)
    return {**order, **verdict, "defect_code": session.execute(defect).scalar()}


def _taken(
    facts: MoveFacts, order: dict[str, Any], data: HandOverData | ReturnData, *, due: bool = True
) -> dict[str, Any]:
    """Who takes the device and how it was settled. A lost receipt is never a ground to keep it."""
    taker = (data.taker or "").strip() or None
    if data.taken_by is not TakenBy.RECEIPT and taker is None:
        raise UserError("taker_missing", "taker")
    power = data.power_of_attorney
    if data.taken_by is TakenBy.POWER_OF_ATTORNEY and (power is None or not power.number.strip()):
        raise UserError("attorney_missing", "power_of_attorney.number")
    if data.signed_by is SignedBy.SCREEN and data.signature is None:
        raise UserError("signature_missing", "signature")
    if facts.loaner_out and not (data.loaner_note or "").strip():
        raise UserError("loaner_out", "loaner_note")
    payment = data.payment or _payment_of(order, data, due=due)
    if payment is None:
        raise UserError("payment_missing", "payment")
    at_intake = codec.decode_as(tuple[Accessory, ...], order["accessories"])
    return {
        "taken_by": data.taken_by.value,
        "taker": taker,
        "power_of_attorney": codec.encode(power).decode() if power else None,
        "accessories": codec.encode(at_intake if data.accessories is None else data.accessories).decode(),
        "payment": payment.value,
        "payment_note": (data.payment_note or "").strip() or None,
        "remarks": (data.remarks or "").strip() or None,
        "loaner_note": (data.loaner_note or "").strip() or None,
        "signed_by": data.signed_by.value,
        "signature": data.signature,
    }


def _payment_of(order: dict[str, Any], data: HandOverData | ReturnData, *, due: bool) -> PaymentState | None:
    """How it was settled where nobody says so; None where it must be said."""
    if isinstance(data, HandOverData) and data.pay_method:
        return PaymentState.PAID
    return None if due and _is_paid(order) else PaymentState.NOT_DUE


def _is_paid(order: dict[str, Any]) -> bool:
    """Whether the customer owes for the repair, as far as its kind says."""
    return RequestKind(order["kind"]) in PAID_KINDS


def _new_terms(
    session: Session, actor: Actor, facts: MoveFacts, order: dict[str, Any], today: date
) -> dict[str, Any]:
    """The maker's warranty as the repair moves it, and the centre's own on the work."""
    ends = _maker_ends(session, actor, facts, order, today)
    months, until = _work_warranty(session, order, today)
    return {
        "extension_days": ends.days,
        "warranty_before": ends.before,
        "warranty_until": ends.after,
        "work_warranty_months": months,
        "work_warranty_until": until,
    }


def _maker_ends(
    session: Session, actor: Actor, facts: MoveFacts, order: dict[str, Any], today: date
) -> rules.MakerEnds:
    kind = order_facts.repair_kind({**order, "nature": facts.nature.value if facts.nature else None})
    if kind is None:
        return rules.MakerEnds()
    centre = load_centre(session, actor, today)
    repair = PastRepair(kind, facts.demanded_on, today, order["defect_code"])
    inclusive = centre.law.flag("EXTENSION_INCLUSIVE", today)
    return rules.maker_ends(order_facts.order_facts(session, centre, facts.order_id), repair, inclusive)


def _store_part_terms(session: Session, parts: Sequence[PartRow], used: Sequence[UsedPart]) -> None:
    for part, own in zip(parts, used, strict=True):
        if own.warranty_until is not None:
            term = update(_parts).where(_parts.c.id == part.id).values(warranty_until=own.warranty_until)
            session.execute(term)


def _work_warranty(session: Session, order: dict[str, Any], today: date) -> tuple[int | None, date | None]:
    """The centre's own warranty on the work: as agreed at the counter, else the longest of its works."""
    months = codec.decode_as(AgreedTerms, order["terms"]).work_warranty_months
    if months is None:
        lines = select(_lines.c.warranty_months).where(
            _lines.c.order_id == order["id"], _lines.c.removed_at.is_(None)
        )
        months = max((one for one in session.execute(lines).scalars() if one), default=None)
    return months, clock.add_months(today, months) if months else None


def _store(
    session: Session, actor: Actor, facts: MoveFacts, values: dict[str, Any], close_at: datetime
) -> None:
    signature = values.pop("signature")
    row = {
        "order_id": facts.order_id,
        "demanded_on": facts.demanded_on,
        "received_on": facts.received_on,
        "handed_on": clock.local(close_at).date(),
        "handed_at": close_at,
        "signature_sha256": signature.sha256 if signature else None,
        "user_id": actor.user_id,
        **values,
    }
    session.execute(insert(_handovers), row)
    if facts.lent and values["loaner_note"]:
        loaners.excuse(session, actor, facts.order_id, values["loaner_note"])
    places.give_out(session, actor, facts.order_id)
    if signature is not None:
        rows = order_values.attachment_rows(actor, facts.order_id, (signature,), "signature")
        session.execute(insert(_attachments), rows)


def _tell(
    session: Session,
    actor: Actor,
    facts: MoveFacts,
    verb: str,
    to: OrderStatus,
    values: dict[str, Any],
    *,
    reason: str | None = None,
) -> None:
    body: dict[str, Any] = {
        **values.get("settled", {}),
        "taken_by": values["taken_by"],
        "payment": values["payment"],
        "old_parts": values["old_parts"],
        "demanded_on": facts.demanded_on.isoformat(),
        "received_on": facts.received_on.isoformat(),
        "handed_on": clock.today().isoformat(),
    }
    if reason:
        body["reason"] = reason
    if values["repaired_on"]:
        body["repaired_on"] = values["repaired_on"].isoformat()
    if values["warranty_until"]:
        ends = (values["warranty_before"], values["warranty_until"])
        body["warranty_until"] = [day.isoformat() for day in ends if day]
        body["extension_days"] = values["extension_days"]
    personal = {"taker": values["taker"], "remarks": values["remarks"], "defects": values["defects"]}
    told = {name: value for name, value in personal.items() if value}
    tell(session, actor, facts, verb, to, body=body, personal=told or None)

"""Columns of an order that come from what was said at the counter; used by intake and by its correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import clock, keys, rows, sealing
from workstation.documents import codec
from workstation.documents.intake import Photo, RequestData
from workstation.documents.orders import AgreedTerms
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.rules import intake as rules
from workstation.rules import search
from workstation.rules.deadlines import repair_last_day
from workstation.statuses import CustomerKind, OrderStatus, Use

_IRIS = text(
    "SELECT kind, code, text FROM iris_code WHERE kind = 'condition' AND code = :condition "
    "OR kind = 'symptom' AND code = :symptom"
)


def request_values(request: RequestData, customer_kind: CustomerKind) -> dict[str, Any]:
    """The columns of an order that come from the request, limits of the law included."""
    use = request.use or (Use.PERSONAL if customer_kind is CustomerKind.PERSON else Use.BUSINESS)
    legal = (
        repair_last_day(request.demanded_on)
        if rules.is_consumer_warranty(customer_kind, use, request.kind)
        else None
    )
    terms = AgreedTerms(
        request.estimate,
        request.approval_limit,
        request.work_warranty_months,
        request.delivery,
        request.storage,
    )
    return {
        "kind": request.kind.value,
        "demand": request.demand.value,
        "use": use.value,
        "demanded_on": request.demanded_on,
        "agreed_until": request.agreed_until,
        "legal_until": legal,
        "due_on": request.agreed_until or legal,
        "reported_fault": request.reported_fault.strip(),
        "condition_code": request.condition_code,
        "symptom_code": request.symptom_code,
        "appearance": request.appearance.strip(),
        "accessories": codec.encode(request.accessories).decode(),
        "seals": request.seals.value,
        "papers": codec.encode(request.documents).decode(),
        "terms": codec.encode(terms).decode(),
        "declared_value_kopecks": request.declared_value,
        "prepayment_kopecks": request.prepayment,
        "wants_presence": request.wants_presence,
        "wants_loaner": request.wants_loaner,
        "data_backup": request.data_backup.value,
        "unlock_code_given": request.unlock_code_given or bool(request.unlock_code),
        "notify_by": request.notify_by.value,
        "note": request.note,
    }


def seal_unlock_code(session: Session, order_id: int, unlock_code: str | None) -> bytes | None:
    """The unlock code encrypted with the base's secret; raises UserError `keyring_missing` without it."""
    if not unlock_code:
        return None
    ring = sealing.read_keyring(session.info["folder"])
    if ring is None:
        raise UserError("keyring_missing", "request.unlock_code")
    return sealing.seal(ring.secrets, unlock_code.encode(), f"unlock:{order_id}".encode())


def search_text(order: dict[str, Any], customer: dict[str, Any], device: dict[str, Any]) -> str:
    """The normalised text an order is found by."""
    return search.document_text(
        number=order["number"],
        names=(customer["name"], customer["contact"] or ""),
        phone=customer["phone"],
        serials=(device["serial_number"] or "", device["imei"] or "", customer["inn"] or ""),
        words=(device["brand_name"], device["model_name"] or "", device["category_name"]),
    )


def iris_texts(session: Session, condition: str | None, symptom: str | None) -> dict[str, str | None]:
    """Texts of the IRIS codes as the act prints them; a code without a dictionary line prints alone."""
    wanted = {"condition": condition, "symptom": symptom}
    found: dict[tuple[str, str], str] = {}
    if condition or symptom:
        found = {(kind, code): text for kind, code, text in rows.run(session, _IRIS, **wanted)}
    return {
        kind: f"{code} {found.get((kind, code), '')}".strip() if code else None
        for kind, code in wanted.items()
    }


def attachment_rows(
    actor: Actor, order_id: int, photos: Sequence[Photo], purpose: str = "intake"
) -> list[dict[str, Any]]:
    """Rows of photos that are in the store already; `purpose` says what they were made for."""
    return [
        {
            "id": keys.new_key(),
            "order_id": order_id,
            "purpose": purpose,
            "sha256": photo.sha256,
            "size": photo.size,
            "media_type": photo.media_type,
            "file_name": photo.file_name,
            "added_at": clock.now(),
            "user_id": actor.user_id,
        }
        for photo in photos
    ]


def status_row(
    actor: Actor, order_id: int, before: OrderStatus | None, after: OrderStatus, reason: str | None = None
) -> dict[str, Any]:
    """A row of the history of states, made now."""
    return {
        "id": keys.new_key(),
        "order_id": order_id,
        "from_status": before.value if before else None,
        "to_status": after.value,
        "changed_at": clock.now(),
        "user_id": actor.user_id,
        "reason": reason,
        "state_code": None,
    }

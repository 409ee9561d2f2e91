"""Personal data: separate consents as issued papers, and the erasure of a person's key."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.papers import CentreDetails, ConsentSheet
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Customer, Draft, PersonKey, WorkOrder
from workstation.paths import resources_dir
from workstation.services import builders, documents, journal, numbering
from workstation.services.centre import load_centre
from workstation.services.rights import require
from workstation.statuses import DocumentKind

_keys = PersonKey.__table__
_customers = Customer.__table__
_orders = WorkOrder.__table__
_drafts = Draft.__table__

SERIES = {DocumentKind.PERSONAL_DATA_CONSENT: "СПД", DocumentKind.ADVERTISING_CONSENT: "СР"}


def issue_consent(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> int:
    """Issue a separate consent sheet for the customer of an order; gives the document's id.

    A consent is never part of the act (156-ФЗ, since 01.09.2025). Raises UserError `order_not_found`.
    """
    require(actor, "personal_data.consent")
    row = (
        session.execute(
            select(_customers)
            .join(_orders, _orders.c.customer_id == _customers.c.id)
            .where(_orders.c.id == order_id)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    today = clock.today()
    centre = load_centre(session, actor, today)
    version, paragraphs = consent_text(kind, centre.details)
    series = SERIES[kind]
    seq = numbering.take(session, actor.branch_id, series, today.year)[0]
    number = numbering.show(series, today.year, seq)
    sheet = ConsentSheet(
        kind=kind,
        number=number,
        issued_at=clock.now(),
        centre=centre.details,
        customer=builders.party(dict(row), row["contact"], None),
        text_version=version,
        paragraphs=paragraphs,
        training=bool(centre["base.training"]),
    )
    document_id = documents.freeze(session, actor, kind, number, sheet, [order_id])
    body = {"number": number, "kind": kind.value, "text_version": version}
    journal.record(session, actor, "personal_data.consent", "order", order_id, body=body)
    return document_id


def consent_text(kind: DocumentKind, centre: CentreDetails) -> tuple[str, tuple[str, ...]]:
    """The version and the paragraphs of a consent, with the centre's name and address filled in."""
    text = next(row for row in _texts() if row["kind"] == kind.value)
    facts = {
        "centre": centre.name,
        "address": centre.address,
        "phone": ", ".join(centre.phones),
        "email": centre.email,
        "inn": centre.inn,
    }
    return text["text_version"], tuple(paragraph.format(**facts) for paragraph in text["paragraphs"])


@cache
def _texts() -> list[dict[str, Any]]:
    path = resources_dir() / "catalogues" / "consents.json"
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["rows"]
    return rows


def erase_key(session: Session, actor: Actor, person_id: int, reason: str) -> None:
    """Erase a person's key: every sealed value of theirs in the journal becomes unreadable, their drafts go.

    Primary documents stay as long as the law wants them. Raises UserError `reason_required`,
    `customer_not_found` (no key of that person).
    """
    require(actor, "personal_data.erase")
    if not reason.strip():
        raise UserError("reason_required", "reason")
    erased = session.execute(
        delete(_keys).where(_keys.c.person_id == person_id).returning(_keys.c.person_id)
    ).scalar()
    if erased is None:
        raise UserError("customer_not_found", None)
    session.execute(delete(_drafts).where(_drafts.c.person_id == person_id))
    journal.record(
        session, actor, "personal_data.erase", "customer", person_id, body={"reason": reason.strip()}
    )

"""A paper of an order for a print outside the queue: the issued one, or one issued now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.papers import Paper, PrintStamp
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import DocumentOrder, IssuedDocument, WorkOrder
from workstation.services import (
    billing_papers,
    documents,
    journal,
    order_rows,
    passports,
    personal_data,
    repair_papers,
    store_papers,
)
from workstation.services.centre import load_centre
from workstation.services.rights import may, require
from workstation.statuses import DocumentKind, DocumentState

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_orders = WorkOrder.__table__

FOLLOWING = {
    DocumentKind.WORK_ORDER_SHEET: "documents.issue",
    DocumentKind.PART_REQUEST_SHEET: "parts.request",
    DocumentKind.INVOICE: "documents.issue",
    DocumentKind.ESTIMATE: "documents.issue",
}
"""Papers that follow what they tell of, with the right to issue them anew."""
CONSENTS = frozenset({DocumentKind.PERSONAL_DATA_CONSENT, DocumentKind.ADVERTISING_CONSENT})


def print_of(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> tuple[Paper, PrintStamp]:
    """The paper of an order and the stamp of this print; a kind not issued yet is issued first.

    A work order sheet or a request for parts that is not true any more is issued anew by who may, and of
    invoices and estimates the last one is taken. Raises
    UserError `paper_not_found` for a kind that only its own verb issues.
    """
    document_id = _latest(session, order_id, kind)
    follows = kind in FOLLOWING and may(actor, FOLLOWING[kind])
    if document_id is None or follows:
        document_id = issue(session, actor, order_id, kind)
    return documents.for_print(session, actor, document_id)


def issue(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> int:
    """Issue a paper of the repair or of its money, a passport of the device or a consent; gives its id.

    Raises UserError `paper_not_found`, `order_not_found`, `keyring_missing`, `request_none`, and as
    `repair_papers.issue` and `billing_papers.issue`.
    """
    if kind in CONSENTS:
        return personal_data.issue_consent(session, actor, order_id, kind)
    if kind is DocumentKind.PART_REQUEST_SHEET:
        return store_papers.issue_request(session, actor, order_id)
    if kind in billing_papers.KINDS:
        return billing_papers.issue(session, actor, order_id, kind)
    if kind in repair_papers.SERIES:
        return repair_papers.issue(session, actor, order_id, kind)
    require(actor, "documents.issue")
    if kind is not DocumentKind.EQUIPMENT_PASSPORT:
        raise UserError("paper_not_found", "kind")
    device_id = session.execute(select(_orders.c.device_id).where(_orders.c.id == order_id)).scalar()
    if device_id is None:
        raise UserError("order_not_found", None, number=order_id)
    centre = load_centre(session, actor, clock.today())
    device = order_rows.device_row(session, device_id)
    document_id = passports.issue_passport(session, actor, centre, device, [order_id])
    body = {"kind": kind.value, "order": order_id}
    journal.record(session, actor, "documents.issue", "document", document_id, body=body)
    return document_id


def _latest(session: Session, order_id: int, kind: DocumentKind) -> int | None:
    return session.execute(
        select(_documents.c.id)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(
            _links.c.order_id == order_id,
            _documents.c.kind == kind.value,
            _documents.c.state != DocumentState.REPLACED.value,
        )
        .order_by(_documents.c.id.desc())
        .limit(1)
    ).scalar()

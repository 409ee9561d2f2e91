"""Papers of the store issued and printed: a request for parts, an order to a supplier, a receipt, labels.

A request bears a number of its own, an order to a supplier and a receipt theirs, a label the code of what it
names. What is issued after a change is the next version; what has not changed is given as it is, and its
second print is a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode
from workstation.documents.people import Actor
from workstation.documents.store_papers import StorePaper
from workstation.errors import UserError
from workstation.models import DocumentOrder, IssuedDocument
from workstation.services import documents, journal, numbering, store_builders
from workstation.services.rights import require
from workstation.statuses import DocumentKind, DocumentState

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__

REQUEST_SERIES = "ЗЧ"
MOST_LABELS = 200


def issue_request(session: Session, actor: Actor, order_id: int) -> int:
    """Issue the request for parts of an order, or its next version; gives the document's id.

    Raises UserError `order_not_found`, `request_none`.
    """
    require(actor, "parts.request")
    draft = store_builders.part_request(session, actor, order_id)
    before = _of_order(session, order_id)
    if before is None:
        year = clock.today().year
        taken = numbering.take(session, actor.branch_id, REQUEST_SERIES, year)[0]
        number = numbering.show(REQUEST_SERIES, year, taken)
    else:
        number = before
    return _issue(session, actor, replace(draft, number=number), [order_id])


def issue_purchase(session: Session, actor: Actor, purchase_id: int) -> int:
    """Issue an order to a supplier, or its next version; gives the document's id.

    Raises UserError `purchase_not_found`, `purchase_empty`, `purchase_state` for one that was cancelled.
    """
    require(actor, "purchasing.change")
    return _issue(session, actor, store_builders.purchase(session, actor, purchase_id))


def issue_receipt(session: Session, actor: Actor, receipt_id: int) -> int:
    """Issue the act of a receipt; gives the document's id. Raises UserError `receipt_not_found`."""
    require(actor, "stock.receive")
    return _issue(session, actor, store_builders.receipt(session, actor, receipt_id))


def issue_label(session: Session, actor: Actor, key: int) -> int:
    """Issue the label of a part, of a serial piece or of a line of a receipt; gives the document's id.

    Raises UserError `part_unknown`.
    """
    require(actor, "stock.label")
    return _issue(session, actor, store_builders.label(session, actor, key))


def print_labels(session: Session, actor: Actor, key: int, *, page: str, count: int = 1) -> list[int]:
    """Put so many labels of a part, a piece or a line of a receipt into the queue; gives the jobs' ids.

    Labels of one print are all first ones; a later print is a copy. Raises UserError `part_unknown`,
    `labels_many`.
    """
    require(actor, "stock.label")
    if not 1 <= count <= MOST_LABELS:
        raise UserError("labels_many", "count", most=MOST_LABELS)
    document_id = issue_label(session, actor, key)
    _paper, row = documents.read(session, document_id)
    copy = row["print_count"] > 0
    recipients: Sequence[None] = (None,) * count
    jobs = documents.queue(
        session, actor, document_id, purpose="label", page=page, recipients=recipients, copy=copy
    )
    body = {"number": row["number"], "kind": row["kind"], "copy": copy, "count": count}
    journal.record(session, actor, "documents.reprint", "document", document_id, body=body)
    return jobs


def print_receipt_labels(session: Session, actor: Actor, receipt_id: int, *, page: str) -> list[int]:
    """Put a label of every accepted piece of a receipt into the queue; gives the jobs' ids.

    What is measured (a cable, a grease) gets one label. Raises UserError `labels_many`, `labels_none`.
    """
    require(actor, "stock.label")
    wanted = store_builders.labels_of_receipt(session, actor, receipt_id)
    if not wanted:
        raise UserError("labels_none", None)
    if sum(wanted.values()) > MOST_LABELS:
        raise UserError("labels_many", "count", most=MOST_LABELS)
    return [
        job
        for key, count in wanted.items()
        for job in print_labels(session, actor, key, page=page, count=count)
    ]


def annul_of(session: Session, actor: Actor, kind: DocumentKind, number: str) -> None:
    """Annul the papers of what was given up, their prints leave the queue. Part of a verb."""
    query = select(_documents.c.id).where(
        _same(actor, kind, number), _documents.c.state == DocumentState.VALID.value
    )
    found = list(session.execute(query).scalars())
    session.execute(
        update(_documents).where(_documents.c.id.in_(found)).values(state=DocumentState.ANNULLED.value)
    )
    documents.unqueue(session, found)


def _issue(session: Session, actor: Actor, draft: Any, order_ids: Sequence[int] = ()) -> int:
    """Freeze a paper unless the one in force tells the same."""
    kind: DocumentKind = draft.KIND
    before = _in_force(session, actor, kind, draft.number)
    if before is not None:
        if _told(decode(kind, bytes(before["snapshot"]))) == _told(draft):
            return int(before["id"])
        documents.replace(session, before["id"])
        documents.unqueue(session, [before["id"]])
    version = 1 + _versions(session, actor, kind, draft.number)
    paper: Any = replace(draft, version=version) if isinstance(draft, StorePaper) else draft
    document_id = documents.freeze(session, actor, kind, draft.number, paper, order_ids, version)
    body = {"kind": kind.value, "number": draft.number}
    journal.record(session, actor, "documents.issue", "document", document_id, body=body)
    return document_id


def _told(paper: Any) -> list[Any]:
    """What a paper tells beyond the head that every sheet has; of a label all."""
    head = {field.name for field in fields(StorePaper)} if isinstance(paper, StorePaper) else set()
    return [getattr(paper, field.name) for field in fields(paper) if field.name not in head]


def _of_order(session: Session, order_id: int) -> str | None:
    """The number under which the request of an order was issued."""
    return session.execute(
        select(_documents.c.number)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(_links.c.order_id == order_id, _documents.c.kind == DocumentKind.PART_REQUEST_SHEET.value)
        .limit(1)
    ).scalar()


def _same(actor: Actor, kind: DocumentKind, number: str) -> Any:
    return (
        (_documents.c.branch_id == actor.branch_id)
        & (_documents.c.kind == kind.value)
        & (_documents.c.number == number)
    )


def _versions(session: Session, actor: Actor, kind: DocumentKind, number: str) -> int:
    query = select(func.max(_documents.c.version)).where(_same(actor, kind, number))
    return int(session.execute(query).scalar() or 0)


def _in_force(session: Session, actor: Actor, kind: DocumentKind, number: str) -> Mapping[Any, Any] | None:
    query = select(_documents.c.id, _documents.c.snapshot).where(
        _same(actor, kind, number), _documents.c.state == DocumentState.VALID.value
    )
    return session.execute(query.order_by(_documents.c.id.desc()).limit(1)).mappings().one_or_none()

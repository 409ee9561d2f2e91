"""Papers of a repair issued: work order sheet, completion act, handover act, repair warranty card.

A work order sheet and an act of handing over bear the order's number, the others have series of their own.
The sheet of an open order follows its works: what is issued after a change is its next version. The others
stay as they were handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.codec import TYPES, decode
from workstation.documents.order_papers import OrderPaper
from workstation.documents.people import Actor
from workstation.models import DocumentOrder, IssuedDocument
from workstation.services import documents, journal, order_papers
from workstation.services.repair_builders import BUILDERS, subject_of
from workstation.services.rights import require
from workstation.statuses import DocumentKind, DocumentState

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__

SERIES: Mapping[DocumentKind, str | None] = {
    DocumentKind.WORK_ORDER_SHEET: None,
    DocumentKind.COMPLETION_ACT: "АВР",
    DocumentKind.HANDOVER_ACT: None,
    DocumentKind.REPAIR_WARRANTY_CARD: "ГТ",
}
"""The kinds issued here with their series; None: the number of the order."""


def issue(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> int:
    """Issue a paper of a repair, or its next version where it has changed; gives the document's id.

    A paper that is in force and still true is given as it is. Raises UserError `repair_not_over`,
    `not_handed_over`, `not_repaired`, `five_facts_missing`, `order_not_found`.
    """
    require(actor, "documents.issue")
    document_id, is_new = _issued(session, actor, order_id, kind)
    if is_new:
        body = {"kind": kind.value, "order": order_id}
        journal.record(session, actor, "documents.issue", "document", document_id, body=body)
    return document_id


def issue_at_handover(session: Session, actor: Actor, order_id: int, *, is_repaired: bool) -> list[int]:
    """Freeze and queue the act of handing over and, after a repair, the warranty card. Part of a verb.

    Raises UserError `five_facts_missing`.
    """
    prints: list[documents.Print] = []
    act, _is_new = _issued(session, actor, order_id, DocumentKind.HANDOVER_ACT)
    prints += [documents.Print(act, "paper", order_papers.PAGE, whose) for whose in documents.RECIPIENTS]
    made = [act]
    if is_repaired:
        card, _is_new = _issued(session, actor, order_id, DocumentKind.REPAIR_WARRANTY_CARD)
        prints.append(documents.Print(card, "paper", order_papers.PAGE, "customer"))
        made.append(card)
    documents.queue_all(session, actor, prints)
    return made


def _issued(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> tuple[int, bool]:
    """The id of the paper as it stands now, and whether it was frozen just now."""
    before = _in_force(session, order_id, kind)
    if before is not None and kind is not DocumentKind.WORK_ORDER_SHEET:
        return int(before["id"]), False
    draft = _draft(session, actor, order_id, kind)
    if before is not None:
        if _told(decode(kind, bytes(before["snapshot"]))) == _told(draft):
            return int(before["id"]), False
        documents.replace(session, before["id"])
        documents.unqueue(session, [before["id"]])
    series = SERIES[kind]
    number = order_papers.next_number(session, actor, series) if series else draft.order.number
    version = 1 + _versions(session, actor, kind, number)
    paper = replace(draft, number=number, version=version)
    return documents.freeze(session, actor, kind, number, paper, [order_id], version), True


def _draft(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> Any:
    """The paper, with the order's number in the place of its own."""
    subject = subject_of(session, actor, order_id)
    made: type[Any] = TYPES[kind]
    head = {field.name: getattr(subject.base, field.name) for field in fields(OrderPaper)}
    return made(**head, **BUILDERS[kind](subject))


def _told(paper: Any) -> list[Any]:
    """What a paper tells beyond the head that every paper has."""
    head = {field.name for field in fields(OrderPaper)}
    return [getattr(paper, field.name) for field in fields(paper) if field.name not in head]


def _versions(session: Session, actor: Actor, kind: DocumentKind, number: str) -> int:
    query = select(func.max(_documents.c.version)).where(
        _documents.c.branch_id == actor.branch_id,
        _documents.c.kind == kind.value,
        _documents.c.number == number,
    )
    return int(session.execute(query).scalar() or 0)


def _in_force(session: Session, order_id: int, kind: DocumentKind) -> Mapping[Any, Any] | None:
    query = (
        select(_documents.c.id, _documents.c.snapshot)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(
            _links.c.order_id == order_id,
            _documents.c.kind == kind.value,
            _documents.c.state == DocumentState.VALID.value,
        )
        .order_by(_documents.c.id.desc())
        .limit(1)
    )
    return session.execute(query).mappings().one_or_none()

"""Issued papers: frozen snapshots with a hash; issue, replace, annul, and take one for a print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents import codec
from workstation.documents.papers import Paper, PrintStamp
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import DocumentOrder, IssuedDocument, PrintJob, WorkOrder
from workstation.services import journal
from workstation.services.rights import require
from workstation.statuses import DocumentKind, DocumentState, OrderStatus, PrintState

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_jobs = PrintJob.__table__
_orders = WorkOrder.__table__


RECIPIENTS: Mapping[str, str] = {
    "customer": "экземпляр заказчика",
    "centre": "экземпляр сервисного центра",
}
"""Whose copy a print is: the word of the queue and the words of the paper."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A paper about to be stored as issued."""

    kind: DocumentKind
    number: str
    paper: Paper
    order_ids: tuple[int, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Print:
    """A print about to be queued; `purpose` (`paper` or `label`) chooses the station's printer."""

    document_id: int
    purpose: str
    page: str
    recipient: str | None = None
    copy: bool = False


REVISIONS: Mapping[DocumentKind, int] = dict.fromkeys(DocumentKind, 1)
"""Revision of the template a snapshot was issued with; it stands on the paper and in the base."""


def freeze(
    session: Session,
    actor: Actor,
    kind: DocumentKind,
    number: str,
    paper: Paper,
    order_ids: Sequence[int],
    version: int = 1,
) -> int:
    """Store a paper as issued, give its id. Part of a verb: it checks no right and journals nothing."""
    return freeze_all(session, actor, [Frozen(kind, number, paper, tuple(order_ids), version)])[0]


def freeze_all(session: Session, actor: Actor, papers: Sequence[Frozen]) -> list[int]:
    """Store several papers at once and give their ids; part of a verb, like `freeze`."""
    made: list[dict[str, Any]] = []
    links: list[dict[str, int]] = []
    for one in papers:
        snapshot = codec.encode(one.paper)
        row: dict[str, Any] = {
            "id": keys.new_key(),
            "branch_id": actor.branch_id,
            "kind": one.kind.value,
            "number": one.number,
            "version": one.version,
            "state": DocumentState.VALID.value,
            "snapshot": snapshot,
            "sha256": codec.digest(snapshot),
            "revision": REVISIONS[one.kind],
            "issued_at": clock.now(),
            "user_id": actor.user_id,
            "print_count": 0,
        }
        made.append(row)
        links += [{"document_id": row["id"], "order_id": order_id} for order_id in one.order_ids]
    rows.add(session, _documents, *made)
    rows.add(session, _links, *links)
    return [row["id"] for row in made]


def replace(session: Session, document_id: int) -> None:
    """Mark a paper as replaced by a newer version; part of a verb."""
    session.execute(
        update(_documents).where(_documents.c.id == document_id).values(state=DocumentState.REPLACED.value)
    )


def annul_of_order(session: Session, order_id: int) -> list[str]:
    """Annul the valid papers of a cancelled order, but for those that another order still stands on.

    Gives their numbers. What of them was still to be printed is not. Part of a verb.
    """
    papers = session.execute(
        select(_documents.c.id, _documents.c.number)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(_links.c.order_id == order_id, _documents.c.state == DocumentState.VALID.value)
    ).all()
    annulled: list[str] = []
    gone: list[int] = []
    for paper in papers:
        others = (
            select(_links.c.order_id)
            .join(_orders, _orders.c.id == _links.c.order_id)
            .where(
                _links.c.document_id == paper.id,
                _links.c.order_id != order_id,
                _orders.c.status != OrderStatus.CANCELLED.value,
            )
        )
        if session.execute(others).first() is None:
            _set_state(session, paper.id, DocumentState.ANNULLED)
            annulled.append(paper.number)
            gone.append(paper.id)
    unqueue(session, gone)
    return annulled


def annul(session: Session, actor: Actor, document_id: int, reason: str) -> None:
    """Annul a paper: it keeps its number and every later print says «АННУЛИРОВАН».

    Raises UserError `reason_required`, `paper_not_found`, `document_annulled`.
    """
    require(actor, "documents.annul")
    if not reason.strip():
        raise UserError("reason_required", "reason")
    row = _row(session, document_id)
    if row["state"] == DocumentState.ANNULLED.value:
        raise UserError("document_annulled", None, number=row["number"])
    _set_state(session, document_id, DocumentState.ANNULLED)
    unqueue(session, [document_id])
    body = {
        "number": row["number"],
        "kind": row["kind"],
        "reason": reason.strip(),
        "state": [row["state"], DocumentState.ANNULLED.value],
    }
    journal.record(session, actor, "documents.annul", "document", document_id, body=body)


def void(session: Session, document_id: int) -> None:
    """Annul a paper because what it says was cancelled. Part of a verb."""
    _set_state(session, document_id, DocumentState.ANNULLED)
    unqueue(session, [document_id])


def read(session: Session, document_id: int) -> tuple[Paper, dict[str, Any]]:
    """The frozen paper and its row; raises UserError `paper_not_found`."""
    row = _row(session, document_id)
    return codec.decode(row["kind"], row["snapshot"]), row


def for_print(
    session: Session, actor: Actor, document_id: int, *, recipient: str | None = None
) -> tuple[Paper, PrintStamp]:
    """The paper and the stamp of a print that is not in the queue: any print after the first is a copy.

    Writes a journal entry. Raises UserError `paper_not_found`.
    """
    require(actor, "documents.reprint")
    paper, row = read(session, document_id)
    stamp = stamp_of(session, actor, row, copy=row["print_count"] > 0, recipient=recipient)
    session.execute(
        update(_documents)
        .where(_documents.c.id == document_id)
        .values(print_count=_documents.c.print_count + 1)
    )
    body = {"number": row["number"], "kind": row["kind"], "copy": stamp.copy}
    journal.record(session, actor, "documents.reprint", "document", document_id, body=body)
    return paper, stamp


def stamp_of(
    session: Session, actor: Actor, row: Mapping[str, Any], *, copy: bool, recipient: str | None = None
) -> PrintStamp:
    """The stamp of a print made now by this user: state of the paper included."""
    newer = None
    if row["state"] == DocumentState.REPLACED.value:
        newer = session.execute(
            select(_documents.c.version)
            .where(
                _documents.c.branch_id == row["branch_id"],
                _documents.c.kind == row["kind"],
                _documents.c.number == row["number"],
            )
            .order_by(_documents.c.version.desc())
            .limit(1)
        ).scalar()
    return PrintStamp(
        printed_at=clock.now(),
        printed_by=actor.short_name,
        copy=copy,
        annulled=row["state"] == DocumentState.ANNULLED.value,
        replaced_by=newer,
        recipient=RECIPIENTS.get(recipient or "", recipient),
    )


def queue(
    session: Session,
    actor: Actor,
    document_id: int,
    *,
    purpose: str,
    page: str,
    recipients: Sequence[str | None] = (None,),
    copy: bool = False,
) -> list[int]:
    """Put prints of a paper into the station's queue, in the transaction of the paper. Part of a verb.

    `purpose` is `paper` or `label`: it chooses the station's printer.
    """
    prints = [Print(document_id, purpose, page, recipient, copy) for recipient in recipients]
    return queue_all(session, actor, prints)


def queue_all(session: Session, actor: Actor, prints: Sequence[Print]) -> list[int]:
    """Queue several prints at once and give the jobs' ids; part of a verb, like `queue`."""
    jobs: list[dict[str, Any]] = [
        {
            "id": keys.new_key(),
            "station_id": actor.station_id,
            "document_id": one.document_id,
            "purpose": one.purpose,
            "page": one.page,
            "recipient": one.recipient,
            "is_copy": int(one.copy),
            "state": PrintState.WAITING.value,
            "attempts": 0,
            "last_error": None,
            "made_at": clock.now(),
            "user_id": actor.user_id,
        }
        for one in prints
    ]
    rows.add(session, _jobs, *jobs)
    return [job["id"] for job in jobs]


def unqueue(session: Session, document_ids: Sequence[int]) -> None:
    """Take prints that have not come out yet off the queue; part of a verb that ends a paper."""
    pending = [PrintState.WAITING.value, PrintState.FAILED.value]
    if document_ids:
        session.execute(
            update(_jobs)
            .where(_jobs.c.document_id.in_(document_ids), _jobs.c.state.in_(pending))
            .values(state=PrintState.CANCELLED.value)
        )


def _row(session: Session, document_id: int) -> dict[str, Any]:
    row = session.execute(select(_documents).where(_documents.c.id == document_id)).mappings().one_or_none()
    if row is None:
        raise UserError("paper_not_found", None)
    return dict(row)


def _set_state(session: Session, document_id: int, state: DocumentState) -> None:
    session.execute(update(_documents).where(_documents.c.id == document_id).values(state=state.value))

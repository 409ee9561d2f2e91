"""The visible print queue: a job is taken, rendered outside the transaction, and marked done or failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation.documents.papers import Paper, PrintStamp
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import IssuedDocument, PrintJob
from workstation.services import documents, journal
from workstation.services.rights import require
from workstation.statuses import DocumentKind, PrintState

_jobs = PrintJob.__table__
_documents = IssuedDocument.__table__

INTERRUPTED, BROKEN = "print_interrupted", "print_broken"
FOR_A_PERSON = (INTERRUPTED, BROKEN)
"""Reasons that no second try can mend: it may have come out already, or it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A job with everything the I/O lane needs to render and send it."""

    id: int
    paper: Paper
    kind: DocumentKind
    stamp: PrintStamp
    purpose: str
    page: str
    title: str


def take_next(session: Session, actor: Actor) -> TakenJob | None:
    """Take the oldest waiting job of the actor's station; None when nothing waits.

    A machine step, no verb of a user: nothing is journalled.
    """
    job = (
        session.execute(
            select(_jobs)
            .where(_jobs.c.station_id == actor.station_id, _jobs.c.state == PrintState.WAITING.value)
            .order_by(_jobs.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        .mappings()
        .one_or_none()
    )
    return None if job is None else _taken(session, actor, dict(job))


def take_for_file(session: Session, actor: Actor, job_id: int) -> TakenJob:
    """Take a job out of the line to be written into a file instead; then `mark_done` or `mark_failed`.

    Raises UserError `print_job_not_found` for one that is not waiting.
    """
    require(actor, "print_queue.retry")
    open_states = [PrintState.WAITING.value, PrintState.FAILED.value]
    wanted = (_jobs.c.id == job_id) & _jobs.c.state.in_(open_states)
    job = session.execute(select(_jobs).where(wanted).with_for_update()).mappings().one_or_none()
    if job is None:
        raise UserError("print_job_not_found", None)
    taken = _taken(session, actor, dict(job))
    journal.record(session, actor, "print_queue.retry", "print_job", job_id, body={"to": "file"})
    return taken


def _taken(session: Session, actor: Actor, job: Mapping[str, Any]) -> TakenJob:
    paper, row = documents.read(session, job["document_id"])
    session.execute(
        update(_jobs)
        .where(_jobs.c.id == job["id"])
        .values(state=PrintState.PRINTING.value, attempts=_jobs.c.attempts + 1)
    )
    stamp = documents.stamp_of(session, actor, row, copy=bool(job["is_copy"]), recipient=job["recipient"])
    kind = DocumentKind(row["kind"])
    return TakenJob(
        job["id"], paper, kind, stamp, job["purpose"], job["page"], f"{kind.label} {row['number']}"
    )


def mark_done(session: Session, job_id: int) -> None:
    """The printer took the job."""
    document_id = session.execute(
        update(_jobs)
        .where(_jobs.c.id == job_id)
        .values(state=PrintState.DONE.value, last_error=None)
        .returning(_jobs.c.document_id)
    ).scalar()
    session.execute(
        update(_documents)
        .where(_documents.c.id == document_id)
        .values(print_count=_documents.c.print_count + 1)
    )


def mark_failed(session: Session, job_id: int, reason: str) -> None:
    """The printer did not take the job: it stays in the queue with the reason."""
    session.execute(
        update(_jobs).where(_jobs.c.id == job_id).values(state=PrintState.FAILED.value, last_error=reason)
    )


def recover(session: Session, actor: Actor) -> int:
    """Jobs left in the middle by a crash: they may have come out, so a person decides. Gives their count."""
    found = session.execute(
        update(_jobs)
        .where(_jobs.c.station_id == actor.station_id, _jobs.c.state == PrintState.PRINTING.value)
        .values(state=PrintState.FAILED.value, last_error=INTERRUPTED)
        .returning(_jobs.c.id)
    ).all()
    return len(found)


def revive(session: Session, actor: Actor) -> int:
    """Put the jobs that a printer refused back into the line, all but those for a person. Gives their count.

    The program's own second try after a while: no verb of a user, nothing is journalled.
    """
    found = session.execute(
        update(_jobs)
        .where(
            _jobs.c.station_id == actor.station_id,
            _jobs.c.state == PrintState.FAILED.value,
            _jobs.c.last_error.not_in(FOR_A_PERSON),
        )
        .values(state=PrintState.WAITING.value)
        .returning(_jobs.c.id)
    ).all()
    return len(found)


def retry(session: Session, actor: Actor, job_id: int) -> None:
    """Put a failed job back into the line; raises UserError `print_job_not_found`."""
    require(actor, "print_queue.retry")
    _move(session, job_id, (PrintState.FAILED, PrintState.WAITING), PrintState.WAITING)
    journal.record(session, actor, "print_queue.retry", "print_job", job_id)


def cancel_job(session: Session, actor: Actor, job_id: int) -> None:
    """Take a job off the queue; raises UserError `print_job_not_found`."""
    require(actor, "print_queue.cancel")
    _move(session, job_id, (PrintState.FAILED, PrintState.WAITING), PrintState.CANCELLED)
    journal.record(session, actor, "print_queue.cancel", "print_job", job_id)


def reprint(
    session: Session, actor: Actor, document_id: int, *, purpose: str, page: str, recipient: str | None = None
) -> int:
    """Queue one more print of an issued paper, marked «КОПИЯ»; gives the job's id.

    Raises UserError `paper_not_found`.
    """
    require(actor, "documents.reprint")
    _paper, row = documents.read(session, document_id)
    copy = row["print_count"] > 0
    jobs = documents.queue(
        session, actor, document_id, purpose=purpose, page=page, recipients=(recipient,), copy=copy
    )
    body = {"number": row["number"], "kind": row["kind"], "copy": copy}
    journal.record(session, actor, "documents.reprint", "document", document_id, body=body)
    return jobs[0]


def _move(session: Session, job_id: int, sources: tuple[PrintState, ...], target: PrintState) -> None:
    found = session.execute(
        update(_jobs)
        .where(_jobs.c.id == job_id, _jobs.c.state.in_([state.value for state in sources]))
        .values(state=target.value)
        .returning(_jobs.c.id)
    ).scalar()
    if found is None:
        raise UserError("print_job_not_found", None)

"""The print queue on the read side."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.orders import PrintJobRow
from workstation.models import IssuedDocument, PrintJob
from workstation.statuses import DocumentKind, PrintState

_jobs = PrintJob.__table__
_documents = IssuedDocument.__table__
PENDING = (PrintState.WAITING, PrintState.PRINTING, PrintState.FAILED)


def list_print_jobs(
    session: Session,
    station_id: int,
    states: Sequence[PrintState] = PENDING,
    limit: int = 200,
    *,
    newest_first: bool = False,
) -> list[PrintJobRow]:
    """The station's jobs in the given states, oldest first unless said otherwise."""
    query = (
        select(_jobs, _documents.c.kind, _documents.c.number)
        .join(_documents, _documents.c.id == _jobs.c.document_id)
        .where(_jobs.c.station_id == station_id, _jobs.c.state.in_([state.value for state in states]))
        .order_by(_jobs.c.id.desc() if newest_first else _jobs.c.id)
        .limit(limit)
    )
    return [
        PrintJobRow(
            id=row["id"],
            document_id=row["document_id"],
            kind=DocumentKind(row["kind"]),
            number=row["number"],
            purpose=row["purpose"],
            page=row["page"],
            recipient=row["recipient"],
            is_copy=bool(row["is_copy"]),
            state=PrintState(row["state"]),
            attempts=row["attempts"],
            last_error=row["last_error"],
            made_at=row["made_at"],
        )
        for row in session.execute(query).mappings()
    ]

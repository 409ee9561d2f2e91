"""The journal on the read side: entries with their personal values opened while the key exists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import sealing
from workstation.documents.orders import JournalRow
from workstation.models import JournalEntry, PersonKey, User

_entries = JournalEntry.__table__
_users = User.__table__
_keys = PersonKey.__table__


def list_entries(session: Session, subject_ids: Sequence[int]) -> tuple[JournalRow, ...]:
    """Entries about any of the subjects, oldest first."""
    query = (
        select(_entries, _users.c.short_name.label("user"), _keys.c.key)
        .outerjoin(_users, _users.c.id == _entries.c.user_id)
        .outerjoin(_keys, _keys.c.person_id == _entries.c.person_id)
        .where(_entries.c.subject_id.in_(subject_ids))
        .order_by(_entries.c.id)
    )
    return tuple(_row(row) for row in session.execute(query).mappings())


def seal_context(branch_id: int, seq: int) -> bytes:
    """What a sealed value of an entry is bound to."""
    return f"journal:{branch_id}:{seq}".encode()


def _row(row: Any) -> JournalRow:
    personal = _personal(row)
    return JournalRow(
        id=row["id"],
        made_at=row["made_at"],
        user=row["user"] or "",
        station=row["station"],
        verb=row["verb"],
        body=json.loads(row["body"]),
        personal=personal,
        is_erased=row["sealed"] is not None and personal is None,
    )


def _personal(row: Any) -> dict[str, Any] | None:
    if row["sealed"] is None or row["key"] is None:
        return None
    plain = sealing.unseal(row["key"], row["sealed"], seal_context(row["branch_id"], row["seq"]))
    return None if plain is None else json.loads(plain)

"""Drafts on the read side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.models import Draft, PersonKey
from workstation.sealing import unseal

_drafts = Draft.__table__
_keys = PersonKey.__table__


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft that can be gone on with; `body` is what the form stored."""

    id: int
    form: str
    person_id: int
    saved_at: datetime
    body: dict[str, Any]


def list_drafts(session: Session, form: str, user_id: int) -> list[DraftRow]:
    """The user's drafts of a form, newest first; those of an erased person are left out."""
    query = (
        select(_drafts, _keys.c.key)
        .join(_keys, _keys.c.person_id == _drafts.c.person_id)
        .where(_drafts.c.form == form, _drafts.c.user_id == user_id)
        .order_by(_drafts.c.saved_at.desc())
    )
    rows = []
    for row in session.execute(query).mappings():
        plain = unseal(row["key"], row["body"], b"draft")
        if plain is not None:
            rows.append(
                DraftRow(row["id"], row["form"], row["person_id"], row["saved_at"], json.loads(plain))
            )
    return rows

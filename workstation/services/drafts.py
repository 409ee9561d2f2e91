"""Drafts: what was typed is in the base within a second, sealed with the key of the person it is about."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, sealing
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Draft, PersonKey
from workstation.services import journal
from workstation.services.rights import require

_drafts = Draft.__table__
_keys = PersonKey.__table__


def save_draft(
    session: Session,
    actor: Actor,
    form: str,
    body: dict[str, Any],
    *,
    draft_id: int | None = None,
    person_id: int | None = None,
) -> tuple[int, int]:
    """Save or replace a draft; gives `(draft_id, person_id)` to be passed in again.

    `person_id` is the known customer, or None for a new one: then a key owner is reserved and the
    customer made of the draft gets it as id. A keystroke is no verb: only making a draft is journalled.
    """
    require(actor, "drafts.save")
    person = person_id if person_id is not None else keys.new_key()
    values = _values(session, actor, person, body)
    if draft_id is not None:
        found = session.execute(
            update(_drafts).where(_drafts.c.id == draft_id).values(**values).returning(_drafts.c.id)
        ).scalar()
        if found is not None:
            return draft_id, person
    made = draft_id if draft_id is not None else keys.new_key()
    session.execute(insert(_drafts), {"id": made, "form": form, "user_id": actor.user_id, **values})
    journal.record(session, actor, "drafts.save", "draft", made, body={"form": form})
    return made, person


def make_draft(session: Session, actor: Actor, form: str, body: dict[str, Any], person_id: int) -> int:
    """Store a draft that another verb fills in; gives its id. Part of a verb."""
    made = keys.new_key()
    values = _values(session, actor, person_id, body)
    session.execute(insert(_drafts), {"id": made, "form": form, "user_id": actor.user_id, **values})
    return made


def discard_draft(session: Session, actor: Actor, draft_id: int) -> None:
    """Throw a draft away; raises UserError `draft_not_found`."""
    require(actor, "drafts.discard")
    row = session.execute(
        delete(_drafts).where(_drafts.c.id == draft_id).returning(_drafts.c.form)
    ).one_or_none()
    if row is None:
        raise UserError("draft_not_found", None)
    journal.record(session, actor, "drafts.discard", "draft", draft_id, body={"form": row.form})


def read_draft(session: Session, draft_id: int) -> tuple[int, dict[str, Any]]:
    """`(person_id, body)` of a draft; raises UserError `draft_not_found` (also once its key is erased)."""
    row = session.execute(select(_drafts).where(_drafts.c.id == draft_id)).mappings().one_or_none()
    body = None if row is None else open_body(session, row["person_id"], row["body"])
    if row is None or body is None:
        raise UserError("draft_not_found", None)
    return row["person_id"], body


def open_body(session: Session, person_id: int, sealed: bytes) -> dict[str, Any] | None:
    """The content of a sealed draft; None once the person's key is erased."""
    key = session.execute(select(_keys.c.key).where(_keys.c.person_id == person_id)).scalar()
    plain = sealing.unseal(key, sealed, b"draft") if key else None
    return None if plain is None else json.loads(plain)


def _values(session: Session, actor: Actor, person_id: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "body": _sealed(session, person_id, body),
        "saved_at": clock.now(),
        "station_id": actor.station_id,
    }


def _sealed(session: Session, person_id: int, body: dict[str, Any]) -> bytes:
    plain = json.dumps(body, ensure_ascii=False).encode()
    return sealing.seal(journal.person_key(session, person_id), plain, b"draft")

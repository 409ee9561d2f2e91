"""The journal: one entry per verb in the verb's own transaction, chained by hash per branch.

`hash = SHA-256(previous hash ‖ canonical JSON of the entry)`; the first previous hash is 32 zero bytes.
Personal values go into `sealed`, encrypted with the key of the person: erasing the key erases them
and leaves the chain valid, because the chain covers the sealed bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import clock, keys, rows, sealing
from workstation.documents.people import Actor
from workstation.models import JournalEntry
from workstation.queries.journal import seal_context

GENESIS = bytes(32)

_entries = JournalEntry.__table__

_NEXT = text("UPDATE journal_head SET seq = seq + 1 WHERE branch_id = :branch RETURNING seq, hash")
_LINK = text("UPDATE journal_head SET hash = :hash WHERE branch_id = :branch")
_TAKE_KEY = text(
    "INSERT INTO person_key (person_id, key) VALUES (:person, :key) "
    "ON CONFLICT (person_id) DO UPDATE SET person_id = excluded.person_id RETURNING key"
)


def record(
    session: Session,
    actor: Actor,
    verb: str,
    subject: str,
    subject_id: int,
    *,
    body: Mapping[str, Any] | None = None,
    personal: tuple[int, Mapping[str, Any]] | None = None,
) -> int:
    """Add the entry of a verb; gives its number in the chain.

    `body` is JSON without personal values, changes as `{"field": [before, after]}`;
    `personal` is `(person_id, values)` and is sealed. Call it late: the chain's head is locked from here
    to the commit.
    """
    seq, previous = rows.run(session, _NEXT, branch=actor.branch_id)[0]
    row: dict[str, Any] = {
        "branch_id": actor.branch_id,
        "seq": seq,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "station": actor.station,
        "verb": verb,
        "subject": subject,
        "subject_id": subject_id,
        "body": canonical(body or {}),
        "person_id": personal[0] if personal else None,
        "sealed": _sealed(session, personal, actor.branch_id, seq) if personal else None,
    }
    row["hash"] = chain_hash(previous, row)
    rows.add(session, _entries, {"id": keys.new_key(), **row})
    rows.run(session, _LINK, branch=actor.branch_id, hash=row["hash"])
    return int(seq)


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks and real letters: equal content gives equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def chain_hash(previous: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of an entry over the one before it."""
    sealed = row["sealed"]
    content = {
        "branch": row["branch_id"],
        "seq": row["seq"],
        "at": clock.to_ms(row["made_at"]),
        "user": row["user_id"],
        "station": row["station"],
        "verb": row["verb"],
        "subject": row["subject"],
        "subject_id": row["subject_id"],
        "body": row["body"],
        "person": row["person_id"],
        "sealed": sealed.hex() if sealed is not None else None,
    }
    return hashlib.sha256(previous + canonical(content).encode()).digest()


def person_key(session: Session, person_id: int) -> bytes:
    """The person's key, made at its first use."""
    return bytes(rows.run(session, _TAKE_KEY, person=person_id, key=sealing.new_secret())[0][0])


def _sealed(session: Session, personal: tuple[int, Mapping[str, Any]], branch_id: int, seq: int) -> bytes:
    person_id, values = personal
    key = person_key(session, person_id)
    return sealing.seal(key, canonical(values).encode(), seal_context(branch_id, seq))

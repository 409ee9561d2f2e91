"""What every test of a verb asks: one entry in the journal, and no entry for a role without the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import AccessError
from workstation.models import Base, JournalEntry
from workstation.services.rights import RIGHTS
from workstation.statuses import Role

_entries = JournalEntry.__table__


def do(database: Database, verb: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Carry a verb out in a transaction of its own."""
    result, _changed = database.run(lambda session: verb(session, *arguments, **named), write=True)
    return result


def see(database: Database, query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Ask the read side."""
    with database.begin() as session:
        return query(session, *arguments, **named)


def journal(database: Database) -> list[tuple[str, int]]:
    """Verb and subject of every entry, oldest first."""
    with database.begin() as session:
        query = select(_entries.c.verb, _entries.c.subject_id).order_by(_entries.c.seq)
        return [(row.verb, row.subject_id) for row in session.execute(query)]


def rows(database: Database, model: type[Base], *tests: Any) -> list[dict[str, Any]]:
    """Rows of a table by their keys."""
    table = model.__table__
    with database.begin() as session:
        found = session.execute(select(table).where(*tests).order_by(*table.primary_key.columns))
        return [dict(row) for row in found.mappings()]


def count(database: Database, model: type[Base]) -> int:
    """How many rows a table has."""
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(model.__table__)).scalar_one())


def one_entry(database: Database, verb: str, work: Callable[[], Any]) -> Any:
    """`work` writes exactly one entry, of this verb; gives what it gave."""
    before = journal(database)
    result = work()
    added = journal(database)[len(before) :]
    assert [name for name, _subject in added] == [verb]
    return result


def refused_without(database: Database, actor: Actor, right: str, work: Callable[[Actor], Any]) -> None:
    """`work` is refused to every role that lacks the right, and leaves no entry; some role must lack it."""
    before = journal(database)
    lacking = [role for role in Role if role not in RIGHTS[right]]
    assert lacking
    for role in lacking:
        with pytest.raises(AccessError, match="right_missing"):
            work(replace(actor, role=role))
    assert journal(database) == before

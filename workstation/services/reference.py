"""Shipped reference rows and the base: new ones are added, unchanged ones follow, a manager's stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.models import CatalogueVersion

SHIPPED, OWN = "shipped", "own"

_versions = CatalogueVersion.__table__


def sync(session: Session, table: Table, wanted: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Bring shipped rows up to date by their `shipped_key`; gives the keys that changed. Part of a verb.

    A row that somebody changed has the origin `own` and keeps its key, so it is neither overwritten nor
    shipped a second time.
    """
    stored = {
        row["shipped_key"]: row
        for row in session.execute(select(table).where(table.c.shipped_key.is_not(None))).mappings()
    }
    changed = []
    for key, values in wanted.items():
        known = stored.get(key)
        if known is None:
            row = {"id": keys.new_key(), "origin": SHIPPED, "shipped_key": key, "changed_at": clock.now()}
            session.execute(insert(table), {**row, **values})
        elif known["origin"] == SHIPPED and differences(known, values):
            changed_at = {"changed_at": clock.now()}
            session.execute(update(table).where(table.c.id == known["id"]).values(**values, **changed_at))
        else:
            continue
        changed.append(key)
    return changed


def note_version(session: Session, name: str, version: int) -> None:
    """Remember which version of a shipped catalogue is in the base. Part of a verb."""
    values = {"version": version, "loaded_at": clock.now()}
    known = session.execute(select(_versions.c.version).where(_versions.c.name == name)).scalar()
    if known is None:
        session.execute(insert(_versions), {"name": name, **values})
    elif known != version:
        session.execute(update(_versions).where(_versions.c.name == name).values(**values))


def save(
    session: Session, table: Table, row_id: int | None, values: Mapping[str, Any]
) -> tuple[int, dict[str, list[Any]]] | None:
    """Add a row of the centre's own, or change a stored one and make it the centre's own.

    Gives the id and `{"field": [before, after]}`; None where the row to change is not there. Part of a verb.
    """
    own = {"origin": OWN, "changed_at": clock.now()}
    if row_id is None:
        row_id = keys.new_key()
        session.execute(insert(table), {"id": row_id, "shipped_key": None, **values, **own})
        return row_id, differences({}, values)
    known = session.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    if known is None:
        return None
    changes = differences(known, values)
    if changes:
        session.execute(update(table).where(table.c.id == row_id).values(**values, **own))
    return row_id, changes


def differences(before: Mapping[Any, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """`{"field": [before, after]}` of what is not equal; dates as text."""
    return {
        key: [plain(before.get(key)), plain(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def plain(value: Any) -> Any:
    """A value fit for a journal body."""
    return value.isoformat() if isinstance(value, date) else value

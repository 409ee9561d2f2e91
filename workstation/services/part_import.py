"""Import of a price list: parts are added or changed by number and brand, prices that differ get a new day.

All in one transaction: a row that cannot be stored takes the whole back. What a file says nothing of stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.parts import PartData, PartImport, PriceKind
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Part, PartFit, PartPrice
from workstation.queries.parts import prices_on
from workstation.rules.parts import part_key
from workstation.services import journal
from workstation.services.parts import fit_rows, part_values, price_row
from workstation.services.rights import require

_parts = Part.__table__
_fits = PartFit.__table__
_prices = PartPrice.__table__

BATCH = 500
Known = dict[tuple[str, str], dict[str, Any]]


@dataclass(slots=True)
class _Batch:
    """Rows about to be written."""

    parts: list[dict[str, Any]]
    fits: list[dict[str, Any]]
    prices: list[dict[str, Any]]


def import_parts(
    session: Session, actor: Actor, found: Iterable[PartData], fields: frozenset[str], source: str
) -> PartImport:
    """Take parts in, those of `fields` that the file has; gives what became of them.

    A part is known by number and brand. The rows must have been judged by `rules.parts.check_part`.
    Raises UserError `part_tracking` (serial tracking of a known part would change), `import_empty`.
    """
    require(actor, "parts.import")
    done, today = PartImport(), clock.today()
    for batch in _batches(found):
        done = _import_batch(session, actor, batch, fields, (source, today), done)
    if not done.rows:
        raise UserError("import_empty")
    body = {"source": source, "rows": done.rows, "added": done.added, "changed": done.changed}
    journal.record(session, actor, "parts.import", "part", 0, body={**body, "prices": done.prices})
    return done


def preview(session: Session, found: Iterable[PartData]) -> PartImport:
    """What an import of parts would add and what it finds; nothing is written."""
    done = PartImport()
    for batch in _batches(found):
        known = _known(session, batch)
        added = sum(part_key(data) not in known for data in batch)
        done = replace(done, rows=done.rows + len(batch), added=done.added + added)
    return done


def _import_batch(
    session: Session,
    actor: Actor,
    batch: list[PartData],
    fields: frozenset[str],
    origin: tuple[str, date],
    done: PartImport,
) -> PartImport:
    known = _known(session, batch)
    made = _Batch([], [], [])
    added = changed = 0
    ids: list[tuple[int, PartData]] = []
    for data in batch:
        row = known.get(part_key(data))
        if row is None:
            part_id = keys.new_key()
            values = {**part_values(data), "id": part_id, "created_at": clock.now(), "version": 1}
            made.parts.append(values)
            made.fits += fit_rows(part_id, data)
            added += 1
        else:
            part_id = row["id"]
            changed += _change(session, row, data, fields)
        ids.append((part_id, data))
    made.prices = _new_prices(session, actor, ids, origin)
    rows.add(session, _parts, *made.parts)
    rows.add(session, _fits, *made.fits)
    rows.add(session, _prices, *made.prices)
    return PartImport(
        rows=done.rows + len(batch),
        added=done.added + added,
        changed=done.changed + changed,
        same=done.same + len(batch) - added - changed,
        prices=done.prices + len(made.prices),
    )


def _batches(found: Iterable[PartData]) -> Iterator[list[PartData]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _known(session: Session, batch: list[PartData]) -> Known:
    numbers = {part_key(data)[0] for data in batch}
    query = select(_parts).where(_parts.c.number_key.in_(numbers))
    return {(row["number_key"], row["brand_key"]): dict(row) for row in session.execute(query).mappings()}


def _change(session: Session, row: dict[str, Any], data: PartData, fields: frozenset[str]) -> bool:
    """Write what differs of a known part, but for its keys; whether anything did."""
    values = part_values(data)
    kept = [name for name in values if name in fields and name != "brand"]
    new = {name: values[name] for name in kept if values[name] != row[name]}
    if "is_serial" in new:
        raise UserError("part_tracking", "is_serial", number=row["number"])
    if "name" in new:
        new["name_key"] = values["name_key"]
    if new:
        version = row["version"] + 1
        session.execute(update(_parts).where(_parts.c.id == row["id"]).values(version=version, **new))
    return _change_fits(session, row["id"], data, fields) or bool(new)


def _change_fits(session: Session, part_id: int, data: PartData, fields: frozenset[str]) -> bool:
    if not fields & {"models", "categories"}:
        return False
    query = select(_fits.c.category_code, _fits.c.model).where(_fits.c.part_id == part_id)
    before = {(row.category_code, row.model) for row in session.execute(query)}
    after = fit_rows(part_id, data)
    if before == {(row["category_code"], row["model"]) for row in after}:
        return False
    session.execute(delete(_fits).where(_fits.c.part_id == part_id))
    rows.add(session, _fits, *after)
    return True


def _new_prices(
    session: Session, actor: Actor, found: list[tuple[int, PartData]], origin: tuple[str, date]
) -> list[dict[str, Any]]:
    """Rows of the prices that differ from those in force; one of the same day gives way."""
    source, today = origin
    made: list[dict[str, Any]] = []
    for kind in PriceKind:
        wanted = {
            part_id: price
            for part_id, data in found
            for price in [data.purchase_price if kind is PriceKind.PURCHASE else data.sale_price]
            if price is not None
        }
        before = prices_on(session, wanted, kind, today)
        new = {part_id: price for part_id, price in wanted.items() if before.get(part_id) != price}
        over = [part_id for part_id in new if part_id in before]
        if over:
            session.execute(
                delete(_prices).where(
                    _prices.c.part_id.in_(over), _prices.c.kind == kind.value, _prices.c.valid_from == today
                )
            )
        made += [price_row(actor, part_id, kind, price, today, source) for part_id, price in new.items()]
    return made

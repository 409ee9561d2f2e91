"""Many practice orders quickly: an order made by the intake verb is repeated with other people and serials.

Every row that intake writes is written here too, snapshot hashes and the journal's chain included, so that
`check` holds; only finished print jobs are left out.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import keys, sealing
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.models import (
    Customer,
    Device,
    DocumentOrder,
    IssuedDocument,
    JournalEntry,
    JournalHead,
    PersonKey,
    StatusChange,
    StoredVerdict,
    Visit,
    WorkOrder,
    order_search,
)
from workstation.queries.journal import seal_context
from workstation.rules import codes
from workstation.rules.validators import format_phone, name_key, phone_tail, serial_key
from workstation.services import journal, numbering, order_rows, order_values
from workstation.services.demo_around import TABLES as AROUND
from workstation.services.demo_bench import TABLES as BENCH
from workstation.statuses import CustomerKind

_orders = WorkOrder.__table__
_visits = Visit.__table__
_customers = Customer.__table__
_devices = Device.__table__
_changes = StatusChange.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_entries = JournalEntry.__table__
_heads = JournalHead.__table__
_keys = PersonKey.__table__
_verdicts = StoredVerdict.__table__

OF_ORDER = (*BENCH, *AROUND)
"""What the bench did with an order and what was around it."""
TABLES = (
    _customers,
    _keys,
    _devices,
    _visits,
    _orders,
    _changes,
    _verdicts,
    order_search,
    _documents,
    _links,
    _entries,
    *OF_ORDER,
)
"""In the order in which rows name each other."""
NEW_CUSTOMER = 0.8
_NAMES = ("brand_name", "model_name", "category_name")

Row = dict[str, Any]


@dataclass(frozen=True)
class _Pattern:
    """Everything that one intake wrote."""

    order: Row
    visit: Row
    customer: Row
    device: Row
    names: Row
    changes: list[Row]
    verdicts: list[Row]
    documents: list[Row]
    bench: dict[Any, list[Row]]
    entry: Row
    personal: str


def repeat(
    session: Session, actor: Actor, order_id: int, count: int, dice: random.Random, name: Callable[[], str]
) -> None:
    """Add `count` orders like the given one. Part of a verb: it checks no right; intakes are journalled."""
    pattern = _read(session, order_id)
    order = pattern.order
    seqs = numbering.take(session, actor.branch_id, order["series"], order["year"], count)
    seq, previous = session.execute(
        select(_heads.c.seq, _heads.c.hash).where(_heads.c.branch_id == actor.branch_id).with_for_update()
    ).one()
    rows: dict[Any, list[Row]] = {table: [] for table in TABLES}
    for number in seqs:
        seq += 1
        previous = _one(rows, pattern, dice, name, number, seq, bytes(previous))
    for table, made in rows.items():
        if made:
            session.execute(insert(table), made)
    session.execute(
        update(_heads).where(_heads.c.branch_id == actor.branch_id).values(seq=seq, hash=previous)
    )


def _read(session: Session, order_id: int) -> _Pattern:
    order = _row(session, _orders, order_id)
    device = order_rows.device_row(session, order["device_id"])
    names = {key: device.pop(key) for key in _NAMES}
    linked = select(_links.c.document_id).where(_links.c.order_id == order_id)
    entry = dict(
        session.execute(
            select(_entries).where(
                _entries.c.subject_id == order["visit_id"], _entries.c.verb == "intake.accept"
            )
        )
        .mappings()
        .one()
    )
    context = seal_context(entry["branch_id"], entry["seq"])
    key = journal.person_key(session, entry["person_id"])
    personal = sealing.unseal(key, bytes(entry["sealed"]), context) or b"{}"
    return _Pattern(
        order,
        _row(session, _visits, order["visit_id"]),
        order_rows.customer_row(session, order["customer_id"]),
        {column.name: device[column.name] for column in _devices.columns},
        names,
        _rows(session, select(_changes).where(_changes.c.order_id == order_id).order_by(_changes.c.id)),
        _rows(session, select(_verdicts).where(_verdicts.c.order_id == order_id).order_by(_verdicts.c.id)),
        _rows(session, select(_documents).where(_documents.c.id.in_(linked)).order_by(_documents.c.id)),
        {
            table: _rows(session, select(table).where(table.c.order_id == order_id))
            for table in (*BENCH, *AROUND)
        },
        entry,
        personal.decode(),
    )


def _one(
    rows: Mapping[Any, list[Row]],
    pattern: _Pattern,
    dice: random.Random,
    name: Callable[[], str],
    number: int,
    seq: int,
    previous: bytes,
) -> bytes:
    """Put the rows of one more order into `rows`; gives the hash of its journal entry."""
    customer, key = _customer(pattern.customer, dice, name)
    if key is not None:
        rows[_customers].append(customer)
        rows[_keys].append({"person_id": customer["id"], "key": key})
    device = _device(pattern.device, dice)
    visit_id = keys.new_key()
    order = _order(pattern.order, number, visit_id, customer["id"], device["id"])
    swaps = _swaps(pattern, order, customer, device)
    rows[_devices].append(device)
    visit = {**pattern.visit, "id": visit_id, "customer_id": customer["id"]}
    visit["request_id"] = str(uuid.UUID(int=dice.getrandbits(128), version=4))
    rows[_visits].append(visit)
    rows[_orders].append(order)
    for table, kept in ((_changes, pattern.changes), (_verdicts, pattern.verdicts)):
        rows[table] += [{**row, "id": keys.new_key(), "order_id": order["id"]} for row in kept]
    for table, kept in pattern.bench.items():
        rows[table] += [_of_order(row, order["id"]) for row in kept]
    text = order_values.search_text(order, customer, {**device, **pattern.names})
    rows[order_search].append({"rowid": order["id"], "text": text})
    for paper in (_paper(document, order["number"], swaps) for document in pattern.documents):
        rows[_documents].append(paper)
        rows[_links].append({"document_id": paper["id"], "order_id": order["id"]})
    entry = _entry(pattern, swaps, visit_id, customer["id"], seq, key)
    entry["hash"] = journal.chain_hash(previous, entry)
    rows[_entries].append({"id": keys.new_key(), **entry})
    return bytes(entry["hash"])


def _customer(old: Row, dice: random.Random, name: Callable[[], str]) -> tuple[Row, bytes | None]:
    """Another person with a key, or the same customer once more (a company always)."""
    if old["kind"] != CustomerKind.PERSON.value or dice.random() > NEW_CUSTOMER:
        return old, None
    made, phone = name(), f"+79{dice.randrange(10**9):09d}"
    values = {"name": made, "name_key": name_key(made), "phone": phone, "phone_tail": phone_tail(phone)}
    return {**old, "id": keys.new_key(), **values}, sealing.new_secret()


def _device(old: Row, dice: random.Random) -> Row:
    serial = _serial(old["serial_number"] or "", dice)
    return {**old, "id": keys.new_key(), "serial_number": serial, "serial_key": serial_key(serial)}


def _order(old: Row, number: int, visit_id: int, customer_id: int, device_id: int) -> Row:
    return {
        **old,
        "id": keys.new_key(),
        "seq": number,
        "number": numbering.show(old["series"], old["year"], number),
        "visit_id": visit_id,
        "customer_id": customer_id,
        "device_id": device_id,
        "repeat_of_id": None,
    }


def _of_order(row: Row, order_id: int) -> Row:
    """A row of the bench for another order; one that has an id of its own gets a new one."""
    new = {"id": keys.new_key()} if "id" in row else {}
    return {**row, **new, "order_id": order_id}


def _serial(old: str, dice: random.Random) -> str:
    return "".join(str(dice.randrange(10)) if letter.isdigit() else letter for letter in old)


def _swaps(pattern: _Pattern, order: Row, customer: Row, device: Row) -> list[tuple[str, str]]:
    """What stands differently in the texts of this order."""
    old = pattern.customer
    return [
        (pattern.order["number"], order["number"]),
        (codes.encode(pattern.order["id"]), codes.encode(order["id"])),
        (str(pattern.device["id"]), str(device["id"])),
        (pattern.device["serial_number"] or "-", device["serial_number"] or "-"),
        (_tail(pattern.device), _tail(device)),
        (old["name"], customer["name"]),
        (format_phone(old["phone"]), format_phone(customer["phone"])),
        (old["phone"], customer["phone"]),
    ]


def _tail(device: Row) -> str:
    return f'"serial_tail":"{(device["serial_number"] or "")[-6:]}"'


def _swapped(text: str, swaps: Sequence[tuple[str, str]]) -> str:
    for old, new in swaps:
        text = text.replace(old, new)
    return text


def _paper(old: Row, number: str, swaps: Sequence[tuple[str, str]]) -> Row:
    snapshot = _swapped(bytes(old["snapshot"]).decode(), swaps).encode()
    return {
        **old,
        "id": keys.new_key(),
        "number": number,
        "snapshot": snapshot,
        "sha256": codec.digest(snapshot),
    }


def _entry(
    pattern: _Pattern,
    swaps: Sequence[tuple[str, str]],
    visit_id: int,
    person_id: int,
    seq: int,
    key: bytes | None,
) -> Row:
    """The journal entry of the repeated intake; a known customer's values are left out of it."""
    old = pattern.entry
    sealed = None
    if key is not None:
        plain = _swapped(pattern.personal, swaps).encode()
        sealed = sealing.seal(key, plain, seal_context(old["branch_id"], seq))
    changed = {
        "seq": seq,
        "subject_id": visit_id,
        "body": _swapped(old["body"], swaps),
        "person_id": person_id if key is not None else None,
        "sealed": sealed,
    }
    return {**{name: value for name, value in old.items() if name not in {"id", "hash"}}, **changed}


def _row(session: Session, table: Any, row_id: int) -> Row:
    return dict(session.execute(select(table).where(table.c.id == row_id)).mappings().one())


def _rows(session: Session, query: Any) -> list[Row]:
    return [dict(row) for row in session.execute(query).mappings()]

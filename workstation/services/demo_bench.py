"""What the bench did with practice orders: rows as the verbs write them, each at its moment of the past."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents import codec
from workstation.documents.bench import OperationRow, UsedPart
from workstation.documents.conclusions import DefectNature
from workstation.documents.people import Actor
from workstation.models import (
    ChecklistAnswer,
    ChecklistItem,
    Device,
    Diagnosis,
    Handover,
    LabourLine,
    OrderChecklist,
    OrderOverride,
    PartLine,
    QualityResult,
    TimeEntry,
    WorkOrder,
)
from workstation.queries.bench_help import list_operations
from workstation.rules import checklists as rules
from workstation.rules.validators import name_key
from workstation.services.checklists import SCOPES
from workstation.services.demo_repairs import REPAIRS, Repair
from workstation.statuses import (
    ItemKind,
    OldParts,
    OrderStatus,
    PartSource,
    PaymentState,
    RequestKind,
    SignedBy,
    TakenBy,
)

_orders = WorkOrder.__table__
_devices = Device.__table__
_items = ChecklistItem.__table__

_S = OrderStatus
_REPEATED = (
    Diagnosis,
    OrderChecklist,
    ChecklistAnswer,
    OrderOverride,
    LabourLine,
    PartLine,
    QualityResult,
    Handover,
)
TABLES = tuple(model.__table__ for model in _REPEATED)
"""What is repeated with an order; times are not, for nobody works on two things at once."""
_times = TimeEntry.__table__
_DONE = frozenset({_S.READY, _S.HANDED_OVER, _S.UNCLAIMED})
_PRIORITIES = ((0, 1, 2, -1), (84, 9, 4, 3))
LONGEST_WAIT = timedelta(hours=8)
USUAL_MINUTES = 30
NO_PHOTO = "снимок остался в телефоне мастера"

Row = dict[str, Any]


@dataclass
class Bench:
    """The reference rows a run of practice orders stands on, and till when the technician is busy."""

    scopes: list[rules.Scope]
    items: dict[int, list[Any]]
    operations: dict[str, dict[str, OperationRow]]
    busy_until: datetime | None = None
    made: dict[Any, list[Row]] = field(default_factory=dict)


def open_bench(session: Session, actor: Actor) -> Bench:
    """Read the lists and operations once, and the last time that the actor's clock ran."""
    scopes = [rules.Scope(*row) for row in rows.run(session, SCOPES)]
    items: dict[int, list[Any]] = {}
    for row in session.execute(select(_items).order_by(_items.c.position)).mappings():
        items.setdefault(row["version_id"], []).append(row)
    operations = {
        category: {one.code: one for one in list_operations(session, category)} for category in REPAIRS
    }
    query = select(_times.c.started_at, _times.c.ended_at).where(_times.c.user_id == actor.user_id)
    busy = [row.ended_at or clock.now() for row in session.execute(query)]
    return Bench(scopes, items, operations, max(busy, default=None))


def fill(
    session: Session,
    actor: Actor,
    dice: random.Random,
    bench: Bench,
    order_id: int,
    changes: Sequence[Mapping[str, Any]],
) -> None:
    """Write what the bench did with an order on the way of its moves. Part of a verb."""
    way = [OrderStatus(row["to_status"]) for row in changes]
    if not way or way[-1] is _S.CANCELLED:
        _order(session, order_id, {"priority": dice.choices(*_PRIORITIES)[0]})
        return
    order = _read(session, order_id)
    bench.made = {}
    repair = dice.choice(REPAIRS[order["category_code"]])
    at = {OrderStatus(row["to_status"]): row["changed_at"] for row in changes}
    _diagnose(bench, actor, order, repair, at, way)
    if _S.IN_REPAIR in way:
        _work(bench, actor, dice, order, repair, at[_S.IN_REPAIR])
    _checklist(bench, actor, order, at, way)
    values: Row = {"technician_id": actor.user_id, "priority": dice.choices(*_PRIORITIES)[0]}
    if _DONE & set(way):
        values["repaired_at"] = at.get(_S.IN_CHECK, at[_S.READY])
    if _S.IN_CHECK in way and way[-1] is not _S.IN_CHECK:
        _put(bench, QualityResult, id=keys.new_key(), order_id=order_id, passed=True, note=None,
             made_at=at[_S.READY], user_id=actor.user_id)  # fmt: skip
    if way[-1] in {_S.HANDED_OVER, _S.RETURNED_UNREPAIRED}:
        _hand_over(bench, actor, order, repair, changes[-1]["changed_at"], values.get("repaired_at"))
    for table, found in bench.made.items():
        session.execute(insert(table), found)
    _order(session, order_id, values)


def _read(session: Session, order_id: int) -> Row:
    query = (
        select(_orders, _devices.c.category_code, _devices.c.brand_id, _devices.c.model_id)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .where(_orders.c.id == order_id)
    )
    return dict(session.execute(query).mappings().one())


def _order(session: Session, order_id: int, values: Row) -> None:
    session.execute(update(_orders).where(_orders.c.id == order_id).values(**values))


def _put(bench: Bench, model: Any, **row: Any) -> None:
    bench.made.setdefault(model.__table__, []).append(row)


def _diagnose(
    bench: Bench,
    actor: Actor,
    order: Row,
    repair: Repair,
    at: Mapping[OrderStatus, datetime],
    way: Sequence[OrderStatus],
) -> None:
    """What is past the diagnosis has one; what still waits for a word has none."""
    if way[-1] in {_S.IN_DIAGNOSIS, _S.WAITING_CUSTOMER, _S.WAITING_MANUFACTURER}:
        return
    cause, conclusion, _operation, _part = repair
    warranty = order["kind"] == RequestKind.WARRANTY
    _put(
        bench,
        Diagnosis,
        order_id=order["id"],
        nature=(DefectNature.PRODUCTION if warranty else DefectNature.OPERATIONAL).value,
        cause=cause,
        cause_key=name_key(cause),
        conclusion=conclusion,
        measured="[]",
        made_at=at[_S.IN_DIAGNOSIS],
        user_id=actor.user_id,
        version=1,
    )


def _work(bench: Bench, actor: Actor, dice: random.Random, order: Row, repair: Repair, at: datetime) -> None:
    """The diagnosis and the repair as works with their minutes, the part, and the technician's time."""
    known = bench.operations[order["category_code"]]
    for operation in (known[code] for code in ("D01", repair[2]) if code in known):
        norm = operation.norm_minutes or USUAL_MINUTES
        minutes = max(5, round(norm * dice.uniform(0.6, 1.4)))
        line = {
            "id": keys.new_key(),
            "order_id": order["id"],
            "operation_id": operation.id,
            "name": operation.name,
            "norm_minutes": norm,
            "actual_minutes": minutes,
            "performer_id": actor.user_id,
            "warranty_months": operation.warranty_months,
            "added_at": at,
            "user_id": actor.user_id,
        }
        _put(bench, LabourLine, **line)
        _spend(bench, actor, line, minutes)
    if repair[3] is not None:
        _fit(bench, actor, order, repair[3], at)


def _fit(bench: Bench, actor: Actor, order: Row, part: tuple[str, str, int], at: datetime) -> None:
    name, number, months = part
    warranty = order["kind"] == RequestKind.WARRANTY
    _put(
        bench,
        PartLine,
        id=keys.new_key(),
        order_id=order["id"],
        part_number=number,
        name=name,
        quantity=1,
        warranty_months=months,
        source=(PartSource.MANUFACTURER if warranty else PartSource.STOCK).value,
        old_part=(OldParts.TO_MANUFACTURER if warranty else OldParts.TO_CUSTOMER).value,
        added_at=at,
        user_id=actor.user_id,
    )


def _spend(bench: Bench, actor: Actor, line: Row, minutes: int) -> None:
    """A stretch of time where the technician was free; none where he would have come too late."""
    begun = max(line["added_at"], bench.busy_until or line["added_at"])
    ended = begun + timedelta(minutes=minutes)
    if begun - line["added_at"] > LONGEST_WAIT or ended > clock.now():
        return
    bench.busy_until = ended
    _put(
        bench,
        TimeEntry,
        id=keys.new_key(),
        order_id=line["order_id"],
        user_id=actor.user_id,
        labour_line_id=line["id"],
        started_at=begun,
        ended_at=ended,
    )


def _checklist(
    bench: Bench, actor: Actor, order: Row, at: Mapping[OrderStatus, datetime], way: Sequence[OrderStatus]
) -> None:
    """The list of the order; done where it had to be, begun where the repair is going on."""
    version = rules.choose(
        bench.scopes, order["kind"], order["category_code"], order["brand_id"], order["model_id"]
    )
    if version is None or _S.IN_DIAGNOSIS not in way:
        return
    _put(bench, OrderChecklist, order_id=order["id"], version_id=version, chosen_at=at[_S.IN_DIAGNOSIS])
    done = bool(_DONE & set(way)) or way[-1] is _S.IN_CHECK
    if not done and way[-1] is not _S.IN_REPAIR:
        return
    items = bench.items[version]
    answered = items if done else items[: len(items) // 2]
    for item in answered:
        if item["kind"] != ItemKind.PHOTO.value:
            _put(bench, ChecklistAnswer, order_id=order["id"], item_id=item["id"], value=_answer(item),
                 is_good=True, answered_at=at[_S.IN_REPAIR], user_id=actor.user_id)  # fmt: skip
    missing = [item["id"] for item in items if item["required"] and item["kind"] == ItemKind.PHOTO.value]
    if done and missing:
        _put(bench, OrderOverride, id=keys.new_key(), order_id=order["id"], item_ids=json.dumps(missing),
             reason=NO_PHOTO, made_at=at[_S.IN_REPAIR], user_id=actor.user_id)  # fmt: skip


def _answer(item: Mapping[str, Any]) -> str:
    if item["kind"] == ItemKind.VALUE.value:
        return str(item["least"] or item["most"] or "1")
    if item["kind"] == ItemKind.CHOICE.value:
        return codec.decode_as(tuple[str, ...], item["good"])[0]
    return rules.YES


def _hand_over(
    bench: Bench, actor: Actor, order: Row, repair: Repair, handed_at: datetime, repaired_at: datetime | None
) -> None:
    """The handover with its five facts; the maker's warranty is moved by the days of the repair."""
    handed_on = clock.local(handed_at).date()
    parts = bench.made.get(PartLine.__table__, []) if repaired_at else []
    for part in parts:
        part["warranty_until"] = clock.add_months(handed_on, part["warranty_months"])
    before = _maker_end(order) if repaired_at else None
    days = (handed_on - order["demanded_on"]).days if before else 0
    months = max(
        (line["warranty_months"] or 0 for line in bench.made.get(LabourLine.__table__, [])), default=0
    )
    paid = order["kind"] == RequestKind.PAID and repaired_at is not None
    _put(
        bench,
        Handover,
        order_id=order["id"],
        demanded_on=order["demanded_on"],
        received_on=clock.local(order["accepted_at"]).date(),
        repaired_on=clock.local(repaired_at).date() if repaired_at else None,
        defects=repair[1] if repaired_at else None,
        parts=_used(parts),
        handed_on=handed_on,
        handed_at=handed_at,
        is_repaired=repaired_at is not None,
        taken_by=TakenBy.RECEIPT.value,
        accessories=order["accessories"],
        old_parts=(parts[0]["old_part"] if parts else OldParts.NONE.value),
        payment=(PaymentState.PAID if paid else PaymentState.NOT_DUE).value,
        shown_working=repaired_at is not None,
        signed_by=SignedBy.PAPER.value,
        extension_days=days,
        warranty_before=before,
        warranty_until=before + timedelta(days=days) if before else None,
        work_warranty_months=months or None,
        work_warranty_until=clock.add_months(handed_on, months) if months else None,
        user_id=actor.user_id,
    )


def _used(parts: Sequence[Row]) -> str:
    used = [
        UsedPart(part["name"], 1, part["part_number"], None, part["warranty_months"], part["warranty_until"])
        for part in parts
    ]
    return codec.encode(used).decode()


def _maker_end(order: Row) -> date | None:
    """The last day of the maker's warranty as the verdict of the intake has it."""
    entitlement = json.loads(order["verdict"])["verdict"]["entitlement"]
    if order["kind"] != RequestKind.WARRANTY or entitlement["code"] != "W1" or not entitlement["until"]:
        return None
    return date.fromisoformat(entitlement["until"])

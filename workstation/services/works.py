"""Works done on an order and parts fitted to its device: added, and with a reason taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.bench import MoveFacts, OperationRow
from workstation.documents.deeds import LineData, PartData, WorkData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Device, LabourLine, PartLine, TimeEntry
from workstation.queries.bench_help import find_operation
from workstation.services import lines, old_parts, returning, scopes
from workstation.services.moving import enter, reason_of, tell, touch
from workstation.services.rights import require

_lines = LabourLine.__table__
_parts = PartLine.__table__
_times = TimeEntry.__table__
_devices = Device.__table__

MOST_MONTHS, MOST_MINUTES, MOST_PIECES, MOST_LEVEL = 600, 60_000, 10_000, 9


def add_work(
    session: Session, actor: Actor, order_id: int, data: WorkData, version: int | None = None
) -> int:
    """Add a work to an order; gives the line's id. What is not given of it comes from the operation.

    Raises as `moving.enter`; UserError `operation_unknown`, `work_name_missing`, `person_unknown`,
    `number_range`, `money_negative`, `discount_limit` (cheaper than the role may make it).
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "add_work", version)
    operation = _operation(session, facts, data)
    name = _work_name(data, operation)
    listed = lines.list_price(session, operation.id if operation else None, facts.device_id, data.level)
    _check_work(data)
    performer_id, performer = actor.user_id, actor.short_name
    if data.performer:
        performer_id, performer, _role = scopes.person_of(session, data.performer, "performer")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "operation_id": operation.id if operation else None,
        "name": name,
        "level": data.level,
        "norm_minutes": _first(data.norm_minutes, operation.norm_minutes if operation else None),
        "actual_minutes": data.actual_minutes,
        "performer_id": performer_id,
        "warranty_months": _first(data.warranty_months, operation.warranty_months if operation else None),
        "quantity": data.quantity,
        "price_kopecks": _price_of(session, actor, data.price, listed, data.quantity),
        "note": (data.note or "").strip() or None,
        "added_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_lines), row)
    touch(session, facts)
    body = {"work": name, "performer": performer, **_told_price(row)}
    tell(session, actor, facts, "bench.add_work", body=body)
    return int(row["id"])


def remove_work(
    session: Session, actor: Actor, order_id: int, data: LineData, version: int | None = None
) -> None:
    """Take a work back; it stays with its reason.

    Raises as `moving.enter`; UserError `reason_required`, `line_not_found`, `line_timed`, `line_invoiced`.
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "remove_work", version)
    running = select(_times.c.id).where(_times.c.labour_line_id == data.line, _times.c.ended_at.is_(None))
    if session.execute(running).first() is not None:
        raise UserError("line_timed", "line")
    name = _remove(session, _lines, facts, data)
    tell(session, actor, facts, "bench.remove_work", body={"work": name, "reason": data.reason.strip()})


def add_part(
    session: Session,
    actor: Actor,
    order_id: int,
    data: PartData,
    version: int | None = None,
    *,
    part_id: int | None = None,
) -> int:
    """Write down a part fitted to the device; gives the line's id. One of the catalogue has its sale price.

    Raises as `moving.enter`; UserError `field_required`, `number_range`, `money_negative`, `discount_limit`.
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "add_part", version)
    name = _part_name(data)
    _check_pieces(data.quantity)
    _check_numbers(warranty_months=(data.warranty_months, MOST_MONTHS))
    listed = lines.sale_price(session, part_id)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "part_number": (data.part_number or "").strip() or None,
        "name": name,
        "quantity": data.quantity,
        "serial_in": (data.serial_in or "").strip() or None,
        "serial_out": (data.serial_out or "").strip() or None,
        "warranty_months": data.warranty_months,
        "source": data.source.value,
        "old_part": data.old_part.value if data.old_part else None,
        "part_id": part_id,
        "price_kopecks": _price_of(session, actor, data.price, listed, data.quantity),
        "added_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_parts), row)
    touch(session, facts)
    body = {"part": name, "part_number": row["part_number"], "quantity": data.quantity, **_told_price(row)}
    tell(session, actor, facts, "bench.add_part", body=body)
    return int(row["id"])


def remove_part(
    session: Session, actor: Actor, order_id: int, data: LineData, version: int | None = None
) -> None:
    """Take a part back; it stays with its reason. What came from the store lies in its cell again.

    The tag of the old part, which is in the device again, is settled. Raises as `moving.enter`; UserError
    `reason_required`, `line_not_found`.
    """
    require(actor, "bench.work")
    facts = enter(session, actor, order_id, "remove_part", version)
    body: dict[str, Any] = {"part": _remove(session, _parts, facts, data), "reason": data.reason.strip()}
    back = returning.give_back_fitted(session, actor, data.line, data.reason)
    if back is not None:
        serial_out = session.execute(select(_parts.c.serial_out).where(_parts.c.id == data.line)).scalar()
        tag = old_parts.put_back_in(session, actor, order_id, back.part_id, serial_out)
        body |= {"part_number": back.number, "returned": back.quantity, "cost_kopecks": back.cost}
        body |= {"old_part": tag} if tag else {}
    tell(session, actor, facts, "bench.remove_part", body=body)


def _operation(session: Session, facts: MoveFacts, data: WorkData) -> OperationRow | None:
    if not data.operation:
        return None
    category = session.execute(
        select(_devices.c.category_code).where(_devices.c.id == facts.device_id)
    ).scalar()
    found = find_operation(session, data.operation, category, data.level)
    if found is None:
        raise UserError("operation_unknown", "operation", operation=data.operation)
    return found


def _work_name(data: WorkData, operation: OperationRow | None) -> str:
    name = (data.name or "").strip() or (operation.name if operation else "")
    if not name:
        raise UserError("work_name_missing", "name")
    return name


def _part_name(data: PartData) -> str:
    name = data.name.strip()
    if not name:
        raise UserError("field_required", "name")
    return name


def _check_work(data: WorkData) -> None:
    _check_pieces(data.quantity)
    _check_numbers(
        level=(data.level, MOST_LEVEL),
        norm_minutes=(data.norm_minutes, MOST_MINUTES),
        actual_minutes=(data.actual_minutes, MOST_MINUTES),
        warranty_months=(data.warranty_months, MOST_MONTHS),
    )


def _price_of(
    session: Session, actor: Actor, given: int | None, listed: int | None, quantity: int
) -> int | None:
    """The price that was said, where the person may say it, else the listed one."""
    if given is None:
        return listed
    lines.check_list_price(session, actor, listed, given, quantity)
    return given


def _told_price(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["price_kopecks"] is None else {"price_kopecks": row["price_kopecks"]}


def _check_pieces(quantity: int) -> None:
    if not 1 <= quantity <= MOST_PIECES:
        raise UserError("number_range", "quantity", least=1, most=MOST_PIECES)


def _first(given: int | None, usual: int | None) -> int | None:
    return usual if given is None else given


def _remove(session: Session, table: Any, facts: MoveFacts, data: LineData) -> str:
    """Mark a line of the order as taken back; gives its name."""
    reason = reason_of(data.reason)
    here = (table.c.id == data.line) & (table.c.order_id == facts.order_id) & table.c.removed_at.is_(None)
    name = session.execute(select(table.c.name).where(here)).scalar()
    if name is None:
        raise UserError("line_not_found", "line")
    lines.refuse_invoiced(session, data.line)
    session.execute(update(table).where(here).values(removed_at=clock.now(), removed_reason=reason))
    touch(session, facts)
    return str(name)


def _check_numbers(**numbers: tuple[int | None, int]) -> None:
    for field, (number, most) in numbers.items():
        if number is not None and not 0 <= number <= most:
            raise UserError("number_range", field, least=0, most=most)

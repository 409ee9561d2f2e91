"""Parts taken out of devices: tagged with what becomes of them, and settled when it has."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.people import Actor
from workstation.documents.stock import OldPartData, OldPartFate
from workstation.errors import ConflictError, UserError
from workstation.models import OldPart, WorkOrder
from workstation.services import journal, numbering
from workstation.services.rights import require

_old = OldPart.__table__
_orders = WorkOrder.__table__

SERIES = "СД"


def tag(session: Session, actor: Actor, order_id: int, data: OldPartData) -> str:
    """Tag a part that was taken out of an order's device; gives the number of the tag.

    Raises UserError `order_not_found`, `field_required`, `quantity_bad`.
    """
    require(actor, "parts.tag")
    found = select(_orders.c.id).where(_orders.c.id == order_id, _orders.c.branch_id == actor.branch_id)
    if session.execute(found).first() is None:
        raise UserError("order_not_found", "order", number=order_id)
    if not data.name.strip():
        raise UserError("field_required", "name")
    if data.quantity < 1:
        raise UserError("quantity_bad", "quantity")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        **numbering.number_columns(session, actor.branch_id, SERIES, clock.today().year),
        "order_id": order_id,
        "part_id": data.part_id,
        "name": data.name.strip(),
        "serial_number": (data.serial_number or "").strip() or None,
        "quantity": data.quantity,
        "fate": data.fate.value,
        "due_on": data.due_on,
        "rma_number": (data.rma_number or "").strip() or None,
        "note": (data.note or "").strip() or None,
        "settled_at": None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "version": 1,
    }
    session.execute(insert(_old), row)
    body = {"number": row["number"], "part": row["name"], "fate": data.fate.value}
    journal.record(session, actor, "parts.tag", "order", order_id, body=body)
    return str(row["number"])


def settle(
    session: Session,
    actor: Actor,
    old_part_id: int,
    fate: OldPartFate,
    *,
    rma_number: str | None = None,
    version: int | None = None,
) -> None:
    """What was meant for an old part is done, or something else was: it is no longer in the centre's hands.

    Raises UserError `old_part_not_found`, `old_part_settled`, ConflictError.
    """
    require(actor, "parts.tag")
    query = select(_old).where(_old.c.id == old_part_id, _old.c.branch_id == actor.branch_id)
    row = session.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise UserError("old_part_not_found", "old_part")
    if version is not None and row["version"] != version:
        raise ConflictError("conflict_changed", None, subject=row["number"])
    if row["settled_at"] is not None:
        raise UserError("old_part_settled", "old_part", number=row["number"])
    session.execute(
        update(_old)
        .where(_old.c.id == old_part_id)
        .values(
            fate=fate.value,
            rma_number=rma_number or row["rma_number"],
            settled_at=clock.now(),
            version=row["version"] + 1,
        )
    )
    body = {"number": row["number"], "part": row["name"], "fate": fate.value, "rma": rma_number}
    journal.record(session, actor, "parts.settle", "order", row["order_id"], body=body)


def put_back_in(
    session: Session, actor: Actor, order_id: int, part_id: int, serial_number: str | None
) -> str | None:
    """Part of a verb: an old part is in its device again; gives the number of the tag that is settled by it.

    It is told by its part and serial number; None where no such tag is open.
    """
    query = (
        select(_old.c.id, _old.c.number, _old.c.version)
        .where(
            _old.c.order_id == order_id,
            _old.c.branch_id == actor.branch_id,
            _old.c.part_id == part_id,
            _old.c.serial_number.is_not_distinct_from(serial_number),
            _old.c.settled_at.is_(None),
        )
        .order_by(_old.c.id.desc())
        .limit(1)
        .with_for_update()
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    values = {"fate": OldPartFate.BACK.value, "settled_at": clock.now(), "version": row.version + 1}
    session.execute(update(_old).where(_old.c.id == row.id).values(**values))
    return str(row.number)

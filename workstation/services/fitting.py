"""A part from the store is fitted: the order's line says its number, its serial and its own warranty."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents import deeds
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import MovementKind, OldPartData, OldPartFate
from workstation.errors import UserError
from workstation.models import Part, PartRequest, StockMovement, StockSerial
from workstation.rules.parts import OLD_PARTS_OF
from workstation.services import old_parts, part_requests, returning, serving, works
from workstation.services.moving import enter
from workstation.services.rights import require
from workstation.statuses import OldParts, PartSource

_parts = Part.__table__
_requests = PartRequest.__table__
_movements = StockMovement.__table__
_serials = StockSerial.__table__

_HERE = {RequestState.RESERVED.value, RequestState.ISSUED.value}


def fit(
    session: Session,
    actor: Actor,
    request_id: int,
    *,
    serials: tuple[str, ...] = (),
    serial_out: str | None = None,
    old_part: OldParts | None = None,
    fate: OldPartFate | None = None,
) -> int:
    """Write down a part as fitted to the device of its order; gives the id of the order's line.

    What is only reserved is issued first, `serials` where the part is tracked. Its own warranty in months
    goes with it. `serial_out` is the number of the part that came out, `fate` what becomes of it: it is
    tagged. Raises UserError `request_not_found`, `request_state` and what `part_requests.issue`,
    `works.add_part` and `old_parts.tag` do.
    """
    require(actor, "bench.work")
    order_id = _order_of(session, actor, request_id)
    enter(session, actor, order_id, "add_part")
    request = _issued(session, actor, request_id, serials)
    part = session.execute(
        select(_parts.c.name, _parts.c.warranty_months).where(_parts.c.id == request["part_id"])
    ).one()
    data = deeds.PartData(
        name=part.name,
        part_number=request["number"],
        quantity=returning.out_of(session, request_id),
        serial_in=_serials_out(session, request_id),
        serial_out=serial_out,
        warranty_months=part.warranty_months,
        source=PartSource.STOCK,
        old_part=old_part or OLD_PARTS_OF.get(fate),
    )
    line_id = works.add_part(session, actor, order_id, data, part_id=request["part_id"])
    serving.change(session, request, {"state": RequestState.FITTED.value, "part_line_id": line_id})
    if fate is not None:
        old = OldPartData(part.name, fate, request["part_id"], serial_out, data.quantity)
        old_parts.tag(session, actor, order_id, old)
    return line_id


def _order_of(session: Session, actor: Actor, request_id: int) -> int:
    """The order of a request: it is locked before the part, as every verb of an order's life does."""
    query = select(_requests.c.order_id).where(
        _requests.c.id == request_id, _requests.c.branch_id == actor.branch_id
    )
    order_id = session.execute(query).scalar()
    if order_id is None:
        raise UserError("request_not_found", "request")
    return int(order_id)


def _issued(session: Session, actor: Actor, request_id: int, serials: tuple[str, ...]) -> dict[str, Any]:
    """The request with its pieces in the technician's hands."""
    request = part_requests.request_row(session, actor, request_id, _HERE)
    if request["state"] == RequestState.ISSUED.value:
        return request
    part_requests.issue(session, actor, request_id, serials)
    return part_requests.request_row(session, actor, request_id, {RequestState.ISSUED.value})


def _serials_out(session: Session, request_id: int) -> str | None:
    """The serial numbers that went out for a request and did not come back."""
    query = (
        select(_serials.c.serial_number)
        .join(_movements, _movements.c.serial_id == _serials.c.id)
        .where(
            _movements.c.request_id == request_id,
            _movements.c.kind == MovementKind.ISSUE.value,
            _serials.c.bin_id.is_(None),
        )
        .order_by(_movements.c.id)
    )
    return ", ".join(dict.fromkeys(session.execute(query).scalars())) or None

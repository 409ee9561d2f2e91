"""A part from the store is fitted: the order's line says its number, its serial and its own warranty."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents import deeds
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import MovementKind
from workstation.models import Part, StockMovement, StockSerial
from workstation.services import part_requests, serving, works
from workstation.services.rights import require
from workstation.statuses import OldParts, PartSource

_parts = Part.__table__
_movements = StockMovement.__table__
_serials = StockSerial.__table__


def fit(
    session: Session,
    actor: Actor,
    request_id: int,
    *,
    serial_out: str | None = None,
    old_part: OldParts | None = None,
) -> int:
    """Write down an issued part as fitted to the device of its order; gives the id of the order's line.

    The part's own warranty in months goes with it. `serial_out` is the number of the part that came out.
    Raises UserError `request_not_found`, `request_state` and what `works.add_part` does.
    """
    require(actor, "bench.work")
    request = part_requests.request_row(session, actor, request_id, {RequestState.ISSUED.value})
    part = session.execute(
        select(_parts.c.name, _parts.c.warranty_months).where(_parts.c.id == request["part_id"])
    ).one()
    data = deeds.PartData(
        name=part.name,
        part_number=request["number"],
        quantity=request["quantity"],
        serial_in=_serials_out(session, request_id),
        serial_out=serial_out,
        warranty_months=part.warranty_months,
        source=PartSource.STOCK,
        old_part=old_part,
    )
    line_id = works.add_part(session, actor, request["order_id"], data)
    serving.change(session, request, {"state": RequestState.FITTED.value, "part_line_id": line_id})
    return line_id


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

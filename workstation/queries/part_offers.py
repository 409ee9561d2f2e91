"""What can be had of a part now: free pieces and where they lie, the next to come, what stands in for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.parts import PartRow
from workstation.documents.purchasing import Arrival, Offer, PurchaseState, RequestState
from workstation.errors import UserError
from workstation.models import Part, PartRequest, PurchaseLine, PurchaseOrder
from workstation.queries.parts import find_parts, list_substitutes, part_rows
from workstation.queries.stock import list_balances

_parts = Part.__table__
_requests = PartRequest.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__

_SENT = (PurchaseState.SENT.value, PurchaseState.PARTLY.value)


def find_offers(
    session: Session, branch_id: int, text: str, *, model: str, category: str, on: date, limit: int = 30
) -> list[PartRow]:
    """Parts by what is typed, those that fit the device first; without a text only those that fit."""
    found = find_parts(session, branch_id, text, model=model, category=category, on=on, limit=limit)
    if text.strip() and len(found) < limit:
        known = {row.id for row in found}
        more = find_parts(session, branch_id, text, on=on, limit=limit)
        found += [row for row in more if row.id not in known][: limit - len(found)]
    return found


def get_offer(session: Session, branch_id: int, part_id: int, on: date) -> Offer:
    """One part as it can be had now; raises UserError `part_unknown`."""
    row = session.execute(select(_parts).where(_parts.c.id == part_id)).mappings().one_or_none()
    if row is None:
        raise UserError("part_unknown", "part")
    part = part_rows(session, branch_id, [row], on)[0]
    free = [one for one in list_balances(session, branch_id, part_id=part_id) if one.free > 0]
    fullest = max(free, key=lambda one: one.free, default=None)
    place = ", ".join(filter(None, (fullest.warehouse, fullest.bin))) if fullest else None
    arrival = next_arrivals(session, branch_id, [part_id]).get(part_id)
    return Offer(part, place, arrival, list_substitutes(session, branch_id, part_id))


def next_arrivals(session: Session, branch_id: int, part_ids: Sequence[int]) -> dict[int, Arrival]:
    """Of each part the next pieces that were ordered and are promised to nobody, the earliest day first."""
    if not part_ids:
        return {}
    promised = (
        select(func.coalesce(func.sum(_requests.c.quantity), 0))
        .where(_requests.c.purchase_line_id == _lines.c.id, _requests.c.state == RequestState.ORDERED.value)
        .correlate(_lines)
        .scalar_subquery()
    )
    left = _lines.c.quantity - _lines.c.received - _lines.c.cancelled - promised
    query = (
        select(_lines.c.part_id, _purchases.c.number, left.label("left"), _purchases.c.promised_on)
        .join(_purchases, _purchases.c.id == _lines.c.purchase_id)
        .where(
            _lines.c.part_id.in_(list(part_ids)),
            _lines.c.received + _lines.c.cancelled < _lines.c.quantity,
            _purchases.c.branch_id == branch_id,
            _purchases.c.state.in_(_SENT),
            left > 0,
        )
        .order_by(_purchases.c.promised_on.asc().nulls_last(), _purchases.c.id)
    )
    found: dict[int, Arrival] = {}
    for row in session.execute(query):
        found.setdefault(row.part_id, _arrival(row))
    return found


def _arrival(row: Any) -> Arrival:
    return Arrival(row.number, int(row.left), row.promised_on)

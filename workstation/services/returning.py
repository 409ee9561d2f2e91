"""Pieces that were issued come back at the cost and age they left with. Parts of verbs, the part locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import MovementKind
from workstation.errors import UserError
from workstation.models import LayerUse, PartRequest, StockLayer, StockMovement
from workstation.rules.stock import share_of
from workstation.services import ledger, serving
from workstation.services.ledger import About, Move, Spot
from workstation.services.warehouses import spot_by_bin

_movements = StockMovement.__table__
_layers = StockLayer.__table__
_uses = LayerUse.__table__
_requests = PartRequest.__table__


@dataclass(frozen=True, slots=True)
class Back:
    """What lies in its bin again: pieces of a part and their cost in kopecks."""

    part_id: int
    number: str
    quantity: int
    cost: int


def give_back(
    session: Session, actor: Actor, issue: dict[str, Any], spot: Spot, quantity: int, reason: str
) -> int:
    """Pieces of an issue come into a bin; gives their cost. A request that has nothing out any more is over.

    Raises UserError `return_too_many`.
    """
    left, cost, age = _still_out(session, issue)
    if quantity > left:
        raise UserError("return_too_many", "quantity", left=left)
    share = share_of(cost, left, quantity)
    about = About(issue["order_id"], issue["request_id"], None, issue["id"], reason.strip() or None)
    move = Move(MovementKind.RETURN, issue["part_id"], spot, quantity, about, issue["serial_id"])
    ledger.put_in(session, actor, move, share, age)
    if quantity == left:
        serving.mark_returned(session, issue["request_id"])
    return share


def give_back_fitted(session: Session, actor: Actor, line_id: int, reason: str) -> Back | None:
    """All pieces that a line of the order fitted go back to the bins they came from; None if none came so.

    The request is over, and whoever waits for the part is served.
    """
    query = select(_requests.c.id, _requests.c.part_id).where(
        _requests.c.part_line_id == line_id, _requests.c.state == RequestState.FITTED.value
    )
    request = session.execute(query).one_or_none()
    if request is None:
        return None
    return give_back_all(session, actor, request.id, request.part_id, reason)


def give_back_all(session: Session, actor: Actor, request_id: int, part_id: int, reason: str) -> Back:
    """Everything of a request that is out goes back to the bins it came from; who waits for it is served."""
    number, _is_serial = ledger.lock(session, part_id)
    pieces = cost = 0
    for issue in _issues(session, request_id):
        left = _still_out(session, issue)[0]
        if left:
            spot = spot_by_bin(session, actor, issue["bin_id"])
            cost += give_back(session, actor, issue, spot, left, reason)
            pieces += left
    serving.serve(session, actor, part_id)
    return Back(part_id, number, pieces, cost)


def out_of(session: Session, request_id: int) -> int:
    """How many pieces of a request are out of the stock."""
    return sum(_still_out(session, issue)[0] for issue in _issues(session, request_id))


def _issues(session: Session, request_id: int) -> list[dict[str, Any]]:
    query = (
        select(_movements)
        .where(_movements.c.request_id == request_id, _movements.c.kind == MovementKind.ISSUE.value)
        .order_by(_movements.c.id)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def _still_out(session: Session, issue: dict[str, Any]) -> tuple[int, int, Any]:
    """What of an issue has not come back: pieces, their cost, and the age of its oldest layer."""
    back = session.execute(
        select(func.sum(_movements.c.quantity), func.sum(_movements.c.cost_kopecks)).where(
            _movements.c.of_id == issue["id"]
        )
    ).one()
    age = session.execute(
        select(_layers.c.received_at)
        .join(_uses, _uses.c.layer_id == _layers.c.id)
        .where(_uses.c.movement_id == issue["id"])
        .order_by(_layers.c.received_at)
        .limit(1)
    ).scalar()
    return -issue["quantity"] - int(back[0] or 0), -issue["cost_kopecks"] - int(back[1] or 0), age

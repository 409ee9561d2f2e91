"""Verbs of the store: transfer, write-off, return to the supplier, return from an order.

Quantities are whole units, costs kopecks. Each verb also raises what `pieces.take` does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import MovementKind, Pieces
from workstation.errors import UserError
from workstation.models import PartRequest, StockLayer, StockMovement
from workstation.services import journal, ledger, part_requests, pieces, returning, serving
from workstation.services.ledger import About, Move
from workstation.services.rights import require
from workstation.services.warehouses import spot_by_bin

_movements = StockMovement.__table__
_layers = StockLayer.__table__
_requests = PartRequest.__table__


def transfer(session: Session, actor: Actor, moved: Pieces, to_bin: int) -> int:
    """Move free pieces to another bin; cost and age go with them. Gives the cost of what moved.

    Raises UserError `transfer_same_bin`.
    """
    require(actor, "stock.move")
    if moved.bin_id == to_bin:
        raise UserError("transfer_same_bin", "to")
    target = spot_by_bin(session, actor, to_bin)
    taken = pieces.take(session, actor, MovementKind.DEPARTURE, moved, About())
    for one, serial_id in taken:
        about = About(of_id=one.movement_id)
        ages = _ages(session, one)
        for part in one.slices:
            move = Move(MovementKind.ARRIVAL, moved.part_id, target, part.quantity, about, serial_id)
            ledger.put_in(session, actor, move, part.cost, ages[part.layer_id])
    body = {"from": moved.bin_id, "to": to_bin, **_told(session, moved, taken)}
    journal.record(session, actor, "stock.transfer", "part", moved.part_id, body=body)
    return pieces.cost_of(taken)


def write_off(session: Session, actor: Actor, lost: Pieces, reason: str) -> int:
    """Write free pieces off with a reason; gives their cost. Raises UserError `reason_required`."""
    require(actor, "stock.write_off")
    about = About(reason=_reason(reason))
    taken = pieces.take(session, actor, MovementKind.WRITE_OFF, lost, about)
    body = {"reason": about.reason, **_told(session, lost, taken)}
    journal.record(session, actor, "stock.write_off", "part", lost.part_id, body=body)
    return pieces.cost_of(taken)


def return_to_supplier(
    session: Session, actor: Actor, sent: Pieces, reason: str, receipt_id: int | None = None
) -> int:
    """Send free pieces back to who sold them; gives their cost. Raises UserError `reason_required`."""
    require(actor, "stock.move")
    about = About(receipt_id=receipt_id, reason=_reason(reason))
    taken = pieces.take(session, actor, MovementKind.SUPPLIER_RETURN, sent, about)
    body = {"reason": about.reason, **_told(session, sent, taken)}
    journal.record(session, actor, "stock.return_to_supplier", "part", sent.part_id, body=body)
    return pieces.cost_of(taken)


def put_back(
    session: Session, actor: Actor, issue_id: int, bin_id: int, quantity: int, reason: str = ""
) -> int:
    """Take back pieces that were issued to an order, at the cost and age they left with; gives that cost.

    Whoever waits for the part is served with it. Raises UserError `issue_unknown`, `part_fitted`,
    `quantity_bad`, `return_too_many`, `bin_unknown`.
    """
    require(actor, "stock.put_back")
    issue = _issue(session, actor, issue_id)
    if quantity < 1:
        raise UserError("quantity_bad", "quantity")
    share = returning.give_back(session, actor, issue, spot_by_bin(session, actor, bin_id), quantity, reason)
    serving.serve(session, actor, issue["part_id"])
    body = {
        "part": pieces.number_of(session, issue["part_id"]),
        "quantity": quantity,
        "cost_kopecks": share,
        "reason": reason.strip() or None,
    }
    journal.record(session, actor, "stock.put_back", "order", issue["order_id"], body=body)
    return share


def put_back_request(session: Session, actor: Actor, request_id: int, reason: str = "") -> int:
    """Everything that was issued for a request lies in its bins again; gives its cost.

    Raises UserError `request_not_found`, `request_state`.
    """
    require(actor, "stock.put_back")
    request = part_requests.request_row(session, actor, request_id, {RequestState.ISSUED.value})
    back = returning.give_back_all(session, actor, request_id, request["part_id"], reason)
    body = {"part": back.number, "quantity": back.quantity, "cost_kopecks": back.cost}
    body |= {"reason": reason.strip()} if reason.strip() else {}
    journal.record(session, actor, "stock.put_back", "order", request["order_id"], body=body)
    return back.cost


def _issue(session: Session, actor: Actor, issue_id: int) -> dict[str, Any]:
    """The movement of an issue; its part is locked, so that two returns of it see each other."""
    query = select(_movements).where(
        _movements.c.id == issue_id,
        _movements.c.kind == MovementKind.ISSUE.value,
        _movements.c.branch_id == actor.branch_id,
    )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("issue_unknown", "issue")
    ledger.lock(session, row["part_id"])
    state = select(_requests.c.state).where(_requests.c.id == row["request_id"])
    if session.execute(state).scalar() == RequestState.FITTED.value:
        number = pieces.number_of(session, row["part_id"])
        raise UserError("part_fitted", "issue", part=number)
    return dict(row)


def _ages(session: Session, taken: ledger.Taken) -> dict[int, Any]:
    """When the pieces of each layer first came."""
    ids = [one.layer_id for one in taken.slices]
    query = select(_layers.c.id, _layers.c.received_at).where(_layers.c.id.in_(ids))
    return {row.id: row.received_at for row in session.execute(query)}


def _told(session: Session, moved: Pieces, taken: list[Any]) -> dict[str, Any]:
    """What the journal says of pieces that left."""
    return {
        "part": pieces.number_of(session, moved.part_id),
        "quantity": moved.quantity,
        "cost_kopecks": pieces.cost_of(taken),
        **({"serials": list(moved.serials)} if moved.serials else {}),
    }


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UserError("reason_required", "reason")
    return reason.strip()

"""Parts wanted for orders: asked for, reserved where free, issued to the technician, or not wanted any more.

A request that is met in parts is split: each row stands in one state and, reserved, in one bin. Waiting for a
part moves no order and stops no clock: that it waits is a move of its own, with its reason.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.people import Actor
from workstation.documents.purchasing import Asked, PartWish, RequestState
from workstation.documents.stock import MovementKind, Pieces
from workstation.errors import UserError
from workstation.models import PartRequest
from workstation.queries.part_requests import get_requests
from workstation.queries.parts import list_substitutes
from workstation.services import journal, ledger, pieces, serving
from workstation.services.ledger import About
from workstation.services.rights import require
from workstation.statuses import OrderStatus

_requests = PartRequest.__table__

_PART_OF = text("SELECT part_id FROM part_request WHERE id = :request AND branch_id = :branch")
_REQUEST = select(_requests).where(
    _requests.c.id == bindparam("request"), _requests.c.branch_id == bindparam("branch")
)
_OPEN_OF = text(
    "SELECT id FROM part_request WHERE order_id = :order AND state IN ('wanted', 'ordered', 'reserved') "
    "ORDER BY part_id, id"
)
_ORDER = text("SELECT number, status FROM work_order WHERE id = :order AND branch_id = :branch")
_WAITING = frozenset({RequestState.WANTED.value, RequestState.ORDERED.value})
_OPEN = _WAITING | {RequestState.RESERVED.value}


def ask(session: Session, actor: Actor, wish: PartWish) -> Asked:
    """Ask for a part for an order: what is free is reserved at once, for the rest substitutes are offered.

    Raises UserError `order_not_found`, `order_closed`, `part_unknown`, `quantity_bad`.
    """
    require(actor, "parts.request")
    return _ask(session, actor, wish, None)


def reserve(session: Session, actor: Actor, request_id: int) -> tuple[int, int]:
    """Reserve for a waiting request what is free now; gives the quantities reserved and still waiting.

    Raises UserError `request_not_found`, `request_state`, `stock_short` (nothing is free).
    """
    require(actor, "parts.request")
    request = request_row(session, actor, request_id, _WAITING)
    number, wanted = request["number"], request["quantity"]
    rest = serving.fill(session, actor, request).waiting
    if rest == wanted:
        raise UserError("stock_short", "quantity", part=number, free=0, wanted=wanted)
    body = {"part": number, "quantity": wanted, "reserved": wanted - rest}
    journal.record(session, actor, "parts.reserve", "order", request["order_id"], body=body)
    return wanted - rest, rest


def release(session: Session, actor: Actor, request_id: int) -> None:
    """Set a reserved request's pieces free for another order that needs them more: this one waits again.

    Raises UserError `request_not_found`, `request_state`.
    """
    require(actor, "stock.move")
    request = request_row(session, actor, request_id, {RequestState.RESERVED.value})
    serving.unreserve(session, actor, request, RequestState.WANTED)
    body = {"part": request["number"], "quantity": request["quantity"]}
    journal.record(session, actor, "parts.release", "order", request["order_id"], body=body)


def cancel(session: Session, actor: Actor, request_id: int, reason: str = "") -> None:
    """The part is not wanted any more; what was reserved serves whoever waits for it.

    Raises UserError `request_not_found`, `request_state`.
    """
    require(actor, "parts.request")
    request = request_row(session, actor, request_id, _OPEN)
    _drop(session, actor, request)
    body = {"part": request["number"], "quantity": request["quantity"], "reason": reason.strip() or None}
    journal.record(session, actor, "parts.cancel", "order", request["order_id"], body=body)


def substitute(session: Session, actor: Actor, request_id: int, part_id: int) -> Asked:
    """Take another part instead of the one that is wanted.

    Raises UserError `request_not_found`, `request_state`, `part_unknown`.
    """
    require(actor, "parts.request")
    request = request_row(session, actor, request_id, _OPEN)
    _drop(session, actor, request)
    wish = PartWish(request["order_id"], part_id, request["quantity"], request["wanted_by"], request["note"])
    return _ask(session, actor, wish, request["number"])


def issue(session: Session, actor: Actor, request_id: int, serials: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Hand a request's reserved pieces to the technician; gives the ids of the movements, serial by serial.

    Raises UserError `request_not_found`, `request_state`, `serials_count`, `serial_not_here`.
    """
    require(actor, "stock.issue")
    request = request_row(session, actor, request_id, {RequestState.RESERVED.value})
    quantity, number = request["quantity"], request["number"]
    given = Pieces(request["part_id"], request["bin_id"], quantity, serials)
    about = About(order_id=request["order_id"], request_id=request_id)
    taken = pieces.take(session, actor, MovementKind.ISSUE, given, about, reserved=quantity)
    serving.change(session, request, {"state": RequestState.ISSUED.value, "bin_id": None})
    body = {"part": number, "quantity": quantity, "cost_kopecks": pieces.cost_of(taken)}
    if serials:
        body["serials"] = list(serials)
    journal.record(session, actor, "stock.issue", "order", request["order_id"], body=body)
    return tuple(one.movement_id for one, _serial in taken)


def drop_all(session: Session, actor: Actor, order_id: int) -> int:
    """An order that ended wants no parts: cancel its open requests; gives how many. Part of a verb."""
    ids = [row[0] for row in rows.run(session, _OPEN_OF, order=order_id)]
    for request_id in ids:
        _drop(session, actor, request_row(session, actor, request_id, _OPEN))
    return len(ids)


def _ask(session: Session, actor: Actor, wish: PartWish, instead_of: str | None) -> Asked:
    order = _open_order(session, actor, wish.order_id)
    if wish.quantity < 1:
        raise UserError("quantity_bad", "quantity")
    number, _is_serial = ledger.lock(session, wish.part_id)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "order_id": wish.order_id,
        "part_id": wish.part_id,
        "quantity": wish.quantity,
        "state": RequestState.WANTED.value,
        "bin_id": None,
        "purchase_line_id": None,
        "part_line_id": None,
        "wanted_by": wish.wanted_by,
        "note": (wish.note or "").strip() or None,
        "arrived_at": None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "version": 1,
    }
    filled = serving.fill(session, actor, row, is_new=True)
    body = {"order": order, "part": number, "quantity": wish.quantity}
    body["reserved"] = wish.quantity - filled.waiting
    if instead_of is not None:
        body["instead_of"] = instead_of
    journal.record(session, actor, "parts.request", "order", wish.order_id, body=body)
    offered = list_substitutes(session, actor.branch_id, wish.part_id) if filled.waiting else ()
    made = [*filled.reserved, *([filled.waiting_id] if filled.waiting_id else [])]
    return Asked(tuple(get_requests(session, made)), offered)


def _drop(session: Session, actor: Actor, request: dict[str, Any]) -> None:
    """A request is over; its pieces, if it had any, serve whoever waits."""
    if request["state"] == RequestState.RESERVED.value:
        serving.unreserve(session, actor, request, RequestState.CANCELLED)
        serving.serve(session, actor, request["part_id"])
    else:
        serving.change(session, request, {"state": RequestState.CANCELLED.value, "purchase_line_id": None})


def request_row(
    session: Session, actor: Actor, request_id: int, states: frozenset[str] | set[str]
) -> dict[str, Any]:
    """Part of a verb: a request of the branch in one of some states, its part locked and named by number."""
    asked = {"request": request_id, "branch": actor.branch_id}
    found = rows.run(session, _PART_OF, **asked)
    if not found:
        raise UserError("request_not_found", "request")
    number, _is_serial = ledger.lock(session, found[0][0])
    row = session.info["connection"].execute(_REQUEST, asked).mappings().one()
    if row["state"] not in states:
        state = RequestState(row["state"]).label
        raise UserError("request_state", "request", part=number, state=state)
    return {**row, "number": number}


def _open_order(session: Session, actor: Actor, order_id: int) -> str:
    """The number of an open order of the branch."""
    found = rows.run(session, _ORDER, order=order_id, branch=actor.branch_id)
    if not found:
        raise UserError("order_not_found", "order", number=order_id)
    number, status = found[0]
    if not OrderStatus(status).is_open:
        raise UserError("order_closed", "order", number=number)
    return str(number)

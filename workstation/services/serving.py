"""Who waits for a part gets it: requests are served from free pieces, the oldest first.

Parts of verbs that have locked the part (`ledger.lock`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.models import PartRequest, StockMovement
from workstation.services import ledger
from workstation.services.ledger import About
from workstation.services.waking import wake

_requests = PartRequest.__table__
_movements = StockMovement.__table__


_FREE = text(
    "SELECT stock_balance.bin_id, on_hand - reserved FROM stock_balance "
    "JOIN stock_bin ON stock_bin.id = stock_balance.bin_id "
    "JOIN warehouse ON warehouse.id = stock_bin.warehouse_id "
    "WHERE part_id = :part AND branch_id = :branch AND on_hand > reserved "
    "ORDER BY on_hand - reserved DESC, stock_balance.bin_id"
)
"""Bins of a branch with free pieces of a part, the fullest first."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a waiting request: rows reserved now, and the row and quantity that still wait."""

    reserved: tuple[int, ...]
    waiting_id: int | None
    waiting: int


_WAITING = (RequestState.WANTED.value, RequestState.ORDERED.value)


def serve(session: Session, actor: Actor, part_id: int, purchase_line_id: int | None = None) -> list[int]:
    """Reserve free pieces of a part for whoever waits; gives the ids of the requests that are served now.

    Requests of the purchase line that has just come go first, then those that nothing was ordered for, the
    oldest first. What is ordered on another line keeps waiting for it. The orders that are served wake.
    """
    mine = _requests.c.purchase_line_id == purchase_line_id
    nobody = _requests.c.state == RequestState.WANTED.value
    waiting = select(_requests).where(
        _requests.c.part_id == part_id,
        _requests.c.branch_id == actor.branch_id,
        _requests.c.state.in_(_WAITING),
        nobody if purchase_line_id is None else or_(nobody, mine),
    )
    found = [dict(row) for row in session.execute(waiting).mappings()]
    found.sort(key=lambda row: (row["purchase_line_id"] != purchase_line_id, row["made_at"], row["id"]))
    served: list[int] = []
    for request in found:
        filled = fill(session, actor, request, clock.now())
        served += filled.reserved
        if filled.waiting:
            break
    wake(session, actor, served)
    return served


def fill(
    session: Session,
    actor: Actor,
    request: dict[str, Any],
    arrived_at: datetime | None = None,
    *,
    is_new: bool = False,
) -> Filled:
    """Reserve what is free for one waiting request, bin by bin; the rest of it stays in a row of its own.

    `arrived_at` is the moment its order waited for, None where it did not wait; a new request is stored.
    """
    rest: int = request["quantity"]
    rows_of: list[dict[str, Any]] = []
    for bin_id, free in rows.run(session, _FREE, part=request["part_id"], branch=actor.branch_id):
        if rest == 0:
            break
        taken = {"quantity": min(free, rest), "bin_id": bin_id, "arrived_at": arrived_at}
        rows_of.append({**taken, "state": RequestState.RESERVED.value})
        rest -= taken["quantity"]
    reserved = len(rows_of)
    if rest:
        rows_of.append({"quantity": rest})
    ids = [
        _store(session, request, values, first=place == 0, is_new=is_new)
        for place, values in enumerate(rows_of)
    ]
    for row_id, values in zip(ids, rows_of[:reserved], strict=False):
        about = About(order_id=request["order_id"], request_id=row_id)
        ledger.reserve(session, actor, request["part_id"], values["bin_id"], values["quantity"], about)
    return Filled(tuple(ids[:reserved]), ids[-1] if rest else None, rest)


def free_up(session: Session, actor: Actor, part_id: int, bin_id: int, most: int) -> None:
    """Take reservations of a bin back, the newest first, until no more than `most` pieces are promised."""
    query = (
        select(_requests)
        .where(
            _requests.c.part_id == part_id,
            _requests.c.bin_id == bin_id,
            _requests.c.state == RequestState.RESERVED.value,
        )
        .order_by(_requests.c.id.desc())
    )
    held = [dict(row) for row in session.execute(query).mappings()]
    over = sum(row["quantity"] for row in held) - most
    for request in held:
        if over <= 0:
            break
        over -= request["quantity"]
        unreserve(session, actor, request, RequestState.WANTED)


def unreserve(session: Session, actor: Actor, request: dict[str, Any], state: RequestState) -> None:
    """Set the pieces of a reserved request free; it stands in `state` from now on."""
    about = About(order_id=request["order_id"], request_id=request["id"])
    ledger.reserve(session, actor, request["part_id"], request["bin_id"], -request["quantity"], about)
    values = {"state": state.value, "bin_id": None, "arrived_at": None, "purchase_line_id": None}
    change(session, request, values)


def change(session: Session, request: dict[str, Any], values: dict[str, Any]) -> None:
    """Write new values into a request that was read after its part was locked."""
    session.execute(
        update(_requests)
        .where(_requests.c.id == request["id"])
        .values(version=request["version"] + 1, **values)
    )


def mark_returned(session: Session, request_id: int | None) -> None:
    """A request whose pieces all came back is over."""
    out = select(func.sum(_movements.c.quantity)).where(_movements.c.request_id == request_id)
    if request_id is not None and not session.execute(out).scalar():
        session.execute(
            update(_requests)
            .where(_requests.c.id == request_id)
            .values(state=RequestState.RETURNED.value, version=_requests.c.version + 1)
        )


def _store(
    session: Session, request: dict[str, Any], values: dict[str, Any], *, first: bool, is_new: bool
) -> int:
    """The first row of a request is itself, further ones are new; gives the row's id."""
    if first and not is_new:
        change(session, request, values)
        return int(request["id"])
    row = {**request, **values, "version": 1}
    if not first:
        row["id"] = keys.new_key()
    rows.add(session, _requests, row)
    return int(row["id"])

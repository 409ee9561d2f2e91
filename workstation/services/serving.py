"""Who waits for a part gets it: requests are served from free pieces, the oldest first.

Parts of verbs that have locked the part (`ledger.lock`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.models import PartRequest, StockBalance, StockBin, StockMovement, Warehouse
from workstation.services import ledger
from workstation.services.ledger import About

_requests = PartRequest.__table__
_movements = StockMovement.__table__
_balances = StockBalance.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__


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
    oldest first. What is ordered on another line keeps waiting for it.
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
    return served


def fill(
    session: Session, actor: Actor, request: dict[str, Any], arrived_at: datetime | None = None
) -> Filled:
    """Reserve what is free for one waiting request, bin by bin; the rest of it stays in a row of its own.

    `arrived_at` is the moment for which its order waited, None where it did not wait.
    """
    rest: int = request["quantity"]
    taken: list[tuple[int, int]] = []
    for bin_id, free in _free_bins(session, actor, request["part_id"]):
        if rest == 0:
            break
        taken.append((bin_id, min(free, rest)))
        rest -= min(free, rest)
    made: list[int] = []
    for place, (bin_id, quantity) in enumerate(taken):
        values: dict[str, Any] = {
            "quantity": quantity,
            "state": RequestState.RESERVED.value,
            "bin_id": bin_id,
            "arrived_at": arrived_at,
        }
        row_id = request["id"] if place == 0 else _split(session, request, values)
        if place == 0:
            change(session, request, values)
        about = About(order_id=request["order_id"], request_id=row_id)
        ledger.reserve(session, actor, request["part_id"], bin_id, quantity, about)
        made.append(row_id)
    waiting_id = request["id"] if rest else None
    if taken and rest:
        waiting_id = _split(session, request, {"quantity": rest})
    return Filled(tuple(made), waiting_id, rest)


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
    change(session, request, {"state": state.value, "bin_id": None, "arrived_at": None})


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


def _free_bins(session: Session, actor: Actor, part_id: int) -> list[tuple[int, int]]:
    """Bins of the branch with free pieces, the fullest first."""
    free = _balances.c.on_hand - _balances.c.reserved
    query = (
        select(_balances.c.bin_id, free)
        .join(_bins, _bins.c.id == _balances.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(
            _balances.c.part_id == part_id,
            _warehouses.c.branch_id == actor.branch_id,
            _balances.c.on_hand > _balances.c.reserved,
        )
        .order_by(free.desc(), _balances.c.bin_id)
    )
    return [(int(row[0]), int(row[1])) for row in session.execute(query)]


def _split(session: Session, request: dict[str, Any], values: dict[str, Any]) -> int:
    """A further row of a request that is met in parts."""
    row = {**request, **values, "id": keys.new_key(), "version": 1}
    session.execute(insert(_requests), row)
    return int(row["id"])

"""The ledger of the stock: each movement with its balance, layers and serial number, in one transaction.

Parts of verbs: nothing here checks a right or journals. A verb locks its parts first (`lock`, by id), so
that what it reads of their balances, layers and requests holds to the commit; on SQLite the transaction is
the only writer anyway. The balance is changed under its own condition: of two who reach for the last piece
the second is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.people import Actor
from workstation.documents.stock import MovementKind
from workstation.errors import UserError
from workstation.models import LayerUse, Part, StockBalance, StockLayer, StockMovement, StockSerial
from workstation.rules.stock import Layer, Slice, fifo
from workstation.rules.validators import serial_key

_parts = Part.__table__
_movements = StockMovement.__table__
_balances = StockBalance.__table__
_layers = StockLayer.__table__
_uses = LayerUse.__table__
_serials = StockSerial.__table__

_ADD = text(
    "INSERT INTO stock_balance (part_id, bin_id, on_hand, reserved) VALUES (:part, :bin, :quantity, 0) "
    "ON CONFLICT (part_id, bin_id) DO UPDATE SET on_hand = stock_balance.on_hand + excluded.on_hand"
)
_TAKE = text(
    "UPDATE stock_balance SET on_hand = on_hand - :quantity, reserved = reserved - :reserved "
    "WHERE part_id = :part AND bin_id = :bin AND reserved >= :reserved "
    "AND on_hand - reserved >= :quantity - :reserved RETURNING on_hand"
)
_OLDEST = text(
    "SELECT id, quantity_left, cost_left_kopecks FROM stock_layer WHERE part_id = :part "
    "AND warehouse_id = :warehouse AND quantity_left > 0 ORDER BY received_at, id LIMIT :most"
)
_LAYER = select(_layers.c.id, _layers.c.quantity_left, _layers.c.cost_left_kopecks).where(
    _layers.c.id == bindparam("layer")
)
_PART = (
    select(_parts.c.number, _parts.c.is_serial)
    .where(_parts.c.id == bindparam("part"))
    # NO KEY: rows that name the part may be added meanwhile.
    .with_for_update(key_share=True)
)
_USE = text(
    "UPDATE stock_layer SET quantity_left = quantity_left - :quantity, "
    "cost_left_kopecks = cost_left_kopecks - :cost WHERE id = :layer"
)
_SERIAL_OUT = text(
    "UPDATE stock_serial SET bin_id = NULL WHERE id = :serial AND bin_id = :bin RETURNING layer_id"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A bin and its warehouse."""

    bin_id: int
    warehouse_id: int


@dataclass(frozen=True, slots=True)
class About:
    """What a movement is for: an order, a request, a receipt, an earlier movement, a reason in words."""

    order_id: int | None = None
    request_id: int | None = None
    receipt_id: int | None = None
    of_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a movement took out: its id, its cost in kopecks, and what of which layer."""

    movement_id: int
    quantity: int
    cost: int
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A movement about to be made of so many pieces of a part in a bin, or of one serial piece."""

    kind: MovementKind
    part_id: int
    spot: Spot
    quantity: int
    about: About = About()
    serial_id: int | None = None


def lock(session: Session, part_id: int) -> tuple[str, bool]:
    """Keep others off a part's stock until the commit; gives its number and whether it is tracked by serials.

    Raises UserError `part_unknown`.
    """
    found = rows.run(session, _PART, part=part_id)
    if not found:
        raise UserError("part_unknown", "part")
    return str(found[0][0]), bool(found[0][1])


def put_in(session: Session, actor: Actor, move: Move, cost: int, received_at: datetime | None = None) -> int:
    """Pieces come into a bin at a cost of all of them; gives the movement's id.

    `received_at` is the age of the pieces where they only come back or from another bin.
    """
    rows.run(session, _ADD, part=move.part_id, bin=move.spot.bin_id, quantity=move.quantity)
    movement = _movement(actor, move, move.quantity, 0, cost)
    rows.add(session, _movements, movement)
    layer = {
        "id": keys.new_key(),
        "part_id": move.part_id,
        "warehouse_id": move.spot.warehouse_id,
        "movement_id": movement["id"],
        "received_at": received_at or movement["made_at"],
        "quantity": move.quantity,
        "cost_kopecks": cost,
        "quantity_left": move.quantity,
        "cost_left_kopecks": cost,
    }
    rows.add(session, _layers, layer)
    if move.serial_id is not None:
        lies = {"bin_id": move.spot.bin_id, "layer_id": layer["id"]}
        session.execute(update(_serials).where(_serials.c.id == move.serial_id).values(**lies))
    return int(movement["id"])


def take_out(session: Session, actor: Actor, move: Move, reserved: int = 0) -> Taken:
    """Pieces leave a bin, the oldest first; `reserved` of them were promised to whoever takes them.

    A serial piece goes at its own cost. Raises UserError `stock_short`, `serial_not_here`.
    """
    _change_balance(session, move.part_id, move.spot.bin_id, move.quantity, reserved)
    slices = _slices(session, move)
    cost = sum(one.cost for one in slices)
    movement = _movement(actor, move, -move.quantity, -reserved, -cost)
    rows.add(session, _movements, movement)
    for one in slices:
        rows.run(session, _USE, layer=one.layer_id, quantity=one.quantity, cost=one.cost)
    used = [
        {
            "movement_id": movement["id"],
            "layer_id": one.layer_id,
            "quantity": one.quantity,
            "cost_kopecks": one.cost,
        }
        for one in slices
    ]
    rows.add(session, _uses, *used)
    return Taken(int(movement["id"]), move.quantity, cost, slices)


def reserve(session: Session, actor: Actor, part_id: int, bin_id: int, quantity: int, about: About) -> None:
    """Promise free pieces of a bin, or with a negative quantity set promised ones free.

    Raises UserError `stock_short`.
    """
    _change_balance(session, part_id, bin_id, 0, -quantity)
    kind = MovementKind.RESERVATION if quantity > 0 else MovementKind.RELEASE
    move = Move(kind, part_id, Spot(bin_id, 0), abs(quantity), about)
    rows.add(session, _movements, _movement(actor, move, 0, quantity, 0))


def serial_in(session: Session, part_id: int, serial_number: str) -> int:
    """The id of a serial piece that is about to come in, made at its first coming.

    Raises UserError `serial_in_stock`, `serial_empty`.
    """
    key = serial_key(serial_number)
    if not key:
        raise UserError("serial_empty", "serials")
    known = session.execute(
        select(_serials.c.id, _serials.c.bin_id).where(
            _serials.c.part_id == part_id, _serials.c.serial_key == key
        )
    ).one_or_none()
    if known is not None and known.bin_id is not None:
        raise UserError("serial_in_stock", "serials", serial=serial_number.strip())
    if known is not None:
        return int(known.id)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "part_id": part_id,
        "serial_number": serial_number.strip(),
        "serial_key": key,
        "bin_id": None,
        "layer_id": None,
    }
    rows.add(session, _serials, row)
    return int(row["id"])


def serials_of(session: Session, part_id: int, bin_id: int, serials: tuple[str, ...]) -> list[int]:
    """Ids of serial pieces that lie in a bin; raises UserError `serial_not_here`."""
    found = []
    for serial in serials:
        query = select(_serials.c.id).where(
            _serials.c.part_id == part_id,
            _serials.c.serial_key == serial_key(serial),
            _serials.c.bin_id == bin_id,
        )
        serial_id = session.execute(query).scalar()
        if serial_id is None or serial_id in found:
            raise UserError("serial_not_here", "serials", serial=serial)
        found.append(int(serial_id))
    return found


def short_of(session: Session, part_id: int, bin_id: int, wanted: int) -> UserError:
    """The error that says what is free where more was wanted."""
    query = select(_balances.c.on_hand - _balances.c.reserved).where(
        _balances.c.part_id == part_id, _balances.c.bin_id == bin_id
    )
    number = session.execute(select(_parts.c.number).where(_parts.c.id == part_id)).scalar()
    free = session.execute(query).scalar() or 0
    return UserError("stock_short", "quantity", part=number, free=free, wanted=abs(wanted))


def _change_balance(session: Session, part_id: int, bin_id: int, quantity: int, reserved: int) -> None:
    """Take pieces and promises off a balance, if it bears them."""
    asked = {"part": part_id, "bin": bin_id, "quantity": quantity, "reserved": reserved}
    if not rows.run(session, _TAKE, **asked):
        raise short_of(session, part_id, bin_id, quantity or -reserved)


def _slices(session: Session, move: Move) -> tuple[Slice, ...]:
    """The slices that make up a quantity; a layer holds a piece at least, so no more layers than pieces."""
    if move.serial_id is not None:
        gone = rows.run(session, _SERIAL_OUT, serial=move.serial_id, bin=move.spot.bin_id)
        if not gone:
            raise UserError("serial_not_here", "serials", serial=_serial_number(session, move.serial_id))
        return fifo((Layer(*row) for row in rows.run(session, _LAYER, layer=gone[0][0])), move.quantity)[0]
    asked = {"part": move.part_id, "warehouse": move.spot.warehouse_id, "most": move.quantity}
    slices, missing = fifo((Layer(*row) for row in rows.run(session, _OLDEST, **asked)), move.quantity)
    if missing:
        raise AssertionError(f"the layers of part {move.part_id} do not bear its balance")
    return slices


def _serial_number(session: Session, serial_id: int) -> str:
    return str(session.execute(select(_serials.c.serial_number).where(_serials.c.id == serial_id)).scalar())


def _movement(actor: Actor, move: Move, quantity: int, reserved: int, cost: int) -> dict[str, Any]:
    """The row of a movement with what it adds on hand, to the reserve and to the cost."""
    return {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "kind": move.kind.value,
        "part_id": move.part_id,
        "bin_id": move.spot.bin_id,
        "quantity": quantity,
        "reserved": reserved,
        "cost_kopecks": cost,
        "order_id": move.about.order_id,
        "request_id": move.about.request_id,
        "receipt_id": move.about.receipt_id,
        "serial_id": move.serial_id,
        "of_id": move.about.of_id,
        "reason": move.about.reason,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "station": actor.station,
    }

"""Stocktake: the books of a bin are made to say what was counted there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.documents.stock import Counted, MovementKind, Pieces, StocktakeLine
from workstation.errors import UserError
from workstation.models import StockBalance, StockLayer, StockSerial
from workstation.rules.validators import serial_key
from workstation.services import journal, ledger, pieces, serving
from workstation.services.ledger import About
from workstation.services.rights import require
from workstation.services.warehouses import spot_by_bin

_balances = StockBalance.__table__
_layers = StockLayer.__table__
_serials = StockSerial.__table__

REASON = "пересчёт"


def count(session: Session, actor: Actor, bin_id: int, found: Sequence[Counted]) -> tuple[StocktakeLine, ...]:
    """Enter the differences of the parts that were counted in a bin; gives them, costs in kopecks.

    A reservation that no piece is left for goes back to waiting, the newest first. A surplus comes in at its
    given cost, else at what the newest layer of the part cost. Raises UserError `count_twice`,
    `quantity_bad`, `part_unknown`, `bin_unknown`, `serials_count`, `serials_not_tracked`, `serial_in_stock`.
    """
    require(actor, "stock.count")
    spot_by_bin(session, actor, bin_id)
    if len({one.part_id for one in found}) != len(found):
        raise UserError("count_twice", "parts")
    lines = []
    for one in sorted(found, key=lambda one: one.part_id):
        line = _count_part(session, actor, bin_id, one)
        if line is not None:
            lines.append(line)
    differences = {line.number: [line.booked, line.found] for line in lines}
    body = {"parts": len(found), "differences": differences}
    journal.record(session, actor, "stock.count", "bin", bin_id, body=body)
    return tuple(lines)


def _count_part(session: Session, actor: Actor, bin_id: int, one: Counted) -> StocktakeLine | None:
    """The difference of one part, entered; None where the books were right."""
    number, is_serial = ledger.lock(session, one.part_id)
    if one.quantity < 0:
        raise UserError("quantity_bad", "quantity")
    if one.quantity or one.serials:
        pieces.check_pieces(session, one.part_id, one.quantity, one.serials)
    query = select(_balances.c.on_hand).where(
        _balances.c.part_id == one.part_id, _balances.c.bin_id == bin_id
    )
    booked = int(session.execute(query).scalar() or 0)
    gone: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    lost, won = max(0, booked - one.quantity), max(0, one.quantity - booked)
    if is_serial:
        gone, extra = _serial_difference(session, bin_id, one)
        lost, won = len(gone), len(extra)
    about = About(reason=REASON)
    cost = 0
    if lost:
        serving.free_up(session, actor, one.part_id, bin_id, booked - lost)
        missing = Pieces(one.part_id, bin_id, lost, gone)
        cost -= pieces.cost_of(pieces.take(session, actor, MovementKind.SHORTAGE, missing, about))
    if won:
        unit = one.unit_cost if one.unit_cost is not None else _newest_cost(session, one.part_id)
        cost += unit * won
        surplus = Pieces(one.part_id, bin_id, won, extra)
        pieces.put(session, actor, MovementKind.SURPLUS, surplus, unit * won, about)
        serving.serve(session, actor, one.part_id)
    return StocktakeLine(one.part_id, number, booked, booked - lost + won, cost) if lost or won else None


def _serial_difference(
    session: Session, bin_id: int, one: Counted
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Serial numbers that are booked in a bin and were not found, and those found there and not booked."""
    query = select(_serials.c.serial_key, _serials.c.serial_number).where(
        _serials.c.part_id == one.part_id, _serials.c.bin_id == bin_id
    )
    booked = {row.serial_key: row.serial_number for row in session.execute(query)}
    found = {serial_key(serial): serial for serial in one.serials}
    return (
        tuple(serial for key, serial in sorted(booked.items()) if key not in found),
        tuple(serial for key, serial in sorted(found.items()) if key not in booked),
    )


def _newest_cost(session: Session, part_id: int) -> int:
    """What a unit of the newest layer of a part cost; nothing where there never was one."""
    query = (
        select(_layers.c.cost_kopecks, _layers.c.quantity)
        .where(_layers.c.part_id == part_id)
        .order_by(_layers.c.received_at.desc(), _layers.c.id.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return row.cost_kopecks // row.quantity if row else 0

"""Several pieces at once: checked, taken out or put in, a movement for each serial one. Parts of verbs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.documents.stock import MovementKind, Pieces
from workstation.errors import UserError
from workstation.models import Part
from workstation.rules.stock import share_of
from workstation.services import ledger
from workstation.services.ledger import About, Move, Taken
from workstation.services.warehouses import spot_by_bin

_parts = Part.__table__


def number_of(session: Session, part_id: int) -> str:
    """A part's number; raises UserError `part_unknown`."""
    number = session.execute(select(_parts.c.number).where(_parts.c.id == part_id)).scalar()
    if number is None:
        raise UserError("part_unknown", "part")
    return str(number)


def check_pieces(session: Session, part_id: int, quantity: int, serials: tuple[str, ...]) -> None:
    """Lock a part and check a quantity of it; a tracked part has as many serials as pieces, another none.

    Raises UserError `quantity_bad`, `part_unknown`, `serials_count`, `serials_not_tracked`.
    """
    if quantity < 1:
        raise UserError("quantity_bad", "quantity")
    number, is_serial = ledger.lock(session, part_id)
    if is_serial and len(serials) != quantity:
        raise UserError("serials_count", "serials", part=number, wanted=quantity, got=len(serials))
    if serials and not is_serial:
        raise UserError("serials_not_tracked", "serials", part=number)


def take(
    session: Session, actor: Actor, kind: MovementKind, pieces: Pieces, about: About, reserved: int = 0
) -> list[tuple[Taken, int | None]]:
    """Pieces leave their bin, `reserved` of them promised to the taker; each movement with its serial piece.

    Raises what `check_pieces` does, UserError `bin_unknown`, `serial_not_here`, `stock_short`.
    """
    check_pieces(session, pieces.part_id, pieces.quantity, pieces.serials)
    spot = spot_by_bin(session, actor, pieces.bin_id)
    if not pieces.serials:
        move = Move(kind, pieces.part_id, spot, pieces.quantity, about)
        return [(ledger.take_out(session, actor, move, reserved), None)]
    taken: list[tuple[Taken, int | None]] = []
    for serial_id in ledger.serials_of(session, pieces.part_id, pieces.bin_id, pieces.serials):
        move = Move(kind, pieces.part_id, spot, 1, about, serial_id)
        taken.append((ledger.take_out(session, actor, move, min(reserved, 1)), serial_id))
        reserved -= min(reserved, 1)
    return taken


def put(session: Session, actor: Actor, kind: MovementKind, pieces: Pieces, cost: int, about: About) -> None:
    """New pieces come into their bin at a cost of all of them.

    Raises what `check_pieces` does, UserError `bin_unknown`, `serial_in_stock`, `serial_empty`.
    """
    check_pieces(session, pieces.part_id, pieces.quantity, pieces.serials)
    spot = spot_by_bin(session, actor, pieces.bin_id)
    if not pieces.serials:
        ledger.put_in(session, actor, Move(kind, pieces.part_id, spot, pieces.quantity, about), cost)
    for place, serial in enumerate(pieces.serials):
        share = share_of(cost, len(pieces.serials) - place, 1)
        cost -= share
        serial_id = ledger.serial_in(session, pieces.part_id, serial)
        ledger.put_in(session, actor, Move(kind, pieces.part_id, spot, 1, about, serial_id), share)


def cost_of(taken: list[tuple[Taken, int | None]]) -> int:
    """Kopecks of everything that left."""
    return sum(one.cost for one, _serial in taken)

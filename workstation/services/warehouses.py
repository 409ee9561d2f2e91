"""Warehouses of a branch and their cells."""

from __future__ import annotations

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from workstation import keys, rows
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import StockBin, Warehouse
from workstation.rules.validators import compact, name_key
from workstation.services import journal
from workstation.services.ledger import Spot
from workstation.services.rights import require

_warehouses = Warehouse.__table__
_bins = StockBin.__table__

_BIN = text(
    "SELECT warehouse_id FROM stock_bin JOIN warehouse ON warehouse.id = stock_bin.warehouse_id "
    "WHERE stock_bin.id = :bin AND branch_id = :branch"
)


def add_warehouse(session: Session, actor: Actor, name: str) -> int:
    """Add a warehouse, with itself as its first bin, to the actor's branch, or find the one of that name.

    Gives its id.

    Raises UserError `field_required`.
    """
    require(actor, "stock.places")
    name = " ".join(name.split())
    if not name:
        raise UserError("field_required", "name")
    query = select(_warehouses.c.id).where(
        _warehouses.c.branch_id == actor.branch_id, _warehouses.c.name_key == name_key(name)
    )
    known = session.execute(query).scalar()
    if known is not None:
        return int(known)
    warehouse_id = keys.new_key()
    row = {
        "id": warehouse_id,
        "branch_id": actor.branch_id,
        "name": name,
        "name_key": name_key(name),
        "is_active": True,
    }
    session.execute(insert(_warehouses), row)
    spot_of(session, actor, warehouse_id)
    journal.record(session, actor, "stock.add_warehouse", "warehouse", warehouse_id, body={"name": name})
    return warehouse_id


def add_bin(session: Session, actor: Actor, warehouse_id: int, code: str) -> int:
    """Add a cell to a warehouse; gives its id.

    Raises UserError `field_required`, `warehouse_unknown`, `bin_exists`.
    """
    require(actor, "stock.places")
    if not compact(code):
        raise UserError("field_required", "bin")
    known = select(_bins.c.id).where(_bins.c.warehouse_id == warehouse_id, _bins.c.code_key == compact(code))
    if session.execute(known).first() is not None:
        raise UserError("bin_exists", "bin", bin=code.strip())
    bin_id = spot_of(session, actor, warehouse_id, code).bin_id
    body = {"warehouse": warehouse_id, "code": code.strip()}
    journal.record(session, actor, "stock.add_bin", "bin", bin_id, body=body)
    return bin_id


def rename_warehouse(session: Session, actor: Actor, warehouse_id: int, name: str) -> None:
    """Give a warehouse another name.

    Raises UserError `field_required`, `warehouse_unknown`, `warehouse_exists`.
    """
    require(actor, "stock.places")
    name = " ".join(name.split())
    if not name:
        raise UserError("field_required", "name")
    mine = (_warehouses.c.id == warehouse_id) & (_warehouses.c.branch_id == actor.branch_id)
    before = session.execute(select(_warehouses.c.name).where(mine).with_for_update()).scalar()
    if before is None:
        raise UserError("warehouse_unknown", "warehouse")
    same = select(_warehouses.c.id).where(
        _warehouses.c.branch_id == actor.branch_id,
        _warehouses.c.name_key == name_key(name),
        _warehouses.c.id != warehouse_id,
    )
    if session.execute(same).first() is not None:
        raise UserError("warehouse_exists", "name", name=name)
    session.execute(update(_warehouses).where(mine).values(name=name, name_key=name_key(name)))
    body = {"name": [before, name]}
    journal.record(session, actor, "stock.rename_warehouse", "warehouse", warehouse_id, body=body)


def spot_of(session: Session, actor: Actor, warehouse_id: int, code: str = "") -> Spot:
    """A bin of a warehouse by its code, made at its first use; empty is the warehouse itself. Part of a verb.

    Raises UserError `warehouse_unknown`.
    """
    query = select(_warehouses.c.id).where(
        _warehouses.c.id == warehouse_id, _warehouses.c.branch_id == actor.branch_id
    )
    if session.execute(query).scalar() is None:
        raise UserError("warehouse_unknown", "warehouse")
    key = compact(code)
    found = select(_bins.c.id).where(_bins.c.warehouse_id == warehouse_id, _bins.c.code_key == key)
    bin_id = session.execute(found).scalar()
    if bin_id is None:
        bin_id = keys.new_key()
        row = {"id": bin_id, "warehouse_id": warehouse_id, "code": code.strip(), "code_key": key}
        session.execute(insert(_bins), row)
    return Spot(int(bin_id), warehouse_id)


def spot_by_bin(session: Session, actor: Actor, bin_id: int) -> Spot:
    """A bin of the actor's branch by its id; raises UserError `bin_unknown`. Part of a verb."""
    found = rows.run(session, _BIN, bin=bin_id, branch=actor.branch_id)
    if not found:
        raise UserError("bin_unknown", "bin")
    return Spot(bin_id, int(found[0][0]))

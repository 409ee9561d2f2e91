"""The stock on the read side: places, balances, movements, serial numbers, old parts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from workstation.documents.codes import CodeKind
from workstation.documents.stock import (
    BalanceRow,
    BinRow,
    MovementKind,
    MovementRow,
    OldPartFate,
    OldPartRow,
    PlaceRow,
    SerialRow,
)
from workstation.errors import UserError
from workstation.models import (
    OldPart,
    Part,
    StockBalance,
    StockBin,
    StockMovement,
    StockSerial,
    User,
    Warehouse,
    WorkOrder,
)
from workstation.queries.scan_codes import key_in
from workstation.rules.validators import compact, name_key, serial_key

_warehouses = Warehouse.__table__
_bins = StockBin.__table__
_balances = StockBalance.__table__
_movements = StockMovement.__table__
_serials = StockSerial.__table__
_parts = Part.__table__
_users = User.__table__
_orders = WorkOrder.__table__
_old = OldPart.__table__


def list_places(session: Session, branch_id: int) -> list[PlaceRow]:
    """Warehouses of a branch with their cells, by name."""
    query = (
        select(_warehouses.c.id, _warehouses.c.name, _bins.c.id.label("bin_id"), _bins.c.code)
        .join(_bins, _bins.c.warehouse_id == _warehouses.c.id)
        .where(_warehouses.c.branch_id == branch_id)
        .order_by(_warehouses.c.name_key, _bins.c.code_key)
    )
    return [PlaceRow(row.id, row.name, row.bin_id, row.code) for row in session.execute(query)]


def warehouse_id_of(session: Session, branch_id: int, name: str) -> int:
    """A warehouse of a branch by its name; raises UserError `warehouse_unknown`."""
    query = select(_warehouses.c.id).where(
        _warehouses.c.branch_id == branch_id, _warehouses.c.name_key == name_key(name)
    )
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("warehouse_unknown", "warehouse")
    return int(found)


def bin_id_of(session: Session, warehouse_id: int, code: str) -> int:
    """A cell of a warehouse by its code, scanned or typed; raises UserError `bin_unknown`, `scan_code_…`."""
    coded = key_in(session, code, CodeKind.BIN, "bin")
    wanted = _bins.c.code_key == compact(code) if coded is None else _bins.c.id == coded
    query = select(_bins.c.id).where(_bins.c.warehouse_id == warehouse_id, wanted)
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("bin_unknown", "bin")
    return int(found)


def old_part_id_of(session: Session, branch_id: int, number: str) -> int:
    """A tagged old part by its number; raises UserError `old_part_not_found`."""
    query = select(_old.c.id).where(_old.c.branch_id == branch_id, _old.c.number == number.strip().upper())
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("old_part_not_found", "old_part")
    return int(found)


def list_balances(
    session: Session, branch_id: int, *, part_id: int | None = None, bin_id: int | None = None
) -> list[BalanceRow]:
    """What lies where: of one part, of one bin, or everything of a branch, by number."""
    query = (
        select(
            _balances,
            _parts.c.number,
            _parts.c.name,
            _bins.c.code,
            _warehouses.c.name.label("warehouse"),
        )
        .join(_parts, _parts.c.id == _balances.c.part_id)
        .join(_bins, _bins.c.id == _balances.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(_warehouses.c.branch_id == branch_id, _balances.c.on_hand > 0)
        .order_by(_parts.c.number_key, _warehouses.c.name_key, _bins.c.code_key)
    )
    if part_id is not None:
        query = query.where(_balances.c.part_id == part_id)
    if bin_id is not None:
        query = query.where(_balances.c.bin_id == bin_id)
    return [
        BalanceRow(
            part_id=row["part_id"],
            number=row["number"],
            name=row["name"],
            warehouse=row["warehouse"],
            bin_id=row["bin_id"],
            bin=row["code"],
            on_hand=row["on_hand"],
            reserved=row["reserved"],
            free=row["on_hand"] - row["reserved"],
        )
        for row in session.execute(query).mappings()
    ]


def list_movements(
    session: Session,
    branch_id: int,
    *,
    part_id: int | None = None,
    order_id: int | None = None,
    before_id: int | None = None,
    limit: int = 100,
) -> list[MovementRow]:
    """Movements of a part or of an order, the newest first; `before_id` goes on from the last one seen."""
    query = _movement_query().where(_movements.c.branch_id == branch_id)
    if part_id is not None:
        query = query.where(_movements.c.part_id == part_id)
    if order_id is not None:
        query = query.where(_movements.c.order_id == order_id)
    if before_id is not None:
        query = query.where(_movements.c.id < before_id)
    found = session.execute(query.order_by(_movements.c.id.desc()).limit(limit)).mappings()
    return [
        MovementRow(
            id=row["id"],
            kind=MovementKind(row["kind"]),
            made_at=row["made_at"],
            by=row["short_name"],
            part_id=row["part_id"],
            number=row["number"],
            warehouse=row["warehouse"],
            bin=row["code"],
            quantity=row["quantity"],
            reserved=row["reserved"],
            cost=row["cost_kopecks"],
            order=row["order"],
            serial_number=row["serial_number"],
            of_id=row["of_id"],
            reason=row["reason"],
        )
        for row in found
    ]


def list_serials(
    session: Session, branch_id: int, *, part_id: int | None = None, serial: str = ""
) -> list[SerialRow]:
    """Serial pieces: those of a part that lie in a branch, or every one of a serial number, gone ones too."""
    query = (
        select(_serials, _warehouses.c.name.label("warehouse"), _bins.c.code)
        .outerjoin(_bins, _bins.c.id == _serials.c.bin_id)
        .outerjoin(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
    )
    if part_id is not None:
        query = query.where(_serials.c.part_id == part_id)
    if serial.strip():
        query = query.where(_serials.c.serial_key == serial_key(serial))
    else:
        query = query.where(_warehouses.c.branch_id == branch_id)
    return [
        SerialRow(
            row["id"], row["part_id"], row["serial_number"], row["warehouse"], row["code"], row["bin_id"]
        )
        for row in session.execute(query.order_by(_serials.c.serial_key, _serials.c.id)).mappings()
    ]


def list_bins(session: Session, branch_id: int) -> list[BinRow]:
    """Cells of a branch with what lies in them, by warehouse and code."""
    promised = func.count(case((_balances.c.reserved > 0, _balances.c.part_id)))
    query = (
        select(
            _bins.c.id,
            _bins.c.code,
            _warehouses.c.id.label("warehouse_id"),
            _warehouses.c.name,
            func.count(_balances.c.part_id).label("parts"),
            promised.label("promised"),
        )
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .outerjoin(_balances, and_(_balances.c.bin_id == _bins.c.id, _balances.c.on_hand > 0))
        .where(_warehouses.c.branch_id == branch_id)
        .group_by(_bins.c.id, _warehouses.c.id)
        .order_by(_warehouses.c.name_key, _bins.c.code_key)
    )
    return [
        BinRow(
            id=row.id,
            warehouse_id=row.warehouse_id,
            warehouse=row.name,
            code=row.code,
            parts=row.parts,
            promised=row.promised,
        )
        for row in session.execute(query)
    ]


def count_old_parts(session: Session, branch_id: int) -> int:
    """How many tagged old parts wait for what is meant for them."""
    query = select(func.count()).where(_old.c.branch_id == branch_id, _old.c.settled_at.is_(None))
    return int(session.execute(query).scalar() or 0)


def list_old_parts(
    session: Session, branch_id: int, *, order_id: int | None = None, open_only: bool = True
) -> list[OldPartRow]:
    """Tagged old parts, those with the nearest day of return first."""
    query = (
        select(_old, _orders.c.number.label("order"))
        .join(_orders, _orders.c.id == _old.c.order_id)
        .where(_old.c.branch_id == branch_id)
        .order_by(_old.c.due_on.asc().nulls_last(), _old.c.id)
    )
    if order_id is not None:
        query = query.where(_old.c.order_id == order_id)
    if open_only:
        query = query.where(_old.c.settled_at.is_(None))
    return [
        OldPartRow(
            id=row["id"],
            number=row["number"],
            order_id=row["order_id"],
            order=row["order"],
            name=row["name"],
            serial_number=row["serial_number"],
            quantity=row["quantity"],
            fate=OldPartFate(row["fate"]),
            due_on=row["due_on"],
            rma_number=row["rma_number"],
            settled_at=row["settled_at"],
            version=row["version"],
        )
        for row in session.execute(query).mappings()
    ]


def _movement_query() -> Select[Any]:
    return (
        select(
            _movements,
            _parts.c.number,
            _bins.c.code,
            _warehouses.c.name.label("warehouse"),
            _users.c.short_name,
            _orders.c.number.label("order"),
            _serials.c.serial_number,
        )
        .join(_parts, _parts.c.id == _movements.c.part_id)
        .join(_bins, _bins.c.id == _movements.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .join(_users, _users.c.id == _movements.c.user_id)
        .outerjoin(_orders, _orders.c.id == _movements.c.order_id)
        .outerjoin(_serials, _serials.c.id == _movements.c.serial_id)
    )

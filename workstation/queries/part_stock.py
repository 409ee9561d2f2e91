"""What a part's card says of its stock: layers of cost, what is on its way, what is out at orders."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.parts import PartUnit
from workstation.documents.purchasing import OPEN_PURCHASES, ExpectedRow, PurchaseState
from workstation.documents.stock import Booked, IssueOut, LayerRow, MovementKind
from workstation.models import (
    Part,
    PurchaseLine,
    PurchaseOrder,
    StockBalance,
    StockBin,
    StockLayer,
    StockMovement,
    StockSerial,
    Supplier,
    User,
    Warehouse,
    WorkOrder,
)
from workstation.rules.validators import compact

_layers = StockLayer.__table__
_warehouses = Warehouse.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__
_suppliers = Supplier.__table__
_movements = StockMovement.__table__
_serials = StockSerial.__table__
_orders = WorkOrder.__table__
_users = User.__table__
_parts = Part.__table__
_balances = StockBalance.__table__
_bins = StockBin.__table__

_OPEN = [state.value for state in OPEN_PURCHASES]


def list_layers(session: Session, branch_id: int, part_id: int) -> list[LayerRow]:
    """What is left of each receipt of a part, in the order in which it goes."""
    query = (
        select(_layers, _warehouses.c.name)
        .join(_warehouses, _warehouses.c.id == _layers.c.warehouse_id)
        .where(
            _layers.c.part_id == part_id, _layers.c.quantity_left > 0, _warehouses.c.branch_id == branch_id
        )
        .order_by(_warehouses.c.name_key, _layers.c.received_at, _layers.c.id)
    )
    return [
        LayerRow(
            id=row["id"],
            warehouse=row["name"],
            received_at=row["received_at"],
            quantity=row["quantity"],
            left=row["quantity_left"],
            cost_left=row["cost_left_kopecks"],
        )
        for row in session.execute(query).mappings()
    ]


def list_expected(session: Session, branch_id: int, part_id: int) -> list[ExpectedRow]:
    """Lines of open purchase orders with pieces of a part that have not come, the soonest first."""
    left = _lines.c.quantity - _lines.c.received - _lines.c.cancelled
    query = (
        select(
            _lines.c.id,
            _purchases.c.id.label("purchase_id"),
            _purchases.c.number,
            _purchases.c.state,
            _purchases.c.promised_on,
            _suppliers.c.name,
            left.label("left"),
        )
        .join(_purchases, _purchases.c.id == _lines.c.purchase_id)
        .join(_suppliers, _suppliers.c.id == _purchases.c.supplier_id)
        .where(
            _lines.c.part_id == part_id,
            _purchases.c.branch_id == branch_id,
            _purchases.c.state.in_(_OPEN),
            left > 0,
        )
        .order_by(_purchases.c.promised_on.asc().nulls_last(), _lines.c.id)
    )
    return [
        ExpectedRow(
            id=row.id,
            purchase_id=row.purchase_id,
            number=row.number,
            supplier=row.name,
            state=PurchaseState(row.state),
            promised_on=row.promised_on,
            left=row.left,
        )
        for row in session.execute(query)
    ]


def list_issues_out(session: Session, branch_id: int, part_id: int, limit: int = 50) -> list[IssueOut]:
    """Issues of a part to orders with pieces that have not come back, the newest first."""
    back = _movements.alias("back")
    returned = (
        select(func.coalesce(func.sum(back.c.quantity), 0))
        .where(back.c.of_id == _movements.c.id)
        .correlate(_movements)
        .scalar_subquery()
    )
    left = -_movements.c.quantity - returned
    query = (
        select(
            _movements.c.id,
            _movements.c.made_at,
            _movements.c.bin_id,
            left.label("left"),
            _orders.c.number,
            _serials.c.serial_number,
            _users.c.short_name,
        )
        .join(_orders, _orders.c.id == _movements.c.order_id)
        .join(_users, _users.c.id == _movements.c.user_id)
        .outerjoin(_serials, _serials.c.id == _movements.c.serial_id)
        .where(
            _movements.c.part_id == part_id,
            _movements.c.branch_id == branch_id,
            _movements.c.kind == MovementKind.ISSUE.value,
            left > 0,
        )
        .order_by(_movements.c.id.desc())
        .limit(limit)
    )
    return [
        IssueOut(row.id, row.number, row.left, row.bin_id, row.serial_number, row.made_at, row.short_name)
        for row in session.execute(query)
    ]


def list_booked(session: Session, branch_id: int, warehouse_id: int, code: str) -> list[Booked]:
    """What should lie in a cell, by number; nothing where the warehouse has no such cell."""
    query = (
        select(_balances, _parts.c.number, _parts.c.name, _parts.c.unit)
        .join(_parts, _parts.c.id == _balances.c.part_id)
        .join(_bins, _bins.c.id == _balances.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(
            _warehouses.c.id == warehouse_id,
            _warehouses.c.branch_id == branch_id,
            _bins.c.code_key == compact(code),
            _balances.c.on_hand > 0,
        )
        .order_by(_parts.c.number_key)
    )
    found = session.execute(query).mappings().all()
    pieces: dict[int, list[str]] = defaultdict(list)
    here = select(_serials).where(_serials.c.bin_id.in_({row["bin_id"] for row in found}))
    for row in session.execute(here.order_by(_serials.c.serial_key)).mappings():
        pieces[row["part_id"]].append(row["serial_number"])
    return [
        Booked(
            part_id=row["part_id"],
            number=row["number"],
            name=row["name"],
            unit=PartUnit(row["unit"]).label,
            on_hand=row["on_hand"],
            reserved=row["reserved"],
            serials=tuple(pieces.get(row["part_id"], ())),
        )
        for row in found
    ]

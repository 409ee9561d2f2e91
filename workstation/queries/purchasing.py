"""Suppliers, purchase orders and receipts on the read side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.codes import CodeKind
from workstation.documents.purchasing import (
    OPEN_PURCHASES,
    LineRequest,
    PromiseRow,
    PurchaseLineRow,
    PurchaseRow,
    PurchaseState,
    PurchaseView,
    ReceiptAct,
    ReceiptActLine,
    RequestState,
    SupplierRow,
)
from workstation.errors import UserError
from workstation.models import (
    GoodsReceipt,
    Part,
    PartRequest,
    PromiseChange,
    PurchaseLine,
    PurchaseOrder,
    ReceiptLine,
    StockBin,
    StockMovement,
    StockSerial,
    Supplier,
    User,
    Warehouse,
    WorkOrder,
)
from workstation.queries.scan_codes import key_in
from workstation.rules.validators import name_key

_suppliers = Supplier.__table__
_purchases = PurchaseOrder.__table__
_lines = PurchaseLine.__table__
_promises = PromiseChange.__table__
_receipts = GoodsReceipt.__table__
_items = ReceiptLine.__table__
_requests = PartRequest.__table__
_movements = StockMovement.__table__
_serials = StockSerial.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__
_parts = Part.__table__
_orders = WorkOrder.__table__
_users = User.__table__


def list_suppliers(session: Session) -> list[SupplierRow]:
    """Suppliers by name."""
    return [
        SupplierRow(
            row["id"], row["name"], row["inn"], row["phone"], row["email"], row["note"], row["version"]
        )
        for row in session.execute(select(_suppliers).order_by(_suppliers.c.name_key)).mappings()
    ]


def supplier_id_of(session: Session, name: str) -> int:
    """A supplier by its name; raises UserError `supplier_unknown`."""
    found = session.execute(select(_suppliers.c.id).where(_suppliers.c.name_key == name_key(name))).scalar()
    if found is None:
        raise UserError("supplier_unknown", "supplier")
    return int(found)


def purchase_id_of(session: Session, branch_id: int, number: str) -> int:
    """A purchase order by its number or code; raises UserError `purchase_not_found`, `scan_code_…`."""
    coded = key_in(session, number, CodeKind.PURCHASE, "purchase")
    wanted = _purchases.c.number == number.strip().upper() if coded is None else _purchases.c.id == coded
    query = select(_purchases.c.id).where(_purchases.c.branch_id == branch_id, wanted)
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("purchase_not_found", "purchase")
    return int(found)


def receipt_id_of(session: Session, branch_id: int, number: str) -> int:
    """A receipt by its number or code; raises UserError `receipt_not_found`, `scan_code_…`."""
    coded = key_in(session, number, CodeKind.RECEIPT, "receipt")
    wanted = _receipts.c.number == number.strip().upper() if coded is None else _receipts.c.id == coded
    found = session.execute(select(_receipts.c.id).where(_receipts.c.branch_id == branch_id, wanted)).scalar()
    if found is None:
        raise UserError("receipt_not_found", "receipt")
    return int(found)


def list_purchases(
    session: Session,
    branch_id: int,
    today: date,
    states: Sequence[PurchaseState] = OPEN_PURCHASES,
    limit: int = 200,
) -> list[PurchaseRow]:
    """Purchase orders in some states: open ones promised soonest first, else the newest first."""
    soonest = _purchases.c.promised_on.asc().nulls_last()
    count, amount = func.count(_lines.c.id), func.sum(_lines.c.quantity * _lines.c.price_kopecks)
    query = (
        select(_purchases, _suppliers.c.name, count.label("lines"), amount.label("amount"))
        .join(_suppliers, _suppliers.c.id == _purchases.c.supplier_id)
        .outerjoin(_lines, _lines.c.purchase_id == _purchases.c.id)
        .where(_purchases.c.branch_id == branch_id, _purchases.c.state.in_([state.value for state in states]))
        .group_by(_purchases.c.id, _suppliers.c.name)
        .order_by(*((soonest,) if set(states) <= set(OPEN_PURCHASES) else ()), _purchases.c.id.desc())
        .limit(limit)
    )
    found = session.execute(query).mappings().all()
    limits = _limits(session, [row["id"] for row in found])
    return [
        PurchaseRow(
            id=row["id"],
            number=row["number"],
            supplier=row["name"],
            state=PurchaseState(row["state"]),
            promised_on=row["promised_on"],
            is_late=_is_late(row, today),
            sent_at=row["sent_at"],
            made_at=row["made_at"],
            lines=row["lines"],
            amount=int(row["amount"] or 0),
            supplier_id=row["supplier_id"],
            warehouse_id=row["warehouse_id"],
            limit_on=limits.get(row["id"]),
        )
        for row in found
    ]


def count_late(session: Session, branch_id: int, today: date) -> int:
    """How many purchase orders of a branch should have come by now."""
    query = select(func.count()).where(
        _purchases.c.branch_id == branch_id,
        _purchases.c.closed_at.is_(None),
        _purchases.c.promised_on < today,
    )
    return int(session.execute(query).scalar_one())


def get_purchase(session: Session, branch_id: int, purchase_id: int) -> PurchaseView:
    """Everything about one purchase order; raises UserError `purchase_not_found`."""
    query = (
        select(
            _purchases,
            _suppliers.c.name.label("supplier"),
            _warehouses.c.name.label("warehouse"),
            _users.c.short_name,
        )
        .join(_suppliers, _suppliers.c.id == _purchases.c.supplier_id)
        .join(_warehouses, _warehouses.c.id == _purchases.c.warehouse_id)
        .join(_users, _users.c.id == _purchases.c.user_id)
        .where(_purchases.c.id == purchase_id, _purchases.c.branch_id == branch_id)
    )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("purchase_not_found", "purchase")
    numbers = (
        select(_receipts.c.number).where(_receipts.c.purchase_id == purchase_id).order_by(_receipts.c.id)
    )
    return PurchaseView(
        id=row["id"],
        number=row["number"],
        supplier_id=row["supplier_id"],
        supplier=row["supplier"],
        warehouse_id=row["warehouse_id"],
        warehouse=row["warehouse"],
        state=PurchaseState(row["state"]),
        promised_on=row["promised_on"],
        sent_at=row["sent_at"],
        sent_how=row["sent_how"],
        closed_at=row["closed_at"],
        note=row["note"],
        made_at=row["made_at"],
        by=row["short_name"],
        version=row["version"],
        lines=tuple(_line_rows(session, purchase_id)),
        promises=tuple(_promise_rows(session, purchase_id)),
        receipts=tuple(session.execute(numbers).scalars()),
    )


def get_receipt_act(session: Session, receipt_id: int) -> ReceiptAct:
    """A receipt as its act tells it; raises UserError `receipt_not_found`."""
    query = (
        select(
            _receipts,
            _suppliers.c.name.label("supplier"),
            _purchases.c.number.label("purchase"),
            _users.c.short_name,
        )
        .outerjoin(_suppliers, _suppliers.c.id == _receipts.c.supplier_id)
        .outerjoin(_purchases, _purchases.c.id == _receipts.c.purchase_id)
        .join(_users, _users.c.id == _receipts.c.user_id)
        .where(_receipts.c.id == receipt_id)
    )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("receipt_not_found", "receipt")
    lines = tuple(_act_lines(session, receipt_id))
    return ReceiptAct(
        number=row["number"],
        made_at=row["made_at"],
        by=row["short_name"],
        supplier=row["supplier"],
        purchase=row["purchase"],
        warehouse=_warehouse_of(session, receipt_id),
        delivery_note=row["delivery_note"],
        delivered_on=row["delivered_on"],
        note=row["note"],
        lines=lines,
        differs=any(line.damaged or line.missing for line in lines),
    )


def _limits(session: Session, purchase_ids: Sequence[int]) -> dict[int, date]:
    """The nearest last day of the orders that wait for each purchase order."""
    last = func.coalesce(_orders.c.legal_until, _orders.c.due_on)
    query = (
        select(_lines.c.purchase_id, func.min(last))
        .join(_requests, _requests.c.purchase_line_id == _lines.c.id)
        .join(_orders, _orders.c.id == _requests.c.order_id)
        .where(
            _lines.c.purchase_id.in_(purchase_ids),
            _requests.c.state == RequestState.ORDERED.value,
            last.is_not(None),
        )
        .group_by(_lines.c.purchase_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _line_rows(session: Session, purchase_id: int) -> list[PurchaseLineRow]:
    waiting: dict[int, list[LineRequest]] = defaultdict(list)
    query = (
        select(_requests, _orders.c.number, _orders.c.legal_until, _orders.c.due_on)
        .join(_lines, _lines.c.id == _requests.c.purchase_line_id)
        .join(_orders, _orders.c.id == _requests.c.order_id)
        .where(_lines.c.purchase_id == purchase_id)
        .order_by(_requests.c.id)
    )
    for row in session.execute(query):
        state = RequestState(row.state)
        limit_on = row.legal_until or row.due_on
        served = LineRequest(row.id, row.order_id, row.number, row.quantity, state, limit_on)
        waiting[row.purchase_line_id].append(served)
    lines = (
        select(_lines, _parts.c.number, _parts.c.name, _parts.c.unit, _parts.c.brand)
        .join(_parts, _parts.c.id == _lines.c.part_id)
        .where(_lines.c.purchase_id == purchase_id)
        .order_by(_lines.c.id)
    )
    return [
        PurchaseLineRow(
            id=row["id"],
            part_id=row["part_id"],
            number=row["number"],
            name=row["name"],
            unit=row["unit"],
            quantity=row["quantity"],
            price=row["price_kopecks"],
            amount=row["quantity"] * row["price_kopecks"],
            received=row["received"],
            cancelled=row["cancelled"],
            orders=tuple(dict.fromkeys(one.order for one in waiting[row["id"]])),
            requests=tuple(waiting[row["id"]]),
            brand=row["brand"],
        )
        for row in session.execute(lines).mappings()
    ]


def _promise_rows(session: Session, purchase_id: int) -> list[PromiseRow]:
    query = (
        select(_promises, _users.c.short_name)
        .join(_users, _users.c.id == _promises.c.user_id)
        .where(_promises.c.purchase_id == purchase_id)
        .order_by(_promises.c.id)
    )
    return [
        PromiseRow(row["before_on"], row["after_on"], row["reason"], row["made_at"], row["short_name"])
        for row in session.execute(query).mappings()
    ]


def _act_lines(session: Session, receipt_id: int) -> list[ReceiptActLine]:
    serials: dict[int, list[str]] = defaultdict(list)
    query = (
        select(_movements.c.part_id, _serials.c.serial_number)
        .join(_serials, _serials.c.id == _movements.c.serial_id)
        .where(_movements.c.receipt_id == receipt_id)
        .order_by(_movements.c.id)
    )
    for row in session.execute(query):
        serials[row.part_id].append(row.serial_number)
    lines = (
        select(
            _items,
            _parts.c.number,
            _parts.c.name,
            _parts.c.unit,
            _parts.c.brand,
            _lines.c.quantity.label("ordered"),
        )
        .join(_parts, _parts.c.id == _items.c.part_id)
        .outerjoin(_lines, _lines.c.id == _items.c.purchase_line_id)
        .where(_items.c.receipt_id == receipt_id)
        .order_by(_items.c.id)
    )
    return [
        ReceiptActLine(
            number=row["number"],
            name=row["name"],
            unit=row["unit"],
            ordered=row["ordered"],
            accepted=row["quantity"],
            damaged=row["damaged"],
            missing=row["missing"],
            cost=row["cost_kopecks"],
            serials=tuple(serials.get(row["part_id"], ())),
            note=row["note"],
            brand=row["brand"],
        )
        for row in session.execute(lines).mappings()
    ]


def _warehouse_of(session: Session, receipt_id: int) -> str:
    """Where the accepted pieces went; empty where none was accepted."""
    query = (
        select(_warehouses.c.name)
        .join(_bins, _bins.c.warehouse_id == _warehouses.c.id)
        .join(_movements, _movements.c.bin_id == _bins.c.id)
        .where(_movements.c.receipt_id == receipt_id)
        .limit(1)
    )
    return str(session.execute(query).scalar() or "")


def _is_late(row: Any, today: date) -> bool:
    return row["promised_on"] is not None and row["promised_on"] < today and row["closed_at"] is None

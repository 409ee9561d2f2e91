"""Goods receipts: what came goes into stock at its cost, and the orders that waited for it wake.

Damaged and missing pieces go into no stock: the act names them, and their line of the purchase order stays
open for them until they come or are given up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseState, Received
from workstation.documents.stock import MovementKind, Pieces, ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.models import GoodsReceipt, PurchaseLine, PurchaseOrder, ReceiptLine, Supplier
from workstation.queries.part_requests import get_woken
from workstation.queries.purchasing import get_receipt_act
from workstation.services import journal, ledger, numbering, pieces, purchasing, serving
from workstation.services.ledger import About
from workstation.services.rights import require
from workstation.services.warehouses import spot_of

_receipts = GoodsReceipt.__table__
_items = ReceiptLine.__table__
_purchases = PurchaseOrder.__table__
_lines = PurchaseLine.__table__
_suppliers = Supplier.__table__

SERIES = "ПР"
_OPEN = frozenset({PurchaseState.SENT.value, PurchaseState.PARTLY.value})


def receive(session: Session, actor: Actor, data: ReceiptData) -> Received:
    """Take in what came, against a purchase order or without one; gives the act and the orders it woke.

    Raises UserError `receipt_empty`, `receipt_twice` (a part in two lines), `receipt_over` (more than was
    ordered), `purchase_line_unknown`, `purchase_not_found`, `purchase_state`, `supplier_unknown`,
    `warehouse_unknown`, and what `pieces.put` does.
    """
    require(actor, "stock.receive")
    _check(session, data)
    purchase = (
        purchasing.purchase_row(session, actor, data.purchase_id, _OPEN)
        if data.purchase_id is not None
        else None
    )
    receipt = _store_receipt(session, actor, data, purchase)
    served: list[int] = []
    for item in sorted(data.items, key=lambda one: one.part_id):
        ledger.lock(session, item.part_id)
        line_id = _count_line(session, purchase, item)
        row = _item_row(receipt["id"], line_id, item)
        session.execute(insert(_items), row)
        if item.quantity:
            spot = spot_of(session, actor, data.warehouse_id, item.bin)
            came = Pieces(item.part_id, spot.bin_id, item.quantity, item.serials)
            about = About(receipt_id=receipt["id"])
            pieces.put(session, actor, MovementKind.RECEIPT, came, item.cost, about)
            served += serving.serve(session, actor, item.part_id, line_id)
    if purchase is not None:
        _settle(session, purchase)
    body = {
        "number": receipt["number"],
        "purchase": purchase["number"] if purchase else None,
        "lines": len(data.items),
        "quantity": sum(item.quantity for item in data.items),
        "cost_kopecks": sum(item.cost for item in data.items),
        "woken": len(served),
    }
    journal.record(session, actor, "stock.receive", "receipt", receipt["id"], body=body)
    act = get_receipt_act(session, receipt["id"])
    return Received(receipt["id"], act, tuple(get_woken(session, served)))


def receive_all(
    session: Session, actor: Actor, data: ReceiptData, beside: Sequence[ReceiptItem]
) -> tuple[Received, ...]:
    """Take in what came by a purchase order and, as a receipt of its own, what came beside it.

    Raises UserError as `receive` does.
    """
    made = [receive(session, actor, data)] if data.items or not beside else []
    if beside:
        query = select(_purchases.c.supplier_id).where(_purchases.c.id == data.purchase_id)
        supplier_id = session.execute(query).scalar() or data.supplier_id
        more = replace(data, items=tuple(beside), purchase_id=None, supplier_id=supplier_id)
        made.append(receive(session, actor, more))
    return tuple(made)


def _check(session: Session, data: ReceiptData) -> None:
    if not any(item.quantity or item.damaged or item.missing for item in data.items):
        raise UserError("receipt_empty", "items")
    if any(min(item.quantity, item.damaged, item.missing, item.cost) < 0 for item in data.items):
        raise UserError("quantity_bad", "quantity")
    if len({item.part_id for item in data.items}) != len(data.items):
        raise UserError("receipt_twice", "items")
    if data.supplier_id is not None:
        query = select(_suppliers.c.id).where(_suppliers.c.id == data.supplier_id)
        if session.execute(query).first() is None:
            raise UserError("supplier_unknown", "supplier")


def _store_receipt(
    session: Session, actor: Actor, data: ReceiptData, purchase: dict[str, Any] | None
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        **numbering.number_columns(session, actor.branch_id, SERIES, clock.today().year),
        "supplier_id": purchase["supplier_id"] if purchase else data.supplier_id,
        "purchase_id": data.purchase_id,
        "delivery_note": (data.delivery_note or "").strip() or None,
        "delivered_on": data.delivered_on,
        "note": (data.note or "").strip() or None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_receipts), row)
    return row


def _count_line(session: Session, purchase: dict[str, Any] | None, item: ReceiptItem) -> int | None:
    """Count accepted pieces on the line of the purchase order that they came by; gives the line's id."""
    if purchase is None:
        return None
    query = select(_lines).where(_lines.c.purchase_id == purchase["id"], _lines.c.part_id == item.part_id)
    line = session.execute(query).mappings().one_or_none()
    if line is None:
        raise UserError("purchase_line_unknown", "part")
    left = line["quantity"] - line["received"] - line["cancelled"]
    if item.quantity > left:
        number = pieces.number_of(session, item.part_id)
        raise UserError("receipt_over", "quantity", part=number, left=left, got=item.quantity)
    values = {"received": line["received"] + item.quantity}
    session.execute(update(_lines).where(_lines.c.id == line["id"]).values(**values))
    return int(line["id"])


def _item_row(receipt_id: int, line_id: int | None, item: ReceiptItem) -> dict[str, Any]:
    return {
        "id": keys.new_key(),
        "receipt_id": receipt_id,
        "purchase_line_id": line_id,
        "part_id": item.part_id,
        "quantity": item.quantity,
        "damaged": item.damaged,
        "missing": item.missing,
        "cost_kopecks": item.cost,
        "note": (item.note or "").strip() or None,
    }


def _settle(session: Session, purchase: dict[str, Any]) -> None:
    """The state of a purchase order after a receipt; it closes when nothing is left to come."""
    waits = select(_lines.c.id).where(
        _lines.c.purchase_id == purchase["id"], _lines.c.received + _lines.c.cancelled < _lines.c.quantity
    )
    if session.execute(waits).first() is None:
        values = {"state": PurchaseState.RECEIVED.value, "closed_at": clock.now()}
    else:
        values = {"state": PurchaseState.PARTLY.value}
    purchasing.change_row(session, purchase, values)

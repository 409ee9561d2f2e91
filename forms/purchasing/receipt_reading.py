"""What the receipt asks of the base and writes into it, each in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workstation import clock
from workstation.documents.parts import PartData
from workstation.documents.people import Actor
from workstation.documents.purchasing import Incoming, PurchaseView, Received, SupplierRow
from workstation.documents.stock import PlaceRow, ReceiptData
from workstation.queries.purchasing import get_purchase, list_suppliers
from workstation.queries.receiving import get_incoming
from workstation.queries.stock import list_places
from workstation.rules.receiving import Sheet, split
from workstation.services import parts, receipts


class Facts(NamedTuple):
    """Where pieces may go, whom they may be from, and the order they come by."""

    suppliers: Sequence[SupplierRow]
    places: Sequence[PlaceRow]
    purchase: PurchaseView | None
    parts: dict[int, Incoming]


def read(session: Any, actor: Actor, purchase_id: int | None) -> Facts:
    """The facts of a receipt by an order, or of one without."""
    purchase = get_purchase(session, actor.branch_id, purchase_id) if purchase_id is not None else None
    part_ids = [line.part_id for line in purchase.lines] if purchase is not None else []
    return Facts(
        list_suppliers(session),
        list_places(session, actor.branch_id),
        purchase,
        get_incoming(session, part_ids, clock.today()),
    )


def read_parts(session: Any, part_ids: Sequence[int]) -> dict[int, Incoming]:
    """Parts of a sheet that was left."""
    return get_incoming(session, part_ids, clock.today())


def add_part(session: Any, actor: Actor, data: PartData) -> Incoming:
    """A part that came and was not in the catalogue."""
    part_id = parts.add_part(session, actor, data)
    return get_incoming(session, [part_id], clock.today())[part_id]


def receive(session: Any, actor: Actor, data: ReceiptData, sheet: Sheet) -> tuple[Received, ...]:
    """Take in what is counted; what came beside the order is a receipt of its own."""
    by_order, beside = split(sheet, has_order=data.purchase_id is not None)
    whole = ReceiptData(
        warehouse_id=data.warehouse_id,
        items=by_order,
        supplier_id=data.supplier_id,
        purchase_id=data.purchase_id,
        delivery_note=data.delivery_note,
        delivered_on=data.delivered_on,
    )
    return receipts.receive_all(session, actor, whole, beside)

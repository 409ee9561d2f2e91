"""Papers of the store made of rows: a request for parts, an order to a supplier, a receipt, a label.

Each gives the paper as it would be issued now; whoever issues it gives it the number and the version.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.papers import Employee
from workstation.documents.parts import PartUnit
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseState, RequestState
from workstation.documents.stock import MovementKind
from workstation.documents.store_papers import (
    GoodsReceiptAct,
    OrderedPart,
    PaperPart,
    PartLabel,
    PartRequestSheet,
    PurchaseSheet,
    ReceivedPart,
    SupplierDetails,
    WantedPart,
)
from workstation.errors import UserError
from workstation.models import (
    GoodsReceipt,
    Part,
    PartRequest,
    PurchaseLine,
    PurchaseOrder,
    ReceiptLine,
    StockBalance,
    StockBin,
    StockMovement,
    StockSerial,
    Supplier,
    User,
    Warehouse,
    WorkOrder,
)
from workstation.queries.part_requests import place_words
from workstation.queries.parts import list_substitutes
from workstation.queries.purchasing import get_purchase, get_receipt_act
from workstation.rules import codes
from workstation.rules.validators import format_phone
from workstation.services import builders, order_rows
from workstation.services.centre import load_centre
from workstation.statuses import Priority, RequestKind

_requests = PartRequest.__table__
_parts = Part.__table__
_users = User.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__
_suppliers = Supplier.__table__
_orders = WorkOrder.__table__
_receipts = GoodsReceipt.__table__
_items = ReceiptLine.__table__
_serials = StockSerial.__table__
_movements = StockMovement.__table__
_balances = StockBalance.__table__

_GONE = (RequestState.CANCELLED.value, RequestState.RETURNED.value)
_STANDINS = 4
_COUNTED = (PartUnit.PIECE.value, PartUnit.SET.value)


def part_request(session: Session, actor: Actor, order_id: int) -> PartRequestSheet:
    """The parts that an order wants or has; raises UserError `order_not_found`, `request_none`."""
    if session.execute(select(_orders.c.id).where(_orders.c.id == order_id)).first() is None:
        raise UserError("order_not_found", None, number=order_id)
    order, device, _photos = order_rows.act_line(session, order_id)
    wanted = tuple(_wanted_parts(session, actor, order_id))
    if not wanted:
        raise UserError("request_none", None, number=order["number"])
    return PartRequestSheet(
        number="",
        **_head(session, actor, order_id),
        order=order["number"],
        request_kind=RequestKind(order["kind"]),
        device=builders.printed_device(device),
        parts=wanted,
        priority=Priority(order["priority"]),
        due_on=order["due_on"],
    )


def purchase(session: Session, actor: Actor, purchase_id: int) -> PurchaseSheet:
    """An order to a supplier as it stands.

    Raises UserError `purchase_not_found`, `purchase_empty`, `purchase_state` for one that was cancelled.
    """
    view = get_purchase(session, actor.branch_id, purchase_id)
    if not view.lines:
        raise UserError("purchase_empty", "lines")
    if view.state is PurchaseState.CANCELLED:
        raise UserError("purchase_state", "purchase", number=view.number, state=view.state.label)
    soonest = (
        select(func.min(_requests.c.wanted_by))
        .join(_lines, _lines.c.id == _requests.c.purchase_line_id)
        .where(_lines.c.purchase_id == purchase_id)
    )
    parts = tuple(
        OrderedPart(
            PaperPart(one.number, one.brand, one.name, PartUnit(one.unit)),
            one.quantity,
            one.price,
            one.amount,
        )
        for one in view.lines
    )
    made_by = session.execute(select(_purchases.c.user_id).where(_purchases.c.id == purchase_id)).scalar_one()
    return PurchaseSheet(
        number=view.number,
        **_head(session, actor, purchase_id, made_by=made_by),
        made_on=clock.local(view.made_at).date(),
        supplier=_supplier(session, view.supplier_id),
        warehouse=view.warehouse,
        parts=parts,
        total=sum(one.amount for one in parts),
        wanted_on=session.execute(soonest).scalar(),
        promised_on=view.promised_on,
        note=view.note,
    )


def receipt(session: Session, actor: Actor, receipt_id: int) -> GoodsReceiptAct:
    """A receipt as its act tells it; raises UserError `receipt_not_found`."""
    row = session.execute(
        select(_receipts.c.supplier_id, _receipts.c.user_id).where(
            _receipts.c.id == receipt_id, _receipts.c.branch_id == actor.branch_id
        )
    ).first()
    if row is None:
        raise UserError("receipt_not_found", "receipt")
    act = get_receipt_act(session, receipt_id)
    parts = tuple(
        ReceivedPart(
            part=PaperPart(one.number, one.brand, one.name, PartUnit(one.unit)),
            ordered=one.ordered,
            accepted=one.accepted,
            damaged=one.damaged,
            missing=one.missing,
            cost=one.cost,
            serials=one.serials,
            note=one.note,
        )
        for one in act.lines
    )
    return GoodsReceiptAct(
        number=act.number,
        **_head(session, actor, receipt_id, act.made_at, row.user_id),
        supplier=_supplier(session, row.supplier_id) if row.supplier_id is not None else None,
        purchase=act.purchase,
        warehouse=act.warehouse,
        parts=parts,
        total=sum(one.cost for one in parts),
        differs=act.differs,
        delivery_note=act.delivery_note,
        delivered_on=act.delivered_on,
        note=act.note,
    )


def label(session: Session, actor: Actor, key: int) -> PartLabel:
    """The label of a part, of a serial piece or of a line of a receipt; raises UserError `part_unknown`."""
    found: dict[str, Any] = {"part": key, "cell": "", "serial": None, "receipt": None, "code": key}
    piece = session.execute(
        select(_serials.c.part_id, _serials.c.serial_number, _bins.c.code)
        .outerjoin(_bins, _bins.c.id == _serials.c.bin_id)
        .where(_serials.c.id == key)
    ).first()
    item = session.execute(
        select(_items.c.part_id, _receipts.c.number, _items.c.receipt_id)
        .join(_receipts, _receipts.c.id == _items.c.receipt_id)
        .where(_items.c.id == key)
    ).first()
    if piece is not None:
        found.update(part=piece.part_id, serial=piece.serial_number, cell=piece.code or "")
    elif item is not None:
        cell = _cell_of_receipt(session, item.receipt_id, item.part_id)
        found.update(part=item.part_id, receipt=item.number, code=item.part_id, cell=cell)
    else:
        found["cell"] = _usual_cell(session, actor, key)
    row = session.execute(select(_parts).where(_parts.c.id == found["part"])).mappings().one_or_none()
    if row is None:
        raise UserError("part_unknown", "part")
    return PartLabel(
        number=codes.encode(key),
        code=codes.encode(found["code"]),
        part=_paper_part(row),
        cell=found["cell"],
        serial_number=found["serial"],
        receipt=found["receipt"],
        training=bool(load_centre(session, actor, clock.today())["base.training"]),
    )


def labels_of_receipt(session: Session, actor: Actor, receipt_id: int) -> dict[int, int]:
    """How many labels of what a receipt wants: of each piece that is tracked, else of each line."""
    lines = session.execute(
        select(_items.c.id, _items.c.quantity, _parts.c.unit, _parts.c.is_serial)
        .join(_parts, _parts.c.id == _items.c.part_id)
        .join(_receipts, _receipts.c.id == _items.c.receipt_id)
        .where(
            _items.c.receipt_id == receipt_id,
            _items.c.quantity > 0,
            _receipts.c.branch_id == actor.branch_id,
        )
        .order_by(_items.c.id)
    )
    wanted = {row.id: row.quantity if row.unit in _COUNTED else 1 for row in lines if not row.is_serial}
    pieces = select(_movements.c.serial_id).where(
        _movements.c.receipt_id == receipt_id,
        _movements.c.branch_id == actor.branch_id,
        _movements.c.serial_id.is_not(None),
        _movements.c.kind == MovementKind.RECEIPT.value,
    )
    wanted.update(dict.fromkeys(session.execute(pieces.order_by(_movements.c.id)).scalars(), 1))
    return wanted


def _head(
    session: Session, actor: Actor, key: int, made_at: datetime | None = None, made_by: int | None = None
) -> dict[str, Any]:
    """What every sheet begins with: the code of its row; the actor's own, unless another made it before."""
    centre = load_centre(session, actor, clock.today())
    return {
        "issued_at": made_at or clock.now(),
        "centre": centre.details,
        "employee": builders.employee(actor) if made_by is None else _employee(session, made_by),
        "code": codes.encode(key),
        "training": bool(centre["base.training"]),
    }


def _employee(session: Session, user_id: int) -> Employee:
    row = session.execute(select(_users).where(_users.c.id == user_id)).mappings().one()
    return Employee(row["name"], row["short_name"], row["title"])


def _paper_part(row: Any) -> PaperPart:
    return PaperPart(row["number"], row["brand"], row["name"], PartUnit(row["unit"]))


def _supplier(session: Session, supplier_id: int) -> SupplierDetails:
    row = session.execute(select(_suppliers).where(_suppliers.c.id == supplier_id)).mappings().one()
    phone = format_phone(row["phone"]) if row["phone"] else None
    return SupplierDetails(row["name"], row["inn"], phone, row["email"])


def _wanted_parts(session: Session, actor: Actor, order_id: int) -> list[WantedPart]:
    query = (
        select(
            _requests,
            _parts.c.number,
            _parts.c.brand,
            _parts.c.name,
            _parts.c.unit,
            _users.c.short_name,
            _bins.c.code,
            _warehouses.c.name.label("warehouse"),
            _purchases.c.number.label("purchase"),
            _purchases.c.promised_on,
            _suppliers.c.name.label("supplier"),
        )
        .join(_parts, _parts.c.id == _requests.c.part_id)
        .join(_users, _users.c.id == _requests.c.user_id)
        .outerjoin(_bins, _bins.c.id == _requests.c.bin_id)
        .outerjoin(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .outerjoin(_lines, _lines.c.id == _requests.c.purchase_line_id)
        .outerjoin(_purchases, _purchases.c.id == _lines.c.purchase_id)
        .outerjoin(_suppliers, _suppliers.c.id == _purchases.c.supplier_id)
        .where(_requests.c.order_id == order_id, _requests.c.state.not_in(_GONE))
        .order_by(_requests.c.id)
    )
    return [_wanted(session, actor, row) for row in session.execute(query).mappings()]


def _wanted(session: Session, actor: Actor, row: Any) -> WantedPart:
    state = RequestState(row["state"])
    waits = state in {RequestState.WANTED, RequestState.ORDERED}
    standins = list_substitutes(session, actor.branch_id, row["part_id"])[:_STANDINS] if waits else ()
    return WantedPart(
        part=_paper_part(row),
        quantity=row["quantity"],
        state=state,
        asked_by=row["short_name"],
        asked_on=clock.local(row["made_at"]).date(),
        place=place_words(row["warehouse"], row["code"]),
        supplier=row["supplier"],
        purchase=row["purchase"],
        promised_on=row["promised_on"] if waits else None,
        wanted_by=row["wanted_by"],
        substitutes=tuple(one.number for one in standins),
        note=row["note"],
    )


def _cell_of_receipt(session: Session, receipt_id: int, part_id: int) -> str:
    query = (
        select(_bins.c.code)
        .join(_movements, _movements.c.bin_id == _bins.c.id)
        .where(
            _movements.c.receipt_id == receipt_id,
            _movements.c.part_id == part_id,
            _movements.c.kind == MovementKind.RECEIPT.value,
        )
        .limit(1)
    )
    return str(session.execute(query).scalar() or "")


def _usual_cell(session: Session, actor: Actor, part_id: int) -> str:
    """Where most of a part lies."""
    query = (
        select(_bins.c.code)
        .join(_balances, _balances.c.bin_id == _bins.c.id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(
            _balances.c.part_id == part_id,
            _balances.c.on_hand > 0,
            _warehouses.c.branch_id == actor.branch_id,
        )
        .order_by(_balances.c.on_hand.desc(), _bins.c.code_key)
        .limit(1)
    )
    return str(session.execute(query).scalar() or "")

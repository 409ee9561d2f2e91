"""The verbs of the store and of purchasing by name, their data in the words of people.

A new verb is one line of `STOCK` or `PURCHASE`: the frozen data it takes and its function
`(session, actor, data)`, which finds what the names mean and calls the verb itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import store_deeds as data
from workstation.documents.parts import PartData
from workstation.documents.people import Actor
from workstation.documents.purchasing import Asked, PartWish, Received, SupplierData, WantedLine
from workstation.documents.stock import (
    Counted,
    OldPartData,
    Pieces,
    ReceiptData,
    ReceiptItem,
    StocktakeLine,
)
from workstation.queries.order_view import order_id_of
from workstation.queries.parts import get_part, part_id_of
from workstation.queries.purchasing import get_purchase, purchase_id_of, supplier_id_of
from workstation.queries.stock import bin_id_of, old_part_id_of, warehouse_id_of
from workstation.services import (
    fitting,
    old_parts,
    part_requests,
    part_waiting,
    parts,
    purchasing,
    receipts,
    stock,
    stocktakes,
    suppliers,
    warehouses,
)


@dataclass(frozen=True, slots=True)
class StoreVerb:
    """A verb by name: the data it takes, and the function that does it."""

    data: type
    run: Callable[..., Any]


def _change_part(session: Session, actor: Actor, said: data.ChangePartData) -> int:
    part_id = part_id_of(session, said.part, said.brand)
    version = get_part(session, actor.branch_id, part_id, clock.today()).version
    parts.change_part(session, actor, part_id, said.data, version)
    return part_id


def _set_price(session: Session, actor: Actor, said: data.PriceData) -> None:
    part_id = part_id_of(session, said.part, said.brand)
    parts.set_price(session, actor, part_id, said.kind, said.price, said.valid_from or clock.today())


def _pair(session: Session, said: data.LinkData | data.PairData) -> tuple[int, int]:
    return part_id_of(session, said.part, said.brand), part_id_of(session, said.other, said.other_brand)


def _link(session: Session, actor: Actor, said: data.LinkData) -> None:
    part_id, other_id = _pair(session, said)
    parts.link(session, actor, part_id, other_id, said.kind)


def _unlink(session: Session, actor: Actor, said: data.PairData) -> None:
    part_id, other_id = _pair(session, said)
    parts.unlink(session, actor, part_id, other_id)


def _add_warehouse(session: Session, actor: Actor, said: data.NameData) -> int:
    return warehouses.add_warehouse(session, actor, said.name)


def _add_bin(session: Session, actor: Actor, said: data.BinData) -> int:
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    return warehouses.add_bin(session, actor, warehouse_id, said.bin)


def _rename_warehouse(session: Session, actor: Actor, said: data.RenameData) -> None:
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    warehouses.rename_warehouse(session, actor, warehouse_id, said.name)


def _receive(session: Session, actor: Actor, said: data.ReceiveData) -> Received:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase) if said.purchase else None
    if purchase_id is not None and not said.warehouse:
        warehouse_id = get_purchase(session, actor.branch_id, purchase_id).warehouse_id
    else:
        warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    items = tuple(
        ReceiptItem(
            part_id=part_id_of(session, one.part, one.brand),
            quantity=one.quantity,
            cost=one.cost,
            serials=one.serials,
            bin=one.bin,
            damaged=one.damaged,
            missing=one.missing,
            note=one.note,
        )
        for one in said.items
    )
    supplier_id = supplier_id_of(session, said.supplier) if said.supplier else None
    receipt = ReceiptData(
        warehouse_id, items, supplier_id, purchase_id, said.delivery_note, said.delivered_on, said.note
    )
    return receipts.receive(session, actor, receipt)


def _pieces(session: Session, actor: Actor, said: data.MoveData | data.TransferData) -> Pieces:
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    bin_id = bin_id_of(session, warehouse_id, said.bin)
    return Pieces(part_id_of(session, said.part, said.brand), bin_id, said.quantity, said.serials)


def _transfer(session: Session, actor: Actor, said: data.TransferData) -> dict[str, int]:
    target = warehouses.spot_of(
        session, actor, warehouse_id_of(session, actor.branch_id, said.to_warehouse), said.to_bin
    )
    return {"cost": stock.transfer(session, actor, _pieces(session, actor, said), target.bin_id)}


def _write_off(session: Session, actor: Actor, said: data.MoveData) -> dict[str, int]:
    return {"cost": stock.write_off(session, actor, _pieces(session, actor, said), said.reason)}


def _return_to_supplier(session: Session, actor: Actor, said: data.MoveData) -> dict[str, int]:
    return {"cost": stock.return_to_supplier(session, actor, _pieces(session, actor, said), said.reason)}


def _put_back(session: Session, actor: Actor, said: data.PutBackData) -> dict[str, int]:
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    spot = warehouses.spot_of(session, actor, warehouse_id, said.bin)
    return {"cost": stock.put_back(session, actor, said.issue, spot.bin_id, said.quantity, said.reason)}


def _put_back_request(session: Session, actor: Actor, said: data.RequestData) -> dict[str, int]:
    return {"cost": stock.put_back_request(session, actor, said.request, said.reason)}


def _count(session: Session, actor: Actor, said: data.CountData) -> tuple[StocktakeLine, ...]:
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    spot = warehouses.spot_of(session, actor, warehouse_id, said.bin)
    counted = [
        Counted(part_id_of(session, one.part, one.brand), one.quantity, one.serials, one.unit_cost)
        for one in said.parts
    ]
    return stocktakes.count(session, actor, spot.bin_id, counted)


def _request(session: Session, actor: Actor, said: data.AskData) -> Asked:
    order_id, part_id = order_id_of(session, said.order), part_id_of(session, said.part, said.brand)
    wish = PartWish(order_id, part_id, said.quantity, said.wanted_by, said.note)
    ask = part_waiting.ask_and_wait if said.wait else part_requests.ask
    return ask(session, actor, wish)


def _reserve(session: Session, actor: Actor, said: data.RequestData) -> dict[str, int]:
    reserved, waiting = part_requests.reserve(session, actor, said.request)
    return {"reserved": reserved, "waiting": waiting}


def _release(session: Session, actor: Actor, said: data.RequestData) -> None:
    part_requests.release(session, actor, said.request)


def _cancel_request(session: Session, actor: Actor, said: data.RequestData) -> None:
    part_requests.cancel(session, actor, said.request, said.reason)


def _substitute(session: Session, actor: Actor, said: data.SubstituteData) -> Asked:
    part_id = part_id_of(session, said.part, said.brand)
    return part_requests.substitute(session, actor, said.request, part_id)


def _issue(session: Session, actor: Actor, said: data.IssueData) -> dict[str, Any]:
    return {"issues": part_requests.issue(session, actor, said.request, said.serials)}


def _fit(session: Session, actor: Actor, said: data.FitData) -> dict[str, int]:
    line_id = fitting.fit(
        session,
        actor,
        said.request,
        serials=said.serials,
        serial_out=said.serial_out,
        old_part=said.old_part,
        fate=said.fate,
    )
    return {"line": line_id}


def _tag(session: Session, actor: Actor, said: data.TagData) -> dict[str, str]:
    old = OldPartData(
        name=said.name,
        fate=said.fate,
        part_id=part_id_of(session, said.part, said.brand) if said.part else None,
        serial_number=said.serial_number,
        quantity=said.quantity,
        due_on=said.due_on,
        rma_number=said.rma_number,
        note=said.note,
    )
    return {"old_part": old_parts.tag(session, actor, order_id_of(session, said.order), old)}


def _settle(session: Session, actor: Actor, said: data.SettleData) -> None:
    old_part_id = old_part_id_of(session, actor.branch_id, said.old_part)
    old_parts.settle(session, actor, old_part_id, said.fate, rma_number=said.rma_number)


def _line(session: Session, said: data.LineData) -> WantedLine:
    return WantedLine(part_id_of(session, said.part, said.brand), said.quantity, said.price, said.requests)


def _make(session: Session, actor: Actor, said: data.MakeData) -> Any:
    supplier_id = supplier_id_of(session, said.supplier)
    warehouse_id = warehouse_id_of(session, actor.branch_id, said.warehouse)
    lines = [_line(session, one) for one in said.lines]
    made = purchasing.make_purchase(session, actor, supplier_id, warehouse_id, lines, said.note)
    return get_purchase(session, actor.branch_id, made)


def _add_line(session: Session, actor: Actor, said: data.AddLineData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    purchasing.add_line(session, actor, purchase_id, _line(session, said.line))
    return get_purchase(session, actor.branch_id, purchase_id)


def _change_line(session: Session, actor: Actor, said: data.ChangeLineData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    part_id = part_id_of(session, said.part, said.brand)
    purchasing.change_line(session, actor, purchase_id, part_id, said.quantity, said.price)
    return get_purchase(session, actor.branch_id, purchase_id)


def _drop_line(session: Session, actor: Actor, said: data.DropLineData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    purchasing.drop_line(session, actor, purchase_id, part_id_of(session, said.part, said.brand))
    return get_purchase(session, actor.branch_id, purchase_id)


def _send(session: Session, actor: Actor, said: data.SendData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    purchasing.mark_sent(session, actor, purchase_id, said.how, said.promised_on)
    return get_purchase(session, actor.branch_id, purchase_id)


def _promise(session: Session, actor: Actor, said: data.PromiseData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    purchasing.promise(session, actor, purchase_id, said.promised_on, said.reason)
    return get_purchase(session, actor.branch_id, purchase_id)


def _cancel(session: Session, actor: Actor, said: data.CancelData) -> Any:
    purchase_id = purchase_id_of(session, actor.branch_id, said.purchase)
    purchasing.cancel_rest(session, actor, purchase_id, said.reason)
    return get_purchase(session, actor.branch_id, purchase_id)


STOCK: Mapping[str, StoreVerb] = {
    "add_part": StoreVerb(PartData, parts.add_part),
    "change_part": StoreVerb(data.ChangePartData, _change_part),
    "set_price": StoreVerb(data.PriceData, _set_price),
    "link": StoreVerb(data.LinkData, _link),
    "unlink": StoreVerb(data.PairData, _unlink),
    "add_warehouse": StoreVerb(data.NameData, _add_warehouse),
    "add_bin": StoreVerb(data.BinData, _add_bin),
    "rename_warehouse": StoreVerb(data.RenameData, _rename_warehouse),
    "receive": StoreVerb(data.ReceiveData, _receive),
    "transfer": StoreVerb(data.TransferData, _transfer),
    "write_off": StoreVerb(data.MoveData, _write_off),
    "return_to_supplier": StoreVerb(data.MoveData, _return_to_supplier),
    "put_back": StoreVerb(data.PutBackData, _put_back),
    "put_back_request": StoreVerb(data.RequestData, _put_back_request),
    "count": StoreVerb(data.CountData, _count),
    "request": StoreVerb(data.AskData, _request),
    "reserve": StoreVerb(data.RequestData, _reserve),
    "release": StoreVerb(data.RequestData, _release),
    "cancel_request": StoreVerb(data.RequestData, _cancel_request),
    "substitute": StoreVerb(data.SubstituteData, _substitute),
    "issue": StoreVerb(data.IssueData, _issue),
    "fit": StoreVerb(data.FitData, _fit),
    "tag": StoreVerb(data.TagData, _tag),
    "settle": StoreVerb(data.SettleData, _settle),
}
PURCHASE: Mapping[str, StoreVerb] = {
    "add_supplier": StoreVerb(SupplierData, suppliers.add_supplier),
    "make": StoreVerb(data.MakeData, _make),
    "add_line": StoreVerb(data.AddLineData, _add_line),
    "change_line": StoreVerb(data.ChangeLineData, _change_line),
    "drop_line": StoreVerb(data.DropLineData, _drop_line),
    "send": StoreVerb(data.SendData, _send),
    "promise": StoreVerb(data.PromiseData, _promise),
    "cancel": StoreVerb(data.CancelData, _cancel),
    "receive": StoreVerb(data.ReceiveData, _receive),
}

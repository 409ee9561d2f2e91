"""What every paper about one order begins with: the order, the parties, the device, its number and prints."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.documents.intake import Accessory, PowerOfAttorney, PurchaseDocuments
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import PartyDetails
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Visit, WorkOrder
from workstation.rules import codes
from workstation.services import builders, documents, numbering, order_rows
from workstation.services.centre import load_centre
from workstation.statuses import Demand, DocumentKind, RequestKind, SealState, Use

_visits = Visit.__table__
_orders = WorkOrder.__table__

PAGE = "A4"


def common(session: Session, actor: Actor, order_id: int) -> dict[str, Any]:
    """The fields of `OrderPaper` but its number, as they stand now. Part of a verb."""
    centre = load_centre(session, actor, clock.today())
    order, device, _photos = order_rows.act_line(session, order_id)
    return {
        "issued_at": clock.now(),
        "centre": centre.details,
        "customer": party(session, order),
        "device": builders.printed_device(device),
        "order": about(order),
        "employee": builders.employee(actor),
        "training": bool(centre["base.training"]),
    }


def order_number(session: Session, order_id: int) -> str:
    """The number of an order; raises UserError `order_not_found`."""
    number = session.execute(select(_orders.c.number).where(_orders.c.id == order_id)).scalar()
    if number is None:
        raise UserError("order_not_found", None, number=order_id)
    return str(number)


def next_number(session: Session, actor: Actor, series: str) -> str:
    """The next number of a series of papers. Part of a verb."""
    year = clock.today().year
    return numbering.show(series, year, numbering.take(session, actor.branch_id, series, year)[0])


def freeze(session: Session, actor: Actor, order_id: int, paper: Any, version: int = 1) -> int:
    """Store a paper as issued and queue both its copies; gives its id. Part of a verb."""
    kind: DocumentKind = paper.KIND
    document_id = documents.freeze(session, actor, kind, paper.number, paper, [order_id], version)
    recipients = tuple(documents.RECIPIENTS)
    documents.queue(session, actor, document_id, purpose="paper", page=PAGE, recipients=recipients)
    return document_id


def party(session: Session, order: Any) -> PartyDetails:
    """The customer with the representative of the visit."""
    visit = session.execute(select(_visits).where(_visits.c.id == order["visit_id"])).mappings().one()
    power = visit["power_of_attorney"]
    attorney = decode_as(PowerOfAttorney, power) if power else None
    return builders.party(order_rows.customer_row(session, order["customer_id"]), visit["contact"], attorney)


def about(order: Any) -> AboutOrder:
    """The order as papers tell it, from its row with the words of its codes."""
    return AboutOrder(
        number=order["number"],
        code=codes.encode(order["id"]),
        kind=RequestKind(order["kind"]),
        demand=Demand(order["demand"]),
        demanded_on=order["demanded_on"],
        accepted_on=clock.local(order["accepted_at"]).date(),
        reported_fault=order["reported_fault"],
        appearance=order["appearance"],
        condition=order.get("condition"),
        symptom=order.get("symptom"),
        seals=SealState(order["seals"]),
        accessories=decode_as(tuple[Accessory, ...], order["accessories"]),
        documents=decode_as(PurchaseDocuments, order["papers"]),
        wants_presence=bool(order["wants_presence"]),
        use=Use(order["use"]),
    )

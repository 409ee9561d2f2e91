"""What a correction of an accepted order changes beside the order: its papers and what it is found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import codec
from workstation.documents.codec import decode_as
from workstation.documents.intake import PowerOfAttorney
from workstation.documents.papers import DeviceLabel
from workstation.documents.people import Actor
from workstation.models import DocumentOrder, IssuedDocument, Payment, Visit, WorkOrder, order_search
from workstation.services import builders, documents, order_rows, order_values
from workstation.services.centre import Centre
from workstation.statuses import DocumentKind, DocumentState

_orders = WorkOrder.__table__
_visits = Visit.__table__
_payments = Payment.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__

Row = Mapping[str, Any]

DEVICE_FACTS = (
    "category_name",
    "brand_name",
    "model_name",
    "serial_number",
    "imei",
    "produced_on",
    "sold_on",
    "delivered_on",
    "seller",
    "price_paid_kopecks",
    "weight_g",
)


def plain(value: Any) -> Any:
    """A column's value as the journal keeps it: JSON, dates in ISO form."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def device_changes(before: Row, after: Row) -> dict[str, list[Any]]:
    """What a correction changed of the device, or that it is another one, as the journal keeps it."""
    return {
        name: [plain(before[name]), plain(after[name])]
        for name in DEVICE_FACTS
        if before[name] != after[name]
    }


def hand_visit_to(session: Session, visit_id: int, customer_id: int) -> None:
    """The whole visit belongs to another customer: it was one person who stood at the counter."""
    for table, column in ((_visits, _visits.c.id), (_orders, _orders.c.visit_id)):
        session.execute(update(table).where(column == visit_id).values(customer_id=customer_id))
    orders = select(_orders.c.id).where(_orders.c.visit_id == visit_id)
    paid = update(_payments).where(_payments.c.order_id.in_(orders))
    session.execute(paid.values(customer_id=customer_id))


def refresh_search(session: Session, customer: Row) -> None:
    """Write anew what every order of a customer is found by: a name or a phone was corrected."""
    found = session.execute(select(_orders).where(_orders.c.customer_id == customer["id"])).mappings()
    for order in found.all():
        device = order_rows.device_row(session, order["device_id"])
        text = order_values.search_text(dict(order), dict(customer), device)
        session.execute(update(order_search).where(order_search.c.rowid == order["id"]).values(text=text))


def new_act(session: Session, actor: Actor, centre: Centre, order: Row, person: Row) -> int:
    """The next version of the order's act, queued for print; the one before is marked as replaced.

    An act that was annulled meanwhile stays annulled, and the new version follows it.
    """
    old = _latest(session, order["id"], DocumentKind.ACCEPTANCE_ACT)
    order_ids = _orders_of(session, old["id"])
    visit = session.execute(select(_visits).where(_visits.c.id == order["visit_id"])).mappings().one()
    power = visit["power_of_attorney"]
    version = _last_version(session, old) + 1
    act = builders.build_act(
        actor,
        centre.details,
        builders.party(person, visit["contact"], decode_as(PowerOfAttorney, power) if power else None),
        [order_rows.act_line(session, one) for one in order_ids],
        issued_at=clock.now(),
        version=version,
        training=bool(centre["base.training"]),
    )
    _put_aside(session, old)
    kind = DocumentKind.ACCEPTANCE_ACT
    act_id = documents.freeze(session, actor, kind, old["number"], act, order_ids, version)
    recipients = tuple(documents.RECIPIENTS)
    copies = [recipients[index % 2] for index in range(centre["intake.act_copies"])]
    page = centre["intake.act_page"]
    documents.queue(session, actor, act_id, purpose="paper", page=page, recipients=copies)
    return act_id


def new_label(session: Session, actor: Actor, centre: Centre, order_id: int) -> int | None:
    """A new version of the label where it would read otherwise; None where the one on the device is right."""
    old = _latest(session, order_id, DocumentKind.DEVICE_LABEL)
    printed = codec.decode(old["kind"], old["snapshot"])
    if not isinstance(printed, DeviceLabel):
        return None
    order, device, _photos = order_rows.act_line(session, order_id)
    order = {**order, "place": order["place"] or printed.place}
    training = bool(centre["base.training"])
    label = builders.build_label(order, device, printed.piece, printed.pieces, training=training)
    if old["state"] == DocumentState.VALID.value and codec.encode(label) == old["snapshot"]:
        return None
    version = _last_version(session, old) + 1
    _put_aside(session, old)
    kind = DocumentKind.DEVICE_LABEL
    label_id = documents.freeze(session, actor, kind, old["number"], label, [order_id], version)
    if centre["intake.print_label"]:
        documents.queue(session, actor, label_id, purpose="label", page=centre["intake.label_size"])
    return label_id


def _latest(session: Session, order_id: int, kind: DocumentKind) -> dict[str, Any]:
    query = (
        select(_documents)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(_links.c.order_id == order_id, _documents.c.kind == kind.value)
        .order_by(_documents.c.version.desc(), _documents.c.id.desc())
        .limit(1)
    )
    return dict(session.execute(query).mappings().one())


def _orders_of(session: Session, document_id: int) -> Sequence[int]:
    about = select(_links.c.order_id).where(_links.c.document_id == document_id)
    return list(session.execute(about.order_by(_links.c.order_id)).scalars())


def _last_version(session: Session, document: Row) -> int:
    query = select(func.max(_documents.c.version)).where(
        _documents.c.branch_id == document["branch_id"],
        _documents.c.kind == document["kind"],
        _documents.c.number == document["number"],
    )
    return int(session.execute(query).scalar_one())


def _put_aside(session: Session, document: Row) -> None:
    """A newer version comes: the old one is marked, and what of it was still to be printed is not."""
    if document["state"] == DocumentState.VALID.value:
        documents.replace(session, document["id"])
    documents.unqueue(session, [document["id"]])

"""The order's life so far: cancel with a reason, correct with a new version of the act, attach files."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, sealing
from workstation.documents import codec
from workstation.documents.codec import decode_as
from workstation.documents.intake import CustomerData, IntakeData, IntakeItem, PowerOfAttorney
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import (
    Attachment,
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    DocumentOrder,
    IssuedDocument,
    StatusChange,
    Visit,
    WorkOrder,
    order_search,
)
from workstation.rules import intake as rules
from workstation.services import (
    assessment,
    builders,
    customers,
    devices,
    documents,
    intake,
    journal,
    order_values,
)
from workstation.services.centre import Centre, load_centre
from workstation.services.rights import require
from workstation.statuses import TRANSITIONS, DocumentKind, DocumentState, OrderStatus

_orders = WorkOrder.__table__
_visits = Visit.__table__
_changes = StatusChange.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_attachments = Attachment.__table__


def cancel(session: Session, actor: Actor, order_id: int, reason: str, version: int | None = None) -> None:
    """Cancel an order; its papers keep their numbers and are annulled.

    Raises UserError `reason_required`, `order_not_found`, `transition_forbidden`, ConflictError.
    """
    require(actor, "orders.cancel")
    if not reason.strip():
        raise UserError("reason_required", "reason")
    order = _order(session, order_id, version)
    status = OrderStatus(order["status"])
    if OrderStatus.CANCELLED not in TRANSITIONS.get(status, frozenset()):
        raise UserError("transition_forbidden", None, number=order["number"], status=status.label)
    moment = clock.now()
    session.execute(
        update(_orders)
        .where(_orders.c.id == order_id)
        .values(
            status=OrderStatus.CANCELLED.value,
            closed_at=moment,
            unlock_code=None,
            version=order["version"] + 1,
        )
    )
    change = order_values.status_row(actor, order_id, status, OrderStatus.CANCELLED, reason.strip())
    session.execute(insert(_changes), change)
    annulled = documents.annul_of_order(session, order_id)
    body = {
        "number": order["number"],
        "status": [status.value, OrderStatus.CANCELLED.value],
        "reason": reason.strip(),
        "annulled": annulled,
    }
    journal.record(session, actor, "orders.cancel", "order", order_id, body=body)


def correct(
    session: Session, actor: Actor, order_id: int, customer: CustomerData, item: IntakeItem, version: int
) -> int:
    """Correct an accepted order: the act gets a new version, the old one is kept and marked.

    Gives the id of the new act, whose prints are queued. Raises ErrorList, UserError
    `transition_forbidden` (closed order), ConflictError.
    """
    require(actor, "intake.correct")
    order = _order(session, order_id, version)
    if not OrderStatus(order["status"]).is_open:
        raise UserError(
            "transition_forbidden", None, number=order["number"], status=OrderStatus(order["status"]).label
        )
    today = clock.today()
    errors, _warnings = rules.check(IntakeData("", customer, (item,)), today)
    if errors:
        raise ErrorList(tuple(errors))
    centre = load_centre(session, actor, today)
    person, person_changes = customers.find_or_make(session, actor, customer, item.request.notify_by)
    changes = _change_order(session, actor, centre, order, person, customer, item)
    _change_representative(session, order["visit_id"], customer)
    act_id = _new_act(session, actor, centre, order, person)
    body = {"number": order["number"], "fields": sorted(changes), "act": act_id}
    personal = {"customer": person_changes, "order": changes}
    journal.record(
        session, actor, "intake.correct", "order", order_id, body=body, personal=(person["id"], personal)
    )
    return act_id


def attach(session: Session, actor: Actor, order_id: int, item: IntakeItem) -> None:
    """Tie photos already in the store to an order; raises UserError `order_not_found`."""
    require(actor, "orders.attach")
    order = _order(session, order_id, None)
    rows = order_values.attachment_rows(actor, order_id, item)
    if rows:
        session.execute(insert(_attachments), rows)
    body = {"number": order["number"], "files": [row["sha256"] for row in rows]}
    journal.record(session, actor, "orders.attach", "order", order_id, body=body)


def read_unlock_code(session: Session, actor: Actor, order_id: int) -> str | None:
    """The unlock code of a device for the one who works on it; every reading is journalled, the code is not.

    Raises UserError `order_not_found`, `keyring_missing`.
    """
    require(actor, "orders.read_unlock_code")
    order = _order(session, order_id, None)
    journal.record(
        session, actor, "orders.read_unlock_code", "order", order_id, body={"number": order["number"]}
    )
    if order["unlock_code"] is None:
        return None
    ring = sealing.read_keyring(session.info["folder"])
    if ring is None:
        raise UserError("keyring_missing", None)
    plain = sealing.unseal(ring.secrets, order["unlock_code"], f"unlock:{order_id}".encode())
    return None if plain is None else plain.decode()


def _order(session: Session, order_id: int, version: int | None) -> dict[str, Any]:
    order = (
        session.execute(select(_orders).where(_orders.c.id == order_id).with_for_update())
        .mappings()
        .one_or_none()
    )
    if order is None:
        raise UserError("order_not_found", None, number=order_id)
    if version is not None and order["version"] != version:
        raise ConflictError("conflict_changed", None, subject=order["number"])
    return dict(order)


def _change_order(
    session: Session,
    actor: Actor,
    centre: Centre,
    order: dict[str, Any],
    person: dict[str, Any],
    customer: CustomerData,
    item: IntakeItem,
) -> dict[str, list[Any]]:
    device, _known = devices.find_or_make(session, actor, item.device)
    earlier = [row for row in assessment.earlier_orders(session, device["id"]) if row["id"] < order["id"]]
    assessed = assessment.assess_intake(centre, customer, item, device, earlier)
    values = {
        **order_values.request_values(item.request, customer.kind),
        "device_id": device["id"],
        "customer_id": person["id"],
        "verdict": assessment.stored(assessed),
    }
    if item.request.unlock_code:
        values["unlock_code"] = order_values.seal_unlock_code(session, order["id"], item.request.unlock_code)
    changes = {
        key: [str(order[key]), str(value)]
        for key, value in values.items()
        if key not in {"unlock_code", "verdict"} and order[key] != value
    }
    session.execute(
        update(_orders).where(_orders.c.id == order["id"]).values(version=order["version"] + 1, **values)
    )
    text = order_values.search_text({**order, **values}, person, device)
    session.execute(update(order_search).where(order_search.c.rowid == order["id"]).values(text=text))
    known = set(
        session.execute(select(_attachments.c.sha256).where(_attachments.c.order_id == order["id"])).scalars()
    )
    rows = [
        row for row in order_values.attachment_rows(actor, order["id"], item) if row["sha256"] not in known
    ]
    if rows:
        session.execute(insert(_attachments), rows)
    return changes


def _change_representative(session: Session, visit_id: int, customer: CustomerData) -> None:
    power = customer.power_of_attorney
    values = {
        "contact": customer.contact,
        "power_of_attorney": codec.encode(power).decode() if power else None,
    }
    session.execute(update(_visits).where(_visits.c.id == visit_id).values(**values))


def _new_act(
    session: Session, actor: Actor, centre: Centre, order: dict[str, Any], person: dict[str, Any]
) -> int:
    old, order_ids = _valid_act(session, order["id"])
    visit = session.execute(select(_visits).where(_visits.c.id == order["visit_id"])).mappings().one()
    power = visit["power_of_attorney"]
    version = old["version"] + 1
    act = builders.build_act(
        actor,
        centre.details,
        builders.party(person, visit["contact"], decode_as(PowerOfAttorney, power) if power else None),
        [act_line(session, one) for one in order_ids],
        issued_at=clock.now(),
        version=version,
        training=bool(centre["base.training"]),
    )
    documents.replace(session, old["id"])
    act_id = documents.freeze(
        session, actor, DocumentKind.ACCEPTANCE_ACT, old["number"], act, order_ids, version
    )
    copies = [intake.RECIPIENTS[index % 2] for index in range(centre["intake.act_copies"])]
    page = centre["intake.act_page"]
    documents.queue(session, actor, act_id, purpose="paper", page=page, recipients=copies)
    return act_id


def _valid_act(session: Session, order_id: int) -> tuple[dict[str, Any], list[int]]:
    """The acceptance act in force of an order, and the orders it is about."""
    query = (
        select(_documents)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(
            _links.c.order_id == order_id,
            _documents.c.kind == DocumentKind.ACCEPTANCE_ACT.value,
            _documents.c.state == DocumentState.VALID.value,
        )
    )
    act = dict(session.execute(query).mappings().one())
    about = select(_links.c.order_id).where(_links.c.document_id == act["id"]).order_by(_links.c.order_id)
    return act, list(session.execute(about).scalars())


def act_line(session: Session, order_id: int) -> builders.ActLine:
    """The rows an act's line is built of, read back from the base."""
    order = dict(session.execute(select(_orders).where(_orders.c.id == order_id)).mappings().one())
    order.update(order_values.iris_texts(session, order["condition_code"], order["symptom_code"]))
    device = device_row(session, order["device_id"])
    photos = session.execute(select(_attachments.c.id).where(_attachments.c.order_id == order_id)).all()
    return order, device, len(photos)


def device_row(session: Session, device_id: int) -> dict[str, Any]:
    """A device with the names of its category, brand and model."""
    device, brand, model, category = (
        Device.__table__,
        Brand.__table__,
        DeviceModel.__table__,
        Category.__table__,
    )
    query = (
        select(
            device,
            brand.c.name.label("brand_name"),
            model.c.name.label("model_name"),
            category.c.name.label("category_name"),
        )
        .join(brand, brand.c.id == device.c.brand_id)
        .join(category, category.c.code == device.c.category_code)
        .outerjoin(model, model.c.id == device.c.model_id)
        .where(device.c.id == device_id)
    )
    return dict(session.execute(query).mappings().one())


def customer_row(session: Session, customer_id: int) -> dict[str, Any]:
    """A customer's row."""
    customer = Customer.__table__
    return dict(session.execute(select(customer).where(customer.c.id == customer_id)).mappings().one())

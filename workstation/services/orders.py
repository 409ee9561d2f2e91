"""The order's life so far: cancel with a reason, correct with a new version of the act, attach files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, sealing
from workstation.documents import codec
from workstation.documents.billing import InvoiceState
from workstation.documents.intake import CustomerData, IntakeData, IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import (
    Attachment,
    DocumentOrder,
    IssuedDocument,
    StatusChange,
    Visit,
    WorkOrder,
)
from workstation.money import format_roubles
from workstation.queries.money import list_invoices
from workstation.queries.payments import order_sums
from workstation.rules import intake as rules
from workstation.services import (
    assessment,
    corrections,
    customers,
    devices,
    documents,
    journal,
    order_facts,
    order_rows,
    order_values,
    part_requests,
    payments,
    places,
)
from workstation.services.centre import Centre, load_centre
from workstation.services.rights import require
from workstation.statuses import TRANSITIONS, OrderStatus

_orders = WorkOrder.__table__
_visits = Visit.__table__
_changes = StatusChange.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_attachments = Attachment.__table__


def cancel(session: Session, actor: Actor, order_id: int, reason: str, version: int | None = None) -> None:
    """Cancel an order; its papers keep their numbers and are annulled.

    Its invoice is cancelled first, what was paid is given back first. Raises UserError `reason_required`,
    `order_not_found`, `transition_forbidden`, `order_invoiced`, `order_paid`, ConflictError.
    """
    require(actor, "orders.cancel")
    if not reason.strip():
        raise UserError("reason_required", "reason")
    order = _order(session, order_id, version)
    status = OrderStatus(order["status"])
    if OrderStatus.CANCELLED not in TRANSITIONS.get(status, frozenset()):
        raise UserError("transition_forbidden", None, number=order["number"], status=status.label)
    _refuse_with_money(session, order)
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
    places.give_out(session, actor, order_id)
    annulled = documents.annul_of_order(session, order_id)
    part_requests.drop_all(session, actor, order_id)
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
    if person["id"] != order["customer_id"]:
        corrections.hand_visit_to(session, order["visit_id"], person["id"])
    before = order_rows.device_row(session, order["device_id"])
    changes, device = _change_order(session, actor, centre, order, person, customer, item)
    _change_representative(session, order["visit_id"], customer)
    corrections.refresh_search(session, person)
    act_id = corrections.new_act(session, actor, centre, order, person)
    label_id = corrections.new_label(session, actor, centre, order_id)
    body = {"number": order["number"], "fields": sorted(changes), "act": act_id, "label": label_id}
    personal = {
        "customer": person_changes,
        "order": changes,
        "device": corrections.device_changes(before, device),
    }
    journal.record(
        session, actor, "intake.correct", "order", order_id, body=body, personal=(person["id"], personal)
    )
    return act_id


def attach(session: Session, actor: Actor, order_id: int, photos: Sequence[Photo]) -> None:
    """Tie photos already in the store to an order; raises UserError `order_not_found`."""
    require(actor, "orders.attach")
    order = _order(session, order_id, None)
    rows = _add_photos(session, actor, order_id, photos, "repair")
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
) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """What changed of the order, and the row of the device it is about now."""
    device, _known = devices.find_or_make(session, actor, item.device)
    earlier = [row for row in order_facts.earlier_orders(session, device["id"]) if row["id"] < order["id"]]
    repeat = next((row for row in earlier if row["status"] != OrderStatus.CANCELLED.value), None)
    values = {
        **order_values.request_values(item.request, customer.kind),
        "device_id": device["id"],
        "customer_id": person["id"],
        "repeat_of_id": repeat["id"] if repeat else None,
    }
    if item.request.unlock_code:
        values["unlock_code"] = order_values.seal_unlock_code(session, order["id"], item.request.unlock_code)
    changes = {
        key: [corrections.plain(order[key]), corrections.plain(value)]
        for key, value in values.items()
        if key != "unlock_code" and order[key] != value
    }
    session.execute(
        update(_orders).where(_orders.c.id == order["id"]).values(version=order["version"] + 1, **values)
    )
    paid_by = {**order, "customer_id": person["id"], "customer_kind": customer.kind.value}
    asked = item.request
    payments.follow_intake(session, actor, paid_by, asked.prepayment or 0, asked.prepayment_method)
    _add_photos(session, actor, order["id"], item.photos, "intake")
    moved = places.correct(session, actor, order, item.request.place)
    if moved is not None:
        changes["place"] = moved
    for device_id in {order["device_id"], device["id"]}:
        assessment.renew_device(session, actor, device_id, assessment.CORRECTION, centre=centre)
    return changes, device


def _add_photos(
    session: Session, actor: Actor, order_id: int, photos: Sequence[Photo], purpose: str
) -> list[dict[str, Any]]:
    """Tie photos to an order, each once; gives the rows that were added."""
    query = select(_attachments.c.sha256).where(_attachments.c.order_id == order_id)
    known = set(session.execute(query).scalars())
    wanted = [photo for photo in photos if photo.sha256 not in known]
    rows = order_values.attachment_rows(actor, order_id, wanted, purpose)
    if rows:
        session.execute(insert(_attachments), rows)
    return rows


def _change_representative(session: Session, visit_id: int, customer: CustomerData) -> None:
    power = customer.power_of_attorney
    values = {
        "contact": customer.contact,
        "power_of_attorney": codec.encode(power).decode() if power else None,
    }
    session.execute(update(_visits).where(_visits.c.id == visit_id).values(**values))


def _refuse_with_money(session: Session, order: Mapping[str, Any]) -> None:
    """An order that goes away leaves neither a demand nor anybody's money behind."""
    invoices = list_invoices(session, order["branch_id"], order_id=order["id"])
    number = next((one.number for one in invoices if one.state is InvoiceState.ISSUED), None)
    if number is not None:
        raise UserError("order_invoiced", None, number=order["number"], invoice=number)
    paid, _prepaid = order_sums(session, order["id"])
    if paid > 0:
        raise UserError("order_paid", None, number=order["number"], paid=format_roubles(paid))

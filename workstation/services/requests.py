"""Contacts that are no repair yet: recorded, classified, thought over, closed, or grown into an order.

An order grows by a draft of the intake: what is known is filled in, its files come along, and the intake that
is made of the draft is tied to the request.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.contacts import ContactData, Direction, FollowUpData
from workstation.documents.people import Actor
from workstation.documents.requests import RequestClass, ServiceRequestData
from workstation.errors import ConflictError, UserError
from workstation.models import Category, Customer, Draft, Reclassification, RequestFile, ServiceRequest
from workstation.queries.requests import get_request, list_files
from workstation.rules.classify import classify
from workstation.rules.validators import parse_phone
from workstation.services import contacts, drafts, follow_ups, journal, order_papers
from workstation.services.about_order import person_of, words
from workstation.services.rights import require
from workstation.statuses import Demand, RequestKind

_requests = ServiceRequest.__table__
_changes = Reclassification.__table__
_files = RequestFile.__table__
_customers = Customer.__table__
_categories = Category.__table__
_drafts = Draft.__table__

SERIES = "ОБ"
FORM = "intake"
"""The form whose draft an order grows out of."""
KINDS = {
    RequestClass.MAINTENANCE: (RequestKind.MAINTENANCE, Demand.REPAIR),
    RequestClass.COMPLAINT: (RequestKind.REPEAT, Demand.REPAIR),
}
"""What kind of an order a class begins as; the clerk may choose another."""


def record_request(session: Session, actor: Actor, data: ServiceRequestData) -> int:
    """Write a contact down and classify it by its answers; gives its id.

    A person may decide otherwise than the questions, with a reason. Raises UserError `field_required`,
    `request_undecided`, `reason_required`, `customer_not_found`, `category_unknown`, phone errors.
    """
    require(actor, "requests.record")
    text = words(data.text)
    if text is None:
        raise UserError("field_required", "text")
    found = classify(data.answers).kind
    kind = data.kind or found
    if kind is None:
        raise UserError("request_undecided", "answers")
    person_id, values = _parties(session, data)
    number = order_papers.next_number(session, actor, SERIES)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "number": number,
        "kind": kind.value,
        "answers": codec.encode(data.answers).decode(),
        "channel": data.channel.value,
        "person_id": person_id,
        "text": text,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "version": 1,
        **values,
    }
    session.execute(insert(_requests), row)
    _keep_files(session, actor, row["id"], data)
    contact = ContactData(data.channel, Direction.IN, text)
    contacts.write(session, actor, contact, request_id=row["id"])
    if found is not None and found is not kind:
        _note_change(session, actor, row["id"], found, kind, data.reason or "")
    body = {"number": number, "class": [found.value if found else None, kind.value]}
    personal = (person_id, {"text": text, "name": row["name"], "phone": row["phone"]})
    journal.record(session, actor, "requests.record", "request", row["id"], body=body, personal=personal)
    return int(row["id"])


def reclassify(
    session: Session,
    actor: Actor,
    request_id: int,
    kind: RequestClass,
    reason: str,
    version: int | None = None,
) -> None:
    """Take a request for something else, with the reason; the change of mind is kept.

    Raises UserError `request_not_found`, `request_closed`, `reason_required`, `class_same`; ConflictError.
    """
    require(actor, "requests.record")
    row = _open(session, request_id, version)
    before = RequestClass(row["kind"])
    if before is kind:
        raise UserError("class_same", "kind", kind=kind.label)
    _note_change(session, actor, request_id, before, kind, reason)
    _set(session, row, kind=kind.value)
    body = {"number": row["number"], "class": [before.value, kind.value], "reason": reason.strip()}
    journal.record(session, actor, "requests.reclassify", "request", request_id, body=body)


def log_request_contact(session: Session, actor: Actor, request_id: int, data: ContactData) -> int:
    """Write down one more contact about a request; gives its id.

    Raises UserError `request_not_found`, `field_required`, `contact_future`.
    """
    require(actor, "requests.record")
    row = _row(session, request_id)
    contact_id = contacts.write(session, actor, data, request_id=request_id)
    body = {"number": row["number"], "channel": data.channel.value, "direction": data.direction.value}
    personal = (row["person_id"], {"text": data.text.strip()})
    journal.record(session, actor, "requests.contact", "request", request_id, body=body, personal=personal)
    return contact_id


def call_back_request(session: Session, actor: Actor, request_id: int, data: FollowUpData) -> int:
    """Set a call back about a request; gives its id.

    Raises UserError `request_not_found`, `field_required`, `follow_up_past`, `user_not_found`.
    """
    require(actor, "follow_ups.make")
    row = _row(session, request_id)
    person_id = person_of(session, actor, data.person)
    made = follow_ups.write(session, actor, data, person_id, request_id=request_id)
    body = {"number": row["number"], "due_at": clock.local(data.due_at).isoformat(), "person": person_id}
    journal.record(session, actor, "follow_ups.make", "request", request_id, body=body)
    return made


def close_request(
    session: Session, actor: Actor, request_id: int, result: str, version: int | None = None
) -> None:
    """A request is answered without an order, with the result in words.

    Raises UserError `request_not_found`, `request_closed`, `field_required`; ConflictError.
    """
    require(actor, "requests.record")
    row = _open(session, request_id, version)
    said = words(result)
    if said is None:
        raise UserError("field_required", "result")
    _set(session, row, closed_at=clock.now(), closed_by=actor.user_id, result=said)
    body = {"number": row["number"], "result": said}
    journal.record(session, actor, "requests.close", "request", request_id, body=body)


def start_order(session: Session, actor: Actor, request_id: int) -> int:
    """Make a draft of an intake of a request, filled in, with its files; gives the draft's id.

    A draft that is there already is given again. Raises UserError `request_not_found`, `request_closed`.
    """
    require(actor, "requests.record")
    row = _open(session, request_id, None)
    known = row["draft_id"]
    if known is not None and session.execute(select(_drafts.c.id).where(_drafts.c.id == known)).scalar():
        return int(known)
    body = _draft_body(session, actor, row)
    draft_id = drafts.make_draft(session, actor, FORM, body, row["person_id"])
    _set(session, row, draft_id=draft_id)
    journal.record(
        session, actor, "requests.start_order", "request", request_id, body={"number": row["number"]}
    )
    return draft_id


def tie_order(session: Session, actor: Actor, draft_id: int, order_id: int) -> None:
    """The intake of a draft was accepted: its request is closed with the order. Part of a verb."""
    values = {"order_id": order_id, "closed_at": clock.now(), "closed_by": actor.user_id, "draft_id": None}
    grown = update(_requests).where(_requests.c.draft_id == draft_id).values(**values)
    session.execute(grown)


def _parties(session: Session, data: ServiceRequestData) -> tuple[int, dict[str, Any]]:
    """Whose request it is: a known customer, or a name and a phone under a key of their own."""
    if data.category is not None:
        known = select(_categories.c.code).where(_categories.c.code == data.category)
        if session.execute(known).first() is None:
            raise UserError("category_unknown", "category", category=data.category)
    values: dict[str, Any] = {
        "customer_id": data.customer_id,
        "name": words(data.name),
        "phone": parse_phone(data.phone, "phone").e164 if data.phone and data.phone.strip() else None,
        "category_code": data.category,
        "brand": words(data.brand),
        "model": words(data.model),
        "serial_number": words(data.serial_number),
    }
    if data.customer_id is None:
        return keys.new_key(), values
    found = session.execute(select(_customers.c.id).where(_customers.c.id == data.customer_id)).scalar()
    if found is None:
        raise UserError("customer_not_found", "customer_id")
    return int(found), values


def _keep_files(session: Session, actor: Actor, request_id: int, data: ServiceRequestData) -> None:
    rows = [
        {
            "id": keys.new_key(),
            "request_id": request_id,
            "sha256": file.sha256,
            "size": file.size,
            "media_type": file.media_type,
            "file_name": file.file_name,
            "added_at": clock.now(),
            "user_id": actor.user_id,
        }
        for file in data.files
    ]
    if rows:
        session.execute(insert(_files), rows)


def _note_change(
    session: Session, actor: Actor, request_id: int, before: RequestClass, after: RequestClass, reason: str
) -> None:
    said = words(reason)
    if said is None:
        raise UserError("reason_required", "reason")
    row = {
        "id": keys.new_key(),
        "request_id": request_id,
        "before": before.value,
        "after": after.value,
        "reason": said,
        "changed_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_changes), row)


def _row(session: Session, request_id: int) -> dict[str, Any]:
    query = select(_requests).where(_requests.c.id == request_id).with_for_update()
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("request_not_found", None, number=request_id)
    return dict(found)


def _open(session: Session, request_id: int, version: int | None) -> dict[str, Any]:
    row = _row(session, request_id)
    if row["closed_at"] is not None:
        raise UserError("request_closed", None, number=row["number"])
    if version is not None and row["version"] != version:
        raise ConflictError("conflict_changed", None, subject=row["number"])
    return row


def _set(session: Session, row: dict[str, Any], **values: Any) -> None:
    session.execute(
        update(_requests).where(_requests.c.id == row["id"]).values(version=row["version"] + 1, **values)
    )


def _draft_body(session: Session, actor: Actor, row: dict[str, Any]) -> dict[str, Any]:
    """The body of an intake's draft as the form keeps it: raw fields of the customer and of one device."""
    view = get_request(session, row["id"])
    kind, demand = KINDS.get(view.kind, (RequestKind.WARRANTY, Demand.REPAIR))
    category = session.execute(
        select(_categories.c.name).where(_categories.c.code == row["category_code"])
    ).scalar()
    fields = {
        "device.category": _choice(category, row["category_code"]),
        "device.brand": _choice(row["brand"], row["brand"]),
        "device.model": _choice(row["model"], None),
        "device.serial_number": row["serial_number"],
        "request.kind": kind.value,
        "request.demand": demand.value,
        "request.reported_fault": row["text"],
        "photos": [
            [file.sha256, file.size, file.media_type, file.file_name]
            for file in list_files(session, row["id"])
        ],
    }
    return {
        "version": 1,
        "station": actor.station_id,
        "parked": True,
        "request_id": str(uuid.uuid4()),
        "customer_id": row["customer_id"],
        "order_id": None,
        "fields": {"customer.name": view.data.name, "customer.phone": view.data.phone},
        "items": [
            {
                "fields": {path: raw for path, raw in fields.items() if raw},
                "device_id": None,
                "title": " ".join(part for part in (category, row["brand"], row["model"]) if part),
            }
        ],
        "current": 0,
    }


def _choice(text: str | None, data: str | None) -> dict[str, Any] | None:
    """The raw value of a field with a list: the text, the data behind it, and the text the data is of."""
    return {"text": text, "data": data, "of": text if data else ""} if text else None

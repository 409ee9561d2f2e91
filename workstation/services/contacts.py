"""The log of contacts, and messages that are written before a person sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.contacts import Channel, ContactData, Direction, OrderNoteData, SendData, Topic
from workstation.documents.deeds import NoData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Category, Contact, Device, MessageDraft, OrderNote
from workstation.queries.clocks import list_near_limit
from workstation.rules import customer_messages
from workstation.rules.customer_messages import MessageFacts
from workstation.services import journal
from workstation.services.about_order import asked_order, entered, locked, person_of, words
from workstation.services.centre import load_centre
from workstation.services.rights import require
from workstation.statuses import NotifyBy

_devices = Device.__table__
_categories = Category.__table__
_contacts = Contact.__table__
_drafts = MessageDraft.__table__
_notes = OrderNote.__table__

CHANNELS = {
    NotifyBy.PHONE: Channel.PHONE,
    NotifyBy.SMS: Channel.SMS,
    NotifyBy.EMAIL: Channel.EMAIL,
    NotifyBy.MESSENGER: Channel.MESSENGER,
}


def log_contact(
    session: Session, actor: Actor, order_id: int, data: ContactData, version: int | None = None
) -> int:
    """Write a contact down; gives its id. Closed orders have contacts too.

    Raises UserError `order_not_found`, `field_required`, `contact_future`.
    """
    require(actor, "contacts.record")
    order = entered(session, actor, order_id, "log_contact", version)
    contact_id = write(session, actor, data, order_id=order_id)
    body = {"number": order["number"], "channel": data.channel.value, "direction": data.direction.value}
    personal = (order["customer_id"], {"text": data.text.strip()})
    journal.record(session, actor, "contacts.record", "order", order_id, body=body, personal=personal)
    return contact_id


def write(
    session: Session,
    actor: Actor,
    data: ContactData,
    *,
    order_id: int | None = None,
    request_id: int | None = None,
) -> int:
    """Store a contact; gives its id. Part of a verb. Raises `field_required`, `contact_future`."""
    text, now = words(data.text), clock.now()
    if text is None:
        raise UserError("field_required", "text")
    if data.made_at is not None and data.made_at > now:
        raise UserError("contact_future", "made_at")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "request_id": request_id,
        "channel": data.channel.value,
        "direction": data.direction.value,
        "topic": data.topic.value,
        "text": text,
        "made_at": data.made_at or now,
        "user_id": person_of(session, actor, None),
    }
    session.execute(insert(_contacts), row)
    return int(row["id"])


def note(
    session: Session, actor: Actor, order_id: int, data: OrderNoteData, version: int | None = None
) -> int:
    """Leave a note that only the service sees; gives its id. Closed orders have notes too.

    Raises UserError `order_not_found`, `field_required`.
    """
    require(actor, "contacts.note")
    order = entered(session, actor, order_id, "note", version)
    text = words(data.text)
    if text is None:
        raise UserError("field_required", "text")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "text": text,
        "made_at": clock.now(),
        "user_id": person_of(session, actor, None),
    }
    session.execute(insert(_notes), row)
    body, personal = {"number": order["number"]}, (order["customer_id"], {"text": text})
    journal.record(session, actor, "contacts.note", "order", order_id, body=body, personal=personal)
    return int(row["id"])


def write_delay(
    session: Session, actor: Actor, order_id: int, data: NoData, version: int | None = None
) -> int:
    """Write the message of a term that is about to break, with the customer's options; nothing is sent.

    Gives the draft's id; of one term there is one. Raises UserError `order_not_found`, `order_closed`,
    `term_none`.
    """
    require(actor, "contacts.draft")
    order = entered(session, actor, order_id, "write_delay", version)
    term = order["agreed_until"] or order["legal_until"]
    if term is None:
        raise UserError("term_none", None, number=order["number"])
    draft_id = _draft_delay(session, actor, order, term)
    body = {"number": order["number"], "term": term.isoformat(), "draft": draft_id}
    journal.record(session, actor, "contacts.draft", "order", order_id, body=body)
    return draft_id


def write_delays(session: Session, actor: Actor) -> int:
    """Write such messages for every open order whose term ends within the centre's days of warning.

    Gives how many were written; an order has one for one term. Nothing is sent.
    """
    require(actor, "contacts.draft")
    today = clock.today()
    last = today + timedelta(days=load_centre(session, actor, today)["contacts.warn_days"])
    written = []
    for row in list_near_limit(session, today, limit=10_000):
        if today <= row.last_day <= last and not _is_drafted(session, row.id, row.last_day):
            order = locked(session, row.id)
            _draft_delay(session, actor, order, row.last_day)
            written.append(row.number)
    if written:
        body = {"orders": written}
        journal.record(session, actor, "contacts.draft", "base", actor.branch_id, body=body)
    return len(written)


def send_message(session: Session, actor: Actor, draft_id: int, data: SendData) -> int:
    """A person has sent a written message: it becomes a contact, whose id is given.

    Raises UserError `message_gone`, `field_required`.
    """
    require(actor, "contacts.record")
    draft, order = _waiting(session, draft_id)
    text = draft["text"] if data.text is None else data.text
    channel = data.channel or Channel(draft["channel"])
    contact = ContactData(channel, Direction.OUT, text, Topic(draft["topic"]))
    contact_id = write(session, actor, contact, order_id=order["id"])
    _finish(session, draft_id, contact_id)
    body = {"number": order["number"], "channel": channel.value, "draft": draft_id}
    personal = (order["customer_id"], {"text": text.strip()})
    journal.record(session, actor, "contacts.send", "order", order["id"], body=body, personal=personal)
    return contact_id


def drop_message(session: Session, actor: Actor, draft_id: int, reason: str) -> None:
    """A written message is not to be sent. Raises UserError `message_gone`, `reason_required`."""
    require(actor, "contacts.record")
    draft, order = _waiting(session, draft_id)
    said = words(reason)
    if said is None:
        raise UserError("reason_required", "reason")
    _finish(session, draft_id, None)
    body = {"number": order["number"], "topic": draft["topic"], "reason": said}
    journal.record(session, actor, "contacts.drop", "order", order["id"], body=body)


def usual_channel(order: dict[str, Any]) -> Channel:
    """How the customer of an order wants to hear from the centre."""
    return CHANNELS[NotifyBy(order["notify_by"])]


def message_facts(session: Session, actor: Actor, order: dict[str, Any]) -> MessageFacts:
    """What every message about an order tells. Part of a verb."""
    details = load_centre(session, actor, clock.today()).details
    return MessageFacts(
        number=order["number"],
        device=order["device"],
        centre=details.name,
        phones=", ".join(details.phones),
        address=details.address or "",
    )


def _draft_delay(session: Session, actor: Actor, order: dict[str, Any], term: Any) -> int:
    asked = asked_order(order)
    text = customer_messages.delay(
        message_facts(session, actor, order),
        term,
        is_consumer_warranty=asked.is_consumer_warranty,
        loaner_possible=not order["wants_loaner"] and _needs_loaner(session, order["device_id"]),
    )
    waiting = (_drafts.c.order_id == order["id"], _drafts.c.term_on == term, _drafts.c.done_at.is_(None))
    known = session.execute(select(_drafts.c.id).where(*waiting)).scalar()
    if known is not None:
        session.execute(update(_drafts).where(_drafts.c.id == known).values(text=text))
        return int(known)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order["id"],
        "topic": Topic.DELAY.value,
        "channel": usual_channel(order).value,
        "text": text,
        "term_on": term,
        "made_at": clock.now(),
        "user_id": person_of(session, actor, None),
        "done_at": None,
        "contact_id": None,
    }
    session.execute(insert(_drafts), row)
    return int(row["id"])


def _needs_loaner(session: Session, device_id: int) -> bool:
    query = (
        select(_categories.c.loaner_required)
        .join(_devices, _devices.c.category_code == _categories.c.code)
        .where(_devices.c.id == device_id)
    )
    return bool(session.execute(query).scalar())


def _is_drafted(session: Session, order_id: int, term: Any) -> bool:
    query = select(_drafts.c.id).where(_drafts.c.order_id == order_id, _drafts.c.term_on == term)
    return session.execute(query).first() is not None


def _waiting(session: Session, draft_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    query = select(_drafts).where(_drafts.c.id == draft_id, _drafts.c.done_at.is_(None)).with_for_update()
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("message_gone", None)
    return dict(found), locked(session, found["order_id"], is_open=False)


def _finish(session: Session, draft_id: int, contact_id: int | None) -> None:
    values = {"done_at": clock.now(), "contact_id": contact_id}
    session.execute(update(_drafts).where(_drafts.c.id == draft_id).values(**values))

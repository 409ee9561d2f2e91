"""An order whose part has come wakes: what may be told to its customer is written, and nothing is sent.

Part of the verb that brought the part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.contacts import Channel, Topic
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.models import (
    Brand,
    Category,
    Device,
    DeviceModel,
    MessageDraft,
    PartRequest,
    WorkOrder,
)
from workstation.rules import customer_messages
from workstation.rules.customer_messages import MessageFacts
from workstation.services.centre import load_centre

_drafts = MessageDraft.__table__
_requests = PartRequest.__table__
_orders = WorkOrder.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

_WAITING = (RequestState.WANTED.value, RequestState.ORDERED.value)


def wake(session: Session, actor: Actor, request_ids: Sequence[int]) -> None:
    """Write a message for each order of requests that were served just now; an order has one of these."""
    if not request_ids:
        return
    details = load_centre(session, actor, clock.today()).details
    for order in _orders_of(session, request_ids):
        facts = MessageFacts(
            number=order["number"],
            device=" ".join(filter(None, (order["category"], order["brand"], order["model"]))),
            centre=details.name,
            phones=", ".join(details.phones),
        )
        text = customer_messages.part_came(facts, is_last=not _still_waits(session, order["id"]))
        _write(session, actor, order, text)


def _orders_of(session: Session, request_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Orders of some requests with their devices in words."""
    query = (
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.notify_by,
            _categories.c.name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
        )
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .where(_orders.c.id.in_(select(_requests.c.order_id).where(_requests.c.id.in_(request_ids))))
        .order_by(_orders.c.id)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def _still_waits(session: Session, order_id: int) -> bool:
    query = select(func.count()).where(_requests.c.order_id == order_id, _requests.c.state.in_(_WAITING))
    return bool(session.execute(query).scalar_one())


def _write(session: Session, actor: Actor, order: dict[str, Any], text: str) -> None:
    """Store the message, in the place of one of the same kind that nobody has sent."""
    waiting = (
        _drafts.c.order_id == order["id"],
        _drafts.c.topic == Topic.PART.value,
        _drafts.c.done_at.is_(None),
    )
    known = session.execute(select(_drafts.c.id).where(*waiting)).scalar()
    if known is not None:
        session.execute(update(_drafts).where(_drafts.c.id == known).values(text=text))
        return
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order["id"],
        "topic": Topic.PART.value,
        "channel": Channel(order["notify_by"]).value,
        "text": text,
        "term_on": None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "done_at": None,
        "contact_id": None,
    }
    session.execute(insert(_drafts), row)

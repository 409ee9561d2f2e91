"""Devices that wait for their customers: since when, what was done about it, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.documents.contacts import Topic
from workstation.documents.orders import AgreedTerms
from workstation.documents.unclaimed import DisposalKind, DisposalRow, NoticeRow, NoticeWay, UnclaimedRow
from workstation.errors import UserError
from workstation.models import (
    Brand,
    Category,
    Contact,
    Customer,
    Device,
    DeviceModel,
    Disposal,
    Place,
    StatusChange,
    UnclaimedNotice,
    User,
    WorkOrder,
)
from workstation.queries.law import read_law
from workstation.queries.orders import joined
from workstation.queries.settings import load_settings
from workstation.rules import unclaimed as rules
from workstation.rules.law import Law
from workstation.rules.validators import format_phone
from workstation.statuses import TO_COLLECT, OrderStatus, RequestKind

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_places = Place.__table__
_users = User.__table__
_changes = StatusChange.__table__
_contacts = Contact.__table__
_notices = UnclaimedNotice.__table__
_disposals = Disposal.__table__

_WAITING = tuple(status.value for status in TO_COLLECT)
_PAID = frozenset({RequestKind.PAID.value, RequestKind.MAINTENANCE.value})


class Said(NamedTuple):
    """What the customer of a waiting order was told: when first, how many reminders, when last."""

    notified_at: datetime | None
    reminders: int
    last_reminder_at: datetime | None


def list_unclaimed(session: Session, today: date, order_id: int | None = None) -> tuple[UnclaimedRow, ...]:
    """Orders that wait to be collected, the longest wait first."""
    query = _query().where(_orders.c.closed_at.is_(None), _orders.c.status.in_(_WAITING))
    if order_id is not None:
        query = query.where(_orders.c.id == order_id)
    found = session.execute(query).mappings().all()
    ids = [row["id"] for row in found]
    said, notices = _said(session, order_id), _last_notices(session, ids)
    settings = load_settings(session)
    days = (settings["unclaimed.remind_days"], settings["unclaimed.warn_days"])
    rows = [
        _row(row, said.get(row["id"], Said(None, 0, None)), notices.get(row["id"]), today, days)
        for row in found
    ]
    return tuple(sorted(rows, key=lambda one: (one.ready_on, one.order_id)))


def get_unclaimed(session: Session, order_id: int, today: date) -> UnclaimedRow:
    """How an order that waits for its customer stands; raises UserError `order_not_waiting`."""
    found = list_unclaimed(session, today, order_id)
    if not found:
        number = session.execute(select(_orders.c.number).where(_orders.c.id == order_id)).scalar()
        raise UserError("order_not_waiting", None, number=number or order_id)
    return found[0]


def list_notices(session: Session, order_id: int) -> tuple[NoticeRow, ...]:
    """Written warnings of an order, oldest first."""
    law = read_law(session).law
    query = _notice_query().where(_notices.c.order_id == order_id)
    return tuple(_notice(row, law) for row in session.execute(query).mappings())


def get_disposal(session: Session, order_id: int) -> DisposalRow | None:
    """What a commission decided about an order's device; None where nothing was decided."""
    query = (
        select(_disposals, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _disposals.c.user_id)
        .where(_disposals.c.order_id == order_id)
    )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return DisposalRow(
        kind=DisposalKind(row["kind"]),
        commission=decode_as(tuple[str, ...], row["commission"]),
        condition=row["condition"],
        price=row["price_kopecks"],
        owed=row["due_kopecks"],
        buyer=row["buyer"],
        made_at=row["made_at"],
        user=row["user"],
    )


def _query() -> Select[Any]:
    ready = (
        select(func.max(_changes.c.changed_at))
        .where(_changes.c.order_id == _orders.c.id, _changes.c.to_status.in_(_WAITING))
        .correlate(_orders)
    ).scalar_subquery()
    return joined(
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.kind,
            _orders.c.terms,
            _orders.c.accepted_at,
            ready.label("ready_at"),
            _customers.c.name.label("customer"),
            _customers.c.phone,
            _customers.c.phone_extension,
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _places.c.name.label("place"),
        )
    ).outerjoin(_places, _places.c.id == _orders.c.place_id)


def _said(session: Session, order_id: int | None) -> dict[int, Said]:
    topics = (Topic.READY.value, Topic.REMINDER.value)
    query = (
        select(_contacts.c.order_id, _contacts.c.topic, _contacts.c.made_at)
        .join(_orders, _orders.c.id == _contacts.c.order_id)
        .where(_orders.c.closed_at.is_(None), _contacts.c.topic.in_(topics))
        .order_by(_contacts.c.made_at)
    )
    if order_id is not None:
        query = query.where(_orders.c.id == order_id)
    first: dict[int, datetime] = {}
    last: dict[int, datetime] = {}
    counts: Counter[int] = Counter()
    for row in session.execute(query):
        if row.topic == Topic.READY.value:
            first.setdefault(row.order_id, row.made_at)
        else:
            counts[row.order_id] += 1
            last[row.order_id] = row.made_at
    return {one: Said(first.get(one), counts[one], last.get(one)) for one in first.keys() | last.keys()}


def _notice_query() -> Select[Any]:
    return (
        select(_notices, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _notices.c.user_id)
        .order_by(_notices.c.id)
    )


def _last_notices(session: Session, order_ids: Sequence[int]) -> dict[int, NoticeRow]:
    """The warning that counts: the one delivered first, else the last one sent."""
    law = read_law(session).law
    found: dict[int, NoticeRow] = {}
    query = _notice_query()
    if len(order_ids) == 1:
        query = query.where(_notices.c.order_id == order_ids[0])
    for row in session.execute(query).mappings():
        known = found.get(row["order_id"])
        if known is None or known.delivered_on is None:
            found[row["order_id"]] = _notice(row, law)
    return found


def _notice(row: Any, law: Law) -> NoticeRow:
    delivered = row["delivered_on"]
    return NoticeRow(
        id=row["id"],
        way=NoticeWay(row["way"]),
        sent_on=row["sent_on"],
        rpo_number=row["rpo_number"],
        take_until=row["take_until"],
        delivered_on=delivered,
        delivery_note=row["delivery_note"],
        acts_from=rules.acts_from(delivered, law) if delivered else None,
        made_at=row["made_at"],
        user=row["user"],
    )


def _row(row: Any, said: Said, notice: NoticeRow | None, today: date, days: tuple[int, int]) -> UnclaimedRow:
    ready_on = clock.local(row["ready_at"] or row["accepted_at"]).date()
    last = said.last_reminder_at or said.notified_at
    step, step_on = rules.next_step(
        ready_on,
        said.notified_at is not None,
        clock.local(last).date() if last else None,
        notice,
        today,
        *days,
    )
    told_on = clock.local(said.notified_at).date() if said.notified_at else None
    storage = decode_as(AgreedTerms, row["terms"]).storage if row["kind"] in _PAID else None
    return UnclaimedRow(
        order_id=row["id"],
        number=row["number"],
        status=OrderStatus(row["status"]),
        customer=row["customer"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        device=" ".join(part for part in (row["category"], row["brand"], row["model"]) if part),
        place=row["place"],
        ready_on=ready_on,
        days_waiting=(today - ready_on).days,
        notified_at=said.notified_at,
        reminders=said.reminders,
        last_reminder_at=said.last_reminder_at,
        notice=notice,
        step=step,
        step_on=step_on,
        storage_fee=rules.storage_fee(storage, told_on, today),
    )

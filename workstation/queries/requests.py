"""Service requests on the read side: the list, one of them whole, how many were first taken for another."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workstation.documents.codec import decode_as
from workstation.documents.contacts import Channel
from workstation.documents.intake import Photo
from workstation.documents.requests import (
    ClassReport,
    Question,
    ReclassificationRow,
    RequestClass,
    ServiceRequestData,
    ServiceRequestRow,
    ServiceRequestView,
)
from workstation.errors import UserError
from workstation.models import (
    Category,
    Customer,
    Draft,
    Reclassification,
    RequestFile,
    ServiceRequest,
    User,
    WorkOrder,
)
from workstation.queries.contacts import list_contacts, list_follow_ups
from workstation.queries.order_filter import day_begins
from workstation.rules.validators import format_phone

_requests = ServiceRequest.__table__
_changes = Reclassification.__table__
_files = RequestFile.__table__
_customers = Customer.__table__
_categories = Category.__table__
_users = User.__table__
_orders = WorkOrder.__table__
_drafts = Draft.__table__
_closed = _users.alias("closed_by_user")


def list_requests(
    session: Session,
    *,
    open_only: bool = True,
    kind: RequestClass | None = None,
    customer_id: int | None = None,
    limit: int = 200,
) -> tuple[ServiceRequestRow, ...]:
    """Service requests, the newest first."""
    changes = (
        select(func.count()).where(_changes.c.request_id == _requests.c.id).correlate(_requests)
    ).scalar_subquery()
    query = _query().add_columns(changes.label("changes"))
    if open_only:
        query = query.where(_requests.c.closed_at.is_(None))
    if kind is not None:
        query = query.where(_requests.c.kind == kind.value)
    if customer_id is not None:
        query = query.where(_requests.c.customer_id == customer_id)
    found = session.execute(query.order_by(_requests.c.id.desc()).limit(limit)).mappings()
    return tuple(
        ServiceRequestRow(
            id=row["id"],
            number=row["number"],
            kind=RequestClass(row["kind"]),
            channel=Channel(row["channel"]),
            customer=row["customer_name"] or row["name"],
            phone=_phone(row),
            device=" ".join(part for part in (row["category"], row["brand"], row["model"]) if part),
            text=row["text"],
            made_at=row["made_at"],
            user=row["user"],
            closed_at=row["closed_at"],
            order=row["order_number"],
            changes=row["changes"],
        )
        for row in found
    )


def request_id_of(session: Session, number: str) -> int:
    """The id of a service request by its number; raises UserError `request_not_found`."""
    query = select(_requests.c.id).where(_requests.c.number == number.strip().upper())
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("request_not_found", None, number=number)
    return int(found)


def get_request(session: Session, request_id: int) -> ServiceRequestView:
    """Everything about one service request; raises UserError `request_not_found`."""
    row = session.execute(_query().where(_requests.c.id == request_id)).mappings().one_or_none()
    if row is None:
        raise UserError("request_not_found", None, number=request_id)
    answers = decode_as(dict[Question, bool], row["answers"])
    data = ServiceRequestData(
        channel=Channel(row["channel"]),
        text=row["text"],
        answers=answers,
        customer_id=row["customer_id"],
        name=row["customer_name"] or row["name"],
        phone=_phone(row),
        category=row["category_code"],
        brand=row["brand"],
        model=row["model"],
        serial_number=row["serial_number"],
        files=list_files(session, request_id),
    )
    return ServiceRequestView(
        id=row["id"],
        version=row["version"],
        number=row["number"],
        data=data,
        kind=RequestClass(row["kind"]),
        made_at=row["made_at"],
        user=row["user"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by_name"],
        result=row["result"],
        order=row["order_number"],
        has_draft=_has_draft(session, row["draft_id"]),
        changes=_list_changes(session, request_id),
        contacts=list_contacts(session, request_id=request_id),
        follow_ups=list_follow_ups(session, request_id=request_id, waiting_only=False),
    )


def list_files(session: Session, request_id: int) -> tuple[Photo, ...]:
    """The files that came with a service request."""
    query = select(_files).where(_files.c.request_id == request_id).order_by(_files.c.id)
    return tuple(
        Photo(row["sha256"], row["size"], row["media_type"], row["file_name"])
        for row in session.execute(query).mappings()
    )


def count_classes(session: Session, since: date, until: date) -> tuple[ClassReport, ...]:
    """Requests of a period (both days included) by class, and how many were first taken for another."""
    made = (
        _requests.c.made_at >= day_begins(since),
        _requests.c.made_at < day_begins(date.fromordinal(until.toordinal() + 1)),
    )
    counts = Counter(session.execute(select(_requests.c.kind).where(*made)).scalars())
    changed = select(_requests.c.kind).where(
        *made, select(_changes.c.id).where(_changes.c.request_id == _requests.c.id).exists()
    )
    wrong = Counter(session.execute(changed).scalars())
    return tuple(
        ClassReport(kind, counts[kind.value], wrong[kind.value])
        for kind in RequestClass
        if counts[kind.value]
    )


def _query() -> Select[Any]:
    return (
        select(
            _requests,
            _customers.c.name.label("customer_name"),
            _customers.c.phone.label("customer_phone"),
            _customers.c.phone_extension,
            _categories.c.name.label("category"),
            _users.c.short_name.label("user"),
            _closed.c.short_name.label("closed_by_name"),
            _orders.c.number.label("order_number"),
        )
        .join(_users, _users.c.id == _requests.c.user_id)
        .outerjoin(_closed, _closed.c.id == _requests.c.closed_by)
        .outerjoin(_customers, _customers.c.id == _requests.c.customer_id)
        .outerjoin(_categories, _categories.c.code == _requests.c.category_code)
        .outerjoin(_orders, _orders.c.id == _requests.c.order_id)
    )


def _phone(row: Any) -> str | None:
    if row["customer_phone"]:
        return format_phone(row["customer_phone"], row["phone_extension"])
    return format_phone(row["phone"], None) if row["phone"] else None


def _has_draft(session: Session, draft_id: int | None) -> bool:
    if draft_id is None:
        return False
    return session.execute(select(_drafts.c.id).where(_drafts.c.id == draft_id)).first() is not None


def _list_changes(session: Session, request_id: int) -> tuple[ReclassificationRow, ...]:
    query = (
        select(_changes, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _changes.c.user_id)
        .where(_changes.c.request_id == request_id)
        .order_by(_changes.c.id)
    )
    return tuple(
        ReclassificationRow(
            RequestClass(row["before"]),
            RequestClass(row["after"]),
            row["reason"],
            row["changed_at"],
            row["user"],
        )
        for row in session.execute(query).mappings()
    )

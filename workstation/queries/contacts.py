"""Contacts on the read side: the log of an order, messages to be sent, approvals, follow-ups, feedback."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workstation.documents.contacts import (
    AnswerWay,
    ApprovalAnswer,
    ApprovalRow,
    ChangeReason,
    Channel,
    ContactRow,
    Direction,
    FeedbackRow,
    FollowUpKind,
    FollowUpRow,
    MessageRow,
    OrderNoteRow,
    Topic,
)
from workstation.models import (
    Approval,
    Contact,
    Customer,
    Feedback,
    FollowUp,
    MessageDraft,
    OrderNote,
    ServiceRequest,
    User,
    WorkOrder,
)
from workstation.rules.validators import format_phone

_orders = WorkOrder.__table__
_customers = Customer.__table__
_users = User.__table__
_notes = OrderNote.__table__
_contacts = Contact.__table__
_drafts = MessageDraft.__table__
_approvals = Approval.__table__
_follow_ups = FollowUp.__table__
_feedback = Feedback.__table__
_requests = ServiceRequest.__table__
_done = _users.alias("done_by_user")


def list_contacts(
    session: Session, *, order_id: int | None = None, request_id: int | None = None
) -> tuple[ContactRow, ...]:
    """Contacts of an order or of a service request, oldest first."""
    about = _contacts.c.order_id == order_id if order_id else _contacts.c.request_id == request_id
    query = (
        select(_contacts, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _contacts.c.user_id)
        .where(about)
        .order_by(_contacts.c.made_at, _contacts.c.id)
    )
    return tuple(
        ContactRow(
            id=row["id"],
            channel=Channel(row["channel"]),
            direction=Direction(row["direction"]),
            topic=Topic(row["topic"]),
            text=row["text"],
            made_at=row["made_at"],
            user=row["user"],
        )
        for row in session.execute(query).mappings()
    )


def list_notes(session: Session, order_id: int) -> tuple[OrderNoteRow, ...]:
    """Notes about an order that only the service sees, oldest first."""
    query = (
        select(_notes, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _notes.c.user_id)
        .where(_notes.c.order_id == order_id)
        .order_by(_notes.c.made_at, _notes.c.id)
    )
    return tuple(
        OrderNoteRow(row["id"], row["text"], row["made_at"], row["user"])
        for row in session.execute(query).mappings()
    )


def list_messages(session: Session, order_id: int | None = None) -> tuple[MessageRow, ...]:
    """Messages that are written and wait to be sent, those whose term ends first before the others."""
    query = (
        select(
            _drafts,
            _orders.c.number,
            _customers.c.name.label("customer"),
            _customers.c.phone,
            _customers.c.phone_extension,
        )
        .join(_orders, _orders.c.id == _drafts.c.order_id)
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .where(_drafts.c.done_at.is_(None))
        .order_by(_drafts.c.term_on.asc().nulls_last(), _drafts.c.id)
    )
    if order_id is not None:
        query = query.where(_drafts.c.order_id == order_id)
    return tuple(
        MessageRow(
            id=row["id"],
            order_id=row["order_id"],
            number=row["number"],
            customer=row["customer"],
            phone=format_phone(row["phone"], row["phone_extension"]),
            topic=Topic(row["topic"]),
            channel=Channel(row["channel"]),
            text=row["text"],
            term_on=row["term_on"],
            made_at=row["made_at"],
        )
        for row in session.execute(query).mappings()
    )


def list_approvals(session: Session, order_id: int) -> tuple[ApprovalRow, ...]:
    """Questions about cost and term with their answers, oldest first."""
    query = (
        select(_approvals, _users.c.short_name.label("user"), _done.c.short_name.label("by"))
        .join(_users, _users.c.id == _approvals.c.user_id)
        .outerjoin(_done, _done.c.id == _approvals.c.answered_by)
        .where(_approvals.c.order_id == order_id)
        .order_by(_approvals.c.id)
    )
    return tuple(_approval(row) for row in session.execute(query).mappings())


def list_follow_ups(
    session: Session,
    *,
    person_id: int | None = None,
    order_id: int | None = None,
    request_id: int | None = None,
    until: datetime | None = None,
    waiting_only: bool = True,
) -> tuple[FollowUpRow, ...]:
    """Follow-ups by their time; those of a person, an order or a service request, due until a moment."""
    query = _follow_up_query()
    wanted = (
        (_follow_ups.c.person_id, person_id),
        (_follow_ups.c.order_id, order_id),
        (_follow_ups.c.request_id, request_id),
    )
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    if until is not None:
        query = query.where(_follow_ups.c.due_at <= until)
    if waiting_only:
        query = query.where(_follow_ups.c.done_at.is_(None))
    found = session.execute(query.order_by(_follow_ups.c.due_at, _follow_ups.c.id)).mappings()
    return tuple(_follow_up(row) for row in found)


def count_due(session: Session, person_id: int, now: datetime) -> int:
    """How many follow-ups of a person have their time already."""
    query = select(func.count()).where(
        _follow_ups.c.done_at.is_(None), _follow_ups.c.person_id == person_id, _follow_ups.c.due_at <= now
    )
    return int(session.execute(query).scalar_one())


def list_feedback(session: Session, order_id: int) -> tuple[FeedbackRow, ...]:
    """The marks of an order, oldest first."""
    query = (
        select(_feedback, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _feedback.c.user_id)
        .where(_feedback.c.order_id == order_id)
        .order_by(_feedback.c.id)
    )
    return tuple(
        FeedbackRow(
            row["id"], row["score"], row["word"], Channel(row["channel"]), row["made_at"], row["user"]
        )
        for row in session.execute(query).mappings()
    )


def _approval(row: Any) -> ApprovalRow:
    return ApprovalRow(
        id=row["id"],
        channel=Channel(row["channel"]),
        reason=ChangeReason(row["reason"]),
        cost_before=row["cost_before_kopecks"],
        cost_after=row["cost_after_kopecks"],
        term_before=row["term_before"],
        term_after=row["term_after"],
        text=row["text"],
        asked_at=row["asked_at"],
        user=row["user"],
        answer=ApprovalAnswer(row["answer"]) if row["answer"] else None,
        way=AnswerWay(row["way"]) if row["way"] else None,
        evidence=row["evidence"],
        answer_text=row["answer_text"],
        answered_at=row["answered_at"],
        answered_by=row["by"],
    )


def _follow_up_query() -> Select[Any]:
    return (
        select(
            _follow_ups,
            _orders.c.number,
            func.coalesce(_customers.c.name, _requests.c.name).label("customer"),
            func.coalesce(_customers.c.phone, _requests.c.phone).label("phone"),
            _customers.c.phone_extension,
            _users.c.short_name.label("person"),
            _done.c.short_name.label("by"),
        )
        .join(_users, _users.c.id == _follow_ups.c.person_id)
        .outerjoin(_done, _done.c.id == _follow_ups.c.done_by)
        .outerjoin(_orders, _orders.c.id == _follow_ups.c.order_id)
        .outerjoin(_requests, _requests.c.id == _follow_ups.c.request_id)
        .outerjoin(
            _customers, _customers.c.id == func.coalesce(_orders.c.customer_id, _requests.c.customer_id)
        )
    )


def _follow_up(row: Any) -> FollowUpRow:
    return FollowUpRow(
        id=row["id"],
        kind=FollowUpKind(row["kind"]),
        order_id=row["order_id"],
        number=row["number"],
        request_id=row["request_id"],
        customer=row["customer"],
        phone=format_phone(row["phone"], row["phone_extension"]) if row["phone"] else None,
        text=row["text"],
        due_at=row["due_at"],
        person_id=row["person_id"],
        person=row["person"],
        made_at=row["made_at"],
        done_at=row["done_at"],
        done_by=row["by"],
        result=row["result"],
    )

"""What was said between the centre and its customers: contacts, drafts, approvals, follow-ups, feedback."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment

_WAITING = text("done_at IS NULL")


class Contact(Base):
    """One contact about an order or a service request, with its channel and direction."""

    __tablename__ = "contact"
    __table_args__ = {"info": {"kind": "contact"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("service_request.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class OrderNote(Base):
    """A note about an order that only the service sees."""

    __tablename__ = "order_note"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class MessageDraft(Base):
    """A message written for a customer and not sent: a person sends it (then it is a contact) or drops it."""

    __tablename__ = "message_draft"
    __table_args__ = {"info": {"kind": "contact"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    topic: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    term_on: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))


class Approval(Base):
    """A change of cost or term that the customer was asked about, and the recorded answer."""

    __tablename__ = "approval"
    __table_args__ = {"info": {"kind": "contact"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    cost_before_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    cost_after_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    term_before: Mapped[date | None] = mapped_column(Date)
    term_after: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(24))
    text: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str | None] = mapped_column(String(16))
    way: Mapped[str | None] = mapped_column(String(16))
    evidence: Mapped[str | None] = mapped_column(Text)
    answer_text: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class FollowUp(Base):
    """What somebody must do at a time: call a customer back, look into an overdue clock."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_waiting", "due_at", "id", sqlite_where=_WAITING),
        {"info": {"kind": "contact"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("service_request.id"), index=True)
    subject: Mapped[str | None] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[str | None] = mapped_column(Text)


class Feedback(Base):
    """A customer's mark of an order, 1 to 5, and a word."""

    __tablename__ = "feedback"
    __table_args__ = {"info": {"kind": "contact"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    score: Mapped[int] = mapped_column(Integer)
    word: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

"""Contacts that are no repair yet: what was asked, how it was classified, what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment

_OPEN = text("closed_at IS NULL")


class ServiceRequest(Base):
    """A service request; `person_id` is the customer, or the key owner kept for one to be made of it."""

    __tablename__ = "service_request"
    __table_args__ = (
        UniqueConstraint("branch_id", "number"),
        Index("ix_service_request_open", "id", sqlite_where=_OPEN),
        {"info": {"kind": "request"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    number: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    answers: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int] = mapped_column(Key)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    brand: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    serial_number: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    draft_id: Mapped[int | None] = mapped_column(Key, index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)


class Reclassification(Base):
    """A change of mind about what a service request is, with its reason."""

    __tablename__ = "reclassification"
    __table_args__ = {"info": {"kind": "request"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"), index=True)
    before: Mapped[str] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class RequestFile(Base):
    """A file that came with a service request; it goes into the order that grows out of it."""

    __tablename__ = "request_file"
    __table_args__ = {"info": {"kind": "request"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_request.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

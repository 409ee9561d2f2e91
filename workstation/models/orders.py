"""Visits, work orders and the history of their states."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment

_OPEN = text("closed_at IS NULL")


class Visit(Base):
    """One visit of one customer; `request_id` makes a repeated save harmless."""

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    request_id: Mapped[str] = mapped_column(String(36), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    one_act: Mapped[bool] = mapped_column(Boolean)
    contact: Mapped[str | None] = mapped_column(Text)
    power_of_attorney: Mapped[str | None] = mapped_column(Text)
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))


class WorkOrder(Base):
    """One device of a visit with its request. Open is `closed_at IS NULL`, literally so in queries."""

    __tablename__ = "work_order"
    __table_args__ = (
        UniqueConstraint("branch_id", "series", "year", "seq"),
        Index("ix_work_order_open_due", "due_on", "id", "status", sqlite_where=_OPEN),
        Index("ix_work_order_open_new", "id", "status", sqlite_where=_OPEN),
        Index("ix_work_order_status_due", "status", "due_on", "id"),
        Index("ix_work_order_customer", "customer_id", "id"),
        Index("ix_work_order_device", "device_id", "id"),
        Index("ix_work_order_place", "place_id", "id"),
        {"info": {"kind": "order"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    series: Mapped[str] = mapped_column(String(16))
    year: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    status: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(16))
    demand: Mapped[str] = mapped_column(String(24))
    use: Mapped[str] = mapped_column(String(16))
    demanded_on: Mapped[date] = mapped_column(Date)
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    agreed_until: Mapped[date | None] = mapped_column(Date)
    legal_until: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    reported_fault: Mapped[str] = mapped_column(Text)
    condition_code: Mapped[str | None] = mapped_column(String(16))
    symptom_code: Mapped[str | None] = mapped_column(String(16))
    appearance: Mapped[str] = mapped_column(Text)
    accessories: Mapped[str] = mapped_column(Text)
    seals: Mapped[str] = mapped_column(String(16))
    papers: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    declared_value_kopecks: Mapped[int] = mapped_column(BigInteger)
    prepayment_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    wants_presence: Mapped[bool] = mapped_column(Boolean)
    wants_loaner: Mapped[bool] = mapped_column(Boolean)
    data_backup: Mapped[str] = mapped_column(String(16))
    unlock_code_given: Mapped[bool] = mapped_column(Boolean)
    unlock_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    notify_by: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    loaner_demanded_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(Text)
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    state_code: Mapped[str | None] = mapped_column(String(32))
    priority: Mapped[int] = mapped_column(Integer, server_default="0")
    repaired_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_checks: Mapped[int] = mapped_column(Integer, server_default="0")
    version: Mapped[int] = mapped_column(Integer, default=1)


class StatusChange(Base):
    """One move of an order from state to state."""

    __tablename__ = "status_change"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    from_status: Mapped[str | None] = mapped_column(String(24))
    to_status: Mapped[str] = mapped_column(String(24))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    state_code: Mapped[str | None] = mapped_column(String(32))

"""The bench: states of the centre's own, diagnosis, works, parts, times, checks and the handover.

A removed line of work or a part stays with its moment and reason: history is never rewritten.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment

_RUNNING = text("ended_at IS NULL")


class OrderState(Base):
    """A law-bearing state renamed or coloured, or a waiting state of the centre's own attached to one.

    `code` of a renamed one equals its `status`; a law-bearing state without a row is as the program ships it.
    `roles` is JSON of those who may move an order into it, empty means whoever has the right of the verb.
    """

    __tablename__ = "order_state"
    __table_args__ = {"info": {"kind": "catalogue"}}

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(Text)
    token: Mapped[str | None] = mapped_column(String(16))
    roles: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Diagnosis(Base):
    """What the technician established of an order: codes by IRIS, nature, cause, measurements, conclusion."""

    __tablename__ = "diagnosis"
    __table_args__ = (Index("ix_diagnosis_cause", "cause_key"), {"info": {"kind": "order"}})

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    extended_condition_code: Mapped[str | None] = mapped_column(String(16))
    section_code: Mapped[str | None] = mapped_column(String(16))
    defect_code: Mapped[str | None] = mapped_column(String(16))
    repair_code: Mapped[str | None] = mapped_column(String(16))
    ntf_code: Mapped[str | None] = mapped_column(String(16))
    nature: Mapped[str] = mapped_column(String(24))
    cause: Mapped[str | None] = mapped_column(Text)
    cause_key: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(24))
    measured: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(Integer)


class LabourLine(Base):
    """A work done or to be done on an order, its norm beside the actual minutes."""

    __tablename__ = "labour_line"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("labour_operation.id"))
    name: Mapped[str] = mapped_column(Text)
    level: Mapped[int | None] = mapped_column(Integer)
    norm_minutes: Mapped[int | None] = mapped_column(Integer)
    actual_minutes: Mapped[int | None] = mapped_column(Integer)
    performer_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    quantity: Mapped[int] = mapped_column(Integer, server_default="1")
    price_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    discount_kopecks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discount_reason: Mapped[str | None] = mapped_column(Text)
    payer: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    removed_reason: Mapped[str | None] = mapped_column(Text)


class PartLine(Base):
    """A part fitted to the device of an order, with the serial numbers in and out and a term of its own."""

    __tablename__ = "part_line"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    part_number: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Integer)
    serial_in: Mapped[str | None] = mapped_column(Text)
    serial_out: Mapped[str | None] = mapped_column(Text)
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(16))
    old_part: Mapped[str | None] = mapped_column(String(16))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    price_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    discount_kopecks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    discount_reason: Mapped[str | None] = mapped_column(Text)
    payer: Mapped[str | None] = mapped_column(String(16))
    warranty_until: Mapped[date | None] = mapped_column(Date)
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    removed_reason: Mapped[str | None] = mapped_column(Text)


class TimeEntry(Base):
    """A stretch of one person's time on an order; `ended_at` is None while it runs: one per person."""

    __tablename__ = "time_entry"
    __table_args__ = (
        Index("ix_time_entry_running", "user_id", unique=True, sqlite_where=_RUNNING),
        {"info": {"kind": "order"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    labour_line_id: Mapped[int | None] = mapped_column(ForeignKey("labour_line.id"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    corrected_at: Mapped[datetime | None] = mapped_column(Moment)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    correction_reason: Mapped[str | None] = mapped_column(Text)


class QualityResult(Base):
    """One check of a finished repair: by whom, with what result."""

    __tablename__ = "quality_result"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    passed: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class OrderOverride(Base):
    """A manager's permission to go on without what is missing: `item_ids` is JSON of checklist items."""

    __tablename__ = "order_override"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    item_ids: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Handover(Base):
    """The device left the centre: the five facts of ст. 20 п. 3, who took it, the new terms.

    The first five columns are the facts; `parts` is JSON of the fitted ones, empty means that none were used.
    A device returned without repair has no `repaired_on` and `is_repaired` is false.
    """

    __tablename__ = "handover"
    __table_args__ = {"info": {"kind": "order"}}

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    demanded_on: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    repaired_on: Mapped[date | None] = mapped_column(Date)
    defects: Mapped[str | None] = mapped_column(Text)
    parts: Mapped[str] = mapped_column(Text)
    handed_on: Mapped[date] = mapped_column(Date)
    handed_at: Mapped[datetime] = mapped_column(Moment)
    is_repaired: Mapped[bool] = mapped_column(Boolean)
    taken_by: Mapped[str] = mapped_column(String(24))
    taker: Mapped[str | None] = mapped_column(Text)
    power_of_attorney: Mapped[str | None] = mapped_column(Text)
    accessories: Mapped[str] = mapped_column(Text)
    old_parts: Mapped[str] = mapped_column(String(16))
    old_parts_note: Mapped[str | None] = mapped_column(Text)
    payment: Mapped[str] = mapped_column(String(16))
    payment_note: Mapped[str | None] = mapped_column(Text)
    shown_working: Mapped[bool] = mapped_column(Boolean)
    remarks: Mapped[str | None] = mapped_column(Text)
    loaner_note: Mapped[str | None] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(String(16))
    signature_sha256: Mapped[str | None] = mapped_column(String(64))
    extension_days: Mapped[int] = mapped_column(Integer)
    warranty_before: Mapped[date | None] = mapped_column(Date)
    warranty_until: Mapped[date | None] = mapped_column(Date)
    work_warranty_months: Mapped[int | None] = mapped_column(Integer)
    work_warranty_until: Mapped[date | None] = mapped_column(Date)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

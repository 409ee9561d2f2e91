"""Business targets beside the legal terms, and the centre's own exceptions of the working calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key


class SlaTarget(Base):
    """Targets in working minutes for a brand, a customer's contract, a priority, or everybody.

    `calendar` is `centre` or `always`; `pauses` is JSON of the states in which the contract lets it stand.
    """

    __tablename__ = "sla_target"
    __table_args__ = {"info": {"kind": "sla"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    contract: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[int | None] = mapped_column(Integer)
    response_minutes: Mapped[int | None] = mapped_column(Integer)
    diagnosis_minutes: Mapped[int | None] = mapped_column(Integer)
    repair_minutes: Mapped[int | None] = mapped_column(Integer)
    calendar: Mapped[str] = mapped_column(String(8))
    pauses: Mapped[str] = mapped_column(Text)
    warn_minutes: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    is_active: Mapped[bool] = mapped_column(Boolean)


class CalendarDay(Base):
    """A day on which the centre works otherwise than its week and the state's calendar say.

    `hours` is JSON of `["09:00", "18:00"]`, or null for a day off.
    """

    __tablename__ = "calendar_day"
    __table_args__ = {"info": {"kind": "sla"}}

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    hours: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)

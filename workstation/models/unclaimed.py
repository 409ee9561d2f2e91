"""Devices nobody collects: written warnings with their delivery, and what was done after two months."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class UnclaimedNotice(Base):
    """A formal written warning (ГК РФ 738): how it went, its postal number, the day it was delivered."""

    __tablename__ = "unclaimed_notice"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    way: Mapped[str] = mapped_column(String(16))
    sent_on: Mapped[date] = mapped_column(Date)
    rpo_number: Mapped[str | None] = mapped_column(String(32))
    take_until: Mapped[date | None] = mapped_column(Date)
    delivered_on: Mapped[date | None] = mapped_column(Date)
    delivery_note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Disposal(Base):
    """A sale or disposal that a commission decided on, never the program; the money goes to a deposit."""

    __tablename__ = "disposal"
    __table_args__ = {"info": {"kind": "order"}}

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    notice_id: Mapped[int] = mapped_column(ForeignKey("unclaimed_notice.id"))
    kind: Mapped[str] = mapped_column(String(16))
    commission: Mapped[str] = mapped_column(Text)
    condition: Mapped[str] = mapped_column(Text)
    price_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    due_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    buyer: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

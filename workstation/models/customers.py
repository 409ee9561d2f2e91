"""Customers: persons, companies and entrepreneurs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Customer(Base):
    """Who brings devices; a phone shared by a family is several customers."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_phone_tail", "phone_tail"),
        Index("ix_customer_name_key", "name_key"),
        Index("ix_customer_inn", "inn"),
        {"info": {"kind": "customer"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(20))
    phone_extension: Mapped[str | None] = mapped_column(String(10))
    phone_tail: Mapped[str] = mapped_column(String(10))
    email: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    inn: Mapped[str | None] = mapped_column(String(12))
    kpp: Mapped[str | None] = mapped_column(String(9))
    contact: Mapped[str | None] = mapped_column(Text)
    notify_by: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)

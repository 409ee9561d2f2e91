"""The fund of loaner devices, their photos, and loans to customers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Loaner(Base):
    """A device of the fund; `accessories` is JSON, `state` says whether it can be lent."""

    __tablename__ = "loaner"
    __table_args__ = (UniqueConstraint("branch_id", "inventory_number"), {"info": {"kind": "loaner"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    inventory_number: Mapped[str] = mapped_column(String(32))
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"))
    brand: Mapped[str] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    serial_number: Mapped[str | None] = mapped_column(Text)
    accessories: Mapped[str] = mapped_column(Text)
    condition: Mapped[str] = mapped_column(Text)
    value_kopecks: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)


class LoanerPhoto(Base):
    """A photo of a loaner, of its handover or of its return; the file lies in the store."""

    __tablename__ = "loaner_photo"
    __table_args__ = {"info": {"kind": "loaner"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    loaner_id: Mapped[int] = mapped_column(ForeignKey("loaner.id"), index=True)
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Loan(Base):
    """A loaner with the customer of an order; `word` is why the order may be closed before its return."""

    __tablename__ = "loan"
    __table_args__ = {"info": {"kind": "loaner"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    loaner_id: Mapped[int] = mapped_column(ForeignKey("loaner.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    demanded_on: Mapped[date] = mapped_column(Date)
    value_kopecks: Mapped[int] = mapped_column(BigInteger)
    lent_at: Mapped[datetime] = mapped_column(Moment)
    lent_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    condition_out: Mapped[str] = mapped_column(Text)
    accessories_out: Mapped[str] = mapped_column(Text)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_to: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    condition_in: Mapped[str | None] = mapped_column(Text)
    accessories_in: Mapped[str | None] = mapped_column(Text)
    word: Mapped[str | None] = mapped_column(Text)
    word_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    word_at: Mapped[datetime | None] = mapped_column(Moment)

"""Prices of works, estimates, invoices and payments; money is integer kopecks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class OperationPrice(Base):
    """What an operation costs for a group of equipment and a level of repair from a day on.

    An empty place means any; of the prices in force the narrowest and then the latest is taken.
    """

    __tablename__ = "operation_price"
    __table_args__ = {"info": {"kind": "price"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    operation_id: Mapped[int] = mapped_column(ForeignKey("labour_operation.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    level: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    price_kopecks: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Estimate(Base):
    """One version of what a repair will cost; `lines` is JSON of them as they were offered.

    The question to the customer and the recorded answer are the `approval`; `approved_kopecks` is the sum
    that may be spent after an agreement.
    """

    __tablename__ = "estimate"
    __table_args__ = (UniqueConstraint("order_id", "version"), {"info": {"kind": "estimate"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    lines: Mapped[str] = mapped_column(Text)
    total_kopecks: Mapped[int] = mapped_column(BigInteger)
    limit_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    valid_until: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_document.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Invoice(Base):
    """An invoice; never changed: what is wrong is cancelled, and another takes its place.

    `performed_on` is the day by which the tax rates were chosen.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("branch_id", "series", "year", "seq"),
        CheckConstraint("total_kopecks >= 0 AND vat_kopecks >= 0", name="sums"),
        Index("ix_invoice_open", "due_on", "id", sqlite_where=text("state = 'issued'")),
        {"info": {"kind": "invoice"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    series: Mapped[str] = mapped_column(String(16))
    year: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    issued_on: Mapped[date] = mapped_column(Date)
    performed_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    terms: Mapped[str | None] = mapped_column(Text)
    total_kopecks: Mapped[int] = mapped_column(BigInteger)
    vat_kopecks: Mapped[int] = mapped_column(BigInteger)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_document.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class InvoiceLine(Base):
    """A line of an invoice: its sum after the discount, and the tax within it by its own rate."""

    __tablename__ = "invoice_line"
    __table_args__ = (UniqueConstraint("invoice_id", "position"), {"info": {"kind": "invoice"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    position: Mapped[int] = mapped_column(Integer)
    labour_line_id: Mapped[int | None] = mapped_column(ForeignKey("labour_line.id"))
    part_line_id: Mapped[int | None] = mapped_column(ForeignKey("part_line.id"))
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(16))
    price_kopecks: Mapped[int] = mapped_column(BigInteger)
    discount_kopecks: Mapped[int] = mapped_column(BigInteger)
    total_kopecks: Mapped[int] = mapped_column(BigInteger)
    vat_code: Mapped[str] = mapped_column(String(16))
    vat_kopecks: Mapped[int] = mapped_column(BigInteger)


class Payment(Base):
    """Money that came, went back or was set off; a row is never changed but for its fiscal receipt.

    `amount_kopecks` is positive, `kind` says which way. `request_id` makes a repeated save harmless.
    `receipt_state` says whether a fiscal receipt is due and made; `receipt` is its number in words.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_kopecks > 0", name="amount"),
        Index("ix_payment_unpunched", "id", sqlite_where=text("receipt_state = 'not_punched'")),
        Index("ix_payment_paid_at", "branch_id", "paid_at"),
        {"info": {"kind": "payment"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    request_id: Mapped[str] = mapped_column(String(36), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    refund_of_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    method: Mapped[str] = mapped_column(String(16))
    amount_kopecks: Mapped[int] = mapped_column(BigInteger)
    paid_at: Mapped[datetime] = mapped_column(Moment)
    receipt_state: Mapped[str] = mapped_column(String(16))
    receipt: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

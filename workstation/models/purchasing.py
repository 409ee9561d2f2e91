"""Requests for parts, suppliers, orders to them, promised dates, and what came."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
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

_OPEN_LINE = text("received + cancelled < quantity")
_OPEN_REQUEST = text("state IN ('wanted', 'ordered', 'reserved')")


class Supplier(Base):
    """Who sells parts to the centre."""

    __tablename__ = "supplier"
    __table_args__ = {"info": {"kind": "supplier"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    inn: Mapped[str | None] = mapped_column(String(12))
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer, default=1)


class PurchaseOrder(Base):
    """An order to a supplier."""

    __tablename__ = "purchase_order"
    __table_args__ = (
        UniqueConstraint("branch_id", "series", "year", "seq"),
        Index("ix_purchase_order_open", "promised_on", "id", sqlite_where=text("closed_at IS NULL")),
        {"info": {"kind": "purchase"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    series: Mapped[str] = mapped_column(String(16))
    year: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    state: Mapped[str] = mapped_column(String(16))
    promised_on: Mapped[date | None] = mapped_column(Date)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_how: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)


class PurchaseLine(Base):
    """A part of a purchase order; `received` is the sum of its receipts."""

    __tablename__ = "purchase_line"
    __table_args__ = (
        CheckConstraint(
            "received >= 0 AND cancelled >= 0 AND received + cancelled <= quantity", name="quantity"
        ),
        UniqueConstraint("purchase_id", "part_id"),
        Index("ix_purchase_line_open", "part_id", sqlite_where=_OPEN_LINE),
        {"info": {"kind": "purchase"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    quantity: Mapped[int] = mapped_column(BigInteger)
    price_kopecks: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger)
    cancelled: Mapped[int] = mapped_column(BigInteger)


class PromiseChange(Base):
    """A supplier's promised date as it was and became: evidence of who was late."""

    __tablename__ = "promise_change"
    __table_args__ = {"info": {"kind": "purchase"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    before_on: Mapped[date | None] = mapped_column(Date)
    after_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class GoodsReceipt(Base):
    """A receipt of parts, against a purchase order or without one."""

    __tablename__ = "goods_receipt"
    __table_args__ = (
        UniqueConstraint("branch_id", "series", "year", "seq"),
        {"info": {"kind": "stock"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    series: Mapped[str] = mapped_column(String(16))
    year: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    delivery_note: Mapped[str | None] = mapped_column(Text)
    delivered_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class ReceiptLine(Base):
    """A line of a receipt: pieces taken into stock, those that came damaged, those named on paper only."""

    __tablename__ = "receipt_line"
    __table_args__ = {"info": {"kind": "stock"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    purchase_line_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_line.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    quantity: Mapped[int] = mapped_column(BigInteger)
    damaged: Mapped[int] = mapped_column(BigInteger)
    missing: Mapped[int] = mapped_column(BigInteger)
    cost_kopecks: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)


class PartRequest(Base):
    """A part wanted for an order; each row is served whole, so a request met in parts is split.

    `bin_id` is where the pieces are reserved, `purchase_line_id` the line they are ordered with,
    `part_line_id` the line of the order as which they were fitted.
    """

    __tablename__ = "part_request"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_part_request_open", "part_id", "id", sqlite_where=_OPEN_REQUEST),
        {"info": {"kind": "part_request"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    quantity: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    bin_id: Mapped[int | None] = mapped_column(ForeignKey("stock_bin.id"))
    purchase_line_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_line.id"), index=True)
    part_line_id: Mapped[int | None] = mapped_column(ForeignKey("part_line.id"))
    wanted_by: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)

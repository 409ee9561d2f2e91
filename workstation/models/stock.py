"""The stock: an unchanging ledger of movements, and what is kept of it in the same transaction.

`stock_balance` is the sum of the movements by part and bin, `stock_layer` what is left of each receipt by
part and warehouse, `stock_serial` where a serial piece is. `check` proves all three against the ledger.
"""

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

_LEFT = text("quantity_left > 0")


class Warehouse(Base):
    """A warehouse of a branch."""

    __tablename__ = "warehouse"
    __table_args__ = (UniqueConstraint("branch_id", "name_key"), {"info": {"kind": "stock"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)


class StockBin(Base):
    """A cell of a warehouse; the one with an empty code is the warehouse without cells."""

    __tablename__ = "stock_bin"
    __table_args__ = (UniqueConstraint("warehouse_id", "code_key"), {"info": {"kind": "stock"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = mapped_column(Text)


class StockMovement(Base):
    """One movement, never changed: what it adds to the pieces on hand, to the reserved ones and to the cost.

    `of_id` is the movement it turns back or completes: a return names its issue, an arrival its departure.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        Index("ix_stock_movement_part", "part_id", "id"),
        Index("ix_stock_movement_order", "order_id", "id", sqlite_where=text("order_id IS NOT NULL")),
        Index("ix_stock_movement_of", "of_id", sqlite_where=text("of_id IS NOT NULL")),
        {"info": {"kind": "stock"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(16))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    bin_id: Mapped[int] = mapped_column(ForeignKey("stock_bin.id"))
    quantity: Mapped[int] = mapped_column(BigInteger)
    reserved: Mapped[int] = mapped_column(BigInteger)
    cost_kopecks: Mapped[int] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("part_request.id"))
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("goods_receipt.id"))
    serial_id: Mapped[int | None] = mapped_column(ForeignKey("stock_serial.id"))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("stock_movement.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    station: Mapped[str] = mapped_column(Text)


class StockBalance(Base):
    """What of a part lies in a bin and how much of it is promised; written with each movement."""

    __tablename__ = "stock_balance"
    __table_args__ = (
        CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="never_negative"),
        Index("ix_stock_balance_bin_id", "bin_id"),
        {"info": {"kind": "stock"}},
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True)
    bin_id: Mapped[int] = mapped_column(ForeignKey("stock_bin.id"), primary_key=True)
    on_hand: Mapped[int] = mapped_column(BigInteger)
    reserved: Mapped[int] = mapped_column(BigInteger)


class StockLayer(Base):
    """Pieces that came at one cost; the oldest `received_at` goes first. A transfer keeps the age."""

    __tablename__ = "stock_layer"
    __table_args__ = (
        CheckConstraint("quantity_left >= 0 AND quantity_left <= quantity", name="quantity"),
        CheckConstraint("cost_left_kopecks >= 0 AND cost_left_kopecks <= cost_kopecks", name="cost"),
        Index("ix_stock_layer_left", "part_id", "warehouse_id", "received_at", "id", sqlite_where=_LEFT),
        Index("ix_stock_layer_movement_id", "movement_id"),
        {"info": {"kind": "stock"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movement.id"))
    received_at: Mapped[datetime] = mapped_column(Moment)
    quantity: Mapped[int] = mapped_column(BigInteger)
    cost_kopecks: Mapped[int] = mapped_column(BigInteger)
    quantity_left: Mapped[int] = mapped_column(BigInteger)
    cost_left_kopecks: Mapped[int] = mapped_column(BigInteger)


class LayerUse(Base):
    """What a movement took out of a layer."""

    __tablename__ = "layer_use"
    __table_args__ = (Index("ix_layer_use_layer_id", "layer_id"), {"info": {"kind": "stock"}})

    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movement.id"), primary_key=True)
    layer_id: Mapped[int] = mapped_column(ForeignKey("stock_layer.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(BigInteger)
    cost_kopecks: Mapped[int] = mapped_column(BigInteger)


class StockSerial(Base):
    """A piece with a serial number; it lies in a bin or has gone out of stock."""

    __tablename__ = "stock_serial"
    __table_args__ = (
        UniqueConstraint("part_id", "serial_key"),
        Index("ix_stock_serial_serial_key", "serial_key"),
        {"info": {"kind": "stock"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    serial_number: Mapped[str] = mapped_column(Text)
    serial_key: Mapped[str] = mapped_column(Text)
    bin_id: Mapped[int | None] = mapped_column(ForeignKey("stock_bin.id"))
    layer_id: Mapped[int | None] = mapped_column(Key)


class OldPart(Base):
    """A part taken out of a device, tagged, and what becomes of it."""

    __tablename__ = "old_part"
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
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    name: Mapped[str] = mapped_column(Text)
    serial_number: Mapped[str | None] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Integer)
    fate: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date | None] = mapped_column(Date)
    rma_number: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)

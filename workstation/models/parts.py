"""The catalogue of spare parts: numbers, what a part fits, what stands in for it, dated prices."""

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
)
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Part(Base):
    """A spare part by its maker's number; one of a number and brand, spelling apart."""

    __tablename__ = "part"
    __table_args__ = (
        UniqueConstraint("number_key", "brand_key"),
        Index("ix_part_name_key", "name_key"),
        {"info": {"kind": "part"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(Text)
    number_key: Mapped[str] = mapped_column(Text)
    brand: Mapped[str] = mapped_column(Text)
    brand_key: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(8))
    is_serial: Mapped[bool] = mapped_column(Boolean)
    is_original: Mapped[bool] = mapped_column(Boolean)
    is_consumable: Mapped[bool] = mapped_column(Boolean)
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)


class PartFit(Base):
    """What a part fits: a category of equipment or a model by its compact name."""

    __tablename__ = "part_fit"
    __table_args__ = (Index("ix_part_fit_model_key", "model_key"), {"info": {"kind": "part"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"), index=True)
    model: Mapped[str | None] = mapped_column(Text)
    model_key: Mapped[str | None] = mapped_column(Text)


class PartLink(Base):
    """What stands in for a part: the number that replaced it, or an analogue (which holds both ways)."""

    __tablename__ = "part_link"
    __table_args__ = (
        CheckConstraint("part_id <> other_id", name="other"),
        Index("ix_part_link_other_id", "other_id"),
        {"info": {"kind": "part"}},
    )

    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("part.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))


class PartPrice(Base):
    """A purchase or sale price of one unit from a day on; the latest day not after today is in force."""

    __tablename__ = "part_price"
    __table_args__ = (
        UniqueConstraint("part_id", "kind", "valid_from"),
        {"info": {"kind": "part"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    kind: Mapped[str] = mapped_column(String(16))
    valid_from: Mapped[date] = mapped_column(Date)
    price_kopecks: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

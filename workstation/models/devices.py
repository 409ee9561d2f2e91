"""Devices and the trade catalogue: categories, brands, models, chips, IRIS dictionaries."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Category(Base):
    """A category of equipment; `origin` is `shipped` or `own` (an upgrade never touches own rows)."""

    __tablename__ = "category"
    __table_args__ = {"info": {"kind": "catalogue"}}

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    has_imei: Mapped[bool] = mapped_column(Boolean, default=False)
    tst_item: Mapped[int | None] = mapped_column(Integer)
    loaner_required: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    origin: Mapped[str] = mapped_column(String(8), default="shipped")


class CategoryChoice(Base):
    """A one-key chip of a category: an accessory or a trait of appearance."""

    __tablename__ = "category_choice"
    __table_args__ = (
        UniqueConstraint("category_code", "kind", "name"),
        {"info": {"kind": "catalogue"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"))
    kind: Mapped[str] = mapped_column(String(16))
    letter: Mapped[str] = mapped_column(String(1))
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer, default=0)
    origin: Mapped[str] = mapped_column(String(8), default="shipped")


class Brand(Base):
    """A manufacturer's brand."""

    __tablename__ = "brand"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    origin: Mapped[str] = mapped_column(String(8), default="shipped")


class DeviceModel(Base):
    """A model of a brand in a category, with the manufacturer's terms where they are known."""

    __tablename__ = "device_model"
    __table_args__ = (
        UniqueConstraint("brand_id", "category_code", "name_key"),
        {"info": {"kind": "catalogue"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"))
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    service_life_years: Mapped[int | None] = mapped_column(Integer)


class Authorisation(Base):
    """The centre's contract with a brand, valid in a period; `groups` is JSON, empty means all."""

    __tablename__ = "authorisation"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"), index=True)
    contract: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    groups: Mapped[str] = mapped_column(Text, default="[]")
    mode: Mapped[str] = mapped_column(String(16), default="mixed")
    doa_days: Mapped[int | None] = mapped_column(Integer)
    cap_months_from_production: Mapped[int | None] = mapped_column(Integer)
    excludes_business_use: Mapped[bool] = mapped_column(Boolean, default=False)
    warranty_months: Mapped[int | None] = mapped_column(Integer)


class IrisCode(Base):
    """A line of an imported dictionary: IRIS condition or symptom, of all brands (brand '') or of one."""

    __tablename__ = "iris_code"
    __table_args__ = {"info": {"kind": "catalogue"}}

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    brand: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")


class Device(Base):
    """One device, known by its serial number or IMEI; keys are compact forms for comparison."""

    __tablename__ = "device"
    __table_args__ = (
        Index("ix_device_serial_key", "serial_key"),
        Index("ix_device_imei_key", "imei_key"),
        Index("ix_device_model_id", "model_id"),
        {"info": {"kind": "device"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"))
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("device_model.id"))
    serial_number: Mapped[str | None] = mapped_column(Text)
    serial_key: Mapped[str | None] = mapped_column(Text)
    imei: Mapped[str | None] = mapped_column(String(20))
    imei_key: Mapped[str | None] = mapped_column(String(20))
    produced_on: Mapped[date | None] = mapped_column(Date)
    sold_on: Mapped[date | None] = mapped_column(Date)
    delivered_on: Mapped[date | None] = mapped_column(Date)
    seller: Mapped[str | None] = mapped_column(Text)
    price_paid_kopecks: Mapped[int | None] = mapped_column(BigInteger)
    weight_g: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)

"""What a bench works by: operations with their norms, technicians' certificates, documents of models."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class LabourOperation(Base):
    """An operation of the catalogue; `warranty_months` is the centre's warranty for this work."""

    __tablename__ = "labour_operation"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(Text)
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean)
    origin: Mapped[str] = mapped_column(String(8))
    shipped_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class LabourNorm(Base):
    """Minutes of an operation for a group of equipment and a level of repair; an empty place means any."""

    __tablename__ = "labour_norm"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    operation_id: Mapped[int] = mapped_column(ForeignKey("labour_operation.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    level: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int] = mapped_column(Integer)


class TechnicianSkill(Base):
    """What a technician may and can do: a brand's certificate, a group of equipment, the highest level."""

    __tablename__ = "technician_skill"
    __table_args__ = {"info": {"kind": "user"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    level: Mapped[int | None] = mapped_column(Integer)
    certificate: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class ModelDocument(Base):
    """A document or a link for a brand, a group or a model: a file of the store or an address."""

    __tablename__ = "model_document"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("device_model.id"))
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

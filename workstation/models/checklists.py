"""Checklists with versions, the list an order is done by, and the answers given on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Checklist(Base):
    """A list for a kind of work, a group, a brand or a model; an empty place means any."""

    __tablename__ = "checklist"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    work_kind: Mapped[str | None] = mapped_column(String(16))
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("device_model.id"))
    is_active: Mapped[bool] = mapped_column(Boolean)
    origin: Mapped[str] = mapped_column(String(8))
    shipped_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class ChecklistVersion(Base):
    """One version of a list; an old order keeps the one it was done by."""

    __tablename__ = "checklist_version"
    __table_args__ = (UniqueConstraint("checklist_id", "number"), {"info": {"kind": "catalogue"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    number: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class ChecklistItem(Base):
    """One item of a version; limits are decimal texts, `choices` is JSON, `good` those that pass."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("version_id", "position"), {"info": {"kind": "catalogue"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    required: Mapped[bool] = mapped_column(Boolean)
    unit: Mapped[str | None] = mapped_column(String(24))
    least: Mapped[str | None] = mapped_column(String(24))
    most: Mapped[str | None] = mapped_column(String(24))
    choices: Mapped[str] = mapped_column(Text)
    good: Mapped[str] = mapped_column(Text)


class OrderChecklist(Base):
    """The version of a list that an order is done by."""

    __tablename__ = "order_checklist"
    __table_args__ = {"info": {"kind": "order"}}

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"))
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class ChecklistAnswer(Base):
    """What was answered on an item of an order; a photo is a file of the order."""

    __tablename__ = "checklist_answer"
    __table_args__ = {"info": {"kind": "order"}}

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("checklist_item.id"), primary_key=True, autoincrement=False
    )
    value: Mapped[str | None] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    is_good: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

"""Dated law, warranty terms, serial masks, refusal codes; verdicts, findings and invitations of orders.

Reference rows have an origin: `shipped` follows the program, `own` is what a manager made or changed and no
upgrade touches it. `shipped_key` says which shipped row it was, so that a changed row is not shipped anew.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class CatalogueVersion(Base):
    """The version of each shipped catalogue that was loaded last."""

    __tablename__ = "catalogue_version"
    __table_args__ = {"info": {"kind": "catalogue"}}

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    loaded_at: Mapped[datetime] = mapped_column(Moment)


class LawParameter(Base):
    """One dated row of law or trade; `value` is text, its `unit` says how to read it."""

    __tablename__ = "law_param"
    __table_args__ = {"info": {"kind": "law"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(48), index=True)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    value: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(24))
    source: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    shipped_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class RefusalCode(Base):
    """A possible ground of refusal with its wording; alone it proves nothing."""

    __tablename__ = "refusal_code"
    __table_args__ = {"info": {"kind": "catalogue"}}

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(8))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class WarrantyTerm(Base):
    """A maker's terms of a brand, of a group of it, or of one model; dates are those of the transfer."""

    __tablename__ = "warranty_term"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("device_model.id"))
    months: Mapped[int | None] = mapped_column(Integer)
    service_life_years: Mapped[int | None] = mapped_column(Integer)
    seller_extra_months: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    exclusions: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    shipped_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class PartTerm(Base):
    """A group of parts with a term of its own within a row of terms."""

    __tablename__ = "part_term"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    term_id: Mapped[int] = mapped_column(ForeignKey("warranty_term.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    months: Mapped[int] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(Text)


class SerialMask(Base):
    """A mask of serial numbers of a brand, and how the date of production is read from them."""

    __tablename__ = "serial_mask"
    __table_args__ = {"info": {"kind": "catalogue"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"), index=True)
    groups: Mapped[str] = mapped_column(Text)
    pattern: Mapped[str] = mapped_column(Text)
    decoder: Mapped[str | None] = mapped_column(String(24))
    source: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    shipped_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class StoredVerdict(Base):
    """One verdict of an order as it was made; rows are only added, the last one stands in the order too."""

    __tablename__ = "verdict"
    __table_args__ = (Index("ix_verdict_order", "order_id", "id"), {"info": {"kind": "order"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(24))
    code: Mapped[str] = mapped_column(String(16))
    free: Mapped[str] = mapped_column(String(16))
    payer: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    rules_version: Mapped[str] = mapped_column(String(16))
    data_version: Mapped[str] = mapped_column(Text)


class OrderDefect(Base):
    """What was established about an order's defect; `essential` is a person's decision with name and time."""

    __tablename__ = "order_defect"
    __table_args__ = {"info": {"kind": "order"}}

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    defect_code: Mapped[str | None] = mapped_column(String(32))
    essential: Mapped[str | None] = mapped_column(String(24))
    replaced_part: Mapped[str | None] = mapped_column(String(64))
    seller_extra_months: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class OrderFinding(Base):
    """A possible ground of refusal seen on the device; a withdrawn one stays with its reason."""

    __tablename__ = "finding"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    code: Mapped[str] = mapped_column(ForeignKey("refusal_code.code"))
    causal: Mapped[str] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    override_reason: Mapped[str | None] = mapped_column(Text)
    override_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    override_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)


class FindingEvidence(Base):
    """A photo or file of the order that shows a finding; the serial number it was taken of is kept."""

    __tablename__ = "finding_evidence"
    __table_args__ = {"info": {"kind": "order"}}

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True, autoincrement=False)
    attachment_id: Mapped[int] = mapped_column(
        ForeignKey("attachment.id"), primary_key=True, autoincrement=False
    )
    serial_number: Mapped[str | None] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class QualityInvitation(Base):
    """An invitation of the customer to the quality check, and what came of it."""

    __tablename__ = "quality_invitation"
    __table_args__ = {"info": {"kind": "order"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    channel: Mapped[str] = mapped_column(String(16))
    for_when: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

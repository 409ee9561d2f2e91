"""Issued papers as frozen snapshots, the print queue, and drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment

_PENDING = text("state IN ('waiting', 'printing', 'failed')")


class IssuedDocument(Base):
    """A paper as it was issued: the snapshot is canonical JSON, `sha256` its hash."""

    __tablename__ = "issued_document"
    __table_args__ = (
        UniqueConstraint("branch_id", "kind", "number", "version"),
        {"info": {"kind": "document"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(Integer)
    issued_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    print_count: Mapped[int] = mapped_column(Integer, default=0)


class DocumentOrder(Base):
    """Which orders a paper is about (one act may carry several)."""

    __tablename__ = "document_order"
    __table_args__ = (Index("ix_document_order_order", "order_id"), {"info": {"kind": "document"}})

    document_id: Mapped[int] = mapped_column(
        ForeignKey("issued_document.id"), primary_key=True, autoincrement=False
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)


class PrintJob(Base):
    """A job of the visible print queue, made in the transaction of its paper, so it outlives a crash."""

    __tablename__ = "print_job"
    __table_args__ = (
        Index("ix_print_job_pending", "station_id", "id", sqlite_where=_PENDING),
        {"info": {"kind": "print_job"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    page: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str | None] = mapped_column(String(16))
    is_copy: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Draft(Base):
    """An unfinished form, sealed with the key of the person it is about."""

    __tablename__ = "draft"
    __table_args__ = {"info": {"kind": "draft"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    form: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    person_id: Mapped[int] = mapped_column(Key)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(Moment)

"""The journal: a hash chain per branch; `sealed` holds personal values under the person's key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class JournalHead(Base):
    """The end of a branch's chain; its row is locked while an entry is added."""

    __tablename__ = "journal_head"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class JournalEntry(Base):
    """Who did what, when, at which station, what changed. Rows are only ever added."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("branch_id", "seq"),
        Index("ix_journal_entry_subject", "subject_id", "id"),
        {"info": {"kind": "journal"}},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    seq: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(Key)
    station: Mapped[str] = mapped_column(Text)
    verb: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int] = mapped_column(Key)
    body: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(Key)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

"""Places where devices stand, their moves from place to place, and stocktakes of shelves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Place(Base):
    """A place with a scannable code, which is its key: a counter, a shelf cell, a bench, a way out."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("branch_id", "name_key"), {"info": {"kind": "place"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    position: Mapped[int] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean)


class PlaceMove(Base):
    """One move of an order's device; the first one tells where the intake had put it."""

    __tablename__ = "place_move"
    __table_args__ = (Index("ix_place_move_order", "order_id", "id"), {"info": {"kind": "place"}})

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    from_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    moved_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class ShelfCount(Base):
    """A count of shelves by scanning; `places` is JSON of the ids counted, `result` of what was found."""

    __tablename__ = "shelf_count"
    __table_args__ = {"info": {"kind": "place"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    places: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[str | None] = mapped_column(Text)


class ShelfScan(Base):
    """A device seen on a shelf during a stocktake; of several scans the last one tells where it is."""

    __tablename__ = "shelf_scan"
    __table_args__ = {"info": {"kind": "place"}}

    shelf_count_id: Mapped[int] = mapped_column(
        ForeignKey("shelf_count.id"), primary_key=True, autoincrement=False
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    scanned_at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

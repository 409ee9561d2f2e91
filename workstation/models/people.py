"""Branches, stations, users, settings, counters and the keys of persons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workstation.models.base import Base, Key, Moment


class Branch(Base):
    """A centre's branch: numbers and the journal are chained per branch; `prefix` begins its numbers."""

    __tablename__ = "branch"
    __table_args__ = {"info": {"kind": "settings"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(8))


class Station(Base):
    """A workplace: a counter or a bench with its own printers."""

    __tablename__ = "station"
    __table_args__ = {"info": {"kind": "settings"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(Text)
    machine: Mapped[str] = mapped_column(Text, unique=True)


class User(Base):
    """A person who works in the program; passwords and PINs are argon2 hashes."""

    __tablename__ = "user_account"
    __table_args__ = {"info": {"kind": "user"}}

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(32))
    password_hash: Mapped[str | None] = mapped_column(Text)
    pin_hash: Mapped[str | None] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    failed_count: Mapped[int] = mapped_column(Integer, default=0)
    locked_until_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)


class SettingValue(Base):
    """A stored setting; `owner_id` is a station or a user for settings of that scope, else 0."""

    __tablename__ = "setting"
    __table_args__ = {"info": {"kind": "settings"}}

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(Text)


class Counter(Base):
    """Gap-free numbers: the last one given per branch, series and year."""

    __tablename__ = "counter"

    branch_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    series: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Key)


class PersonKey(Base):
    """The sealing key of one person: with it go all personal values of the journal and of drafts."""

    __tablename__ = "person_key"

    person_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary)


class TrustedKey(Base):
    """Public keys of passports: the centre's own and those it imported; `kid` is hex of 4 bytes."""

    __tablename__ = "trusted_key"

    kid: Mapped[str] = mapped_column(String(8), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    owner: Mapped[str] = mapped_column(Text)
    is_own: Mapped[bool] = mapped_column(Boolean)
    added_at: Mapped[datetime] = mapped_column(Moment)

"""The search tables: plain Core tables here; on SQLite the migrations make them trigram FTS5 tables."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from workstation.models.base import Base, Key

order_search = Table(
    "order_search",
    Base.metadata,
    Column("rowid", Key, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

part_search = Table(
    "part_search",
    Base.metadata,
    Column("rowid", Key, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

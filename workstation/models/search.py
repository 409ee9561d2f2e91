"""The search table: a plain Core table here; on SQLite the migration makes it a trigram FTS5 table."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from workstation.models.base import Base, Key

order_search = Table(
    "order_search",
    Base.metadata,
    Column("rowid", Key, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

"""Alembic's entry: the connection comes from `workstation.migrations.upgrade`."""

from __future__ import annotations

from typing import Any

from alembic import context

from workstation.models import Base, load_all

load_all()


def include_object(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out the search table: on SQLite it is a virtual table with shadow tables."""
    return not (kind == "table" and name is not None and name.startswith(("order_search", "part_search")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=include_object,
    transactional_ddl=True,
)
context.run_migrations()

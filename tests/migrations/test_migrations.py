"""From nothing to the newest schema on both engines, and the models say the same as the migrations."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from workstation import migrations, schema
from workstation.db import Database, open_database, stored_version
from workstation.models import Base, load_all

load_all()


def include_object(_item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """All but the search tables, which on SQLite are virtual ones with tables of their own."""
    return not (kind == "table" and name is not None and name.startswith(("order_search", "part_search")))


def test_from_nothing_to_the_head(empty_address: str) -> None:
    database = open_database(empty_address, create=True, check_version=False)
    assert stored_version(database) is None
    migrations.upgrade(database)
    assert stored_version(database) == schema.VERSION
    migrations.upgrade(database)
    with database.reader.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    assert {table.name for table in Base.metadata.sorted_tables} <= tables
    database.close()


def test_the_program_knows_the_head() -> None:
    assert ScriptDirectory.from_config(migrations.config()).get_current_head() == schema.VERSION


def test_versions_are_one_line_that_rises() -> None:
    """The program compares versions as text: each is larger than the one it follows."""
    revisions = list(ScriptDirectory.from_config(migrations.config()).walk_revisions())
    names = [revision.revision for revision in revisions]
    assert names == sorted(names, reverse=True)
    assert [revision.down_revision for revision in revisions] == [*names[1:], None]


def test_models_and_migrations_make_the_same_tables(database: Database) -> None:
    with database.reader.connect() as connection:
        options = {"include_object": include_object, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_indices_are_the_same(database: Database) -> None:
    """The comparison above does not look into conditions of partial indices."""
    with database.reader.connect() as connection:
        if database.is_sqlite:
            query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        else:
            query = "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '% WHERE %'"
        found = set(connection.execute(text(query)).scalars())
    wanted = {
        index.name
        for table in Base.metadata.sorted_tables
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert found == wanted


def test_every_constraint_has_a_name() -> None:
    """A batch change on SQLite loses what has none."""
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []

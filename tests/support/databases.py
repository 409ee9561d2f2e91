"""Bases for tests: each its own, copied from one that was migrated once; on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import PostgresServer
from workstation.db import Database, open_database
from workstation.migrations import upgrade

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


def make_empty(address: str) -> None:
    """Bring an empty place to a base with all tables and no rows."""
    database = open_database(address, create=True, check_version=False)
    upgrade(database)
    database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server that all tests share; started by the first that asks."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated database that others are copied from."""
    name = postgres.create()
    make_empty(postgres.address(name))
    return name


@pytest.fixture
def postgres_address(
    postgres: PostgresServer, postgres_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of this test's own migrated PostgreSQL database, with its own folder of files."""
    monkeypatch.setenv("WORKSTATION_FILES", str(tmp_path / "files"))
    name = postgres.create(postgres_template)
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def postgres_empty_address(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a PostgreSQL database without a single table."""
    monkeypatch.setenv("WORKSTATION_FILES", str(tmp_path / "files"))
    name = postgres.create()
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    make_empty(str(path))
    return path


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> str:
    """The path of this test's own migrated SQLite file."""
    path = tmp_path / "base.db"
    shutil.copyfile(sqlite_template, path)
    return str(path)


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest) -> str:
    """The address of this test's own migrated base, once on each engine."""
    fixture: str = request.getfixturevalue(
        f"{'postgres' if request.param == 'postgresql' else 'sqlite'}_address"
    )
    return fixture


@pytest.fixture(params=ENGINES)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address with nothing at it yet, once on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "empty.db")
    found: str = request.getfixturevalue("postgres_empty_address")
    return found


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """This test's own open base, once on each engine."""
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_address: str) -> Iterator[Database]:
    """This test's own open SQLite base, for what the engine cannot change."""
    opened = open_database(sqlite_address)
    yield opened
    opened.close()

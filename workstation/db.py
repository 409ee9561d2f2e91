"""Engines and transactions: `open_database`, `Database.begin`, `Database.run`.

SQLite: WAL, FULL, foreign keys, every writing transaction `BEGIN IMMEDIATE` behind a file lock (the busy
handler of SQLite is no queue: it starves some writers). Reads have an engine of their own with plain BEGIN.
PostgreSQL: the same calls; a lost race (40001, 40P01) or a broken connection is retried.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase

from workstation import keys, schema
from workstation.errors import StorageError
from workstation.paths import data_dir

BUSY_TIMEOUT_S = 30.0
RETRIES = 5
# 23505 too: two writers made the same brand or model at once; tried again, the second finds the first's.
_RETRY_STATES = {"40001", "40P01", "23505"}
_UNREACHABLE_STATES = {"57P01", "57P02", "57P03", "53300"}

Result = TypeVar("Result")


@dataclass(frozen=True)
class Database:
    """An open base: its engines, the folder of its files, and the lock of its writers."""

    url: URL
    folder: Path
    reader: Engine
    writer: Engine
    lock_path: Path | None
    _thread_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded base."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def begin(self, write: bool = False) -> Iterator[Session]:
        """One transaction: commit at the end of the block, roll back on any error.

        `session.info["connection"]` is its connection; after the block `session.info["changed"]` is the
        set of kinds that changed. Raises StorageError for what the engine could not do.
        """
        if write and not keys.has_node():
            self._take_node()
        with _translated(), self._turn(write):
            engine = self.writer if write else self.reader
            with (
                engine.connect() as connection,
                connection.begin(),
                Session(connection, autoflush=write, info=_info(self)) as session,
            ):
                session.info["connection"] = connection
                connection.info["changed"] = session.info["changed"]
                yield session
                session.flush()

    def run(self, work: Callable[[Session], Result], write: bool = False) -> tuple[Result, frozenset[str]]:
        """Run `work` in one transaction, again when a race was lost; gives the result and what changed."""
        for attempt in range(RETRIES):
            try:
                with self.begin(write) as session:
                    result = work(session)
                return result, frozenset(session.info["changed"])
            except StorageError as error:
                if error.code != "storage_race" or attempt == RETRIES - 1:
                    raise
                time.sleep(0.01 * 2**attempt)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close all connections."""
        self.reader.dispose()
        self.writer.dispose()

    @contextmanager
    def _turn(self, write: bool) -> Iterator[None]:
        """Wait for this writer's turn on SQLite: first the threads of the process, then the processes."""
        if not write or self.lock_path is None:
            yield
            return
        with self._thread_lock, _file_lock(self.lock_path):
            yield

    def _take_node(self) -> None:
        """Give this process a node of its own for keys, in a transaction of its own."""
        with _translated(), self._turn(True), self.writer.begin() as connection:
            number = connection.execute(
                text(
                    "INSERT INTO counter (branch_id, series, year, last) VALUES (0, 'node', 0, 1) "
                    "ON CONFLICT (branch_id, series, year) DO UPDATE SET last = counter.last + 1 "
                    "RETURNING last"
                )
            ).scalar_one()
        keys.set_node(int(number))


def _info(database: Database) -> dict[str, Any]:
    return {"changed": set(), "folder": database.folder}


def parse_url(address: str) -> URL:
    """An SQLAlchemy URL of `--db`: a URL as it is, anything else is the path of an SQLite file."""
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).absolute()))
    try:
        return make_url(address)
    except ArgumentError as error:
        raise StorageError("storage_address_bad", address=address) from error


def files_folder(url: URL) -> Path:
    """The folder of a base's attachments and keys: beside an SQLite file, else in the data folder.

    `WORKSTATION_FILES` names a shared folder where several computers use one PostgreSQL.
    """
    override = os.environ.get("WORKSTATION_FILES")
    if override:
        return Path(override)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}-files")
    return data_dir() / f"{url.database}-files"


def open_database(address: str, *, create: bool = False, check_version: bool = True) -> Database:
    """Open the base at a path or URL.

    Raises StorageError: `storage_missing` (no such file and not `create`), `storage_unreachable`,
    `storage_newer` (made by a newer program), `storage_needs_upgrade`, `storage_not_ours`.
    """
    url = parse_url(address)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _check_path(Path(url.database or ""), create)
    try:
        database = _connect(url, sqlite)
    except (NoSuchModuleError, ImportError) as error:
        raise StorageError("storage_address_bad", address=address) from error
    if check_version:
        _check_version(database)
    return database


def stored_version(database: Database) -> str | None:
    """The schema version stored in the base; None for a base without our tables."""
    with _translated(), database.reader.connect() as connection:
        if database.is_sqlite:
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        else:
            query = "SELECT to_regclass('alembic_version')"
        if connection.execute(text(query)).scalar() is None:
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _check_path(path: Path, create: bool) -> None:
    if not create and not path.exists():
        raise StorageError("storage_missing", path=str(path))
    if create and not path.parent.is_dir():
        raise StorageError("storage_folder_missing", path=str(path.parent))


def _check_version(database: Database) -> None:
    found = stored_version(database)
    if found == schema.VERSION:
        return
    database.close()
    if found is None:
        raise StorageError("storage_not_ours")
    raise StorageError("storage_newer" if found > schema.VERSION else "storage_needs_upgrade", version=found)


def _connect(url: URL, sqlite: bool) -> Database:
    folder = files_folder(url)
    if not sqlite:
        engine = create_engine(url, pool_size=5, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        _watch_changes(engine)
        return Database(url, folder, engine, engine, None)
    arguments = {"timeout": BUSY_TIMEOUT_S, "check_same_thread": False}
    reader = create_engine(url, connect_args=arguments, pool_size=4, pool_use_lifo=True)
    writer = create_engine(url, connect_args=arguments, pool_size=1, max_overflow=0)
    for engine, begin in ((reader, "BEGIN"), (writer, "BEGIN IMMEDIATE")):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_with(begin))
    _watch_changes(writer)
    return Database(url, folder, reader, writer, Path(f"{url.database}.lock"))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -2000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_with(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


def _watch_changes(engine: Engine) -> None:
    """Derive the set of changed kinds from the statements themselves, so nobody keeps it by hand."""

    def after_execute(connection: Connection, statement: Any, *_rest: object) -> None:
        if isinstance(statement, UpdateBase):
            kind = getattr(statement.table, "info", {}).get("kind")
            if kind:
                connection.info.setdefault("changed", set()).add(kind)

    event.listen(engine, "after_execute", after_execute)


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """A fair, blocking lock between processes on a file beside the base."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock_descriptor(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock_descriptor(descriptor: int) -> None:
    if os.name == "nt":  # pragma: no cover
        import msvcrt

        while True:
            with suppress(OSError):
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
                return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the engine raises into our StorageError; the original is kept as its cause."""
    try:
        yield
    except DBAPIError as error:
        code = _code_of(error)
        if code is None:
            raise
        raise StorageError(code, details=str(error.orig)) from error
    except sqlite3.OperationalError as error:
        raise StorageError(_sqlite_code(error) or "storage_unknown", details=str(error)) from error
    except OSError as error:
        if error.errno in {28, 122}:
            raise StorageError("storage_full", details=str(error)) from error
        raise


def _code_of(error: DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return "storage_unreachable" if error.connection_invalidated or _is_operational(error) else None
    if state in _RETRY_STATES:
        return "storage_race"
    if state.startswith("08") or state in _UNREACHABLE_STATES:
        return "storage_unreachable"
    return {"53100": "storage_full", "25006": "storage_readonly", "57014": "storage_timeout"}.get(state)


def _is_operational(error: DBAPIError) -> bool:
    return type(error.orig).__name__ == "OperationalError"


_SQLITE_CODES = {
    "SQLITE_FULL": "storage_full",
    "SQLITE_BUSY": "storage_locked",
    "SQLITE_LOCKED": "storage_locked",
    "SQLITE_READONLY": "storage_readonly",
    "SQLITE_CANTOPEN": "storage_unreachable",
    "SQLITE_CORRUPT": "storage_corrupt",
    "SQLITE_NOTADB": "storage_not_ours",
    "SQLITE_IOERR_SHMSIZE": "storage_full",
    "SQLITE_IOERR": "storage_unreachable",
}


def _sqlite_code(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name in _SQLITE_CODES:
        return _SQLITE_CODES[name]
    return next((code for prefix, code in _SQLITE_CODES.items() if name.startswith(prefix)), None)

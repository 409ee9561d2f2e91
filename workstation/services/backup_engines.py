"""What a backup does differently on SQLite and on PostgreSQL: copy, prove, put back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, TextClause, inspect, text

from workstation import db, schema
from workstation.db import Database
from workstation.errors import StorageError, UserError
from workstation.services.backup_archive import Head, Manifest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
PAGES_AT_ONCE = 4000
FILE_TABLES = ("attachment", "loaner_photo", "request_file", "model_document")
"""Tables whose rows name a file of the store by its hash."""
_NAMES = {SQLITE: "base.db", POSTGRESQL: "base.dump"}

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What is read in the very transaction that is copied."""

    base_id: str
    schema: str
    heads: tuple[Head, ...]
    counts: dict[str, int]
    attachments: frozenset[str]

    def as_manifest(self) -> dict[str, Any]:
        """The fields that go into the manifest."""
        return {"base_id": self.base_id, "schema": self.schema, "heads": self.heads, "counts": self.counts}


def member_of(engine: str) -> str:
    """The member that holds the base; raises StorageError `backup_damaged` for an engine nobody knows."""
    if engine not in _NAMES:
        raise StorageError("backup_damaged", details=engine)
    return _NAMES[engine]


def member_name(url: URL) -> str:
    """The member that holds a base of this address."""
    return member_of(url.get_backend_name())


def copy_base(database: Database, target: Path, tell: Tell) -> BaseFacts:
    """A consistent copy of the base while others write, and the facts of that same moment."""
    if database.is_sqlite:
        _copy_sqlite(Path(database.url.database or ""), target, tell)
        copy = db.open_database(str(target), check_version=False)
        try:
            with copy.reader.connect() as connection:
                facts = _facts(connection)
        finally:
            copy.close()
        _settle(target)
        return facts
    with database.reader.connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        facts = _facts(connection)
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        tell("copy", 0, 1)
        options = [
            "--format=custom",
            "--compress=1",
            "--no-owner",
            f"--snapshot={snapshot}",
            f"--file={target}",
        ]
        _run("pg_dump", database.url, options)
        tell("copy", 1, 1)
    return facts


def verify_base(copy: Path, manifest: Manifest) -> None:
    """Prove the copied base against its manifest; raises StorageError `backup_damaged`.

    A PostgreSQL dump is only listed here: its rows are proved when it is restored.
    """
    if manifest.engine == POSTGRESQL:
        _run("pg_restore", None, ["--list", str(copy)])
        return
    try:
        database = db.open_database(str(copy), check_version=False)
        try:
            with database.reader.connect() as connection:
                broken = connection.execute(text("PRAGMA quick_check")).scalar()
                facts = _facts(connection)
            journal = _journal_problem(database) if facts.schema == schema.VERSION else None
        finally:
            database.close()
    except (sqlite3.DatabaseError, StorageError) as error:
        raise StorageError("backup_damaged", details=str(error)) from error
    finally:
        _settle(copy)
    if broken != "ok" or facts.as_manifest() != {
        name: getattr(manifest, name) for name in facts.as_manifest()
    }:
        raise StorageError("backup_damaged", details=copy.name)
    if journal:
        raise StorageError("backup_damaged", details=journal)


def require_empty(url: URL, folder: Path) -> None:
    """Raises UserError `restore_not_empty` where there is a base or files of one already."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError("restore_not_empty", "db", path=str(folder))
    if url.get_backend_name() == SQLITE:
        path = Path(url.database or "")
        if any(Path(f"{path}{tail}").exists() for tail in ("", "-wal", "-journal")):
            raise UserError("restore_not_empty", "db", path=str(path))
        if not path.parent.is_dir():
            raise StorageError("storage_folder_missing", path=str(path.parent))
        return
    database = db.open_database(url.render_as_string(hide_password=False), check_version=False)
    try:
        if db.stored_version(database) is not None:
            raise UserError("restore_not_empty", "db", path=url.database)
        with database.reader.connect() as connection:
            if inspect(connection).get_table_names():
                raise UserError("restore_not_empty", "db", path=url.database)
    finally:
        database.close()


def put_back(url: URL, copy: Path) -> None:
    """Make the copy the base of this address; the place is known to be empty."""
    if url.get_backend_name() == SQLITE:
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        copy.replace(url.database or "")
        return
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-comments"]
    _run("pg_restore", url, [*options, str(copy)])


def _copy_sqlite(source: Path, target: Path, tell: Tell) -> None:
    """Page by page inside one read transaction: writers go on, and their commits do not start it anew."""

    def progress(_status: int, remaining: int, total: int) -> None:
        tell("copy", total - remaining, total)

    with closing(sqlite3.connect(source, isolation_level=None, timeout=db.BUSY_TIMEOUT_S)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as writing:
            try:
                reading.backup(writing, pages=PAGES_AT_ONCE, progress=progress)
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
                    raise StorageError("storage_full", details=str(error)) from error
                raise
        reading.execute("ROLLBACK")


def _settle(path: Path) -> None:
    """One file again: no write-ahead log, no lock beside it."""
    if path.exists():
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    Path(f"{path}.lock").unlink(missing_ok=True)


def _facts(connection: Connection) -> BaseFacts:
    """Read by plain SQL, so that a base of an older version can be copied too."""
    tables = [
        name
        for name in sorted(inspect(connection).get_table_names())
        if not name.startswith(("order_search_", "part_search_", "sqlite_"))
    ]
    counts = {
        name: int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one())  # noqa: S608
        for name in tables
    }
    heads = connection.execute(text("SELECT branch_id, seq, hash FROM journal_head ORDER BY branch_id"))
    base_id = connection.execute(text("SELECT value FROM setting WHERE key = 'base.id'")).scalar()
    return BaseFacts(
        base_id=json.loads(base_id) if base_id else "",
        schema=connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        heads=tuple(Head(row.branch_id, row.seq, bytes(row.hash).hex()) for row in heads),
        counts=counts,
        attachments=frozenset(
            digest
            for name in FILE_TABLES
            if name in tables
            for digest in connection.execute(_hashes(name)).scalars()
        ),
    )


def _hashes(table: str) -> TextClause:
    return text(f"SELECT sha256 FROM {table} WHERE sha256 IS NOT NULL")  # noqa: S608


def _journal_problem(database: Database) -> str | None:
    from workstation.services.check import run_checks  # noqa: PLC0415 - every table, only when copies are made

    journal = next(result for result in run_checks(database, ("journal",)))
    return journal.problems[0] if journal.problems else None


def _run(program: str, url: URL | None, options: list[str]) -> None:
    """Run one of PostgreSQL's own tools; the password goes through the environment."""
    path = shutil.which(program)
    if path is None:
        raise StorageError("backup_tool_missing", program=program)
    environment = dict(os.environ)
    target: list[str] = []
    if url is not None:
        plain = url.set(drivername=POSTGRESQL, password=None)
        target = [f"--dbname={plain.render_as_string(hide_password=False)}"]
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
    done = subprocess.run(  # noqa: S603
        [path, *options, *target], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise StorageError("backup_tool_failed", program=program, details=done.stderr.strip()[-500:])

"""Alembic environment and versions, shipped with the program; run through `upgrade`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from workstation.db import Database
from workstation.errors import StorageError

FOLDER = Path(__file__).resolve().parent


def config() -> Config:
    """The alembic configuration, without an ini file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    return made


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the base to `revision` in one transaction.

    Foreign keys of SQLite are off meanwhile (a batch change of a parent table would silently delete its
    children) and checked before the commit; raises StorageError `storage_corrupt` if any broke.
    """
    made = config()
    with database.writer.connect() as connection:
        if database.is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                made.attributes["connection"] = connection
                command.upgrade(made, revision)
                if database.is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise StorageError("storage_corrupt", details="foreign_key_check")
        finally:
            if database.is_sqlite:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]

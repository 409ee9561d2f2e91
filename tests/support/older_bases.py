"""Filled bases of earlier versions, put back from their dumps."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from workstation import migrations
from workstation.db import Database, open_database, stored_version

BASES = sorted((Path(__file__).resolve().parent.parent / "data" / "bases").glob("*.json.gz"))


def loaded(value: Any) -> Any:
    """A value of a dump; bytes stand in base 64."""
    return base64.b64decode(value["$b"]) if isinstance(value, dict) else value


def fill(connection: Connection, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Put the rows of a dump in, in the order in which they name each other; columns as they were then."""
    connection.execute(text("DELETE FROM counter"))
    for name, rows in tables.items():
        columns = {
            column["name"]: column["type"].python_type for column in inspect(connection).get_columns(name)
        }
        if rows:
            names = ", ".join(rows[0])
            marks = ", ".join(f":{column}" for column in rows[0])
            typed = [
                {
                    key: bool(value) if columns.get(key) is bool and value is not None else loaded(value)
                    for key, value in row.items()
                }
                for row in rows
            ]
            connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({marks})"), typed)


def older_base(address: str, dump: Path) -> Database:
    """An open base of the version that the dump was made of, with its rows."""
    content = json.loads(gzip.decompress(dump.read_bytes()))
    database = open_database(address, create=True, check_version=False)
    migrations.upgrade(database, content["version"])
    assert stored_version(database) == content["version"]
    with database.writer.begin() as connection:
        fill(connection, content["tables"])
    return database

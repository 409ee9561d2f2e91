"""Statements straight through the driver, for transactions that a person waits for.

A Core statement costs several times what SQLite does with the row. Here its text, and for inserts the
conversions of its values, are prepared once per engine by SQLAlchemy itself; only the execution is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Convert = Callable[[Any], Any]
MANY = 100
"""From how many rows on an import is worth its own way."""


def add(session: Session, table: Table, *rows: Mapping[str, Any]) -> None:
    """Insert rows that carry a value for each column of the table; raises KeyError where one is missing.

    No defaults are applied. The table's kind joins the changes of the transaction.
    """
    if not rows:
        return
    connection = session.info["connection"]
    statement, names, converters, named = _prepared(table, connection.dialect)
    values = [
        [
            row[name] if convert is None else convert(row[name])
            for name, convert in zip(names, converters, strict=True)
        ]
        for row in rows
    ]
    cursor = connection.connection.cursor()
    try:
        if len(values) >= MANY and hasattr(cursor, "copy"):
            _copy(cursor, table, names, values)
        else:
            parameters = [dict(zip(names, one, strict=True)) for one in values] if named else values
            if len(parameters) == 1:
                cursor.execute(statement, parameters[0])
            else:
                cursor.executemany(statement, parameters)
    except connection.dialect.loaded_dbapi.Error as error:
        # The driver was asked directly: what it raises must look as it would through the engine.
        raise _as_engine_error(statement, error, connection.dialect) from error
    finally:
        cursor.close()
    kind = table.info.get("kind")
    if kind:
        session.info["changed"].add(kind)


def _copy(cursor: Any, table: Table, names: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    """Rows as PostgreSQL takes many of them: three times as quickly as inserts."""
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in values:
            copy.write_row(row)


def run(session: Session, statement: ClauseElement, **values: Any) -> list[Any]:
    """Run a prepared statement and give its rows as tuples.

    For values and results that need no conversion: integers, texts, bytes. An update this way tells no kind.
    """
    connection = session.info["connection"]
    text, order = _text(statement, connection.dialect)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text, values if order is None else [values[name] for name in order])
        return cursor.fetchall() if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_engine_error(text, error, connection.dialect) from error
    finally:
        cursor.close()


def _as_engine_error(statement: str, error: Exception, dialect: Dialect) -> BaseException:
    """The same error as the engine raises it, without the values of the rows."""
    kind = dialect.loaded_dbapi.Error
    return DBAPIError.instance(statement, None, error, kind, hide_parameters=True, dialect=dialect)


@lru_cache(maxsize=128)
def _text(statement: ClauseElement, dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
    """A statement's text for an engine, and the order of its parameters where they go by place."""
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    return str(compiled), tuple(compiled.positiontup) if compiled.positional else None


@lru_cache(maxsize=128)
def _prepared(
    table: Table, dialect: Dialect
) -> tuple[str, tuple[str, ...], tuple[Convert | None, ...], bool]:
    """The insert of a table for an engine: text, columns in order, their conversions, named or by place."""
    names = tuple(column.name for column in table.columns)
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    converters = tuple(column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns)
    return str(compiled), names, converters, not compiled.positional

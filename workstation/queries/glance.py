"""What a window shows of an embedded base while the packages that open it are still being imported.

Read once through the standard driver: who sits here, the settings in force, the first page of the list of
orders. The statements are those of the other queries, word for word as SQLAlchemy writes them; a test holds
them together. Only the usual is answered. Whatever is not, and in any case the base itself, is left to the
ordinary opening that follows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from workstation import schema
from workstation.clock import from_ms
from workstation.documents.order_rows import LONGEST, OrderRow
from workstation.documents.people import Actor
from workstation.queries.order_rows import order_row
from workstation.rules.seating import actor_of, lone_user
from workstation.settings import Settings, in_force

PATIENCE_S = 0.3
FIRST_ROWS = 64

_VERSION = "SELECT version_num FROM alembic_version"
_USERS = (
    "SELECT user_account.id, user_account.password_hash, user_account.is_active FROM user_account "
    "LIMIT ? OFFSET ?"
)
_USER = (
    "SELECT user_account.id, user_account.branch_id, user_account.login, user_account.name, "
    "user_account.short_name, user_account.title, user_account.role, user_account.is_active "
    "FROM user_account WHERE user_account.id = ?"
)
_STATION = "SELECT station.id, station.name FROM station WHERE station.machine = ?"
_SETTINGS = (
    'SELECT setting."key", setting.owner_id, setting.value FROM setting WHERE setting.owner_id IN (?, ?, ?)'
)
_IDS = (
    "SELECT work_order.id FROM work_order WHERE work_order.closed_at IS NULL "
    "ORDER BY work_order.due_on ASC NULLS LAST, work_order.id ASC LIMIT ? OFFSET ?"
)
_ROWS = (
    "SELECT work_order.id, work_order.number, work_order.status, work_order.kind, work_order.accepted_at, "
    "work_order.due_on, work_order.legal_until, place.name AS place, work_order.reported_fault, "
    "customer.name AS customer, customer.kind AS customer_kind, customer.phone, customer.phone_extension, "
    "category.short_name AS category, brand.name AS brand, device_model.name AS model, "
    "device.serial_number, device.imei, user_account.short_name AS technician, "
    "order_state.name AS state_name, order_state.token AS state_token "
    "FROM work_order JOIN customer ON customer.id = work_order.customer_id "
    "JOIN device ON device.id = work_order.device_id JOIN brand ON brand.id = device.brand_id "
    "JOIN category ON category.code = device.category_code "
    "LEFT OUTER JOIN device_model ON device_model.id = device.model_id "
    "LEFT OUTER JOIN place ON place.id = work_order.place_id "
    "LEFT OUTER JOIN user_account ON user_account.id = work_order.technician_id "
    "LEFT OUTER JOIN order_state ON order_state.code = coalesce(work_order.state_code, work_order.status) "
    "WHERE work_order.id IN (?)"
)
_DAYS, _MOMENTS = ("due_on", "legal_until"), ("accepted_at",)
"""Columns of a line that the plain driver gives as texts and as integers."""


class KnownOrders(NamedTuple):
    """The ids of the open orders by their term, and the rows of the first of them."""

    ids: list[int]
    rows: list[OrderRow]


class Glance(NamedTuple):
    """Who is let in without asking, the settings in force for him, and what he sees first."""

    actor: Actor
    settings: Settings
    orders: KnownOrders


def look(path: Path, machine: str) -> Glance | None:
    """A glance at the base of a file: None unless it is of this program's version and set up, and its lone
    administrator without a password sits at a machine that is known to it. Nothing is written or raised.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE_S)) as base:
            base.row_factory = sqlite3.Row
            base.execute("PRAGMA query_only = ON")
            base.execute("BEGIN")
            return _look(base, machine)
    except sqlite3.Error:
        return None


def _look(base: sqlite3.Connection, machine: str) -> Glance | None:
    version = base.execute(_VERSION).fetchone()
    lone = lone_user(_read(base, _USERS, (2, 0)))
    station = base.execute(_STATION, (machine,)).fetchone()
    if version is None or version[0] != schema.VERSION or lone is None or station is None:
        return None
    actor = actor_of(_read(base, _USER, (lone,))[0], *station)
    settings = in_force(base.execute(_SETTINGS, (0, actor.station_id, lone)), actor.station_id, lone)
    if not settings["base.id"] or not (settings.training or settings["setup.finished"]):
        return None
    return Glance(actor, settings, _orders(base))


def _orders(base: sqlite3.Connection) -> KnownOrders:
    ids = [one for (one,) in base.execute(_IDS, (LONGEST, 0))]
    first = ids[:FIRST_ROWS]
    marks = ", ".join("?" * len(first))
    found = {row["id"]: _line(row) for row in _read(base, _ROWS.replace("IN (?)", f"IN ({marks})"), first)}
    return KnownOrders(ids, [found[one] for one in first])


def _line(row: dict[str, Any]) -> OrderRow:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    return order_row({**row, **days, **{name: from_ms(row[name]) for name in _MOMENTS}})


def _read(base: sqlite3.Connection, statement: str, values: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in base.execute(statement, tuple(values))]

"""Clocks of stored orders, and the list of those nearest to a limit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.support.intakes import accept, ready, request, visit, washer
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import EstimateData, IntakeItem
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import StatusChange, WorkOrder
from workstation.queries.clocks import get_clocks, list_near_limit
from workstation.services import order_values
from workstation.services.demo import add_orders
from workstation.statuses import EstimateKind, OrderStatus, RequestKind

TODAY = date(2026, 5, 22)
SOLD = date(2025, 6, 10)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def taken(database: Database, actor: Actor, serial: str, **changes: Any) -> int:
    item = IntakeItem(washer(serial, sold_on=SOLD), request(**changes))
    return accept(database, actor, visit(item)).orders[0].id


def moved(database: Database, actor: Actor, order_id: int, status: OrderStatus, **values: Any) -> None:
    with database.begin(write=True) as session:
        table = WorkOrder.__table__
        session.execute(update(table).where(table.c.id == order_id).values(status=status.value, **values))
        row = order_values.status_row(actor, order_id, OrderStatus.ACCEPTED, status)
        session.execute(StatusChange.__table__.insert(), row)


def near(database: Database, today: date) -> Sequence[Any]:
    with database.begin() as session:
        return list_near_limit(session, today)


def test_the_nearest_comes_first_with_its_money(database: Database, actor: Actor) -> None:
    late = taken(database, actor, "FD 1", demanded_on=TODAY - timedelta(days=50))
    soon = taken(database, actor, "FD 2", agreed_until=TODAY + timedelta(days=3))
    paid = taken(
        database,
        actor,
        "FD 3",
        kind=RequestKind.PAID,
        agreed_until=TODAY + timedelta(days=1),
        estimate=EstimateData(EstimateKind.FIRM, 500_000),
    )
    taken(database, actor, "FD 4", kind=RequestKind.PAID)
    rows = near(database, TODAY)
    assert [(row.id, row.code, row.days_left) for row in rows] == [
        (late, "REPAIR_45", -5),
        (paid, "WORK", 1),
        (soon, "AGREED", 3),
    ]
    assert (rows[0].exposure, rows[0].a_day) == (5 * 48_990, 48_990)
    assert (rows[1].exposure, rows[1].a_day) == (0, 15_000)
    assert rows[0].device == "Стир. машина Bosch WAN28263BY"
    assert all("." in row.customer for row in rows), "names as a list shows them: a surname and initials"
    with database.begin() as session:
        assert len(list_near_limit(session, TODAY, 1)) == 1


def test_waiting_for_a_part_stops_nothing(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor, "FD 1", demanded_on=TODAY - timedelta(days=50))
    before = near(database, TODAY)
    moved(database, actor, order_id, OrderStatus.WAITING_PART)
    after = near(database, TODAY)
    assert [(row.days_left, row.exposure) for row in before] == [
        (row.days_left, row.exposure) for row in after
    ]
    assert after[0].status is OrderStatus.WAITING_PART


def test_what_is_ready_or_closed_is_not_listed(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor, "FD 1", demanded_on=TODAY - timedelta(days=50))
    moved(database, actor, order_id, OrderStatus.READY)
    assert near(database, TODAY + timedelta(days=30)) == ()
    with database.begin() as session:
        assert get_clocks(session, order_id, TODAY + timedelta(days=30)).exposure == 5 * 48_990
    moved(database, actor, order_id, OrderStatus.HANDED_OVER, closed_at=clock.now())
    with database.begin() as session:
        assert get_clocks(session, order_id, TODAY).clocks == ()


def test_days_out_of_use_this_year_are_summed_over_orders(database: Database, actor: Actor) -> None:
    first = taken(database, actor, "FD 1", demanded_on=TODAY - timedelta(days=60))
    moved(database, actor, first, OrderStatus.HANDED_OVER, closed_at=clock.now() - timedelta(days=35))
    second = taken(database, actor, "FD 1")
    with database.begin() as session:
        found = {one.code: one for one in get_clocks(session, second, TODAY).clocks}
    assert found["TST_30_DAYS"].days_left == 30 - 25


def test_an_order_that_is_not_there_is_told(database: Database, actor: Actor) -> None:
    with database.begin() as session, pytest.raises(UserError) as caught:
        get_clocks(session, 1, TODAY)
    assert caught.value.code == "order_not_found"


@pytest.mark.slow
def test_five_thousand_open_orders_are_listed_at_once(sqlite_database: Database) -> None:
    actor = ready(sqlite_database)
    add_orders(sqlite_database, actor, 5000)
    with sqlite_database.begin(write=True) as session:
        session.execute(update(WorkOrder.__table__).values(status="in_repair", closed_at=None))
    near(sqlite_database, TODAY)
    begun = time.process_time()
    rows = near(sqlite_database, TODAY)
    spent = time.process_time() - begun
    assert len(rows) == 50
    assert spent < 1.5

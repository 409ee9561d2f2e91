"""The place «Сроки»: the order of rows, the money at stake, Enter, and emptiness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.forms.desk import DOWN, ENTER, Desk
from tests.support.intakes import accept, request, visit, washer
from ui.table_model import CELL_ROLE
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.statuses import Role

SOLD = date(2025, 6, 10)
Open = Callable[..., Desk]


@pytest.fixture
def open_list(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make() -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, "limits", Role.MANAGER))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def taken(database: Database, actor: Actor, serial: str, ago: int, days: int | None = None) -> str:
    """An order demanded `ago` days ago, agreed for `days` after that; gives its number."""
    demanded = clock.today() - timedelta(days=ago)
    agreed = demanded + timedelta(days=days) if days is not None else None
    item = IntakeItem(washer(serial, sold_on=SOLD), request(demanded_on=demanded, agreed_until=agreed))
    return accept(database, actor, visit(item)).orders[0].number


def cells(desk: Desk, row: int) -> dict[str, str]:
    """A row of the table by its columns."""
    model = desk.page._model
    return {
        column.id: str(model.index(row, place).data(CELL_ROLE).text).replace("\u00a0", " ")
        for place, column in enumerate(model.columns)
    }


def test_the_most_overdue_stands_first_with_its_money(
    open_list: Open, sqlite_database: Database, actor: Actor
) -> None:
    far = taken(sqlite_database, actor, "FD 1", 0, 40)
    late = taken(sqlite_database, actor, "FD 2", 50)
    near = taken(sqlite_database, actor, "FD 3", 1, 3)
    desk = open_list()
    shown = [cells(desk, row) for row in range(desk.page._model.rowCount())]
    assert [row["number"] for row in shown] == [late, near, far]
    assert shown[0]["left"] == "просрочено на 5 дней"
    assert shown[0]["stake"] == "2 449,50"
    assert shown[0]["more"] == "489,90"
    assert shown[1]["left"] == "осталось 2 дня"
    assert shown[1]["stake"] == "—"
    assert shown[0]["status"] == "Принят"
    assert desk.page._late.text() == "Просрочено: 1"
    assert "2 449,50" in desk.page._sum.text().replace("\u00a0", " ")


def test_enter_opens_the_order_under_the_cursor(
    open_list: Open, sqlite_database: Database, actor: Actor
) -> None:
    taken(sqlite_database, actor, "FD 1", 50)
    second = taken(sqlite_database, actor, "FD 2", 1, 3)
    desk = open_list()
    desk.press(DOWN, ENTER)
    assert desk.page.title == second


def test_a_new_order_joins_the_list(open_list: Open, sqlite_database: Database, actor: Actor) -> None:
    desk = open_list()
    assert desk.page._model.rowCount() == 0
    assert desk.page._table.parts()[0].isVisible()
    assert desk.page._table.parts()[0].accessibleName() == "Сроки не поджимают"
    taken(sqlite_database, actor, "FD 1", 50)
    desk.page.refresh()
    desk.rest()
    assert desk.page._model.rowCount() == 1
    assert not desk.page._table.parts()[0].isVisible()

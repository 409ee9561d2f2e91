"""A centre's own words and colours of states, wherever the state of an order is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from tests.forms.desk import Desk
from tests.support.verbs import do, see
from tests.support.workshop import act, bring, take_in
from ui.table_model import CELL_ROLE
from workstation.db import Database
from workstation.documents.checklists import StateData
from workstation.documents.deeds import WaitData
from workstation.documents.people import Actor
from workstation.queries import glance, orders
from workstation.queries.order_view import get_order_by_id
from workstation.services.bench_catalogue import save_state
from workstation.statuses import OrderStatus

IN_REPAIR = OrderStatus.IN_REPAIR
RENAMED = StateData(IN_REPAIR, "На столе", code=IN_REPAIR.value, token="amber")
OWN = StateData(OrderStatus.WAITING_PART, "На таможне", token="red")
Open = Callable[[], Desk]
Shop = tuple[int, int]


@pytest.fixture
def shop(sqlite_database: Database, actor: Actor) -> Shop:
    """An order in repair and one that waits in a state of the centre's own, that has the centre's words."""
    mended, waiting = take_in(sqlite_database, actor, "S-1"), take_in(sqlite_database, actor, "S-2")
    bring(sqlite_database, actor, mended, IN_REPAIR)
    bring(sqlite_database, actor, waiting, OrderStatus.IN_DIAGNOSIS)
    code = do(sqlite_database, save_state, actor, OWN)
    act(sqlite_database, actor, waiting, "wait_for", WaitData(OWN.status, code))
    do(sqlite_database, save_state, actor, RENAMED)
    return mended, waiting


@pytest.fixture
def open_desk(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make() -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, "orders"))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def states(desk: Desk) -> set[tuple[str, str]]:
    """Word and colour of every state in the list."""
    model = desk.page._model
    cells = [model.data(model.index(row, 3), CELL_ROLE) for row in range(model.rowCount())]
    return {(cell.text, cell.badge) for cell in cells}


def says(desk: Desk, part: str) -> bool:
    return any(part in label.text() for label in desk.page.findChildren(QLabel))


def test_the_list_and_its_preview(open_desk: Open, shop: Shop) -> None:
    desk = open_desk()
    assert states(desk) == {("На столе", "amber"), ("На таможне", "red")}
    head = desk.page._panel._head.badge.accessibleName()
    assert head in {"На столе", "На таможне"}
    assert says(desk, f"{head}, ")


def test_a_new_word_reaches_an_open_list(open_desk: Open, shop: Shop, actor: Actor) -> None:
    desk = open_desk()
    again = StateData(IN_REPAIR, "У мастера", code=IN_REPAIR.value, token="green")
    desk.tasks.run(desk.page, partial(save_state, actor=actor, data=again), write=True)
    desk.rest()
    assert states(desk) == {("У мастера", "green"), ("На таможне", "red")}


@pytest.mark.parametrize("form", ["order", "handover"])
def test_the_badge_of_a_card(open_desk: Open, shop: Shop, form: str) -> None:
    desk = open_desk()
    for order_id, word, tone in ((shop[0], "На столе", "amber"), (shop[1], "На таможне", "red")):
        desk.window.open_form(form, order_id)
        desk.rest()
        badge = desk.page.top_widget()
        assert (badge.accessibleName(), badge._tone) == (word, tone)


def test_the_course_of_work(open_desk: Open, shop: Shop) -> None:
    desk = open_desk()
    desk.window.open_form("order", shop[0])
    desk.rest()
    assert says(desk, "На столе, ")
    assert not says(desk, "В ремонте, ")
    desk.window.open_form("order", shop[1])
    desk.rest()
    assert says(desk, "На таможне, ")


def test_search_and_the_customer(open_desk: Open, shop: Shop, sqlite_database: Database) -> None:
    desk = open_desk()
    desk.window.open_form("search", "Иванова")
    desk.rest()
    found = {item.badge[:2] for item in desk.page._orders.items()}
    assert found == {("На столе", "amber"), ("На таможне", "red")}
    desk.window.open_form("customer", see(sqlite_database, get_order_by_id, shop[1]).customer_id)
    desk.rest()
    assert [item.badge[:2] for item in desk.page._orders.items()] == [("На таможне", "red")]


def test_the_glance_sees_them(sqlite_database: Database, actor: Actor, shop: Shop) -> None:
    seen = glance.look(Path(sqlite_database.url.database or ""), actor.station)
    assert seen is not None
    assert seen.orders.rows == see(sqlite_database, orders.get_order_rows, seen.orders.ids)
    assert {row.face[:2] for row in seen.orders.rows} == {("На столе", "amber"), ("На таможне", "red")}

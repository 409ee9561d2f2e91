"""The list that stands before the base is open: what is done meanwhile waits, what has changed is shown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from tests.forms.session_desk import ENTER, Desk
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do
from tests.ui.keys import press
from ui import opening
from ui.local_state import remember
from workstation import schema
from workstation.db import Database, open_database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.services import people

pytestmark = pytest.mark.real_clock

Open = Callable[[], Desk]


class Door:
    """Stands before the opening of the base; `open` lets it go on."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self.open_base = opening.open_base

    def pass_through(self, address: str) -> opening.Opened:
        assert self._opened.wait(20)
        return self.open_base(address)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    made = Door()
    monkeypatch.setattr(opening, "open_base", made.pass_through)
    yield made
    made.open()


@pytest.fixture
def open_desk(qtbot: Any, sqlite_address: str, door: Door) -> Iterator[Open]:
    made: list[Desk] = []

    def make() -> Desk:
        made.append(Desk(qtbot, sqlite_address))
        return made[-1]

    yield make
    door.open()
    for desk in made:
        desk.close()


@pytest.fixture
def numbers(sqlite_database: Database, actor: Actor) -> list[str]:
    """Three open orders."""
    return [take(sqlite_database, actor, serial) for serial in ("FD 1", "FD 2", "FD 3")]


def take(database: Database, actor: Actor, serial: str) -> str:
    return accept(database, actor, visit(IntakeItem(washer(serial), request()))).orders[0].number


def shown(page: Any) -> list[str]:
    return [
        page._model.row_at(row).number
        for row in range(page._model.rowCount())
        if page._model.row_at(row) is not None
    ]


def test_the_list_stands_before_the_base_is_open_and_stays_when_it_is(
    open_desk: Open, door: Door, actor: Actor, numbers: list[str]
) -> None:
    desk = open_desk()
    page = desk.inside()
    assert desk.session.database is None
    assert shown(page) == numbers
    assert desk.session.window.context.actor == actor
    assert desk.session.settings.values.training
    page._table.setFocus()
    press(Qt.Key.Key_Down)
    assert page._table.current_row().number == numbers[1]
    door.open()
    desk.wait(lambda: desk.session.database is not None)
    desk.rest()
    assert desk.inside() is page
    assert shown(page) == numbers
    assert page._table.current_row().number == numbers[1]
    assert page._totals["active"] == "3"
    assert page._panel.isVisible()


def test_a_row_entered_before_the_base_is_open_is_opened_with_it(
    open_desk: Open, door: Door, numbers: list[str]
) -> None:
    desk = open_desk()
    desk.inside()._table.setFocus()
    press(ENTER)
    desk.wait(lambda: desk.inside().title != "Заказы")
    door.open()
    desk.wait(lambda: desk.inside().title == numbers[0])
    assert desk.session.database is not None
    desk.rest()


def test_a_search_before_the_base_is_open_is_answered_with_it(
    open_desk: Open, door: Door, numbers: list[str]
) -> None:
    desk = open_desk()
    desk.inside()
    desk.wait(lambda: desk.session._search is not None)
    field = desk.session.window.search
    field.setFocus()
    field.insert(numbers[2])
    press(ENTER)
    door.open()
    desk.wait(lambda: desk.inside().title == numbers[2])
    desk.rest()
    assert field.text() == ""


def test_what_came_into_the_base_meanwhile_is_shown_once_it_is_open(
    open_desk: Open, door: Door, sqlite_database: Database, actor: Actor, numbers: list[str]
) -> None:
    desk = open_desk()
    page = desk.inside()
    late = take(sqlite_database, actor, "FD 4")
    assert shown(page) == numbers
    door.open()
    desk.wait(lambda: len(shown(page)) > len(numbers))
    desk.rest()
    assert shown(page) == [*numbers, late]


def test_a_password_set_meanwhile_is_asked_for(
    open_desk: Open, door: Door, sqlite_database: Database, actor: Actor, numbers: list[str]
) -> None:
    desk = open_desk()
    page = desk.inside()
    do(sqlite_database, people.set_password, actor, actor.user_id, "сова-сова-сова")
    door.open()
    desk.gate("login")
    desk.rest()
    assert not page.isVisible()


def test_a_base_that_cannot_be_opened_after_all_is_told_over_the_list_and_tried_again(
    open_desk: Open, door: Door, sqlite_database: Database, numbers: list[str]
) -> None:
    def name(version: str) -> None:
        with sqlite_database.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})

    desk = open_desk()
    page = desk.inside()
    name("9999")
    door.open()
    trouble = desk.gate("trouble")
    assert trouble._head.text() == "База новее программы"
    assert not page.isVisible()
    name(schema.VERSION)
    trouble.refresh()
    assert desk.inside() is page
    desk.rest()
    assert page._totals["active"] == "3"


@pytest.mark.postgresql
def test_a_base_on_a_server_is_opened_in_the_ordinary_way(
    qtbot: Any, postgres_address: str, door: Door
) -> None:
    database = open_database(postgres_address)
    number = take(database, ready(database), "FD 1")
    database.close()
    desk = Desk(qtbot, postgres_address)
    try:
        desk.wait(lambda: desk.session.tasks.is_busy())
        assert desk.session.window.current_page() is None
        door.open()
        page = desk.inside()
        desk.wait(lambda: shown(page) == [number])
        desk.rest()
        assert page._totals["active"] == "1"
    finally:
        door.open()
        desk.close()


@pytest.mark.parametrize("known", [{"gate": "login"}, {"working": True}])
def test_nothing_is_shown_where_a_login_or_a_draft_comes_first(
    open_desk: Open, door: Door, sqlite_address: str, numbers: list[str], known: dict[str, Any]
) -> None:
    remember(sqlite_address, **known)
    desk = open_desk()
    desk.wait(lambda: desk.session.tasks.is_busy())
    assert desk.session.window.current_page() is None
    door.open()
    desk.wait(lambda: desk.session.database is not None)
    desk.rest()

"""Login, the growing delay in words, switch by PIN, the lock that keeps the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.forms.session_desk import ENTER, Desk, put
from tests.ui.keys import press
from ui.local_state import recall
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.queries.settings import load_settings
from workstation.services import people, settings
from workstation.services.people import UserData
from workstation.statuses import Role

pytestmark = pytest.mark.real_clock

Open = Callable[[], Desk]


@pytest.fixture
def staff(sqlite_database: Database, actor: Actor) -> dict[str, int]:
    """An administrator with a password and a clerk with a password and a PIN."""

    def fill(session: Any) -> dict[str, int]:
        people.set_password(session, actor, actor.user_id, "главный-пароль")
        clerk = people.add_user(session, actor, UserData("anna", "Петрова Анна", Role.CLERK), "пароль-анны")
        people.set_pin(session, actor, clerk, "2580")
        settings.set_setting(session, actor, "setup.finished", True)
        return {"admin": actor.user_id, "anna": clerk}

    return sqlite_database.run(fill, write=True)[0]


@pytest.fixture
def open_desk(qtbot: Any, sqlite_address: str) -> Iterator[Open]:
    made: list[Desk] = []

    def make() -> Desk:
        made.append(Desk(qtbot, sqlite_address))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


def log_in(desk: Desk, who: str, secret: str) -> None:
    page = desk.gate("login")
    desk.rest()
    put(page._who, who)
    put(page._secret, secret)
    press(ENTER)


def test_a_clerk_comes_in_by_password_and_sees_the_places_of_the_role(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "anna", "пароль-анны")
    assert desk.inside().title == "Приём"
    assert desk.session.window.rail.name_at(1) == "intake"
    assert desk.session.window.context.actor.user_id == staff["anna"]


def test_an_administrator_begins_with_the_orders(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "admin", "главный-пароль")
    assert desk.inside().title == "Заказы"


def test_who_sits_here_is_remembered_before_his_page_is_seen(
    open_desk: Open, staff: Any, sqlite_address: str
) -> None:
    desk = open_desk()
    seen: list[dict[str, Any]] = []
    desk.session.window.page_shown.connect(lambda _name: seen.append(recall(sqlite_address)))
    log_in(desk, "admin", "главный-пароль")
    desk.inside()
    assert [(known.get("gate"), known.get("login"), known.get("working")) for known in seen] == [
        ("login", "admin", True)
    ]


def test_a_wrong_password_is_said_in_words_and_lets_nobody_in(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "anna", "не тот пароль")
    page = desk.gate("login")
    desk.wait(lambda: "не подходит" in page._error.text())
    assert desk.session.window.context.actor is None


def test_the_delay_after_wrong_tries_is_counted_down(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    page = desk.gate("login")
    for _ in range(4):
        log_in(desk, "anna", "не тот пароль")
        desk.wait(lambda: page._enter.isEnabled() or page._wait > 0)
        desk.rest()
    desk.wait(lambda: "через" in page._error.text())
    assert not page._enter.isEnabled()
    assert page._wait in range(1, 6)
    before = page._wait
    desk.wait(lambda: page._wait < before)


def test_a_pin_switches_the_user_and_drops_the_pages_of_the_one_before(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "admin", "главный-пароль")
    desk.inside()
    desk.session.window.switch_asked.emit()
    page = desk.gate("login")
    desk.rest()
    put(page._who, "Петрова Анна")
    assert page._by_pin
    put(page._secret, "2580")
    press(ENTER)
    desk.inside()
    desk.wait(lambda: desk.session.window.context.actor.user_id == staff["anna"])
    assert desk.inside().context.actor.user_id == staff["anna"]


def test_escape_leaves_the_switch_and_the_work_goes_on(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "admin", "главный-пароль")
    before = desk.inside()
    desk.session.window.switch_asked.emit()
    desk.gate("login").leave()
    assert desk.inside() is before


def test_a_locked_station_shows_nothing_and_gives_the_same_work_back(open_desk: Open, staff: Any) -> None:
    desk = open_desk()
    log_in(desk, "anna", "пароль-анны")
    before = desk.inside()
    desk.rest()
    desk.session.lock()
    desk.gate("login")
    assert not before.isVisible()
    log_in(desk, "Петрова Анна", "2580")
    assert desk.inside() is before


def test_keys_of_the_window_do_nothing_behind_the_gate(open_desk: Open, staff: Any, qtbot: Any) -> None:
    from PySide6.QtCore import Qt

    desk = open_desk()
    log_in(desk, "anna", "пароль-анны")
    before = desk.inside()
    desk.session.lock()
    page = desk.gate("login")
    qtbot.keyClick(page._secret, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(page._secret, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.window.current_page() is before
    assert page._secret.hasFocus()


def test_a_lone_administrator_is_asked_once_for_a_password(
    open_desk: Open, sqlite_database: Database, qtbot: Any, sqlite_address: str
) -> None:
    from workstation.services.setup import initialise

    sqlite_database.run(lambda session: initialise(session, sqlite_database.folder), write=True)
    desk = open_desk()
    page = desk.gate("password")
    page.leave()
    assert desk.inside().title == "Заказы"
    with sqlite_database.begin() as session:
        assert load_settings(session)["setup.finished"]


def test_a_lone_administrator_sets_the_first_password(open_desk: Open, sqlite_database: Database) -> None:
    from workstation.services.seating import lone_administrator
    from workstation.services.setup import initialise

    sqlite_database.run(lambda session: initialise(session, sqlite_database.folder), write=True)
    desk = open_desk()
    page = desk.gate("password")
    heights = {
        page._fields.field(path).editor.visibleRegion().boundingRect().height()
        for path in ("password", "again")
    }
    assert heights == {28}
    put(page._fields.field("password").editor, "короткий")
    put(page._fields.field("again").editor, "другой-пароль")
    page._on_save()
    assert page._fields.errors() == {"again": "Пароли разные. Наберите тот же ещё раз"}
    put(page._fields.field("again").editor, "короткий")
    page._on_save()
    desk.inside()
    with sqlite_database.begin() as session:
        assert lone_administrator(session) is None


def test_the_window_stands_where_it_stood(open_desk: Open, staff: Any) -> None:
    first = open_desk()
    first.gate("login")
    first.session.window.resize(1100, 655)
    first.session.window.close()
    first.rest()
    second = open_desk()
    second.gate("login")
    assert second.session.window.height() == 655
    second.session.window.showMaximized()
    second.session.window.close()
    third = open_desk()
    third.gate("login")
    assert third.session.window.isMaximized()

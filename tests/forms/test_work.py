"""The place of work by keys: the board, the queue, taking and assigning, time, the scanner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

import forms
from tests.forms.desk import ENTER, Desk
from tests.support.verbs import do, see
from tests.support.workshop import act, bench_of, bring, status_of, take_in, technician
from tests.ui.keys import press
from ui.session import Screens
from ui.top_bar import TopBar
from ui.widgets.buttons import Button
from workstation.db import Database
from workstation.documents.checklists import StateData
from workstation.documents.deeds import AssignData
from workstation.documents.people import Actor
from workstation.queries.order_view import get_order_by_id
from workstation.services import deeds
from workstation.services.bench_catalogue import save_state
from workstation.statuses import OrderStatus, Priority

CTRL = Qt.KeyboardModifier.ControlModifier
RIGHT, LEFT, F9 = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_F9
GLOVE = 40
Open = Callable[..., Desk]


@pytest.fixture
def master(sqlite_database: Database, actor: Actor) -> Actor:
    return technician(sqlite_database, actor)


@pytest.fixture
def orders(sqlite_database: Database, actor: Actor) -> list[int]:
    """Three accepted orders; the last is urgent."""
    made = [take_in(sqlite_database, actor, f"FD 0503 00010{number}") for number in range(3)]
    act(sqlite_database, actor, made[2], "assign", AssignData(priority=Priority.URGENT))
    return made


@pytest.fixture
def open_work(qtbot: Any, sqlite_database: Database, orders: list[int]) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(who: Actor) -> Desk:
        desks.append(Desk(qtbot, sqlite_database, who, "work"))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def test_a_technician_begins_at_his_own_place() -> None:
    screens = Screens({}, {}, forms.PLACES, lambda _field, _context: None)
    assert screens.first_of("technician") == "work"
    assert screens.of_role("technician")[0].title == "Моя работа"
    assert "work" in {place.name for place in screens.of_role("manager")}
    assert "work" not in {place.name for place in screens.of_role("clerk")}


def column(desk: Desk, status: OrderStatus) -> list[int]:
    return list(desk.page._board.view(status.value).cards().ids())


def carry(desk: Desk, key: Qt.Key) -> None:
    press(key, CTRL)
    desk.rest()


def test_a_technician_takes_a_free_order_and_finds_it_among_his(
    open_work: Open, master: Actor, orders: list[int]
) -> None:
    desk = open_work(master)
    assert desk.window.windowTitle() == "Моя работа"
    assert column(desk, OrderStatus.ACCEPTED) == []
    desk.do("Ctrl+PgDown")
    assert column(desk, OrderStatus.ACCEPTED) == [orders[2], orders[0], orders[1]]
    desk.do("F7")
    assert "у вас" in desk.told()
    desk.do("Ctrl+PgUp")
    assert column(desk, OrderStatus.ACCEPTED) == [orders[2]]
    assert "F7" not in desk.open_keys()


def test_a_card_is_carried_by_keys_and_comes_back_when_it_is_refused(
    open_work: Open, sqlite_database: Database, master: Actor, actor: Actor, orders: list[int]
) -> None:
    desk = open_work(actor)
    carry(desk, RIGHT)
    assert status_of(sqlite_database, orders[2]) is OrderStatus.IN_DIAGNOSIS
    assert column(desk, OrderStatus.IN_DIAGNOSIS) == [orders[2]]
    carry(desk, RIGHT)
    assert status_of(sqlite_database, orders[2]) is OrderStatus.WAITING_CUSTOMER
    desk.page._on_moved(desk.page._board.current_row(), "in_repair")
    desk.rest()
    assert "Запишите диагностику" in desk.told()
    assert column(desk, OrderStatus.WAITING_CUSTOMER) == [orders[2]]


def test_who_was_first_is_said(
    open_work: Open, sqlite_database: Database, master: Actor, actor: Actor, orders: list[int]
) -> None:
    desk = open_work(actor)
    row = desk.page._board.current_row()
    do(sqlite_database, deeds.do, master, orders[2], "take", deeds.verb_of("take").data())
    desk.page._on_moved(row, "in_diagnosis")
    desk.rest()
    assert master.short_name in desk.told()
    assert status_of(sqlite_database, orders[2]) is OrderStatus.ACCEPTED
    assert column(desk, OrderStatus.ACCEPTED)[0] == orders[2]


def test_a_move_back_asks_why_and_can_be_taken_back(
    open_work: Open, sqlite_database: Database, actor: Actor, orders: list[int]
) -> None:
    bring(sqlite_database, actor, orders[0], OrderStatus.READY)
    desk = open_work(actor)
    desk.page._board.go_to(orders[0])
    carry(desk, LEFT)
    assert desk.dialog().windowTitle() == "Вернуть готовый заказ в работу"
    desk.press(Qt.Key.Key_Escape)
    assert column(desk, OrderStatus.READY) == [orders[0]]
    desk.window.activateWindow()
    desk.rest()
    carry(desk, LEFT)
    desk.type("Готов отмечен по ошибке")
    desk.press(F9)
    assert status_of(sqlite_database, orders[0]) is OrderStatus.IN_REPAIR
    assert see(sqlite_database, get_order_by_id, orders[0]).history[-1].reason == "Готов отмечен по ошибке"


def test_a_manager_assigns_by_certificate_and_load(
    open_work: Open, sqlite_database: Database, actor: Actor, master: Actor, orders: list[int]
) -> None:
    desk = open_work(actor)
    desk.do("F8")
    desk.rest()
    desk.type(master.short_name.split()[0])
    desk.press(ENTER, "с", F9)
    bench = bench_of(sqlite_database, orders[2])
    assert (bench.technician_id, bench.priority) == (master.user_id, Priority.HIGH)


def test_the_list_stands_in_the_order_of_the_queue(
    open_work: Open, sqlite_database: Database, actor: Actor, orders: list[int]
) -> None:
    bring(sqlite_database, actor, orders[2], OrderStatus.WAITING_PART)
    desk = open_work(actor)
    desk.do("Ctrl+L")
    model = desk.page._model
    assert [model.id_at(row) for row in range(3)] == [orders[0], orders[1], orders[2]]
    desk.do("Ctrl+Down")
    assert desk.window.current_page().title == see(sqlite_database, get_order_by_id, orders[0]).number


def test_time_starts_and_stops_on_the_card(
    open_work: Open, sqlite_database: Database, master: Actor, orders: list[int]
) -> None:
    act(sqlite_database, master, orders[0], "start_diagnosis")
    desk = open_work(master)
    desk.do("F11")
    assert [row.ended_at for row in bench_of(sqlite_database, orders[0]).times] == [None]
    assert desk.page._board.current_row().running_ids == (master.user_id,)
    desk.do("F11")
    assert all(row.ended_at for row in bench_of(sqlite_database, orders[0]).times)


def test_a_label_opens_the_card_on_the_bench(
    open_work: Open, sqlite_database: Database, master: Actor, orders: list[int]
) -> None:
    desk = open_work(master)
    order = see(sqlite_database, get_order_by_id, orders[1])
    desk.window.scanned(order.code)
    desk.rest()
    assert desk.window.windowTitle() == order.number
    desk.window.open_form("work")
    desk.rest()
    desk.window.scanned("ASC1:0000000000000000")
    desk.rest()
    assert desk.window.windowTitle() == "Моя работа"


def test_a_state_of_the_centres_own_has_a_column(
    open_work: Open, sqlite_database: Database, actor: Actor, orders: list[int]
) -> None:
    state = StateData(OrderStatus.WAITING_PART, "На таможне")
    code = do(sqlite_database, save_state, actor, state)
    bring(sqlite_database, actor, orders[0], OrderStatus.IN_DIAGNOSIS)
    desk = open_work(actor)
    desk.page._board.go_to(orders[0])
    desk.page._on_moved(desk.page._board.current_row(), code)
    desk.rest()
    assert bench_of(sqlite_database, orders[0]).state.name == "На таможне"
    assert list(desk.page._board.view(code).cards().ids()) == [orders[0]]


def test_what_is_done_with_an_order_is_high_enough_for_gloves(open_work: Open, actor: Actor) -> None:
    desk = open_work(actor)
    buttons = {one.text(): one.height() for one in desk.page.findChildren(Button)}
    assert set(buttons) == {"Назначить", "Взять", "Начать"}
    top = desk.window.findChild(TopBar).findChildren(Button)
    assert {"Списком", "Следующий"} <= {one.text() for one in top}
    assert min(*buttons.values(), *(one.height() for one in top)) >= GLOVE

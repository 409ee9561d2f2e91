"""The window of what may be done with an order, by keys from its card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import DOWN, ENTER, ESCAPE, Desk, give_photo
from tests.support.intakes import accept, request, visit, washer
from tests.support.verbs import do, see
from ui import camera, file_dialog
from ui.deed_words import FIELDS, VERBS
from ui.widgets.row_list import RowList
from workstation.db import Database
from workstation.documents.intake import Accessory, IntakeItem
from workstation.documents.loaners import LoanerData
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.queries.loaners import get_loaner, list_loans
from workstation.queries.order_view import get_order_by_id
from workstation.services.deeds import DEEDS
from workstation.services.loaners import save_loaner
from workstation.statuses import OrderStatus, Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    item = IntakeItem(washer(sold_on=date(2025, 6, 10)), request())
    return accept(sqlite_database, actor, visit(item)).orders[0].id


@pytest.fixture
def open_card(qtbot: Any, sqlite_database: Database, actor: Actor, order_id: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, actor, "orders", role)
        desks.append(desk)
        desk.window.open_form("order", order_id)
        desk.rest()
        desk.do("F10")
        return desk

    yield make
    for desk in desks:
        desk.close()


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def offered(desk: Desk) -> list[str]:
    """The verbs of the window, in order."""
    rows = desk.dialog().findChild(RowList)
    return [
        rows.model().index(row, 0).data(Qt.ItemDataRole.UserRole + 1).id
        for row in range(rows.model().rowCount())
    ]


def choose(desk: Desk, verb: str) -> None:
    desk.press(*[DOWN] * offered(desk).index(verb), ENTER)


def choose_by_letters(desk: Desk, letters: str) -> None:
    desk.type(letters)
    desk.press(ENTER)


def test_a_verb_that_asks_nothing_is_done_at_once_and_the_card_follows(
    open_card: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_card()
    choose(desk, "start_diagnosis")
    desk.press(F9)
    assert view(sqlite_database, order_id).status is OrderStatus.IN_DIAGNOSIS
    assert desk.told() == "Записано"


def test_letters_go_to_the_verb_that_begins_with_them(open_card: Open) -> None:
    desk = open_card()
    desk.type("Записать раз")
    assert desk.dialog().findChild(RowList).current_id() == "log_contact"
    desk.press(ESCAPE)


def test_a_field_left_empty_is_said_in_its_place(open_card: Open, order_id: int) -> None:
    desk = open_card()
    choose(desk, "cancel")
    desk.press(F9)
    assert desk.dialog().form.errors() == {"reason": "Заполните это поле"}
    desk.press(ESCAPE)


def test_waiting_goes_where_it_may(open_card: Open, sqlite_database: Database, order_id: int) -> None:
    desk = open_card()
    choose(desk, "wait_for")
    desk.dialog().form.set_value("status", OrderStatus.WAITING_CUSTOMER.value)
    desk.dialog().form.set_value("reason", "ждём согласия")
    desk.press(F9)
    moved = view(sqlite_database, order_id)
    assert (moved.status, moved.history[-1].reason) == (OrderStatus.WAITING_CUSTOMER, "ждём согласия")


def test_who_has_not_the_right_is_told_and_nothing_happens(
    open_card: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_card(Role.STOREKEEPER)
    choose(desk, "cancel")
    desk.press(ESCAPE)
    assert view(sqlite_database, order_id).status is OrderStatus.ACCEPTED


def test_every_verb_of_the_window_has_words_for_its_fields() -> None:
    assert set(VERBS) <= set(DEEDS)
    names = {field for verb in VERBS for field in getattr(DEEDS[verb].data, "__dataclass_fields__", {})}
    assert names <= set(FIELDS)


def test_a_loaner_goes_out_and_comes_back_with_photos_and_what_belongs_to_it(
    open_card: Open, sqlite_database: Database, actor: Actor, order_id: int, tmp_path: Path
) -> None:
    parts = (Accessory("шланг"), Accessory("болты", 4))
    fund = LoanerData("П-07", "washing_machine", "Haier", "исправно", 1_500_000, accessories=parts)
    do(sqlite_database, save_loaner, actor, fund)
    desk = open_card()
    choose_by_letters(desk, "Выдать")
    form = desk.dialog().form
    assert form.value("accessories") == ()
    form.set_value("loaner", see(sqlite_database, get_loaner, "П-07").code)
    give_photo(desk, form.field("photos").editor, tmp_path / "до.png")
    desk.press(F9)
    (loan,) = see(sqlite_database, list_loans, order_id)
    assert loan.accessories_out == parts
    desk.do("F10")
    choose_by_letters(desk, "Принять")
    form = desk.dialog().form
    assert form.field("accessories").editor.text() == "шланг, болты × 4"
    form.field("accessories").editor.setText("болты * 3")
    form.set_value("condition", "новая царапина")
    give_photo(desk, form.field("photos").editor, tmp_path / "после.png")
    desk.press(F9)
    (loan,) = see(sqlite_database, list_loans, order_id)
    assert loan.accessories_in == (Accessory("болты", 3),)
    assert loan.missing == (Accessory("шланг"), Accessory("болты", 1))
    photos = see(sqlite_database, get_loaner, "П-07").photos
    assert [one.file_name for one in photos] == ["до.png", "после.png"]


def test_a_photo_of_the_window_can_be_taken_away_before_it_is_stored(
    open_card: Open,
    sqlite_database: Database,
    actor: Actor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fund = LoanerData("П-07", "washing_machine", "Haier", "исправно", 1_500_000)
    do(sqlite_database, save_loaner, actor, fund)
    desk = open_card()
    choose_by_letters(desk, "Выдать")
    strip = desk.dialog().form.field("photos").editor
    give_photo(desk, strip, tmp_path / "лишний.png")
    assert [one.file_name for one in strip.value()] == ["лишний.png"]
    strip.setFocus()
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Delete)
    assert strip.value() == ()
    (tmp_path / "текст.png").write_text("не снимок")
    strip.files_given.emit([str(tmp_path / "текст.png")])
    assert strip.problem()
    desk.rest()
    assert not strip.problem()
    assert "текст.png" in desk.dialog().form.field("photos").error()
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    monkeypatch.setattr(file_dialog, "open_names", lambda *_asked: [str(tmp_path / "лишний.png")])
    desk.dialog().form.focus("condition")
    desk.press(Qt.Key.Key_F6)
    assert [one.file_name for one in strip.value()] == ["лишний.png"]
    desk.press(ESCAPE)

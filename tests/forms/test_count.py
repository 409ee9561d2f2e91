"""The stocktake of a cell by scanner and keys: differences before anything is written, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import ENTER, Desk
from tests.support.stock import Store, open_store
from tests.support.verbs import see
from workstation.db import Database
from workstation.queries.stock import list_balances, list_serials
from workstation.rules import codes

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database) -> Store:
    made = open_store(sqlite_database)
    pump = made.part()
    made.receive(pump, 3, 600_000, cell="А-12")
    made.receive(made.part("00263789", "Уплотнитель"), 2, 300_000, cell="А-12")
    board = made.part("EMPU-04", "Модуль", is_serial=True)
    made.receive(board, 2, 800_000, serials=("SN001", "SN002"), cell="А-12")
    return made


@pytest.fixture
def open_desk(qtbot: Any, store: Store) -> Iterator[Open]:
    desks: list[Desk] = []

    def make() -> Desk:
        desk = Desk(qtbot, store.database, store.actor, "store")
        desks.append(desk)
        desk.window.open_form("store", "count")
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def scan(desk: Desk, *found: str) -> None:
    for one in found:
        desk.page.scanned(one)
        desk.rest()


def begin(desk: Desk, store: Store) -> None:
    """The cell by its code."""
    scan(desk, codes.encode(store.cell("А-12")))


def shown(desk: Desk, name: str) -> dict[str, str]:
    """A list of the count: words and what stands right."""
    return {item.text: item.right for item in getattr(desk.page.panel(), name).items()}


def stock(store: Store) -> dict[str, int]:
    found = see(store.database, list_balances, store.actor.branch_id)
    return {row.number: row.on_hand for row in found}


def test_the_only_warehouse_is_chosen_and_the_keys_are_in_the_scan(open_desk: Open) -> None:
    desk = open_desk()
    panel = desk.page.panel()
    assert panel._warehouse.text() == "Основной склад"
    assert desk.focus() is panel._scan
    assert desk.open_keys() & {"F9", "F2", "Ctrl+Z"} == set()


def test_differences_stand_beside_before_they_are_written(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    assert set(shown(desk, "_left")) == {"00751313 Помпа сливная", "00263789 Уплотнитель", "EMPU-04 Модуль"}
    scan(desk, "00751313", "0075 1313", "00263789")
    desk.type("00263789*2")
    desk.press(ENTER)
    assert shown(desk, "_lines") == {"00263789 Уплотнитель": "3 шт.", "00751313 Помпа сливная": "2 шт."}
    assert shown(desk, "_wrong") == {"00263789 Уплотнитель": "+1", "00751313 Помпа сливная": "−1"}
    assert stock(store)["00751313"] == 3
    desk.do("F9")
    desk.press(F9)
    assert stock(store) == {"00263789": 3, "00751313": 2, "EMPU-04": 2}
    assert shown(desk, "_lines") == {}
    assert "2 расхождения на −500,00" in desk.told().replace("\u00a0", " ")
    store.assert_whole()


def test_a_tracked_part_is_counted_by_its_numbers(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    scan(desk, "EMPU-04", "SN002", "SN777")
    panel = desk.page.panel()
    scan(desk, "sn-777")
    assert "уже посчитан" in panel._field.error()
    (row,) = panel._wrong.items()
    assert "нет номеров: SN001" in row.second
    assert "лишние номера: SN777" in row.second
    desk.do("F9")
    desk.press(F9)
    pieces = see(store.database, list_serials, store.actor.branch_id)
    assert [one.serial_number for one in pieces] == ["SN002", "SN777"]
    store.assert_whole()


def test_what_was_not_scanned_is_gone_only_if_somebody_says_so(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    scan(desk, "00751313", "00751313", "00751313", "SN001", "SN002")
    desk.do("F9")
    desk.press(F9)
    assert stock(store) == {"00263789": 2, "00751313": 3, "EMPU-04": 2}
    assert "всё сошлось" in desk.told()
    scan(desk, "00751313*3")
    desk.do("F9")
    desk.dialog().form.set_value("absent", True)
    desk.press(F9)
    assert stock(store) == {"00751313": 3}
    store.assert_whole()


def test_an_interrupted_count_goes_on(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    scan(desk, "00751313", "EMPU-04", "SN001")
    desk.window.go_back()
    desk.rest()
    again = open_desk()
    assert shown(again, "_lines") == {"EMPU-04 Модуль": "1 шт.", "00751313 Помпа сливная": "1 шт."}
    assert again.page.panel()._cell.text() == "А-12"


def test_mistakes_are_taken_back(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    scan(desk, "00751313", "00263789")
    desk.do("F2")
    desk.dialog().form.set_value("quantity", 7)
    desk.press(F9)
    assert shown(desk, "_lines")["00263789 Уплотнитель"] == "7 шт."
    desk.do("Delete")
    assert "00263789 Уплотнитель" not in shown(desk, "_lines")
    desk.do("Ctrl+Z")
    desk.do("Ctrl+Z")
    assert shown(desk, "_lines")["00263789 Уплотнитель"] == "1 шт."
    desk.do("Ctrl+Backspace")
    assert shown(desk, "_lines") == {}
    desk.do("Ctrl+Z")
    assert len(shown(desk, "_lines")) == 2


def test_a_part_is_found_by_words_and_the_unknown_is_told(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    begin(desk, store)
    desk.page.panel().focus_first()
    desk.type("уплот")
    desk.press(ENTER)
    assert shown(desk, "_lines") == {"00263789 Уплотнитель": "1 шт."}
    scan(desk, "НЕТ-ТАКОЙ")
    assert "не найдена" in desk.page.panel()._field.error()

"""The card of a part by keys: what it says, every verb in its window, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from forms.store.label_ask import LabelAsk
from tests.forms.desk import ENTER, ESCAPE, Desk
from tests.support.stock import Store, open_store
from tests.support.verbs import do, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.parts import LinkKind, PartData
from workstation.documents.stock import MovementKind, Pieces
from workstation.models import IssuedDocument, PrintJob
from workstation.queries.drafts import list_drafts
from workstation.queries.parts import get_part, part_id_of
from workstation.queries.stock import list_balances, list_movements
from workstation.services import documents, part_requests, parts, stock, warehouses
from workstation.statuses import PrintState, Role

F9, DELETE = Qt.Key.Key_F9, Qt.Key.Key_Delete
Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database) -> Store:
    return open_store(sqlite_database)


@pytest.fixture
def pump(store: Store) -> int:
    made = store.part(sale_price=345_000, models=("WAN24260",))
    store.receive(made, 3, 600_000, cell="А-12")
    store.receive(made, 1, 250_000)
    return made


@pytest.fixture
def open_card(qtbot: Any, store: Store) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(part_id: int, role: Role | None = None) -> Desk:
        desk = Desk(qtbot, store.database, store.actor, "store", role)
        desks.append(desk)
        desk.window.open_form("part", part_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def card(store: Store, part_id: int) -> Any:
    return see(store.database, get_part, store.actor.branch_id, part_id, clock.today())


def places(store: Store, part_id: int) -> dict[str, int]:
    """What lies where."""
    return {
        row.bin: row.on_hand
        for row in see(store.database, list_balances, store.actor.branch_id, part_id=part_id)
    }


def lines(desk: Desk, name: str) -> list[str]:
    """First lines of a list of the card that is shown."""
    rows = desk.page._lists[name]
    return [item.text for item in rows.items()] if rows.isVisible() else []


def go_to(desk: Desk, name: str) -> None:
    """The focus goes to a list; a window that closed leaves the screen without an active one."""
    desk.window.activateWindow()
    desk.page._lists[name].setFocus()
    desk.rest()


def test_the_card_says_everything(open_card: Open, store: Store, pump: int) -> None:
    store.ask(pump)
    desk = open_card(pump)
    assert desk.page.title == "Помпа сливная"
    figures = {name: value.text() for name, value in desk.page._figures._values.items()}
    assert figures == {
        "on_hand": "4 шт.", "reserved": "1 шт.", "free": "3 шт.", "expected": "0 шт.",
        "cost": "8\u00a0500,00\u00a0₽",
    }  # fmt: skip
    assert lines(desk, "balances") == ["Основной склад", "Основной склад, А-12"]
    assert lines(desk, "requests") == ["СЦ-2026-000001"]
    assert lines(desk, "movements") == ["Резерв · СЦ-2026-000001", "Приход", "Приход"]
    assert len(lines(desk, "layers")) == 2
    assert lines(desk, "serials") == []


def test_a_part_is_added_from_the_catalogue(open_card: Open, store: Store, pump: int) -> None:
    desk = open_card(pump)
    desk.press(ESCAPE)
    desk.do("Ctrl+N")
    form = desk.dialog().form
    desk.press(F9)
    assert set(form.errors()) == {"number", "name"}
    desk.type("00751313")
    form.set_value("name", "Насос")
    form.set_value("brand", "Bosch")
    form.set_value("categories", "стиральная машина, пылесос для кота")
    desk.press(F9)
    assert "пылесос для кота" in form.errors()["categories"]
    form.set_value("categories", "стиральная машина")
    desk.press(F9)
    assert "уже есть" in form.errors()["number"]
    form.set_value("number", "00999111")
    form.set_value("sale_price", 12_345)
    desk.press(F9)
    assert desk.page.title == "Насос"
    made = card(store, see(store.database, part_id_of, "00999111")).data
    assert (made.categories, made.sale_price) == (("washing_machine",), 12_345)


def test_what_is_typed_waits_for_the_next_time(open_card: Open, pump: int) -> None:
    desk = open_card(pump)
    desk.do("F2")
    desk.dialog().form.focus("note")
    desk.type("проверить клемму")
    desk.press(ESCAPE)
    desk.window.go_back()
    desk.window.open_form("part", pump)
    desk.rest()
    desk.do("F2")
    assert desk.dialog().form.value("note") == "проверить клемму"
    desk.press(F9)
    desk.do("F2")
    assert not desk.dialog().form.is_dirty()
    desk.press(ESCAPE)


def test_what_is_typed_is_in_the_base_before_the_window_goes(
    open_card: Open, store: Store, pump: int, qtbot: Any
) -> None:
    def kept() -> list[Any]:
        found = see(store.database, list_drafts, f"part {pump} change", store.actor.user_id)
        return [one.body for one in found]

    desk = open_card(pump)
    desk.do("F2")
    desk.dialog().form.focus("note")
    desk.type("проверить клемму")
    qtbot.waitUntil(lambda: kept() == [{"note": "проверить клемму"}])
    desk.press(F9)
    assert kept() == []


def test_a_field_that_was_emptied_stays_empty_until_it_is_written(open_card: Open, pump: int) -> None:
    desk = open_card(pump)
    desk.do("F2")
    form = desk.dialog().form
    form.focus("name")
    form.field("name").editor.selectAll()
    desk.press(DELETE, ESCAPE)
    for _time in range(2):
        desk.do("F2")
        form = desk.dialog().form
        assert (form.value("name"), form.is_typed("number")) == (None, False)
        desk.press(ESCAPE)


def test_a_change_by_somebody_else_is_shown_beside(open_card: Open, store: Store, pump: int) -> None:
    desk = open_card(pump)
    desk.do("F2")
    form = desk.dialog().form
    form.focus("note")
    desk.type("моя заметка")
    other = PartData("00751313", "Помпа Copreci", "Bosch", note="чужая заметка")
    do(store.database, parts.change_part, store.actor, pump, other, card(store, pump).version)
    desk.press(F9)
    assert form.value("name") == "Помпа Copreci"
    assert form.value("note") == "моя заметка"
    assert "чужая заметка" in form.field("note").error()
    desk.press(F9)
    written = card(store, pump).data
    assert (written.name, written.note) == ("Помпа Copreci", "моя заметка")


def test_a_refusal_of_a_box_stands_over_the_buttons(open_card: Open, pump: int) -> None:
    desk = open_card(pump)
    desk.do("F2")
    desk.dialog().form.set_value("is_serial", True)
    desk.press(F9)
    assert "Заведите новую" in desk.dialog()._words.text()
    assert desk.dialog()._words.isVisible()
    desk.press(ESCAPE)


def test_movements_go_on_beyond_the_first_hundred(open_card: Open, store: Store, pump: int) -> None:
    other = store.do(warehouses.add_bin, store.warehouse_id, "Я-1")
    for _turn in range(28):
        store.do(stock.transfer, Pieces(pump, store.cell(), 1), other)
        store.do(stock.transfer, Pieces(pump, other, 1), store.cell())
    desk = open_card(pump)
    assert len(lines(desk, "movements")) == 100
    desk.do("Ctrl+PgDown")
    assert len(lines(desk, "movements")) == 114
    assert "Ctrl+PgDown" not in desk.open_keys()


def test_a_price_from_a_day_on(open_card: Open, store: Store, pump: int) -> None:
    desk = open_card(pump, Role.STOREKEEPER)
    desk.do("Ctrl+E")
    form = desk.dialog().form
    form.set_value("price", 390_000)
    form.set_value("valid_from", clock.today() + timedelta(days=10))
    desk.press(F9)
    assert card(store, pump).data.sale_price == 345_000
    later = see(store.database, get_part, store.actor.branch_id, pump, clock.today() + timedelta(days=10))
    assert later.data.sale_price == 390_000


def test_a_substitute_is_found_linked_and_taken_off(open_card: Open, store: Store, pump: int) -> None:
    other = store.part("63AB908", "Помпа M224XP", brand="Askoll")
    desk = open_card(pump)
    desk.do("Ctrl+L")
    desk.type("63ab")
    desk.press(ENTER)
    assert lines(desk, "substitutes") == ["63AB908"]
    assert card(store, pump).substitutes[0].kind is LinkKind.ANALOGUE
    go_to(desk, "substitutes")
    desk.press(DELETE)
    assert card(store, pump).substitutes == ()
    desk.do("Ctrl+Z")
    assert card(store, pump).substitutes[0].part_id == other
    go_to(desk, "substitutes")
    desk.press(ENTER)
    assert desk.page.title == "Помпа M224XP"


def test_pieces_go_to_a_new_cell_and_back(open_card: Open, store: Store, pump: int) -> None:
    desk = open_card(pump)
    desk.do("F7")
    form = desk.dialog().form
    form.set_value("bin", store.cell("А-12"))
    form.set_value("quantity", 9)
    form.set_value("to_bin", "Б-01")
    desk.press(F9)
    assert "свободно 3" in form.errors()["quantity"]
    form.set_value("quantity", 2)
    desk.press(F9)
    assert places(store, pump) == {"": 1, "А-12": 1, "Б-01": 2}
    desk.do("Ctrl+Z")
    assert places(store, pump) == {"": 1, "А-12": 3}
    store.assert_whole()


def test_a_write_off_wants_a_reason_and_a_manager(open_card: Open, store: Store, pump: int) -> None:
    assert "F8" not in open_card(pump, Role.STOREKEEPER).open_keys()
    desk = open_card(pump, Role.MANAGER)
    desk.do("F8")
    form = desk.dialog().form
    desk.press(F9)
    assert set(form.errors()) == {"reason"}
    form.set_value("bin", store.cell("А-12"))
    form.set_value("reason", "Брак")
    desk.press(F9)
    assert "2\u00a0000,00" in desk.told()
    last = see(store.database, list_movements, store.actor.branch_id, part_id=pump)[0]
    assert (last.kind, last.quantity, last.reason) == (MovementKind.WRITE_OFF, -1, "Брак")


def test_numbered_pieces_are_chosen_by_their_numbers(open_card: Open, store: Store) -> None:
    board = store.part("EMPU-04", "Модуль", is_serial=True)
    store.receive(board, 3, 900_000, serials=("SN1", "SN2", "SN3"), cell="В-02")
    desk = open_card(board)
    assert lines(desk, "serials") == ["SN1", "SN2", "SN3"]
    desk.do("Ctrl+R")
    form = desk.dialog().form
    desk.window.scanned("SN9")
    assert "SN9" in form.errors()["serials"]
    desk.window.scanned("sn-2")
    assert form.value("serials") == ("SN2",)
    form.set_value("reason", "Не та запчасть")
    desk.press(F9)
    assert lines(desk, "serials") == ["SN1", "SN3"]
    store.assert_whole()


def test_very_many_numbers_are_typed_or_scanned(open_card: Open, store: Store) -> None:
    board = store.part("EMPU-04", "Модуль", is_serial=True)
    numbers = tuple(f"SN{number:03d}" for number in range(30))
    store.receive(board, 30, 900_000, serials=numbers, cell="В-02")
    desk = open_card(board)
    desk.do("F7")
    desk.window.scanned("SN007")
    desk.window.scanned("SN011")
    form = desk.dialog().form
    assert form.value("serials") == "SN007, SN011"
    form.set_value("to_bin", "В-03")
    desk.press(F9)
    assert places(store, board) == {"В-02": 28, "В-03": 2}
    store.assert_whole()


def test_an_issued_piece_comes_back_to_its_cell(open_card: Open, store: Store, pump: int) -> None:
    asked = store.ask(pump)
    desk = open_card(pump)
    assert "Ctrl+B" not in desk.open_keys()
    store.do(partial(part_requests.issue, request_id=asked.requests[0].id, serials=()))
    desk.page.refresh()
    desk.rest()
    assert sum(places(store, pump).values()) == 3
    desk.do("Ctrl+B")
    desk.press(F9)
    assert sum(places(store, pump).values()) == 4
    assert lines(desk, "movements")[0] == "Возврат на склад · СЦ-2026-000001"
    store.assert_whole()


def test_a_technician_only_looks_and_puts_back(open_card: Open, pump: int) -> None:
    desk = open_card(pump, Role.TECHNICIAN)
    assert desk.open_keys() & {"F2", "F7", "F8", "Ctrl+E", "Ctrl+L", "Ctrl+R"} == set()
    assert lines(desk, "balances")
    assert lines(desk, "layers") == []
    assert not desk.page._figures._values["cost"].isVisible()
    assert all("₽" not in item.second for item in desk.page._lists["movements"].items())


def jobs(store: Store) -> list[tuple[str, str]]:
    """Prints of labels with their states."""
    found = [row for row in rows(store.database, PrintJob) if row["purpose"] == "label"]
    return [(row["page"], row["state"]) for row in found]


def test_labels_are_printed_and_taken_off_the_queue(open_card: Open, store: Store, pump: int) -> None:
    desk = open_card(pump)
    before = len(jobs(store))
    desk.do("Ctrl+P")
    ask = desk.dialog()
    assert isinstance(ask, LabelAsk)
    ask.form.set_value("count", 3)
    ask.take()
    desk.rest()
    assert jobs(store)[before:] == [("58x40", PrintState.WAITING.value)] * 3
    assert desk.told() == "3 ярлыка в очереди печати. Ctrl+Z — снять"
    desk.do("Ctrl+Z")
    assert jobs(store)[before:] == [("58x40", PrintState.CANCELLED.value)] * 3
    assert desk.told() == "Снято с печати"


def test_a_tracked_part_has_a_label_for_each_piece(open_card: Open, store: Store) -> None:
    board = store.part("BD-1", "Плата", is_serial=True)
    store.receive(board, 2, 200, serials=("SN-1", "SN-2"))
    desk = open_card(board)
    desk.do("Ctrl+P")
    ask = desk.dialog()
    assert isinstance(ask, LabelAsk)
    ask.form.set_value("pieces", ask.form.value("pieces")[1:])
    ask.take()
    desk.rest()
    issued = [row for row in rows(store.database, IssuedDocument) if row["kind"] == "part_label"]
    papers = [see(store.database, documents.read, row["id"])[0] for row in issued]
    assert [one.serial_number for one in papers] == ["SN-2"]
    assert not open_card(board, Role.CLERK).page._bound["part.label"].action.isEnabled()


def test_a_part_without_stock_keeps_the_keys(open_card: Open, store: Store) -> None:
    desk = open_card(store.part("00439491", "Ремень"))
    assert desk.page._nowhere.isVisible()
    desk.press(ESCAPE)
    assert desk.page.title == "Склад"
    assert desk.focus() is desk.page.panel().table

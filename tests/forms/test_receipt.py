"""The receipt by scans and keys: counted, mended, left and gone on with, taken in; orders wake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.buying_desk import Buying, buying, cells
from tests.forms.desk import DOWN, ENTER, Desk
from tests.support.intakes import accept
from tests.support.verbs import rows, see
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseState, WantedLine
from workstation.models import GoodsReceipt, ReceiptLine
from workstation.queries.contacts import list_messages
from workstation.queries.purchasing import get_receipt_act
from workstation.queries.stock import list_serials
from workstation.rules import codes
from workstation.services import purchasing
from workstation.statuses import Role

F9, UP, DELETE = Qt.Key.Key_F9, Qt.Key.Key_Up, Qt.Key.Key_Delete
Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database, actor: Actor) -> Buying:
    return buying(sqlite_database, actor, accept(sqlite_database, actor).orders[0].id)


@pytest.fixture
def open_receipt(qtbot: Any, store: Buying) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(purchase_id: int | None = None, role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, store.database, store.actor, "orders", role))
        desks[-1].window.open_form("receipt", purchase_id)
        desks[-1].rest()
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def scan(desk: Desk, *codes_: str) -> None:
    """The scanner reads codes, one right after another."""
    for code in codes_:
        desk.window.scanned(code)
    desk.rest()


def sheet(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Number, awaited, taken, wrong of each line."""
    model = desk.page._table.source
    shown = [cells(model, row) for row in range(model.rowCount())]
    return [(one["number"], one["left"], one["quantity"], one["wrong"]) for one in shown]


def said(desk: Desk) -> str:
    return str(desk.page._head.said())


def scan_error(desk: Desk) -> str:
    return str(desk.page._head.scan_field.error())


def act_of(store: Buying, place: int = -1) -> Any:
    return see(store.database, get_receipt_act, rows(store.database, GoodsReceipt)[place]["id"])


def test_an_order_is_received_in_part_with_a_damaged_piece_and_its_order_wakes(
    open_receipt: Open, store: Buying
) -> None:
    pump, belt = store.part(), store.part("BELT-1", "Ремень")
    asked = store.ask(pump).requests[0]
    made = store.buy(WantedLine(pump, 3, 1_500_00, (asked.id,)), WantedLine(belt, 2, 200_00))
    desk = open_receipt(made)
    assert sheet(desk) == [("00751313", "3 шт.", "—", ""), ("BELT-1", "2 шт.", "—", "")]
    assert desk.page.title == f"Приход по {store.purchase(made).number}"
    scan(desk, "00751313", "00 751 313")
    assert said(desk) == "00751313 Помпа сливная: 2 из 3"
    desk.press(DOWN, ENTER)
    line = desk.page._line.form
    assert line.current() == "quantity"
    desk.press(ENTER, ENTER)
    desk.type("А-03")
    desk.press(ENTER)
    desk.type("1")
    desk.do("F9")
    assert line.errors() == {"note": "Опишите, что не так: это войдёт в акт о расхождениях"}
    assert rows(store.database, GoodsReceipt) == []
    desk.type("трещина корпуса")
    desk.do("F9")
    act = act_of(store)
    (only,) = act.lines
    assert (only.accepted, only.damaged, only.note, only.cost) == (2, 1, "трещина корпуса", 3_000_00)
    assert act.differs
    assert store.purchase(made).state is PurchaseState.PARTLY
    desk.do("Ctrl+L")
    assert desk.told().startswith("2 ярлыка в очереди печати")
    desk.do("Ctrl+Z")
    assert desk.told() == "Снято с печати"
    (row,) = desk.page._result.rows.items()
    assert row.text == f"{asked.order} · Помпа сливная 00751313 × 1"
    assert "деталь: Основной склад, А-03" in row.second
    assert row.badge is not None
    assert row.badge[0] == "можно чинить"
    (message,) = see(store.database, list_messages)
    assert message.number == asked.order
    desk.press(ENTER)
    assert desk.page.title == asked.order


def test_a_tracked_part_asks_for_its_serial(open_receipt: Open, store: Buying) -> None:
    board = store.part("11022233", "Модуль", is_serial=True)
    desk = open_receipt(store.buy(WantedLine(board, 2, 900_00)))
    scan(desk, "11022233")
    assert said(desk) == "11022233: отсканируйте серийный номер"
    scan(desk, "SN-0001", "SN-0001")
    assert scan_error(desk).startswith("Номер SN-0001 в этой строке уже есть")
    scan(desk, "SN-0002")
    assert said(desk) == "11022233 Модуль: 2 из 2 · SN-0002"
    scan(desk, "SN-0003")
    assert "Номера «SN-0003» нет в каталоге" in scan_error(desk)
    desk.do("Ctrl+Z")
    assert sheet(desk) == [("11022233", "2 шт.", "1", "")]
    scan(desk, "4242002812342")
    assert "Номера «4242002812342» нет в каталоге" in scan_error(desk)
    scan(desk, "SN-0004")
    desk.do("F9")
    found = see(store.database, list_serials, store.actor.branch_id, part_id=board)
    assert [one.serial_number for one in found] == ["SN-0001", "SN-0004"]


def test_an_unknown_number_is_added_to_the_catalogue_or_counted_in_a_line(
    open_receipt: Open, store: Buying
) -> None:
    pump = store.part()
    desk = open_receipt(store.buy(WantedLine(pump, 3, 100)))
    scan(desk, "4242002812345")
    assert "F7 — новая запчасть" in scan_error(desk)
    assert "F8 — считать в строке 00751313" in scan_error(desk)
    assert desk.page._head.scan.text() == "4242002812345"
    desk.do("F8")
    assert sheet(desk) == [("00751313", "3 шт.", "1", "")]
    assert desk.page._table.line().note == "на коробке 4242002812345"
    scan(desk, "НЕТ-ТАКОЙ-1")
    desk.do("F7")
    desk.press(ENTER, ENTER)
    desk.press(F9)
    assert desk.dialog().form.errors() == {"name": "Назовите запчасть"}
    desk.type("Манжета люка")
    desk.press(F9)
    assert sheet(desk)[1] == ("НЕТ-ТАКОЙ-1", "—", "1", "")
    assert scan_error(desk) == ""
    desk.do("F9")
    first, second = act_of(store, 0), act_of(store, 1)
    assert (first.purchase is None, second.purchase is None) == (False, True)
    assert [one.number for one in second.lines] == ["НЕТ-ТАКОЙ-1"]
    assert second.supplier == "ООО «Детали»"


def test_more_than_was_ordered_is_taken_in_apart(open_receipt: Open, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 1, 100))
    desk = open_receipt(made)
    scan(desk, "00751313", "00751313")
    assert said(desk).endswith("Сверх заказа: войдёт отдельным приходом")
    assert sheet(desk) == [("00751313", "1 шт.", "2", "лишних 1")]
    desk.do("F9")
    assert [line["quantity"] for line in rows(store.database, ReceiptLine)] == [1, 1]
    assert store.purchase(made).state is PurchaseState.RECEIVED


def test_everything_came_by_one_key(open_receipt: Open, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 2, 100), WantedLine(store.part("BELT-1", "Ремень"), 3, 50))
    desk = open_receipt(made)
    desk.do("F6")
    assert [one[2] for one in sheet(desk)] == ["2", "3"]
    assert "F6" not in desk.open_keys()
    desk.do("Ctrl+Z")
    assert [one[2] for one in sheet(desk)] == ["—", "—"]
    desk.do("F6")
    desk.do("F9")
    assert store.purchase(made).state is PurchaseState.RECEIVED
    assert desk.page._result._empty.isVisible()
    desk.do("F9")
    assert desk.page.title == "Заказы"


def test_without_an_order_quantity_and_price_go_by_keys(open_receipt: Open, store: Buying) -> None:
    part = store.part(purchase_price=120_00)
    desk = open_receipt()
    assert desk.page._head.form.value("warehouse_id") == store.warehouse_id
    desk.type("00751313")
    desk.press(ENTER)
    assert sheet(desk) == [("00751313", "—", "1", "")]
    desk.press(DOWN)
    desk.type("12")
    desk.press(ENTER)
    desk.type("99,50")
    desk.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    assert desk.focus() is desk.page._head.scan
    desk.do("F9")
    assert store.stock(part) == (12, 0)
    assert act_of(store).lines[0].cost == 12 * 99_50
    desk.do("F9")
    desk.window.open_form("receipt")
    desk.rest()
    assert sheet(desk) == []


def test_an_interrupted_receipt_comes_back(open_receipt: Open, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 3, 100))
    desk = open_receipt(made)
    desk.page._head.form.focus("delivery_note")
    desk.type("УТ-815")
    scan(desk, "00751313", "00751313")
    scan(desk, "НЕПОНЯТНО")
    desk.window.go_back()
    desk.rest()
    again = open_receipt(made)
    assert sheet(again) == [("00751313", "3 шт.", "2", "")]
    assert again.page._head.form.value("delivery_note") == "УТ-815"
    assert again.page._head.scan.text() == "НЕПОНЯТНО"
    again.do("F9")
    assert act_of(store).delivery_note == "УТ-815"
    store.do(purchasing.cancel_rest, made, "не придёт")
    closed = open_receipt(made)
    assert said(closed) == "Заказ в состоянии «Получен»: по нему принимать нечего"


def test_nothing_is_left_of_what_was_taken_in(open_receipt: Open, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 3, 100))
    desk = open_receipt(made)
    desk.page._head.form.focus("delivery_note")
    desk.type("УТ-815")
    scan(desk, "00751313", "00751313")
    desk.do("F9")
    third = open_receipt(made)
    assert sheet(third) == [("00751313", "1 шт.", "—", "")]
    assert third.page._head.form.value("delivery_note") is None


def test_codes_of_ours_name_parts_and_cells(open_receipt: Open, store: Buying) -> None:
    part = store.part()
    store.receive(store.part("BELT-1", "Ремень"), 1, 100, cell="А-07")
    desk = open_receipt()
    scan(desk, codes.encode(part), codes.encode(store.cell("А-07")))
    assert desk.page._table.line().bin == "А-07"
    scan(desk, codes.encode(store.order_id))
    assert scan_error(desk).startswith("Это Заказ-наряд: СЦ-")
    desk.do("F9")
    assert act_of(store).lines[0].accepted == 1
    assert store.stock(part) == (1, 0)


def test_two_makers_of_one_number_are_asked_about(open_receipt: Open, store: Buying) -> None:
    store.part("X-1000", "Щётка", brand="Bosch")
    other = store.part("X-1000", "Щётка", brand="Indesit")
    desk = open_receipt()
    scan(desk, "X-1000")
    assert [one.text for one in desk.dialog().rows.items()] == ["Bosch X-1000", "Indesit X-1000"]
    desk.press(DOWN, ENTER)
    assert desk.page._table.line().part.part_id == other


def test_a_line_is_dropped_and_brought_back(open_receipt: Open, store: Buying) -> None:
    store.part()
    desk = open_receipt()
    scan(desk, "00751313")
    desk.press(DOWN, DELETE)
    assert sheet(desk) == []
    desk.do("Ctrl+Z")
    assert sheet(desk) == [("00751313", "—", "1", "")]


def test_a_receipt_that_somebody_finished_loses_nothing(open_receipt: Open, store: Buying) -> None:
    part = store.part()
    made = store.buy(WantedLine(part, 1, 100))
    desk = open_receipt(made)
    scan(desk, "00751313")
    other = open_receipt(made, None)
    scan(other, "00751313")
    other.do("F9")
    assert store.purchase(made).state is PurchaseState.RECEIVED
    desk.do("F9")
    assert "в состоянии «Получен»" in desk.page._bar.accessibleDescription()
    assert sheet(desk) == [("00751313", "1 шт.", "1", "")]
    desk.page.refresh()
    desk.rest()
    assert sheet(desk) == [("00751313", "—", "1", "")]


def test_a_technician_takes_nothing_in(open_receipt: Open, store: Buying) -> None:
    store.part()
    desk = open_receipt(None, Role.TECHNICIAN)
    scan(desk, "00751313")
    assert sheet(desk) == [("00751313", "—", "1", "")]
    assert "F9" not in desk.open_keys()

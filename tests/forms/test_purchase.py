"""An order to a supplier by keys: lines, sending, promised days, the rest given up, the file for him."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.buying_desk import Buying, buying, cells, tone
from tests.forms.desk import DOWN, ENTER, Desk
from tests.support.intakes import accept
from tests.support.verbs import rows, see
from ui import file_dialog
from ui.preview import Preview
from workstation import clock
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseState, RequestState, WantedLine
from workstation.documents.stock import ReceiptData, ReceiptItem
from workstation.models import IssuedDocument, PrintJob
from workstation.queries.part_requests import list_requests
from workstation.rules import codes
from workstation.services import part_requests, purchasing, receipts
from workstation.statuses import PrintState, Role

DELETE, F9 = Qt.Key.Key_Delete, Qt.Key.Key_F9


@pytest.fixture
def store(sqlite_database: Database, actor: Actor) -> Buying:
    return buying(sqlite_database, actor, accept(sqlite_database, actor).orders[0].id)


@pytest.fixture
def desk(qtbot: Any, store: Buying) -> Iterator[Desk]:
    made = Desk(qtbot, store.database, store.actor, "orders")
    yield made
    made.close()


def show(desk: Desk, purchase_id: int) -> Any:
    desk.window.open_form("purchase", purchase_id)
    desk.rest()
    return desk.page


def states(store: Buying) -> list[RequestState]:
    found = see(store.database, list_requests, store.actor.branch_id, states=())
    return [one.state for one in found]


def test_a_draft_shows_its_lines_and_whom_they_serve(desk: Desk, store: Buying) -> None:
    part, belt = store.part(), store.part("BELT-1", "Ремень")
    asked = store.ask(part).requests[0]
    page = show(
        desk, store.buy(WantedLine(part, 2, 1_450_00, (asked.id,)), WantedLine(belt, 1, 0), sent=False)
    )
    assert (page.title[:3], page.subtitle) == ("ЗП-", "ООО «Детали»")
    assert cells(page._model, 0) == {
        "number": "00751313",
        "name": "Помпа сливная",
        "quantity": "2 шт.",
        "received": "—",
        "price": "1 450,00",
        "amount": "2 900,00",
        "orders": asked.order,
        "limit": f"{store.limit():%d.%m}",
    }
    assert cells(page._model, 1)["orders"] == "на склад"
    assert page._side.banner.title() == "Ещё не отправлен"
    assert {"F7", "F2", "F8", "F9"} <= desk.open_keys()
    assert "F6" not in desk.open_keys()


def test_lines_are_added_changed_dropped_and_brought_back(desk: Desk, store: Buying) -> None:
    pump, _belt = store.part(), store.part("BELT-1", "Ремень", purchase_price=120_00)
    asked = store.ask(pump).requests[0].id
    made = store.buy(WantedLine(pump, 1, 100_00, (asked,)), sent=False)
    page = show(desk, made)
    desk.do("F7")
    desk.type("ремень")
    desk.press(ENTER)
    desk.type("3")
    desk.press(ENTER)
    desk.type("99,50")
    desk.press(F9)
    assert [(one.number, one.quantity, one.price) for one in store.purchase(made).lines] == [
        ("00751313", 1, 100_00),
        ("BELT-1", 3, 99_50),
    ]
    desk.back_to(page._table)
    desk.press(ENTER)
    desk.type("4")
    desk.press(F9)
    assert store.purchase(made).lines[0].quantity == 4
    desk.back_to(page._table)
    desk.press(DELETE)
    assert [one.number for one in store.purchase(made).lines] == ["BELT-1"]
    assert states(store) == [RequestState.WANTED]
    desk.do("Ctrl+Z")
    assert [(one.number, one.quantity) for one in store.purchase(made).lines] == [
        ("BELT-1", 3),
        ("00751313", 4),
    ]
    assert states(store) == [RequestState.ORDERED]


def test_a_part_in_hand_is_scanned_into_a_line_at_its_last_price(desk: Desk, store: Buying) -> None:
    pump, belt = store.part(), store.part("BELT-1", "Ремень", purchase_price=120_00)
    made = store.buy(WantedLine(pump, 1, 100), sent=False)
    show(desk, made)
    desk.do("F7")
    desk.window.scanned(codes.encode(belt))
    desk.rest()
    form = desk.dialog().form
    assert (form.value("part"), form.value("price"), form.field("price").note()) == (
        belt,
        120_00,
        "из каталога",
    )
    desk.press(F9)
    assert [(one.number, one.price) for one in store.purchase(made).lines] == [
        ("00751313", 100),
        ("BELT-1", 120_00),
    ]


def test_what_is_missing_in_a_line_is_said_at_its_field(desk: Desk, store: Buying) -> None:
    part = store.part()
    asked = store.ask(part, 2).requests[0].id
    made = store.buy(WantedLine(part, 2, 100, (asked,)), sent=False)
    show(desk, made)
    desk.do("F7")
    desk.type("нет такой")
    desk.press(F9)
    form = desk.dialog().form
    assert list(form.errors()) == ["part"]
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    desk.do("F2")
    desk.type("1")
    desk.press(F9)
    assert "меньше заказать нельзя" in desk.dialog().form.errors()["quantity"]
    desk.press(Qt.Key.Key_Escape)
    assert store.purchase(made).lines[0].quantity == 2


def test_it_is_sent_promised_anew_and_given_up(desk: Desk, store: Buying) -> None:
    part = store.part()
    asked = store.ask(part).requests[0].id
    made = store.buy(WantedLine(part, 1, 100, (asked,)), sent=False)
    page = show(desk, made)
    desk.do("F9")
    desk.press(F9)
    assert list(desk.dialog().form.errors()) == ["how"]
    desk.type("письмом на opt@example.org")
    desk.press(ENTER)
    desk.type("+3")
    desk.press(F9)
    view = store.purchase(made)
    promised = clock.today() + timedelta(days=3)
    assert (view.state, view.sent_how, view.promised_on) == (
        PurchaseState.SENT,
        "письмом на opt@example.org",
        promised,
    )
    assert page._side.banner.title() == "Осталось 3 дня"
    assert "F7" not in desk.open_keys()
    desk.do("F6")
    desk.type("+10")
    desk.press(ENTER)
    desk.type("нет на складе")
    desk.press(F9)
    view = store.purchase(made)
    assert [(one.before_on, one.after_on, one.reason) for one in view.promises] == [
        (None, promised, None),
        (promised, clock.today() + timedelta(days=10), "нет на складе"),
    ]
    desk.do("F8")
    desk.type("снята с производства")
    desk.press(F9)
    assert store.purchase(made).state is PurchaseState.CANCELLED
    assert states(store) == [RequestState.WANTED]
    assert not {"F6", "F8", "F9"} & desk.open_keys()


def test_a_late_order_says_so_in_red(desk: Desk, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 1, 100))
    store.do(purchasing.promise, made, clock.today() - timedelta(days=2))
    page = show(desk, made)
    assert page._side.banner.title() == "Просрочено на 2 дня"
    assert page._side.banner._tone == "red"


def test_a_promise_after_the_last_day_of_the_order_is_red(desk: Desk, store: Buying) -> None:
    part = store.part()
    made = store.buy(WantedLine(part, 1, 100, (store.ask(part).requests[0].id,)))
    page = show(desk, made)
    assert tone(page._model, 0, "limit") == "text2"
    store.do(purchasing.promise, made, store.limit() + timedelta(days=1))
    page.refresh()
    desk.rest()
    assert tone(page._model, 0, "limit") == "red"


def test_enter_opens_the_order_that_a_line_serves(desk: Desk, store: Buying) -> None:
    part, belt = store.part(), store.part("BELT-1", "Ремень")
    asked = store.ask(part).requests[0]
    show(desk, store.buy(WantedLine(part, 1, 100, (asked.id,)), WantedLine(belt, 1, 0)))
    desk.press(DOWN, ENTER)
    assert "заявок на неё нет" in desk.told()
    desk.press(Qt.Key.Key_Up, ENTER)
    assert desk.page.title == asked.order


def test_of_several_orders_one_is_chosen(desk: Desk, store: Buying) -> None:
    part, second = store.part(), store.order("FD 77")
    asked = [store.ask(part).requests[0], store.ask(part, 1, second).requests[0]]
    page = show(desk, store.buy(WantedLine(part, 2, 100, tuple(one.id for one in asked))))
    assert cells(page._model, 0)["orders"] == f"{asked[0].order} | +1"
    desk.press(ENTER)
    desk.press(DOWN, ENTER)
    assert desk.page.title == asked[1].order


def test_a_request_that_is_cancelled_leaves_the_line(desk: Desk, store: Buying) -> None:
    part = store.part()
    asked = store.ask(part).requests[0].id
    page = show(desk, store.buy(WantedLine(part, 1, 100, (asked,)), sent=False))
    store.do(part_requests.cancel, asked, "передумали")
    page.refresh()
    desk.rest()
    assert cells(page._model, 0)["orders"] == "на склад"


def test_it_is_written_as_a_table_or_a_letter(
    desk: Desk, store: Buying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(desk, store.buy(WantedLine(store.part(), 2, 150_00)))
    for name, head in (("a.csv", "\ufeffАртикул;"), ("a.txt", f"Заказ {page.title} от")):
        monkeypatch.setattr(file_dialog, "save_name", lambda *_said, file=name: str(tmp_path / file))
        desk.do("Ctrl+E")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(head)
        assert name in desk.told()
    monkeypatch.setattr(file_dialog, "save_name", lambda *_said: str(tmp_path / "нет" / "a.csv"))
    desk.do("Ctrl+E")
    assert desk.told().startswith("Файл не записан")


def test_a_technician_reads_and_changes_nothing(qtbot: Any, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 1, 100), sent=False)
    desk = Desk(qtbot, store.database, store.actor, "orders", Role.TECHNICIAN)
    try:
        show(desk, made)
        assert not {"F2", "F7", "F8", "F9"} & desk.open_keys()
        desk.press(DELETE)
        assert len(store.purchase(made).lines) == 1
    finally:
        desk.close()


def test_it_is_printed_and_taken_off_the_queue(desk: Desk, store: Buying) -> None:
    made = store.buy(WantedLine(store.part(), 2, 1_450_00))
    show(desk, made)
    desk.do("Ctrl+P")
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert preview.page_count() == 1
    desk.press(F9)
    (paper,) = [row for row in rows(store.database, IssuedDocument) if row["kind"] == "purchase_order"]
    assert paper["number"] == store.purchase(made).number
    states = [row["state"] for row in rows(store.database, PrintJob) if row["document_id"] == paper["id"]]
    assert states == [PrintState.WAITING.value]
    desk.do("Ctrl+Z")
    states = [row["state"] for row in rows(store.database, PrintJob) if row["document_id"] == paper["id"]]
    assert states == [PrintState.CANCELLED.value]
    assert desk.told() == "Снято с печати"


def test_the_act_of_a_receipt_is_shown_from_the_order_and_by_its_code(desk: Desk, store: Buying) -> None:
    part = store.part()
    made = store.buy(WantedLine(part, 2, 1_450_00))
    item = ReceiptItem(part, 1, 1_450_00)
    came = store.do(receipts.receive, ReceiptData(store.warehouse_id, (item,), purchase_id=made))
    page = show(desk, made)
    page._side.receipts.setFocus()
    desk.press(ENTER)
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert came.act.number in preview.windowTitle()
    preview.reject()
    desk.window.scanned(codes.encode(came.receipt_id))
    desk.rest()
    desk.rest()
    assert [one.text for one in desk.page._papers.items()] == [f"Приходный акт {came.act.number}"]
    desk.back_to(desk.page._papers)
    desk.press(ENTER)
    assert isinstance(desk.dialog(), Preview)
    desk.dialog().reject()
    desk.window.search.setText(store.purchase(made).number.lower())
    desk.window.search.submitted.emit(store.purchase(made).number.lower())
    desk.rest()
    desk.rest()
    assert desk.page.title == store.purchase(made).number


def test_a_scanned_order_to_a_supplier_opens_its_page_and_a_part_its_card(desk: Desk, store: Buying) -> None:
    part = store.part()
    made = store.buy(WantedLine(part, 2, 1_450_00))
    desk.window.scanned(codes.encode(made))
    desk.rest()
    desk.rest()
    assert desk.page.title == store.purchase(made).number
    desk.window.scanned(codes.encode(part))
    desk.rest()
    desk.rest()
    assert desk.page.title == "Помпа сливная"

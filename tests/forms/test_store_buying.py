"""The views of the store for buying, by keys: requests, orders to suppliers, what came; the whole way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.buying_desk import Buying, buying, cells, tone
from tests.forms.desk import DOWN, ENTER, SPACE, Desk
from tests.support.intakes import accept
from tests.support.verbs import rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import Topic
from workstation.documents.deeds import NoteData
from workstation.documents.parts import LinkKind
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseState, RequestRow, RequestState, WantedLine
from workstation.documents.stock import ReceiptData, ReceiptItem
from workstation.models import MessageDraft
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_requests import list_requests
from workstation.queries.purchasing import list_purchases
from workstation.services import life, parts, purchasing, receipts, warehouses
from workstation.statuses import OrderStatus, Role

F9 = Qt.Key.Key_F9
WANTED, ORDERED, RESERVED = RequestState.WANTED, RequestState.ORDERED, RequestState.RESERVED
Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database, actor: Actor) -> Buying:
    return buying(sqlite_database, actor, accept(sqlite_database, actor).orders[0].id)


@pytest.fixture
def open_view(qtbot: Any, store: Buying) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(view: str, role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, store.database, store.actor, "store", role))
        desks[-1].window.open_form("store", view)
        desks[-1].rest()
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def shown(desk: Desk) -> list[dict[str, str]]:
    model = desk.page.panel().model
    return [cells(model, row) for row in range(model.rowCount())]


def requests(store: Buying) -> list[RequestRow]:
    return see(store.database, list_requests, store.actor.branch_id, states=())  # type: ignore[no-any-return]


def states(store: Buying) -> list[tuple[str, RequestState]]:
    return [(one.number, one.state) for one in requests(store)]


def sides(desk: Desk) -> list[str]:
    side = desk.page._side
    return [side.item(row).text() for row in range(side.count())]


def test_requests_show_the_promise_beside_the_limit(open_view: Open, store: Buying) -> None:
    pump, belt = store.part(), store.part("BELT-1", "Ремень")
    asked = store.ask(pump, 2).requests[0]
    store.receive(belt, 1, 100, cell="А-03")
    store.ask(belt)
    made = store.buy(WantedLine(pump, 2, 100, (asked.id,)))
    desk = open_view("requests")
    promised, limit = clock.today() + timedelta(days=7), store.limit()
    first, second = shown(desk)
    assert first == {
        "number": "00751313",
        "name": "Помпа сливная | 2 шт.",
        "state": "Заказана",
        "order": asked.order,
        "device": first["device"],
        "wanted": "",
        "promised": f"{promised:%d.%m}",
        "limit": f"{limit:%d.%m}",
        "waits": "сегодня",
    }
    assert "Bosch" in first["device"]
    assert (second["state"], second["promised"]) == ("В резерве", "Основной склад, А-03")
    store.do(purchasing.promise, made, limit + timedelta(days=1), "завод стоит")
    desk.page.refresh()
    desk.rest()
    model = desk.page.panel().model
    assert shown(desk)[0]["promised"] == f"{limit + timedelta(days=1):%d.%m}, позже срока"
    assert (tone(model, 0, "promised"), tone(model, 0, "limit")) == ("red", "red")
    assert tone(model, 1, "limit") == "text2"
    desk.press(ENTER)
    assert desk.page.title == asked.order


def test_marked_requests_become_lines_of_one_order(open_view: Open, store: Buying) -> None:
    pump = store.part(purchase_price=120_00)
    belt, other = store.part("BELT-1", "Ремень"), store.order("FD 55")
    for part, order in ((pump, store.order_id), (pump, other), (belt, other)):
        store.ask(part, 1, order)
    desk = open_view("requests")
    assert "Заявки · 3" in sides(desk)
    desk.press(SPACE, SPACE, SPACE)
    assert desk.page.panel().count.text() == "3 заявки, отмечено 3"
    desk.do("F9")
    desk.press(F9)
    assert list(desk.dialog().form.errors()) == ["supplier_id"]
    desk.type("детали")
    desk.press(ENTER)
    desk.press(F9)
    assert desk.page.subtitle == "ООО «Детали»"
    (made,) = see(store.database, list_purchases, store.actor.branch_id, clock.today())
    lines = store.purchase(made.id).lines
    assert [(one.number, one.quantity, one.price) for one in lines] == [
        ("00751313", 2, 120_00),
        ("BELT-1", 1, 0),
    ]
    assert {state for _number, state in states(store)} == {ORDERED}
    store.ask(belt, 4, other)
    desk.window.open_form("store", "requests")
    desk.rest()
    desk.page.panel().table.go_to(requests(store)[-1].id)
    second = store.do(warehouses.add_warehouse, "Дальний склад")
    store.do(warehouses.spot_of, second)
    desk.do("F9")
    ask = desk.dialog()
    assert ask.form.value("warehouse_id") == store.warehouse_id
    ask.form.set_value("warehouse_id", second)
    assert ask._where.text() == "Будет составлен новый заказ"
    ask.form.set_value("warehouse_id", store.warehouse_id)
    assert ask._where.text() == f"Войдёт в {made.number}: он ещё не отправлен"
    desk.press(F9)
    assert store.purchase(made.id).lines[1].quantity == 5


def test_a_part_that_is_free_is_reserved_and_released(open_view: Open, store: Buying) -> None:
    pump, other = store.part(), store.order("FD 55")
    store.receive(pump, 1, 100)
    mine = store.ask(pump).requests[0].id
    store.ask(pump, 1, other)
    desk = open_view("requests")
    assert not {"F6", "F9"} & desk.open_keys()
    desk.do("F7")
    assert states(store) == [("00751313", WANTED), ("00751313", WANTED)]
    assert shown(desk)[0]["name"] == "Помпа сливная | свободно 1"
    desk.page.panel().table.go_to(requests(store)[1].id)
    desk.do("F6")
    assert states(store) == [("00751313", WANTED), ("00751313", RESERVED)]
    desk.do("Ctrl+Z")
    assert states(store) == [("00751313", WANTED), ("00751313", WANTED)]
    desk.page.panel().table.go_to(mine)
    desk.do("F6")
    assert states(store)[0] == ("00751313", RESERVED)
    store.assert_whole()


def test_a_substitute_is_offered_with_what_is_free(open_view: Open, store: Buying) -> None:
    old, new = store.part(), store.part("00751314", "Помпа новая")
    store.do(parts.link, old, new, LinkKind.REPLACED_BY)
    store.receive(new, 1, 100)
    store.ask(old)
    desk = open_view("requests")
    desk.do("F2")
    (row,) = desk.dialog().rows.items()
    assert (row.text, row.right) == ("00751314 Помпа новая", "свободно 1")
    desk.press(ENTER)
    assert states(store) == [("00751313", RequestState.CANCELLED), ("00751314", RESERVED)]
    assert desk.told() == "00751314 Помпа новая: В резерве"
    alone = store.part("BELT-1", "Ремень")
    store.ask(alone)
    desk.page.refresh()
    desk.rest()
    desk.page.panel().table.go_to(requests(store)[-1].id)
    desk.do("F2")
    assert desk.told().startswith("Замен для BELT-1 в каталоге нет")


def test_a_request_is_cancelled_with_its_reason(open_view: Open, store: Buying) -> None:
    store.ask(store.part())
    desk = open_view("requests")
    desk.do("F8")
    desk.press(F9)
    assert "Напишите причину" in desk.dialog()._field.error()
    desk.type("не понадобилась")
    desk.press(F9)
    assert states(store) == [("00751313", RequestState.CANCELLED)]
    assert shown(desk) == []
    empty = desk.page.panel().empty_state
    assert (empty.isVisible(), empty.accessibleName()) == (True, "Заявок нет")


def test_the_order_waits_for_its_part_till_the_promised_day(open_view: Open, store: Buying) -> None:
    pump = store.part()
    store.do(life.start_diagnosis, store.order_id, NoteData())
    store.buy(WantedLine(pump, 1, 100, (store.ask(pump).requests[0].id,)))
    desk = open_view("requests")
    limit = store.limit()
    desk.do("F10")
    day = f"{clock.today() + timedelta(days=7):%d.%m.%Y}"
    order = see(store.database, get_order_by_id, store.order_id)
    assert order.status is OrderStatus.WAITING_PART
    assert order.history[-1].reason == f"Помпа сливная 00751313 — обещано {day}"
    assert store.limit() == limit
    desk.do("F10")
    assert "уже" in desk.told() or "состоян" in desk.told().casefold()


def test_orders_to_suppliers_say_what_is_late(open_view: Open, store: Buying) -> None:
    pump = store.part()
    late = store.buy(WantedLine(pump, 1, 150_00, (store.ask(pump).requests[0].id,)))
    store.do(purchasing.promise, late, clock.today() - timedelta(days=3))
    draft = store.buy(WantedLine(pump, 2, 0), sent=False)
    desk = open_view("purchases")
    assert "Заказы поставщикам · 1" in sides(desk)
    first, second = shown(desk)
    day = clock.today() - timedelta(days=3)
    assert (first["promised"], first["amount"]) == (f"{day:%d.%m}, просрочено на 3 дня", "150,00")
    assert tone(desk.page.panel().model, 0, "promised") == "red"
    assert first["limit"] == f"{store.limit():%d.%m}"
    assert (second["state"], second["promised"], second["limit"]) == ("Готовится", "—", "")
    desk.do("F9")
    assert desk.page.title == f"Приход по {store.purchase(late).number}"
    desk.window.go_back()
    desk.rest()
    desk.press(DOWN)
    assert "F9" not in desk.open_keys()
    desk.press(ENTER)
    assert desk.page.title == store.purchase(draft).number


def test_closed_orders_are_shown_when_asked_for_the_newest_first(open_view: Open, store: Buying) -> None:
    pump = store.part()
    closed = [store.buy(WantedLine(pump, 1, 100)) for _one in range(2)]
    for one in closed:
        store.do(purchasing.cancel_rest, one, "не нужен")
    desk = open_view("purchases")
    assert shown(desk) == []
    panel = desk.page.panel()
    assert panel.empty_state.accessibleName() == "Открытых заказов поставщикам нет"
    panel._states.set_value((PurchaseState.CANCELLED,))
    panel.refresh()
    desk.rest()
    assert [one["number"] for one in shown(desk)] == [store.purchase(one).number for one in closed[::-1]]
    assert "F9" not in desk.open_keys()


def test_an_order_for_the_store_begins_with_a_part(open_view: Open, store: Buying) -> None:
    store.part()
    desk = open_view("purchases")
    desk.do("Ctrl+N")
    desk.type("детали")
    desk.press(ENTER, ENTER)
    desk.type("помпа")
    desk.press(ENTER)
    desk.type("5")
    desk.press(F9)
    (made,) = see(store.database, list_purchases, store.actor.branch_id, clock.today())
    assert desk.page.title == made.number
    assert store.purchase(made.id).lines[0].quantity == 5


def test_what_came_is_handed_to_the_technician(open_view: Open, store: Buying) -> None:
    pump, board = store.part(), store.part("11022233", "Модуль", is_serial=True)
    store.ask(pump)
    store.ask(board)
    store.receive(pump, 1, 100, cell="А-03")
    store.receive(board, 2, 200, serials=("SN-1", "SN-2"))
    desk = open_view("arrived")
    assert "Пришло · 2" in sides(desk)
    found = {one["part"]: one for one in shown(desk)}
    assert found["00751313 Помпа сливная"]["place"] == "Основной склад, А-03"
    assert found["00751313 Помпа сливная"]["limit"] == f"{store.limit():%d.%m}"
    panel = desk.page.panel()
    panel.table.go_to(requests(store)[0].id)
    desk.do("F9")
    assert states(store)[0] == ("00751313", RequestState.ISSUED)
    desk.do("F9")
    desk.press(F9)
    assert list(desk.dialog().form.errors()) == ["serials"]
    desk.window.scanned("SN-2")
    desk.press(F9)
    assert states(store)[1] == ("11022233", RequestState.ISSUED)
    assert shown(desk) == []
    store.assert_whole()


def test_a_storekeeper_moves_no_order_and_a_technician_buys_nothing(open_view: Open, store: Buying) -> None:
    store.ask(store.part())
    keeper = open_view("requests", Role.STOREKEEPER)
    assert {"F8", "F9"} <= keeper.open_keys()
    assert "F10" not in keeper.open_keys()
    technician = open_view("requests", Role.TECHNICIAN)
    assert {"F8", "F10"} <= technician.open_keys()
    assert "F9" not in technician.open_keys()


def test_the_whole_way_from_the_request_to_the_waking(open_view: Open, store: Buying) -> None:
    """Nothing is free → ordered → sent → received in part by scans, one damaged → the order wakes → taken."""
    pump = store.part(purchase_price=1_890_50)
    asked = store.ask(pump, 2).requests[0]
    desk = open_view("requests")
    desk.do("F9")
    desk.type("детали")
    desk.press(ENTER)
    desk.press(F9)
    desk.do("F9")
    desk.type("сайт")
    desk.press(ENTER)
    desk.type("+5")
    desk.press(F9)
    (made,) = see(store.database, list_purchases, store.actor.branch_id, clock.today())
    assert made.state is PurchaseState.SENT
    desk.do("F9")
    desk.window.scanned("00751313")
    desk.rest()
    desk.back_to(desk.page._head.scan)
    desk.page._line.form.focus("damaged")
    desk.type("1")
    desk.press(ENTER)
    desk.press(ENTER)
    desk.type("мятая коробка, течёт")
    desk.do("F9")
    (woken,) = desk.page._result.rows.items()
    assert woken.text.startswith(asked.order)
    assert woken.badge is not None
    assert woken.badge[0] == "ждёт ещё 1 деталь"
    drafts = rows(store.database, MessageDraft)
    assert [(row["order_id"], row["topic"], row["done_at"]) for row in drafts] == [
        (store.order_id, Topic.PART.value, None)
    ]
    assert store.purchase(made.id).state is PurchaseState.PARTLY
    desk.window.open_form("store", "arrived")
    desk.rest()
    assert shown(desk)[0]["more"] == "1"
    desk.do("F9")
    assert sorted(state for _number, state in states(store)) == [RequestState.ISSUED, ORDERED]
    rest = ReceiptData(store.warehouse_id, (ReceiptItem(pump, 1, 1_890_50),), purchase_id=made.id)
    store.do(receipts.receive, rest)
    desk.page.refresh()
    desk.rest()
    assert shown(desk)[0]["more"] == "—"
    assert store.purchase(made.id).state is PurchaseState.RECEIVED
    store.assert_whole()

"""Parts on the bench by keys and scanner: asked for, waited for, fitted, swapped, given back, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from forms.bench import part_faces
from forms.bench.fit_ask import FitAsk
from forms.bench.part_ask import PartAsk
from forms.search.search_results import SearchResults
from tests.forms.desk import DOWN, ENTER, ESCAPE, Desk
from tests.support.stock import CHECKS, Store
from tests.support.verbs import do, see
from tests.support.workshop import bench_of, bring, status_of, take_in, technician
from ui.store_faces import request_face
from workstation import clock
from workstation.db import Database
from workstation.documents.parts import LinkKind, PriceKind
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestRow, RequestState, SupplierData, WantedLine
from workstation.documents.stock import OldPartFate, ReceiptData, ReceiptItem
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_requests import list_requests
from workstation.queries.stock import list_old_parts
from workstation.rules.codes import encode
from workstation.services import part_requests, parts, purchasing, receipts, suppliers, warehouses
from workstation.services.check import is_whole, run_checks
from workstation.statuses import OldParts, OrderStatus, PartSource

F6, F7, F8, F9, DELETE = (
    Qt.Key.Key_F6,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
    Qt.Key.Key_Delete,
)
Open = Callable[..., Desk]
COLUMNS = len(part_faces.columns())


@pytest.fixture
def master(sqlite_database: Database, actor: Actor) -> Actor:
    return technician(sqlite_database, actor)


@pytest.fixture
def store(sqlite_database: Database, actor: Actor, master: Actor) -> Store:
    """A store, and an order in repair that may want its parts."""
    order_id = take_in(sqlite_database, actor)
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    warehouse = do(sqlite_database, warehouses.add_warehouse, actor, "Основной склад")
    do(sqlite_database, warehouses.spot_of, actor, warehouse)
    return Store(sqlite_database, actor, warehouse, order_id)


@pytest.fixture
def open_bench(qtbot: Any, store: Store, master: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(who: Actor = master, page: str = "bench") -> Desk:
        desk = Desk(qtbot, store.database, who, "work")
        desks.append(desk)
        if page == "bench":
            desk.window.open_form("bench", store.order_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def pump(store: Store, **more: Any) -> int:
    """A part that fits the device."""
    fits = {"models": ("WAN28263BY",), "categories": ("washing_machine",), "warranty_months": 12}
    return store.part(**{**fits, **more})


def requests(store: Store) -> list[RequestRow]:
    found: list[RequestRow] = see(
        store.database, list_requests, store.actor.branch_id, order_id=store.order_id, states=()
    )
    return found


def order_parts(store: Store, part: int, *wanted: int) -> int:
    """A purchase order of one piece, promised in a week."""
    supplier = store.do(suppliers.add_supplier, SupplierData("ООО «Детали»"))
    line = WantedLine(part, 1, 100, wanted)
    made: int = store.do(purchasing.make_purchase, supplier, store.warehouse_id, [line])
    store.do(purchasing.mark_sent, made, "почта", clock.today() + timedelta(days=7))
    return made


def to_parts(desk: Desk) -> None:
    """The cursor on the first of the parts."""
    desk.window.activateWindow()
    desk.rest()
    desk.page._parts.table.setFocus()
    desk.page._parts.table.selectRow(0)


def shown(desk: Desk) -> list[str]:
    """The lines of the parts as they are read, money apart."""
    model = desk.page._parts.table.model()
    return [
        " | ".join(str(model.index(row, column).data() or "") for column in range(COLUMNS))
        for row in range(model.rowCount())
    ]


def whole(store: Store) -> None:
    assert is_whole(run_checks(store.database, CHECKS))


def test_what_is_free_is_reserved_and_its_cell_is_told(open_bench: Open, store: Store) -> None:
    part = pump(store)
    store.part("0009", "Ремень", models=("OTHER",))
    store.receive(part, 2, 200, cell="А-3")
    desk = open_bench()
    desk.do("Ctrl+D")
    ask = desk.dialog()
    assert [item.text for item in ask._list.items()] == ["Помпа сливная"]
    assert ask._banner.title() == "Свободно 2 шт."
    desk.press(F9)
    (request,) = requests(store)
    assert (request.state, request.quantity) == (RequestState.RESERVED, 1)
    assert desk.told() == "00751313: зарезервирована 1 шт.: Основной склад, А-3"
    assert shown(desk) == ["00751313 | Помпа сливная Основной склад, А-3 | 1 | — | В резерве"]


def test_a_part_is_found_as_it_is_typed_and_how_many_is_asked(open_bench: Open, store: Store) -> None:
    pump(store)
    belt = store.part("1194", "Ремень привода", models=("OTHER",))
    store.receive(belt, 3, 300)
    desk = open_bench()
    desk.do("Ctrl+D")
    desk.type("рем")
    assert [item.id for item in desk.dialog()._list.items()] == [belt]
    desk.press(ENTER)
    desk.type("2")
    desk.press(ENTER)
    (request,) = requests(store)
    assert (request.part_id, request.quantity, request.state) == (belt, 2, RequestState.RESERVED)


def test_nothing_free_the_order_waits_with_the_part_and_its_day(open_bench: Open, store: Store) -> None:
    part = pump(store)
    order_parts(store, part)
    desk = open_bench()
    desk.do("Ctrl+D")
    day = clock.today() + timedelta(days=7)
    assert desk.dialog()._banner.title() == "Свободных нет"
    assert f"{day:%d.%m.%Y}" in desk.dialog()._banner.accessibleName()
    desk.press(F7)
    assert status_of(store.database, store.order_id) is OrderStatus.WAITING_PART
    last = see(store.database, get_order_by_id, store.order_id).history[-1]
    assert last.reason == f"Помпа сливная 00751313 — обещано {day:%d.%m.%Y}"
    assert "ждём 1 шт., ожидается" in desk.told()
    assert shown(desk)[0].endswith("Нет в наличии")


def test_a_substitute_that_is_free_is_taken_by_one_key(open_bench: Open, store: Store) -> None:
    part, twin = pump(store), store.part("145999", "Насос", brand="Askoll", is_original=False)
    store.do(parts.link, part, twin, LinkKind.ANALOGUE)
    store.do(parts.set_price, twin, PriceKind.SALE, 190_000, clock.today())
    store.receive(twin, 1, 100)
    desk = open_bench()
    desk.do("Ctrl+D")
    offered = desk.dialog()._instead.text().replace("\u00a0", " ")
    assert offered == "Насос 145999 · Askoll · аналог, не оригинал · 1 900,00 ₽ · свободно 1"
    desk.press(F8)
    (request,) = requests(store)
    assert (request.part_id, request.state) == (twin, RequestState.RESERVED)


def test_asked_without_waiting_then_f7_waits_with_the_reason(open_bench: Open, store: Store) -> None:
    pump(store)
    desk = open_bench()
    desk.do("Ctrl+D")
    desk.press(F9)
    assert status_of(store.database, store.order_id) is OrderStatus.IN_REPAIR
    desk.do("F7")
    last = see(store.database, get_order_by_id, store.order_id).history[-1]
    assert (last.status, last.reason) == (
        OrderStatus.WAITING_PART,
        "Помпа сливная 00751313 — срок поставки не назван",
    )


def test_issued_and_fitted_in_one_step_with_its_numbers(open_bench: Open, store: Store) -> None:
    part = pump(store, is_serial=True)
    store.receive(part, 2, 200, serials=("SN-1", "SN-2"))
    store.ask(part)
    desk = open_bench()
    to_parts(desk)
    desk.press(ENTER)
    desk.press(F9)
    assert bench_of(store.database, store.order_id).parts == ()
    desk.type("sn-2")
    desk.press(ENTER)
    desk.type("x-9")
    desk.press(ENTER, "и", F9)
    (line,) = bench_of(store.database, store.order_id).parts
    assert (line.serial_in, line.serial_out, line.warranty_months) == ("SN-2", "X-9", 12)
    assert (line.source, line.old_part) == (PartSource.STOCK, OldParts.TO_MANUFACTURER)
    (old,) = see(store.database, list_old_parts, store.actor.branch_id)
    assert (old.fate, old.serial_number) == (OldPartFate.MANUFACTURER, "X-9")
    assert shown(desk) == ["00751313 | Помпа сливная SN-2 | 1 | 12 мес. | Со склада"]
    foot = desk.page._parts._foot.text()
    assert foot == f"Старые детали: Помпа сливная: вернуть изготовителю, бирка {old.number}"
    to_parts(desk)
    desk.press(DELETE)
    desk.type("Не помогла")
    desk.press(F9)
    assert bench_of(store.database, store.order_id).parts == ()
    assert store.stock(part) == (2, 0)
    assert desk.page._parts._foot.text() == ""
    whole(store)


def test_numbers_are_scanned_in_and_out(open_bench: Open, store: Store) -> None:
    part = pump(store, is_serial=True)
    store.receive(part, 2, 200, serials=("SN-1001", "SN-1002"))
    desk = open_bench()
    desk.window.scanned(encode(part))
    desk.rest()
    desk.press(F9)
    to_parts(desk)
    desk.press(ENTER)
    for code in ("SN-1002", "OLD-77"):
        desk.window.scanned(code)
        desk.rest()
    desk.press(F9)
    (line,) = bench_of(store.database, store.order_id).parts
    assert (line.serial_in, line.serial_out) == ("SN-1002", "OLD-77")


def test_a_part_that_lies_here_for_the_order_is_fitted_by_its_scan(open_bench: Open, store: Store) -> None:
    """By our label or the maker's barcode; a part that waits for nobody here is asked for."""
    part, other = pump(store), store.part("BELT-1", "Ремень")
    store.receive(part, 2, 200)
    store.ask(part)
    desk = open_bench()
    for code in (encode(part), "0075-1313"):
        desk.window.scanned(code)
        desk.rest()
        assert isinstance(desk.dialog(), FitAsk)
        desk.press(ESCAPE)
    desk.window.scanned(encode(other))
    desk.rest()
    assert isinstance(desk.dialog(), PartAsk)
    desk.press(ESCAPE)
    desk.window.scanned(encode(part))
    desk.rest()
    desk.press(F9)
    (line,) = bench_of(store.database, store.order_id).parts
    assert (line.part_number, store.stock(part)) == ("00751313", (1, 0))


def test_a_makers_barcode_asks_for_the_part_and_another_is_looked_up(open_bench: Open, store: Store) -> None:
    part = pump(store)
    store.receive(part, 1, 100)
    desk = open_bench()
    desk.window.scanned("0075-1313")
    desk.rest()
    assert desk.dialog()._list.current_id() == part
    desk.press(F9)
    assert requests(store)[0].state is RequestState.RESERVED
    desk.window.scanned("4600000000017")
    desk.rest()
    assert isinstance(desk.page, SearchResults)


def test_another_part_is_taken_for_one_that_is_waited_for(open_bench: Open, store: Store) -> None:
    part, twin = pump(store), store.part("145999", "Насос", brand="Askoll")
    store.ask(part)
    store.do(parts.link, part, twin, LinkKind.REPLACED_BY)
    store.receive(twin, 1, 100)
    desk = open_bench()
    to_parts(desk)
    desk.press(ENTER)
    assert "новый номер" in desk.dialog()._list.items()[0].second
    desk.press(F9)
    first, second = requests(store)
    assert (first.state, second.state) == (RequestState.CANCELLED, RequestState.RESERVED)
    assert second.part_id == twin
    whole(store)


def test_a_request_is_cancelled_and_an_issued_piece_goes_back(open_bench: Open, store: Store) -> None:
    part = pump(store)
    store.receive(part, 1, 100)
    store.ask(part)
    desk = open_bench()
    to_parts(desk)
    desk.press(DELETE)
    desk.type("Не понадобилась")
    desk.press(F9)
    assert requests(store)[0].state is RequestState.CANCELLED
    assert store.stock(part) == (1, 0)
    request = store.ask(part).requests[0].id
    store.do(part_requests.issue, request)
    desk.page.refresh()
    desk.rest()
    to_parts(desk)
    desk.press(ENTER, F7)
    desk.type("Не подошла")
    desk.press(F9)
    assert requests(store)[1].state is RequestState.RETURNED
    assert store.stock(part) == (1, 0)
    whole(store)


def test_only_who_keeps_the_store_takes_a_reserve_off(open_bench: Open, store: Store, actor: Actor) -> None:
    part = pump(store)
    store.receive(part, 1, 100)
    store.ask(part)
    desk = open_bench()
    to_parts(desk)
    desk.press(ENTER, F7)
    assert requests(store)[0].state is RequestState.RESERVED
    desk.dialog().reject()
    chief = open_bench(actor)
    to_parts(chief)
    chief.press(ENTER, F7)
    assert requests(store)[0].state is RequestState.WANTED
    assert store.stock(part) == (1, 0)


def test_what_is_not_in_the_catalogue_is_written_by_hand(open_bench: Open, store: Store) -> None:
    desk = open_bench()
    desk.do("Ctrl+D")
    desk.type("Насос от заказчика")
    assert "F6" in desk.dialog()._nothing.text()
    desk.press(F6)
    assert desk.dialog().form.value("name") == "Насос от заказчика"
    desk.dialog().form.focus("source")
    desk.press("з", F9)
    (line,) = bench_of(store.database, store.order_id).parts
    assert (line.name, line.source) == ("Насос от заказчика", PartSource.CUSTOMER)


def test_a_code_of_something_else_says_so_and_esc_takes_nothing(open_bench: Open, store: Store) -> None:
    pump(store)
    desk = open_bench()
    desk.do("Ctrl+D")
    desk.window.scanned(encode(store.order_id))
    desk.rest()
    assert "Заказ-наряд" in desk.dialog()._nothing.text()
    desk.press(F9, Qt.Key.Key_Escape)
    assert requests(store) == []


def test_arrows_choose_in_the_list_while_the_field_is_typed_into(open_bench: Open, store: Store) -> None:
    first, second = pump(store), pump(store, number="00751314", name="Помпа новая")
    desk = open_bench()
    desk.do("Ctrl+D")
    desk.press(DOWN)
    assert desk.dialog()._list.current_id() == second != first
    desk.press(F9)
    assert requests(store)[0].part_id == second


def test_the_order_whose_part_came_is_first_and_says_so(open_bench: Open, store: Store) -> None:
    part = pump(store)
    other = take_in(store.database, store.actor, "S-2")
    bring(store.database, store.actor, other, OrderStatus.IN_REPAIR)
    wanted = store.ask(part).requests[0].id
    bring(store.database, store.actor, store.order_id, OrderStatus.WAITING_PART)
    purchase = order_parts(store, part, wanted)
    desk = open_bench(store.actor, "work")
    desk.page.activate()
    desk.rest()
    assert desk.page._following == other
    item = ReceiptItem(part, 1, 100)
    store.do(receipts.receive, ReceiptData(store.warehouse_id, (item,), purchase_id=purchase))
    desk.page.refresh()
    desk.rest()
    assert desk.page._following == store.order_id
    desk.do("Ctrl+L")
    model = desk.page._table.model()
    words = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "Запчасть пришла" in words
    desk.window.open_form("order", store.order_id)
    desk.rest()
    wanted = desk.page._card.wanted
    (item,) = wanted.rows.items()
    assert item.badge == request_face(RequestState.RESERVED)
    assert item.second.startswith("00751313 · пришла")
    assert wanted._title._note.text() == "запчасть пришла"


def test_the_card_says_what_is_wanted_when_and_for_whom(open_bench: Open, store: Store) -> None:
    part = pump(store)
    order_parts(store, part, store.ask(part).requests[0].id)
    desk = open_bench()
    desk.window.open_form("order", store.order_id)
    desk.rest()
    wanted = desk.page._card.wanted
    (item,) = wanted.rows.items()
    day = clock.today() + timedelta(days=7)
    assert (item.text, item.second) == (
        "Помпа сливная", f"00751313 · ожидается {day:%d.%m} · {store.actor.short_name}",
    )  # fmt: skip
    assert wanted._title._note.text() == ""
    store.do(part_requests.cancel, requests(store)[0].id)
    desk.page.refresh()
    desk.rest()
    assert wanted.isHidden()

"""Search from anywhere: answers as one types, scanned orders and passports, words when nothing fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import DOWN, ENTER, ESCAPE, Desk
from tests.forms.test_order_list import LI, TV
from tests.support.intakes import accept, request, visit
from tests.support.verbs import do, see
from workstation import sealing
from workstation.db import Database
from workstation.documents.codes import PassportFields
from workstation.documents.intake import IntakeItem
from workstation.documents.parts import PartData
from workstation.documents.people import Actor
from workstation.documents.places import PlaceData, PlaceKind
from workstation.rules import codes
from workstation.services import documents, papers, parts, passports, places
from workstation.statuses import DocumentKind, Role

Open = Callable[..., Desk]


@pytest.fixture
def shop(sqlite_database: Database, actor: Actor) -> list[int]:
    first = accept(sqlite_database, actor).orders[0].id
    other = visit(IntakeItem(TV, request()), customer=LI)
    return [first, accept(sqlite_database, actor, other).orders[0].id]


@pytest.fixture
def open_desk(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, "orders", role))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def search(desk: Desk, text: str) -> None:
    desk.window.focus_search()
    desk.type(text)


def scan(desk: Desk, code: str) -> None:
    desk.window.scanned(code)
    desk.rest()
    desk.rest()


def banner(desk: Desk) -> tuple[str, str]:
    return desk.page._banner.title(), desk.page._banner._tone


def test_answers_under_the_field_and_enter_opens(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    search(desk, "Ли")
    rows = desk.window.search._popup.rows()
    assert [row.data[0] for row in rows] == ["order", "customer", "search"]
    assert rows[0].text.startswith("СЦ-2026-000002")
    desk.press(ENTER)
    assert desk.page.title == "СЦ-2026-000002"
    assert desk.window.search.text() == ""


def test_a_customer_is_found_too(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    search(desk, "Ли")
    desk.press(DOWN, ENTER)
    assert desk.page.title == "Ли Виктор Хен"


def test_everything_found_on_a_page(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    search(desk, "СЦ-2026")
    desk.press(Qt.Key.Key_Up, ENTER)
    assert [item.id for item in desk.page._orders.items()] == [shop[1], shop[0]]
    desk.press(DOWN, ENTER)
    assert desk.page.title == "СЦ-2026-000001"
    desk.press(ESCAPE)
    assert desk.page.title == "Поиск"


def test_nothing_found_says_what_to_do(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    search(desk, "нетакого")
    desk.press(ENTER)
    assert desk.page._empty.accessibleName() == "По запросу «нетакого» ничего не найдено"


def test_a_technician_sees_no_phone(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk(Role.TECHNICIAN)
    search(desk, "Ли")
    texts = " ".join(row.second for row in desk.window.search._popup.rows())
    assert "704" not in texts
    assert "•" in texts


def test_a_scanned_label_opens_its_order(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    scan(desk, codes.encode(shop[0]))
    assert desk.page.title == "СЦ-2026-000001"


def test_a_scanned_code_of_nothing_and_a_damaged_one_are_told(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    scan(desk, codes.encode(77))
    assert desk.page.title == "Поиск"
    assert desk.page._empty.isVisible()
    code = codes.encode(shop[0])
    scan(desk, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert banner(desk) == ("Код не читается", "red")


def test_a_scanned_code_of_no_page_is_told_in_words(
    open_desk: Open, sqlite_database: Database, actor: Actor, shop: list[int]
) -> None:
    shelf = do(sqlite_database, places.save_place, actor, PlaceData(PlaceKind.SHELF, "Б-02"))
    desk = open_desk()
    scan(desk, codes.encode(shelf))
    assert banner(desk) == ("Место изделий Б-02", "accent")


def test_parts_are_found_and_a_makers_barcode_opens_its_card(
    open_desk: Open, sqlite_database: Database, actor: Actor, shop: list[int]
) -> None:
    for number, name in (("00751313", "Помпа сливная"), ("DP-2610", "Помпа, аналог")):
        do(sqlite_database, parts.add_part, actor, PartData(number, name, "Bosch"))
    desk = open_desk()
    search(desk, "помпа")
    rows = desk.window.search._popup.rows()
    assert [row.data[0] for row in rows] == ["part", "part", "search"]
    desk.press(Qt.Key.Key_Up, ENTER)
    assert [item.text for item in desk.page._parts.items()] == ["00751313", "DP-2610"]
    desk.press(ENTER)
    assert desk.page.title == "Помпа сливная"
    scan(desk, "DP2610")
    assert desk.page.title == "Помпа, аналог"


def test_our_passport_is_genuine_and_brings_the_orders(
    open_desk: Open, sqlite_database: Database, actor: Actor, shop: list[int]
) -> None:
    issued = do(sqlite_database, papers.issue, actor, shop[0], DocumentKind.EQUIPMENT_PASSPORT)
    paper, _row = see(sqlite_database, documents.read, issued)
    desk = open_desk()
    scan(desk, paper.code)
    assert banner(desk) == ("Паспорт подлинный", "green")
    assert [item.id for item in desk.page._orders.items()] == [shop[0]]


def test_a_forged_passport_and_one_of_an_unknown_key(
    open_desk: Open, sqlite_database: Database, actor: Actor, shop: list[int]
) -> None:
    issued = do(sqlite_database, papers.issue, actor, shop[0], DocumentKind.EQUIPMENT_PASSPORT)
    read = codes.unpack(see(sqlite_database, documents.read, issued)[0].code)
    body = codes.pack(PassportFields("П-2026-000009", "tv", "Samsung", "UE55", "S123"))
    desk = open_desk()
    scan(desk, codes.payload(body, read.key_id, read.signature))
    assert banner(desk) == ("Паспорт поддельный", "red")
    ring = sealing.Keyring(bytes(range(32)), bytes(32))
    foreign = codes.payload(body, sealing.key_id(ring.public), ring.sign(body))
    scan(desk, foreign)
    assert banner(desk) == ("Ключ паспорта неизвестен", "amber")
    do(sqlite_database, passports.trust_key, actor, ring.public, "ООО «Сосед»")
    desk.page.refresh()
    desk.rest()
    assert banner(desk) == ("Паспорт подлинный", "green")
    assert "ООО «Сосед»" in desk.page._banner._text.text()

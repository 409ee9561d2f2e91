"""The place «Дела» by keys: what waits, how it is done, whom each list is for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.forms.desk import ENTER, Desk, give_photo
from tests.support.intakes import accept, request, visit, washer
from tests.support.verbs import do, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import Channel, ContactRow, FollowUpData
from workstation.documents.deeds import NoData
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.documents.places import MoveToData, PlaceData, PlaceKind
from workstation.queries import contacts
from workstation.queries.places import where_is
from workstation.services import deeds, places
from workstation.services.drafts import read_draft
from workstation.statuses import Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    item = IntakeItem(washer(sold_on=date(2025, 6, 10)), request(wants_loaner=True))
    return accept(sqlite_database, actor, visit(item)).orders[0].id


@pytest.fixture
def open_list(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, "agenda", role))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def titles(desk: Desk) -> list[str]:
    """The lists with their counts."""
    side = desk.page._side
    return [side.item(row).text() for row in range(side.count())]


def shown(desk: Desk) -> list[str]:
    return [item.text for item in desk.page._rows.items()]


def test_a_call_is_done_with_its_result(
    open_list: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    due = clock.now() + timedelta(hours=2)
    do(sqlite_database, deeds.do, actor, order_id, "call_back", FollowUpData("Спросить о цене", due))
    desk = open_list()
    assert titles(desk)[0] == "Перезвонить · 1"
    assert shown(desk) == ["Спросить о цене"]
    desk.do("F9")
    desk.type("договорились")
    desk.press(F9)
    assert titles(desk)[0] == "Перезвонить"
    done = see(sqlite_database, contacts.list_follow_ups, order_id=order_id, waiting_only=False)
    assert [one.result for one in done] == ["договорились"]


def test_a_message_goes_to_the_clipboard_and_into_the_log(
    open_list: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    do(sqlite_database, deeds.do, actor, order_id, "write_delay", NoData())
    written = see(sqlite_database, contacts.list_messages)[0].text
    desk = open_list()
    desk.window.open_form("agenda", "messages")
    desk.rest()
    desk.do("F9")
    assert QApplication.clipboard().text() == written
    log: tuple[ContactRow, ...] = see(sqlite_database, contacts.list_contacts, order_id=order_id)
    assert [one.text for one in log] == [written]
    assert log[0].channel in Channel
    assert see(sqlite_database, contacts.list_messages) == ()


def test_enter_opens_the_order_of_a_demand(open_list: Open, order_id: int) -> None:
    desk = open_list()
    desk.window.open_form("agenda", "demands")
    desk.rest()
    assert "Ждут подменное · 1" in titles(desk)
    desk.press(ENTER)
    assert desk.page.title.startswith("СЦ-")


def test_a_technician_sees_his_calls_only(open_list: Open) -> None:
    desk = open_list(Role.TECHNICIAN)
    assert titles(desk) == ["Перезвонить"]
    assert desk.page._empty.accessibleName() == "Звонить никому не надо"
    assert "F9" not in desk.open_keys()


def test_a_contact_is_classified_and_becomes_an_order(
    open_list: Open, sqlite_database: Database, tmp_path: Path
) -> None:
    desk = open_list()
    desk.do("F7")
    form = desk.dialog().form
    form.set_value("text", "Не греет второй день")
    form.set_value("name", "Петрова Анна")
    form.set_value("phone", "+7 912 000-11-22")
    desk.press(F9)
    assert form.errors() == {"dissatisfied": "Ответьте: Да или Нет"}
    for question, answer in (("dissatisfied", "no"), ("worked_before", "yes"), ("works_now", "no")):
        form.set_value(question, answer)
    give_photo(desk, form.field("files").editor, tmp_path / "шильдик.png")
    desk.press(F9)
    desk.window.open_form("agenda", "requests")
    desk.rest()
    (row,) = desk.page._rows.items()
    assert row.badge[0] == "Инцидент"
    assert "Петрова Анна" in row.second
    desk.do("F9")
    kind, draft_id = desk.page.key
    assert kind == "draft"
    _person, body = see(sqlite_database, read_draft, draft_id)
    assert "шильдик.png" in json.dumps(body, ensure_ascii=False)


def test_a_stocktake_by_scanner_tells_what_is_lost_and_what_is_extra(
    open_list: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    do(sqlite_database, places.save_place, actor, PlaceData(PlaceKind.SHELF, "А-14"))
    do(sqlite_database, places.save_place, actor, PlaceData(PlaceKind.SHELF, "Б-02"))
    do(sqlite_database, deeds.do, actor, order_id, "move_to", MoveToData("А-14"))
    number = see(sqlite_database, where_is, order_id).number
    desk = open_list()
    desk.do("F6")
    lost = desk.page._lost.items()
    assert [row.text for row in lost] == [number]
    desk.page.scanned("Б-02")
    desk.rest()
    desk.page.scanned(number)
    desk.rest()
    assert "по записи А-14" in desk.page._last.text()
    assert [row.text for row in desk.page._seen.items()] == [number]
    desk.page.scanned("нет такого")
    desk.rest()
    assert desk.page._field.error()
    desk.do("F10")
    assert see(sqlite_database, where_is, order_id).place == "Б-02"
    assert desk.page.title == "Дела"

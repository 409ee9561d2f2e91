"""The bench by keys: from the label to «ready», the gate, drafts, the checklist, time, two people at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from forms.handover.handover_form import HandoverForm
from tests.forms.desk import ENTER, Desk
from tests.support.verbs import do, see
from tests.support.workshop import (
    FOUND,
    act,
    bench_of,
    bring,
    status_of,
    take_in,
    technician,
    tick_all,
)
from ui.kept_photos import KeptPhotos
from ui.preview import Preview
from ui.widgets.buttons import LinkButton
from workstation import files
from workstation.db import Database
from workstation.documents.checklists import DocumentData
from workstation.documents.conclusions import DefectNature
from workstation.documents.contacts import Channel, ContactData, Direction
from workstation.documents.deeds import AssignData
from workstation.documents.intake import Photo
from workstation.documents.people import Actor
from workstation.documents.sla import SlaCalendar, SlaStage, TargetData
from workstation.queries.contacts import list_notes
from workstation.queries.drafts import list_drafts
from workstation.queries.order_view import get_order_by_id
from workstation.services import settings
from workstation.services.bench_catalogue import add_document
from workstation.services.contacts import log_contact
from workstation.services.sla import save_target
from workstation.statuses import ItemKind, OldParts, OrderStatus, PartSource, Priority

F9, DELETE = Qt.Key.Key_F9, Qt.Key.Key_Delete
Open = Callable[..., Desk]


@pytest.fixture
def master(sqlite_database: Database, actor: Actor) -> Actor:
    return technician(sqlite_database, actor)


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    return take_in(sqlite_database, actor)


@pytest.fixture
def open_bench(qtbot: Any, sqlite_database: Database, order_id: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(who: Actor) -> Desk:
        desk = Desk(qtbot, sqlite_database, who, "work")
        desks.append(desk)
        desk.window.open_form("bench", order_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def gate(desk: Desk) -> str:
    """What stands at the foot of the page."""
    return str(desk.page._bar.accessibleDescription())


def main_word(desk: Desk) -> str:
    """The word on the main button."""
    return str(desk.page._bound["bench_main"].action.text())


def type_diagnosis(desk: Desk) -> None:
    """Codes, nature and conclusion by keys alone."""
    desk.page._form.focus("section_code")
    for words in ("220", "14", "A"):
        desk.type(words)
        desk.press(ENTER)
    desk.press("п", ENTER)
    desk.type("насос слива")
    desk.press(ENTER)
    desk.type("Насос слива заклинил, разрушена крыльчатка")


def give_photo(desk: Desk, tmp_path: Any, name: str = "шильдик.jpg") -> None:
    """A picture out of a file, as the strip gives it after F6."""
    path = tmp_path / name
    Image.new("RGB", (900, 700), (20, 90, 40)).save(path)
    desk.page._check.photos.files_given.emit([str(path)])
    desk.rest()
    desk.rest()


def test_the_whole_way_to_ready_by_keys(
    open_bench: Open,
    sqlite_database: Database,
    master: Actor,
    order_id: int,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = open_bench(master)
    assert main_word(desk) == "Диагностика"
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_DIAGNOSIS
    assert bench_of(sqlite_database, order_id).technician_id == master.user_id
    assert main_word(desk) == "В ремонт"
    assert "Нет вывода" in gate(desk)
    type_diagnosis(desk)
    assert gate(desk) == ""
    desk.do("F9")
    bench = bench_of(sqlite_database, order_id)
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_REPAIR
    assert bench.diagnosis is not None
    assert (bench.diagnosis.nature, bench.diagnosis.section_code) == (DefectNature.PRODUCTION, "220")
    assert bench.diagnosis.conclusion == "Насос слива заклинил, разрушена крыльчатка"
    assert main_word(desk) == "Готово"
    assert "F9" not in desk.open_keys()
    tick_all(sqlite_database, master, order_id, but=ItemKind.PHOTO)
    desk.page.refresh()
    desk.rest()
    assert "Нет снимка" in gate(desk)
    monkeypatch.setattr(KeptPhotos, "shoot", lambda _strip: None)  # else the system asks for a file
    desk.do("F6")
    give_photo(desk, tmp_path)
    assert gate(desk) == ""
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.READY
    assert not desk.page._bound["bench_main"].action.isVisible()


def test_the_checklist_is_gone_through_by_keys(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(master)
    listed = bench_of(sqlite_database, order_id).checklist
    assert listed is not None
    first, value = listed.items[0], next(item for item in listed.items if item.kind is ItemKind.VALUE)
    desk.page._check.list.go_to(first.position)
    desk.press("д")
    desk.page._check.list.go_to(value.position)
    desk.type("0,1" if value.least else "99")
    desk.press(ENTER)
    items = {item.position: item for item in bench_of(sqlite_database, order_id).checklist.items}
    assert items[first.position].is_good
    assert items[value.position].value in {"0.1", "99"}
    assert not items[value.position].is_good
    row = desk.page._check.list.row(value.position)
    assert "Вне пределов" in row.accessibleDescription()
    desk.do("Ctrl+G")
    assert desk.page._check.list.current() == desk.page._state.gate.missing


def test_a_manager_opens_the_gate_with_a_reason(
    open_bench: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    bring(sqlite_database, actor, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(actor)
    assert "F9" not in desk.open_keys()
    desk.do("Ctrl+Return")
    desk.press(F9)
    assert desk.dialog()._field.error()
    desk.type("проверено при заказчике")
    desk.press(F9)
    assert bench_of(sqlite_database, order_id).overrides[0].reason == "проверено при заказчике"
    assert gate(desk) == ""
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.READY


def test_a_technician_cannot_open_it_himself(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(master)
    assert not desk.page._bound["bench_override"].action.isVisible()
    assert desk.page._buttons["bench_main"]._locked


def test_works_and_parts_are_added_and_taken_back(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(master)
    desk.do("Ctrl+R")
    desk.type("Замена насоса слива руками")
    desk.press(ENTER, ENTER)
    desk.type("30")
    desk.press(F9)
    (work,) = bench_of(sqlite_database, order_id).works
    assert (work.name, work.norm_minutes) == ("Замена насоса слива руками", 30)
    desk.do("Ctrl+D")
    desk.press(Qt.Key.Key_F6)
    for words in ("00145212", "Насос слива"):
        desk.type(words)
        desk.press(ENTER)
    desk.press(ENTER)
    desk.type("12")
    desk.press(ENTER, ENTER, ENTER, "и", ENTER)
    desk.type("возвращены изг")
    desk.press(ENTER)
    (part,) = bench_of(sqlite_database, order_id).parts
    assert (part.part_number, part.name, part.quantity, part.warranty_months) == (
        "00145212", "Насос слива", 1, 12,
    )  # fmt: skip
    assert (part.source, part.old_part) == (PartSource.MANUFACTURER, OldParts.TO_MANUFACTURER)
    desk.window.activateWindow()
    desk.rest()
    desk.page._parts.table.setFocus()
    desk.press(DELETE)
    desk.type("Не понадобилось")
    desk.press(F9)
    assert bench_of(sqlite_database, order_id).parts == ()


def test_time_goes_to_the_first_work_and_is_paused(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(master)
    desk.do("Ctrl+R")
    desk.type("Пробный цикл с отжимом вручную")
    desk.press(F9)
    desk.do("F11")
    bench = bench_of(sqlite_database, order_id)
    assert [row.work_id for row in bench.times] == [bench.works[0].id]
    assert desk.page._bound["bench_timer"].action.text() == "Пауза"
    assert "Пробный цикл" in desk.page._side.watch.accessibleName()
    desk.do("F11")
    assert bench_of(sqlite_database, order_id).times[0].ended_at is not None
    desk.do("F11")
    desk.do("F12")
    times = bench_of(sqlite_database, order_id).times
    assert [row.work_id for row in times] == [bench.works[0].id] * 2
    assert "F12" not in desk.open_keys()


def test_what_is_typed_is_a_draft_until_it_is_recorded(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    act(sqlite_database, master, order_id, "start_diagnosis")
    desk = open_bench(master)
    desk.page._form.focus("conclusion")
    desk.type("Не отжимает: насос")
    desk.qtbot.wait(450)
    desk.rest()
    (draft,) = see(sqlite_database, list_drafts, "bench", master.user_id)
    assert draft.body["order"] == order_id
    again = open_bench(master)
    assert again.page._form.value("conclusion") == "Не отжимает: насос"
    assert "снова здесь" in again.told()
    again.page._form.focus("nature")
    again.press("п")
    again.do("Ctrl+S")
    assert bench_of(sqlite_database, order_id).diagnosis.conclusion == "Не отжимает: насос"
    again.rest()
    assert see(sqlite_database, list_drafts, "bench", master.user_id) == []


def test_waiting_and_coming_back(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    desk = open_bench(master)
    desk.do("F7")
    assert status_of(sqlite_database, order_id) is OrderStatus.WAITING_PART
    assert "F7" not in desk.open_keys()
    desk.do("F8")
    assert status_of(sqlite_database, order_id) is OrderStatus.WAITING_CUSTOMER
    assert main_word(desk) == "В ремонт"
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_REPAIR


def test_a_second_person_checks_and_sends_back(
    open_bench: Open, sqlite_database: Database, master: Actor, actor: Actor, order_id: int
) -> None:
    sqlite_database.run(lambda session: settings.store(session, "bench.second_check", True), write=True)
    bring(sqlite_database, master, order_id, OrderStatus.IN_REPAIR)
    tick_all(sqlite_database, master, order_id)
    desk = open_bench(master)
    assert main_word(desk) == "На проверку"
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_CHECK
    assert "F9" not in desk.open_keys()
    assert "второй" in gate(desk).lower() or "другой" in gate(desk).lower()
    other = open_bench(actor)
    other.do("Shift+F9")
    other.type("Недостаток проявился снова")
    other.press(F9)
    bench = bench_of(sqlite_database, order_id)
    assert (status_of(sqlite_database, order_id), bench.failed_checks) == (OrderStatus.IN_REPAIR, 1)


def test_who_was_first_is_said_and_nothing_typed_is_lost(
    open_bench: Open, sqlite_database: Database, master: Actor, actor: Actor, order_id: int
) -> None:
    act(sqlite_database, master, order_id, "start_diagnosis")
    desk = open_bench(master)
    type_diagnosis(desk)
    act(sqlite_database, actor, order_id, "assign", AssignData(priority=Priority.URGENT))
    desk.do("F9")
    assert actor.short_name in desk.told()
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_DIAGNOSIS
    assert desk.page._form.value("conclusion") == "Насос слива заклинил, разрушена крыльчатка"
    desk.do("F9")
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_REPAIR


def test_the_scanner_alone_takes_begins_and_times(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    desk = open_bench(master)
    code = see(sqlite_database, get_order_by_id, order_id).code
    for _ in range(3):
        desk.window.scanned(code)
        desk.rest()
        desk.rest()
    bench = bench_of(sqlite_database, order_id)
    assert bench.technician_id == master.user_id
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_DIAGNOSIS
    assert [row.ended_at for row in bench.times] == [None]
    desk.window.scanned(code)
    desk.rest()
    assert status_of(sqlite_database, order_id) is OrderStatus.IN_DIAGNOSIS
    assert desk.page._form.errors()


def test_time_is_corrected_with_a_reason(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    act(sqlite_database, master, order_id, "start_diagnosis")
    act(sqlite_database, master, order_id, "start_timer")
    act(sqlite_database, master, order_id, "stop_timer")
    (before,) = bench_of(sqlite_database, order_id).times
    desk = open_bench(master)
    desk.page._steps.correct_time()
    desk.rest()
    desk.press(F9)
    assert desk.dialog().form.errors()
    desk.dialog().form.focus("start")
    desk.type("9:00")
    desk.press(ENTER)
    desk.type("9:10")
    desk.press(ENTER)
    desk.type("забыл пустить")
    desk.press(F9)
    (after,) = bench_of(sqlite_database, order_id).times
    assert after.started_at != before.started_at
    assert after.ended_at - after.started_at == timedelta(minutes=10)
    assert after.correction_reason == "забыл пустить"


def test_what_cannot_be_repaired_says_why(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    act(sqlite_database, master, order_id, "start_diagnosis")
    act(sqlite_database, master, order_id, "record_diagnosis", FOUND)
    desk = open_bench(master)
    desk.page._steps.give_up()
    desk.rest()
    desk.press(Qt.Key.Key_F4, Qt.Key.Key_Down, ENTER, F9)
    assert status_of(sqlite_database, order_id) is OrderStatus.IRREPARABLE


def test_a_ready_order_is_handed_over_from_here_by_who_may(
    open_bench: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    bring(sqlite_database, actor, order_id, OrderStatus.READY)
    desk = open_bench(actor)
    assert main_word(desk) == "Выдать"
    desk.do("F9")
    assert isinstance(desk.page, HandoverForm)


def test_where_it_is_takes_one_key(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    desk = open_bench(master)
    desk.do("F3")
    assert desk.told() == "Стойка приёма · сегодня, 10:00"


def test_codes_of_deeds_are_keys_for_the_scanner(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    act(sqlite_database, master, order_id, "start_diagnosis")
    desk = open_bench(master)

    def scan(name: str) -> None:
        desk.window.scanned(f"ASA1:{name}")
        desk.rest()

    scan("TIME")
    assert len(bench_of(sqlite_database, order_id).times) == 1
    scan("NEXT")
    assert "Нет вывода" in desk.told()
    scan("PART")
    assert status_of(sqlite_database, order_id) is OrderStatus.WAITING_PART
    scan("NOBODY")
    assert status_of(sqlite_database, order_id) is OrderStatus.WAITING_PART
    act(sqlite_database, master, order_id, "start_diagnosis")
    desk.rest()
    listed = bench_of(sqlite_database, order_id).checklist
    desk.page._check.list.go_to(listed.items[0].position)
    scan("YES")
    assert bench_of(sqlite_database, order_id).checklist.items[0].is_good
    assert desk.page._check.list.current() == listed.items[1].position


def test_the_sheet_of_codes_is_seen_before_it_is_printed(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    desk = open_bench(master)
    desk.page._steps._show_sheet()
    desk.rest()
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert preview.page_count() == 1
    preview.reject()
    desk.rest()


def test_targets_of_the_centre_and_what_was_said_stand_beside(
    open_bench: Open, sqlite_database: Database, master: Actor, actor: Actor, order_id: int
) -> None:
    target = TargetData("Обычный", diagnosis_minutes=60, repair_minutes=3000, calendar=SlaCalendar.ALWAYS)
    do(sqlite_database, save_target, actor, target)
    said = ContactData(Channel.PHONE, Direction.OUT, "срок подтверждён")
    do(sqlite_database, log_contact, actor, order_id, said)
    desk = open_bench(master)
    texts = {label.text() for label in desk.page.findChildren(QLabel)}
    assert {SlaStage.DIAGNOSIS.label, SlaStage.REPAIR.label, "Звонок: срок подтверждён"} <= texts


def test_like_cases_and_history_stand_beside(
    open_bench: Open, sqlite_database: Database, master: Actor, actor: Actor, order_id: int
) -> None:
    bring(sqlite_database, master, order_id, OrderStatus.READY)
    other = take_in(sqlite_database, actor, "FD 0503 000777")
    desk = open_bench(master)
    desk.window.open_form("bench", other)
    desk.rest()
    texts = {label.text() for label in desk.page._side.findChildren(QLabel)}
    assert FOUND.cause in texts
    assert "1 из 1" in texts


def test_a_note_for_the_colleagues_takes_one_key(
    open_bench: Open, sqlite_database: Database, master: Actor, order_id: int
) -> None:
    desk = open_bench(master)
    desk.do("Ctrl+M")
    desk.press(F9)
    assert desk.dialog().form.errors() == {"text": "Напишите заметку"}
    desk.type("Ключ у вахтёра")
    desk.press(F9)
    desk.rest()
    (row,) = see(sqlite_database, list_notes, order_id)
    assert (row.text, row.user) == ("Ключ у вахтёра", master.short_name)
    assert "Ключ у вахтёра" in {label.text() for label in desk.page._side.findChildren(QLabel)}


def test_a_document_of_the_model_opens_by_enter(
    open_bench: Open, sqlite_database: Database, master: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, told = "https://example.ru/service.pdf", b"%PDF-1.7 scheme"
    file = Photo(files.keep(sqlite_database.folder, told), len(told), "application/pdf", "схема.pdf")
    for data in (DocumentData("Мануал", "Bosch", link=link), DocumentData("Схема: плата/насос", file=file)):
        do(sqlite_database, add_document, master, data)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or len(opened) < 3)
    desk = open_bench(master)
    links = {link.text(): link for link in desk.page._side.findChildren(LinkButton)}
    for title in ("Мануал", "Схема: плата/насос", "Мануал"):
        links[title].setFocus()
        desk.press(ENTER)
        desk.rest()
    assert opened[0].toString() == link
    copy = Path(opened[1].toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("Схема_ плата_насос.pdf", told)
    assert "Нечем открыть" in desk.told()

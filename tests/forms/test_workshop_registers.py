"""Registers of the workshop by keys: states, checklists, operations, skills, documents, targets, loaners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from tests.forms.desk import give_photo
from tests.forms.session_desk import Desk, put
from tests.forms.test_registers import keys, section, see
from tests.ui.keys import press
from ui import camera, file_dialog
from workstation import files
from workstation.db import Database
from workstation.documents.loaners import LoanerState
from workstation.documents.people import Actor
from workstation.documents.places import PlaceKind
from workstation.documents.sla import SlaCalendar
from workstation.queries.bench_catalogue import list_all_operations, list_checklists, list_skills
from workstation.queries.bench_help import list_all_documents
from workstation.queries.loaners import list_loaners
from workstation.queries.places import list_places
from workstation.queries.sla import list_targets
from workstation.queries.states import list_states
from workstation.statuses import ItemKind, OrderStatus, Role

pytestmark = pytest.mark.real_clock
F7, F9 = Qt.Key.Key_F7, Qt.Key.Key_F9


@pytest.fixture
def desk(qtbot: Any, sqlite_address: str, actor: Actor) -> Iterator[Desk]:
    made = Desk(qtbot, sqlite_address)
    made.inside()
    yield made
    made.close()


def fill(one: Any, **texts: str) -> None:
    for path, text in texts.items():
        put(one.fields.field(path).editor, text)


def test_a_waiting_state_of_the_centres_own(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "StatesSection")
    keys(desk, F7)
    one.fields.set_value("status", OrderStatus.WAITING_PART.value)
    fill(one, name="Ждёт донора")
    one.fields.set_value("token", "amber")
    one.fields.set_value("roles", (Role.TECHNICIAN.value,))
    keys(desk, F9)
    (row,) = [state for state in see(sqlite_database, list_states) if state.name == "Ждёт донора"]
    assert (row.status, row.token, row.roles) == (OrderStatus.WAITING_PART, "amber", (Role.TECHNICIAN,))
    assert row.is_own


def test_a_checklist_typed_as_lines_gets_a_new_version(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "ChecklistsSection")
    keys(desk, F7)
    fill(one, name="Кофемашина")
    one.fields.field("items").editor.setPlainText("! Пробная чашка\n!")
    keys(desk, F9)
    assert "Строка 2" in one.fields.errors()["items"]
    one.fields.field("items").editor.setPlainText(
        "! Пробная чашка\n! Ток утечки = до 3,5 мА\nСнимок: шильдик"
    )
    keys(desk, F9)
    (made,) = [kept for kept in see(sqlite_database, list_checklists) if kept.data.name == "Кофемашина"]
    assert made.version == 1
    kinds = [item.kind for item in made.data.items]
    assert kinds == [ItemKind.YES_NO, ItemKind.VALUE, ItemKind.PHOTO]
    assert made.data.items[1].most == "3.5"
    one.fields.field("items").editor.setPlainText("! Пробная чашка")
    keys(desk, F9)
    (again,) = [kept for kept in see(sqlite_database, list_checklists) if kept.data.name == "Кофемашина"]
    assert (again.version, len(again.data.items)) == (2, 1)


def test_an_operation_has_norms_by_kind_and_level(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "OperationsSection")
    keys(desk, F7)
    fill(one, code="Z99", name="Замена замка люка")
    one.fields.field("norms").editor.setPlainText("30\nНоутбук: 45\nСковорода: 10")
    keys(desk, F9)
    assert "Строка 3" in one.fields.errors()["norms"]
    one.fields.field("norms").editor.setPlainText("30\nНоутбук ур. 2: 45")
    keys(desk, F9)
    (made,) = [row for row in see(sqlite_database, list_all_operations) if row.code == "Z99"]
    norms = [(norm.minutes, norm.category, norm.level) for norm in made.norms]
    assert norms == [(30, None, None), (45, "laptop", 2)]


def test_a_skill_names_its_person(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    one = section(desk, "SkillsSection")
    keys(desk, F7)
    keys(desk, F9)
    assert set(one.fields.errors()) == {"login"}
    one.fields.set_value("login", actor.login)
    fill(one, brand="Bosch", certificate="B-7")
    keys(desk, F9)
    ((_name, skill),) = see(sqlite_database, list_skills)
    assert (skill.login, skill.brand, skill.certificate) == (actor.login, "Bosch", "B-7")


def test_a_document_is_a_link_or_a_file_and_goes_by_a_key(
    desk: Desk, sqlite_database: Database, tmp_path: Path
) -> None:
    one = section(desk, "DocumentsSection")
    keys(desk, F7, F9)
    assert set(one.fields.errors()) == {"title"}
    fill(one, title="Сервис-мануал", brand="Bosch", place="стр. 14")
    keys(desk, F9)
    assert set(one.fields.errors()) == {"link"}
    fill(one, link="https://example.ru/wan.pdf")
    keys(desk, F9)
    (row,) = see(sqlite_database, list_all_documents)
    assert (row.title, row.brand, row.place) == ("Сервис-мануал", "Bosch", "стр. 14")
    assert (row.link, row.sha256) == ("https://example.ru/wan.pdf", None)
    program, scheme = tmp_path / "run.exe", tmp_path / "схема.PDF"
    program.write_bytes(b"MZ")
    scheme.write_bytes(b"%PDF-1.7 scheme")
    fill(one, link="")
    one.fields.file.show_file(str(program))
    keys(desk, F9)
    assert set(one.fields.errors()) == {"file"}
    assert see(sqlite_database, list_all_documents) == (row,)
    one.fields.file.show_file(str(scheme))
    keys(desk, F9)
    (row,) = see(sqlite_database, list_all_documents)
    assert (row.title, row.link, row.media_type) == ("Сервис-мануал", None, "application/pdf")
    assert files.load(sqlite_database.folder, row.sha256) == b"%PDF-1.7 scheme"
    fill(one, title="Схема")
    keys(desk, F9)
    (again,) = see(sqlite_database, list_all_documents)
    assert (again.title, again.sha256, again.media_type) == ("Схема", row.sha256, "application/pdf")
    one.focus_first()
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert see(sqlite_database, list_all_documents) == ()
    assert not one.is_dirty()


def test_a_target_in_hours(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "TargetsSection")
    known = len(see(sqlite_database, list_targets))
    keys(desk, F7)
    fill(one, name="Bosch, срочно", brand="Bosch", repair_minutes="восемь")
    keys(desk, F9)
    assert "repair_minutes" in one.fields.errors()
    fill(one, repair_minutes="1,5")
    one.fields.set_value("calendar", SlaCalendar.ALWAYS.value)
    one.fields.set_value("pauses", (OrderStatus.WAITING_PART.value,))
    keys(desk, F9)
    rows = see(sqlite_database, list_targets)
    assert len(rows) == known + 1
    (row,) = [row for row in rows if row.data.name == "Bosch, срочно"]
    assert (row.data.repair_minutes, row.data.calendar) == (90, SlaCalendar.ALWAYS)
    assert row.data.pauses == (OrderStatus.WAITING_PART,)


def test_a_place_shows_its_code(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "PlacesSection")
    keys(desk, F7)
    fill(one, name="Д-40")
    keys(desk, F9)
    (row,) = [row for row in see(sqlite_database, list_places) if row.name == "Д-40"]
    assert row.kind is PlaceKind.SHELF
    assert one.fields.value("code") == row.code


def test_a_loaner_joins_the_fund_with_its_photos(
    desk: Desk, sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = section(desk, "LoanersSection")
    keys(desk, F7)
    fill(one, inventory_number="П-77", brand="Haier", accessories="шланг, ключ", value="15000")
    one.fields.set_value("category", "washing_machine")
    keys(desk, F9)
    assert set(one.fields.errors()) == {"condition"}
    one.fields.set_value("condition", "исправно")
    give_photo(desk, one.fields.photos, tmp_path / "спереди.png")
    keys(desk, F9)
    (row,) = see(sqlite_database, list_loaners)
    assert (row.data.inventory_number, row.data.value) == ("П-77", 1_500_000)
    assert [thing.name for thing in row.data.accessories] == ["шланг", "ключ"]
    assert row.data.state is LoanerState.FREE
    assert [photo.file_name for photo in row.photos] == ["спереди.png"]
    assert one.fields.value("photos") == ()
    Image.new("RGB", (640, 480), "green").save(tmp_path / "сзади.png")
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    monkeypatch.setattr(file_dialog, "open_names", lambda *_asked: [str(tmp_path / "сзади.png")])
    one.fields.field("note").editor.setFocus()
    keys(desk, Qt.Key.Key_F6)
    one.fields.photos.setFocus()
    keys(desk, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Delete)
    assert one.fields.field("photos").error() == "Записанный снимок не убирается"
    keys(desk, F9)
    (row,) = see(sqlite_database, list_loaners)
    assert [photo.file_name for photo in row.photos] == ["спереди.png", "сзади.png"]

"""Registers of the settings by keys: rows change and come, nothing typed is lost, no verdict is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from forms.settings.form import SettingsForm
from tests.forms.session_desk import Desk, put
from tests.support.intakes import accept
from tests.ui.keys import press, type_text
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.models import JournalEntry
from workstation.queries.catalogues import list_categories
from workstation.queries.drafts import list_drafts
from workstation.queries.warranty import (
    list_authorisations,
    list_law,
    list_masks,
    list_refusal_codes,
    list_terms,
    list_verdicts,
)
from workstation.services import assessment
from workstation.statuses import Role

pytestmark = pytest.mark.real_clock
REGISTERS = {
    "ContractsSection",
    "TermsSection",
    "GroupsSection",
    "MasksSection",
    "ReasonsSection",
    "LawSection",
}


@pytest.fixture
def desk(qtbot: Any, sqlite_address: str, actor: Actor) -> Iterator[Desk]:
    made = Desk(qtbot, sqlite_address)
    made.inside()
    made.wait(lambda: made.session._machines is not None)
    made.rest()
    yield made
    made.close()


def section(desk: Desk, name: str) -> Any:
    desk.session.window.open_form("settings", None)
    page = desk.inside()
    assert isinstance(page, SettingsForm)
    page.activate(name)
    desk.rest()
    return page.sections[page._current()]


def settle(desk: Desk) -> None:
    """Typing has settled and every lane has answered."""
    desk.qtbot.wait(450)
    desk.rest()


def keys(desk: Desk, *wanted: Any) -> None:
    for one in wanted:
        press(one)
        desk.rest()


def see(database: Database, query: Any, *arguments: Any) -> Any:
    with database.begin() as session:
        return query(session, *arguments)


def entries(database: Database) -> int:
    count = select(func.count()).select_from(JournalEntry.__table__)
    return int(see(database, lambda session: session.execute(count).scalar_one()))


def test_only_a_manager_sees_the_registers(desk: Desk, actor: Actor) -> None:
    from dataclasses import replace

    context = desk.session.window.context
    for role, seen in ((Role.CLERK, set()), (Role.TECHNICIAN, set()), (Role.MANAGER, REGISTERS)):
        page = SettingsForm(context._replace(actor=replace(actor, role=role)))
        assert {type(one).__name__ for one in page.sections} & REGISTERS == seen
        page.deleteLater()
        desk.rest()


def test_a_new_edition_of_the_law_is_a_dated_row_and_rewrites_no_verdict(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    order = accept(sqlite_database, actor).orders[0].id
    kept = see(sqlite_database, assessment.latest, order)
    one = section(desk, "LawSection")
    before, made = see(sqlite_database, list_law), entries(sqlite_database)
    one._filter.setFocus()
    type_text("предел срока")
    settle(desk)
    assert [row.data.param.code for row in one._shown] == ["REPAIR_MAX_DAYS"]
    keys(desk, Qt.Key.Key_Down, Qt.Key.Key_F7)
    fields = one.fields
    assert (fields.value("code"), fields.value("value"), fields.value("source")) == (
        "REPAIR_MAX_DAYS",
        "45",
        None,
    )
    keys(desk, Qt.Key.Key_F9)
    assert set(fields.errors()) == {"source"}
    put(fields.field("value").editor, "30")
    put(fields.field("valid_from").editor, "01.01.2027")
    put(fields.field("source").editor, "№ 1-ФЗ от 01.12.2026")
    keys(desk, Qt.Key.Key_F9)
    after = see(sqlite_database, list_law)
    assert len(after) == len(before) + 1
    (row,) = [row for row in after if row.param.value == "30" and row.param.code == "REPAIR_MAX_DAYS"]
    assert (row.param.valid_from, row.is_own) == (date(2027, 1, 1), True)
    assert one.fields.shown.key == str(row.id)
    assert entries(sqlite_database) > made
    assert see(sqlite_database, assessment.latest, order) == kept
    assert len(see(sqlite_database, list_verdicts, order)) == 1


def test_a_wrong_value_stands_at_its_field(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "LawSection")
    before = see(sqlite_database, list_law)
    put(one.fields.field("value").editor, "сорок")
    keys(desk, Qt.Key.Key_F9)
    assert "сорок" in one.fields.errors()["value"]
    assert see(sqlite_database, list_law) == before


def test_a_contract_is_kept_with_everything_it_says(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "ContractsSection")
    known = len(see(sqlite_database, list_authorisations))
    keys(desk, Qt.Key.Key_F7)
    fields = one.fields
    typed = {"brand": "Haier", "contract": "АСЦ-7 от 01.02.2026", "valid_from": "01.02.2026",
             "valid_to": "31.01.2026", "months": "36", "cap_months_from_production": "42",
             "doa_days": "14"}  # fmt: skip
    for path, text in typed.items():
        put(fields.field(path).editor, text)
    fields.set_value("mode", "by_card")
    fields.set_value("groups", ("tv", "refrigerator"))
    keys(desk, Qt.Key.Key_F9)
    assert "Конец срока раньше" in fields.errors()["valid_to"]
    put(fields.field("valid_to").editor, "31.01.2027")
    keys(desk, Qt.Key.Key_F9)
    rows = see(sqlite_database, list_authorisations)
    assert len(rows) == known + 1
    (row,) = [row for row in rows if row.data.brand == "Haier"]
    assert (row.months, row.data.cap_months_from_production, row.data.doa_days) == (36, 42, 14)
    assert (row.data.mode.value, set(row.data.groups)) == ("by_card", {"tv", "refrigerator"})
    page = desk.inside()
    page.activate("CentreSection")
    desk.rest()
    page.save()
    desk.rest()
    assert see(sqlite_database, list_authorisations) == rows


def test_a_term_with_parts_and_its_source(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "TermsSection")
    keys(desk, Qt.Key.Key_F7)
    fields = one.fields
    put(fields.field("brand").editor, "Haier")
    fields.set_value("category", "refrigerator")
    put(fields.field("months").editor, "24")
    fields.field("parts").editor.setPlainText("Компрессор 144; деталь без работы\nПлата")
    keys(desk, Qt.Key.Key_F9)
    assert fields.errors().keys() == {"parts", "source"}
    fields.field("parts").editor.setPlainText("Компрессор 144; деталь без работы\nПлата — 36 мес.")
    put(fields.field("source").editor, "гарантийный талон")
    keys(desk, Qt.Key.Key_F9)
    (row,) = see(sqlite_database, list_terms, "Haier")
    parts = [(part.name, part.months, part.note) for part in row.data.parts]
    assert parts == [("Компрессор", 144, "деталь без работы"), ("Плата", 36, None)]
    assert (row.data.months, row.data.source, row.is_own) == (24, "гарантийный талон", True)
    put(fields.field("model").editor, "нет такой")
    keys(desk, Qt.Key.Key_F9)
    assert "нет такой" in fields.errors()["model"]


def test_a_mask_is_tried_before_it_is_kept(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "MasksSection")
    keys(desk, Qt.Key.Key_F7)
    fields = one.fields
    put(fields.field("brand").editor, "Haier")
    put(fields.field("pattern").editor, r"(?P<year>\d")
    put(fields.trial, "50312345")
    assert fields._answer.text().startswith("Маска пока не читается")
    put(fields.field("source").editor, "шильдик")
    keys(desk, Qt.Key.Key_F9)
    assert "Маска не читается" in fields.errors()["pattern"]
    put(fields.field("pattern").editor, r"(?P<year>\d)(?P<month>0[1-9]|1[0-2])\d{5}")
    assert fields._answer.text() == "Номер подходит, даты в нём нет"
    fields.set_value("decoder", "lg")
    put(fields.trial, "50312346")
    assert fields._answer.text() == "Номер подходит, выпущено предположительно 03.2025"
    keys(desk, Qt.Key.Key_F9)
    assert [row.decoder for row in see(sqlite_database, list_masks, "Haier")] == ["lg"]


def test_groups_and_reasons_are_changed(desk: Desk, sqlite_database: Database) -> None:
    one = section(desk, "GroupsSection")
    keys(desk, Qt.Key.Key_F7)
    assert one.fields.shown is not None
    put(one._filter, "микроволн")
    settle(desk)
    place = next(place for place, row in enumerate(one._rows) if row.key == "microwave")
    put(one._filter, "")
    settle(desk)
    one._list.setCurrentRow(place)
    put(one.fields.field("tst_item").editor, "15")
    keys(desk, Qt.Key.Key_F9)
    assert "от 1 до 14" in one.fields.errors()["tst_item"]
    put(one.fields.field("tst_item").editor, "12")
    keys(desk, Qt.Key.Key_F9)
    assert {row.code: row.tst_item for row in see(sqlite_database, list_categories)}["microwave"] == 12
    one = section(desk, "ReasonsSection")
    keys(desk, Qt.Key.Key_F7)
    put(one.fields.field("code").editor, "HAIL")
    one.fields.set_value("text", "Повреждение градом")
    keys(desk, Qt.Key.Key_F9)
    found = {row.code: row.text for row in see(sqlite_database, list_refusal_codes)}
    assert found["HAIL"] == "Повреждение градом"
    assert one.fields.shown.key == "HAIL"


def test_what_is_typed_stays_with_its_row_and_with_its_user(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    one = section(desk, "ReasonsSection")
    one._list.setCurrentRow(0)
    one.fields.field("text").editor.setPlainText("Вода внутри")
    one._list.setCurrentRow(1)
    assert one.fields.value("text") == "Механическое повреждение"
    one.fields.field("text").editor.setPlainText("Удар")
    settle(desk)
    one._list.setCurrentRow(0)
    assert one.fields.value("text") == "Вода внутри"
    desk.session.window.keep_all()
    settle(desk)
    assert len(see(sqlite_database, list_drafts, "settings", actor.user_id)) == 1
    again = SettingsForm(desk.session.window.context)
    desk.rest()
    mine = next(part for part in again.sections if type(part).__name__ == "ReasonsSection")
    assert mine._typed.keys() == {"LIQUID", "MECH"}
    assert mine.fields.value("text") == "Вода внутри"
    assert mine.is_dirty()
    again.deleteLater()
    keys(desk, Qt.Key.Key_F9)
    one._list.setCurrentRow(1)
    keys(desk, Qt.Key.Key_F9)
    settle(desk)
    words = {row.code: row.text for row in see(sqlite_database, list_refusal_codes)}
    assert (words["LIQUID"], words["MECH"]) == ("Вода внутри", "Удар")
    assert see(sqlite_database, list_drafts, "settings", actor.user_id) == []
    assert not one.is_dirty()
    assert QApplication.activeWindow() is desk.session.window

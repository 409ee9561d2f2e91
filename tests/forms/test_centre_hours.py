"""The centre's hours, its own days and its reminders by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.session_desk import Desk, put
from tests.forms.test_registers import keys, section, see
from tests.forms.test_settings import stored
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.sla import DayHours
from workstation.queries.sla import list_calendar_days
from workstation.statuses import Role

pytestmark = pytest.mark.real_clock
F7, F9 = Qt.Key.Key_F7, Qt.Key.Key_F9


@pytest.fixture
def desk(qtbot: Any, sqlite_address: str, actor: Actor) -> Iterator[Desk]:
    made = Desk(qtbot, sqlite_address)
    made.inside()
    yield made
    made.close()


def fill(form: Any, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        put(form.field(path).editor, text)


def test_the_week_of_the_centre(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    one = section(desk, "WeekSection")
    form = one.forms[0]
    assert (form.field("0").editor.text(), form.field("6").editor.text()) == ("09:00–18:00", "")
    fill(form, {"0": "десять"})
    keys(desk, F9)
    assert "0" in form.errors()
    fill(form, {"0": "10-19", "4": "9:00–17:30", "5": "10 - 15", "2": ""})
    keys(desk, F9)
    usual = ["09:00", "18:00"]
    assert stored(sqlite_database, actor)["centre.week"] == [
        ["10:00", "19:00"], usual, None, usual, ["09:00", "17:30"], ["10:00", "15:00"], None,
    ]  # fmt: skip


def test_a_day_of_the_centres_own_is_set_and_dropped(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    one = section(desk, "DaysSection")
    keys(desk, F7)
    keys(desk, F9)
    assert set(one.fields.errors()) == {"day"}
    fill(one.fields, {"day": "30.12.2026", "note": "учёт"})
    keys(desk, F9)
    day = date(2026, 12, 30)
    assert see(sqlite_database, list_calendar_days, actor.branch_id) == (DayHours(day, None, "учёт"),)
    one.fields.set_value("way", "own")
    one.fields.set_dirty()
    keys(desk, F9)
    assert set(one.fields.errors()) == {"hours"}
    fill(one.fields, {"hours": "9-15"})
    keys(desk, F9)
    short = DayHours(day, (time(9), time(15)), "учёт")
    assert see(sqlite_database, list_calendar_days, actor.branch_id) == (short,)
    one.fields.set_value("way", "usual")
    one.fields.set_dirty()
    keys(desk, F9)
    assert see(sqlite_database, list_calendar_days, actor.branch_id) == ()


def test_reminders_and_the_second_check(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    one = section(desk, "RemindersSection")
    form = one.forms[0]
    fill(form, {"unclaimed.remind_days": ""})
    keys(desk, F9)
    assert set(form.errors()) == {"unclaimed.remind_days"}
    fill(form, {"unclaimed.remind_days": "5", "unclaimed.warn_days": "45", "contacts.warn_days": "0"})
    fill(form, {"feedback.link": "https://service.example/{code}"})
    form.set_value("bench.second_check", True)
    form.set_dirty()
    keys(desk, F9)
    kept = stored(sqlite_database, actor)
    assert (kept["unclaimed.remind_days"], kept["unclaimed.warn_days"]) == (5, 45)
    assert (kept["contacts.warn_days"], kept["bench.second_check"]) == (0, True)
    assert kept["feedback.link"] == "https://service.example/{code}"


def test_a_clerk_has_none_of_them(desk: Desk, actor: Actor) -> None:
    from dataclasses import replace

    from forms.settings.form import SettingsForm

    page = SettingsForm(desk.session.window.context._replace(actor=replace(actor, role=Role.CLERK)))
    names = {type(one).__name__ for one in page.sections}
    assert not names & {"WeekSection", "DaysSection", "RemindersSection"}
    page.deleteLater()
    desk.rest()

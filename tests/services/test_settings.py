"""Settings: who may change which, of what type, and what is in force where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.people import first_base, journal_count
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.queries.settings import load_settings
from workstation.services import settings
from workstation.settings import DECLARED
from workstation.statuses import Role


@pytest.fixture
def admin(database: Database) -> Actor:
    return first_base(database)


def test_a_change_is_in_force_and_journalled_once(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        before = journal_count(session)
        settings.set_setting(session, admin, "intake.act_copies", 3)
        settings.set_setting(session, admin, "intake.act_copies", 3)
        assert journal_count(session) == before + 1
    with database.begin() as session:
        assert load_settings(session)["intake.act_copies"] == 3
        assert load_settings(session)["intake.label_size"] == DECLARED["intake.label_size"].default


def test_a_value_equal_to_the_default_is_a_value_too(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        settings.set_setting(session, admin, "intake.act_copies", 3)
        settings.set_setting(session, admin, "intake.act_copies", 2)
        assert load_settings(session)["intake.act_copies"] == 2


def test_stations_and_users_have_their_own(database: Database, admin: Actor) -> None:
    clerk = replace(admin, user_id=77, station_id=88, role=Role.CLERK)
    with database.begin(write=True) as session:
        settings.set_setting(session, admin, "ui.theme", "dark")
        settings.set_setting(session, clerk, "lock.minutes", 5)
        settings.set_setting(session, admin, "scanner.prefix", "]C1", owner=88)
    with database.begin() as session:
        here = load_settings(session, admin.station_id, admin.user_id)
        there = load_settings(session, 88, 77)
    assert (here["ui.theme"], there["ui.theme"]) == ("dark", "light")
    assert (here["lock.minutes"], there["lock.minutes"]) == (15, 5)
    assert (here["scanner.prefix"], there["scanner.prefix"]) == ("", "]C1")


def test_a_clerk_changes_neither_the_centre_nor_another_station(database: Database, admin: Actor) -> None:
    clerk = replace(admin, role=Role.CLERK)
    with database.begin(write=True) as session:
        before = journal_count(session)
        with pytest.raises(AccessError):
            settings.set_setting(session, clerk, "intake.act_copies", 3)
        with pytest.raises(AccessError):
            settings.set_setting(session, clerk, "lock.minutes", 3, owner=99)
        assert journal_count(session) == before


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("no.such", 1, "setting_unknown"),
        ("intake.act_copies", "3", "setting_type"),
        ("intake.act_copies", True, "setting_type"),
        ("intake.print_label", 1, "setting_type"),
        ("centre.timezone", "Europe/Nowhere", "timezone_unknown"),
        ("base.training", True, "setting_fixed"),
        ("base.id", "x", "setting_fixed"),
    ],
)
def test_what_does_not_fit_is_refused(sqlite_database: Database, key: str, value: Any, code: str) -> None:
    admin = first_base(sqlite_database)
    with sqlite_database.begin(write=True) as session, pytest.raises(UserError) as refused:
        settings.set_setting(session, admin, key, value)
    assert refused.value.code == code
    assert refused.value.field == key

"""Users: who may add and change them, and what the journal keeps of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.support.people import PASSWORD, add_user, first_base, journal_count, with_password
from workstation import i18n
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import AccessError, ConflictError, UserError
from workstation.models import JournalEntry, User
from workstation.queries.journal import list_entries
from workstation.queries.people import list_stations, list_users
from workstation.services import people
from workstation.services.people import UserData
from workstation.statuses import Role

MARIA = UserData("maria", "Иванова Мария Петровна", Role.CLERK)


@pytest.fixture
def admin(database: Database) -> Actor:
    actor = first_base(database)
    with_password(database, actor)
    return actor


def test_a_user_is_added_with_short_name_and_title(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        before = journal_count(session)
        user_id = people.add_user(session, admin, replace(MARIA, login=" Maria "), PASSWORD)
        assert journal_count(session) == before + 1
    with database.begin() as session:
        found = {user.id: user for user in list_users(session)}[user_id]
        entry = list_entries(session, [user_id])[-1]
        stations = list_stations(session)
    assert (found.login, found.short_name, found.title) == ("maria", "Иванова М. П.", "Приёмщик")
    assert (found.has_password, found.has_pin, found.is_active) == (True, False, True)
    assert entry.verb == "people.add"
    assert entry.personal == {"name": "Иванова Мария Петровна", "title": "Приёмщик"}
    assert "Иванова" not in str(entry.body)
    assert [station.machine for station in stations] == [admin.station]


def test_a_title_stands_on_papers_and_is_russian_on_an_english_screen(
    database: Database, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n._State, "language", "en")
    monkeypatch.setattr(i18n._State, "catalogue", None)
    assert Role.CLERK.label == "Intake clerk"
    with database.begin(write=True) as session:
        user_id = people.add_user(session, admin, MARIA, PASSWORD)
        found = {user.id: user for user in list_users(session)}[user_id]
    assert found.title == "Приёмщик"


def test_nothing_secret_is_kept(database: Database, admin: Actor) -> None:
    user_id = add_user(database, admin, "maria")
    with database.begin(write=True) as session:
        people.set_pin(session, admin, user_id, "4071")
    with database.begin() as session:
        user = session.execute(select(User.__table__).where(User.__table__.c.id == user_id)).mappings().one()
        bodies = session.execute(select(JournalEntry.__table__.c.body)).scalars().all()
    assert user["password_hash"].startswith("$argon2id$")
    assert user["pin_hash"].startswith("$argon2id$")
    assert not [body for body in bodies if PASSWORD in body or "4071" in body or "argon2" in body]


@pytest.mark.parametrize("role", [Role.CLERK, Role.TECHNICIAN, Role.STOREKEEPER, Role.MANAGER])
def test_only_an_administrator_adds_and_changes(database: Database, admin: Actor, role: Role) -> None:
    other = replace(admin, role=role)
    with database.begin(write=True) as session:
        with pytest.raises(AccessError):
            people.add_user(session, other, MARIA)
        with pytest.raises(AccessError):
            people.change_user(session, other, admin.user_id, MARIA, 1)
        with pytest.raises(AccessError):
            people.set_password(session, replace(other, user_id=1), admin.user_id, "другой пароль")


def test_an_administrator_without_a_password_adds_nobody(database: Database) -> None:
    lone = first_base(database)
    with database.begin(write=True) as session, pytest.raises(UserError) as refused:
        people.add_user(session, lone, MARIA, PASSWORD)
    assert refused.value.code == "own_password_first"


@pytest.mark.parametrize(
    ("data", "password", "code"),
    [
        (replace(MARIA, login="мария петрова"), PASSWORD, "login_bad"),
        (replace(MARIA, login="ADMIN"), PASSWORD, "login_taken"),
        (replace(MARIA, name="  "), PASSWORD, "field_required"),
        (MARIA, "семь си", "password_short"),
        (MARIA, "я" * 201, "password_long"),
    ],
)
def test_what_is_wrong_is_named(sqlite_database: Database, data: UserData, password: str, code: str) -> None:
    admin = first_base(sqlite_database)
    with_password(sqlite_database, admin)
    with pytest.raises(UserError) as refused, sqlite_database.begin(write=True) as session:
        people.add_user(session, admin, data, password)
    assert refused.value.code == code


def test_a_change_is_journalled_with_before_and_after(database: Database, admin: Actor) -> None:
    user_id = add_user(database, admin, "maria")
    with database.begin(write=True) as session:
        before = journal_count(session)
        data = UserData("maria", "Петрова Мария Петровна", Role.MANAGER)
        people.change_user(session, admin, user_id, data, 1)
        people.change_user(session, admin, user_id, replace(data, short_name="Петрова М. П."), 2)
        assert journal_count(session) == before + 1
    with database.begin() as session:
        entry = list_entries(session, [user_id])[-1]
    assert entry.body == {"role": ["clerk", "manager"]}
    assert entry.personal is not None
    assert entry.personal["name"] == ["Иванова Мария Петровна", "Петрова Мария Петровна"]


def test_two_who_change_the_same_user_meet(database: Database, admin: Actor) -> None:
    user_id = add_user(database, admin, "maria")
    with database.begin(write=True) as session:
        people.change_user(session, admin, user_id, replace(MARIA, role=Role.MANAGER), 1)
    with pytest.raises(ConflictError) as met, database.begin(write=True) as session:
        people.change_user(session, admin, user_id, replace(MARIA, role=Role.TECHNICIAN), 1)
    assert met.value.code == "conflict_changed"


@pytest.mark.parametrize("change", [{"role": Role.MANAGER}, {"is_active": False}])
def test_the_last_administrator_stays(database: Database, admin: Actor, change: dict[str, object]) -> None:
    data = replace(UserData("admin", "Администратор", Role.ADMINISTRATOR), **change)  # type: ignore[arg-type]
    with database.begin() as session:
        version = list_users(session)[0].version
    with pytest.raises(UserError) as refused, database.begin(write=True) as session:
        people.change_user(session, admin, admin.user_id, data, version)
    assert refused.value.code == "last_administrator"
    add_user(database, admin, "second", Role.ADMINISTRATOR)
    with database.begin(write=True) as session:
        people.change_user(session, admin, admin.user_id, data, version)


def test_ones_own_password_asks_for_the_current_one(database: Database, admin: Actor) -> None:
    clerk_id = add_user(database, admin, "maria")
    clerk = replace(admin, user_id=clerk_id, role=Role.CLERK)
    with database.begin(write=True) as session:
        with pytest.raises(AccessError) as refused:
            people.set_password(session, clerk, clerk_id, "новый пароль", current="не тот")
        with pytest.raises(AccessError):
            people.set_pin(session, clerk, clerk_id, "4071")
        before = journal_count(session)
        people.set_password(session, clerk, clerk_id, "новый пароль", current=PASSWORD)
        people.set_pin(session, clerk, clerk_id, "4071", current="новый пароль")
        assert journal_count(session) == before + 2
    assert refused.value.code == "password_wrong"


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("123", "pin_bad"),
        ("123456789", "pin_bad"),
        ("12a4", "pin_bad"),
        ("١٢٣٤", "pin_bad"),
        ("0000", "pin_simple"),
        ("3456", "pin_simple"),
        ("8765", "pin_simple"),
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused(pin: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        people.hash_pin(pin)
    assert refused.value.code == code

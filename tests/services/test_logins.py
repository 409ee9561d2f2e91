"""Logging in: who comes in, who waits, and the way back for one who forgot."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.support.people import PASSWORD, add_user, first_base, journal_count, with_password
from workstation import clock, sealing
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.models import JournalEntry, TrustedKey, User
from workstation.queries.people import list_stations
from workstation.services import logins, people, seating
from workstation.services.logins import Login
from workstation.statuses import Role

MACHINE = "counter-2"


@pytest.fixture
def admin(database: Database) -> Actor:
    actor = first_base(database)
    with_password(database, actor)
    return actor


def attempt(database: Database, password: str, name: str = "admin") -> Login:
    outcome, _changed = database.run(
        lambda session: logins.login(session, name, password, MACHINE), write=True
    )
    return outcome


def code_of(outcome: Login) -> str | None:
    return outcome.refusal.code if outcome.refusal else None


def test_the_right_password_comes_in_and_the_station_is_known(database: Database, admin: Actor) -> None:
    with database.begin() as session:
        before = journal_count(session)
    actor = attempt(database, PASSWORD, " Admin ").granted()
    assert (actor.user_id, actor.station) == (admin.user_id, MACHINE)
    with database.begin() as session:
        assert journal_count(session) == before + 1
        assert [station.machine for station in list_stations(session)] == [admin.station, MACHINE]
    assert attempt(database, PASSWORD).granted() == actor


def test_a_wrong_password_and_a_wrong_name_are_refused_alike(database: Database, admin: Actor) -> None:
    wrong, nobody = attempt(database, "не тот пароль"), attempt(database, PASSWORD, "nobody")
    assert code_of(wrong) == code_of(nobody) == "login_refused"
    with pytest.raises(AccessError):
        wrong.granted()
    with database.begin() as session:
        last = session.execute(select(JournalEntry.__table__).order_by(JournalEntry.__table__.c.seq.desc()))
        entry = last.mappings().first()
    assert entry is not None
    assert (entry["verb"], entry["subject_id"]) == ("people.login_refused", admin.user_id)


def test_the_delay_grows_and_outlives_the_program(database: Database, admin: Actor) -> None:
    moment = clock.now()
    waits = []
    for _ in range(9):
        with clock.standing_at(moment):
            assert code_of(attempt(database, "не тот пароль")) == "login_refused"
            locked = attempt(database, PASSWORD)
        waits.append(locked.refusal.params["seconds"] if locked.refusal else 0)
        moment += timedelta(minutes=10)
        if not waits[-1]:
            with database.begin(write=True) as session:
                session.execute(update(User.__table__).values(failed_count=len(waits)))
    assert waits == [0, 0, 0, 5, 15, 60, 300, 300, 300]


def test_after_the_wait_the_right_password_clears_the_count(
    database: Database, admin: Actor, frozen_clock: datetime
) -> None:
    for _ in range(4):
        attempt(database, "не тот пароль")
    assert code_of(attempt(database, PASSWORD)) == "login_wait"
    with clock.standing_at(frozen_clock + timedelta(seconds=5)):
        assert attempt(database, PASSWORD).granted()
        assert code_of(attempt(database, "не тот пароль")) == "login_refused"
        assert attempt(database, PASSWORD).granted()


def test_a_user_out_of_use_stays_out(database: Database, admin: Actor) -> None:
    user_id = add_user(database, admin, "maria")
    data = people.UserData("maria", "Иванова Мария", Role.CLERK, is_active=False)
    with database.begin(write=True) as session:
        people.change_user(session, admin, user_id, data, 1)
    assert code_of(attempt(database, PASSWORD, "maria")) == "login_refused"
    with database.begin() as session, pytest.raises(AccessError):
        seating.actor_for(session, user_id, MACHINE)


def test_a_pin_switches_to_the_chosen_user(database: Database, admin: Actor) -> None:
    first, second = add_user(database, admin, "maria"), add_user(database, admin, "peter", Role.TECHNICIAN)
    with database.begin(write=True) as session:
        for user_id in (first, second):
            people.set_pin(session, admin, user_id, "4071")

    def switch(user_id: int, pin: str) -> Login:
        outcome, _changed = database.run(
            lambda session: logins.switch_by_pin(session, user_id, pin, MACHINE), write=True
        )
        return outcome

    assert switch(first, "4071").granted().login == "maria"
    assert switch(second, "4071").granted().role is Role.TECHNICIAN
    assert code_of(switch(first, "4072")) == "login_refused"
    assert code_of(switch(admin.user_id, "4071")) == "login_refused"


def test_a_lone_administrator_without_a_password_comes_in(database: Database) -> None:
    actor = first_base(database)
    with database.begin() as session:
        assert seating.lone_administrator(session) == actor.user_id
    with_password(database, actor)
    with database.begin() as session:
        assert seating.lone_administrator(session) is None


def test_a_forgotten_password_is_replaced_by_whoever_has_the_keys(database: Database, admin: Actor) -> None:
    for _ in range(5):
        attempt(database, "не тот пароль")
    with database.begin(write=True) as session:
        before = journal_count(session)
        made = logins.reset_administrator(session, database.folder, "ADMIN", MACHINE)
        assert journal_count(session) == before + 1
    assert len(made) >= people.PASSWORD_SHORTEST
    assert attempt(database, made).granted().user_id == admin.user_id
    with database.begin() as session:
        bodies = session.execute(select(JournalEntry.__table__.c.body)).scalars().all()
    assert not [body for body in bodies if made in body]


def test_without_the_keys_nobody_replaces_a_password(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        session.execute(update(TrustedKey.__table__).values(public_key=sealing.new_secret()))
        with pytest.raises(AccessError) as foreign:
            logins.reset_administrator(session, database.folder, "admin", MACHINE)
    sealing.keyring_path(database.folder).unlink()
    with database.begin(write=True) as session, pytest.raises(AccessError) as missing:
        logins.reset_administrator(session, database.folder, "admin", MACHINE)
    assert foreign.value.code == missing.value.code == "keyring_needed"


def test_only_an_administrator_comes_back_this_way(database: Database, admin: Actor) -> None:
    add_user(database, admin, "maria")
    with database.begin(write=True) as session, pytest.raises(UserError) as refused:
        logins.reset_administrator(session, database.folder, "maria", MACHINE)
    assert refused.value.code == "admin_unknown"

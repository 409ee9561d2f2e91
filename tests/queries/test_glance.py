"""The glance at a base before it is open: it gives what the queries give, or there is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import do, see
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import DeviceData, IntakeItem
from workstation.documents.people import Actor
from workstation.models import Place, User, WorkOrder
from workstation.queries import glance, orders
from workstation.queries.settings import load_settings
from workstation.services import people, seating, settings
from workstation.services.people import UserData
from workstation.statuses import CustomerKind, Role

COMPANY = replace(IVANOVA, kind=CustomerKind.COMPANY, name="ООО «Ёлка»", phone="8 (495) 123-45-67 доб. 104",
                  inn="7701007776", kpp="770101001", contact="Ли")  # fmt: skip
TV = DeviceData("tv", "Samsung", None, serial_number="S-900/1")


@pytest.fixture
def actor(sqlite_database: Database) -> Actor:
    return ready(sqlite_database)


@pytest.fixture
def shop(sqlite_database: Database, actor: Actor) -> list[int]:
    """More open orders than a first page, some without a term, one with a technician."""
    made = []
    for number in range(glance.FIRST_ROWS + 3):
        asked = request(agreed_until=clock.today() + timedelta(days=number % 7) if number % 3 else None)
        device, customer = (TV, COMPANY) if number % 5 == 0 else (washer(f"S-{number}"), IVANOVA)
        item = IntakeItem(device, asked)
        made.append(accept(sqlite_database, actor, visit(item, customer=customer)).orders[0].id)
    place = {
        "id": 1,
        "branch_id": actor.branch_id,
        "kind": "shelf",
        "name": "А-3",
        "name_key": "а 3",
        "user_id": None,
        "position": 1,
        "is_active": True,
    }
    values = {"technician_id": actor.user_id, "place_id": 1}
    with sqlite_database.begin(write=True) as session:
        session.execute(insert(Place).values(place))
        session.execute(update(WorkOrder).where(WorkOrder.id == made[1]).values(values))
        session.execute(
            update(WorkOrder).where(WorkOrder.id == made[2]).values(due_on=None, legal_until=None)
        )
    return made


def look(database: Database, actor: Actor) -> glance.Glance | None:
    return glance.look(Path(database.url.database or ""), actor.station)


def ordinary(database: Database, actor: Actor) -> glance.Glance:
    """The same by the queries of every other time."""

    def read(session: Any) -> glance.Glance:
        lone = seating.lone_administrator(session)
        assert lone is not None
        who = seating.actor_for(session, lone, actor.station)
        ids = orders.list_order_ids(session)
        rows = orders.get_order_rows(session, ids[: glance.FIRST_ROWS])
        known = glance.KnownOrders(ids, rows)
        return glance.Glance(who, load_settings(session, who.station_id, who.user_id), known)

    return see(database, read)


def test_it_gives_what_the_queries_give(sqlite_database: Database, actor: Actor, shop: list[int]) -> None:
    do(sqlite_database, settings.set_setting, actor, "ui.theme", "dark")
    found = look(sqlite_database, actor)
    assert found is not None
    assert found == ordinary(sqlite_database, actor)
    assert found.settings["ui.theme"] == "dark"
    assert sorted(found.orders.ids) == sorted(shop)
    assert len(found.orders.rows) == glance.FIRST_ROWS


def test_an_empty_list_is_known_too(sqlite_database: Database, actor: Actor) -> None:
    found = look(sqlite_database, actor)
    assert found is not None
    assert found.orders == glance.KnownOrders([], [])


def set_version(database: Database, version: str) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def forget_centre(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("DELETE FROM setting WHERE key = 'base.id'"))


def retire(database: Database, actor: Actor) -> None:
    with database.begin(write=True) as session:
        session.execute(update(User).where(User.id == actor.user_id).values(is_active=False))


def give_password(database: Database, actor: Actor) -> None:
    do(database, people.set_password, actor, actor.user_id, "сова-сова-сова")


def add_clerk(database: Database, actor: Actor) -> None:
    give_password(database, actor)
    do(database, people.add_user, actor, UserData("anna", "Петрова Анна", Role.CLERK), "пароль-анны")


def make_real(database: Database, actor: Actor) -> None:
    """A base of work whose first set-up was put off: its administrator is asked for a password."""
    with database.begin(write=True) as session:
        settings.store(session, "base.training", False)


UNUSUAL: tuple[Callable[[Database, Actor], None], ...] = (
    lambda database, _actor: set_version(database, "0001"),
    lambda database, _actor: set_version(database, "9999"),
    lambda database, _actor: forget_centre(database),
    retire,
    give_password,
    add_clerk,
    make_real,
)


@pytest.mark.parametrize("change", UNUSUAL)
def test_whatever_is_not_usual_gives_none(
    sqlite_database: Database, actor: Actor, change: Callable[[Database, Actor], None]
) -> None:
    assert look(sqlite_database, actor) is not None
    change(sqlite_database, actor)
    assert look(sqlite_database, actor) is None


def test_a_machine_that_is_new_to_the_base_gives_none_and_is_not_written_down(
    sqlite_database: Database, actor: Actor
) -> None:
    path = Path(sqlite_database.url.database or "")
    assert glance.look(path, "another") is None
    assert not see(sqlite_database, seating.is_registered, "another")


def test_what_is_no_base_gives_none_and_stays_as_it_is(tmp_path: Path, sqlite_template: Path) -> None:
    missing, text_file, bare = tmp_path / "missing.db", tmp_path / "notes.txt", tmp_path / "№ 100% пусто?.db"
    text_file.write_text("Это не база\n" * 100, encoding="utf-8")
    with closing(sqlite3.connect(bare)) as other:
        other.execute("CREATE TABLE another (id INTEGER)")
    before = text_file.read_bytes(), bare.read_bytes()
    assert [glance.look(path, "counter") for path in (missing, text_file, bare, sqlite_template)] == [
        None
    ] * 4
    assert not missing.exists()
    assert (text_file.read_bytes(), bare.read_bytes()) == before


def test_a_base_at_a_path_with_strange_signs_is_found(
    sqlite_database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "№ 100% ёлка? #1.db"
    with closing(sqlite3.connect(sqlite_database.url.database or "")) as source:
        source.execute("VACUUM INTO ?", (str(path),))
    assert glance.look(path, actor.station) is not None


def test_a_base_that_somebody_holds_alone_gives_none_soon(
    sqlite_database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "PATIENCE_S", 0.05)
    path = sqlite_database.url.database or ""
    sqlite_database.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert look(sqlite_database, actor) is None
    assert look(sqlite_database, actor) is not None

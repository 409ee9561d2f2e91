"""A base from nothing, once more over itself, and what is refused."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.support.people import COMPANY, count, first_base, journal_count
from workstation import schema, sealing
from workstation.db import Database, open_database
from workstation.errors import AccessError, ErrorList, StorageError
from workstation.models import Authorisation, Brand, Category, JournalEntry, TrustedKey
from workstation.queries.settings import load_settings
from workstation.services import settings, setup
from workstation.services.centre import load_centre
from workstation.statuses import Role


def test_makes_everything_the_first_intake_needs(empty_address: str) -> None:
    database = setup.create_database(empty_address)
    actor = first_base(database, company=COMPANY, training=True)
    with database.begin() as session:
        values = load_settings(session)
        keys = session.execute(select(TrustedKey.__table__)).mappings().all()
        centre = load_centre(session, actor, COMPANY.authorisations[0].valid_from)
        categories = count(session, Category)
    ring = sealing.read_keyring(database.folder)
    assert actor.role is Role.ADMINISTRATOR
    assert values.training
    assert len(values["base.id"]) == 16
    assert ring is not None
    assert [(key["public_key"], key["is_own"]) for key in keys] == [(ring.public, True)]
    assert stat.S_IMODE(sealing.keyring_path(database.folder).stat().st_mode) == 0o600
    assert categories >= 21
    assert centre.prefix == "СЦ"
    assert centre.details.inn == COMPANY.details.inn
    assert [brand.brand for brand in centre.details.brands] == ["Bosch"]
    database.close()


def test_a_second_run_changes_nothing(database: Database) -> None:
    first = first_base(database)
    with database.begin() as session:
        before = session.execute(select(JournalEntry.__table__)).all()
    with database.begin(write=True) as session:
        again = setup.initialise(session, database.folder, training=True)
    with database.begin() as session:
        assert session.execute(select(JournalEntry.__table__)).all() == before
        assert not load_settings(session).training
    assert again == first


def test_a_second_run_brings_shipped_rows_back_and_leaves_own_ones(database: Database) -> None:
    first_base(database)
    with database.begin(write=True) as session:
        session.execute(text("UPDATE category SET name = 'старое' WHERE code = 'tv'"))
        session.execute(text("UPDATE category SET name = 'своё', origin = 'own' WHERE code = 'oven'"))
        before = journal_count(session)
        setup.initialise(session, database.folder)
        rows = session.execute(text("SELECT code, name FROM category")).all()
        names = {row.code: row.name for row in rows}
        assert journal_count(session) == before + 1
    assert names["oven"] == "своё"
    assert names["tv"] != "старое"


def test_keys_left_by_an_attempt_that_failed_are_used(database: Database) -> None:
    def fail(session: Session) -> None:
        setup.initialise(session, database.folder)
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        database.run(fail, write=True)
    left = sealing.read_keyring(database.folder)
    first_base(database)
    assert sealing.read_keyring(database.folder) == left


def test_company_details_are_changed_by_a_manager_alone(database: Database) -> None:
    actor = first_base(database, company=COMPANY)
    changed = replace(COMPANY, details=replace(COMPANY.details, name="ООО «Новый центр»"), authorisations=())
    clerk = replace(actor, role=Role.CLERK)
    with database.begin(write=True) as session, pytest.raises(AccessError):
        setup.save_company(session, clerk, changed)
    with database.begin(write=True) as session:
        before = journal_count(session)
        setup.save_company(session, actor, changed)
        assert journal_count(session) == before + 1
        assert settings.stored(session, "centre.details")["name"] == "ООО «Новый центр»"
        assert count(session, Authorisation) == 0
        assert count(session, Brand) > 0


def test_an_account_with_a_wrong_check_digit_is_not_stored(database: Database) -> None:
    bank = COMPANY.details.bank
    assert bank is not None
    digit = (int(bank.account[-1]) + 1) % 10
    odd = replace(bank, account=f"{bank.account[:-1]}{digit}")
    wrong = replace(COMPANY, details=replace(COMPANY.details, bank=odd))
    with pytest.raises(ErrorList, match="account_check"):
        first_base(database, company=wrong)
    actor = first_base(database, company=COMPANY)
    with database.begin(write=True) as session, pytest.raises(ErrorList, match="account_check"):
        setup.save_company(session, actor, wrong)
    with database.begin() as session:
        assert settings.stored(session, "centre.details")["bank"]["account"] == bank.account


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StorageError) as refused:
        setup.create_database(str(path))
    assert refused.value.code == "storage_not_ours"
    assert path.read_bytes()[100:] == before[100:]


def test_something_that_is_no_base_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Уважаемый клиент, " * 100, encoding="utf-8")
    with pytest.raises(StorageError) as refused:
        setup.create_database(str(path))
    assert refused.value.code == "storage_not_ours"


def test_a_newer_base_is_refused(sqlite_database: Database) -> None:
    address = str(sqlite_database.url.database)
    with sqlite_database.begin(write=True) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for opened in (setup.create_database, open_database):
        with pytest.raises(StorageError) as refused:
            opened(address)
        assert refused.value.code == "storage_newer"


def test_an_older_base_is_copied_before_it_is_upgraded(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_base(sqlite_database)
    address = str(sqlite_database.url.database)
    away = str(sqlite_database.folder / "disk that is away")
    sqlite_database.run(lambda session: settings.store(session, "backup.folder", away), write=True)
    seen: list[list[str]] = []

    def upgrade(database: Database) -> None:
        seen.append([path.name for path in (database.folder / "backups").iterdir()])
        with database.begin(write=True) as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    older = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", "9999")
    monkeypatch.setattr("workstation.migrations.upgrade", upgrade)
    setup.create_database(address).close()
    assert len(seen) == 1
    assert seen[0][0].startswith(f"before-upgrade-{older}-")
    with sqlite_database.begin() as session:
        verbs = session.execute(select(JournalEntry.__table__.c.verb)).scalars().all()
    assert verbs[-1] == "setup.upgrade"

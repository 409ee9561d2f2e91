"""A base from nothing: tables, branch, station, first administrator, keys, catalogues; and upgrades."""

from __future__ import annotations

import secrets
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import func, insert, inspect, select
from sqlalchemy.orm import Session

from workstation import clock, db, keys, schema, sealing
from workstation.db import Database
from workstation.documents.centre import CompanyData
from workstation.documents.people import Actor
from workstation.errors import ErrorList, StorageError
from workstation.models import Branch, JournalHead, Station, TrustedKey, User
from workstation.rules import company as rules
from workstation.services import (
    backup,
    bench_catalogue,
    catalogues,
    journal,
    places,
    settings,
    warranty_terms,
)
from workstation.services.people import login_name
from workstation.services.rights import require
from workstation.services.seating import actor_for
from workstation.services.system import system_actor
from workstation.statuses import Role

BRANCH_NAME = "Основной"
BRANCH_PREFIX = "СЦ"
ADMIN_NAME = "Администратор"

_branches = Branch.__table__
_stations = Station.__table__
_users = User.__table__
_trusted = TrustedKey.__table__


def create_database(address: str) -> Database:
    """Open the base of an address, making or upgrading its tables.

    An older base is backed up and the copy verified before anything is touched. Raises StorageError
    `storage_newer`, `storage_not_ours` and what `db.open_database` raises.
    """
    database = db.open_database(address, create=True, check_version=False)
    with ExitStack() as undo:
        undo.callback(database.close)
        found = db.stored_version(database)
        if found is None:
            _refuse_foreign(database)
            _migrate(database)
        elif found > schema.VERSION:
            raise StorageError("storage_newer", version=found)
        elif found < schema.VERSION:
            _upgrade(database, found)
        undo.pop_all()
    return database


def is_initialised(session: Session) -> bool:
    """Whether the base has its branch and first user already."""
    return bool(session.execute(select(func.count()).select_from(_branches)).scalar_one())


def initialise(
    session: Session,
    folder: Path,
    *,
    company: CompanyData | None = None,
    admin_login: str = "admin",
    training: bool = False,
) -> Actor:
    """Fill a new base: branch, this machine's station, an administrator without a password, keys, catalogues.

    On a base that is initialised already only the shipped catalogues are brought up to date.
    Gives the actor of the first administrator.
    """
    if is_initialised(session):
        return _refresh(session)
    login = login_name(admin_login)
    branch_id = keys.new_key()
    session.execute(insert(_branches), {"id": branch_id, "name": BRANCH_NAME, "prefix": BRANCH_PREFIX})
    head = {"branch_id": branch_id, "seq": 0, "hash": journal.GENESIS}
    session.execute(insert(JournalHead.__table__), head)
    machine = socket.gethostname()
    station = {"id": keys.new_key(), "branch_id": branch_id, "name": machine, "machine": machine}
    session.execute(insert(_stations), station)
    user_id = _make_administrator(session, branch_id, login)
    key_id = _make_keys(session, folder)
    base_id = secrets.token_hex(8)
    settings.store(session, "base.id", base_id)
    settings.store(session, "base.training", training)
    _load_catalogues(session)
    if company is not None:
        _store_company(session, company)
    actor = actor_for(session, user_id, machine)
    body = {"base": base_id, "admin": login, "training": training, "passport_key": key_id}
    journal.record(session, actor, "setup.initialise", "base", branch_id, body=body)
    return actor


def save_company(session: Session, actor: Actor, company: CompanyData) -> None:
    """Store the centre's details, tax regime and authorisations as the wizard or a file gave them.

    What is empty may be filled in later; raises ErrorList of numbers that are wrong (`rules.company`).
    """
    require(actor, "settings.change")
    before = settings.stored(session, "centre.details")
    after = _store_company(session, company)
    changed = {key: [before.get(key), value] for key, value in after.items() if before.get(key) != value}
    body = {"details": changed, "brands": [contract.brand for contract in company.authorisations]}
    journal.record(session, actor, "setup.save_company", "base", actor.branch_id, body=body)


def _store_company(session: Session, company: CompanyData) -> dict[str, Any]:
    wrong = tuple(one for one in rules.check(company).errors if one.code != "required")
    if wrong:
        raise ErrorList(wrong)
    details: dict[str, Any] = msgspec.to_builtins(company.details)
    details.pop("brands", None)
    settings.store(session, "centre.details", details)
    settings.store(session, "centre.tax_regime", company.tax_regime.value if company.tax_regime else "")
    catalogues.store_authorisations(session, company.authorisations)
    return details


def _make_administrator(session: Session, branch_id: int, login: str) -> int:
    user_id = keys.new_key()
    row = {
        "id": user_id,
        "branch_id": branch_id,
        "login": login,
        "name": ADMIN_NAME,
        "short_name": ADMIN_NAME,
        "title": ADMIN_NAME,
        "role": Role.ADMINISTRATOR.value,
        "password_hash": None,
        "pin_hash": None,
        "is_active": True,
        "failed_count": 0,
        "locked_until_at": None,
        "version": 1,
    }
    session.execute(insert(_users), row)
    return user_id


def _make_keys(session: Session, folder: Path) -> str:
    """The base's keys; a file left by an attempt that did not commit is used, never replaced."""
    ring = sealing.read_keyring(folder) or sealing.make_keyring(folder)
    kid = sealing.key_id(ring.public).hex()
    row = {"kid": kid, "public_key": ring.public, "owner": "", "is_own": True, "added_at": clock.now()}
    session.execute(insert(_trusted), row)
    return kid


def _refresh(session: Session) -> Actor:
    """Bring the shipped catalogues up to date in the name of the first administrator."""
    first = session.execute(
        select(_users.c.id).where(_users.c.role == Role.ADMINISTRATOR.value).order_by(_users.c.id).limit(1)
    ).scalar_one()
    actor = actor_for(session, first, socket.gethostname())
    changed = _load_catalogues(session)
    if changed:
        journal.record(session, actor, "setup.refresh", "base", actor.branch_id, body={"changed": changed})
    return actor


def _load_catalogues(session: Session) -> int:
    """Bring everything that ships into the base; gives how many rows changed."""
    changed = catalogues.load_shipped(session, catalogues.read_shipped()) + places.ensure_usual(session)
    changed += warranty_terms.load_shipped(session, warranty_terms.read_shipped())
    return changed + bench_catalogue.load_shipped(session)


def _refuse_foreign(database: Database) -> None:
    """A file or schema that holds somebody else's tables is left alone."""
    with database.reader.connect() as connection:
        if inspect(connection).get_table_names():
            raise StorageError("storage_not_ours")


def _upgrade(database: Database, found: str) -> None:
    report = backup.before_upgrade(database, found)
    _migrate(database)

    def note(session: Session) -> None:
        actor = system_actor(session)
        changed = _load_catalogues(session)
        body = {
            "schema": [found, schema.VERSION],
            "backup": Path(report.path).name,
            "catalogues": changed,
        }
        journal.record(session, actor, "setup.upgrade", "base", actor.branch_id, body=body)

    database.run(note, write=True)


def _migrate(database: Database) -> None:
    from workstation import migrations  # alembic is heavy, and wanted once in the life of a version

    migrations.upgrade(database)

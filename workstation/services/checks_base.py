"""Checks of the ground: schema, engine, journal, keys, settings, people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from workstation import schema, sealing
from workstation.i18n import tr
from workstation.models import Branch, JournalEntry, PersonKey, SettingValue, Station, TrustedKey, User
from workstation.services import journal
from workstation.settings import DECLARED
from workstation.statuses import Role

_branches = Branch.__table__
_entries = JournalEntry.__table__
_keys = PersonKey.__table__
_settings = SettingValue.__table__
_stations = Station.__table__
_trusted = TrustedKey.__table__
_users = User.__table__

BATCH = 5000

Findings = tuple[int, Iterable[str]]
"""How many things were looked at, and what is wrong with them in words."""
Check = Callable[[Session], Findings]
GENESIS = journal.GENESIS


def check_schema(session: Session) -> Findings:
    """The stored version is the one this program was made for."""
    found = session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    wrong = (
        []
        if found == [schema.VERSION]
        else [tr("Версия {found}, нужна {wanted}", found=", ".join(found), wanted=schema.VERSION)]
    )
    return 1, wrong


def check_storage(session: Session) -> Findings:
    """SQLite's own check of its file; PostgreSQL checks its pages by itself."""
    if not session.info["is_sqlite"]:
        return 0, ()
    pages = int(session.execute(text("PRAGMA page_count")).scalar_one())
    lines = session.execute(text("PRAGMA integrity_check")).scalars().all()
    return pages, [line for line in lines if line != "ok"]


def check_foreign_keys(session: Session) -> Findings:
    """No row names another that is not there."""
    if not session.info["is_sqlite"]:
        count = session.execute(text("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).scalar_one()
        loose = session.execute(
            text("SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated")
        ).scalars()
        return int(count), [tr("Связь {name} не проверена", name=name) for name in loose]
    count = session.execute(
        text("SELECT count(*) FROM sqlite_master m, pragma_foreign_key_list(m.name) WHERE m.type = 'table'")
    ).scalar_one()
    broken = session.execute(text("PRAGMA foreign_key_check")).all()
    return int(count), [
        tr(
            "{table}: запись {row} ссылается на отсутствующую в {parent}",
            table=row[0],
            row=row[1],
            parent=row[2],
        )
        for row in broken
    ]


def check_journal(session: Session) -> Findings:
    """Each branch's chain runs from 1 to its head without a gap, and every hash fits the one before."""
    count = int(session.execute(select(func.count()).select_from(_entries)).scalar_one())
    return count, _chain_problems(session)


def _chain_problems(session: Session) -> Iterator[str]:
    heads = {
        row.branch_id: (row.seq, bytes(row.hash))
        for row in session.execute(text("SELECT branch_id, seq, hash FROM journal_head"))
    }
    branches = set(session.execute(select(_branches.c.id)).scalars())
    for branch_id in sorted(branches - set(heads)):
        yield tr("Филиал {branch}: у журнала нет начала", branch=branch_id)
    last: dict[int, tuple[int, bytes]] = {}
    query = select(_entries).order_by(_entries.c.branch_id, _entries.c.seq)
    for row in session.execute(query.execution_options(yield_per=BATCH)).mappings():
        seq, previous = last.get(row["branch_id"], (0, GENESIS))
        if row["seq"] != seq + 1:
            yield tr(
                "Филиал {branch}: после записи {seq} идёт {next}",
                branch=row["branch_id"],
                seq=seq,
                next=row["seq"],
            )
        elif bytes(row["hash"]) != journal.chain_hash(previous, dict(row)):
            yield tr(
                "Филиал {branch}: запись {seq} не сходится с цепочкой",
                branch=row["branch_id"],
                seq=row["seq"],
            )
        last[row["branch_id"]] = (row["seq"], bytes(row["hash"]))
    for branch_id, head in heads.items():
        if last.get(branch_id, (0, GENESIS)) != head:
            yield tr("Филиал {branch}: конец журнала не тот, что записан", branch=branch_id)


def check_sealed_values(session: Session) -> Findings:
    """Personal values open with the person's key for as long as the key is there."""
    query = (
        select(_entries.c.branch_id, _entries.c.seq, _entries.c.sealed, _keys.c.key)
        .join(_keys, _keys.c.person_id == _entries.c.person_id)
        .where(_entries.c.sealed.is_not(None))
    )
    count = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return int(count), (
        tr("Запись журнала {seq}: личные данные не открываются своим ключом", seq=row.seq)
        for row in session.execute(query.execution_options(yield_per=BATCH))
        if not _opens(row)
    )


def _opens(row: Any) -> bool:
    context = f"journal:{row.branch_id}:{row.seq}".encode()
    return sealing.unseal(bytes(row.key), bytes(row.sealed), context) is not None


def check_keys(session: Session) -> Findings:
    """The keyring lies beside the base, is the base's own, and every public key has its right short name."""
    rows = session.execute(select(_trusted.c.kid, _trusted.c.public_key, _trusted.c.is_own)).all()
    problems = [
        tr("Открытый ключ {kid} не подходит к своему обозначению", kid=row.kid)
        for row in rows
        if sealing.key_id(bytes(row.public_key)).hex() != row.kid
    ]
    own = {bytes(row.public_key) for row in rows if row.is_own}
    if len(own) != 1:
        problems.append(tr("Своих ключей паспортов должно быть ровно один, найдено: {count}", count=len(own)))
    ring = sealing.read_keyring(session.info["folder"])
    if ring is None:
        problems.append(tr("Нет файла ключей: {path}", path=sealing.keyring_path(session.info["folder"])))
    elif ring.public not in own:
        problems.append(tr("Файл ключей не от этой базы"))
    return len(rows) + 1, problems


def check_settings(session: Session) -> Findings:
    """Every stored setting is declared and of its declared type, and the base has a name."""
    rows = session.execute(select(_settings.c.key, _settings.c.value)).all()
    problems = [] if any(row.key == "base.id" for row in rows) else [tr("У базы нет обозначения")]
    for row in rows:
        declared = DECLARED.get(row.key)
        if declared is None:
            problems.append(tr("Неизвестная настройка {key}", key=row.key))
        elif type(json.loads(row.value)) is not type(declared.default):
            problems.append(tr("Настройка {key} другого типа", key=row.key))
    return len(rows), problems


def check_people(session: Session) -> Findings:
    """Roles are known, and an administrator is there to mend the rest."""
    roles = {role.value for role in Role}
    rows = session.execute(select(_users.c.login, _users.c.role, _users.c.is_active)).all()
    problems = [
        tr("Пользователь {login}: неизвестная роль", login=row.login) for row in rows if row.role not in roles
    ]
    if not any(row.role == Role.ADMINISTRATOR.value and row.is_active for row in rows):
        problems.append(tr("Нет ни одного действующего администратора"))
    stations = session.execute(select(func.count()).select_from(_stations)).scalar_one()
    return len(rows) + int(stations), problems


CHECKS: dict[str, Check] = {
    "schema": check_schema,
    "storage": check_storage,
    "foreign_keys": check_foreign_keys,
    "journal": check_journal,
    "sealed_values": check_sealed_values,
    "keys": check_keys,
    "settings": check_settings,
    "people": check_people,
}

"""A copy is whole or is no copy; from it comes the same base, or nothing."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.support.intakes import accept, request, visit, washer
from tests.support.people import COMPANY, first_base, journal_count
from tests.support.postgres import PostgresServer
from workstation import clock, files, sealing
from workstation.db import Database, open_database
from workstation.documents.checklists import DocumentData
from workstation.documents.intake import IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.errors import StorageError, UserError
from workstation.jobs import backup as daily
from workstation.models import IssuedDocument, JournalEntry
from workstation.queries.settings import load_settings
from workstation.services import backup, check, settings
from workstation.services.backup_archive import MANIFEST
from workstation.services.bench_catalogue import add_document

PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def actor(database: Database) -> Actor:
    made = first_base(database, company=COMPANY)
    fill(database, made)
    return made


def fill(database: Database, actor: Actor) -> None:
    photo = Photo(files.keep(database.folder, PICTURE), len(PICTURE), "image/jpeg", "вид.jpg")
    accept(database, actor, visit(IntakeItem(washer(), request(), (photo,))))


@pytest.fixture
def sqlite_actor(sqlite_database: Database) -> Actor:
    made = first_base(sqlite_database, company=COMPANY)
    fill(sqlite_database, made)
    return made


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty place on the engine of the base, as on another computer."""
    if database.is_sqlite:
        (tmp_path / "other").mkdir()
        yield str(tmp_path / "other" / "base.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    monkeypatch.setenv("WORKSTATION_FILES", str(tmp_path / "other-files"))
    yield server.address(name)
    server.drop(name)


def papers(database: Database) -> list[tuple[str, bytes]]:
    with database.begin() as session:
        rows = session.execute(select(IssuedDocument.__table__).order_by(IssuedDocument.__table__.c.id))
        return [(row["number"], bytes(row["snapshot"])) for row in rows.mappings()]


def test_the_same_base_comes_back(database: Database, actor: Actor, tmp_path: Path, elsewhere: str) -> None:
    target = tmp_path / "copy.zip"
    steps: list[str] = []
    report = backup.make_backup(database, target, actor, lambda step, _done, _all: steps.append(step))
    assert set(steps) == {"copy", "files", "verify"}
    restored = backup.restore(target, elsewhere)
    other = open_database(elsewhere)
    with database.begin() as session:
        ours = load_settings(session)
    with other.begin() as session:
        theirs = load_settings(session)
        assert journal_count(session) == report.manifest.heads[0].seq
    assert theirs["base.id"] == ours["base.id"] == restored.manifest.base_id
    assert papers(other) == papers(database)
    assert sealing.read_keyring(other.folder) == sealing.read_keyring(database.folder)
    assert [files.load(other.folder, one) for one in files.all_hashes(other.folder)] == [PICTURE]
    assert check.is_whole(check.run_checks(other))
    accept(other, actor, visit(IntakeItem(washer("FD 9"), request())))
    other.close()


def test_a_copy_is_noted_and_journalled_once(database: Database, actor: Actor, tmp_path: Path) -> None:
    with database.begin() as session:
        before = journal_count(session)
    report = backup.make_backup(database, tmp_path / "copy.zip", actor)
    with database.begin() as session:
        assert journal_count(session) == before + 1
        last = load_settings(session)["backup.last"]
    assert last["file"] == report.path
    assert last["size"] == (tmp_path / "copy.zip").stat().st_size
    assert (tmp_path / "copy.zip").stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob(".workstation-*")) == []


def test_a_copy_is_never_put_over_anything(database: Database, actor: Actor, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    backup.make_backup(database, target, actor)
    before = papers(database)
    with pytest.raises(UserError) as refused:
        backup.restore(target, database.url.render_as_string(hide_password=False).removeprefix("sqlite:///"))
    assert refused.value.code == "restore_not_empty"
    assert papers(database) == before


def test_photos_of_another_base_are_not_mixed_in(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    target = tmp_path / "copy.zip"
    backup.make_backup(sqlite_database, target, sqlite_actor)
    (tmp_path / "new.db-files").mkdir()
    (tmp_path / "new.db-files" / "keys.json").write_text("{}")
    with pytest.raises(UserError) as refused:
        backup.restore(target, str(tmp_path / "new.db"))
    assert refused.value.code == "restore_not_empty"
    assert not (tmp_path / "new.db").exists()


def test_writers_go_on_while_a_copy_is_made(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    stop, made = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            item = IntakeItem(washer(f"FD {len(made)}"), request())
            made.append(accept(sqlite_database, sqlite_actor, visit(item)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        reports = [backup.write_backup(sqlite_database, tmp_path / f"{one}.zip") for one in range(5)]
    finally:
        stop.set()
        writer.join()
    heads = [report.manifest.heads[0].seq for report in reports]
    assert heads == sorted(heads)
    assert heads[-1] > heads[0]
    for one in range(5):
        backup.verify_backup(tmp_path / f"{one}.zip")


def rewritten(source: Path, name: str, change: bytes | None) -> bytes:
    """The copy with one member changed, or taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
            elif change is not None:
                new.writestr(member, change)
    return made.getvalue()


def test_whatever_is_damaged_is_noticed(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    whole = tmp_path / "copy.zip"
    backup.make_backup(sqlite_database, whole, sqlite_actor)
    with zipfile.ZipFile(whole) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read(MANIFEST))
    manifest["heads"][0]["seq"] += 1
    damaged = [rewritten(whole, name, None) for name in names]
    damaged += [rewritten(whole, name, b"other") for name in names]
    damaged += [rewritten(whole, MANIFEST, json.dumps(manifest).encode())]
    damaged += [whole.read_bytes()[:-200], b"", os.urandom(500)]
    bad = tmp_path / "bad.zip"
    for content in damaged:
        bad.write_bytes(content)
        with pytest.raises(StorageError) as refused:
            backup.restore(bad, str(tmp_path / "new.db"))
        assert refused.value.code == "backup_damaged"
        assert not (tmp_path / "new.db").exists()
        assert not (tmp_path / "new.db-files").exists()


def test_a_base_with_a_forged_journal_makes_no_copy(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    with sqlite_database.begin(write=True) as session:
        session.execute(text("UPDATE journal_entry SET body = '{}' WHERE seq = 1"))
    with pytest.raises(StorageError) as refused:
        backup.make_backup(sqlite_database, tmp_path / "copy.zip", sqlite_actor)
    assert refused.value.code == "backup_damaged"
    assert not (tmp_path / "copy.zip").exists()


def test_a_lost_photo_is_reported_and_does_not_stop_the_copy(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    (photo,) = files.all_hashes(sqlite_database.folder)
    files.path_of(sqlite_database.folder, photo).unlink()
    report = backup.make_backup(sqlite_database, tmp_path / "copy.zip", sqlite_actor)
    assert report.missing == (photo,)


def test_a_lost_document_of_a_model_is_reported_too(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    scheme = Photo(files.keep(sqlite_database.folder, b"%PDF-1.7"), 8, "application/pdf", "схема.pdf")
    for data in (DocumentData("Ссылка", link="https://example.ru"), DocumentData("Схема", file=scheme)):
        with sqlite_database.begin(write=True) as session:
            add_document(session, sqlite_actor, data)
    files.path_of(sqlite_database.folder, scheme.sha256).unlink()
    report = backup.make_backup(sqlite_database, tmp_path / "copy.zip", sqlite_actor)
    assert report.missing == (scheme.sha256,)


def test_a_copy_of_the_other_engine_is_refused(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path, postgres_empty_address: str
) -> None:
    backup.make_backup(sqlite_database, tmp_path / "copy.zip", sqlite_actor)
    with pytest.raises(UserError) as refused:
        backup.restore(tmp_path / "copy.zip", postgres_empty_address)
    assert refused.value.code == "restore_engine"


@pytest.mark.postgresql
def test_without_the_servers_tools_the_word_is_clear(
    postgres_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(postgres_address)
    actor = first_base(database)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageError) as refused:
        backup.make_backup(database, tmp_path / "copy.zip", actor)
    assert refused.value.code == "backup_tool_missing"
    database.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; mounting it takes root."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system takes root")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False)
    if done.returncode:
        pytest.skip("this machine does not let tests mount a file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_no_half_copy(
    sqlite_database: Database, sqlite_actor: Actor, small_disk: Path
) -> None:
    for number in range(4):
        files.keep(sqlite_database.folder, os.urandom(300_000) + bytes([number]))
    with pytest.raises(StorageError) as refused:
        backup.make_backup(sqlite_database, small_disk / "copy.zip", sqlite_actor)
    assert refused.value.code == "storage_full"
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize(
    ("hour", "last", "now", "due"),
    [
        (13, None, "2026-05-22T09:00", True),
        (13, "2026-05-21T13:05", "2026-05-22T12:59", False),
        (13, "2026-05-21T13:05", "2026-05-22T13:00", True),
        (13, "2026-05-21T12:55", "2026-05-22T09:00", True),
        (13, "2026-05-22T13:01", "2026-05-22T23:59", False),
        (0, "2026-05-21T23:59", "2026-05-22T00:00", True),
    ],
)
def test_the_daily_copy_is_due_once_a_day(
    sqlite_database: Database, hour: int, last: str | None, now: str, due: bool
) -> None:
    actor = first_base(sqlite_database)
    with sqlite_database.begin(write=True) as session:
        settings.set_setting(session, actor, "backup.hour", hour)
        if last:
            settings.store(session, "backup.last", {"made_at": f"{last}:00+03:00"})
        values = load_settings(session)
    assert daily.is_due(values, datetime.fromisoformat(f"{now}:00+03:00")) is due


def test_daily_copies_go_to_their_folder_and_old_ones_go_away(
    sqlite_database: Database, tmp_path: Path, frozen_clock: datetime
) -> None:
    actor = first_base(sqlite_database)
    folder = tmp_path / "stick"
    with sqlite_database.begin(write=True) as session:
        settings.set_setting(session, actor, "backup.keep", 2)
        settings.set_setting(session, actor, "backup.folder", str(folder))
    with pytest.raises(StorageError) as refused:
        daily.run_daily(sqlite_database)
    assert refused.value.code == "backup_folder_missing"
    folder.mkdir()
    other = folder / "workstation-0123abcd-20200101-130000.zip"
    other.write_bytes(b"a copy of another base")
    made = []
    for day in range(4):
        with clock.standing_at(frozen_clock + timedelta(days=day, hours=4)):
            report = daily.run_daily(sqlite_database)
            assert report is not None
            made.append(Path(report.path))
            assert daily.run_daily(sqlite_database) is None
    assert sorted(folder.iterdir()) == sorted([other, *made[-2:]])
    with sqlite_database.begin() as session:
        entries = session.execute(
            select(JournalEntry.__table__.c.verb, JournalEntry.__table__.c.user_id)
        ).all()
    assert [row.user_id for row in entries if row.verb == "backup.make"] == [0] * 4


def test_without_a_chosen_folder_copies_lie_beside_the_base(sqlite_database: Database) -> None:
    first_base(sqlite_database)
    report = daily.run_daily(sqlite_database)
    assert report is not None
    assert Path(report.path).parent == sqlite_database.folder / "backups"
    backup.verify_backup(Path(report.path))


def test_a_copy_opens_with_ordinary_tools(
    sqlite_database: Database, sqlite_actor: Actor, tmp_path: Path
) -> None:
    backup.make_backup(sqlite_database, tmp_path / "copy.zip", sqlite_actor)
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        archive.extract("base.db", tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / "base.db") as base:
        assert base.execute("SELECT count(*) FROM work_order").fetchone() == (1,)
    base.close()

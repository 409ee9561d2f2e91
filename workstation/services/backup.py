"""One file with a verified copy of the base, its attachments and keys; and the way back from it.

The file is a zip of `manifest.json`, `base.db` (or `base.dump` of PostgreSQL), `keys.json` and
`attachments/ab/abcdef…`. The manifest says which base it is, where each branch's journal ended, how many rows
each table had, and the SHA-256 of every member. The file is written beside its name, read back, and only then
renamed: a file of the right name is always a whole copy.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from workstation import clock, db, files, schema, sealing
from workstation.db import Database
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.errors import StorageError, UserError
from workstation.queries.settings import load_settings
from workstation.services import backup_engines as engines
from workstation.services import journal, settings
from workstation.services.backup_archive import (
    ATTACHMENTS,
    FORMAT,
    KEYS,
    MANIFEST,
    Manifest,
    Member,
    add_member,
    read_manifest,
    take_out,
    verify_members,
)
from workstation.services.rights import require
from workstation.services.system import system_actor

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a copy holds; `missing` are attachments that the base names and the store no longer has."""

    path: str
    size: int
    manifest: Manifest
    missing: tuple[str, ...] = ()


def make_backup(
    database: Database, target: Path, actor: Actor | None, progress: Progress | None = None
) -> BackupReport:
    """Write a verified copy to `target`, note it in the settings and the journal.

    Without an actor the program itself is named in the journal. An older file of that name is replaced
    only by a whole new one. Raises StorageError `storage_full`, `backup_folder_missing`, `backup_damaged`,
    `backup_tool_missing`, `backup_tool_failed`; AccessError.
    """
    if actor is not None:
        require(actor, "backup.make")
    report = write_backup(database, target, progress)

    def note(session: Session) -> None:
        who = actor or system_actor(session)
        settings.store(
            session,
            "backup.last",
            {"made_at": report.manifest.made_at.isoformat(), "file": report.path, "size": report.size},
        )
        body = {
            "file": target.name,
            "size": report.size,
            "heads": [[head.branch_id, head.seq, head.hash] for head in report.manifest.heads],
        }
        journal.record(session, who, "backup.make", "base", who.branch_id, body=body)

    database.run(note, write=True)
    return report


def write_backup(database: Database, target: Path, progress: Progress | None = None) -> BackupReport:
    """Write and verify a copy without touching the base: also of a base of an older version."""
    target = target.absolute()
    if not target.parent.is_dir():
        raise StorageError("backup_folder_missing", path=str(target.parent))
    tell = progress or _silent
    with _room(), _scratch(target.parent) as scratch:
        draft = scratch / "draft.zip"
        missing = _write(database, draft, scratch, tell)
        tell("verify", 0, 1)
        manifest = _verify(draft, scratch)
        tell("verify", 1, 1)
        draft.replace(target)
        files.sync_folder(target.parent)
    return BackupReport(str(target), target.stat().st_size, manifest, missing)


def verify_backup(file: Path) -> BackupReport:
    """Read a copy back: every member's hash, the base's own check, the journal against the manifest.

    Raises StorageError `backup_damaged`, `backup_missing`, `backup_newer`.
    """
    if not file.is_file():
        raise StorageError("backup_missing", path=str(file))
    with _room(), tempfile.TemporaryDirectory(prefix="workstation-") as scratch:
        manifest = _verify(file, Path(scratch))
    return BackupReport(str(file), file.stat().st_size, manifest)


def restore(file: Path, address: str, progress: Progress | None = None) -> BackupReport:
    """Put a copy into an empty place: the same base, photos, papers and keys.

    Never over anything: raises UserError `restore_not_empty`, `restore_engine`; StorageError as
    `verify_backup` and `storage_newer`. Interrupted, it leaves no base.
    """
    url = db.parse_url(address)
    folder = db.files_folder(url)
    engines.require_empty(url, folder)
    if not file.is_file():
        raise StorageError("backup_missing", path=str(file))
    folder.parent.mkdir(parents=True, exist_ok=True)
    tell = progress or _silent
    with _room(), _scratch(folder.parent) as scratch:
        tell("verify", 0, 1)
        manifest = _verify(file, scratch)
        _require_fitting(manifest, url)
        tell("verify", 1, 1)
        with zipfile.ZipFile(file) as archive:
            _unpack_files(archive, scratch / "files", tell)
            base = take_out(archive, engines.member_name(url), scratch)
        if folder.exists():
            folder.rmdir()
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            (scratch / "files").replace(folder)
            engines.put_back(url, base)
            undo.pop_all()
        files.sync_folder(folder.parent)
    return BackupReport(str(file), file.stat().st_size, manifest)


def before_upgrade(database: Database, version: str) -> BackupReport:
    """The copy that is made before the tables change, beside the daily ones and never rotated.

    Where the chosen folder is away it is made beside the base: an upgrade does not wait for a disk.
    """
    with database.begin() as session:
        known = load_settings(session)
    folder = Path(known["backup.folder"] or "")
    if not known["backup.folder"] or not folder.is_dir():
        folder = database.folder / "backups"
        folder.mkdir(parents=True, exist_ok=True)
    moment = clock.local(clock.now())
    name = f"before-upgrade-{version}-{known['base.id'][:8]}-{moment:%Y%m%d-%H%M%S}.zip"
    return write_backup(database, folder / name)


def _write(database: Database, draft: Path, scratch: Path, tell: Progress) -> tuple[str, ...]:
    base = scratch / engines.member_name(database.url)
    facts = engines.copy_base(database, base, tell)
    members: list[Member] = []
    store = list(files.all_hashes(database.folder))
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            members.append(add_member(archive, base.name, base, packed=database.is_sqlite))
            base.unlink()
            ring = sealing.keyring_path(database.folder)
            if ring.exists():
                members.append(add_member(archive, KEYS, ring))
            for number, sha256 in enumerate(store, 1):
                path = files.path_of(database.folder, sha256)
                members.append(add_member(archive, f"{ATTACHMENTS}{sha256[:2]}/{sha256}", path, packed=False))
                tell("files", number, len(store))
            manifest = Manifest(
                format=FORMAT,
                made_at=clock.now(),
                engine=database.url.get_backend_name(),
                members=tuple(members),
                **facts.as_manifest(),
            )
            archive.writestr(MANIFEST, codec.encode(manifest))
        raw.flush()
        os.fsync(raw.fileno())
    return tuple(sorted(facts.attachments - set(store)))


def _verify(file: Path, scratch: Path) -> Manifest:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = read_manifest(archive)
            verify_members(archive, manifest)
            base = take_out(archive, engines.member_of(manifest.engine), scratch)
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise StorageError("backup_damaged", details=str(error)) from error
    engines.verify_base(base, manifest)
    base.unlink()
    return manifest


def _require_fitting(manifest: Manifest, url: URL) -> None:
    if manifest.engine != url.get_backend_name():
        raise UserError("restore_engine", "file", engine=manifest.engine)
    if manifest.schema > schema.VERSION:
        raise StorageError("storage_newer", version=manifest.schema)


def _unpack_files(archive: zipfile.ZipFile, folder: Path, tell: Progress) -> None:
    """Attachments and keys into a folder that is renamed when whole."""
    folder.mkdir()
    names = [name for name in archive.namelist() if name.startswith(ATTACHMENTS)]
    for number, name in enumerate(names, 1):
        sha256 = files.keep(folder, archive.read(name))
        if sha256 != name.rsplit("/", 1)[-1]:
            raise StorageError("backup_damaged", details=name)
        tell("files", number, len(names))
    if KEYS in archive.namelist():
        keys = take_out(archive, KEYS, folder)
        keys.chmod(0o600)
    files.sync_folder(folder)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """A folder beside the target, so that the last step is a rename; gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=".workstation-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _room() -> Iterator[None]:
    """A full disk is a clear word, wherever it shows."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageError("storage_full", details=str(error)) from error
        raise


def _silent(_step: str, _done: int, _all: int) -> None:
    """Nobody listens."""

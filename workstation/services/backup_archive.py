"""The form of a backup file: its manifest and members."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from workstation.documents.codec import decode_as
from workstation.errors import StorageError

FORMAT = 1
MANIFEST = "manifest.json"
KEYS = "keys.json"
ATTACHMENTS = "attachments/"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a branch's journal ended when the copy was made: the anchor of its chain."""

    branch_id: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the copy is a copy of."""

    format: int
    made_at: datetime
    engine: str
    base_id: str
    schema: str
    heads: tuple[Head, ...]
    counts: dict[str, int]
    members: tuple[Member, ...]


def add_member(archive: zipfile.ZipFile, name: str, path: Path, *, packed: bool = True) -> Member:
    """Put a file into the archive; pictures are not packed again."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo.from_file(path, name)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(name, size, digest.hexdigest())


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest; raises StorageError `backup_newer`, `backup_damaged`."""
    try:
        manifest = decode_as(Manifest, archive.read(MANIFEST))
    except (KeyError, msgspec.DecodeError) as error:
        raise StorageError("backup_damaged", details=str(error)) from error
    if manifest.format > FORMAT:
        raise StorageError("backup_newer", version=manifest.format)
    return manifest


def verify_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Every member is there with its hash and there is nothing else; raises StorageError `backup_damaged`."""
    wanted = {member.name: member for member in manifest.members}
    found = set(archive.namelist()) - {MANIFEST}
    if found != set(wanted) or len(archive.namelist()) != len(wanted) + 1:
        odd = sorted(found ^ set(wanted))
        raise StorageError("backup_damaged", details=", ".join(odd[:3]))
    for name, member in wanted.items():
        digest = hashlib.sha256()
        with archive.open(name) as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != member.sha256:
            raise StorageError("backup_damaged", details=name)


def take_out(archive: zipfile.ZipFile, name: str, folder: Path) -> Path:
    """Extract one member of a known name into a folder."""
    target = folder / name
    with archive.open(name) as source, target.open("wb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)
    return target

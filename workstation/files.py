"""Files that appear only when they are whole, and the content-addressed store of photos, logos and others.

A stored file is `ab/abcdef…`, named by SHA-256; it is written, synced and renamed before the row that names
it is committed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.errors import StorageError, UserError

_FULL = frozenset({28, 122})
"""ENOSPC and EDQUOT, whose names not every system has."""


def store_folder(folder: Path) -> Path:
    """The folder of attachments inside the folder of a base's files."""
    return folder / "attachments"


@contextmanager
def beside(path: Path, mode: int = 0o644) -> Iterator[Path]:
    """A file to write that stands at `path` after the block, so that nobody ever sees half of it.

    Raises StorageError `storage_full`; UserError `file_unwritable`.
    """
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name[:60]}-")
        os.close(descriptor)
        part = Path(temporary)
        try:
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.chmod(mode)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in _FULL:
            raise StorageError("storage_full", details=str(error)) from error
        raise UserError("file_unwritable", None, path=str(path), details=error.strerror) from error


def write_beside(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Put data at `path` whole or not at all; raises as `beside`."""
    with beside(path, mode) as part:
        part.write_bytes(data)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the file of a hash lies."""
    return store_folder(folder) / sha256[:2] / sha256


def keep(folder: Path, data: bytes) -> str:
    """Store bytes durably and give their SHA-256 in hex; bytes already there cost only a check."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(folder, sha256)
    if target.exists() and target.stat().st_size == len(data):
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return sha256


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable (a no-op where folders cannot be opened)."""
    if os.name == "nt":  # pragma: no cover
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def load(folder: Path, sha256: str) -> bytes:
    """The bytes of a stored file; raises FileNotFoundError."""
    return path_of(folder, sha256).read_bytes()


def is_whole(folder: Path, sha256: str) -> bool:
    """Whether the stored file is there and still has its hash."""
    try:
        return hashlib.sha256(load(folder, sha256)).hexdigest() == sha256
    except OSError:
        return False


def load_whole(folder: Path, hashes: Iterable[str]) -> dict[str, bytes]:
    """The files of these hashes that are there and whole, by hash: the pictures a paper is drawn with."""
    found = {}
    for sha256 in hashes:
        try:
            data = load(folder, sha256)
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            found[sha256] = data
    return found


def all_hashes(folder: Path) -> Iterator[str]:
    """Hashes of every stored file."""
    for path in sorted(store_folder(folder).glob("??/*")):
        if not path.name.startswith("."):
            yield path.name

"""A file appears whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from workstation import files
from workstation.errors import StorageError, UserError


def test_what_stood_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "price.csv"
    path.write_text("old")

    def break_off() -> None:
        with files.beside(path) as part:
            part.write_text("half")
            assert path.read_text() == "old"
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        break_off()
    assert [one.name for one in tmp_path.iterdir()] == ["price.csv"]
    files.write_beside(path, b"new", 0o600)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)
    assert [one.name for one in tmp_path.iterdir()] == ["price.csv"]


def test_a_disk_that_refuses_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file_unwritable"):
        files.write_beside(tmp_path / "none" / "price.csv", b"")
    with pytest.raises(StorageError, match="storage_full"), files.beside(tmp_path / "price.csv"):
        raise OSError(errno.ENOSPC, "full")
    assert list(tmp_path.iterdir()) == []

"""A disk that fills up in the middle of an intake: a clear word, nothing half-written, work goes on after."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.intakes import accept, ready, request, visit, washer
from workstation.db import Database
from workstation.documents.intake import Accepted, IntakeItem
from workstation.documents.people import Actor
from workstation.errors import StorageError
from workstation.services import check, drafts
from workstation.services.setup import create_database


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes; mounting it takes root."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system takes root")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False)
    if done.returncode:
        pytest.skip("this machine does not let tests mount a file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Take all room but `leave` bytes."""
    state = os.statvfs(place)
    filler = place / "filler"
    filler.write_bytes(b"\0" * max(0, state.f_bavail * state.f_frsize - leave))
    return filler


def accept_until_full(database: Database, actor: Actor) -> tuple[list[Accepted], StorageError]:
    """Intakes until the disk is full; what was made, and the refusal."""
    made: list[Accepted] = []
    while True:
        item = IntakeItem(washer(f"FD {len(made)}"), request())
        try:
            made.append(accept(database, actor, visit(item)))
        except StorageError as error:
            return made, error


def test_nothing_is_half_written_and_work_goes_on(small_disk: Path) -> None:
    database = create_database(str(small_disk / "base.db"))
    actor = ready(database)
    (draft_id, _person), _changed = database.run(
        lambda session: drafts.save_draft(session, actor, "intake", {"fault": "не отжимает"}), write=True
    )
    filler = fill(small_disk, 200_000)
    made, refusal = accept_until_full(database, actor)
    assert refusal.code == "storage_full"
    assert made
    with database.begin() as session:
        assert drafts.read_draft(session, draft_id)[1] == {"fault": "не отжимает"}
    filler.unlink()
    results = {result.name: result for result in check.run_checks(database)}
    assert check.is_whole(results.values())
    assert results["order_numbers"].count == len(made)
    after = accept(database, actor, visit(IntakeItem(washer("FD после"), request())))
    assert after.orders[0].number.endswith(f"-{len(made) + 1:06d}")
    assert check.is_whole(check.run_checks(database))
    database.close()

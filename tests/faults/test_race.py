"""Two technicians move one order at once from two processes: one wins, the other is told by whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.bench import order_in, somebody
from tests.support.intakes import ready
from tests.support.verbs import journal, rows
from workstation.db import Database, open_database
from workstation.documents.people import Actor
from workstation.models import StatusChange, WorkOrder
from workstation.services.check import is_whole, run_checks
from workstation.statuses import OrderStatus, Role

TOOL = Path(__file__).with_name("race_moves.py")
ROOT = TOOL.parents[2]


def race(address: str, folder: Path, order_id: int, people: list[Actor], *words: str) -> list[dict[str, Any]]:
    """Each of the people moves the order from a process of his own, all at once."""
    start = folder / "start"
    movers = [
        subprocess.Popen(
            [
                sys.executable,
                str(TOOL),
                address,
                str(order_id),
                str(one.user_id),
                words[0],
                str(start),
                *words[1:],
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for one in people
    ]
    try:
        deadline = time.monotonic() + 60
        while not all(Path(f"{start}.{one.user_id}").exists() for one in people):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        start.touch()
        return [json.loads(mover.communicate(timeout=60)[0]) for mover in movers]
    finally:
        for mover in movers:
            mover.kill()
            mover.communicate()


def prepare(database: Database) -> tuple[int, list[Actor]]:
    actor = ready(database)
    people = [somebody(database, actor, login, Role.TECHNICIAN) for login in ("petrov", "sidorov")]
    return order_in(database, actor, OrderStatus.ACCEPTED), people


@pytest.mark.real_clock
@pytest.mark.parametrize("version", [(), ("1",)], ids=["state", "version"])
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_one_wins_and_nothing_is_doubled(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, version: tuple[str, ...]
) -> None:
    address = request.getfixturevalue("sqlite_address" if engine == "sqlite" else "postgres_address")
    database = open_database(address)
    order_id, people = prepare(database)
    told = race(address, tmp_path, order_id, people, "start_diagnosis", *version)
    assert sorted(one["won"] for one in told) == [False, True]
    winner, loser = (next(one for one in told if one["won"] is won) for won in (True, False))
    name = people[told.index(winner)].short_name
    assert loser["code"] == ("conflict_changed" if version else "conflict_moved")
    assert name in loser["text"]
    changes = rows(database, StatusChange, StatusChange.order_id == order_id)
    assert [row["to_status"] for row in changes] == ["accepted", "in_diagnosis"]
    (order,) = rows(database, WorkOrder)
    assert order["technician_id"] == people[told.index(winner)].user_id
    assert [verb for verb, _subject in journal(database)].count("bench.start_diagnosis") == 1
    assert is_whole(run_checks(database))
    database.close()

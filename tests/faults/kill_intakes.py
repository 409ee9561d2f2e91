"""Processes that make intakes are killed at random moments; then every acknowledged order must be there.

    python tests/faults/kill_intakes.py [--db PATH|URL] [--rounds 200] [--writers 1] [--seed N]

Prints one JSON document: acknowledged, lost, gaps, doubles, and what `check` found. Exit code 0 when whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import selectors
import signal
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select

from tests.support.intakes import accept, request, visit, washer
from workstation.db import Database, open_database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.models import Visit, WorkOrder
from workstation.services import check, seating, setup

MACHINE = "kill-test"
LONGEST_LIFE_S = 0.5


@dataclass
class Writer:
    """One child process and what it has said so far."""

    pid: int
    pipe: int
    said: bytes = b""


@dataclass
class Tally:
    """What was acknowledged: request → number of the order."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    kills: int = 0


def main() -> int:
    """Kill, count, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.db or str(Path(folder) / "base.db")
        prepare(address)
        tally = kill(address, options.rounds, options.writers, random.Random(options.seed))
        report = judge(address, tally)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 0 if report["whole"] else 1


def prepare(address: str) -> None:
    """A base ready for work, closed again: connections do not survive a fork."""
    database = setup.create_database(address)
    database.run(lambda session: setup.initialise(session, database.folder), write=True)
    database.close()


def kill(address: str, rounds: int, count: int, dice: random.Random) -> Tally:
    """Let `count` writers work; kill one at a random moment, start another, `rounds` times."""
    tally = Tally()
    selector = selectors.DefaultSelector()
    writers = [start(address, selector) for _ in range(count)]
    for _ in range(rounds):
        listen(selector, tally, time.monotonic() + dice.uniform(0, LONGEST_LIFE_S))
        victim = writers.pop(dice.randrange(len(writers)))
        end(victim, selector, tally)
        tally.kills += 1
        writers.append(start(address, selector))
    listen(selector, tally, time.monotonic() + LONGEST_LIFE_S)
    for writer in writers:
        end(writer, selector, tally)
    return tally


def start(address: str, selector: selectors.BaseSelector) -> Writer:
    """A new writer in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        write_for_ever(address, writing)
    os.close(writing)
    writer = Writer(pid, reading)
    selector.register(reading, selectors.EVENT_READ, writer)
    return writer


def write_for_ever(address: str, pipe: int) -> NoReturn:
    """Make intakes and acknowledge each after its commit, until killed."""
    try:
        database = open_database(address)
        actor = enter(database)
        while True:
            item = IntakeItem(washer(uuid.uuid4().hex[:12]), request())
            request_id = str(uuid.uuid4())
            made = accept(database, actor, visit(item, request_id=request_id))
            os.write(pipe, f"{request_id} {made.orders[0].number}\n".encode())
    except BaseException as error:  # noqa: BLE001 - a child must never run on as its parent
        os.write(pipe, f"error {type(error).__name__}:{str(error).splitlines()[0]}\n".encode())
        os._exit(1)


def enter(database: Database) -> Actor:
    """The lone administrator at this machine."""

    def find(session: Any) -> Actor:
        return seating.actor_for(session, seating.lone_administrator(session) or 0, MACHINE)

    actor, _changed = database.run(find, write=True)
    return actor


def listen(selector: selectors.BaseSelector, tally: Tally, until: float) -> None:
    """Take down what writers say until a moment."""
    while (left := until - time.monotonic()) > 0:
        for ready, _events in selector.select(left):
            hear(ready.data, tally)


def hear(writer: Writer, tally: Tally) -> bool:
    """Take down the whole lines of one read; False at the end of what was said."""
    part = os.read(writer.pipe, 65536)
    *lines, writer.said = (writer.said + part).split(b"\n")
    for line in lines:
        first, _blank, number = line.decode().partition(" ")
        if first == "error":
            raise AssertionError(f"a writer failed by itself: {number}")
        tally.acknowledged[first] = number
    return bool(part)


def end(writer: Writer, selector: selectors.BaseSelector, tally: Tally) -> None:
    """Kill a writer and take down its last words."""
    with suppress(ProcessLookupError):
        os.kill(writer.pid, signal.SIGKILL)
    os.waitpid(writer.pid, 0)
    while hear(writer, tally):
        pass
    selector.unregister(writer.pipe)
    os.close(writer.pipe)


def judge(address: str, tally: Tally) -> dict[str, Any]:
    """Hold what was acknowledged against what is there."""
    database = open_database(address)
    orders, visits = WorkOrder.__table__, Visit.__table__
    with database.begin() as session:
        query = select(visits.c.request_id, orders.c.number, orders.c.seq)
        rows = session.execute(query.join(orders, orders.c.visit_id == visits.c.id)).all()
    broken = {one.name: one.problems for one in check.run_checks(database) if one.failed}
    database.close()
    stored = {row.request_id: row.number for row in rows}
    seqs = sorted(row.seq for row in rows)
    lost = [number for name, number in tally.acknowledged.items() if stored.get(name) != number]
    report = {
        "kills": tally.kills,
        "acknowledged": len(tally.acknowledged),
        "stored": len(rows),
        "lost": lost,
        "gaps": len(set(range(1, len(seqs) + 1)) - set(seqs)),
        "doubles": len(seqs) - len(set(seqs)),
        "check": broken,
    }
    return {**report, "whole": not (lost or report["gaps"] or report["doubles"] or broken)}


if __name__ == "__main__":
    sys.exit(main())

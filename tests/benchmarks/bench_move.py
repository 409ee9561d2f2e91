"""`move`: a status move through its verb against the same rows by raw sqlite3, both FULL.

The verb locks the order, judges it by its rule, writes the state, its history and the journal's link; the
raw twin reads the order, writes the same rows and the chain's head. Prints a JSON row.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workstation.documents.deeds import NoteData, WaitData
from workstation.services import deeds
from workstation.services.demo import add_orders
from workstation.services.setup import create_database, initialise
from workstation.statuses import OrderStatus

ORDERS = 400
WARM, ROUNDS = 30, 200
THERE = ("wait_for", WaitData(OrderStatus.WAITING_CUSTOMER))
BACK = ("start_diagnosis", NoteData())
STATES = {"waiting_customer", "in_diagnosis"}


class RawTwin:
    """The same rows written by hand into a copy of the base."""

    def __init__(self, source: Path, twin: Path) -> None:
        """Open both files; the twin is durable as the program's base is."""
        self.source = sqlite3.connect(source)
        self.twin = sqlite3.connect(twin, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self.twin.execute(f"PRAGMA {pragma}")

    def rows_of(self, order_id: int) -> tuple[Any, ...]:
        """The order's columns that a move writes, its newest history row and its newest journal entry."""
        order = self.source.execute(
            "SELECT status, state_code, repaired_at, failed_checks, technician_id, version FROM work_order "
            "WHERE id = ?",
            (order_id,),
        ).fetchone()
        newest = "SELECT * FROM {} WHERE {} = ? ORDER BY id DESC LIMIT 1"
        change = self.source.execute(newest.format("status_change", "order_id"), (order_id,)).fetchone()
        entry = self.source.execute(newest.format("journal_entry", "subject_id"), (order_id,)).fetchone()
        return order, change, entry

    def write(self, order_id: int, written: tuple[Any, ...], branch: int) -> float:
        """One transaction of the given rows; seconds."""
        order, change, entry = written
        begun = time.perf_counter()
        execute = self.twin.execute
        execute("BEGIN IMMEDIATE")
        execute("SELECT * FROM work_order WHERE id = ?", (order_id,)).fetchone()
        execute(
            "UPDATE work_order SET status = ?, state_code = ?, repaired_at = ?, failed_checks = ?, "
            "technician_id = ?, version = ? WHERE id = ?",
            (*order, order_id),
        )
        for table, row in (("status_change", change), ("journal_entry", entry)):
            execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        execute("UPDATE journal_head SET seq = seq + 1, hash = ? WHERE branch_id = ?", (b"x" * 32, branch))
        execute("COMMIT")
        return time.perf_counter() - begun


def run(folder: Path, orders: int) -> dict[str, Any]:
    """Move orders of a base there and back, each way by the verb and by hand."""
    path, copy = folder / "base.db", folder / "twin.db"
    database = create_database(str(path))
    with database.begin(write=True) as session:
        actor = initialise(session, database.folder, training=True)
    add_orders(database, actor, orders)
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as twin:
        source.backup(twin)
        found = source.execute(
            f"SELECT id, status FROM work_order WHERE status IN ({', '.join('?' * len(STATES))})",
            sorted(STATES),
        ).fetchall()
    by_hand = RawTwin(path, copy)
    ours: list[float] = []
    raw: list[float] = []
    stands = dict(found)
    for number in range(WARM + ROUNDS):
        order_id = list(stands)[number % len(stands)]
        verb, data = BACK if stands[order_id] == "waiting_customer" else THERE
        work = partial(deeds.do, actor=actor, order_id=order_id, name=verb, data=data)
        begun = time.perf_counter()
        database.run(work, write=True)
        spent = time.perf_counter() - begun
        stands[order_id] = "in_diagnosis" if verb == BACK[0] else "waiting_customer"
        against = by_hand.write(order_id, by_hand.rows_of(order_id), actor.branch_id)
        if number >= WARM:
            ours.append(spent)
            raw.append(against)
    database.close()
    median, base = statistics.median(ours) * 1000, statistics.median(raw) * 1000
    return {
        "name": "move",
        "median_ms": round(median, 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1] * 1000, 3),
        "baseline": "raw sqlite3, FULL",
        "baseline_ms": round(base, 3),
        "ratio": round(median / base, 2),
    }


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=ORDERS)
    folder = Path(tempfile.mkdtemp(prefix="bench-move-"))
    try:
        print(json.dumps(run(folder, max(parser.parse_args().orders, 100)), ensure_ascii=False))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

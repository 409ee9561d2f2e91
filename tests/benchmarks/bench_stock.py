"""`stock`: a part reserved for an order and issued to it, against the same rows by raw sqlite3, both FULL.

`stock_on_hand`: what there is of a part with 10,000 movements against a part with ten.
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
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import insert

from tests.support.stock import Store, open_store
from workstation import clock, keys
from workstation.documents.purchasing import PartWish
from workstation.models import StockMovement
from workstation.queries.parts import on_hand
from workstation.services import part_requests
from workstation.services.setup import create_database

WARM, ROUNDS = 40, 250
MANY, FEW = 10_000, 10
READS = 400

# What the service wrote for one request, by the request's id.
INSERTED = {
    "part_request": "id = :request",
    "stock_movement": "request_id = :request",
    "layer_use": "movement_id IN (SELECT id FROM stock_movement WHERE request_id = :request)",
}


class RawTwin:
    """The same rows written by hand into a copy of the base."""

    def __init__(self, source: Path, twin: Path) -> None:
        """Open both files; the twin is durable as the program's base is."""
        self.source = sqlite3.connect(source)
        self.twin = sqlite3.connect(twin, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self.twin.execute(f"PRAGMA {pragma}")

    def rows_of(self, request: int) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that the service wrote for a request, and its two journal entries."""
        found = {
            table: self.source.execute(
                f"SELECT * FROM {table} WHERE {where}", {"request": request}
            ).fetchall()
            for table, where in INSERTED.items()
        }
        found["stock_movement"].sort()
        entries = self.source.execute("SELECT * FROM journal_entry ORDER BY seq DESC LIMIT 2").fetchall()
        return {**found, "journal_entry": entries[::-1]}

    def write(self, rows: dict[str, list[tuple[Any, ...]]], branch: int) -> float:
        """Two transactions of the given rows with balance, layer, state and chain head; seconds."""
        (request,), (reserved, issued) = rows["part_request"], rows["stock_movement"]
        (use,), (first, second) = rows["layer_use"], rows["journal_entry"]
        begun = time.perf_counter()
        self._begin()
        self._insert("part_request", request)
        self.twin.execute(
            "UPDATE stock_balance SET reserved = reserved + 1 WHERE part_id = ? AND bin_id = ?", reserved[3:5]
        )
        self._insert("stock_movement", reserved)
        self._end(first, branch)
        self._begin()
        self.twin.execute(
            "UPDATE stock_balance SET reserved = reserved - 1, on_hand = on_hand - 1 "
            "WHERE part_id = ? AND bin_id = ?",
            reserved[3:5],
        )
        self._insert("stock_movement", issued)
        self.twin.execute(
            "UPDATE stock_layer SET quantity_left = quantity_left - 1, "
            "cost_left_kopecks = cost_left_kopecks - ? WHERE id = ?",
            (use[3], use[1]),
        )
        self._insert("layer_use", use)
        self.twin.execute(
            "UPDATE part_request SET state = 'issued', version = version + 1 WHERE id = ?", (request[0],)
        )
        self._end(second, branch)
        return time.perf_counter() - begun

    def _begin(self) -> None:
        self.twin.execute("BEGIN IMMEDIATE")

    def _insert(self, table: str, row: tuple[Any, ...]) -> None:
        self.twin.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    def _end(self, entry: tuple[Any, ...], branch: int) -> None:
        self.twin.execute(
            "UPDATE journal_head SET seq = seq + 1, hash = ? WHERE branch_id = ?", (b"x" * 32, branch)
        )
        self._insert("journal_entry", entry)
        self.twin.execute("COMMIT")


def row(name: str, ours: list[float], base: str, baseline: list[float]) -> dict[str, Any]:
    """One line of the benchmark's output."""
    median, against = statistics.median(ours) * 1000, statistics.median(baseline) * 1000
    return {
        "name": name,
        "median_ms": round(median, 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1] * 1000, 3),
        "baseline": base,
        "baseline_ms": round(against, 3),
        "ratio": round(median / against, 2),
    }


def measure_issue(store: Store, path: Path) -> dict[str, Any]:
    """Reserve and issue one piece again and again, each time by hand as well."""
    part = store.part("P-1")
    store.receive(part, 2 * (WARM + ROUNDS), 100_000)
    twin_path = path.with_name("twin.db")
    with sqlite3.connect(path) as source, sqlite3.connect(twin_path) as copy:
        source.backup(copy)
    twin = RawTwin(path, twin_path)
    wish = PartWish(store.order_id, part)
    ours: list[float] = []
    raw: list[float] = []
    for number in range(WARM + ROUNDS):
        begun = time.perf_counter()
        asked = store.do(part_requests.ask, wish)
        request = asked.requests[0].id
        store.do(part_requests.issue, request)
        spent = time.perf_counter() - begun
        by_hand = twin.write(twin.rows_of(request), store.actor.branch_id)
        if number >= WARM:
            ours.append(spent)
            raw.append(by_hand)
    return row("stock", ours, "raw sqlite3, FULL", raw)


def measure_on_hand(store: Store) -> dict[str, Any]:
    """Ask what there is of a part with many movements and of one with few, in turn."""
    parts = {count: store.part(f"M-{count}") for count in (MANY, FEW)}
    for count, part in parts.items():
        store.receive(part, count, 100 * count)
        add_moves(store, part, count - 1)
    spent: dict[int, list[float]] = {MANY: [], FEW: []}
    with store.database.begin() as session:
        for _ in range(READS):
            for count, part in parts.items():
                begun = time.perf_counter()
                on_hand(session, store.actor.branch_id, [part])
                spent[count].append(time.perf_counter() - begun)
    return row("stock_on_hand", spent[MANY], f"a part with {FEW} movements", spent[FEW])


def add_moves(store: Store, part: int, count: int) -> None:
    """Movements as the service makes them, straight into the table: their number is what is measured."""
    bin_id = store.cell()
    with store.database.begin(write=True) as session:
        moves = [
            {
                "id": keys.new_key(),
                "branch_id": store.actor.branch_id,
                "kind": "reservation" if number % 2 else "release",
                "part_id": part,
                "bin_id": bin_id,
                "quantity": 0,
                "reserved": 1 if number % 2 else -1,
                "cost_kopecks": 0,
                "made_at": clock.now(),
                "user_id": store.actor.user_id,
                "station": store.actor.station,
            }
            for number in range(count)
        ]
        session.execute(insert(StockMovement), moves)


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-stock-"))
    try:
        path = folder / "base.db"
        database = create_database(str(path))
        store = open_store(database)
        for one in (measure_issue(store, path), measure_on_hand(store)):
            print(json.dumps(one, ensure_ascii=False))
        database.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""`list`: the list of open orders with its first page, through its queries, against the same in raw sqlite3.

Prints a JSON row.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bench_find import ORDERS, ROWS, SHOWN, make_base, row_of
from workstation.queries.orders import get_order_rows, list_order_ids

ROUNDS = 100
IDS = "SELECT id FROM work_order WHERE closed_at IS NULL ORDER BY due_on IS NULL, due_on, id"


def run(folder: Path, orders: int) -> dict[str, Any]:
    """Read the list over and over, by its queries and by hand."""
    database, path = make_base(folder, orders)
    raw = sqlite3.connect(path)
    by_hand = ROWS.format(", ".join("?" * SHOWN))
    ours: list[float] = []
    base: list[float] = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        with database.begin() as session:
            ids = list_order_ids(session)
            rows = get_order_rows(session, ids[:SHOWN])
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        plain = [row[0] for row in raw.execute(IDS)]
        raw.execute(by_hand, plain[:SHOWN]).fetchall()
        base.append(time.perf_counter() - begun)
        if len(plain) != len(ids) or len(rows) != SHOWN:
            raise AssertionError((len(plain), len(ids), len(rows)))
    raw.close()
    database.close()
    return row_of("list", ours, base, "the same ids and rows, raw sqlite3")


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=ORDERS)
    folder = Path(tempfile.mkdtemp(prefix="bench-list-"))
    try:
        print(json.dumps(run(folder, max(parser.parse_args().orders, 500)), ensure_ascii=False))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""`find`: what is typed in the search, through its query, against fifty display rows by key in raw sqlite3.

Words are typed as people type them: the tail of a number, the beginning of a surname, the tail of a phone.
Prints a JSON row.
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

from workstation.db import Database
from workstation.queries.orders import find_orders
from workstation.services.demo import add_orders
from workstation.services.setup import create_database, initialise

ORDERS = 2000
ASKED, SHOWN = 90, 50
ROWS = """
SELECT o.number, o.status, c.name, c.phone, d.serial_number, b.name, m.name
FROM work_order o JOIN customer c ON c.id = o.customer_id JOIN device d ON d.id = o.device_id
JOIN brand b ON b.id = d.brand_id LEFT JOIN device_model m ON m.id = d.model_id WHERE o.id IN ({})
"""


def words_of(raw: sqlite3.Connection) -> list[str]:
    """What is typed: each third a number's tail, a surname's beginning, a phone's tail."""
    found = raw.execute(
        "SELECT o.number, c.name, c.phone FROM work_order o JOIN customer c ON c.id = o.customer_id "
        "WHERE c.kind = 'person' ORDER BY o.id DESC LIMIT ?",
        (ASKED // 3,),
    ).fetchall()
    return [word for number, name, phone in found for word in (number[-6:], name[:5], phone[-7:])]


def make_base(folder: Path, orders: int) -> tuple[Database, Path]:
    """A practice base with that many orders, open, and its file."""
    path = folder / "base.db"
    database = create_database(str(path))
    with database.begin(write=True) as session:
        actor = initialise(session, database.folder, training=True)
    add_orders(database, actor, orders)
    return database, path


def row_of(name: str, ours: list[float], base: list[float], baseline: str) -> dict[str, Any]:
    """The JSON row of two series of seconds."""
    median, against = statistics.median(ours) * 1000, statistics.median(base) * 1000
    return {
        "name": name,
        "median_ms": round(median, 3),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1] * 1000, 3),
        "baseline": baseline,
        "baseline_ms": round(against, 3),
        "ratio": round(median / against, 2),
    }


def run(folder: Path, orders: int) -> dict[str, Any]:
    """Ask each word of a base, and read as many rows by hand."""
    database, path = make_base(folder, orders)
    raw = sqlite3.connect(path)
    ids = [row[0] for row in raw.execute("SELECT id FROM work_order ORDER BY id DESC LIMIT ?", (SHOWN,))]
    by_hand = ROWS.format(", ".join("?" * len(ids)))
    ours: list[float] = []
    base: list[float] = []
    for word in words_of(raw):
        begun = time.perf_counter()
        with database.begin() as session:
            found = find_orders(session, word, SHOWN)
        ours.append(time.perf_counter() - begun)
        if not found:
            raise AssertionError(f"nothing is found by {word!r}")
        begun = time.perf_counter()
        raw.execute(by_hand, ids).fetchall()
        base.append(time.perf_counter() - begun)
    raw.close()
    database.close()
    return row_of("find", ours, base, "fifty rows by their keys, raw sqlite3")


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=ORDERS)
    folder = Path(tempfile.mkdtemp(prefix="bench-find-"))
    try:
        print(json.dumps(run(folder, max(parser.parse_args().orders, 200)), ensure_ascii=False))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

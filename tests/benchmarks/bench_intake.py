"""`intake`: the whole transaction through the service against the same rows by raw sqlite3, both FULL.

Prints a JSON row for an empty base and, with `--orders N`, one for a base of N orders and their ratio.
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
import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workstation import clock
from workstation.db import Database
from workstation.documents.intake import (
    Accepted,
    Accessory,
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    RequestData,
)
from workstation.documents.people import Actor
from workstation.services import intake
from workstation.services.demo import add_orders
from workstation.services.setup import create_database, initialise
from workstation.statuses import CustomerKind, Demand, RequestKind

WARM, ROUNDS = 30, 200

ROWS = {
    "customer": "id = :customer",
    "person_key": "person_id = :customer",
    "device_model": "id IN (SELECT d.model_id FROM device d JOIN work_order o ON o.device_id = d.id "
    "WHERE o.visit_id = :visit)",
    "device": "id IN (SELECT device_id FROM work_order WHERE visit_id = :visit)",
    "visit": "id = :visit",
    "work_order": "visit_id = :visit",
    "status_change": "order_id IN (SELECT id FROM work_order WHERE visit_id = :visit)",
    "order_search": "rowid IN (SELECT id FROM work_order WHERE visit_id = :visit)",
    "issued_document": "id IN (SELECT l.document_id FROM document_order l JOIN work_order o "
    "ON o.id = l.order_id WHERE o.visit_id = :visit)",
    "document_order": "order_id IN (SELECT id FROM work_order WHERE visit_id = :visit)",
    "print_job": "document_id IN (SELECT l.document_id FROM document_order l JOIN work_order o "
    "ON o.id = l.order_id WHERE o.visit_id = :visit)",
    "journal_entry": "subject_id = :visit",
}


def sample(number: int) -> IntakeData:
    """One visit of a new customer with a new device."""
    today = clock.today()
    return IntakeData(
        request_id=str(uuid.uuid4()),
        customer=CustomerData(
            CustomerKind.PERSON, f"Иванова Мария {number}", f"+7912{number % 10_000_000:07d}"
        ),
        items=(
            IntakeItem(
                DeviceData(
                    "washing_machine",
                    "Bosch",
                    f"WAN{number}",
                    serial_number=f"FD 0503 {number:06d}",
                    sold_on=today - timedelta(days=200),
                    seller="ООО «Техномаркет»",
                    price_paid=4_899_000,
                ),
                RequestData(
                    kind=RequestKind.WARRANTY,
                    demand=Demand.REPAIR,
                    demanded_on=today,
                    reported_fault="Не отжимает, гудит при сливе, на дисплее E18",
                    appearance="царапина 3 см на правой стенке, потёртости передней панели",
                    declared_value=4_000_000,
                    condition_code="1",
                    symptom_code="111",
                    accessories=(Accessory("шланг заливной"), Accessory("шланг сливной")),
                    agreed_until=today + timedelta(days=30),
                    wants_loaner=True,
                ),
            ),
        ),
    )


class RawTwin:
    """The same rows written by hand into a copy of the base."""

    def __init__(self, source: Path, twin: Path) -> None:
        """Open both files; the twin is durable as the program's base is."""
        self.source = sqlite3.connect(source)
        self.twin = sqlite3.connect(twin, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self.twin.execute(f"PRAGMA {pragma}")

    def rows_of(self, made: Accepted) -> list[tuple[str, list[tuple[Any, ...]]]]:
        """Insert statements with the rows that the service wrote for one visit."""
        values = {"customer": made.customer_id, "visit": made.visit_id}
        found = []
        for table, where in ROWS.items():
            columns = "rowid, text" if table == "order_search" else "*"
            rows = self.source.execute(f"SELECT {columns} FROM {table} WHERE {where}", values).fetchall()
            if rows:
                names = " (rowid, text)" if table == "order_search" else ""
                marks = ", ".join("?" * len(rows[0]))
                found.append((f"INSERT INTO {table}{names} VALUES ({marks})", rows))
        return found

    def write(self, statements: list[tuple[str, list[tuple[Any, ...]]]], branch: int) -> float:
        """One transaction of the given rows with counter and chain head; seconds."""
        begun = time.perf_counter()
        execute = self.twin.execute
        execute("BEGIN IMMEDIATE")
        execute(
            "INSERT INTO counter (branch_id, series, year, last) VALUES (?, 'СЦ', 2026, 1) ON CONFLICT "
            "(branch_id, series, year) DO UPDATE SET last = counter.last + 1 RETURNING last",
            (branch,),
        ).fetchone()
        for statement, rows in statements:
            for row in rows:
                execute(statement, row)
        execute("UPDATE journal_head SET seq = seq + 1, hash = ? WHERE branch_id = ?", (b"x" * 32, branch))
        execute("COMMIT")
        return time.perf_counter() - begun


def measure(database: Database, actor: Actor, path: Path) -> tuple[list[float], list[float]]:
    """Seconds of each intake through the service and by hand, interleaved."""
    start = int(time.time())
    database.run(lambda session: intake.accept(session, sample(start), actor), write=True)
    twin_path = path.with_name("twin.db")
    with sqlite3.connect(path) as source, sqlite3.connect(twin_path) as copy:
        source.backup(copy)
    twin = RawTwin(path, twin_path)
    ours, raw = [], []
    for number in range(1, WARM + ROUNDS + 1):
        data = sample(start + number)
        begun = time.perf_counter()
        made, _changed = database.run(partial(intake.accept, data=data, actor=actor), write=True)
        spent = time.perf_counter() - begun
        by_hand = twin.write(twin.rows_of(made), actor.branch_id)
        if number > WARM:
            ours.append(spent)
            raw.append(by_hand)
    return ours, raw


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


def run(orders: int, folder: Path) -> list[dict[str, Any]]:
    """Measure an empty base and, if asked, one of `orders` orders."""
    rows: list[dict[str, Any]] = []
    spent: dict[int, list[float]] = {}
    for size in dict.fromkeys((0, orders)):
        path = folder / f"base{size}.db"
        database = create_database(str(path))
        with database.begin(write=True) as session:
            actor = initialise(session, database.folder, training=True)
        if size:
            add_orders(database, actor, size)
        spent[size], raw = measure(database, actor, path)
        rows.append(row("intake" if not size else f"intake_{size}", spent[size], "raw sqlite3, FULL", raw))
        database.close()
        (folder / "twin.db").unlink()
    if orders:
        rows.append(row("intake_growth", spent[orders], "the same on an empty base", spent[0]))
    return rows


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    folder = Path(tempfile.mkdtemp(prefix="bench-intake-"))
    try:
        for one in run(parser.parse_args().orders, folder):
            print(json.dumps(one, ensure_ascii=False))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

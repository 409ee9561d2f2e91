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
from workstation.documents.intake import (
    Accepted,
    Accessory,
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    RequestData,
)
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
    "verdict": "order_id IN (SELECT id FROM work_order WHERE visit_id = :visit)",
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


class Bench:
    """One base under measure: intakes through the service and by hand, in turn."""

    def __init__(self, folder: Path, orders: int) -> None:
        """Make a base of so many orders and its twin; the first intake brings brand and files into both."""
        path = folder / f"base{orders}.db"
        self.database = create_database(str(path))
        with self.database.begin(write=True) as session:
            self.actor = initialise(session, self.database.folder, training=True)
        if orders:
            add_orders(self.database, self.actor, orders)
        self.number = int(time.time()) + orders
        self.accept()
        twin = folder / f"twin{orders}.db"
        with sqlite3.connect(path) as source, sqlite3.connect(twin) as copy:
            source.backup(copy)
        self.twin = RawTwin(path, twin)
        self.ours: list[float] = []
        self.raw: list[float] = []

    def accept(self) -> tuple[Accepted, float]:
        """One intake through the service; the result and the seconds it took."""
        self.number += 1
        data = sample(self.number)
        begun = time.perf_counter()
        made, _changed = self.database.run(partial(intake.accept, data=data, actor=self.actor), write=True)
        return made, time.perf_counter() - begun

    def step(self, keep: bool) -> None:
        """One intake each way."""
        made, spent = self.accept()
        by_hand = self.twin.write(self.twin.rows_of(made), self.actor.branch_id)
        if keep:
            self.ours.append(spent)
            self.raw.append(by_hand)


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
    """Measure an empty base and, if asked, one of `orders` orders, in turn."""
    benches = {size: Bench(folder, size) for size in dict.fromkeys((0, orders))}
    for number in range(WARM + ROUNDS):
        for bench in benches.values():
            bench.step(keep=number >= WARM)
    empty, full = benches[0], benches[orders]
    rows = [row("intake", empty.ours, "raw sqlite3, FULL", empty.raw)]
    if orders:
        rows.append(row(f"intake_{orders}", full.ours, "raw sqlite3, FULL", full.raw))
        rows.append(row("intake_growth", full.ours, "the same on an empty base", empty.ours))
    for bench in benches.values():
        bench.database.close()
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

"""`parts_find`: a part looked for among many, as people type it, against 25 rows by key in raw sqlite3.

`parts_find_growth`: the same among a hundred times as many parts against the few. `parts_import`: a row of a
price list judged and taken in, against the bare inserts of its rows, the journal apart.
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
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workstation import clock
from workstation.db import Database
from workstation.documents.parts import PartData, PartLine
from workstation.documents.people import Actor
from workstation.queries.parts import find_parts
from workstation.services import part_import
from workstation.services.setup import create_database, initialise

FEW, TIMES = 2000, 100
ASKED, SHOWN = 90, 25
FIELDS = frozenset({"number", "name", "brand", "models", "purchase_price", "sale_price"})
NAMES = ("Помпа сливная", "Ремень привода", "Модуль управления", "Подшипник", "Уплотнитель люка", "ТЭН",
         "Датчик температуры", "Дисплей", "Клапан впускной", "Мотор")  # fmt: skip
BRANDS = ("Bosch", "LG", "Samsung", "Haier", "Indesit", "Beko", "Candy")
TABLES = ("part", "part_fit", "part_price", "part_search")


def lines(first: int, count: int) -> Iterator[PartLine]:
    """Rows of a price list, the same every time."""
    for place in range(first, first + count):
        data = PartData(
            f"{place * 7919 % 10**8:08d}",
            f"{NAMES[place % len(NAMES)]} {place % 1000} Вт тип {place % 977}",
            BRANDS[place % len(BRANDS)],
            models=(f"WAN{place % 5000}", f"WLT{place % 3000}"),
            purchase_price=10_000 + place,
            sale_price=20_000 + place,
        )
        yield PartLine(place + 2, (), data)


def load(database: Database, actor: Actor, first: int, count: int) -> float:
    """Judge and take in that many rows; seconds."""
    begun = time.perf_counter()
    with database.begin() as session:
        judged = part_import.judge(session, lines(first, count), FIELDS)
    with closing(judged.parts) as parts:
        database.run(
            lambda session: part_import.import_parts(session, actor, parts, FIELDS, "bench"), write=True
        )
    return time.perf_counter() - begun


def bare(path: Path, folder: Path) -> float:
    """Put the rows that an import wrote into an empty base of the same tables; seconds."""
    twin = folder / "twin.db"
    create_database(str(twin)).close()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(twin)) as raw:
        rows = {
            table: source.execute(
                f"SELECT {'rowid, text' if table == 'part_search' else '*'} FROM {table}"
            ).fetchall()
            for table in TABLES
        }
        raw.execute("PRAGMA synchronous = FULL")
        begun = time.perf_counter()
        for table, found in rows.items():
            names = " (rowid, text)" if table == "part_search" else ""
            raw.executemany(f"INSERT INTO {table}{names} VALUES ({', '.join('?' * len(found[0]))})", found)
        raw.commit()
        return time.perf_counter() - begun


def words(count: int) -> list[str]:
    """What is typed: a number, its tail, a beginning of the name with the brand, a model."""
    step = max(count // ASKED, 1)
    found = []
    for place, line in enumerate(lines(0, count)):
        if not place % step and line.part is not None:
            part = line.part
            name = part.name.split()
            found.append(
                (part.number, part.number[-5:], f"{name[0][:5]} {name[-1]} {part.brand}", part.models[0])
            )
    return [word for four in found for word in four][: ASKED * 4]


def measure(database: Database, actor: Actor, asked: list[str]) -> list[float]:
    """Seconds of each search."""
    spent = []
    with database.begin() as session:
        for text in asked:
            begun = time.perf_counter()
            rows = find_parts(session, actor.branch_id, text, on=clock.today(), limit=SHOWN)
            spent.append(time.perf_counter() - begun)
            assert rows, text
    return spent


def by_key(path: Path, count: int) -> list[float]:
    """Seconds of reading as many rows by their keys."""
    spent = []
    with closing(sqlite3.connect(path)) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM part ORDER BY number_key")]
        marks = ", ".join("?" * SHOWN)
        for place in range(count):
            some = [ids[(place * 31 + one * 17) % len(ids)] for one in range(SHOWN)]
            begun = time.perf_counter()
            raw.execute(
                f"SELECT id, number, name, brand, unit FROM part WHERE id IN ({marks})", some
            ).fetchall()
            spent.append(time.perf_counter() - begun)
    return spent


def row(name: str, ours: list[float], base: str, baseline: list[float]) -> dict[str, Any]:
    """One line of the benchmark's output."""
    median, against = statistics.median(ours) * 1000, statistics.median(baseline) * 1000
    high = statistics.quantiles(ours, n=20)[-1] if len(ours) > 1 else ours[0]
    return {
        "name": name,
        "median_ms": round(median, 3),
        "p95_ms": round(high * 1000, 3),
        "baseline": base,
        "baseline_ms": round(against, 3),
        "ratio": round(median / against, 2),
    }


def main() -> None:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, help="of no use here: parts are counted")
    parser.add_argument("--times", type=int, default=TIMES, help="how many times as many parts")
    times = max(parser.parse_args().times, 2)
    folder = Path(tempfile.mkdtemp(prefix="bench-parts-"))
    try:
        path = folder / "base.db"
        database = create_database(str(path))
        with database.begin(write=True) as session:
            actor = initialise(session, database.folder, training=True)
        spent = load(database, actor, 0, FEW)
        against = bare(path, folder)
        few = measure(database, actor, words(FEW))
        keys = by_key(path, len(few))
        load(database, actor, FEW, FEW * (times - 1))
        many = measure(database, actor, words(FEW * times))
        base = f"{SHOWN} rows by key, raw sqlite3"
        for one in (
            row("parts_find", many, base, keys),
            row("parts_find_growth", many, f"{FEW} parts", few),
            row("parts_import", [spent / FEW], "bare inserts of its rows", [against / FEW]),
        ):
            print(json.dumps(one, ensure_ascii=False))
        database.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

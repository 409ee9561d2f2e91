"""`start`: process start → window painted and taking keys; `start_list`: → the list of orders filled.

Seen from outside only, on a virtual screen: a key is pressed as soon as the window has pixels, and the clock
stops when the letter stands in the search field (the words that stand there while it is empty are gone). The
list is filled when there is text in its third row. The bare window is measured in the same way. Runs are
interleaved; each begins with warm file caches and ends with SIGKILL. With `--orders N` a base of N orders is
measured between them, and `_growth` rows hold it against the usual one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.xwatch import Box, Watch  # noqa: E402
from tests.support.screens import Screen  # noqa: E402

PAIRS = 20
# The last one: compiled files are kept between starts, as they are where people work.
DROPPED = ("QT_", "XDG_", "PYTHONDONTWRITEBYTECODE")
FOREIGN = ("QT_", "XDG_", "PYTHON")
USUAL_ORDERS = 1000
MIDDLE: Box = (640, 500, 24, 24)
FIELD: Box = (650, 14, 85, 22)
BARE_FIELD: Box = (300, 14, 100, 14)
THIRD_ROW: Box = (228, 226, 90, 18)


class Run(NamedTuple):
    """Milliseconds from the start of the process."""

    keys: float
    filled: float


class Bench:
    """A screen, folders and bases for all runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._screen = Screen()
        self._screen.start()
        self._watch = Watch(self._screen.display)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)},
            "DISPLAY": self._screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "WORKSTATION_HOME": str(folder / "home"),
            "LC_ALL": "C.UTF-8",
        }

    def make_base(self, orders: int) -> str:
        """A practice base with that many orders."""
        path = str(self._folder / f"base{orders}.db")
        command = [
            sys.executable,
            str(ROOT / "main.py"),
            "--db",
            path,
            "init",
            "--training",
            "--demo",
            str(orders),
        ]
        subprocess.run(command, env=self._environment, check=True, capture_output=True)
        return path

    def ours(self, base: str) -> Run:
        """One start of the program."""
        return self._run([str(ROOT / "main.py"), "--db", base], FIELD, THIRD_ROW)

    def bare(self) -> Run:
        """One start of the bare window."""
        return self._run([str(Path(__file__).with_name("bare_window.py"))], BARE_FIELD, None)

    def close(self) -> None:
        """End the screen."""
        self._screen.stop()

    def _run(self, command: list[str], field: Box, list_row: Box | None) -> Run:
        watch = self._watch
        watch.wait(lambda: not watch.window(), "an empty screen")
        before = watch.pixels(MIDDLE)
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            watch.wait(watch.window, "a window")
            watch.give_keys(watch.window())
            watch.wait(lambda: watch.pixels(MIDDLE) != before, "a painted window")
            watch.wait(lambda: not watch.is_plain(field), "a painted field")
            watch.press("1")
            keys = watch.wait(lambda: watch.is_plain(field), "a letter in the field")
            filled = keys
            if list_row is not None:
                filled = watch.wait(lambda: not watch.is_plain(list_row), "a filled list")
                if not watch.is_plain(field):
                    raise AssertionError("a key pressed while the base was opened is lost")
        finally:
            process.kill()
            process.wait()
            self._forget_crash()
        return Run((keys - start) * 1000, (filled - start) * 1000)

    def _forget_crash(self) -> None:
        """A killed program looks for drafts at its next start; a usual start does not."""
        path = self._folder / "home" / "window.json"
        if path.exists():
            known = json.loads(path.read_text(encoding="utf-8"))
            for facts in known.values():
                facts.pop("working", None)
            path.write_text(json.dumps(known), encoding="utf-8")


def row(name: str, ours: list[float], baseline: str, theirs: list[float]) -> dict[str, Any]:
    """One row of the result."""
    median, against = statistics.median(ours), statistics.median(theirs)
    return {
        "name": name,
        "median_ms": round(median, 1),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1], 1),
        "baseline": baseline,
        "baseline_ms": round(against, 1),
        "ratio": round(median / against, 2),
    }


def measure(bench: Bench, orders: int, pairs: int) -> list[dict[str, Any]]:
    """All rows."""
    bases = {size: bench.make_base(size) for size in dict.fromkeys((USUAL_ORDERS, orders or USUAL_ORDERS))}
    bench.bare()
    for base in bases.values():
        bench.ours(base)
    bare: list[Run] = []
    ours: dict[int, list[Run]] = {size: [] for size in bases}
    for _ in range(pairs):
        bare.append(bench.bare())
        for size, base in bases.items():
            ours[size].append(bench.ours(base))
    usual, naked = ours[USUAL_ORDERS], [run.keys for run in bare]
    rows = [
        row("start", [run.keys for run in usual], "bare Qt window with an empty table", naked),
        row("start_list", [run.filled for run in usual], "bare Qt window with an empty table", naked),
    ]
    for size in list(bases)[1:]:
        few = f"the same with {USUAL_ORDERS} orders"
        rows.append(row("start_growth", [r.keys for r in ours[size]], few, [r.keys for r in usual]))
        rows.append(row("start_list_growth", [r.filled for r in ours[size]], few, [r.filled for r in usual]))
    return rows


def main() -> None:
    """Print one row a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-start-"))
    bench = Bench(folder)
    try:
        for one in measure(bench, arguments.orders, arguments.pairs):
            sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

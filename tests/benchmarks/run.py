"""Runs the benchmarks, each in a process of its own, and prints all rows as one JSON document.

    run.py [--orders N] [--only NAME]

A benchmark is `bench_<name>.py`: it takes `--orders N` and prints a JSON row a line. `--only` names a
benchmark (`start`) or one of its rows (`start_list`), with the rows that begin with it (`start_list_growth`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def wanted(only: str | None) -> list[Path]:
    """The benchmarks to run: all, or the one whose name begins the name of the row wanted."""
    found = sorted(HERE.glob("bench_*.py"))
    if only is None:
        return found
    names = {path: path.stem.removeprefix("bench_") for path in found}
    fitting = [path for path, name in names.items() if only == name or only.startswith(f"{name}_")]
    return sorted(fitting, key=lambda path: len(names[path]))[-1:]


def is_wanted(row: str, bench: str, only: str | None) -> bool:
    """Whether a row of a benchmark was asked for."""
    return only in {None, bench, row} or row.startswith(f"{only}_")


def run(path: Path, orders: int | None) -> list[dict[str, Any]] | None:
    """The rows of one benchmark; None when it failed."""
    command = [sys.executable, str(path)] + (["--orders", str(orders)] if orders is not None else [])
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return None
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def main() -> int:
    """Run what is asked for; 1 when a benchmark failed, 2 when none gives such a row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    benches = wanted(arguments.only)
    rows: list[dict[str, Any]] = []
    failed = False
    for path in benches:
        found = run(path, arguments.orders)
        failed = failed or found is None
        for row in found or []:
            if is_wanted(row["name"], path.stem.removeprefix("bench_"), arguments.only):
                rows.append(row)
                sys.stderr.write(
                    f"{row['name']}: {row['median_ms']} ms, {row['ratio']} of {row['baseline']}\n"
                )
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    return 1 if failed else 0 if rows else 2


if __name__ == "__main__":
    sys.exit(main())

"""A process that is killed in the middle of an intake loses nothing that it had acknowledged.

`KILL_ROUNDS=200` makes the long run; without it a few rounds show that the ground holds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).with_name("kill_intakes.py")
ROUNDS = int(os.environ.get("KILL_ROUNDS", "8"))


def run(address: str, writers: int, seed: int) -> dict[str, Any]:
    words = ["--db", address, "--rounds", str(ROUNDS), "--writers", str(writers), "--seed", str(seed)]
    done = subprocess.run([sys.executable, str(TOOL), *words], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if report["whole"] else 1)
    return report


def assert_nothing_lost(report: dict[str, Any]) -> None:
    assert report["whole"], report
    assert report["kills"] == ROUNDS
    assert report["acknowledged"] > 0
    assert report["stored"] >= report["acknowledged"]


@pytest.mark.slow
@pytest.mark.parametrize("writers", [1, 8])
def test_on_sqlite(tmp_path: Path, writers: int) -> None:
    assert_nothing_lost(run(str(tmp_path / "base.db"), writers, seed=writers))


@pytest.mark.slow
@pytest.mark.postgresql
def test_on_postgresql(postgres_empty_address: str) -> None:
    assert_nothing_lost(run(postgres_empty_address, 16, seed=16))


def test_the_judge_sees_a_loss(sqlite_address: str) -> None:
    """The tool itself can fail: an order that nobody stored is a loss."""
    code = (
        f"import sys; sys.path.insert(0, {str(TOOL.parent)!r}); import kill_intakes as k; "
        f"k.prepare({sqlite_address!r}); "
        f"print(k.judge({sqlite_address!r}, k.Tally({{'x': 'СЦ-2026-000001'}}))['whole'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr

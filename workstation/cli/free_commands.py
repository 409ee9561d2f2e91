"""Commands that need no base: warranty, bench."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from workstation.cli.output import Outcome, read_input
from workstation.errors import UserError
from workstation.exchange.warranty_json import read_facts, verdict_json
from workstation.rules.warranty import assess

RUNNER = Path(__file__).resolve().parents[2] / "tests" / "benchmarks" / "run.py"


def warranty(arguments: Namespace) -> Outcome:
    """The verdict on facts alone; a list of facts gives a list of verdicts."""
    facts = read_facts(read_input(arguments.file))
    if isinstance(facts, list):
        return Outcome([verdict_json(assess(case)) for case in facts])
    return Outcome(verdict_json(assess(facts)))


def bench(arguments: Namespace) -> Outcome:
    """Start the benchmarks of a checkout as a child process; its output is this command's.

    Raises UserError `bench_no_checkout`, `bench_unknown`.
    """
    if not RUNNER.exists():
        raise UserError("bench_no_checkout", None)
    known = sorted(path.stem.removeprefix("bench_") for path in RUNNER.parent.glob("bench_*.py"))
    wanted = arguments.only
    if wanted and not any(wanted == name or wanted.startswith(f"{name}_") for name in known):
        raise UserError("bench_unknown", "only", name=wanted, known=", ".join(known))
    command = [sys.executable, str(RUNNER)]
    if arguments.orders is not None:
        command += ["--orders", str(arguments.orders)]
    if arguments.only:
        command += ["--only", arguments.only]
    return Outcome(None, subprocess.run(command, check=False).returncode)  # noqa: S603

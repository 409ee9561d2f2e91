"""`memory`: the open program after ten intakes with their prints against a bare Qt window, in MB resident.

The program runs on a virtual screen on a base of `--orders` orders and is driven by keys alone; each intake
is waited for until its papers lie in the folder of a PDF printer. `median_ms` and `baseline_ms` hold
megabytes here (`unit` says so).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.processes import wait_for
from tests.support.screens import Program, Screen
from workstation.services import settings
from workstation.services.demo import add_orders
from workstation.services.setup import create_database, initialise

ROOT = Path(__file__).resolve().parents[2]
INTAKES = 10
PAPERS_EACH = 3


def make_base(folder: Path, papers: Path, orders: int) -> str:
    """A practice base whose printers are a folder."""
    path = str(folder / "base.db")
    database = create_database(path)
    with database.begin(write=True) as session:
        actor = initialise(session, database.folder, training=True)
        for key in ("printer.paper", "printer.label"):
            settings.store(session, key, {"target": f"folder:{papers}"}, actor.station_id)
    if orders:
        add_orders(database, actor, orders)
    database.close()
    return path


def start(screen: Screen, folder: Path, *command: str) -> Program:
    """A process on the screen."""
    dropped = ("QT_", "XDG_", "PYTHONDONTWRITEBYTECODE", "WORKSTATION_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    own = {
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(folder),
        "WORKSTATION_HOME": str(folder / "home"),
        "LC_ALL": "C.UTF-8",
    }
    log = folder / "output.txt"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *command], env=kept | own, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    return Program(screen, process, log)


def megabytes(process: int) -> float:
    """Resident set size of a process: what others share with it counts, in both programs alike."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


def take_in(clerk: Program, number: int) -> None:
    """One intake of a new customer with a new device, by keys."""
    clerk.type(f"912{1000000 + number}")
    clerk.press("Return")
    clerk.type(f"Иванова Мария {'абвгдежзик'[number % 10] * 3}")
    clerk.press("ctrl+Down")
    clerk.type(f"FD 0503 9{number:05d}")
    clerk.press("Return")
    for words in ("Стиральная", "Bosch", "WAN28263BY"):
        clerk.type(words)
        clerk.press("Return")
    clerk.press("ctrl+Down")
    clerk.wait_still()
    clerk.type("зс")
    clerk.press("Return")
    clerk.type("ц")
    clerk.press("ctrl+Down", "ctrl+Down")
    clerk.type("не отжимает, гудит")
    clerk.press("Return", "Return", "Return", "Return")
    clerk.type("40000")
    clerk.press("F9")


def measure_bare(screen: Screen, folder: Path) -> float:
    """Megabytes of the bare window."""
    bare = start(screen, folder, str(Path(__file__).with_name("bare_window.py")))
    bare.wait_window()
    bare.wait_still()
    found = megabytes(bare.process.pid)
    bare.stop()
    return found


def measure_ours(screen: Screen, folder: Path, orders: int) -> float:
    """Megabytes of the program after its work, with the list of orders open again."""
    papers = folder / "papers"
    clerk = start(screen, folder, str(ROOT / "main.py"), "--db", make_base(folder, papers, orders))
    clerk.wait_window("Приём|Заказы")
    clerk.wait_still()
    clerk.press("alt+1")
    clerk.wait_window("Приём")
    clerk.screen.layout("ru", "us")
    clerk.wait_still()
    for number in range(INTAKES):
        take_in(clerk, number)
        wanted = (number + 1) * PAPERS_EACH
        wait_for(lambda wanted=wanted: len(list(papers.glob("*.pdf"))) >= wanted, "the papers", 60)
        clerk.wait_still()
    clerk.press("alt+2")
    clerk.wait_still()
    time.sleep(1)
    found = megabytes(clerk.process.pid)
    clerk.stop()
    return found


def main() -> None:
    """Print the row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    orders = parser.parse_args().orders
    folder = Path(tempfile.mkdtemp(prefix="bench-memory-"))
    screen = Screen()
    screen.start()
    try:
        bare = measure_bare(screen, folder)
        ours = measure_ours(screen, folder, orders)
    finally:
        screen.stop()
        shutil.rmtree(folder, ignore_errors=True)
    row: dict[str, Any] = {
        "name": "memory",
        "unit": "MB",
        "median_ms": round(ours, 1),
        "p95_ms": round(ours, 1),
        "baseline": "bare Qt window with an empty table",
        "baseline_ms": round(bare, 1),
        "ratio": round(ours / bare, 2),
    }
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

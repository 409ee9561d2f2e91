"""`warranty`: one assessment with a history of 50 repairs against parsing the same facts from JSON.

`warranty_panel`: the CPU that the GUI thread spends from a fact typed at the counter till the new verdict is
painted in the panel beside it, against a frame of 60 Hz.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from forms.intake_form import IntakeForm
from ui import theme
from ui.context import Context
from ui.tasks import Tasks
from workstation import clock
from workstation.db import Database
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.documents.warranty import (
    BrandAuthorisation,
    Causal,
    Facts,
    Finding,
    FittedPart,
    PastRepair,
    ProductGroup,
    RepairKind,
    ShownPapers,
)
from workstation.rules.law import Law
from workstation.rules.warranty import assess
from workstation.services.setup import create_database, initialise
from workstation.services.warranty_terms import read_shipped
from workstation.statuses import PaperState

WARM, ROUNDS, REPAIRS = 200, 3000, 50
PANEL_WARM, PANEL_ROUNDS, SETTLED_MS, FRAME_MS = 6, 60, 250, 16.0
SOLD = date(2020, 6, 10)


def facts() -> Facts:
    """A washing machine that was repaired fifty times, with a finding and a part asked about."""
    history = tuple(
        PastRepair(
            kind=(RepairKind.WARRANTY, RepairKind.PAID)[number % 3 == 0],
            demanded_on=SOLD + timedelta(days=40 * number + 5),
            issued_on=SOLD + timedelta(days=40 * number + 5 + number % 20),
            defect_code=f"D{number % 7}",
            work_months=3,
            parts=(FittedPart(f"P{number % 11}", 6),),
        )
        for number in range(REPAIRS)
    )
    return Facts(
        asked_on=SOLD + timedelta(days=40 * REPAIRS),
        sold_on=SOLD,
        produced_on=SOLD - timedelta(days=60),
        manufacturer_months=84,
        price_paid=4_899_000,
        product_group=ProductGroup("washing_machine", 12, True),
        defect_code="D9",
        history=history,
        authorisation=BrandAuthorisation("Bosch", groups=("washing_machine",), doa_days=14),
        documents=ShownPapers(PaperState.PRESENT, PaperState.ABSENT),
        findings=(Finding("LIQUID", Causal.UNKNOWN), Finding("MECH", Causal.NO, 2)),
        replaced_part="P3",
    )


def measure(work: Callable[[], Any], other: Callable[[], Any]) -> tuple[list[float], list[float]]:
    """Seconds of each call of both, interleaved."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM + ROUNDS):
        for one, times in zip((work, other), spent, strict=True):
            begun = time.perf_counter()
            one()
            if number >= WARM:
                times.append(time.perf_counter() - begun)
    return spent


class Counter:
    """The intake in a window, nobody at it; `refresh` types a day of sale and waits for the verdict."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.tasks = Tasks(database)
        context = Context(self.tasks, actor, None, None, lambda _name, _key=None: None)
        self.window = QMainWindow()
        self.page = IntakeForm(context)
        self.window.setCentralWidget(self.page)
        self.window.resize(1366, 768)
        self.window.show()
        self._loop = QEventLoop()
        self.rest(500)
        for path, value in (("device.category", "washing_machine"), ("device.brand", "Bosch")):
            self.page.form.set_value(path, value)
        self.rest(500)

    def rest(self, milliseconds: int) -> None:
        """Let the lanes answer and the screen be painted."""
        QTimer.singleShot(milliseconds, self._loop.quit)
        self._loop.exec()

    def refresh(self, sold_on: date) -> float:
        """Seconds of CPU of the GUI thread for one fact."""
        before = self.page.facts._verdict
        begun = time.thread_time()
        self.page.form.set_value("device.sold_on", sold_on)
        self.rest(SETTLED_MS)
        spent = time.thread_time() - begun
        if self.page.facts._verdict is before:
            raise RuntimeError("the verdict did not come in time")
        return spent


def panel() -> dict[str, Any]:
    """The row of the panel; days of sale by turns inside the term, after it and after two years."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        database = create_database(str(Path(folder) / "base.db"))
        actor, _changed = database.run(
            lambda session: initialise(session, database.folder, training=True), write=True
        )
        counter = Counter(database, actor)
        days = [clock.today() - timedelta(days=away) for away in (90, 500, 1000)]
        spent = [counter.refresh(days[number % 3]) for number in range(PANEL_WARM + PANEL_ROUNDS)]
        counter.window.close()
        counter.tasks.close()
        database.close()
    kept = spent[PANEL_WARM:]
    median = statistics.median(kept) * 1000
    return {
        "name": "warranty_panel",
        "median_ms": round(median, 2),
        "p95_ms": round(statistics.quantiles(kept, n=20)[-1] * 1000, 2),
        "baseline": "a frame of 60 Hz, CPU of the GUI thread",
        "baseline_ms": FRAME_MS,
        "ratio": round(median / FRAME_MS, 2),
    }


def main() -> None:
    """Entry of the benchmark."""
    known, law = facts(), Law(read_shipped().law.rows)
    text = codec.encode(known)
    ours, parsed = measure(lambda: assess(known, law), lambda: codec.decode_as(Facts, text))
    median, against = statistics.median(ours) * 1000, statistics.median(parsed) * 1000
    row = {
        "name": "warranty",
        "median_ms": round(median, 4),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1] * 1000, 4),
        "baseline": "the same facts parsed from JSON",
        "baseline_ms": round(against, 4),
        "ratio": round(median / against, 2),
    }
    print(json.dumps(row, ensure_ascii=False))
    print(json.dumps(panel(), ensure_ascii=False))


if __name__ == "__main__":
    main()

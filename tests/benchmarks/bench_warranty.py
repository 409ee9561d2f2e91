"""`warranty`: one assessment with a history of 50 repairs against parsing the same facts from JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workstation.documents import codec
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
from workstation.services.warranty_terms import read_shipped
from workstation.statuses import PaperState

WARM, ROUNDS, REPAIRS = 200, 3000, 50
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


if __name__ == "__main__":
    main()

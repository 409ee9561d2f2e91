"""Whatever verbs are tried in whatever order: no handover without five facts, no ready with an open item."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.bench import PUMP, REASON, WENT_AWAY, bench, photo
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, rows
from workstation import clock
from workstation.db import Database
from workstation.documents.bench import OrderBench
from workstation.documents.conclusions import DefectNature, IrreparableReason
from workstation.documents.deeds import (
    DiagnosisData,
    HandOverData,
    IrreparableData,
    NoteData,
    PartData,
    TickData,
    WaitData,
)
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.errors import WorkstationError
from workstation.models import WorkOrder
from workstation.services import deeds
from workstation.services.check import run_checks
from workstation.statuses import OldParts, OrderStatus, SignedBy

ABSENT = DiagnosisData(DefectNature.ABSENT, "Недостаток не проявился")
SERIALS = count(1)
Deed = tuple[str, Any]

GENERAL = [("start_diagnosis", NoteData()), ("record_diagnosis", PUMP), ("start_repair", NoteData())]
DEEDS: list[Deed] = [
    *GENERAL,
    ("record_diagnosis", ABSENT),
    *(("wait_for", WaitData(status)) for status in OrderStatus if status.value.startswith("waiting")),
    ("add_part", PartData("Насос слива", "00145212", warranty_months=12, old_part=OldParts.TO_CUSTOMER)),
    ("override", REASON),
    ("finish_repair", NoteData()),
    ("pass_check", NoteData()),
    ("fail_check", REASON),
    ("hand_over", HandOverData()),
    ("hand_over", HandOverData(signed_by=SignedBy.SCREEN)),
    ("reopen", REASON),
    ("declare_irreparable", IrreparableData(IrreparableReason.UNECONOMIC)),
    ("return_unrepaired", WENT_AWAY),
    ("cancel", REASON),
]
TICKS: list[Deed] = [
    ("tick", TickData(item, value)) for item in range(1, 10) for value in ("yes", "no", "2.5", "-1")
]


COMMON: list[Deed] = [
    *GENERAL,
    ("all_ticks", None),
    ("finish_repair", NoteData()),
    ("hand_over", HandOverData()),
]
LET_GO: list[Deed] = [*GENERAL, ("override", REASON), *COMMON[4:]]


@st.composite
def paths(draw: st.DrawFn) -> list[Deed]:
    """The common way with steps left out and strange ones in between."""
    strange = st.lists(st.sampled_from([*DEEDS, *TICKS]), max_size=2)
    path: list[Deed] = []
    for step in draw(st.sampled_from([COMMON, LET_GO])):
        path += draw(strange)
        if draw(st.integers(0, 9)):
            path.append(step)
    return path + draw(strange)


def carry_out(database: Database, actor: Actor, order_id: int, name: str, data: Any) -> None:
    """One step as a person would try it: what is refused changes nothing."""
    if name != "all_ticks":
        with suppress(WorkstationError):
            do(database, deeds.do, actor, order_id, name, data)
        return
    found = bench(database, order_id).checklist
    for item in found.items if found else ():
        value = {"value": item.least or item.most or "1"}.get(item.kind, "yes")
        tick = TickData(item.position, value, photo=photo(database) if item.kind == "photo" else None)
        carry_out(database, actor, order_id, "tick", tick)


reached: set[OrderStatus] = set()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=paths())
@example(path=COMMON)
@example(path=LET_GO)
@example(path=[*GENERAL, ("return_unrepaired", WENT_AWAY)])
def check_paths(database: Database, actor: Actor, path: list[Deed]) -> None:
    item = IntakeItem(washer(f"S-{next(SERIALS)}"), request())
    order_id = accept(database, actor, visit(item)).orders[0].id
    moment = clock.now()
    before = OrderStatus.ACCEPTED
    for number, (name, data) in enumerate(path):
        with clock.standing_at(moment + timedelta(hours=number)):
            carry_out(database, actor, order_id, name, data)
        now = status(database, order_id)
        if now is OrderStatus.READY and before is not now:
            is_done(bench(database, order_id))
        if now is OrderStatus.HANDED_OVER and before is not now:
            tells_five_facts(bench(database, order_id))
        reached.add(now)
        before = now


def status(database: Database, order_id: int) -> OrderStatus:
    (row,) = rows(database, WorkOrder, WorkOrder.id == order_id)
    return OrderStatus(row["status"])


def is_done(now: OrderBench) -> None:
    """Every required item is good, or let go by a manager who said why."""
    assert now.checklist is not None
    assert now.checklist.open_items == ()
    waived = {one.text for one in now.checklist.items if one.waived}
    assert waived <= {text for row in now.overrides for text in row.items if row.reason}


def tells_five_facts(now: OrderBench) -> None:
    """Demand, transfer, mending with its description, parts, handover: all there, in their order."""
    told = now.handover
    assert told is not None
    assert told.repaired_on is not None
    assert told.demanded_on <= told.received_on <= told.repaired_on <= told.handed_on
    assert told.defects
    assert [one.name for one in told.parts] == [one.name for one in now.parts]


def test_no_path_leaves_out_what_the_law_wants(sqlite_database: Database) -> None:
    actor = ready(sqlite_database)
    reached.clear()
    check_paths(sqlite_database, actor)
    assert {OrderStatus.READY, OrderStatus.HANDED_OVER, OrderStatus.RETURNED_UNREPAIRED} <= reached
    names = ("order_history", "order_moves", "handovers", "checklists", "times", "order_states")
    assert [one.problems for one in run_checks(sqlite_database, names) if one.failed] == []

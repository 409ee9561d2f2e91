"""Like cases: the commonest verified causes of a model and a symptom, their parts, time and how they held."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.support.bench import handed_over, in_repair, mended, tick_all
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, see
from workstation import clock
from workstation.db import Database
from workstation.documents.bench import SimilarCase
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import (
    DiagnosisData,
    HandOverData,
    NoData,
    NoteData,
    PartData,
    TimerData,
)
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.queries.similar import list_similar
from workstation.services import diagnosis, handover, life, timers, works
from workstation.statuses import OldParts

BEGIN = datetime.fromisoformat("2025-11-10T10:00:00+03:00")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def bring(database: Database, actor: Actor, serial: str, symptom: str = "111") -> int:
    item = IntakeItem(washer(serial), request(symptom_code=symptom))
    return int(accept(database, actor, visit(item)).orders[0].id)


def mend(database: Database, actor: Actor, order_id: int, cause: str, minutes: int, part: str | None) -> None:
    """Repair an order for a cause in so many minutes and give it out."""
    in_repair(database, actor, order_id)
    found = DiagnosisData(DefectNature.PRODUCTION, f"{cause}: заменено", cause=cause)
    do(database, diagnosis.record_diagnosis, actor, order_id, found)
    do(database, timers.start_timer, actor, order_id, TimerData())
    if part is not None:
        fitted = PartData("Насос слива", part, old_part=OldParts.TO_CUSTOMER)
        do(database, works.add_part, actor, order_id, fitted)
    with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
        do(database, timers.stop_timer, actor, order_id, NoData())
        tick_all(database, actor, order_id)
        do(database, life.finish_repair, actor, order_id, NoteData())
        do(database, handover.hand_over, actor, order_id, HandOverData())


def similar(database: Database, order_id: int) -> tuple[SimilarCase, ...]:
    found: tuple[SimilarCase, ...] = see(database, list_similar, order_id, clock.today())
    return found


def test_causes_by_how_often_with_time_parts_and_how_they_held(database: Database, actor: Actor) -> None:
    with clock.standing_at(BEGIN):
        for serial, minutes in (("S-1", 30), ("S-2", 40), ("S-3", 50)):
            mend(database, actor, bring(database, actor, serial), "Насос слива", minutes, "00145212")
            clock.set_now(clock.now() + timedelta(hours=2))
        mend(database, actor, bring(database, actor, "S-4"), "засор  фильтра", 15, None)
    with clock.standing_at(BEGIN + timedelta(days=60)):
        again = bring(database, actor, "S-2")
        mended(database, actor, again)
    order_id = bring(database, actor, "S-9")
    pump, filter_case = similar(database, order_id)
    assert (pump.cause, pump.count, pump.total) == ("Насос слива", 4, 5)
    assert (pump.closed, pump.held) == (3, 2)
    assert (pump.median_minutes, pump.parts) == (40, ("Насос слива 00145212",))
    assert (filter_case.cause, filter_case.count, filter_case.held) == ("засор фильтра", 1, 1)


def test_other_symptoms_and_models_are_other_cases(database: Database, actor: Actor) -> None:
    handed_over(database, actor, bring(database, actor, "S-1", symptom="121"))
    order_id = bring(database, actor, "S-2")
    assert similar(database, order_id) == ()
    other = IntakeItem(washer("S-3", model="WW70A4S20"), request(symptom_code="121"))
    assert similar(database, accept(database, actor, visit(other)).orders[0].id) == ()
    (case,) = similar(database, bring(database, actor, "S-4", symptom="121"))
    assert (case.count, case.closed) == (1, 0)

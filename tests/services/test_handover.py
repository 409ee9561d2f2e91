"""The device leaves: five facts, who took it, the warranty moved, parts with terms of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.support.bench import (
    PUMP,
    WENT_AWAY,
    bench,
    in_repair,
    mended,
    order_in,
    photo,
    tick_all,
)
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, one_entry, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.bench import HandoverRow
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, HandOverData, NoteData, PartData, WorkData
from workstation.documents.intake import Accessory, IntakeItem, PowerOfAttorney
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.documents.terms import TermData
from workstation.errors import UserError
from workstation.models import Handover, PartLine, WorkOrder
from workstation.queries.order_view import get_order_by_id
from workstation.services import diagnosis, handover, life, orders, warranty_terms, works
from workstation.services.check import is_whole, run_checks
from workstation.statuses import (
    OldParts,
    OrderStatus,
    PartSource,
    PaymentState,
    RequestKind,
    SignedBy,
    TakenBy,
)

SOLD = date(2025, 6, 10)
DEMANDED = datetime.fromisoformat("2026-03-02T10:00:00+03:00")
HANDED = datetime.fromisoformat("2026-03-27T12:00:00+03:00")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def given(database: Database, order_id: int) -> HandoverRow:
    found = bench(database, order_id).handover
    assert found is not None
    return found


def sold_washer(database: Database, actor: Actor, **changes: Any) -> int:
    """A warranty order of a washer with a known term, demanded on 2 March; gives its id."""
    term = TermData("Bosch", "washing_machine", None, months=12)
    do(database, warranty_terms.save_term, actor, term)
    with clock.standing_at(DEMANDED):
        item = IntakeItem(washer(sold_on=SOLD), request(**changes))
        return int(accept(database, actor, visit(item)).orders[0].id)


def test_the_warranty_is_moved_by_the_days_from_the_demand_to_the_handover(
    database: Database, actor: Actor
) -> None:
    order_id = sold_washer(database, actor)
    with clock.standing_at(HANDED - timedelta(days=4)):
        mended(database, actor, order_id)
    with clock.standing_at(HANDED):
        one_entry(
            database,
            "orders.hand_over",
            lambda: do(database, handover.hand_over, actor, order_id, HandOverData()),
        )
    shown = given(database, order_id)
    assert (shown.warranty_before, shown.warranty_until) == (date(2026, 6, 10), date(2026, 7, 5))
    assert shown.extension_days == 25
    assert (shown.demanded_on, shown.received_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert (shown.repaired_on, shown.handed_on) == (date(2026, 3, 23), date(2026, 3, 27))
    assert shown.defects == PUMP.conclusion
    assert shown.parts == ()
    assert shown.old_parts is OldParts.NONE
    assert view(database, order_id).closed_at == HANDED
    assert is_whole(run_checks(database))


def test_the_next_order_counts_the_days_that_were_added(database: Database, actor: Actor) -> None:
    """A demand on the last day of the moved term is in time, a day later it is not."""
    order_id = sold_washer(database, actor)
    with clock.standing_at(HANDED):
        mended(database, actor, order_id)
        do(database, handover.hand_over, actor, order_id, HandOverData())
    for day, code in ((date(2026, 7, 5), "W1"), (date(2026, 7, 6), "W2")):
        moment = datetime.combine(day, HANDED.timetz())
        with clock.standing_at(moment):
            made = accept(database, actor, visit(IntakeItem(washer(sold_on=SOLD), request())))
            found = view(database, made.orders[0].id).verdict
            do(database, orders.cancel, actor, made.orders[0].id, "проба")
        assert found is not None
        entitlement = found["verdict"]["entitlement"]
        assert entitlement["code"] == code
    first = view(database, made.orders[0].id).verdict
    assert first is not None
    assert first["facts"]["history"][0]["demanded_on"] == "2026-03-02"


def test_a_second_repair_adds_its_own_days(database: Database, actor: Actor) -> None:
    first = sold_washer(database, actor)
    with clock.standing_at(HANDED):
        mended(database, actor, first)
        do(database, handover.hand_over, actor, first, HandOverData())
    later = datetime.fromisoformat("2026-05-01T10:00:00+03:00")
    with clock.standing_at(later):
        second = accept(database, actor, visit(IntakeItem(washer(sold_on=SOLD), request()))).orders[0].id
    with clock.standing_at(later + timedelta(days=10)):
        mended(database, actor, second)
        do(database, handover.hand_over, actor, second, HandOverData())
    shown = given(database, second)
    assert (shown.warranty_before, shown.warranty_until) == (date(2026, 7, 5), date(2026, 7, 15))


@pytest.mark.parametrize(
    ("kind", "until"), [(RequestKind.PAID, date(2026, 6, 10)), (RequestKind.QUALITY_CHECK, None)]
)
def test_what_is_no_warranty_repair_moves_nothing(
    sqlite_database: Database, kind: RequestKind, until: date | None
) -> None:
    admin = ready(sqlite_database)
    order_id = sold_washer(sqlite_database, admin, kind=kind)
    mended(sqlite_database, admin, order_id)
    do(sqlite_database, handover.hand_over, admin, order_id, HandOverData(payment=PaymentState.PAID))
    shown = given(sqlite_database, order_id)
    assert (shown.extension_days, shown.warranty_before, shown.warranty_until) == (0, until, until)


def test_no_defect_found_moves_nothing(database: Database, actor: Actor) -> None:
    order_id = sold_washer(database, actor)
    do(database, life.start_diagnosis, actor, order_id, NoteData())
    tick_all(database, actor, order_id)
    absent = DiagnosisData(DefectNature.ABSENT, "Недостаток не проявился за 4 часа")
    do(database, diagnosis.record_diagnosis, actor, order_id, absent)
    do(database, life.finish_repair, actor, order_id, NoteData())
    do(database, handover.hand_over, actor, order_id, HandOverData())
    assert given(database, order_id).extension_days == 0


def test_fitted_parts_and_works_get_terms_from_the_day_of_handover(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    in_repair(database, actor, order_id)
    pump = PartData("Насос слива", "00145212", serial_in="N-1", serial_out="O-1", warranty_months=12)
    seal = PartData("Прокладка насоса", "00646776", source=PartSource.MANUFACTURER)
    for part in (pump, seal):
        do(database, works.add_part, actor, order_id, part)
    do(database, works.add_work, actor, order_id, WorkData("R02"))
    tick_all(database, actor, order_id)
    do(database, life.finish_repair, actor, order_id, NoteData())
    with pytest.raises(UserError, match="old_parts_missing"):
        do(database, handover.hand_over, actor, order_id, HandOverData())
    data = HandOverData(old_parts=OldParts.TO_MANUFACTURER, old_parts_note="бирка В-0231")
    do(database, handover.hand_over, actor, order_id, data)
    shown = given(database, order_id)
    assert [(part.name, part.warranty_until) for part in shown.parts] == [
        ("Насос слива", date(2027, 5, 22)),
        ("Прокладка насоса", None),
    ]
    assert (shown.work_warranty_months, shown.work_warranty_until) == (6, date(2026, 11, 22))
    assert [row["warranty_until"] for row in rows(database, PartLine)] == [date(2027, 5, 22), None]
    with clock.standing_at(clock.now() + timedelta(days=3)):
        again = accept(database, actor).orders[0].id
    found = view(database, again).verdict
    assert found is not None
    (past,) = found["facts"]["history"]
    assert past["parts"] == [
        {"part_number": "00145212", "months": 12},
        {"part_number": "00646776", "months": None},
    ]


def test_nobody_hands_over_without_saying_what_was_mended(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.READY)
    with database.begin(write=True) as session:
        session.execute(update(WorkOrder.__table__).where(WorkOrder.id == order_id).values(repaired_at=None))
    with pytest.raises(UserError, match="repaired_on_missing"):
        do(database, handover.hand_over, actor, order_id, HandOverData())
    assert rows(database, Handover) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HandOverData(taken_by=TakenBy.IDENTITY), "taker_missing"),
        (HandOverData(taken_by=TakenBy.POWER_OF_ATTORNEY, taker="Иванов И. И."), "attorney_missing"),
        (HandOverData(signed_by=SignedBy.SCREEN), "signature_missing"),
    ],
)
def test_who_takes_it_must_be_said(sqlite_database: Database, data: HandOverData, code: str) -> None:
    admin = ready(sqlite_database)
    order_id = order_in(sqlite_database, admin, OrderStatus.READY)
    with pytest.raises(UserError, match=code):
        do(sqlite_database, handover.hand_over, admin, order_id, data)
    assert view(sqlite_database, order_id).status is OrderStatus.READY


def test_a_lost_receipt_and_a_power_of_attorney(database: Database, actor: Actor) -> None:
    made = accept(
        database, actor, visit(IntakeItem(washer("S-1"), request()), IntakeItem(washer("S-2"), request()))
    )
    first, second = (order.id for order in made.orders)
    for order_id in (first, second):
        mended(database, actor, order_id)
    do(
        database,
        handover.hand_over,
        actor,
        first,
        HandOverData(taken_by=TakenBy.IDENTITY, taker="Иванова М. П.", signed_by=SignedBy.SCREEN,
                     signature=photo(database, b"\xff\xd8\xffsignature")),
    )  # fmt: skip
    assert view(database, second).status is OrderStatus.READY
    power = PowerOfAttorney("77 АВ 1234567", date(2026, 5, 1))
    taker = HandOverData(
        taken_by=TakenBy.POWER_OF_ATTORNEY, taker="Петров А. С.", power_of_attorney=power,
        accessories=(Accessory("шланг заливной"),),
    )  # fmt: skip
    do(database, handover.hand_over, actor, second, taker)
    assert given(database, first).signature_sha256 is not None
    shown = given(database, second)
    assert (shown.power_of_attorney, shown.accessories) == (power, (Accessory("шланг заливной"),))
    assert view(database, second).journal[-1].personal == {
        "taker": "Петров А. С.",
        "defects": PUMP.conclusion,
    }


def test_one_device_of_a_visit_goes_and_the_other_stays(database: Database, actor: Actor) -> None:
    made = accept(
        database, actor, visit(IntakeItem(washer("S-1"), request()), IntakeItem(washer("S-2"), request()))
    )
    first, second = (order.id for order in made.orders)
    mended(database, actor, first)
    do(database, handover.hand_over, actor, first, HandOverData())
    assert view(database, first).status is OrderStatus.HANDED_OVER
    left = view(database, second)
    assert (left.status, left.closed_at, left.version) == (OrderStatus.ACCEPTED, None, 1)
    mended(database, actor, second)
    assert is_whole(run_checks(database))


def test_the_unlock_code_goes_with_the_device(database: Database, actor: Actor) -> None:
    item = IntakeItem(washer(), request(unlock_code="4711"))
    order_id = accept(database, actor, visit(item)).orders[0].id
    mended(database, actor, order_id)
    assert do(database, orders.read_unlock_code, actor, order_id) == "4711"
    do(database, handover.hand_over, actor, order_id, HandOverData())
    assert do(database, orders.read_unlock_code, actor, order_id) is None


def test_a_return_without_repair_promises_nothing(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IRREPARABLE)
    with pytest.raises(UserError, match="reason_required"):
        do(database, handover.return_unrepaired, actor, order_id, replace(WENT_AWAY, reason=" "))
    one_entry(
        database,
        "orders.return",
        lambda: do(database, handover.return_unrepaired, actor, order_id, WENT_AWAY),
    )
    shown = given(database, order_id)
    assert (shown.is_repaired, shown.repaired_on, shown.extension_days) == (False, None, 0)
    assert view(database, order_id).status is OrderStatus.RETURNED_UNREPAIRED
    assert is_whole(run_checks(database))


def test_the_check_sees_a_handover_without_its_facts(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.HANDED_OVER)
    assert is_whole(run_checks(database, ("handovers",)))
    with database.begin(write=True) as session:
        session.execute(update(Handover.__table__).where(Handover.order_id == order_id).values(defects=" "))
    assert not is_whole(run_checks(database, ("handovers",)))

"""The order's life: every move by its verb, every other one refused, who was first, who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import update

from tests.support.bench import (
    PUMP,
    REASON,
    WAYS,
    WENT_AWAY,
    bench,
    diagnosed,
    in_repair,
    mended,
    order_in,
    photo,
    somebody,
    tick_all,
    want_second_check,
)
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, journal, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.checklists import ChecklistData, ItemData, StateData
from workstation.documents.clocks import OrderClocks
from workstation.documents.conclusions import DefectNature, IrreparableReason
from workstation.documents.deeds import (
    DiagnosisData,
    HandOverData,
    IrreparableData,
    NoData,
    NoteData,
    TickData,
    TimerData,
    WaitData,
)
from workstation.documents.findings import RefusalData
from workstation.documents.intake import IntakeItem
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.messages import text
from workstation.models import OrderState, StatusChange, TimeEntry, WorkOrder
from workstation.queries.clocks import get_clocks
from workstation.queries.order_view import get_order_by_id
from workstation.rules.moves import MOVES
from workstation.services import bench_catalogue, checklists, deeds, diagnosis, life, orders, timers
from workstation.services.check import is_whole, run_checks
from workstation.services.rights import RIGHTS
from workstation.statuses import TRANSITIONS, ItemKind, OrderStatus, RequestKind, Role

MOVING: dict[str, Any] = {
    "start_diagnosis": NoteData(),
    "wait_for": WaitData(OrderStatus.WAITING_PART),
    "start_repair": NoteData(),
    "finish_repair": NoteData(),
    "pass_check": NoteData(),
    "fail_check": REASON,
    "hand_over": HandOverData(),
    "refuse": RefusalData("осмотр"),
    "cancel": REASON,
    "declare_irreparable": IrreparableData(IrreparableReason.UNECONOMIC),
    "return_unrepaired": WENT_AWAY,
    "reopen": REASON,
}


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def status(database: Database, order_id: int) -> OrderStatus:
    return view(database, order_id).status


def states(database: Database, order_id: int) -> list[OrderStatus]:
    return [row.status for row in view(database, order_id).history]


def test_the_common_way_leaves_a_line_and_an_entry_for_each_step(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    before = len(journal(database))
    mended(database, actor, order_id)
    assert states(database, order_id) == [
        OrderStatus.ACCEPTED,
        OrderStatus.IN_DIAGNOSIS,
        OrderStatus.IN_REPAIR,
        OrderStatus.READY,
    ]
    moved = [name for name, subject in journal(database)[before:] if subject == order_id]
    assert [name for name in moved if name != "bench.tick"] == [
        "bench.start_diagnosis",
        "bench.diagnose",
        "bench.start_repair",
        "bench.finish",
    ]
    assert view(database, order_id).journal[-1].body["status"] == ["in_repair", "ready"]
    assert bench(database, order_id).repaired_at == clock.now()


def test_every_verb_is_refused_from_every_wrong_state_and_changes_nothing(
    database: Database, actor: Actor
) -> None:
    """The whole table on a real base: each order in a state, each verb that does not lead from there."""
    tried = 0
    for number, stage in enumerate(WAYS):
        order_id = order_in(database, actor, stage, f"S-{number}")
        assert status(database, order_id) is stage
        before = view(database, order_id)
        for name, data in MOVING.items():
            if stage in MOVES[name].start:
                continue
            with pytest.raises((UserError, ConflictError)) as caught:
                do(database, deeds.do, actor, order_id, name, data)
            error = caught.value.errors[0] if isinstance(caught.value, ErrorList) else caught.value
            assert error.code in {
                "move_not_from",
                "order_closed",
                "conflict_moved",
                "transition_forbidden",
            }, (stage, name)
            assert before.number in text(error)
            tried += 1
        assert view(database, order_id) == before
    assert tried == sum(stage not in MOVES[name].start for stage, name in product(WAYS, MOVING))
    assert is_whole(run_checks(database, ("order_states", "order_history", "order_moves", "handovers")))


@pytest.mark.parametrize(
    ("name", "right", "stage"),
    [
        ("start_diagnosis", "bench.work", OrderStatus.ACCEPTED),
        ("wait_for", "bench.wait", OrderStatus.IN_DIAGNOSIS),
        ("finish_repair", "bench.work", OrderStatus.IN_REPAIR),
        ("pass_check", "bench.check", OrderStatus.IN_CHECK),
        ("fail_check", "bench.check", OrderStatus.IN_CHECK),
        ("hand_over", "orders.hand_over", OrderStatus.READY),
        ("return_unrepaired", "orders.return", OrderStatus.IN_DIAGNOSIS),
        ("declare_irreparable", "bench.irreparable", OrderStatus.IN_DIAGNOSIS),
        ("reopen", "orders.reopen", OrderStatus.READY),
        ("cancel", "orders.cancel", OrderStatus.ACCEPTED),
    ],
)
def test_a_wrong_role_is_refused(
    sqlite_database: Database, name: str, right: str, stage: OrderStatus
) -> None:
    admin = ready(sqlite_database)
    order_id = order_in(sqlite_database, admin, stage)
    data = MOVING[name]
    refused_without(
        sqlite_database, admin, right, lambda one: do(sqlite_database, deeds.do, one, order_id, name, data)
    )
    assert status(sqlite_database, order_id) is stage


def test_a_registered_verb_names_the_right_it_checks(sqlite_database: Database) -> None:
    """`do NUMBER` tells who may by the same right that the verb itself asks."""
    admin = ready(sqlite_database)
    order_id = order_in(sqlite_database, admin, OrderStatus.ACCEPTED)
    for role in Role:
        person = replace(admin, role=role)
        for deed in see(sqlite_database, deeds.list_deeds, person, order_id):
            said = any(one.code == "right_missing" for one in deed.lacks)
            assert said == (role not in RIGHTS[deeds.DEEDS[deed.verb].right]), (role, deed.verb)


def test_ready_waits_for_each_required_item(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    in_repair(database, actor, order_id)
    tick_all(database, actor, order_id, skip=8)
    with pytest.raises(ErrorList) as caught:
        do(database, life.finish_repair, actor, order_id, NoteData())
    assert [(error.code, error.field) for error in caught.value.errors] == [("item_open", "checklist.8")]
    do(database, checklists.tick, actor, order_id, TickData(8, photo=photo(database)))
    do(database, life.finish_repair, actor, order_id, NoteData())
    assert status(database, order_id) is OrderStatus.READY


def test_a_manager_lets_it_go_with_a_reason(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    in_repair(database, actor, order_id)
    tick_all(database, actor, order_id, skip=8)
    refused_without(
        database, actor, "bench.override", lambda one: do(database, life.override, one, order_id, REASON)
    )
    with pytest.raises(UserError, match="reason_required"):
        do(database, life.override, actor, order_id, replace(REASON, reason=" "))
    one_entry(database, "bench.override", lambda: do(database, life.override, actor, order_id, REASON))
    do(database, life.finish_repair, actor, order_id, NoteData())
    shown = bench(database, order_id)
    assert [(one.items, one.reason) for one in shown.overrides] == [
        (("Снимок шильдика после сборки",), "так надо")
    ]
    assert shown.checklist is not None
    assert [item.waived for item in shown.checklist.items if item.position == 8] == [True]
    with pytest.raises(UserError, match="move_not_from"):
        do(database, life.override, actor, order_id, REASON)


def test_a_second_person_checks_and_a_failure_counts(database: Database, actor: Actor) -> None:
    want_second_check(database, actor)
    order_id = accept(database, actor).orders[0].id
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    mended(database, master, order_id)
    assert status(database, order_id) is OrderStatus.IN_CHECK
    with pytest.raises(UserError, match="second_person"):
        do(database, life.pass_check, master, order_id, NoteData())
    do(database, life.fail_check, actor, order_id, replace(REASON, reason="гудит"))
    shown = bench(database, order_id)
    assert (shown.state.status, shown.failed_checks) == (OrderStatus.IN_REPAIR, 1)
    do(database, life.finish_repair, master, order_id, NoteData())
    do(database, life.pass_check, actor, order_id, NoteData("тихо"))
    assert status(database, order_id) is OrderStatus.READY
    assert [(one.passed, one.note) for one in bench(database, order_id).checks] == [
        (False, "гудит"),
        (True, "тихо"),
    ]


def test_a_technician_who_begins_takes_the_order(database: Database, actor: Actor) -> None:
    first, second = (somebody(database, actor, login, Role.TECHNICIAN) for login in ("petrov", "sidorov"))
    order_id = accept(database, actor).orders[0].id
    do(database, life.start_diagnosis, first, order_id, NoteData())
    assert bench(database, order_id).technician_id == first.user_id
    do(database, diagnosis.record_diagnosis, second, order_id, PUMP)
    do(database, life.start_repair, second, order_id, NoteData())
    assert bench(database, order_id).technician_id == first.user_id


def test_waiting_for_a_part_moves_no_legal_day(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_DIAGNOSIS)
    before: OrderClocks = see(database, get_clocks, order_id, clock.today())
    days = (view(database, order_id).due_on, view(database, order_id).legal_until)
    do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_PART, reason="насос"))
    with clock.standing_at(clock.now() + timedelta(days=20)):
        do(database, life.start_diagnosis, actor, order_id, NoteData())
        after: OrderClocks = see(database, get_clocks, order_id, clock.today())
    assert (view(database, order_id).due_on, view(database, order_id).legal_until) == days
    assert [one.last_day for one in after.clocks] == [one.last_day for one in before.clocks]
    assert [one.days_left for one in after.clocks] == [one.days_left - 20 for one in before.clocks]


def test_a_waiting_state_of_the_centre_hangs_on_one_of_the_law(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_REPAIR)
    data = StateData(OrderStatus.WAITING_PART, "Деталь едет", token="amber")
    code = do(database, bench_catalogue.save_state, actor, data)
    do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_PART))
    do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_PART, code))
    state = bench(database, order_id).state
    assert (state.code, state.status, state.name, state.token) == (
        code, OrderStatus.WAITING_PART, "Деталь едет", "amber",
    )  # fmt: skip
    with pytest.raises(UserError, match="transition_forbidden"):
        do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_PART, code))
    with pytest.raises(UserError, match="state_wrong"):
        do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_CUSTOMER, code))
    with pytest.raises(UserError, match="state_in_use"):
        do(database, bench_catalogue.save_state, actor, replace(data, code=code, is_active=False))
    do(database, life.start_repair, actor, order_id, NoteData())
    assert bench(database, order_id).state.code == OrderStatus.IN_REPAIR
    assert is_whole(run_checks(database, ("own_states", "order_history", "order_moves")))


def test_who_may_move_into_a_state(database: Database, actor: Actor) -> None:
    data = StateData(
        OrderStatus.READY, "Готов к выдаче", code="ready", roles=(Role.MANAGER, Role.ADMINISTRATOR)
    )
    do(database, bench_catalogue.save_state, actor, data)
    order_id = order_in(database, actor, OrderStatus.IN_REPAIR)
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    tick_all(database, master, order_id)
    with pytest.raises(Exception, match="state_role"):
        do(database, life.finish_repair, master, order_id, NoteData())
    assert status(database, order_id) is OrderStatus.IN_REPAIR
    do(database, life.finish_repair, actor, order_id, NoteData())
    assert bench(database, order_id).state.name == "Готов к выдаче"


def test_a_move_on_an_old_version_names_who_was_first(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.ACCEPTED)
    version = view(database, order_id).version
    other = somebody(database, actor, "petrov", Role.TECHNICIAN)
    do(database, life.start_diagnosis, other, order_id, NoteData(), version)
    with pytest.raises(ConflictError, match="conflict_changed") as caught:
        do(database, life.wait_for, actor, order_id, MOVING["wait_for"], version)
    assert "22.05.2026 10:00" in text(caught.value)
    with pytest.raises(ConflictError, match="conflict_moved") as caught:
        do(database, life.start_diagnosis, actor, order_id, NoteData())
    words = text(caught.value)
    assert "Диагностика" in words
    assert str(caught.value.params["by"]) in words
    assert len(rows(database, StatusChange, StatusChange.order_id == order_id)) == 2


def test_leaving_work_stops_every_timer(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_REPAIR)
    other = somebody(database, actor, "petrov", Role.TECHNICIAN)
    for person in (actor, other):
        do(database, timers.start_timer, person, order_id, TimerData())
    do(database, life.wait_for, actor, order_id, MOVING["wait_for"])
    assert [row["ended_at"] for row in rows(database, TimeEntry)] == [clock.now(), clock.now()]


def test_reopen_takes_back_to_work_and_keeps_what_was_done(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.READY)
    do(database, life.reopen, actor, order_id, replace(REASON, reason="гудит при выдаче"))
    assert status(database, order_id) is OrderStatus.IN_REPAIR
    shown = bench(database, order_id)
    assert shown.checklist is not None
    assert shown.checklist.open_items == ()
    gone = order_in(database, actor, OrderStatus.IRREPARABLE, "S-2")
    do(database, life.reopen, actor, gone, replace(REASON, reason="нашлась деталь"))
    assert status(database, gone) is OrderStatus.IN_DIAGNOSIS


def test_no_fault_found_goes_from_the_diagnosis_to_ready(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_DIAGNOSIS)
    tick_all(database, actor, order_id)
    do(database, diagnosis.record_diagnosis, actor, order_id, PUMP)
    with pytest.raises(UserError, match="repair_not_started"):
        do(database, life.finish_repair, actor, order_id, NoteData())
    absent = DiagnosisData(DefectNature.ABSENT, "Недостаток не проявился за 4 часа")
    do(database, diagnosis.record_diagnosis, actor, order_id, absent)
    do(database, life.finish_repair, actor, order_id, NoteData())
    assert status(database, order_id) is OrderStatus.READY


def test_an_order_keeps_the_version_of_the_list_it_began_with(database: Database, actor: Actor) -> None:
    list_id = do(
        database,
        checklists.save_checklist,
        actor,
        ChecklistData(
            "Стиральная Bosch", (ItemData(ItemKind.YES_NO, "Слив", True),),
            category="washing_machine", brand="Bosch",
        ),
    )  # fmt: skip
    first = order_in(database, actor, OrderStatus.IN_DIAGNOSIS, "S-1")
    newer = ChecklistData(
        "Стиральная Bosch",
        tuple(ItemData(ItemKind.YES_NO, word, True) for word in ("Слив", "Отжим")),
        category="washing_machine",
        brand="Bosch",
        id=list_id,
    )
    do(database, checklists.save_checklist, actor, newer)
    second = order_in(database, actor, OrderStatus.IN_DIAGNOSIS, "S-2")
    found = [bench(database, order_id).checklist for order_id in (first, second)]
    assert [(one.name, one.version, len(one.items)) for one in found if one] == [
        ("Стиральная Bosch", 1, 1),
        ("Стиральная Bosch", 2, 2),
    ]


def test_the_check_of_moves_sees_a_forged_history(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.READY)
    assert is_whole(run_checks(database, ("order_moves",)))
    with database.begin(write=True) as session:
        session.execute(
            update(StatusChange.__table__)
            .where(StatusChange.order_id == order_id, StatusChange.from_status == "in_repair")
            .values(from_status="accepted")
        )
    assert not is_whole(run_checks(database, ("order_moves",)))


def test_the_check_of_states_sees_a_foreign_state(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_DIAGNOSIS)
    with database.begin(write=True) as session:
        session.execute(
            update(WorkOrder.__table__).where(WorkOrder.id == order_id).values(state_code="waiting-x")
        )
    assert not is_whole(run_checks(database, ("own_states",)))
    assert rows(database, OrderState) == []


def test_cancelling_stays_with_what_nobody_began(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_DIAGNOSIS)
    with pytest.raises(UserError, match="transition_forbidden"):
        do(database, orders.cancel, actor, order_id, "передумал")
    assert OrderStatus.CANCELLED not in TRANSITIONS[OrderStatus.IN_DIAGNOSIS]


def test_a_paid_order_needs_no_five_facts_but_a_word_on_payment(database: Database, actor: Actor) -> None:
    paid = visit(IntakeItem(washer("S-9"), request(kind=RequestKind.PAID)))
    order_id = accept(database, actor, paid).orders[0].id
    mended(database, actor, order_id)
    with pytest.raises(UserError, match="payment_missing"):
        do(database, deeds.do, actor, order_id, "hand_over", HandOverData())
    listed = {deed.verb: deed for deed in see(database, deeds.list_deeds, actor, order_id)}
    asked = {field.name for field in listed["hand_over"].fields if field.required}
    assert asked == {"payment"}


def test_taking_an_order_twice_is_no_harm(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.ACCEPTED)
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    for _ in range(2):
        one_entry(
            database, "bench.assign", lambda: do(database, deeds.do, master, order_id, "take", NoData())
        )
    assert bench(database, order_id).technician_id == master.user_id


def test_diagnosis_before_it_began_is_refused(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.ACCEPTED)
    with pytest.raises(UserError, match="move_not_from"):
        do(database, diagnosis.record_diagnosis, actor, order_id, PUMP)
    diagnosed(database, actor, order_id)
    assert status(database, order_id) is OrderStatus.IN_DIAGNOSIS


def test_what_nobody_looked_at_waits_only_for_the_customer(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.ACCEPTED)
    for state in (OrderStatus.WAITING_PART, OrderStatus.WAITING_MANUFACTURER):
        with pytest.raises(UserError, match="transition_forbidden"):
            do(database, life.wait_for, actor, order_id, WaitData(state))
    do(database, life.wait_for, actor, order_id, WaitData(OrderStatus.WAITING_CUSTOMER))
    assert status(database, order_id) is OrderStatus.WAITING_CUSTOMER

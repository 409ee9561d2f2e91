"""Business targets in the base: which one rules, what presses, the centre's own days, escalation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from tests.support.bench import order_in
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import count, do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.documents.sla import DayHours, SlaCalendar, SlaStage, SlaState, TargetData
from workstation.errors import UserError
from workstation.models import FollowUp
from workstation.queries.contacts import list_follow_ups
from workstation.queries.order_view import get_order_by_id
from workstation.queries.sla import get_order_sla, list_calendar_days, list_sla, list_targets
from workstation.services import settings, sla
from workstation.statuses import OrderStatus

DAY = TargetData("Bosch, день", "Bosch", response_minutes=120, repair_minutes=540, warn_minutes=60)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def target(database: Database, actor: Actor, data: TargetData = DAY) -> int:
    made: int = do(database, sla.save_target, actor, data)
    return made


def moscow(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=clock.local(clock.now()).tzinfo)


def test_a_target_of_the_brand_gives_the_order_its_clocks(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    assert see(database, get_order_sla, order_id, clock.now()).clocks == ()
    one_entry(database, "sla.change", lambda: target(database, actor))
    found = see(database, get_order_sla, order_id, moscow(5, 22, 11))
    assert [(one.stage, one.state, one.ends_at) for one in found.clocks] == [
        (SlaStage.RESPONSE, SlaState.SOON, moscow(5, 22, 12)),
        (SlaStage.REPAIR, SlaState.RUNNING, moscow(5, 25, 10)),
    ]
    view = see(database, get_order_by_id, order_id)
    assert view.around is not None
    assert view.around.sla.target == "Bosch, день"


def test_what_presses_comes_first_and_the_late_is_put_before_a_person_once(
    database: Database, actor: Actor
) -> None:
    first = accept(database, actor).orders[0].id
    order_in(database, actor, OrderStatus.READY, "S2")
    assert see(database, list_sla, clock.now()) == ()
    target(database, actor, replace(DAY, person_id=actor.user_id))
    assert see(database, list_sla, moscow(5, 22, 10, 30)) == ()
    (soon,) = see(database, list_sla, moscow(5, 22, 11, 30))
    assert (soon.order_id, soon.stage, soon.minutes_left) == (first, SlaStage.RESPONSE, 30)
    with clock.standing_at(moscow(5, 22, 13)):
        assert one_entry(database, "sla.escalate", lambda: do(database, sla.escalate, actor)) == 1
        assert do(database, sla.escalate, actor) == 0
        (late,) = see(database, list_sla, clock.now(), (SlaState.OVERDUE,))
    assert (late.is_escalated, late.minutes_left) == (True, -60)
    (call,) = see(database, list_follow_ups, person_id=actor.user_id)
    assert "Начать" in call.text
    assert count(database, FollowUp) == 1


def test_a_clock_stands_only_where_the_contract_lets_it(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.WAITING_CUSTOMER)
    made = target(database, actor)
    (_, repair) = see(database, get_order_sla, order_id, moscow(5, 22, 15)).clocks
    assert (repair.state, repair.minutes_left) == (SlaState.RUNNING, 240)
    pausing = replace(DAY, pauses=(OrderStatus.WAITING_CUSTOMER,))
    do(database, sla.save_target, actor, pausing, made)
    (_, repair) = see(database, get_order_sla, order_id, moscow(5, 22, 15)).clocks
    assert (repair.state, repair.minutes_left, repair.ends_at) == (SlaState.PAUSED, 540, None)


def test_the_centre_has_its_own_days_and_hours(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    target(database, actor)
    holiday = DayHours(date(2026, 5, 25), None, "учёт")
    one_entry(database, "sla.set_day", lambda: do(database, sla.set_day, actor, holiday))
    do(database, sla.set_day, actor, DayHours(date(2026, 5, 24), (time(10), time(10, 30))))
    assert len(see(database, list_calendar_days, actor.branch_id)) == 2
    assert see(database, list_calendar_days, actor.branch_id)[1] == holiday
    ends = see(database, get_order_sla, order_id, clock.now()).clocks[1].ends_at
    assert ends == moscow(5, 26, 9, 30)
    do(database, sla.drop_day, actor, date(2026, 5, 24))
    do(database, sla.drop_day, actor, date(2026, 5, 25))
    with pytest.raises(UserError, match="row_not_found"):
        do(database, sla.drop_day, actor, date(2026, 5, 25))
    week = [["08:00", "20:00"]] * 6 + [None]
    do(database, settings.set_setting, actor, "centre.week", week)
    assert see(database, get_order_sla, order_id, clock.now()).clocks[1].ends_at == moscow(5, 22, 19)


def test_a_customers_contract_round_the_clock_goes_before_the_brand(database: Database, actor: Actor) -> None:
    made = accept(database, actor, visit(IntakeItem(washer(), request())))
    target(database, actor)
    contract = TargetData(
        "Договор 7", customer_id=made.customer_id, contract="7/26", repair_minutes=2880,
        calendar=SlaCalendar.ALWAYS,
    )  # fmt: skip
    target(database, actor, contract)
    found = see(database, get_order_sla, made.orders[0].id, clock.now())
    assert (found.target, found.contract) == ("Договор 7", "7/26")
    assert found.clocks[0].ends_at == clock.now() + timedelta(hours=48)
    rows = see(database, list_targets)
    assert [row.data.name for row in rows] == ["Договор 7", "Bosch, день"]
    assert rows[0].customer == "Иванова Мария Петровна"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (replace(DAY, name=" "), "field_required"),
        (replace(DAY, response_minutes=None, repair_minutes=None), "field_required"),
        (replace(DAY, repair_minutes=0), "number_range"),
        (replace(DAY, customer_id=7), "customer_not_found"),
        (replace(DAY, person_id=7), "user_not_found"),
        (replace(DAY, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "period_reversed"),
    ],
)
def test_a_wrong_target_is_refused(database: Database, actor: Actor, data: TargetData, code: str) -> None:
    with pytest.raises(UserError) as caught:
        target(database, actor, data)
    assert caught.value.code == code
    assert see(database, list_targets) == ()


def test_only_a_manager_sets_targets(database: Database, actor: Actor) -> None:
    refused_without(database, actor, "sla.change", lambda who: target(database, who))
    with pytest.raises(UserError, match="hours_reversed"):
        do(database, sla.set_day, actor, DayHours(date(2026, 5, 25), (time(9), time(9))))

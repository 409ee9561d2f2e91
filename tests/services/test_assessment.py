"""Verdicts of the base: what they stand on, what changes them, and what never rewrites one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from workstation import clock
from workstation.db import Database
from workstation.documents.findings import DefectData
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.documents.terms import TermData
from workstation.documents.warranty import BrandAuthorisation, EntitlementCode, LawParam, Payer, RepairKind
from workstation.models import WorkOrder
from workstation.queries.order_view import get_order_by_id
from workstation.queries.warranty import list_verdicts
from workstation.services import assessment, findings, law, orders, settings, warranty_terms
from workstation.statuses import RequestKind

TODAY = date(2026, 5, 22)
SOLD = date(2025, 6, 10)
CONTRACT = BrandAuthorisation("Bosch", date(2024, 1, 1), TODAY, contract="АСЦ-1")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def run(database: Database, work: Any) -> Any:
    result, _changed = database.run(work, write=True)
    return result


def take(database: Database, actor: Actor, serial: str = "FD 0503 000123", **changes: Any) -> int:
    item = IntakeItem(washer(serial, sold_on=SOLD), request(**changes))
    return accept(database, actor, visit(item)).orders[0].id


def hand_over(database: Database, order_id: int, on: date) -> None:
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    table = WorkOrder.__table__
    with database.begin(write=True) as session:
        values = {"status": "handed_over", "closed_at": moment}
        session.execute(update(table).where(table.c.id == order_id).values(**values))


def latest(database: Database, order_id: int) -> assessment.Assessed:
    with database.begin() as session:
        found = assessment.latest(session, order_id)
    assert found is not None
    return found


def test_an_authorisation_that_ends_tomorrow_changes_tomorrow_and_not_yesterday(
    database: Database, actor: Actor
) -> None:
    run(database, lambda session: warranty_terms.save_authorisation(session, actor, CONTRACT))
    first = take(database, actor)
    kept = latest(database, first)
    assert kept.verdict.compensation.payer is Payer.MANUFACTURER
    with clock.standing_at(clock.now() + timedelta(days=1)):
        second = take(database, actor, "FD 0503 000777", demanded_on=TODAY + timedelta(days=1))
        run(database, lambda session: assessment.reassess(session, actor, first, "проверка"))
    assert latest(database, second).verdict.compensation.payer is Payer.UNKNOWN
    assert "NOT_AUTHORISED" in latest(database, second).verdict.warnings
    assert latest(database, first) == kept
    with database.begin() as session:
        assert len(list_verdicts(session, first)) == 1


def test_changing_the_data_rewrites_no_verdict(database: Database, actor: Actor) -> None:
    order_id = take(database, actor)
    kept = latest(database, order_id)
    shorter = LawParam("REPAIR_MAX_DAYS", "30", "days", "новая редакция", date(2026, 1, 1))
    run(database, lambda session: law.save_param(session, actor, shorter))
    run(
        database,
        lambda session: warranty_terms.save_term(
            session, actor, TermData("Bosch", "washing_machine", months=6)
        ),
    )
    assert latest(database, order_id) == kept
    later = take(database, actor, "FD 0503 000777")
    assert latest(database, later).verdict.entitlement.code is EntitlementCode.W2
    term = latest(database, later).verdict.entitlement.term
    assert term is not None
    assert term.last_day == TODAY + timedelta(days=30)
    with database.begin() as session:
        versions = [list_verdicts(session, one)[0].data_version for one in (order_id, later)]
    assert versions[0] != versions[1]


def test_history_is_what_was_handed_over(database: Database, actor: Actor) -> None:
    """Each repair extends the term by its days; a refused, a paid and an open one do not."""
    mended = take(database, actor, demanded_on=date(2026, 3, 2))
    hand_over(database, mended, date(2026, 3, 27))
    paid = take(database, actor, kind=RequestKind.PAID, demanded_on=date(2026, 4, 1), work_warranty_months=3)
    hand_over(database, paid, date(2026, 4, 10))
    presale = take(database, actor, kind=RequestKind.PRESALE, demanded_on=date(2026, 4, 12))
    hand_over(database, presale, date(2026, 4, 20))
    take(database, actor, demanded_on=date(2026, 5, 1))
    found = latest(database, take(database, actor))
    kinds = [(repair.kind, repair.work_months) for repair in found.facts.history]
    assert kinds == [(RepairKind.PAID, 3), (RepairKind.WARRANTY, None)]
    assert found.verdict.entitlement.extended_days == 25
    assert found.verdict.entitlement.until == date(2026, 7, 5)


def test_a_repeat_is_known_by_serial_and_defect(database: Database, actor: Actor) -> None:
    first = take(database, actor, kind=RequestKind.PAID, demanded_on=date(2026, 4, 1), work_warranty_months=3)
    run(database, lambda session: findings.record_defect(session, actor, first, DefectData("PUMP")))
    hand_over(database, first, date(2026, 4, 10))
    second = take(database, actor, "fd0503000123")
    run(database, lambda session: findings.record_defect(session, actor, second, DefectData("PUMP")))
    verdict = latest(database, second).verdict
    assert verdict.entitlement.code is EntitlementCode.OWN_WORK
    assert verdict.compensation.payer is Payer.CENTRE
    assert verdict.entitlement.until == date(2026, 7, 10)
    run(database, lambda session: findings.record_defect(session, actor, second, DefectData("DOOR")))
    assert latest(database, second).verdict.entitlement.code is EntitlementCode.W1


def test_a_correction_of_a_past_date_is_right_at_once(database: Database, actor: Actor) -> None:
    """Nothing of a term is typed: a corrected day of sale moves it, beside the verdict that was."""
    order_id = take(database, actor)
    with database.begin() as session:
        view = get_order_by_id(session, order_id)
    item = IntakeItem(replace(view.device, sold_on=date(2024, 5, 1)), view.request)
    customer = replace(IVANOVA, id=view.customer_id, version=view.customer.version)
    run(database, lambda session: orders.correct(session, actor, order_id, customer, item, view.version))
    assert latest(database, order_id).verdict.entitlement.code is EntitlementCode.W4
    with database.begin() as session:
        rows = list_verdicts(session, order_id)
    assert [(row.reason, row.code) for row in rows] == [("intake", "W1"), ("correct", "W4")]


def test_an_order_is_not_its_own_history(database: Database, actor: Actor) -> None:
    order_id = take(database, actor)
    hand_over(database, order_id, TODAY)
    assessed = run(database, lambda session: assessment.reassess(session, actor, order_id, "проверка"))
    assert assessed.facts.history == ()


def test_the_centres_setting_counts_the_day_of_handover(database: Database, actor: Actor) -> None:
    mended = take(database, actor, demanded_on=date(2026, 3, 2))
    hand_over(database, mended, date(2026, 3, 27))
    with database.begin(write=True) as session:
        settings.store(session, "warranty.inclusive_extension", True)
    assert latest(database, take(database, actor)).verdict.entitlement.extended_days == 26


def test_a_date_corrected_in_one_order_is_right_at_once_in_every_other(
    database: Database, actor: Actor
) -> None:
    """The term is the sum of events of the device: nothing of it is kept apart from them."""
    mended = take(database, actor, demanded_on=date(2026, 3, 2))
    first = take(database, actor, demanded_on=date(2026, 5, 20))
    waiting = take(database, actor)

    def correct(order_id: int, **dates: Any) -> None:
        with database.begin() as session:
            view = get_order_by_id(session, order_id)
        demanded = dates.pop("demanded_on", view.request.demanded_on)
        item = IntakeItem(replace(view.device, **dates), replace(view.request, demanded_on=demanded))
        customer = replace(IVANOVA, id=view.customer_id, version=view.customer.version)
        run(
            database,
            lambda session: orders.correct(session, actor, order_id, customer, item, view.version),
        )

    correct(mended, demanded_on=date(2026, 3, 7))
    hand_over(database, mended, date(2026, 3, 27))
    correct(first, sold_on=date(2025, 6, 1))
    for order_id in (first, waiting):
        entitlement = latest(database, order_id).verdict.entitlement
        assert (entitlement.extended_days, entitlement.until) == (20, date(2026, 6, 21))
    with database.begin() as session:
        assert [row.reason for row in list_verdicts(session, waiting)] == ["intake", "correct"]


def test_of_several_contracts_the_one_for_the_group_counts(database: Database, actor: Actor) -> None:
    ended = replace(CONTRACT, valid_to=TODAY - timedelta(days=1), contract="АСЦ-0")
    screens = replace(CONTRACT, valid_to=None, groups=("tv", "monitor"), contract="АСЦ-ТВ")
    machines = replace(CONTRACT, valid_to=None, groups=("washing_machine",), contract="АСЦ-СМ")
    for contract in (ended, screens, machines):
        run(
            database,
            lambda session, contract=contract: warranty_terms.save_authorisation(session, actor, contract),
        )
    found = latest(database, take(database, actor))
    assert found.facts.authorisation is not None
    assert found.facts.authorisation.contract == "АСЦ-СМ"
    assert found.verdict.compensation.payer is Payer.MANUFACTURER

"""A ready device nobody collects: the word, reminders, the written warning, two months, a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.support.bench import order_in
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import Channel, NotifyData, Topic
from workstation.documents.customer_papers import ReadyNotice, UnclaimedAct, UnclaimedNotice
from workstation.documents.intake import IntakeItem, StorageTerms
from workstation.documents.people import Actor
from workstation.documents.places import MoveToData
from workstation.documents.unclaimed import (
    DeliveryData,
    DisposalData,
    DisposalKind,
    NoticeData,
    NoticeWay,
    UnclaimedStep,
)
from workstation.errors import ErrorList, UserError
from workstation.models import StatusChange, WorkOrder
from workstation.queries.contacts import list_contacts
from workstation.queries.order_view import get_order_by_id
from workstation.queries.unclaimed import get_disposal, get_unclaimed, list_notices, list_unclaimed
from workstation.rules.unclaimed import acts_from, next_step, storage_fee
from workstation.services import documents, places, unclaimed
from workstation.services.check import is_whole, run_checks
from workstation.statuses import DocumentKind, OrderStatus, RequestKind

CALL = NotifyData(Channel.PHONE, to_pay=0)
LETTER = NoticeData(NoticeWay.POST, "11511492003417")
SOLD = DisposalData(
    DisposalKind.SALE, ("Петров А. В.", "Иванова М. П."), "исправно, царапины", 900_000, 120_000
)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.fixture
def order_id(database: Database, actor: Actor) -> int:
    return order_in(database, actor, OrderStatus.READY)


def later(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


def whole(database: Database) -> bool:
    names = ("unclaimed", "order_states", "order_history", "document_numbers", "snapshots", "places")
    return is_whole(run_checks(database, names))


@pytest.mark.parametrize(
    ("delivered", "first"),
    [
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2026, 5, 22), date(2026, 7, 22)),
        (date(2026, 6, 30), date(2026, 8, 30)),
    ],
)
def test_two_months_from_the_delivery(delivered: date, first: date) -> None:
    assert acts_from(delivered) == first


def test_steps_follow_one_another_and_nothing_decides_by_itself(
    database: Database, actor: Actor, order_id: int
) -> None:
    def step(days: int) -> tuple[UnclaimedStep, date | None]:
        row = see(database, get_unclaimed, order_id, clock.today() + timedelta(days=days))
        return row.step, row.step_on

    assert step(0) == (UnclaimedStep.NOTIFY, date(2026, 5, 22))
    do(database, unclaimed.notify_ready, actor, order_id, CALL)
    assert step(0) == (UnclaimedStep.REMIND, date(2026, 5, 29))
    with clock.standing_at(later(8)):
        do(database, unclaimed.remind, actor, order_id, NotifyData(Channel.SMS))
    assert step(8) == (UnclaimedStep.REMIND, date(2026, 6, 6))
    assert step(30) == (UnclaimedStep.WARN, date(2026, 6, 21))
    with clock.standing_at(later(31)):
        do(database, unclaimed.warn_unclaimed, actor, order_id, LETTER)
    assert step(400) == (UnclaimedStep.DELIVERY, date(2026, 6, 22))
    with clock.standing_at(later(40)):
        first = do(database, unclaimed.record_delivery, actor, order_id, DeliveryData(date(2026, 6, 30)))
    assert first == date(2026, 8, 30)
    assert step(60) == (UnclaimedStep.WAIT, date(2026, 8, 30))
    assert step(100) == (UnclaimedStep.DECIDE, date(2026, 8, 30))
    assert see(database, get_order_by_id, order_id).status is OrderStatus.READY
    assert whole(database)


def test_the_word_of_readiness_is_a_contact_and_a_paper(
    database: Database, actor: Actor, order_id: int
) -> None:
    data = NotifyData(Channel.PHONE, to_pay=125_000)
    one_entry(
        database, "unclaimed.notify", lambda: do(database, unclaimed.notify_ready, actor, order_id, data)
    )
    (said,) = see(database, list_contacts, order_id=order_id)
    assert said.topic is Topic.READY
    assert "1 250,00" in said.text.replace("\u00a0", " ")
    order = see(database, get_order_by_id, order_id)
    (sheet,) = [one for one in order.papers if one.kind is DocumentKind.READY_NOTICE]
    paper, _row = see(database, documents.read, sheet.id)
    assert isinstance(paper, ReadyNotice)
    assert (paper.to_pay, paper.ready_on, paper.sent_by) == (125_000, date(2026, 5, 22), "звонок")


def test_an_order_in_work_is_not_announced(database: Database, actor: Actor) -> None:
    order_id = order_in(database, actor, OrderStatus.IN_REPAIR, "S2")
    for verb, data in (
        (unclaimed.notify_ready, CALL),
        (unclaimed.warn_unclaimed, LETTER),
        (unclaimed.dispose, SOLD),
    ):
        with pytest.raises(ErrorList) as caught:
            do(database, verb, actor, order_id, data)
        assert caught.value.errors[0].code == "move_not_from"
    assert see(database, list_unclaimed, clock.today()) == ()


def test_a_warning_is_written_and_says_what_went_before(
    database: Database, actor: Actor, order_id: int
) -> None:
    do(database, unclaimed.notify_ready, actor, order_id, CALL)
    one_entry(
        database, "unclaimed.warn", lambda: do(database, unclaimed.warn_unclaimed, actor, order_id, LETTER)
    )
    order = see(database, get_order_by_id, order_id)
    (sheet,) = [one for one in order.papers if one.kind is DocumentKind.UNCLAIMED_NOTICE]
    paper, _row = see(database, documents.read, sheet.id)
    assert isinstance(paper, UnclaimedNotice)
    assert (paper.postal_number, paper.is_paid, paper.dues) == ("11511492003417", False, ())
    assert [one.channel for one in paper.earlier] == ["звонок"]
    assert paper.take_until == date(2026, 6, 21)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (NoticeData(NoticeWay.POST), "rpo_required"),
        (replace(LETTER, sent_on=date(2026, 5, 23)), "date_future"),
        (replace(LETTER, take_until=date(2026, 5, 22)), "take_until_early"),
        (replace(LETTER, delivered_on=date(2026, 5, 21)), "delivered_before_sent"),
    ],
)
def test_a_wrong_warning_is_refused(
    database: Database, actor: Actor, order_id: int, data: NoticeData, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        do(database, unclaimed.warn_unclaimed, actor, order_id, data)
    assert caught.value.code == code
    assert see(database, list_notices, order_id) == ()


def test_handed_over_against_a_signature_it_is_delivered_at_once(
    database: Database, actor: Actor, order_id: int
) -> None:
    do(database, unclaimed.warn_unclaimed, actor, order_id, NoticeData(NoticeWay.HAND))
    (notice,) = see(database, list_notices, order_id)
    assert (notice.delivered_on, notice.acts_from) == (date(2026, 5, 22), date(2026, 7, 22))


def test_a_sale_is_decided_by_people_and_not_before_two_months(
    database: Database, actor: Actor, order_id: int
) -> None:
    def sell(days: int, data: DisposalData = SOLD) -> None:
        with clock.standing_at(later(days)):
            do(database, unclaimed.dispose, actor, order_id, data)

    with pytest.raises(ErrorList) as caught:
        sell(100)
    assert caught.value.errors[0].code == "notice_none"
    do(database, unclaimed.warn_unclaimed, actor, order_id, LETTER)
    with pytest.raises(UserError, match="notice_undelivered"):
        sell(100)
    with clock.standing_at(later(10)):
        do(database, unclaimed.record_delivery, actor, order_id, DeliveryData(date(2026, 5, 30), "вручено"))
    with pytest.raises(UserError, match="disposal_early"):
        sell(68)
    for data, code in (
        (replace(SOLD, commission=("Петров А. В.", " ")), "commission_small"),
        (replace(SOLD, condition=" "), "field_required"),
        (replace(SOLD, price=None), "price_required"),
        (replace(SOLD, owed=-1), "money_negative"),
    ):
        with pytest.raises(UserError) as wrong:
            sell(69, data)
        assert wrong.value.code == code
    refused_without(
        database, actor, "unclaimed.decide", lambda who: do(database, unclaimed.dispose, who, order_id, SOLD)
    )
    one_entry(database, "unclaimed.decide", lambda: sell(69))
    order = see(database, get_order_by_id, order_id)
    assert (order.status, order.closed_at) == (OrderStatus.UNCLAIMED, later(69))
    assert rows(database, StatusChange)[-1]["reason"] == "Продажа"
    kept = see(database, get_disposal, order_id)
    assert (kept.price, kept.owed, kept.commission) == (900_000, 120_000, SOLD.commission)
    (sheet,) = [one for one in order.papers if one.kind is DocumentKind.UNCLAIMED_ACT]
    act, _row = see(database, documents.read, sheet.id)
    assert isinstance(act, UnclaimedAct)
    assert (act.number[:2], act.is_sale, act.is_paid, act.commission) == ("АН", True, False, SOLD.commission)
    assert (act.price, act.owed, act.condition) == (900_000, 120_000, "исправно, царапины")
    assert (act.delivered_on, act.acts_from) == (date(2026, 5, 30), date(2026, 7, 30))
    assert act.postal_number == LETTER.rpo_number
    do(database, places.move_to, actor, order_id, MoveToData("Курьер"))
    assert whole(database)


def test_a_decision_before_its_time_is_found(database: Database, actor: Actor, order_id: int) -> None:
    do(database, unclaimed.warn_unclaimed, actor, order_id, NoticeData(NoticeWay.HAND))
    with clock.standing_at(later(62)):
        do(database, unclaimed.dispose, actor, order_id, SOLD)
    assert whole(database)
    with database.begin(write=True) as session:
        session.execute(WorkOrder.__table__.update().values(status=OrderStatus.HANDED_OVER.value))
    (result,) = run_checks(database, ("unclaimed",))
    assert result.failed == 1


def test_storage_costs_only_by_the_signed_terms(database: Database, actor: Actor) -> None:
    terms = StorageTerms(45, 5_000)
    assert storage_fee(terms, date(2026, 5, 22), date(2026, 7, 6)) == 0
    assert storage_fee(terms, date(2026, 5, 22), date(2026, 7, 8)) == 10_000
    assert storage_fee(terms, None, date(2026, 7, 8)) is None
    assert storage_fee(None, date(2026, 5, 22), date(2026, 7, 8)) is None
    ids = {}
    for kind, storage in ((RequestKind.PAID, terms), (RequestKind.PAID, None), (RequestKind.WARRANTY, terms)):
        wanted = request(kind=kind, storage=storage)
        made = accept(database, actor, visit(IntakeItem(washer(f"S{len(ids)}"), wanted))).orders[0].id
        ids[made] = 10_000 if (kind, storage) == (RequestKind.PAID, terms) else None
    with database.begin(write=True) as session:
        session.execute(WorkOrder.__table__.update().values(status=OrderStatus.READY.value))
    for one in ids:
        do(database, unclaimed.notify_ready, actor, one, CALL)
    found = {row.order_id: row.storage_fee for row in see(database, list_unclaimed, date(2026, 7, 8))}
    assert found == ids


def test_a_day_that_is_past_is_the_step_that_is_due() -> None:
    ready_on, today = date(2026, 5, 1), date(2026, 5, 20)
    assert next_step(ready_on, False, None, None, today, 7, 30) == (UnclaimedStep.NOTIFY, ready_on)
    assert next_step(ready_on, True, None, None, today, 7, 30) == (UnclaimedStep.REMIND, date(2026, 5, 8))
    assert next_step(ready_on, True, date(2026, 5, 28), None, date(2026, 5, 29), 7, 30) == (
        UnclaimedStep.REMIND,
        date(2026, 5, 31),
    )

"""Estimates: versions, the customer's answer, and work that stops over what was agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.bench import tick_all
from tests.support.money import Desk, open_desk
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import clock, messages
from workstation.db import Database
from workstation.documents.billing import EstimateState
from workstation.documents.billing_data import LinePriceData, OfferData
from workstation.documents.billing_rows import EstimateRow
from workstation.documents.contacts import AnswerData, AnswerWay, ApprovalAnswer, Channel
from workstation.documents.deeds import TimerData, WorkData
from workstation.documents.warranty import Payer
from workstation.errors import ErrorList, UserError
from workstation.queries.contacts import list_approvals, list_contacts
from workstation.queries.money import list_estimates
from workstation.queries.order_view import get_order_by_id
from workstation.services import estimates
from workstation.statuses import EstimateKind, OrderStatus

BY_PHONE = OfferData(EstimateKind.FIRM, Channel.PHONE)
AGREED = AnswerData(ApprovalAnswer.AGREED, AnswerWay.PHONE)
REFUSED = AnswerData(ApprovalAnswer.REFUSED, AnswerWay.PHONE)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A paid order in repair for which nothing was agreed."""
    return open_desk(database, agreed=None)


def listed(desk: Desk) -> tuple[EstimateRow, ...]:
    """The versions of the order's estimate."""
    found: tuple[EstimateRow, ...] = see(desk.database, list_estimates, desk.order_id)
    return found


def status(desk: Desk) -> OrderStatus:
    """Where the order stands."""
    found: OrderStatus = see(desk.database, get_order_by_id, desk.order_id).status
    return found


def test_an_offer_asks_the_customer(desk: Desk) -> None:
    desk.work(150000)
    desk.part(100000)
    desk.act("set_price", LinePriceData(desk.work(70000), payer=Payer.MANUFACTURER))
    data = OfferData(EstimateKind.APPROXIMATE, Channel.PHONE, 300000, clock.today(), "насос оригинальный")
    made = one_entry(desk.database, "money.offer", lambda: desk.act("offer_estimate", data))
    (row,) = listed(desk)
    assert (row.id, row.version, row.kind, row.state) == (
        made,
        1,
        EstimateKind.APPROXIMATE,
        EstimateState.OFFERED,
    )
    assert (row.total, row.limit, [line.total for line in row.lines]) == (250000, 300000, [150000, 100000])
    assert status(desk) is OrderStatus.WAITING_CUSTOMER
    (question,) = see(desk.database, list_approvals, desk.order_id)
    assert (question.cost_after, question.answer) == (250000, None)
    assert "насос оригинальный" in see(desk.database, list_contacts, order_id=desk.order_id)[-1].text
    with pytest.raises(ErrorList, match="approval_open"):
        desk.act("offer_estimate", data)


def test_an_agreement_is_the_orders_cost_and_limit(desk: Desk) -> None:
    desk.work(150000)
    desk.act("offer_estimate", OfferData(EstimateKind.FIRM, Channel.PHONE, 200000))
    desk.act("record_answer", AGREED)
    (row,) = listed(desk)
    assert (row.state, row.answer, row.way) == (
        EstimateState.AGREED,
        ApprovalAnswer.AGREED,
        AnswerWay.PHONE,
    )
    assert row.answered_at == clock.now()
    money = desk.money
    assert (money.agreed, money.limit, money.may_spend, money.is_over) == (150000, 200000, 200000, False)


def test_a_new_version_replaces_those_before(desk: Desk) -> None:
    desk.work(150000)
    desk.act("offer_estimate", BY_PHONE)
    desk.act("record_answer", REFUSED)
    desk.act("offer_estimate", BY_PHONE)
    desk.act("record_answer", AGREED)
    desk.work(50000)
    desk.act("offer_estimate", BY_PHONE)
    assert [(one.version, one.state, one.total) for one in listed(desk)] == [
        (1, EstimateState.REFUSED, 150000),
        (2, EstimateState.REPLACED, 150000),
        (3, EstimateState.OFFERED, 200000),
    ]
    assert [len(one.lines) for one in listed(desk)] == [1, 1, 2]
    desk.act("record_answer", AnswerData(ApprovalAnswer.OTHER, AnswerWay.PHONE, text="подумает"))
    assert listed(desk)[-1].state is EstimateState.REFUSED
    assert desk.money.agreed == 150000


def test_work_over_what_was_agreed_stops_until_the_answer(desk: Desk) -> None:
    line = desk.work(150000)
    desk.act("offer_estimate", BY_PHONE)
    desk.act("record_answer", AGREED)
    desk.act("start_repair")
    desk.act("start_timer", TimerData(line))
    desk.act("stop_timer")
    extra = desk.work(30000, "Чистка")
    tick_all(desk.database, desk.actor, desk.order_id)
    with pytest.raises(ErrorList, match="over_approved") as found:
        desk.act("finish_repair")
    text = messages.text(found.value)
    assert all(sum_ in text for sum_ in ("1\u00a0800,00", "1\u00a0500,00", "300,00"))
    with pytest.raises(ErrorList, match="over_approved"):
        desk.act("start_timer", TimerData(extra))
    desk.act("offer_estimate", BY_PHONE)
    with pytest.raises(ErrorList, match="over_approved"):
        desk.act("start_repair")
    desk.act("record_answer", AGREED)
    desk.act("start_repair")
    desk.act("finish_repair")
    assert status(desk) is OrderStatus.READY


def test_within_the_limit_nobody_is_asked(database: Database) -> None:
    desk = open_desk(database, agreed=100000, approval_limit=150000)
    desk.work(149999)
    desk.finish()
    assert status(desk) is OrderStatus.READY


def test_lines_that_others_pay_for_stop_nothing(desk: Desk) -> None:
    line = desk.work(150000)
    desk.act("set_price", LinePriceData(line, payer=Payer.MANUFACTURER))
    desk.act("add_work", WorkData(name="Без цены"))
    desk.finish()
    assert status(desk) is OrderStatus.READY


def test_what_is_wrong_with_an_offer(desk: Desk) -> None:
    with pytest.raises(ErrorList, match="estimate_empty"):
        desk.act("offer_estimate", BY_PHONE)
    desk.work(150000)
    yesterday = clock.today() - timedelta(days=1)
    for data, code in (
        (OfferData(EstimateKind.FIRM, Channel.PHONE, 149999), "limit_under"),
        (OfferData(EstimateKind.FIRM, Channel.PHONE, valid_until=yesterday), "term_past"),
    ):
        with pytest.raises(UserError, match=code):
            desk.act("offer_estimate", data)
    refused_without(
        desk.database,
        desk.actor,
        "money.offer",
        lambda actor: do(desk.database, estimates.offer, actor, desk.order_id, BY_PHONE),
    )
    assert listed(desk) == ()

"""Money to give back: orders that are closed, and more was paid for them than is owed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from tests.support.bench import WENT_AWAY
from tests.support.money import Desk, open_desk
from tests.support.verbs import see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import PaymentMethod
from workstation.documents.billing_data import RefundData
from workstation.documents.billing_rows import ReturnRow
from workstation.documents.deeds import HandOverData
from workstation.models import WorkOrder
from workstation.queries.payments import list_debts, list_payments
from workstation.queries.to_return import list_to_return
from workstation.services import payments
from workstation.statuses import OrderStatus, PaymentState

PAID = HandOverData(payment=PaymentState.PAID)


def listed(desk: Desk, **only: Any) -> tuple[ReturnRow, ...]:
    """What the list says."""
    found: tuple[ReturnRow, ...] = see(desk.database, list_to_return, desk.actor.branch_id, **only)
    return found


def give_back(desk: Desk, amount: int | None = None) -> None:
    """A refund of the order's first payment."""
    found = see(desk.database, list_payments, desk.actor.branch_id, order_id=desk.order_id)
    desk.do(payments.refund, RefundData(found[-1].id, "вернули", amount, PaymentMethod.CASH))


def test_nothing_is_owed_for_what_was_not_repaired(database: Database) -> None:
    desk = open_desk(database, prepayment=100_000)
    desk.work(200_000)
    assert listed(desk) == ()
    desk.act("return_unrepaired", WENT_AWAY)
    (row,) = listed(desk)
    assert (row.amount, row.total, row.paid, row.order) == (100_000, 0, 100_000, desk.number)
    assert (desk.money.total, desk.money.balance) == (200_000, -100_000)
    assert (row.status, row.since) == (OrderStatus.RETURNED_UNREPAIRED, clock.today())
    assert (row.customer, row.phone) == ("Иванова Мария Петровна", "+7 912 345-67-89")
    assert {type(sum_) for sum_ in (row.amount, row.total, row.paid)} == {int}
    assert listed(desk, order_id=desk.order_id) == (row,)
    assert listed(desk, order_id=desk.order_id + 1) == ()
    assert see(database, list_to_return, desk.actor.branch_id + 1) == ()
    assert see(database, list_debts, desk.actor.branch_id) == ()
    give_back(desk, 40_000)
    assert [one.amount for one in listed(desk)] == [60_000]
    give_back(desk)
    assert listed(desk) == ()


def test_an_invoice_of_an_unrepaired_order_is_owed(database: Database) -> None:
    desk = open_desk(database, prepayment=100_000)
    desk.work(60_000, "Диагностика")
    desk.bill()
    desk.act("return_unrepaired", WENT_AWAY)
    assert [(one.amount, one.total) for one in listed(desk)] == [(40_000, 60_000)]
    assert desk.money.balance == -40_000


def test_a_repair_that_cost_less_than_was_paid(database: Database) -> None:
    desk = open_desk(database, prepayment=500_000)
    desk.work(100_000)
    desk.part(50_000, 2)
    desk.finish()
    assert listed(desk) == ()
    desk.act("hand_over", PAID)
    assert [(one.amount, one.total, one.status) for one in listed(desk)] == [
        (300_000, 200_000, OrderStatus.HANDED_OVER)
    ]


def test_a_repair_paid_as_it_costs_is_in_no_list(database: Database) -> None:
    desk = open_desk(database, prepayment=100_000)
    desk.work(100_000)
    desk.finish()
    desk.act("hand_over", PAID)
    assert listed(desk) == ()


def test_a_repair_without_prices_costs_what_was_agreed(database: Database) -> None:
    desk = open_desk(database, agreed=300_000, prepayment=500_000)
    desk.finish()
    desk.act("hand_over", PAID)
    assert [(one.amount, one.total) for one in listed(desk)] == [(200_000, 300_000)]


def test_what_nobody_ever_priced_is_not_guessed(database: Database) -> None:
    desk = open_desk(database, agreed=None, prepayment=500_000)
    desk.finish()
    desk.act("hand_over", PAID)
    assert desk.money.paid == 500_000
    assert listed(desk) == ()


def test_an_order_that_was_cancelled_with_money_in_it(database: Database) -> None:
    desk = open_desk(database, prepayment=100_000)
    desk.work(200_000)
    orders = WorkOrder.__table__
    gone = {"status": OrderStatus.CANCELLED.value, "closed_at": clock.now()}
    with database.begin(write=True) as session:
        session.execute(update(orders).where(orders.c.id == desk.order_id).values(**gone))
    assert [(one.amount, one.status) for one in listed(desk)] == [(100_000, OrderStatus.CANCELLED)]

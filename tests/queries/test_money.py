"""Money as lists and cards show it: lines with payers, what was paid, debts, a day's sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.support.bench import in_repair, order_in, tick_all
from tests.support.intakes import ready
from tests.support.verbs import do, see
from workstation import clock, keys
from workstation.db import Database
from workstation.documents.billing import LineKind, PaymentKind, PaymentMethod, TaxMode
from workstation.documents.deeds import HandOverData, NoteData
from workstation.documents.people import Actor
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.models import LabourLine, PartLine, Payment, WorkOrder
from workstation.queries import money, payments
from workstation.services import handover, life, settings
from workstation.statuses import OrderStatus, PaymentState


@dataclass(frozen=True)
class Till:
    """A base with one order, and rows of money put straight into it."""

    database: Database
    actor: Actor
    order_id: int

    def work(self, price: int | None, discount: int = 0, payer: str | None = None, **more: Any) -> None:
        """A line of work."""
        row = {
            "id": keys.new_key(),
            "order_id": self.order_id,
            "name": "Замена насоса",
            "performer_id": self.actor.user_id,
            "price_kopecks": price,
            "discount_kopecks": discount,
            "payer": payer,
            "added_at": clock.now(),
            "user_id": self.actor.user_id,
            **more,
        }
        with self.database.begin(write=True) as session:
            session.execute(insert(LabourLine.__table__), row)

    def part(self, price: int, quantity: int) -> None:
        """A line of parts."""
        row = {
            "id": keys.new_key(),
            "order_id": self.order_id,
            "name": "Насос",
            "quantity": quantity,
            "source": "stock",
            "old_part": "to_customer",
            "price_kopecks": price,
            "added_at": clock.now(),
            "user_id": self.actor.user_id,
        }
        with self.database.begin(write=True) as session:
            session.execute(insert(PartLine.__table__), row)

    def pay(
        self,
        amount: int,
        kind: PaymentKind = PaymentKind.PAYMENT,
        method: PaymentMethod = PaymentMethod.CASH,
        **more: Any,
    ) -> int:
        """A row of payment."""
        row = {
            "id": keys.new_key(),
            "branch_id": self.actor.branch_id,
            "request_id": str(keys.new_key()),
            "customer_id": self.customer_id,
            "order_id": self.order_id,
            "kind": kind.value,
            "method": method.value,
            "amount_kopecks": amount,
            "paid_at": clock.now(),
            "receipt_state": "not_punched",
            "made_at": clock.now(),
            "user_id": self.actor.user_id,
            **more,
        }
        with self.database.begin(write=True) as session:
            session.execute(insert(Payment.__table__), row)
        return int(row["id"])

    def put(self, **values: Any) -> None:
        """Change the order's row."""
        orders = WorkOrder.__table__
        with self.database.begin(write=True) as session:
            session.execute(update(orders).where(orders.c.id == self.order_id).values(**values))

    @property
    def customer_id(self) -> int:
        """Whose order it is."""
        with self.database.begin() as session:
            return session.get_one(WorkOrder, self.order_id).customer_id


@pytest.fixture
def till(database: Database) -> Till:
    """An order that the customer pays for."""
    actor = ready(database)
    made = Till(database, actor, order_in(database, actor, OrderStatus.ACCEPTED))
    made.put(kind="paid")
    return made


def test_lines_have_their_payers(till: Till) -> None:
    till.work(150000, 5000)
    till.work(70000, payer="manufacturer")
    till.work(None)
    till.work(99999, removed_at=clock.now(), removed_reason="ошибка")
    till.part(10000, 2)
    found = see(till.database, money.get_order_money, till.order_id)
    assert [(one.kind, one.total, one.payer) for one in found.lines] == [
        (LineKind.WORK, 145000, Payer.CUSTOMER),
        (LineKind.WORK, 70000, Payer.MANUFACTURER),
        (LineKind.WORK, 0, Payer.CUSTOMER),
        (LineKind.PART, 20000, Payer.CUSTOMER),
    ]
    assert found.lines[3].unit == "шт."
    assert (found.total, found.others_total, found.balance, found.is_priced) == (165000, 70000, 165000, True)
    with pytest.raises(UserError, match="order_not_found"):
        see(till.database, money.get_order_money, 1)


def test_a_warranty_order_is_paid_for_by_whom_the_verdict_names(till: Till) -> None:
    till.put(kind="warranty")
    till.work(150000)
    payer = see(till.database, money.order_payer, till.order_id)
    assert payer is not Payer.CUSTOMER
    found = see(till.database, money.get_order_money, till.order_id)
    assert (found.total, found.others_total, found.lines[0].payer) == (0, 150000, payer)


def test_what_came_less_what_went_back(till: Till) -> None:
    till.work(300000)
    first = till.pay(100000, PaymentKind.PREPAYMENT)
    till.pay(30000, PaymentKind.REFUND, refund_of_id=first)
    second = till.pay(90000, method=PaymentMethod.CARD)
    till.pay(10000, PaymentKind.REFUND, PaymentMethod.CARD, refund_of_id=second)
    till.pay(40000, PaymentKind.OFFSET, PaymentMethod.PREPAID)
    found = see(till.database, money.get_order_money, till.order_id)
    assert (found.paid, found.prepaid, found.balance) == (150000, 30000, 150000)
    listed = see(till.database, payments.list_payments, till.actor.branch_id, order_id=till.order_id)
    left = {one.id: one.left for one in listed}
    assert (left[first], left[second], len(listed)) == (70000, 80000, 5)
    assert {type(one.left) for one in listed} == {int}


def test_a_day_by_method(till: Till) -> None:
    first = till.pay(100000)
    till.pay(50000, method=PaymentMethod.CARD, receipt_state="punched")
    till.pay(20000, PaymentKind.REFUND, refund_of_id=first)
    till.pay(70000, PaymentKind.OFFSET, PaymentMethod.PREPAID)
    till.pay(5000, paid_at=clock.now() - timedelta(days=1))
    found = see(till.database, payments.day_summary, till.actor.branch_id, clock.today())
    assert [(one.method, one.came, one.returned, one.count, one.unpunched) for one in found.sums] == [
        (PaymentMethod.CASH, 100000, 20000, 2, 2),
        (PaymentMethod.CARD, 50000, 0, 1, 0),
    ]
    assert (found.came, found.returned, found.offset) == (150000, 20000, 70000)
    listed = see(till.database, payments.list_payments, till.actor.branch_id, day=clock.today())
    assert len(listed) == 4
    waiting = see(till.database, payments.list_payments, till.actor.branch_id, unpunched=True)
    assert all(one.receipt is None for one in waiting)
    assert len(waiting) == 4


def test_who_owes_for_an_order_that_is_gone(till: Till) -> None:
    till.work(300000)
    till.part(10000, 1)
    till.work(70000, payer="manufacturer")
    assert see(till.database, payments.list_debts, till.actor.branch_id) == ()
    till.put(kind="warranty")
    in_repair(till.database, till.actor, till.order_id)
    till.put(kind="paid")
    tick_all(till.database, till.actor, till.order_id)
    till.put(terms='{"estimate":{"kind":"firm","amount":310000}}')
    do(till.database, life.finish_repair, till.actor, till.order_id, NoteData())
    till.pay(60000)
    on_account = HandOverData(payment=PaymentState.ON_ACCOUNT)
    do(till.database, handover.hand_over, till.actor, till.order_id, on_account)
    (debt,) = see(till.database, payments.list_debts, till.actor.branch_id)
    assert (debt.debt, debt.total, debt.paid, debt.order_id) == (250000, 310000, 60000, till.order_id)
    own, another = debt.customer_id, debt.customer_id + 1
    assert see(till.database, payments.list_debts, till.actor.branch_id, customer_id=own) == (debt,)
    assert see(till.database, payments.list_debts, till.actor.branch_id, customer_id=another) == ()
    assert debt.phone == "+7 912 345-67-89"
    assert {type(sum_) for sum_ in (debt.debt, debt.total, debt.paid)} == {int}
    till.pay(250000)
    assert see(till.database, payments.list_debts, till.actor.branch_id) == ()


def test_the_tax_mode_comes_from_dated_rows_then_from_the_regime(till: Till) -> None:
    today = clock.today()
    assert see(till.database, money.tax_mode, today) is None
    with till.database.begin(write=True) as session:
        settings.store(session, "centre.tax_regime", "usn_income")
    assert see(till.database, money.tax_mode, today) is TaxMode.USN_EXEMPT
    with till.database.begin(write=True) as session:
        settings.store(session, "money.tax_modes", [["2026-01-01", "usn_low"]])
    assert see(till.database, money.tax_mode, today) is TaxMode.USN_LOW

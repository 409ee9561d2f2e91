"""Money at the handover: the balance, the prepayment set off, who may go on account."""

from __future__ import annotations

import pytest

from tests.support.money import FIRM, Desk, open_desk
from tests.support.verbs import one_entry, rows, see
from workstation.db import Database
from workstation.documents.billing import PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_data import ReceiptData
from workstation.documents.deeds import HandOverData
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.models import LabourLine, PartLine
from workstation.queries.payments import list_debts, list_payments
from workstation.services import payments
from workstation.statuses import PaymentState, Role

PAID = HandOverData(payment=PaymentState.PAID)
BY_CARD = HandOverData(pay_method=PaymentMethod.CARD)
ON_ACCOUNT = HandOverData(payment=PaymentState.ON_ACCOUNT)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A paid order that is ready, of 3 000,00 with 1 000,00 paid in advance."""
    made = open_desk(database, prepayment=100000)
    made.work(200000)
    made.part(100000)
    made.finish()
    return made


def listed(desk: Desk) -> list[tuple[PaymentKind, PaymentMethod, int]]:
    """The order's payments, oldest first."""
    found = see(desk.database, list_payments, desk.actor.branch_id, order_id=desk.order_id)
    return [(one.kind, one.method, one.amount) for one in reversed(found)]


def test_the_balance_is_paid_and_the_prepayment_set_off(desk: Desk) -> None:
    one_entry(desk.database, "orders.hand_over", lambda: desk.act("hand_over", BY_CARD))
    assert listed(desk) == [
        (PaymentKind.PREPAYMENT, PaymentMethod.CASH, 100000),
        (PaymentKind.PAYMENT, PaymentMethod.CARD, 200000),
        (PaymentKind.OFFSET, PaymentMethod.PREPAID, 100000),
    ]
    assert (desk.money.balance, desk.money.prepaid, desk.money.paid) == (0, 0, 300000)
    waiting = see(desk.database, list_payments, desk.actor.branch_id, unpunched=True)
    assert len(waiting) == 3
    assert see(desk.database, list_debts, desk.actor.branch_id) == ()
    for model in (LabourLine, PartLine):
        assert {one["payer"] for one in rows(desk.database, model)} == {Payer.CUSTOMER.value}


def test_paid_means_paid(desk: Desk) -> None:
    with pytest.raises(UserError, match="balance_left") as found:
        desk.act("hand_over", PAID)
    assert (found.value.field, found.value.params["balance"]) == ("pay_method", "2\u00a0000,00\u00a0₽")
    with pytest.raises(UserError, match="payment_missing"):
        desk.act("hand_over", HandOverData(payment=PaymentState.NOT_DUE))
    with pytest.raises(UserError, match="payment_method"):
        desk.act("hand_over", HandOverData(pay_method=PaymentMethod.PREPAID))
    assert len(listed(desk)) == 1
    desk.pay(200000)
    desk.act("hand_over", PAID)
    assert listed(desk)[-1] == (PaymentKind.OFFSET, PaymentMethod.PREPAID, 100000)


def test_on_account_goes_what_is_invoiced_or_what_a_manager_lets(desk: Desk) -> None:
    with pytest.raises(UserError, match="account_without_invoice"):
        desk.as_role(Role.CLERK).act("hand_over", ON_ACCOUNT)
    desk.as_role(Role.MANAGER).act("hand_over", ON_ACCOUNT)
    (debt,) = see(desk.database, list_debts, desk.actor.branch_id)
    assert (debt.debt, debt.total, debt.paid, debt.invoice) == (200000, 300000, 100000, None)
    desk.pay(200000)
    assert see(desk.database, list_debts, desk.actor.branch_id) == ()


def test_a_clerk_hands_over_what_has_an_invoice(desk: Desk) -> None:
    desk.bill()
    desk.as_role(Role.CLERK).act("hand_over", ON_ACCOUNT)
    (debt,) = see(desk.database, list_debts, desk.actor.branch_id)
    assert (debt.debt, debt.order) == (200000, desk.number)
    assert debt.invoice is not None


def test_a_prepayment_without_a_receipt_is_set_off_without_one(database: Database) -> None:
    desk = open_desk(database, customer=FIRM)
    desk.pay(100000, PaymentMethod.TRANSFER)
    desk.work(100000)
    desk.finish()
    desk.act("hand_over", PAID)
    found = see(database, list_payments, desk.actor.branch_id, order_id=desk.order_id)
    assert {one.receipt_state for one in found} == {ReceiptState.NOT_NEEDED}
    with pytest.raises(UserError, match="receipt_not_due"):
        desk.do(payments.punch, ReceiptData(found[0].id, "ФД 1"))


def test_more_prepaid_than_it_costs_is_owed_back(database: Database) -> None:
    desk = open_desk(database, prepayment=500000)
    desk.work(100000)
    desk.finish()
    desk.act("hand_over", PAID)
    assert (desk.money.prepaid, desk.money.balance) == (400000, -400000)
    assert listed(desk)[-1] == (PaymentKind.OFFSET, PaymentMethod.PREPAID, 100000)


def test_an_order_without_prices_is_handed_over_as_ever(database: Database) -> None:
    desk = open_desk(database)
    desk.finish()
    desk.act("hand_over", PAID)
    assert listed(desk) == []

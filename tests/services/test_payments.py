"""Payments: before and after the work, never twice, never too much; refunds, offsets, receipts."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.intakes import accept, request, visit, washer
from tests.support.money import FIRM, Desk, one_more, open_desk
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_data import PaymentData, ReceiptData, RefundData
from workstation.documents.billing_rows import PaymentRow
from workstation.documents.intake import IntakeItem
from workstation.errors import UserError
from workstation.models import Invoice
from workstation.queries.order_view import get_order_by_id
from workstation.queries.payments import list_payments
from workstation.services import orders, payments
from workstation.statuses import OrderStatus, RequestKind

CASH, CARD, TRANSFER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER


@pytest.fixture
def desk(database: Database) -> Desk:
    """A citizen's paid order in repair, with lines of 3 000,00."""
    made = open_desk(database)
    made.work(200000)
    made.part(100000)
    return made


def listed(desk: Desk) -> list[PaymentRow]:
    """The payments of the order, oldest first."""
    found = see(desk.database, list_payments, desk.actor.branch_id, order_id=desk.order_id)
    return list(reversed(found))


def test_before_the_work_is_over_it_is_a_prepayment(desk: Desk) -> None:
    one_entry(desk.database, "money.pay", lambda: desk.pay(350000))
    (row,) = listed(desk)
    assert (row.kind, row.method, row.receipt_state) == (
        PaymentKind.PREPAYMENT,
        CASH,
        ReceiptState.NOT_PUNCHED,
    )
    assert (desk.money.paid, desk.money.prepaid, desk.money.balance) == (350000, 350000, -50000)


def test_afterwards_no_more_than_is_owed_comes(desk: Desk) -> None:
    desk.finish()
    with pytest.raises(UserError, match="payment_over") as found:
        desk.pay(300001)
    assert "3\u00a0000,00" in str(found.value.params["due"])
    desk.pay(100000)
    desk.pay(200000, CARD)
    assert [one.kind for one in listed(desk)] == [PaymentKind.PAYMENT] * 2
    with pytest.raises(UserError, match="payment_settled"):
        desk.pay(1)


def test_an_order_without_prices_is_paid_as_was_agreed(database: Database) -> None:
    bare = open_desk(database, agreed=500000)
    bare.finish()
    with pytest.raises(UserError, match="payment_over"):
        bare.pay(500001)
    bare.pay(500000)
    with pytest.raises(UserError, match="payment_settled"):
        bare.pay(1)


def test_a_repeated_payment_is_one(desk: Desk) -> None:
    key = str(uuid.uuid4())
    first = desk.pay(1000, request_id=key)
    assert desk.pay(1000, request_id=key) == first
    assert len(listed(desk)) == 1
    refund = str(uuid.uuid4())
    data = RefundData(first, "ошибка", 400, request_id=refund)
    back = desk.do(payments.refund, data)
    assert desk.do(payments.refund, data) == back
    assert desk.money.paid == 600


@pytest.mark.parametrize(
    ("company", "method", "state"),
    [
        (False, CASH, ReceiptState.NOT_PUNCHED),
        (False, CARD, ReceiptState.NOT_PUNCHED),
        (False, TRANSFER, ReceiptState.NOT_PUNCHED),
        (True, CASH, ReceiptState.NOT_PUNCHED),
        (True, CARD, ReceiptState.NOT_PUNCHED),
        (True, TRANSFER, ReceiptState.NOT_NEEDED),
    ],
)
def test_which_payment_wants_a_receipt(
    desk: Desk, company: bool, method: PaymentMethod, state: ReceiptState
) -> None:
    if company:
        desk = one_more(desk.database, desk.actor, customer=FIRM, serial="FD 0503 000777")
    desk.pay(1000, method)
    assert listed(desk)[0].receipt_state is state


def test_what_is_no_payment(desk: Desk) -> None:
    for data, code in (
        (PaymentData(0, CASH, desk.number), "payment_nothing"),
        (PaymentData(-5, CASH, desk.number), "payment_nothing"),
        (PaymentData(10**16, CASH, desk.number), "money_too_big"),
        (PaymentData(5, PaymentMethod.PREPAID, desk.number), "payment_method"),
        (PaymentData(5, PaymentMethod.UNKNOWN, desk.number), "payment_method"),
        (PaymentData(5, CASH), "payment_subject"),
        (PaymentData(5, CASH, "НЕТ-1"), "order_not_found"),
        (PaymentData(5, CASH, invoice="СЧ-1"), "invoice_not_found"),
        (PaymentData(5, CASH, desk.number, paid_at=clock.now() + timedelta(hours=1)), "time_future"),
    ):
        with pytest.raises(UserError, match=code):
            desk.do(payments.take, data)
    assert listed(desk) == []
    refused_without(
        desk.database,
        desk.actor,
        "money.pay",
        lambda actor: do(desk.database, payments.take, actor, PaymentData(5, CASH, desk.number)),
    )


def test_an_invoice_takes_no_more_than_its_sum(desk: Desk) -> None:
    desk.bill()
    (invoice,) = [one["number"] for one in rows(desk.database, Invoice)]
    desk.do(payments.take, PaymentData(100000, TRANSFER, invoice=invoice))
    with pytest.raises(UserError, match="payment_over"):
        desk.do(payments.take, PaymentData(200001, TRANSFER, invoice=invoice))
    desk.pay(200000, TRANSFER)
    assert {one.invoice for one in listed(desk)} == {invoice}
    other = one_more(desk.database, desk.actor, serial="FD 0503 000777")
    with pytest.raises(UserError, match="payment_subject"):
        desk.do(payments.take, PaymentData(1, TRANSFER, other.number, invoice))


def test_a_refund_is_never_above_what_is_left(desk: Desk) -> None:
    paid = desk.pay(100000, CARD)
    data = RefundData(paid, "передумал", 30000)
    one_entry(desk.database, "money.refund", lambda: desk.do(payments.refund, data))
    with pytest.raises(UserError, match="refund_over"):
        desk.do(payments.refund, RefundData(paid, "передумал", 70001))
    back = desk.do(payments.refund, RefundData(paid, "передумал", method=CASH))
    row = listed(desk)[-1]
    assert (row.id, row.amount, row.method, row.refund_of_id, row.note) == (
        back,
        70000,
        CASH,
        paid,
        "передумал",
    )
    assert (desk.money.paid, desk.money.prepaid) == (0, 0)
    for wrong, code in (
        (RefundData(paid, "ещё"), "payment_nothing"),
        (RefundData(back, "возврат возврата"), "refund_kind"),
        (RefundData(1, "нет"), "payment_not_found"),
        (RefundData(paid, " "), "reason_required"),
    ):
        with pytest.raises(UserError, match=code):
            desk.do(payments.refund, wrong)
    refused_without(
        desk.database,
        desk.actor,
        "money.refund",
        lambda actor: do(desk.database, payments.refund, actor, RefundData(paid, "ещё")),
    )


def test_a_receipt_is_punched_once(desk: Desk) -> None:
    paid = desk.pay(1000)
    with pytest.raises(UserError, match="field_required"):
        desk.do(payments.punch, ReceiptData(paid, " "))
    data = ReceiptData(paid, "ФД 4471")
    one_entry(desk.database, "money.punch", lambda: desk.do(payments.punch, data))
    assert (listed(desk)[0].receipt_state, listed(desk)[0].receipt) == (ReceiptState.PUNCHED, "ФД 4471")
    with pytest.raises(UserError, match="receipt_not_due"):
        desk.do(payments.punch, data)
    assert see(desk.database, list_payments, desk.actor.branch_id, unpunched=True) == ()


def test_two_clerks_and_one_balance(desk: Desk) -> None:
    desk.finish()

    def pay(_number: int) -> str:
        try:
            desk.pay(300000)
        except UserError as error:
            return str(error.code)
        return "paid"

    with ThreadPoolExecutor(4) as pool:
        results = sorted(pool.map(pay, range(4)))
    assert results == ["paid", *["payment_settled"] * 3]
    assert desk.money.balance == 0


def test_a_prepayment_at_the_intake_is_the_first_payment(database: Database) -> None:
    desk = open_desk(database, prepayment=150000, prepayment_method=CARD)
    (row,) = listed(desk)
    assert (row.kind, row.method, row.amount) == (PaymentKind.PREPAYMENT, CARD, 150000)
    assert row.receipt_state is ReceiptState.NOT_PUNCHED
    unknown = replace(request(), prepayment=5, prepayment_method=PaymentMethod.UNKNOWN)
    with pytest.raises(UserError, match="payment_method"):
        accept(database, desk.actor, visit(IntakeItem(washer("FD 0503 000777"), unknown)))
    nothing = one_more(database, desk.actor, serial="FD 0503 000778", prepayment=0)
    assert listed(nothing) == []


@pytest.mark.parametrize(
    ("before", "after", "sums"),
    [
        (100000, 10000, [(PaymentKind.PREPAYMENT, 100000), (PaymentKind.REFUND, 90000)]),
        (10000, 100000, [(PaymentKind.PREPAYMENT, 10000), (PaymentKind.PREPAYMENT, 90000)]),
        (None, 5000, [(PaymentKind.PREPAYMENT, 5000)]),
        (5000, None, [(PaymentKind.PREPAYMENT, 5000), (PaymentKind.REFUND, 5000)]),
        (5000, 5000, [(PaymentKind.PREPAYMENT, 5000)]),
    ],
)
def test_a_corrected_intake_stays_in_step(
    database: Database, before: int | None, after: int | None, sums: list[tuple[PaymentKind, int]]
) -> None:
    desk = open_desk(database, prepayment=before)
    correct(desk, after)
    assert [(one.kind, one.amount) for one in listed(desk)] == sums
    assert desk.money.paid == (after or 0)
    correct(desk, 7000)
    assert desk.money.paid == 7000


def test_a_correction_takes_no_more_back_than_is_left(database: Database) -> None:
    desk = open_desk(database, prepayment=100000)
    desk.do(payments.refund, RefundData(listed(desk)[0].id, "вернули", 60000))
    with pytest.raises(UserError, match="refund_over"):
        correct(desk, 10000)
    correct(desk, 70000)
    assert desk.money.paid == 10000


def correct(desk: Desk, prepayment: int | None) -> None:
    """The same intake with another prepayment."""
    view = see(desk.database, get_order_by_id, desk.order_id)
    wanted = replace(request(), kind=RequestKind.PAID, prepayment=prepayment)
    item = IntakeItem(washer(), wanted)
    desk.do(orders.correct, desk.order_id, visit().customer, item, view.version)


def test_an_order_with_money_or_an_invoice_is_not_cancelled(database: Database) -> None:
    """A prepayment is given back first; then the order goes away."""
    desk = open_desk(database)
    asked = request(kind=RequestKind.PAID, prepayment=5000)
    order_id = accept(database, desk.actor, visit(IntakeItem(washer("FD 0503 000779"), asked))).orders[0].id
    with pytest.raises(UserError, match="order_paid"):
        do(database, orders.cancel, desk.actor, order_id, "передумал")
    (taken,) = see(database, list_payments, desk.actor.branch_id, order_id=order_id)
    do(database, payments.refund, desk.actor, RefundData(taken.id, "передумал"))
    do(database, orders.cancel, desk.actor, order_id, "передумал")
    assert see(database, get_order_by_id, order_id).status is OrderStatus.CANCELLED

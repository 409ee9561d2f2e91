"""Each check of money finds what was broken, and nothing in a whole base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Update, update

from tests.support.money import Desk, one_more, open_desk
from tests.support.verbs import rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import PaymentMethod
from workstation.documents.billing_data import CancelInvoiceData, DiscountData, OfferData, RefundData
from workstation.documents.contacts import AnswerData, AnswerWay, ApprovalAnswer, Channel
from workstation.documents.deeds import HandOverData
from workstation.models import Estimate, Invoice, InvoiceLine, LabourLine, Payment, WorkOrder
from workstation.queries.money import get_invoice
from workstation.services import invoices, payments
from workstation.services.check import run_checks
from workstation.statuses import EstimateKind

NAMES = ("invoices", "payments", "estimates", "discounts", "stock_numbers", "document_numbers")
_invoices = Invoice.__table__
_lines = InvoiceLine.__table__
_payments = Payment.__table__
_estimates = Estimate.__table__
_orders = WorkOrder.__table__


@pytest.fixture
def desk(database: Database) -> Desk:
    """An order that went the whole way of money, and one more beside it."""
    made = open_desk(database, agreed=None, prepayment=50000)
    made.work(122000)
    made.act("discount", DiscountData("акция", amount=12200))
    made.act("offer_estimate", OfferData(EstimateKind.FIRM, Channel.PHONE))
    made.act("record_answer", AnswerData(ApprovalAnswer.AGREED, AnswerWay.PHONE))
    made.act("start_repair")
    first = see(database, get_invoice, made.actor.branch_id, made.bill()).row.number
    made.do(invoices.cancel, CancelInvoiceData(first, "ошибка", replace=True))
    refunded = made.pay(20000)
    made.do(payments.refund, RefundData(refunded, "ошибка", 15000))
    made.finish()
    made.act("hand_over", HandOverData(pay_method=PaymentMethod.CASH))
    one_more(database, made.actor, serial="FD 0503 000777", prepayment=10000)
    return made


def failing(database: Database) -> set[str]:
    """The checks that fail."""
    return {result.name for result in run_checks(database, NAMES) if result.failed}


def test_a_base_in_use_is_whole(desk: Desk) -> None:
    assert failing(desk.database) == set()
    counts = {result.name: result.count for result in run_checks(desk.database, NAMES)}
    assert (counts["invoices"], counts["payments"], counts["estimates"]) == (2, 6, 1)
    (old, new) = rows(desk.database, Invoice)
    assert (old["state"], new["replaces_id"]) == ("cancelled", old["id"])


def _of(kind: str) -> Any:
    return _payments.c.kind == kind


BREAKS: list[tuple[str, Callable[[], Update]]] = [
    ("invoices", lambda: update(_invoices).values(total_kopecks=_invoices.c.total_kopecks + 1)),
    ("invoices", lambda: update(_invoices).values(vat_kopecks=0)),
    ("invoices", lambda: update(_lines).values(price_kopecks=_lines.c.price_kopecks - 1)),
    ("invoices", lambda: update(_lines).values(vat_code="v20")),
    ("invoices", lambda: update(_invoices).values(cancelled_at=clock.now())),
    ("invoices", lambda: update(_invoices).values(state="issued", cancelled_at=None)),
    ("payments", lambda: update(_payments).where(_of("refund")).values(amount_kopecks=20001)),
    ("payments", lambda: update(_payments).where(_of("refund")).values(refund_of_id=None)),
    ("payments", lambda: update(_payments).where(_of("offset")).values(amount_kopecks=70001)),
    ("payments", lambda: update(_orders).values(prepayment_kopecks=49999)),
    ("payments", lambda: update(_orders).values(prepayment_kopecks=None)),
    ("estimates", lambda: update(_estimates).values(version=2)),
    ("discounts", lambda: update(LabourLine.__table__).values(discount_kopecks=122001)),
    ("discounts", lambda: update(LabourLine.__table__).values(discount_reason=None)),
    ("stock_numbers", lambda: update(_invoices).values(seq=_invoices.c.seq + 5)),
]


@pytest.mark.parametrize(("name", "broken"), BREAKS)
def test_what_is_broken_is_found(desk: Desk, name: str, broken: Callable[[], Update]) -> None:
    with desk.database.begin(write=True) as session:
        session.execute(broken())
    assert name in failing(desk.database)

"""Invoices: frozen lines with their tax, numbers without gaps, cancelled and replaced, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.support.money import FIRM, Desk, one_more, open_desk
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import InvoiceState, PaymentMethod, VatCode
from workstation.documents.billing_data import (
    CancelInvoiceData,
    DiscountData,
    InvoiceData,
    LinePriceData,
    RefundData,
)
from workstation.documents.billing_rows import InvoiceView
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.models import Invoice, LabourLine, PartLine
from workstation.queries.money import get_invoice, invoice_id_of, list_invoices
from workstation.queries.payments import list_debts
from workstation.services import invoices, payments, settings


@pytest.fixture
def desk(database: Database) -> Desk:
    """A company's paid order in repair."""
    return open_desk(database, customer=FIRM)


def view(desk: Desk, invoice_id: int) -> InvoiceView:
    """A whole invoice."""
    found: InvoiceView = see(desk.database, get_invoice, desk.actor.branch_id, invoice_id)
    return found


def test_an_invoice_freezes_the_customers_lines(desk: Desk) -> None:
    desk.work(122000)
    desk.part(354000, 2)
    desk.act("discount", DiscountData("акция", percent=Decimal(10)))
    desk.work(70000, "Диагностика")
    other = desk.work(50000, "Доставка")
    desk.act("set_price", LinePriceData(other, payer=Payer.MANUFACTURER))
    made = one_entry(desk.database, "money.issue_invoice", desk.bill)
    found = view(desk, made)
    assert [
        (one.name, one.quantity, one.price, one.discount, one.total, one.vat) for one in found.taxed.lines
    ] == [
        ("Замена насоса", 1, 122000, 12200, 109800, 19800),
        ("Диагностика", 1, 70000, 0, 70000, 12623),
        ("Насос слива", 2, 354000, 70800, 637200, 114905),
    ]
    assert {one.vat_code for one in found.taxed.lines} == {VatCode.V22}
    assert (found.row.total, found.row.vat) == (found.taxed.total, found.taxed.vat) == (817000, 147328)
    for model in (LabourLine, PartLine):
        kept = {one["payer"] for one in rows(desk.database, model)}
        assert kept <= {Payer.CUSTOMER.value, Payer.MANUFACTURER.value}
    year = clock.today().year
    assert found.row.number == f"СЧ-{year}-000001"
    assert found.row.due_on == clock.today() + timedelta(days=5)
    assert (found.row.debt, found.row.state, found.terms) == (817000, InvoiceState.ISSUED, None)


@pytest.mark.parametrize(
    ("performed_on", "code", "tax"),
    [(date(2025, 12, 31), VatCode.V20, 20333), (date(2026, 1, 1), VatCode.V22, 22000)],
)
def test_the_rate_is_of_the_day_of_performance(
    desk: Desk, performed_on: date, code: VatCode, tax: int
) -> None:
    desk.work(122000)
    (line,) = view(desk, desk.bill(performed_on=performed_on)).taxed.lines
    assert (line.vat_code, line.vat) == (code, tax)


def test_the_mode_of_the_day_rules(desk: Desk) -> None:
    desk.work(105000)
    desk.do(settings.set_setting, "money.tax_modes", [["2026-01-01", "usn_low"]])
    desk.do(settings.set_setting, "money.invoice_terms", "100 % предоплата")
    desk.do(settings.set_setting, "money.invoice_days", 10)
    found = view(desk, desk.bill())
    assert [(one.vat_code, one.vat) for one in found.taxed.lines] == [(VatCode.V5, 5000)]
    assert (found.terms, found.row.due_on) == ("100 % предоплата", clock.today() + timedelta(days=10))


def test_without_a_tax_regime_there_is_no_invoice(desk: Desk) -> None:
    desk.work(105000)
    with desk.database.begin(write=True) as session:
        settings.store(session, "centre.tax_regime", "")
    with pytest.raises(UserError, match="tax_mode_missing"):
        desk.bill()


def test_what_stands_in_the_way_of_an_invoice(desk: Desk) -> None:
    with pytest.raises(UserError, match="invoice_empty"):
        desk.bill()
    desk.work(100)
    with pytest.raises(UserError, match="due_before"):
        desk.bill(due_on=clock.today() - timedelta(days=1))
    with pytest.raises(UserError, match="order_not_found"):
        desk.do(invoices.issue, InvoiceData("НЕТ-1"))
    desk.bill()
    with pytest.raises(UserError, match="invoice_exists"):
        desk.bill()
    refused_without(
        desk.database,
        desk.actor,
        "money.invoice",
        lambda actor: do(desk.database, invoices.issue, actor, InvoiceData(desk.number)),
    )


def test_a_cancelled_invoice_keeps_its_number_and_is_replaced(desk: Desk) -> None:
    desk.work(122000)
    first = desk.bill(terms="по факту")
    number = view(desk, first).row.number
    with pytest.raises(UserError, match="reason_required"):
        desk.do(invoices.cancel, CancelInvoiceData(number, " "))
    data = CancelInvoiceData(number.lower(), "не тот плательщик", replace=True)
    second = one_entry(desk.database, "money.cancel_invoice", lambda: desk.do(invoices.cancel, data))
    old, new = view(desk, first), view(desk, second)
    assert (old.row.state, old.cancel_reason, old.replaced_by, old.row.debt) == (
        InvoiceState.CANCELLED,
        "не тот плательщик",
        new.row.number,
        0,
    )
    assert (new.replaces, new.terms, new.row.state) == (number, "по факту", InvoiceState.ISSUED)
    with pytest.raises(UserError, match="invoice_cancelled"):
        desk.do(invoices.cancel, data)
    with pytest.raises(UserError, match="invoice_not_found"):
        desk.do(invoices.cancel, CancelInvoiceData("СЧ-1", "нет такого"))
    assert [one["seq"] for one in rows(desk.database, Invoice)] == [1, 2]


def test_numbers_have_no_gap_after_a_refusal(desk: Desk) -> None:
    with pytest.raises(UserError, match="invoice_empty"):
        desk.bill()
    desk.work(100)
    desk.bill()
    other = one_more(desk.database, desk.actor, serial="FD 0503 000777")
    other.work(100)
    other.bill()
    assert [one["seq"] for one in rows(desk.database, Invoice)] == [1, 2]


def test_a_paid_invoice_is_cancelled_after_the_refund_only(desk: Desk) -> None:
    desk.work(122000)
    number = view(desk, desk.bill()).row.number
    paid = desk.pay(50000, PaymentMethod.TRANSFER)
    (row,) = see(desk.database, list_invoices, desk.actor.branch_id, unpaid=True)
    assert (row.paid, row.debt) == (50000, 72000)
    with pytest.raises(UserError, match="invoice_paid"):
        desk.do(invoices.cancel, CancelInvoiceData(number, "ошибка"))
    desk.do(payments.refund, RefundData(paid, "вернули"))
    desk.do(invoices.cancel, CancelInvoiceData(number, "ошибка"))
    assert see(desk.database, list_invoices, desk.actor.branch_id, unpaid=True) == ()
    assert len(see(desk.database, list_invoices, desk.actor.branch_id, order_id=desk.order_id)) == 1


def test_an_unpaid_invoice_is_a_debt(desk: Desk) -> None:
    desk.work(122000)
    desk.bill()
    desk.pay(22000, PaymentMethod.TRANSFER)
    (debt,) = see(desk.database, list_debts, desk.actor.branch_id)
    mine = see(desk.database, list_debts, desk.actor.branch_id, customer_id=debt.customer_id)
    others = see(desk.database, list_debts, desk.actor.branch_id, customer_id=debt.customer_id + 1)
    assert (mine, others) == ((debt,), ())
    assert (debt.debt, debt.paid, debt.order, debt.customer) == (100000, 22000, desk.number, FIRM.name)
    assert debt.invoice is not None
    assert see(desk.database, invoice_id_of, desk.actor.branch_id, debt.invoice)
    desk.pay(100000, PaymentMethod.TRANSFER)
    assert see(desk.database, list_debts, desk.actor.branch_id) == ()

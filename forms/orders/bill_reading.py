"""All money of an order in one transaction, for the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from workstation.documents.billing import OrderMoney, Taxed
from workstation.documents.billing_rows import EstimateRow, InvoiceRow, PaymentRow
from workstation.documents.contacts import ChangeReason
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.queries import money as queries
from workstation.queries.law import read_law
from workstation.queries.order_view import get_order, get_order_by_id
from workstation.queries.payments import list_payments
from workstation.queries.settings import load_settings
from workstation.rules import vat
from workstation.rules.approvals import reasons_for
from workstation.rules.intake import is_consumer_warranty
from workstation.rules.pricing import customer_lines, is_in_warranty


class Bill(NamedTuple):
    """All money of an order; `taxed(day)` is its customer's lines with their tax."""

    view: OrderView
    money: OrderMoney
    estimates: Sequence[EstimateRow]
    invoices: Sequence[InvoiceRow]
    payments: Sequence[PaymentRow]
    days: int
    terms: str
    taxed: Callable[[date], Taxed]
    reasons: Sequence[ChangeReason]


def read_bill(session: Any, actor: Actor, key: object) -> Bill:
    """All money of an order. Raises UserError `order_not_found`."""
    view = get_order_by_id(session, key) if isinstance(key, int) else get_order(session, str(key))
    money, asked = queries.get_order_money(session, view.id), view.request
    settings, law = load_settings(session), read_law(session).law
    modes, regime = settings["money.tax_modes"], settings["centre.tax_regime"]
    lines, warranty = customer_lines(money.lines), is_in_warranty(asked.kind)

    def taxed(day: date) -> Taxed:
        mode = vat.tax_mode_on(modes, regime, day)
        if mode is None:
            raise UserError("tax_mode_missing", "performed_on")
        return vat.tax_lines(lines, mode, day, law, in_warranty=warranty)

    return Bill(
        view=view,
        money=money,
        estimates=queries.list_estimates(session, view.id),
        invoices=queries.list_invoices(session, actor.branch_id, order_id=view.id),
        payments=list_payments(session, actor.branch_id, order_id=view.id),
        days=settings["money.invoice_days"],
        terms=settings["money.invoice_terms"],
        taxed=taxed,
        reasons=reasons_for(is_consumer_warranty(view.customer.kind, asked.use, asked.kind)),
    )

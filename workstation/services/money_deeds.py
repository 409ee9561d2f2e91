"""The verbs of money by name, their data in the words of people; see `services.store_deeds`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from workstation.documents import billing_data as data
from workstation.documents.billing_rows import InvoiceView
from workstation.documents.people import Actor
from workstation.queries.money import get_invoice
from workstation.services import invoices, payments, prices
from workstation.services.store_deeds import StoreVerb


def _issue(session: Session, actor: Actor, said: data.InvoiceData) -> InvoiceView:
    return get_invoice(session, actor.branch_id, invoices.issue(session, actor, said))


def _cancel(session: Session, actor: Actor, said: data.CancelInvoiceData) -> Any:
    made = invoices.cancel(session, actor, said)
    return None if made is None else get_invoice(session, actor.branch_id, made)


PRICE: Mapping[str, StoreVerb] = {"set": StoreVerb(data.WorkPriceData, prices.set_work_price)}
INVOICE: Mapping[str, StoreVerb] = {
    "issue": StoreVerb(data.InvoiceData, _issue),
    "cancel": StoreVerb(data.CancelInvoiceData, _cancel),
}
PAYMENT: Mapping[str, StoreVerb] = {
    "take": StoreVerb(data.PaymentData, payments.take),
    "refund": StoreVerb(data.RefundData, payments.refund),
    "punch": StoreVerb(data.ReceiptData, payments.punch),
}

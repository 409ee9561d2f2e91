"""Invoices: issued with the customer's lines and their tax frozen, cancelled with a reason, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.billing import InvoiceState, LineKind, Taxed
from workstation.documents.billing_data import CancelInvoiceData, InvoiceData
from workstation.documents.people import Actor
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.models import Invoice, InvoiceLine, LabourLine, PartLine, Payment
from workstation.queries.law import read_law
from workstation.queries.money import get_invoice, invoice_id_of, list_lines, tax_mode
from workstation.queries.order_view import order_id_of
from workstation.queries.payments import came, total
from workstation.queries.settings import load_settings
from workstation.rules import pricing, vat
from workstation.services import billing_papers, documents, journal, numbering
from workstation.services.about_order import locked, words
from workstation.services.moving import reason_of
from workstation.services.rights import require
from workstation.statuses import OrderStatus, RequestKind

_invoices = Invoice.__table__
_lines = InvoiceLine.__table__
_payments = Payment.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__

SERIES = "СЧ"


def issue(session: Session, actor: Actor, data: InvoiceData) -> int:
    """Issue an invoice for the customer's priced lines of an order; gives its id.

    The rates are of the day of performance, the number is taken last, the paper with its payment code is
    frozen at once. Raises UserError `order_not_found`, `invoice_exists` (one in force), `invoice_empty`,
    `tax_mode_missing`, `vat_rate_unknown`, `due_before`, `transition_forbidden` (a cancelled order) and as
    `rules.payment_code.payload` for the centre's details.
    """
    require(actor, "money.invoice")
    order = locked(session, order_id_of(session, data.order), is_open=False)
    row = _issue(session, actor, order, data)
    body = _told(order, row)
    journal.record(session, actor, "money.issue_invoice", "order", order["id"], body=body)
    return int(row["id"])


def cancel(session: Session, actor: Actor, data: CancelInvoiceData) -> int | None:
    """Cancel an invoice, which keeps its number; gives the id of the one that takes its place, if any.

    Raises UserError `invoice_not_found`, `reason_required`, `invoice_cancelled`, `invoice_paid` (money came
    for it and was not given back), and with `replace` what `issue` does.
    """
    require(actor, "money.cancel_invoice")
    invoice_id = invoice_id_of(session, actor.branch_id, data.invoice)
    found = session.execute(select(_invoices).where(_invoices.c.id == invoice_id)).mappings().one()
    order = locked(session, found["order_id"], is_open=False)
    invoice = session.execute(select(_invoices).where(_invoices.c.id == invoice_id)).mappings().one()
    reason = reason_of(data.reason)
    if invoice["state"] == InvoiceState.CANCELLED.value:
        raise UserError("invoice_cancelled", "invoice", invoice=invoice["number"])
    paid = select(total(came())).where(_payments.c.invoice_id == invoice_id)
    if session.execute(paid).scalar_one() > 0:
        raise UserError("invoice_paid", "invoice", invoice=invoice["number"])
    gone = {"state": InvoiceState.CANCELLED.value, "cancelled_at": clock.now(), "cancel_reason": reason}
    session.execute(update(_invoices).where(_invoices.c.id == invoice_id).values(**gone))
    if invoice["document_id"] is not None:
        documents.void(session, invoice["document_id"])
    body: dict[str, Any] = {"number": order["number"], "invoice": invoice["number"], "reason": reason}
    made = None
    if data.replace:
        again = InvoiceData(order["number"], terms=invoice["terms"])
        made = _issue(session, actor, order, again, replaces_id=invoice_id)
        body["replaced_by"] = made["number"]
    journal.record(session, actor, "money.cancel_invoice", "order", order["id"], body=body)
    return None if made is None else int(made["id"])


def _issue(
    session: Session,
    actor: Actor,
    order: dict[str, Any],
    data: InvoiceData,
    *,
    replaces_id: int | None = None,
) -> dict[str, Any]:
    _refuse_second(session, order)
    settings, today = load_settings(session), clock.today()
    due_on = _due_on(data, today, settings["money.invoice_days"])
    taxed = _taxed(session, order, data)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "customer_id": order["customer_id"],
        "order_id": order["id"],
        "state": InvoiceState.ISSUED.value,
        "issued_on": today,
        "performed_on": taxed.performed_on,
        "due_on": due_on,
        "terms": words(data.terms) or words(settings["money.invoice_terms"]),
        "total_kopecks": taxed.total,
        "vat_kopecks": taxed.vat,
        "replaces_id": replaces_id,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    row |= numbering.number_columns(session, actor.branch_id, SERIES, today.year)
    session.execute(insert(_invoices), row)
    session.execute(insert(_lines), _line_rows(row["id"], taxed))
    _keep_payer(session, taxed)
    view = get_invoice(session, actor.branch_id, row["id"])
    row["document_id"] = billing_papers.freeze_invoice(session, actor, order["id"], view)
    return row


def _due_on(data: InvoiceData, today: date, days: int) -> date:
    due_on = data.due_on or today + timedelta(days=days)
    if due_on < today:
        raise UserError("due_before", "due_on")
    return due_on


def _refuse_second(session: Session, order: dict[str, Any]) -> None:
    if order["status"] == OrderStatus.CANCELLED.value:
        raise UserError(
            "transition_forbidden", "order", number=order["number"], status=OrderStatus.CANCELLED.label
        )
    known = select(_invoices.c.number).where(
        _invoices.c.order_id == order["id"], _invoices.c.state == InvoiceState.ISSUED.value
    )
    number = session.execute(known).scalars().first()
    if number is not None:
        raise UserError("invoice_exists", "order", invoice=number)


def _taxed(session: Session, order: dict[str, Any], data: InvoiceData) -> Taxed:
    """The customer's lines with their tax on the day of performance."""
    performed_on = data.performed_on or clock.today()
    mode = tax_mode(session, performed_on)
    if mode is None:
        raise UserError("tax_mode_missing", None)
    lines = pricing.customer_lines(list_lines(session, order["id"]))
    in_warranty = pricing.is_in_warranty(RequestKind(order["kind"]))
    taxed = vat.tax_lines(lines, mode, performed_on, read_law(session).law, in_warranty=in_warranty)
    if taxed.total == 0:
        raise UserError("invoice_empty", "order", number=order["number"])
    return taxed


def _keep_payer(session: Session, taxed: Taxed) -> None:
    """The customer pays for what is in his invoice, whatever a later verdict says."""
    for kind, table in ((LineKind.WORK, _works), (LineKind.PART, _parts)):
        ids = [line.line_id for line in taxed.lines if line.kind is kind]
        session.execute(update(table).where(table.c.id.in_(ids)).values(payer=Payer.CUSTOMER.value))


def _line_rows(invoice_id: int, taxed: Taxed) -> list[dict[str, Any]]:
    return [
        {
            "id": keys.new_key(),
            "invoice_id": invoice_id,
            "position": position,
            "labour_line_id": line.line_id if line.kind is LineKind.WORK else None,
            "part_line_id": line.line_id if line.kind is LineKind.PART else None,
            "name": line.name,
            "quantity": line.quantity,
            "unit": line.unit,
            "price_kopecks": line.price,
            "discount_kopecks": line.discount,
            "total_kopecks": line.total,
            "vat_code": line.vat_code.value,
            "vat_kopecks": line.vat,
        }
        for position, line in enumerate(taxed.lines, 1)
    ]


def _told(order: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": order["number"],
        "invoice": row["number"],
        "total_kopecks": row["total_kopecks"],
        "vat_kopecks": row["vat_kopecks"],
        "due_on": row["due_on"].isoformat(),
        "document": row["document_id"],
    }

"""Papers of money issued: an invoice with its payment code, an estimate, an act of services.

An invoice bears its own number, an estimate the order's with its version, an act a series without gaps. What
is issued once is given as it is afterwards: a mistake is cancelled, and another takes its place.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.billing import InvoiceState, PricedLine, Taxed, TaxSum
from workstation.documents.billing_papers import EstimatePaper, InvoicePaper, ServiceAct
from workstation.documents.billing_rows import EstimateRow, InvoiceView
from workstation.documents.order_papers import OrderPaper
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Approval, DocumentOrder, Estimate, Invoice, IssuedDocument
from workstation.money import spread
from workstation.queries.contacts import list_approvals
from workstation.queries.money import get_invoice, list_estimates, list_invoices, list_lines
from workstation.rules import pricing, vat
from workstation.rules.payment_code import payload, purpose_of
from workstation.services import customer_papers, documents, journal, order_papers
from workstation.services.about_order import locked
from workstation.services.order_bill import tax_of
from workstation.services.repair_builders import Subject, subject_of
from workstation.services.rights import require
from workstation.statuses import DocumentKind, DocumentState, RequestKind

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_estimates = Estimate.__table__
_invoices = Invoice.__table__
_approvals = Approval.__table__

ACT_SERIES = "АОУ"
KINDS = frozenset({DocumentKind.INVOICE, DocumentKind.ESTIMATE, DocumentKind.SERVICE_ACT})


def issue_invoice_paper(session: Session, actor: Actor, invoice_id: int) -> int:
    """Issue the paper of an invoice; its code pays what is still owed. Gives the document's id.

    Raises UserError `invoice_not_found`, `invoice_cancelled`, and as `rules.payment_code.payload`.
    """
    require(actor, "documents.issue")
    view = get_invoice(session, actor.branch_id, invoice_id)
    if view.row.document_id is not None:
        return view.row.document_id
    if view.row.state is InvoiceState.CANCELLED or view.row.order_id is None:
        raise UserError("invoice_cancelled", "invoice", invoice=view.row.number)
    document_id = freeze_invoice(session, actor, view.row.order_id, view)
    _record(session, actor, DocumentKind.INVOICE, view.row.order_id, document_id)
    return document_id


def freeze_invoice(session: Session, actor: Actor, order_id: int, view: InvoiceView) -> int:
    """Freeze the paper of an invoice; gives the document's id. Part of a verb.

    Raises UserError as `rules.payment_code.payload`.
    """
    paper = _invoice(session, actor, order_id, view)
    document_id = documents.freeze(session, actor, DocumentKind.INVOICE, paper.number, paper, [order_id])
    _remember(session, _invoices, view.row.id, document_id)
    return document_id


def issue_estimate_paper(session: Session, actor: Actor, estimate_id: int) -> int:
    """Issue the paper of a version of an estimate, which takes the place of those before; gives its id.

    Versions that nobody printed are kept as papers too, so that they follow one another. Raises UserError
    `estimate_none`, `tax_mode_missing`.
    """
    require(actor, "documents.issue")
    order_id = session.execute(select(_estimates.c.order_id).where(_estimates.c.id == estimate_id)).scalar()
    if order_id is None:
        raise UserError("estimate_none", None, number=estimate_id)
    locked(session, order_id, is_open=False)
    versions = list_estimates(session, order_id)
    wanted = next(one for one in versions if one.id == estimate_id)
    if wanted.document_id is not None:
        return wanted.document_id
    subject = subject_of(session, actor, order_id)
    former = [one.document_id for one in versions if one.document_id is not None]
    for one in versions[len(former) : wanted.version]:
        paper = _estimate(session, subject, one)
        kind = DocumentKind.ESTIMATE
        made = documents.freeze(session, actor, kind, paper.number, paper, [order_id], paper.version)
        _remember(session, _estimates, one.id, made)
        former.append(made)
    for document_id in former[:-1]:
        documents.replace(session, document_id)
    documents.unqueue(session, former[:-1])
    _record(session, actor, DocumentKind.ESTIMATE, order_id, former[-1])
    return former[-1]


def issue_service_act(session: Session, actor: Actor, order_id: int, performed_on: date | None = None) -> int:
    """Issue the act of services of a finished order for who is no consumer; gives the document's id.

    Its rates are of the day of performance: the day said, else of the handover, else today. Raises UserError
    `order_not_found`, `act_for_company`, `repair_not_over`, `act_empty`, `date_future`, `tax_mode_missing`.
    """
    require(actor, "documents.issue")
    order = locked(session, order_id, is_open=False)
    known = _in_force(session, order_id, DocumentKind.SERVICE_ACT)
    if known is not None:
        return known
    subject = subject_of(session, actor, order_id)
    if subject.base.is_consumer:
        raise UserError("act_for_company", "kind", number=order["number"])
    done = subject.bench()
    if done.repaired_at is None:
        raise UserError("repair_not_over", "kind", number=order["number"])
    on = performed_on or (done.handover.handed_on if done.handover else clock.today())
    if on > clock.today():
        raise UserError("date_future", "performed_on")
    taxed = _taxed(session, subject, list_lines(session, order_id), on)
    if not taxed.lines:
        raise UserError("act_empty", "kind", number=order["number"])
    head = _head(subject.base, number=order_papers.next_number(session, actor, ACT_SERIES))
    paper = ServiceAct(**head, taxed=taxed, invoice=_invoice_words(session, actor, order_id))
    document_id = documents.freeze(session, actor, paper.KIND, paper.number, paper, [order_id])
    _record(session, actor, DocumentKind.SERVICE_ACT, order_id, document_id)
    return document_id


def issue(session: Session, actor: Actor, order_id: int, kind: DocumentKind) -> int:
    """Issue the paper of an order's invoice in force, of its last estimate, or its act of services.

    Raises UserError `invoice_none`, `estimate_none`, and as the verbs of each.
    """
    number = order_papers.order_number(session, order_id)
    if kind is DocumentKind.SERVICE_ACT:
        return issue_service_act(session, actor, order_id)
    if kind is DocumentKind.ESTIMATE:
        versions = list_estimates(session, order_id)
        if not versions:
            raise UserError("estimate_none", "kind", number=number)
        return issue_estimate_paper(session, actor, versions[-1].id)
    found = list_invoices(session, actor.branch_id, order_id=order_id)
    in_force = [one for one in found if one.state is InvoiceState.ISSUED]
    if not found:
        raise UserError("invoice_none", "kind", number=number)
    return issue_invoice_paper(session, actor, (in_force or found)[0].id)


def _invoice(session: Session, actor: Actor, order_id: int, view: InvoiceView) -> InvoicePaper:
    base = order_papers.common(session, actor, order_id)
    due = max(view.taxed.total - view.row.paid, 0)
    purpose = purpose_of(view.row.number, view.row.issued_on, _sums_of(view.taxed, due))
    return InvoicePaper(
        number=view.row.number,
        issued_at=base["issued_at"],
        issued_on=view.row.issued_on,
        centre=base["centre"],
        customer=base["customer"],
        employee=base["employee"],
        taxed=view.taxed,
        basis=_basis(base),
        code=payload(base["centre"], due, purpose) if due else "",
        purpose=purpose if due else "",
        paid=view.row.paid,
        due_on=view.row.due_on,
        terms=view.terms,
        replaces=view.replaces,
        training=base["training"],
    )


def _sums_of(taxed: Taxed, due: int) -> tuple[TaxSum, ...]:
    """The sums by rates of a part of the total, each with the tax within it."""
    if due == taxed.total:
        return taxed.sums
    parts = zip(taxed.sums, spread(due, [one.total for one in taxed.sums]), strict=True)
    return tuple(TaxSum(one.vat_code, part, vat.vat_of(part, one.vat_code)) for one, part in parts)


def _basis(base: dict[str, Any]) -> str:
    """«Заказ СЦ-2026-002311 от 21.11.2026: смартфон Samsung SM-S921B»."""
    order, device = base["order"], base["device"]
    what = " ".join(part for part in (device.category.lower(), device.brand, device.model) if part)
    return f"Заказ {order.number} от {order.accepted_on:%d.%m.%Y}: {what}"


def _estimate(session: Session, subject: Subject, row: EstimateRow) -> EstimatePaper:
    """A version as it was offered: its own day, lines and, where it is there, answer."""
    approval_id = session.execute(select(_estimates.c.approval_id).where(_estimates.c.id == row.id)).scalar()
    asked = [one for one in list_approvals(session, row.order_id) if one.id == approval_id]
    head = _head(subject.base, version=row.version, issued_at=row.made_at)
    return EstimatePaper(
        **head,
        estimate=row.kind,
        taxed=_taxed(session, subject, row.lines, clock.local(row.made_at).date()),
        limit=row.limit,
        valid_until=row.valid_until,
        note=row.note,
        answer=customer_papers.answer_of(asked[0]) if asked else None,
    )


def _head(base: OrderPaper, **changes: Any) -> dict[str, Any]:
    """What every paper of the order begins with."""
    return {field.name: getattr(base, field.name) for field in fields(OrderPaper)} | changes


def _taxed(session: Session, subject: Subject, lines: tuple[PricedLine, ...], on: date) -> Taxed:
    return tax_of(session, RequestKind(subject.order["kind"]), pricing.customer_lines(lines), on)


def _invoice_words(session: Session, actor: Actor, order_id: int) -> str | None:
    """«СЧ-2026-000214 от 23.11.2026» of the order's invoice in force."""
    for one in list_invoices(session, actor.branch_id, order_id=order_id):
        if one.state is InvoiceState.ISSUED:
            return f"{one.number} от {one.issued_on:%d.%m.%Y}"
    return None


def _in_force(session: Session, order_id: int, kind: DocumentKind) -> int | None:
    query = (
        select(_documents.c.id)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(
            _links.c.order_id == order_id,
            _documents.c.kind == kind.value,
            _documents.c.state == DocumentState.VALID.value,
        )
    )
    return session.execute(query).scalars().first()


def _remember(session: Session, table: Table, key: int, document_id: int) -> None:
    session.execute(update(table).where(table.c.id == key).values(document_id=document_id))


def _record(session: Session, actor: Actor, kind: DocumentKind, order_id: int, document_id: int) -> None:
    body = {"kind": kind.value, "order": order_id}
    journal.record(session, actor, "documents.issue", "document", document_id, body=body)

"""Money on the read side: lines of an order with their payers, prices of works, estimates, invoices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.billing import (
    EstimateState,
    InvoiceState,
    LineKind,
    OrderMoney,
    PricedLine,
    TaxedLine,
    TaxMode,
    VatCode,
)
from workstation.documents.billing_rows import EstimateRow, InvoiceRow, InvoiceView, WorkPriceRow
from workstation.documents.codec import decode_as
from workstation.documents.contacts import AnswerWay, ApprovalAnswer
from workstation.documents.orders import AgreedTerms
from workstation.documents.parts import PartUnit
from workstation.documents.warranty import Free, Payer
from workstation.errors import UserError
from workstation.models import (
    Approval,
    Customer,
    Estimate,
    Handover,
    Invoice,
    InvoiceLine,
    LabourLine,
    LabourOperation,
    OperationPrice,
    Part,
    PartLine,
    StoredVerdict,
    User,
    WorkOrder,
)
from workstation.queries.payments import order_sums, paid_for_invoice
from workstation.queries.settings import load_settings
from workstation.rules import pricing, vat
from workstation.statuses import EstimateKind, OrderStatus, PaymentState, RequestKind

_orders = WorkOrder.__table__
_customers = Customer.__table__
_handovers = Handover.__table__
_verdicts = StoredVerdict.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__
_stock = Part.__table__
_operations = LabourOperation.__table__
_prices = OperationPrice.__table__
_invoices = Invoice.__table__
_invoice_lines = InvoiceLine.__table__
_estimates = Estimate.__table__
_approvals = Approval.__table__
_users = User.__table__

PIECE = "шт."


def tax_mode(session: Session, on: date) -> TaxMode | None:
    """How the centre stands to VAT on a day; None where it never said its tax regime."""
    settings = load_settings(session)
    return vat.tax_mode_on(settings["money.tax_modes"], settings["centre.tax_regime"], on)


def order_payer(session: Session, order_id: int, *, as_settled: bool = False) -> Payer:
    """Who pays for an order, unless a line says otherwise; see `rules.pricing.payer_of`.

    `as_settled`: the customer where he settled at the handover. Raises UserError `order_not_found`.
    """
    query = (
        select(_orders.c.kind, _verdicts.c.free, _verdicts.c.payer, _handovers.c.payment)
        .outerjoin(_verdicts, _verdicts.c.id == _last_verdict())
        .outerjoin(_handovers, _handovers.c.order_id == _orders.c.id)
        .where(_orders.c.id == order_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    return pricing.payer_of(
        RequestKind(row.kind),
        free=Free(row.free) if row.free else None,
        payer=Payer(row.payer) if row.payer else None,
        settled=as_settled and row.payment not in (None, PaymentState.NOT_DUE.value),
    )


def list_lines(session: Session, order_id: int) -> tuple[PricedLine, ...]:
    """Works, then parts of an order with their prices and payers; what was taken back is not there."""
    payer = order_payer(session, order_id)
    works = (
        select(_works, _operations.c.code, _users.c.short_name.label("performer"))
        .join(_users, _users.c.id == _works.c.performer_id)
        .outerjoin(_operations, _operations.c.id == _works.c.operation_id)
        .where(_works.c.order_id == order_id, _works.c.removed_at.is_(None))
        .order_by(_works.c.id)
    )
    parts = (
        select(_parts, _stock.c.unit)
        .outerjoin(_stock, _stock.c.id == _parts.c.part_id)
        .where(_parts.c.order_id == order_id, _parts.c.removed_at.is_(None))
        .order_by(_parts.c.id)
    )
    found = [
        PricedLine(LineKind.WORK, code=row["code"], performer=row["performer"], **_line(row, payer))
        for row in session.execute(works).mappings()
    ]
    for row in session.execute(parts).mappings():
        unit = PartUnit(row["unit"]).on_paper if row["unit"] else PIECE
        found.append(PricedLine(LineKind.PART, unit=unit, code=row["part_number"], **_line(row, payer)))
    return tuple(found)


def get_order_money(session: Session, order_id: int) -> OrderMoney:
    """How an order stands: lines, what may be spent, what was paid. Raises UserError `order_not_found`.

    `prepaid` is the prepayment that was neither given back nor set off yet.
    """
    lines = list_lines(session, order_id)
    query = select(_orders.c.terms, _orders.c.status, _orders.c.closed_at).where(_orders.c.id == order_id)
    order = session.execute(query).one()
    terms = decode_as(AgreedTerms, order.terms)
    paid, prepaid = order_sums(session, order_id)
    money = pricing.order_money(
        lines,
        agreed=terms.estimate.amount if terms.estimate else None,
        limit=terms.approval_limit,
        paid=paid,
        prepaid=prepaid,
    )
    if order.closed_at is None or order.status == OrderStatus.HANDED_OVER.value:
        return money
    billed = _invoices.c.order_id == order_id, _invoices.c.state == InvoiceState.ISSUED.value
    is_billed = session.execute(select(_invoices.c.id).where(*billed)).first() is not None
    return replace(money, is_void=not is_billed)


def list_work_prices(
    session: Session, *, operation_id: int | None = None, on: date | None = None
) -> tuple[WorkPriceRow, ...]:
    """Prices of operations by code, group, level and day; `on` leaves out what begins later."""
    query = (
        select(_prices, _operations.c.code, _operations.c.name, _users.c.short_name)
        .join(_operations, _operations.c.id == _prices.c.operation_id)
        .join(_users, _users.c.id == _prices.c.user_id)
        .order_by(_operations.c.code, _prices.c.category_code, _prices.c.level, _prices.c.valid_from)
    )
    if operation_id is not None:
        query = query.where(_prices.c.operation_id == operation_id)
    if on is not None:
        query = query.where(_prices.c.valid_from <= on)
    return tuple(
        WorkPriceRow(
            id=row["id"],
            operation_id=row["operation_id"],
            operation=row["name"],
            code=row["code"],
            category=row["category_code"],
            level=row["level"],
            valid_from=row["valid_from"],
            price=row["price_kopecks"],
            user=row["short_name"],
        )
        for row in session.execute(query).mappings()
    )


def list_estimates(session: Session, order_id: int) -> tuple[EstimateRow, ...]:
    """Versions of an order's estimate with the answers to them, oldest first."""
    query = (
        select(
            _estimates,
            _users.c.short_name,
            _approvals.c.answer,
            _approvals.c.way,
            _approvals.c.answered_at,
        )
        .join(_users, _users.c.id == _estimates.c.user_id)
        .outerjoin(_approvals, _approvals.c.id == _estimates.c.approval_id)
        .where(_estimates.c.order_id == order_id)
        .order_by(_estimates.c.version)
    )
    return tuple(
        EstimateRow(
            id=row["id"],
            order_id=order_id,
            version=row["version"],
            kind=EstimateKind(row["kind"]),
            state=EstimateState(row["state"]),
            total=row["total_kopecks"],
            limit=row["limit_kopecks"],
            made_at=row["made_at"],
            user=row["short_name"],
            lines=decode_as(tuple[PricedLine, ...], row["lines"]),
            valid_until=row["valid_until"],
            note=row["note"],
            answer=ApprovalAnswer(row["answer"]) if row["answer"] else None,
            way=AnswerWay(row["way"]) if row["way"] else None,
            answered_at=row["answered_at"],
            document_id=row["document_id"],
        )
        for row in session.execute(query).mappings()
    )


def list_invoices(
    session: Session,
    branch_id: int,
    *,
    order_id: int | None = None,
    customer_id: int | None = None,
    unpaid: bool = False,
    limit: int = 500,
) -> tuple[InvoiceRow, ...]:
    """Invoices, the newest first; `unpaid` are those in force that money is still owed for."""
    query = _invoice_query().where(_invoices.c.branch_id == branch_id)
    if order_id is not None:
        query = query.where(_invoices.c.order_id == order_id)
    if customer_id is not None:
        query = query.where(_invoices.c.customer_id == customer_id)
    if unpaid:
        query = query.where(
            _invoices.c.state == InvoiceState.ISSUED.value, _invoices.c.total_kopecks > paid_for_invoice()
        )
    found = session.execute(query.order_by(_invoices.c.id.desc()).limit(limit))
    return tuple(_invoice(row) for row in found.mappings())


def invoice_id_of(session: Session, branch_id: int, number: str) -> int:
    """An invoice of a branch by its number; raises UserError `invoice_not_found`."""
    query = select(_invoices.c.id).where(
        _invoices.c.branch_id == branch_id, _invoices.c.number == number.strip().upper()
    )
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("invoice_not_found", "invoice", number=number)
    return int(found)


def get_invoice(session: Session, branch_id: int, invoice_id: int) -> InvoiceView:
    """A whole invoice; raises UserError `invoice_not_found`."""
    query = _invoice_query().where(_invoices.c.branch_id == branch_id, _invoices.c.id == invoice_id)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("invoice_not_found", "invoice", number=invoice_id)
    other = select(_invoices.c.number)
    replaced_by = other.where(_invoices.c.replaces_id == invoice_id).order_by(_invoices.c.id)
    lines = select(_invoice_lines).where(_invoice_lines.c.invoice_id == invoice_id)
    ordered = session.execute(lines.order_by(_invoice_lines.c.position)).mappings()
    return InvoiceView(
        row=_invoice(row),
        taxed=vat.summed(row["performed_on"], [_taxed_line(one) for one in ordered]),
        terms=row["terms"],
        cancel_reason=row["cancel_reason"],
        cancelled_at=row["cancelled_at"],
        replaces=session.execute(other.where(_invoices.c.id == row["replaces_id"])).scalar(),
        replaced_by=session.execute(replaced_by).scalars().first(),
    )


def invoice_of_line(session: Session, line_id: int) -> str | None:
    """The number of the invoice in force that a line of an order stands in; None without one."""
    query = (
        select(_invoices.c.number)
        .join(_invoice_lines, _invoice_lines.c.invoice_id == _invoices.c.id)
        .where(
            _invoices.c.state == InvoiceState.ISSUED.value,
            or_(_invoice_lines.c.labour_line_id == line_id, _invoice_lines.c.part_line_id == line_id),
        )
    )
    return session.execute(query).scalars().first()


def _invoice_query() -> Select[Any]:
    return (
        select(
            _invoices,
            _customers.c.name.label("customer"),
            _orders.c.number.label("order"),
            paid_for_invoice().label("paid"),
        )
        .join(_customers, _customers.c.id == _invoices.c.customer_id)
        .outerjoin(_orders, _orders.c.id == _invoices.c.order_id)
    )


def _invoice(row: Any) -> InvoiceRow:
    return InvoiceRow(
        id=row["id"],
        number=row["number"],
        state=InvoiceState(row["state"]),
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        customer_id=row["customer_id"],
        customer=row["customer"],
        order_id=row["order_id"],
        order=row["order"],
        total=row["total_kopecks"],
        vat=row["vat_kopecks"],
        paid=row["paid"],
        document_id=row["document_id"],
    )


def _taxed_line(row: Any) -> TaxedLine:
    is_part = row["part_line_id"] is not None
    return TaxedLine(
        name=row["name"],
        quantity=row["quantity"],
        unit=row["unit"],
        price=row["price_kopecks"],
        discount=row["discount_kopecks"],
        total=row["total_kopecks"],
        vat_code=VatCode(row["vat_code"]),
        vat=row["vat_kopecks"],
        kind=LineKind.PART if is_part else LineKind.WORK,
        line_id=row["part_line_id"] if is_part else row["labour_line_id"],
    )


def _last_verdict() -> ColumnElement[int]:
    last = select(func.max(_verdicts.c.id)).where(_verdicts.c.order_id == _orders.c.id)
    return last.correlate(_orders).scalar_subquery()


def _line(row: Any, payer: Payer) -> dict[str, Any]:
    return {
        "name": row["name"],
        "quantity": row["quantity"],
        "price": row["price_kopecks"],
        "discount": row["discount_kopecks"],
        "discount_reason": row["discount_reason"],
        "payer": Payer(row["payer"]) if row["payer"] else payer,
        "line_id": row["id"],
    }

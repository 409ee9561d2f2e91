"""Payments on the read side: lists of them, who owes, and the money of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Session

from workstation.documents.billing import InvoiceState, PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_rows import DaySum, DaySummary, DebtRow, PaymentRow
from workstation.documents.warranty import Payer
from workstation.models import (
    Customer,
    Handover,
    Invoice,
    LabourLine,
    PartLine,
    Payment,
    StoredVerdict,
    User,
    WorkOrder,
)
from workstation.queries.order_filter import day_begins
from workstation.rules.validators import format_phone
from workstation.statuses import PaymentState

_orders = WorkOrder.__table__
_customers = Customer.__table__
_handovers = Handover.__table__
_verdicts = StoredVerdict.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__
_invoices = Invoice.__table__
_payments = Payment.__table__
_users = User.__table__
_of = _payments.alias("refunded")
_UNPUNCHED = _payments.c.receipt_state == literal_column(f"'{ReceiptState.NOT_PUNCHED.value}'")
"""Said literally, so that SQLite takes the index of these alone."""


def list_payments(
    session: Session,
    branch_id: int,
    *,
    order_id: int | None = None,
    customer_id: int | None = None,
    day: date | None = None,
    unpunched: bool = False,
    limit: int = 500,
) -> tuple[PaymentRow, ...]:
    """Payments, the newest first: of an order, of a customer, of a day, or without their fiscal receipt."""
    query = _payment_query().where(_payments.c.branch_id == branch_id)
    for column, value in ((_payments.c.order_id, order_id), (_payments.c.customer_id, customer_id)):
        if value is not None:
            query = query.where(column == value)
    if day is not None:
        query = query.where(*_within(day))
    if unpunched:
        query = query.where(_UNPUNCHED)
    found = session.execute(query.order_by(_payments.c.paid_at.desc(), _payments.c.id.desc()).limit(limit))
    return tuple(_payment(row) for row in found.mappings())


def day_summary(session: Session, branch_id: int, day: date) -> DaySummary:
    """A day's money by method: what came, what went back, receipts not punched; offsets by themselves."""
    query = select(
        _payments.c.method, _payments.c.kind, _payments.c.receipt_state, _payments.c.amount_kopecks
    ).where(_payments.c.branch_id == branch_id, *_within(day))
    sums: dict[PaymentMethod, DaySum] = {}
    offset = 0
    for method, kind, state, amount in session.execute(query):
        if kind == PaymentKind.OFFSET.value:
            offset += amount
            continue
        is_back = kind == PaymentKind.REFUND.value
        known = sums.get(PaymentMethod(method), DaySum(PaymentMethod(method)))
        sums[known.method] = DaySum(
            known.method,
            known.came + (0 if is_back else amount),
            known.returned + (amount if is_back else 0),
            known.count + 1,
            known.unpunched + (state == ReceiptState.NOT_PUNCHED.value),
        )
    return DaySummary(day, tuple(sums[one] for one in PaymentMethod if one in sums), offset)


def list_debts(
    session: Session, branch_id: int, *, customer_id: int | None = None, limit: int = 500
) -> tuple[DebtRow, ...]:
    """Who owes: unpaid invoices, and orders handed over and not paid whole; the longest due first."""
    found = [*_owed_invoices(session, branch_id, customer_id), *_owed_orders(session, branch_id, customer_id)]
    found.sort(key=lambda row: (row.due_on or row.since, row.since))
    return tuple(found[:limit])


def order_sums(session: Session, order_id: int) -> tuple[int, int]:
    """What came for an order less what went back, and the prepayment not given back nor set off yet."""
    query = (
        select(total(came()), total(_prepaid()))
        .select_from(_payments.outerjoin(_of, _of.c.id == _payments.c.refund_of_id))
        .where(_payments.c.order_id == order_id)
    )
    paid, prepaid = session.execute(query).one()
    return int(paid), max(int(prepaid), 0)


def paid_for_invoice() -> ColumnElement[int]:
    """What came less what went back for an invoice: all that its order got. Part of a query of invoices."""
    return _sum_of(_payments.c.order_id == _invoices.c.order_id)


def total(column: ColumnElement[int]) -> ColumnElement[int]:
    """The sum of a column, nothing where there are no rows; whole on the server too. Part of a query."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def came() -> ColumnElement[int]:
    """What a payment adds to the money that came: an offset moves none. Part of a query."""
    return case(
        (_payments.c.kind == PaymentKind.OFFSET.value, 0),
        (_payments.c.kind == PaymentKind.REFUND.value, -_payments.c.amount_kopecks),
        else_=_payments.c.amount_kopecks,
    )


def customer_sum(lines: Any) -> ColumnElement[int]:
    """What the customer's lines of an order cost: at the handover each got its payer. Part of a query."""
    cost = lines.c.price_kopecks * lines.c.quantity - lines.c.discount_kopecks
    query = select(total(cost)).where(
        lines.c.order_id == _orders.c.id,
        lines.c.removed_at.is_(None),
        lines.c.payer == Payer.CUSTOMER.value,
    )
    return query.correlate(_orders).scalar_subquery()


def _sum_of(which: ColumnElement[bool]) -> ColumnElement[int]:
    sums = select(total(came())).select_from(_payments).where(which)
    return sums.correlate(_orders, _invoices).scalar_subquery()


def _prepaid() -> ColumnElement[int]:
    """What a payment adds to the prepayment that may still be set off."""
    kind, amount = _payments.c.kind, _payments.c.amount_kopecks
    return case(
        (kind == PaymentKind.PREPAYMENT.value, amount),
        (kind == PaymentKind.OFFSET.value, -amount),
        (and_(kind == PaymentKind.REFUND.value, _of.c.kind == PaymentKind.PREPAYMENT.value), -amount),
        else_=0,
    )


def _within(day: date) -> tuple[ColumnElement[bool], ...]:
    begins, ends = day_begins(day), day_begins(day + timedelta(days=1))
    return _payments.c.paid_at >= begins, _payments.c.paid_at < ends


def _payment_query() -> Select[Any]:
    back = _payments.alias("back")
    gone = (
        select(total(back.c.amount_kopecks))
        .where(back.c.refund_of_id == _payments.c.id)
        .correlate(_payments)
        .scalar_subquery()
    )
    return (
        select(
            _payments,
            gone.label("gone"),
            _customers.c.name.label("customer"),
            _users.c.short_name.label("user"),
            _orders.c.number.label("order"),
            _invoices.c.number.label("invoice"),
        )
        .join(_customers, _customers.c.id == _payments.c.customer_id)
        .join(_users, _users.c.id == _payments.c.user_id)
        .outerjoin(_orders, _orders.c.id == _payments.c.order_id)
        .outerjoin(_invoices, _invoices.c.id == _payments.c.invoice_id)
    )


def _payment(row: Any) -> PaymentRow:
    kind = PaymentKind(row["kind"])
    moves_in = kind in {PaymentKind.PREPAYMENT, PaymentKind.PAYMENT}
    return PaymentRow(
        id=row["id"],
        kind=kind,
        method=PaymentMethod(row["method"]),
        amount=row["amount_kopecks"],
        paid_at=row["paid_at"],
        receipt_state=ReceiptState(row["receipt_state"]),
        receipt=row["receipt"],
        customer_id=row["customer_id"],
        customer=row["customer"],
        user=row["user"],
        order_id=row["order_id"],
        order=row["order"],
        invoice=row["invoice"],
        refund_of_id=row["refund_of_id"],
        left=row["amount_kopecks"] - row["gone"] if moves_in else 0,
        note=row["note"],
    )


def _owed_invoices(session: Session, branch_id: int, customer_id: int | None) -> Sequence[DebtRow]:
    paid = paid_for_invoice()
    query = (
        select(
            _invoices,
            _customers.c.name,
            _customers.c.phone,
            _orders.c.number.label("order"),
            paid.label("paid"),
        )
        .join(_customers, _customers.c.id == _invoices.c.customer_id)
        .outerjoin(_orders, _orders.c.id == _invoices.c.order_id)
        .where(_invoices.c.branch_id == branch_id, _invoices.c.state == InvoiceState.ISSUED.value)
        .where(_invoices.c.total_kopecks > paid)
    )
    if customer_id is not None:
        query = query.where(_invoices.c.customer_id == customer_id)
    return [
        DebtRow(
            customer_id=row["customer_id"],
            customer=row["name"],
            phone=format_phone(row["phone"]),
            debt=row["total_kopecks"] - row["paid"],
            total=row["total_kopecks"],
            paid=row["paid"],
            since=row["issued_on"],
            due_on=row["due_on"],
            order_id=row["order_id"],
            order=row["order"],
            invoice=row["number"],
        )
        for row in session.execute(query).mappings()
    ]


def _owed_orders(session: Session, branch_id: int, customer_id: int | None) -> Sequence[DebtRow]:
    """Orders handed over on account, with no invoice in force, whose customer's lines are not paid whole."""
    own = _on_account(branch_id)
    inner = (own if customer_id is None else own.where(_orders.c.customer_id == customer_id)).subquery()
    query = (
        select(inner, _customers.c.name, _customers.c.phone)
        .join(_customers, _customers.c.id == inner.c.customer_id)
        .where(inner.c.total > inner.c.paid)
    )
    return [
        DebtRow(
            customer_id=row.customer_id,
            customer=row.name,
            phone=format_phone(row.phone),
            debt=row.total - row.paid,
            total=row.total,
            paid=row.paid,
            since=row.handed_on,
            order_id=row.id,
            order=row.number,
        )
        for row in session.execute(query)
    ]


def _on_account(branch_id: int) -> Select[Any]:
    """What orders given out on account cost and what came for them; those with an invoice have it owed."""
    cost = customer_sum(_works) + customer_sum(_parts)
    billed = exists().where(
        _invoices.c.order_id == _orders.c.id, _invoices.c.state == InvoiceState.ISSUED.value
    )
    return (
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.customer_id,
            _handovers.c.handed_on,
            cost.label("total"),
            _sum_of(_payments.c.order_id == _orders.c.id).label("paid"),
        )
        .join(_handovers, _handovers.c.order_id == _orders.c.id)
        .where(
            _orders.c.branch_id == branch_id,
            _handovers.c.payment == PaymentState.ON_ACCOUNT.value,
            ~billed,
        )
    )

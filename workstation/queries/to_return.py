"""Money that must be given back: what came for closed orders beyond what is owed for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.billing import InvoiceState
from workstation.documents.billing_rows import ReturnRow
from workstation.documents.codec import decode_as
from workstation.documents.orders import AgreedTerms
from workstation.models import Customer, Invoice, LabourLine, PartLine, Payment, WorkOrder
from workstation.queries.payments import came, customer_sum, total
from workstation.rules import payments as rules
from workstation.rules.validators import format_phone
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_customers = Customer.__table__
_payments = Payment.__table__
_invoices = Invoice.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__
_HANDED_OVER = OrderStatus.HANDED_OVER.value
_CLOSED = (_HANDED_OVER, OrderStatus.RETURNED_UNREPAIRED.value, OrderStatus.CANCELLED.value)


def list_to_return(
    session: Session, branch_id: int, *, order_id: int | None = None, limit: int = 500
) -> tuple[ReturnRow, ...]:
    """Closed orders paid for beyond what is owed, by `rules.payments.owed_closed`; the oldest first."""
    found = sorted(_rows(session, branch_id, order_id), key=lambda row: (row.since, row.order_id))
    return tuple(found[:limit])


def _rows(session: Session, branch_id: int, order_id: int | None) -> Iterator[ReturnRow]:
    for row in session.execute(_query(branch_id, order_id)):
        terms = decode_as(AgreedTerms, row.terms)
        owed = rules.owed_closed(
            OrderStatus(row.status),
            billed=row.billed,
            lines=row.cost if row.priced else None,
            agreed=terms.estimate.amount if terms.estimate else None,
        )
        if owed is None or row.paid <= owed:
            continue
        yield ReturnRow(
            customer_id=row.customer_id,
            customer=row.name,
            phone=format_phone(row.phone),
            amount=row.paid - owed,
            total=owed,
            paid=row.paid,
            since=clock.local(row.closed_at).date(),
            order_id=row.id,
            order=row.number,
            status=OrderStatus(row.status),
        )


def _query(branch_id: int, order_id: int | None) -> Select[Any]:
    """Closed orders that money came for beyond their invoice, or beyond their lines, with both."""
    sums = _paid(order_id).subquery("sums")
    works, parts = customer_sum(_works), customer_sum(_parts)
    billed = select(func.max(_invoices.c.total_kopecks)).where(
        _invoices.c.order_id == _orders.c.id, _invoices.c.state == InvoiceState.ISSUED.value
    )
    inner = (
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.closed_at,
            _orders.c.customer_id,
            _orders.c.terms,
            sums.c.paid,
            billed.correlate(_orders).scalar_subquery().label("billed"),
            case((_orders.c.status == _HANDED_OVER, works + parts), else_=0).label("cost"),
            or_(_has_price(_works), _has_price(_parts)).label("priced"),
        )
        .join(sums, sums.c.order_id == _orders.c.id)
        .where(_orders.c.branch_id == branch_id, _orders.c.status.in_(_CLOSED))
    ).subquery("closed")
    return (
        select(inner, _customers.c.name, _customers.c.phone)
        .join(_customers, _customers.c.id == inner.c.customer_id)
        .where(inner.c.paid > func.coalesce(inner.c.billed, inner.c.cost))
    )


def _paid(order_id: int | None) -> Select[Any]:
    """What came less what went back, by orders; those where nothing is left are not there."""
    query = select(_payments.c.order_id, total(came()).label("paid"))
    if order_id is not None:
        query = query.where(_payments.c.order_id == order_id)
    return query.group_by(_payments.c.order_id).having(total(came()) > 0)


def _has_price(lines: Any) -> ColumnElement[bool]:
    return exists().where(
        lines.c.order_id == _orders.c.id, lines.c.removed_at.is_(None), lines.c.price_kopecks.is_not(None)
    )

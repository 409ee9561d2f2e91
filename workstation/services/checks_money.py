"""Checks of money: invoices are sums of their lines, no more went back than came, estimates are in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.billing import EstimateState, InvoiceState, PaymentKind, VatCode
from workstation.i18n import tr
from workstation.models import Estimate, Invoice, InvoiceLine, LabourLine, PartLine, Payment, WorkOrder
from workstation.money import format_roubles
from workstation.queries.payments import came, total
from workstation.rules.vat import vat_of
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of
from workstation.services.payments import INTAKE

_invoices = Invoice.__table__
_lines = InvoiceLine.__table__
_payments = Payment.__table__
_estimates = Estimate.__table__
_orders = WorkOrder.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__


def check_invoices(session: Session) -> Findings:
    """An invoice is the sum of its lines, each of its price and rate; one is in force per order."""
    return count_of(session, _invoices), _invoice_problems(session)


def _invoice_problems(session: Session) -> Iterator[str]:
    sums = (
        select(
            _invoices.c.number,
            _invoices.c.total_kopecks,
            _invoices.c.vat_kopecks,
            total(_lines.c.total_kopecks).label("total"),
            total(_lines.c.vat_kopecks).label("vat"),
        )
        .outerjoin(_lines, _lines.c.invoice_id == _invoices.c.id)
        .group_by(_invoices.c.id, _invoices.c.number, _invoices.c.total_kopecks, _invoices.c.vat_kopecks)
    )
    for row in session.execute(sums.execution_options(yield_per=BATCH)):
        if (row.total_kopecks, row.vat_kopecks) != (row.total, row.vat):
            yield tr("Счёт {number}: сумма или НДС не равны сумме строк", number=row.number)
    lines = select(_lines, _invoices.c.number).join(_invoices, _invoices.c.id == _lines.c.invoice_id)
    for line in session.execute(lines.execution_options(yield_per=BATCH)).mappings():
        if _is_wrong(line):
            yield tr("Счёт {number}: строка {position} не сходится", **_named(line, "number", "position"))
    second = (
        select(_orders.c.number)
        .join(_invoices, _invoices.c.order_id == _orders.c.id)
        .where(_invoices.c.state == InvoiceState.ISSUED.value)
        .group_by(_orders.c.id, _orders.c.number)
        .having(func.count() > 1)
    )
    for number in session.execute(second).scalars():
        yield tr("Заказ {number}: действует больше одного счёта", number=number)
    odd = select(_invoices.c.number).where(
        (_invoices.c.state == InvoiceState.CANCELLED.value) != _invoices.c.cancelled_at.is_not(None)
    )
    for number in session.execute(odd).scalars():
        yield tr("Счёт {number}: состояние и день аннулирования расходятся", number=number)


def _is_wrong(line: Any) -> bool:
    total = line["price_kopecks"] * line["quantity"] - line["discount_kopecks"]
    tax = vat_of(line["total_kopecks"], VatCode(line["vat_code"]))
    return (line["total_kopecks"], line["vat_kopecks"]) != (total, tax) or total < 0


def _named(row: Any, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def check_payments(session: Session) -> Findings:
    """No more went back than came, nor was set off than was prepaid; what was prepaid at the counter came."""
    return count_of(session, _payments), _payment_problems(session)


def _payment_problems(session: Session) -> Iterator[str]:
    back = _payments.alias("back")
    refunded = (
        select(_orders.c.number, _payments.c.amount_kopecks, total(back.c.amount_kopecks).label("gone"))
        .join(back, back.c.refund_of_id == _payments.c.id)
        .outerjoin(_orders, _orders.c.id == _payments.c.order_id)
        .group_by(_payments.c.id, _orders.c.number, _payments.c.amount_kopecks)
        .having(func.sum(back.c.amount_kopecks) > _payments.c.amount_kopecks)
    )
    for row in session.execute(refunded):
        gone, amount = format_roubles(row.gone), format_roubles(row.amount_kopecks)
        yield tr("Заказ {number}: возвращено {gone} из {amount}", number=row.number, gone=gone, amount=amount)
    is_refund = _payments.c.kind == PaymentKind.REFUND.value
    loose = select(func.count()).where(is_refund != _payments.c.refund_of_id.is_not(None))
    count = session.execute(loose).scalar_one()
    if count:
        yield tr("Возвратов без своего платежа: {count}", count=count)
    offset = func.sum(
        case((_payments.c.kind == PaymentKind.OFFSET.value, _payments.c.amount_kopecks), else_=0)
    )
    prepaid = func.sum(
        case((_payments.c.kind == PaymentKind.PREPAYMENT.value, _payments.c.amount_kopecks), else_=0)
    )
    over = (
        select(_orders.c.number)
        .join(_payments, _payments.c.order_id == _orders.c.id)
        .group_by(_orders.c.id, _orders.c.number)
        .having(offset > prepaid)
    )
    for number in session.execute(over).scalars():
        yield tr("Заказ {number}: зачтено больше, чем внесено авансом", number=number)
    yield from _intake_problems(session)


def _intake_problems(session: Session) -> Iterator[str]:
    """What the order says was prepaid at the counter is what came then, with its corrections."""
    mine = and_(_payments.c.order_id == _orders.c.id, _payments.c.request_id.like(f"{INTAKE}%"))
    paid = total(came())
    query = (
        select(_orders.c.number)
        .outerjoin(_payments, mine)
        .where(or_(_orders.c.prepayment_kopecks > 0, _payments.c.id.is_not(None)))
        .group_by(_orders.c.id, _orders.c.number, _orders.c.prepayment_kopecks)
        .having(paid != func.coalesce(_orders.c.prepayment_kopecks, 0))
    )
    for number in session.execute(query).scalars():
        yield tr("Заказ {number}: аванс при приёме не равен платежам", number=number)


def check_estimates(session: Session) -> Findings:
    """Versions of an order's estimate go from 1 without a gap, and one at most waits for its answer."""
    waiting = func.sum(case((_estimates.c.state == EstimateState.OFFERED.value, 1), else_=0))
    query = (
        select(_orders.c.number)
        .join(_estimates, _estimates.c.order_id == _orders.c.id)
        .group_by(_orders.c.id, _orders.c.number)
        .having(or_(waiting > 1, func.max(_estimates.c.version) != func.count()))
    )
    text = tr("Заказ {number}: версии сметы не сходятся")
    return count_of(session, _estimates), [
        text.format(number=number) for number in session.execute(query).scalars()
    ]


def check_discounts(session: Session) -> Findings:
    """A discount is within what the line costs, and has a reason."""
    problems = []
    for table in (_works, _parts):
        gross = func.coalesce(table.c.price_kopecks, 0) * table.c.quantity
        query = (
            select(_orders.c.number, table.c.name)
            .join(_orders, _orders.c.id == table.c.order_id)
            .where(
                or_(
                    table.c.discount_kopecks < 0,
                    table.c.discount_kopecks > gross,
                    and_(table.c.discount_kopecks > 0, table.c.discount_reason.is_(None)),
                )
            )
        )
        problems += [
            tr("Заказ {number}: скидка в строке «{name}» не сходится", number=row.number, name=row.name)
            for row in session.execute(query)
        ]
    return count_of(session, _works) + count_of(session, _parts), problems


CHECKS: dict[str, Check] = {
    "invoices": check_invoices,
    "payments": check_payments,
    "estimates": check_estimates,
    "discounts": check_discounts,
}

"""Payments: money that comes, goes back, or is set off; and the fiscal receipts of it.

A row of payment is never changed but for its receipt. Each verb locks the order, so of two who take the last
of a balance one is refused.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.billing import InvoiceState, PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_data import PaymentData, ReceiptData, RefundData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Invoice, Payment
from workstation.money import format_roubles
from workstation.queries.money import get_order_money, invoice_id_of
from workstation.queries.order_view import order_id_of
from workstation.queries.payments import total
from workstation.rules import payments as rules
from workstation.services import journal
from workstation.services.about_order import locked, words
from workstation.services.moving import reason_of
from workstation.services.rights import require
from workstation.statuses import CustomerKind, OrderStatus

_payments = Payment.__table__
_invoices = Invoice.__table__

INTAKE = "prepayment-"
"""Begins the `request_id` of what came at the intake and of its corrections; the order's id follows."""


def take(session: Session, actor: Actor, data: PaymentData) -> int:
    """Money came for an order or an invoice; gives the payment's id, the first one where it is repeated.

    Before the work is over it is a prepayment, which may be more than is owed. Raises UserError
    `payment_subject`, `order_not_found`, `invoice_not_found`, `invoice_cancelled`, `payment_nothing`,
    `payment_method`, `payment_settled`, `payment_over`, `time_future`.
    """
    require(actor, "money.pay")
    order_id, invoice = _subject(session, actor, data)
    order = locked(session, order_id, is_open=False)
    known = _known(session, data.request_id)
    if known is not None:
        return known
    rules.check_amount(data.amount)
    rules.check_method(data.method, "method")
    kind = rules.kind_of(OrderStatus(order["status"]))
    invoice = invoice or invoice_in_force(session, order_id)
    _check_due(session, order, invoice, kind, data.amount)
    row = payment_row(actor, order, kind, data.method, data.amount, request_id=data.request_id)
    row |= {"invoice_id": invoice["id"] if invoice else None, "note": words(data.note)}
    row["paid_at"] = _moment(data.paid_at)
    rows.add(session, _payments, row)
    _tell(session, actor, order, "money.pay", row)
    return int(row["id"])


def refund(session: Session, actor: Actor, data: RefundData) -> int:
    """Give money back of a payment; gives the refund's id, the first one where it is repeated.

    Raises UserError `payment_not_found`, `refund_kind` (no money came by it), `reason_required`,
    `payment_nothing`, `refund_over`, `refund_method` (how it went is not known and not said).
    """
    require(actor, "money.refund")
    payment = _payment(session, actor, data.payment)
    order = locked(session, payment["order_id"], is_open=False)
    known = _known(session, data.request_id)
    if known is not None:
        return known
    reason = reason_of(data.reason)
    row = _refund_row(session, actor, order, payment, data)
    rows.add(session, _payments, {**row, "note": reason})
    _tell(session, actor, order, "money.refund", row, reason=reason)
    return int(row["id"])


def punch(session: Session, actor: Actor, data: ReceiptData) -> None:
    """The fiscal receipt of a payment was made; raises UserError `payment_not_found`, `receipt_not_due`,
    `field_required`."""
    require(actor, "money.punch")
    payment = _payment(session, actor, data.payment)
    receipt = words(data.receipt)
    if receipt is None:
        raise UserError("field_required", "receipt")
    changed = session.execute(
        update(_payments)
        .where(
            _payments.c.id == payment["id"],
            _payments.c.receipt_state == ReceiptState.NOT_PUNCHED.value,
        )
        .values(receipt_state=ReceiptState.PUNCHED.value, receipt=receipt)
        .returning(_payments.c.id)
    )
    if changed.first() is None:
        state = ReceiptState(payment["receipt_state"]).label
        raise UserError("receipt_not_due", "payment", state=state)
    body = {"amount_kopecks": payment["amount_kopecks"], "receipt": receipt}
    journal.record(session, actor, "money.punch", "order", payment["order_id"], body=body)


def add_prepayment(
    session: Session, actor: Actor, order: dict[str, Any], amount: int, method: PaymentMethod | None
) -> None:
    """What came in advance at the intake is the first payment of the order. Part of a verb.

    `order` carries `customer_kind`. Raises UserError `payment_method`.
    """
    way = method or PaymentMethod.CASH
    rules.check_method(way, "request.prepayment_method")
    row = payment_row(actor, order, PaymentKind.PREPAYMENT, way, amount, request_id=f"{INTAKE}{order['id']}")
    rows.add(session, _payments, row)


def follow_intake(
    session: Session, actor: Actor, order: dict[str, Any], amount: int, method: PaymentMethod | None
) -> None:
    """A correction made the prepayment of an intake another: the rest comes, or goes back. Part of a verb.

    Raises UserError `refund_over` at `request.prepayment` where less of it is left, `payment_method`.
    """
    mine = (_payments.c.order_id == order["id"]) & _payments.c.request_id.like(f"{INTAKE}%")
    query = select(_payments).where(mine, _payments.c.kind == PaymentKind.PREPAYMENT.value)
    came = session.execute(query.order_by(_payments.c.id)).mappings().all()
    rest = amount - (order["prepayment_kopecks"] or 0)
    if rest > 0 and not came:
        add_prepayment(session, actor, order, rest, method)
        return
    request_id = f"{INTAKE}{order['id']}-{order['version']}"
    way = PaymentMethod(came[0]["method"]) if came else PaymentMethod.CASH
    if rest > 0:
        row = payment_row(actor, order, PaymentKind.PREPAYMENT, way, rest, request_id=request_id)
        rows.add(session, _payments, row)
    for place, payment in enumerate(reversed(came)):
        part = min(-rest, left_of(session, payment["id"], payment["amount_kopecks"]))
        if part > 0:
            row = payment_row(actor, order, PaymentKind.REFUND, way, part, request_id=f"{request_id}-{place}")
            rows.add(session, _payments, {**row, "refund_of_id": payment["id"]})
            rest += part
    if rest < 0:
        left = (order["prepayment_kopecks"] or 0) - amount + rest
        raise UserError("refund_over", "request.prepayment", left=format_roubles(left))


def left_of(session: Session, payment_id: int, amount: int) -> int:
    """What of a payment was not given back yet. Part of a verb."""
    gone = select(total(_payments.c.amount_kopecks)).where(_payments.c.refund_of_id == payment_id)
    return amount - int(session.execute(gone).scalar_one())


def _subject(session: Session, actor: Actor, data: PaymentData) -> tuple[int, Any]:
    """The order that is paid for, and the invoice where one is named."""
    if data.invoice is None:
        if data.order is None:
            raise UserError("payment_subject", "order")
        return order_id_of(session, data.order), None
    invoice_id = invoice_id_of(session, actor.branch_id, data.invoice)
    invoice = session.execute(select(_invoices).where(_invoices.c.id == invoice_id)).mappings().one()
    if invoice["state"] == InvoiceState.CANCELLED.value:
        raise UserError("invoice_cancelled", "invoice", invoice=invoice["number"])
    if data.order is not None and order_id_of(session, data.order) != invoice["order_id"]:
        raise UserError("payment_subject", "invoice")
    return int(invoice["order_id"]), invoice


def invoice_in_force(session: Session, order_id: int) -> Any:
    """The row of an order's invoice in force; None without one. Part of a verb."""
    query = select(_invoices).where(
        _invoices.c.order_id == order_id, _invoices.c.state == InvoiceState.ISSUED.value
    )
    return session.execute(query).mappings().first()


def _known(session: Session, request_id: str | None) -> int | None:
    """The payment that this request made already."""
    if request_id is None:
        return None
    found = session.execute(select(_payments.c.id).where(_payments.c.request_id == request_id)).scalar()
    return None if found is None else int(found)


def _check_due(session: Session, order: dict[str, Any], invoice: Any, kind: PaymentKind, amount: int) -> None:
    """Never more than is owed, unless it is a prepayment without an invoice."""
    money = get_order_money(session, order["id"])
    if invoice is not None:
        rules.check_over(invoice["number"], amount, invoice["total_kopecks"] - money.paid)
    elif kind is PaymentKind.PAYMENT:
        rules.check_over(order["number"], amount, rules.owed(money))


def _payment(session: Session, actor: Actor, payment_id: int) -> dict[str, Any]:
    query = select(_payments).where(_payments.c.id == payment_id, _payments.c.branch_id == actor.branch_id)
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("payment_not_found", "payment")
    return dict(found)


def _refund_row(
    session: Session, actor: Actor, order: dict[str, Any], payment: dict[str, Any], data: RefundData
) -> dict[str, Any]:
    if payment["kind"] not in {PaymentKind.PREPAYMENT.value, PaymentKind.PAYMENT.value}:
        raise UserError("refund_kind", "payment", kind=PaymentKind(payment["kind"]).label)
    left = left_of(session, payment["id"], payment["amount_kopecks"])
    amount = left if data.amount is None else data.amount
    if amount > left:
        raise UserError("refund_over", "amount", left=format_roubles(left))
    rules.check_amount(amount)
    method = data.method or PaymentMethod(payment["method"])
    if method is PaymentMethod.UNKNOWN:
        raise UserError("refund_method", "method")
    rules.check_method(method, "method")
    row = payment_row(actor, order, PaymentKind.REFUND, method, amount, request_id=data.request_id)
    return row | {"refund_of_id": payment["id"], "invoice_id": payment["invoice_id"]}


def payment_row(
    actor: Actor,
    order: dict[str, Any],
    kind: PaymentKind,
    method: PaymentMethod,
    amount: int,
    *,
    request_id: str | None = None,
    of_receipt: bool = False,
) -> dict[str, Any]:
    """The row of a payment of now; `order` carries `customer_kind`. Part of a verb."""
    moment, key = clock.now(), keys.new_key()
    state = rules.receipt_state(CustomerKind(order["customer_kind"]), method, of_receipt=of_receipt)
    return {
        "id": key,
        "branch_id": actor.branch_id,
        "request_id": request_id or f"payment-{key}",
        "customer_id": order["customer_id"],
        "order_id": order["id"],
        "invoice_id": None,
        "refund_of_id": None,
        "kind": kind.value,
        "method": method.value,
        "amount_kopecks": amount,
        "paid_at": moment,
        "receipt_state": state.value,
        "receipt": None,
        "note": None,
        "made_at": moment,
        "user_id": actor.user_id,
    }


def _moment(paid_at: datetime | None) -> datetime:
    now = clock.now()
    if paid_at is not None and paid_at > now:
        raise UserError("time_future", "paid_at")
    return paid_at or now


def _tell(
    session: Session,
    actor: Actor,
    order: dict[str, Any],
    verb: str,
    row: dict[str, Any],
    **more: Any,
) -> None:
    body = {
        "number": order["number"],
        "payment_kind": row["kind"],
        "method": row["method"],
        "amount_kopecks": row["amount_kopecks"],
        **more,
    }
    journal.record(session, actor, verb, "order", order["id"], body=body)

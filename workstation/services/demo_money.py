"""Money of a practice base: prices of the shipped operations, priced orders, payments, invoices, debts.

Made once, after the first practice orders; the same every time.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock, rows
from workstation.documents import codec
from workstation.documents.billing import PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_data import InvoiceData, OfferData, WorkPriceData
from workstation.documents.contacts import Channel
from workstation.documents.intake import EstimateData
from workstation.documents.orders import AgreedTerms
from workstation.documents.people import Actor
from workstation.documents.warranty import Payer
from workstation.models import (
    Customer,
    Handover,
    LabourLine,
    OperationPrice,
    PartLine,
    Payment,
    WorkOrder,
)
from workstation.queries.bench_help import list_operations
from workstation.queries.money import get_order_money, tax_mode
from workstation.queries.settings import load_settings
from workstation.services import estimates, invoices, prices
from workstation.services.payments import payment_row
from workstation.statuses import CustomerKind, EstimateKind, OrderStatus, PaymentState, RequestKind

_orders = WorkOrder.__table__
_customers = Customer.__table__
_handovers = Handover.__table__
_works = LabourLine.__table__
_parts = PartLine.__table__
_prices = OperationPrice.__table__
_payments = Payment.__table__

_S = OrderStatus
SINCE = timedelta(days=400)
A_MINUTE, STEP, USUAL = 2_600, 5_000, 60
"""Kopecks of a minute of work, what a price is rounded to, and the minutes of a work without a norm."""
OPEN, GONE, OFFERED = 24, 60, 3
"""At most so many orders that are here and that are gone have prices, and estimates that wait."""
ON_ACCOUNT, IN_ADVANCE, PUNCHED_DAYS = 7, 3, 2
"""Every seventh is not paid yet, every third was paid in advance; receipts are punched within two days."""
ROUND = 10_000
METHODS = (PaymentMethod.CARD, PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER)


@dataclass(frozen=True, slots=True)
class _Order:
    """A paid order with prices: what it costs, and when it was handed over, if it was."""

    row: dict[str, Any]
    total: int
    handed_at: datetime | None


def fill(session: Session, actor: Actor) -> int:
    """Price the works of a base that has no prices; gives how many orders cost something. Part of a verb."""
    if session.execute(select(_prices.c.id).limit(1)).first() is not None:
        return 0
    listed = _price_list(session, actor)
    gone = _priced(session, (_S.HANDED_OVER,), GONE, listed)
    here = _priced(session, (_S.READY, _S.IN_CHECK, _S.IN_REPAIR), OPEN, listed)
    for place, order in enumerate(gone):
        _settle(session, actor, order, place)
    for place, order in enumerate(here):
        advance = order.total // 3 // ROUND * ROUND
        if place % IN_ADVANCE == 0 and advance:
            _pay(session, actor, order, PaymentKind.PREPAYMENT, advance, place, clock.now())
    _bill(session, actor, [*here, *gone])
    _offer(session, actor, listed)
    return len(gone) + len(here)


def _price_list(session: Session, actor: Actor) -> dict[int, int]:
    """A price of each operation; gives them by the operation's id."""
    listed = {}
    with clock.standing_at(clock.now() - SINCE):
        for one in list_operations(session):
            price = -(-(one.norm_minutes or USUAL) * A_MINUTE // STEP) * STEP
            prices.set_work_price(session, actor, WorkPriceData(one.code, price))
            listed[one.id] = price
    return listed


def _priced(
    session: Session, statuses: Sequence[OrderStatus], limit: int, listed: dict[int, int]
) -> list[_Order]:
    """The newest paid orders of some states with their lines priced and their cost agreed."""
    query = (
        select(_orders, _customers.c.kind.label("customer_kind"), _handovers.c.handed_at)
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .outerjoin(_handovers, _handovers.c.order_id == _orders.c.id)
        .where(
            _orders.c.kind == RequestKind.PAID.value,
            _orders.c.status.in_([one.value for one in statuses]),
            select(_works.c.id).where(_works.c.order_id == _orders.c.id).exists(),
        )
        .order_by(_orders.c.accepted_at.desc(), _orders.c.id.desc())
        .limit(limit)
    )
    found = [dict(row) for row in session.execute(query).mappings()]
    return [_Order(row, _price(session, row, listed), row["handed_at"]) for row in found]


def _price(session: Session, order: dict[str, Any], listed: dict[int, int], *, agree: bool = True) -> int:
    """Price the lines of an order; gives what they come to."""
    mine = {"payer": Payer.CUSTOMER.value}
    for line in session.execute(select(_works).where(_works.c.order_id == order["id"])).all():
        here = update(_works).where(_works.c.id == line.id)
        session.execute(here.values(price_kopecks=listed.get(line.operation_id), **mine))
    for part in session.execute(select(_parts).where(_parts.c.order_id == order["id"])).all():
        price = (15 + zlib.crc32((part.part_number or part.name).encode()) % 80) * 10_000
        session.execute(update(_parts).where(_parts.c.id == part.id).values(price_kopecks=price, **mine))
    total = get_order_money(session, order["id"]).total
    if agree:
        terms = codec.decode_as(AgreedTerms, order["terms"])
        agreed = AgreedTerms(
            EstimateData(EstimateKind.APPROXIMATE, total),
            terms.approval_limit,
            terms.work_warranty_months,
            terms.delivery,
            terms.storage,
        )
        values = {"terms": codec.encode(agreed).decode()}
        session.execute(update(_orders).where(_orders.c.id == order["id"]).values(**values))
    return total


def _settle(session: Session, actor: Actor, order: _Order, place: int) -> None:
    """Most of those that are gone were paid at the handover; the rest owe."""
    if order.handed_at is None or order.total == 0:
        return
    if place % ON_ACCOUNT == ON_ACCOUNT - 1:
        here = _handovers.c.order_id == order.row["id"]
        session.execute(update(_handovers).where(here).values(payment=PaymentState.ON_ACCOUNT.value))
        return
    _pay(session, actor, order, PaymentKind.PAYMENT, order.total, place, order.handed_at)


def _pay(
    session: Session,
    actor: Actor,
    order: _Order,
    kind: PaymentKind,
    amount: int,
    place: int,
    at: datetime,
) -> None:
    with clock.standing_at(at):
        row = payment_row(actor, order.row, kind, METHODS[place % len(METHODS)], amount)
    is_due = row["receipt_state"] == ReceiptState.NOT_PUNCHED.value
    if is_due and clock.now() - at > timedelta(days=PUNCHED_DAYS):
        row |= {"receipt_state": ReceiptState.PUNCHED.value, "receipt": f"ФД {4100 + place}"}
    rows.add(session, _payments, row)


def _bill(session: Session, actor: Actor, orders: Sequence[_Order]) -> None:
    """Companies have invoices, where the centre has said its taxes and its bank."""
    bank = (load_settings(session)["centre.details"] or {}).get("bank") or {}
    if tax_mode(session, clock.today()) is None or not bank.get("account"):
        return
    for order in orders:
        if order.row["customer_kind"] == CustomerKind.COMPANY.value and order.total:
            invoices.issue(session, actor, InvoiceData(order.row["number"]))


def _offer(session: Session, actor: Actor, listed: dict[int, int]) -> None:
    """Some orders wait for the customer's word about their estimate."""
    query = (
        select(_orders)
        .where(
            _orders.c.kind == RequestKind.PAID.value,
            _orders.c.status.in_([_S.WAITING_PART.value, _S.IN_DIAGNOSIS.value, _S.IN_REPAIR.value]),
            select(_works.c.id).where(_works.c.order_id == _orders.c.id).exists(),
        )
        .order_by(_orders.c.id)
        .limit(OFFERED)
    )
    for row in [dict(one) for one in session.execute(query).mappings()]:
        total = _price(session, row, listed, agree=False)
        if total:
            kind = EstimateKind.APPROXIMATE
            estimates.offer(session, actor, row["id"], OfferData(kind, Channel.PHONE, total + total // 5))

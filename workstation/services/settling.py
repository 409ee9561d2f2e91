"""Money at the handover: the balance is paid, the prepayment set off, each line has its payer for good."""

from __future__ import annotations

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.billing import PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import LabourLine, PartLine, Payment
from workstation.money import format_roubles
from workstation.queries.money import get_order_money, order_payer
from workstation.rules import payments as rules
from workstation.services.about_order import locked
from workstation.services.payments import invoice_in_force, payment_row
from workstation.statuses import PaymentState, Role

_payments = Payment.__table__
_LINES = (LabourLine.__table__, PartLine.__table__)
_MONEY = text(
    "SELECT EXISTS (SELECT 1 FROM labour_line WHERE order_id = :order AND price_kopecks IS NOT NULL) "
    "OR EXISTS (SELECT 1 FROM part_line WHERE order_id = :order AND price_kopecks IS NOT NULL) "
    "OR EXISTS (SELECT 1 FROM payment WHERE order_id = :order)"
)
_MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


def settle(
    session: Session,
    actor: Actor,
    order_id: int,
    payment: PaymentState,
    method: PaymentMethod | None = None,
) -> dict[str, int]:
    """Settle an order that is given out; gives what was paid and set off, for the journal. Part of a verb.

    With a method what is still owed is paid. Raises UserError `balance_left` (said to be paid, and is not),
    `payment_missing` (something is owed and nothing said), `account_without_invoice`, `payment_method`.
    """
    if method is None and not _has_money(session, order_id):
        _check_account(session, actor, order_id, payment)
        return {}
    _freeze_payers(session, order_id)
    paid = _pay_balance(session, actor, order_id, method) if method else 0
    offset = set_off(session, actor, order_id)
    money = get_order_money(session, order_id)
    if money.is_priced and money.balance > 0:
        if payment is PaymentState.PAID:
            raise UserError("balance_left", "pay_method", balance=format_roubles(money.balance))
        if payment is PaymentState.NOT_DUE:
            raise UserError("payment_missing", "payment")
    _check_account(session, actor, order_id, payment)
    sums = {"paid_kopecks": paid, "offset_kopecks": offset}
    return {name: value for name, value in sums.items() if value}


def _pay_balance(session: Session, actor: Actor, order_id: int, method: PaymentMethod) -> int:
    rules.check_method(method, "pay_method")
    order = locked(session, order_id, is_open=False)
    due = rules.owed(get_order_money(session, order_id))
    if due is None or due <= 0:
        return 0
    row = payment_row(actor, order, PaymentKind.PAYMENT, method, due)
    invoice = invoice_in_force(session, order_id)
    row["invoice_id"] = invoice["id"] if invoice else None
    rows.add(session, _payments, row)
    return due


def set_off(session: Session, actor: Actor, order_id: int) -> int:
    """Turn an order's prepayment into a settlement, as far as the repair costs it; gives the sum.

    Part of a verb. No money moves. The second receipt is due where the prepayment had one (54-ФЗ).
    """
    amount = rules.offset_of(get_order_money(session, order_id))
    if amount == 0:
        return 0
    order = locked(session, order_id, is_open=False)
    with_receipt = select(_payments.c.id).where(
        _payments.c.order_id == order_id,
        _payments.c.kind == PaymentKind.PREPAYMENT.value,
        _payments.c.receipt_state != ReceiptState.NOT_NEEDED.value,
    )
    of_receipt = session.execute(with_receipt.limit(1)).first() is not None
    row = payment_row(actor, order, PaymentKind.OFFSET, PaymentMethod.PREPAID, amount, of_receipt=of_receipt)
    rows.add(session, _payments, row)
    return amount


def _has_money(session: Session, order_id: int) -> bool:
    return bool(rows.run(session, _MONEY, order=order_id)[0][0])


def _check_account(session: Session, actor: Actor, order_id: int, payment: PaymentState) -> None:
    """On account goes what has an invoice, or what a manager lets go."""
    is_free = payment is not PaymentState.ON_ACCOUNT or actor.role in _MANAGERS
    if not is_free and invoice_in_force(session, order_id) is None:
        raise UserError("account_without_invoice", "payment")


def _freeze_payers(session: Session, order_id: int) -> None:
    """Who pays for a priced line stays so, whatever a later verdict says."""
    payer = order_payer(session, order_id).value
    for table in _LINES:
        here = (table.c.order_id == order_id) & table.c.price_kopecks.is_not(None) & table.c.payer.is_(None)
        session.execute(update(table).where(here).values(payer=payer))

"""Rules of payments: what comes before the work, what a receipt is due for, how much may come. Kopecks."""

from __future__ import annotations

from workstation.documents.billing import OrderMoney, PaymentKind, PaymentMethod, ReceiptState
from workstation.errors import UserError
from workstation.money import MAX_KOPECKS, format_roubles
from workstation.statuses import TO_COLLECT, CustomerKind, OrderStatus

PAID_BY = frozenset({PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER})
"""The ways in which money comes and goes back."""


def receipt_state(customer: CustomerKind, method: PaymentMethod, *, of_receipt: bool = False) -> ReceiptState:
    """Whether a fiscal receipt is due (54-ФЗ): for a citizen always, for others not for a transfer.

    A prepayment set off needs the second receipt where the prepayment had one: `of_receipt`.
    """
    if method is PaymentMethod.PREPAID:
        return ReceiptState.NOT_PUNCHED if of_receipt else ReceiptState.NOT_NEEDED
    if customer is not CustomerKind.PERSON and method is PaymentMethod.TRANSFER:
        return ReceiptState.NOT_NEEDED
    return ReceiptState.NOT_PUNCHED


def kind_of(status: OrderStatus) -> PaymentKind:
    """Before the work is over it is a prepayment: payment is due after it (ст. 37 Закона № 2300-1)."""
    is_over = status in TO_COLLECT or not status.is_open
    return PaymentKind.PAYMENT if is_over else PaymentKind.PREPAYMENT


def check_method(method: PaymentMethod, field: str) -> None:
    """Raises UserError `payment_method` for a way in which money does not go."""
    if method not in PAID_BY:
        raise UserError("payment_method", field)


def check_amount(amount: int, field: str = "amount") -> None:
    """Raises UserError `payment_nothing`, `money_too_big`."""
    if amount <= 0:
        raise UserError("payment_nothing", field)
    if amount > MAX_KOPECKS:
        raise UserError("money_too_big", field)


def owed(money: OrderMoney) -> int | None:
    """What the customer still owes: for the priced lines, else of the agreed sum; None where neither is."""
    if money.is_priced:
        return money.balance
    return None if money.agreed is None else money.agreed - money.paid


def check_over(number: str, amount: int, due: int | None) -> None:
    """Raises UserError `payment_settled` (nothing is owed), `payment_over` (less is owed)."""
    if due is None or amount <= due:
        return
    if due <= 0:
        raise UserError("payment_settled", "amount", number=number)
    raise UserError("payment_over", "amount", number=number, due=format_roubles(due))


def offset_of(money: OrderMoney) -> int:
    """How much of the prepayment is set off: as much as the repair costs by its lines, else as was agreed."""
    due = money.total if money.is_priced else (money.agreed or 0)
    return max(0, min(money.prepaid, due))


def owed_closed(
    status: OrderStatus, *, billed: int | None, lines: int | None, agreed: int | None
) -> int | None:
    """What the customer was to pay for a closed order, in kopecks; None where nobody ever said.

    `billed` is its invoice in force, `lines` the customer's lines where any has a price. What was not
    repaired is owed for only by an invoice (of the diagnosis, say); what was, and has no prices, as agreed.
    """
    if billed is not None:
        return billed
    if status is not OrderStatus.HANDED_OVER:
        return 0
    return agreed if lines is None else lines

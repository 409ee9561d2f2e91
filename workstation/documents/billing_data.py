"""What is said to the verbs of money. Kopecks; an order and an invoice are named by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workstation.documents.billing import PaymentMethod
from workstation.documents.contacts import ChangeReason, Channel
from workstation.documents.warranty import Payer
from workstation.statuses import EstimateKind


@dataclass(frozen=True, slots=True)
class WorkPriceData:
    """A price of an operation from a day on; an empty group or level means any."""

    operation: str
    price: int
    category: str | None = None
    level: int | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class LinePriceData:
    """A new price of a line of an order; `payer` where it is not whom the verdict names."""

    line: int
    price: int | None = None
    quantity: int | None = None
    payer: Payer | None = None


@dataclass(frozen=True, slots=True)
class DiscountData:
    """A discount on a line, on all lines of the customer where none is named: percent or a sum, and why."""

    reason: str
    line: int | None = None
    percent: Decimal | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class OfferData:
    """An estimate of the order's lines as they stand now, offered over a channel."""

    kind: EstimateKind
    channel: Channel
    limit: int | None = None
    valid_until: date | None = None
    note: str | None = None
    reason: ChangeReason = ChangeReason.EXTRA_WORK


@dataclass(frozen=True, slots=True)
class InvoiceData:
    """An invoice for the customer's lines of an order; the rates are of `performed_on`, today if not said."""

    order: str
    due_on: date | None = None
    performed_on: date | None = None
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class CancelInvoiceData:
    """An invoice that is not to be paid any more, and why; `replace` issues another in its place."""

    invoice: str
    reason: str
    replace: bool = False


@dataclass(frozen=True, slots=True)
class PaymentData:
    """Money that came for an order or an invoice; `request_id` makes a repeated save harmless."""

    amount: int
    method: PaymentMethod
    order: str | None = None
    invoice: str | None = None
    request_id: str | None = None
    paid_at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RefundData:
    """Money given back of a payment, and why; without a sum all that is left, without a method as it came."""

    payment: int
    reason: str
    amount: int | None = None
    method: PaymentMethod | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """The fiscal receipt of a payment was made: its number in words."""

    payment: int
    receipt: str

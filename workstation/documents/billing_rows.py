"""Money as lists and cards show it. Kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.billing import (
    EstimateState,
    InvoiceState,
    PaymentKind,
    PaymentMethod,
    PricedLine,
    ReceiptState,
    Taxed,
)
from workstation.documents.contacts import AnswerWay, ApprovalAnswer
from workstation.statuses import EstimateKind, OrderStatus


@dataclass(frozen=True, slots=True)
class WorkPriceRow:
    """A price of an operation as the register shows it."""

    id: int
    operation_id: int
    operation: str
    code: str
    category: str | None
    level: int | None
    valid_from: date
    price: int
    user: str


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """A version of an estimate with the answer to it."""

    id: int
    order_id: int
    version: int
    kind: EstimateKind
    state: EstimateState
    total: int
    limit: int | None
    made_at: datetime
    user: str
    lines: tuple[PricedLine, ...] = ()
    valid_until: date | None = None
    note: str | None = None
    answer: ApprovalAnswer | None = None
    way: AnswerWay | None = None
    answered_at: datetime | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice as lists show it; `paid` is what came for it less what went back."""

    id: int
    number: str
    state: InvoiceState
    issued_on: date
    due_on: date | None
    customer_id: int
    customer: str
    order_id: int | None
    order: str | None
    total: int
    vat: int
    paid: int
    document_id: int | None = None

    @property
    def debt(self) -> int:
        """What is still owed for it; nothing once it is cancelled."""
        return max(self.total - self.paid, 0) if self.state is InvoiceState.ISSUED else 0


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """A whole invoice."""

    row: InvoiceRow
    taxed: Taxed
    terms: str | None = None
    cancel_reason: str | None = None
    cancelled_at: datetime | None = None
    replaces: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as lists show it; `left` is what of it may still be given back."""

    id: int
    kind: PaymentKind
    method: PaymentMethod
    amount: int
    paid_at: datetime
    receipt_state: ReceiptState
    receipt: str | None
    customer_id: int
    customer: str
    user: str
    order_id: int | None = None
    order: str | None = None
    invoice: str | None = None
    refund_of_id: int | None = None
    left: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DebtRow:
    """Who owes for what: an unpaid invoice, or an order handed over and not paid whole."""

    customer_id: int
    customer: str
    phone: str
    debt: int
    total: int
    paid: int
    since: date
    due_on: date | None = None
    order_id: int | None = None
    order: str | None = None
    invoice: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Money to give back: a closed order that `paid` came for, and only `total` is owed for."""

    customer_id: int
    customer: str
    phone: str
    amount: int
    total: int
    paid: int
    since: date
    order_id: int
    order: str
    status: OrderStatus


@dataclass(frozen=True, slots=True)
class DaySum:
    """All money of one method on a day: what came, what went back, how many receipts are not punched."""

    method: PaymentMethod
    came: int = 0
    returned: int = 0
    count: int = 0
    unpunched: int = 0


@dataclass(frozen=True, slots=True)
class DaySummary:
    """A day's money by method; `offset` is the prepayments set off, which is no money of this day."""

    day: date
    sums: tuple[DaySum, ...] = ()
    offset: int = 0

    @property
    def came(self) -> int:
        """What came in all."""
        return sum(one.came for one in self.sums)

    @property
    def returned(self) -> int:
        """What went back in all."""
        return sum(one.returned for one in self.sums)

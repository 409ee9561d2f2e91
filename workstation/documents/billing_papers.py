"""Papers of money: invoice, estimate, act of services. Kopecks; lines bear their tax already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from workstation.documents.billing import Taxed
from workstation.documents.customer_papers import ChangeAnswer
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import CentreDetails, Employee, PartyDetails
from workstation.statuses import DocumentKind, EstimateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePaper:
    """«Счёт на оплату» (documents.md 5.7).

    `basis` is what is paid for, `code` the text of the payment code with its `purpose`: it pays what is `due`
    after what was `paid` before, and is empty where nothing is. One that is annulled is drawn without it.
    `replaces` is the number of the invoice in whose place it stands.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.INVOICE

    number: str
    issued_at: datetime
    issued_on: date
    centre: CentreDetails
    customer: PartyDetails
    employee: Employee
    taxed: Taxed
    basis: str
    code: str
    purpose: str
    paid: int = 0
    due_on: date | None = None
    terms: str | None = None
    replaces: str | None = None
    training: bool = False

    @property
    def due(self) -> int:
        """What is still to be paid."""
        return max(self.taxed.total - self.paid, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatePaper(OrderPaper):
    """«Смета»: what the repair will cost, firm or approximately, and the customer's answer (ст. 33, 709).

    `version` is the estimate's; `limit` is up to what sum nobody asks; without `answer` it is to be written.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.ESTIMATE

    estimate: EstimateKind
    taxed: Taxed
    limit: int | None = None
    valid_until: date | None = None
    note: str | None = None
    answer: ChangeAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAct(OrderPaper):
    """«Акт об оказании услуг» (documents.md 5.9): what a company accepts; `taxed` has the day of performance.

    `invoice` is the number and day of the invoice it goes with.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.SERVICE_ACT

    taxed: Taxed
    invoice: str | None = None

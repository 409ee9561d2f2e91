"""Papers of a repair: work order sheet, completion act, handover act, repair warranty card.

Money is kopecks; a line without a price costs the customer nothing or is not priced yet. `payer` is who
pays the centre (a value of `warranty.Payer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from workstation.documents.billing import TaxSum
from workstation.documents.conclusions import CheckPoint
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import Employee
from workstation.statuses import DocumentKind, OldParts, PartSource, PaymentState, TakenBy


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work: its norm in minutes, price of one and discount on all of them, the term it is warranted for.

    One that is `free` costs the customer nothing among others that he pays for.
    """

    name: str
    code: str | None = None
    norm_minutes: int | None = None
    quantity: int = 1
    price: int | None = None
    discount: int = 0
    warranty_months: int | None = None
    warranty_until: date | None = None
    free: bool = False

    @property
    def total(self) -> int | None:
        """What the line costs; None where it has no price."""
        return None if self.price is None else self.price * self.quantity - self.discount


@dataclass(frozen=True, slots=True)
class UsedPart:
    """A part or material used: serial numbers in and out, whose it was, its own term; `free` as of a work."""

    name: str
    part_number: str | None = None
    quantity: int = 1
    unit: str = "шт."
    serial_in: str | None = None
    serial_out: str | None = None
    source: PartSource = PartSource.STOCK
    price: int | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None
    discount: int = 0
    free: bool = False

    @property
    def total(self) -> int | None:
        """What the line costs; None where it has no price."""
        return None if self.price is None else self.price * self.quantity - self.discount


@dataclass(frozen=True, slots=True)
class Bill:
    """What a customer pays, with the tax within it by rates; `prepaid` is what he paid already."""

    total: int
    prepaid: int = 0
    taxes: tuple[TaxSum, ...] = ()

    @property
    def due(self) -> int:
        """What is still to be paid, never less than nothing."""
        return max(self.total - self.prepaid, 0)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was asked of the customer in the course of an order, and the recorded answer."""

    asked_at: datetime
    subject: str
    answer: str | None = None
    way: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderSheet(OrderPaper):
    """«Заказ-наряд» (documents.md 5.4): what is to be done by whom and when, what it takes and costs."""

    KIND: ClassVar[DocumentKind] = DocumentKind.WORK_ORDER_SHEET

    works: tuple[WorkLine, ...]
    parts: tuple[UsedPart, ...]
    technicians: tuple[Employee, ...] = ()
    planned_from: date | None = None
    planned_until: date | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    bill: Bill | None = None
    payer: str | None = None
    agreements: tuple[Agreement, ...] = ()
    recommendations: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionAct(OrderPaper):
    """«Акт выполненных работ» (documents.md 5.5): what was done, tried and is warranted.

    `test_minutes` is how long the device ran on trial; `remarks` are the customer's, None: to be written.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.COMPLETION_ACT

    works: tuple[WorkLine, ...]
    parts: tuple[UsedPart, ...]
    finished_at: datetime
    defect: str
    technicians: tuple[Employee, ...] = ()
    checks: tuple[CheckPoint, ...] = ()
    test_minutes: int | None = None
    bill: Bill | None = None
    payer: str | None = None
    recommendations: str | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """The five facts that are told in writing when a device is given out (ст. 20 п. 3 Закона № 2300-1).

    `parts` empty says that none were used, which is printed. Raises ValueError for a blank description or a
    repair that ended after the device was given out.
    """

    demanded_on: date
    received_on: date
    repaired_on: date
    defects: str
    parts: tuple[UsedPart, ...]
    handed_on: date

    def __post_init__(self) -> None:
        if not self.defects.strip():
            raise ValueError("the description of the defects is missing")
        if self.repaired_on > self.handed_on:
            raise ValueError("repaired after it was handed over")


@dataclass(frozen=True, slots=True)
class LoanerBack:
    """What became of the loaner: returned on a day, or `note` says why it still is with the customer."""

    inventory_number: str
    returned_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAct(OrderPaper):
    """«Акт выдачи из ремонта» (documents.md 5.6).

    A repaired device has its `facts`, all five; one given back without repair says why in `unrepaired`.
    `idle_days` are the days out of use, by which the warranty moved from `warranty_before` to
    `warranty_until`. `feedback_code` is the scannable text of the feedback, `signature_sha256` a small PNG of
    the store. Raises ValueError where neither facts nor a reason are given, or both.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.HANDOVER_ACT

    facts: RepairFacts | None
    taken_by: TakenBy
    unrepaired: str | None = None
    taker: str | None = None
    power_of_attorney: PowerOfAttorney | None = None
    idle_days: int = 0
    warranty_before: date | None = None
    warranty_until: date | None = None
    work_warranty_months: int | None = None
    work_warranty_until: date | None = None
    accessories: tuple[Accessory, ...] = ()
    appearance: str | None = None
    checked: str | None = None
    is_shown_working: bool = False
    safety: str | None = None
    old_parts: OldParts = OldParts.NONE
    old_parts_note: str | None = None
    loaner: LoanerBack | None = None
    bill: Bill | None = None
    payer: str | None = None
    payment: PaymentState = PaymentState.NOT_DUE
    receipt: str | None = None
    remarks: str | None = None
    feedback_code: str | None = None
    signature_sha256: str | None = None

    def __post_init__(self) -> None:
        is_repaired = self.facts is not None
        if is_repaired == bool((self.unrepaired or "").strip()):
            raise ValueError("either the five facts of the repair, or why there was none")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairWarrantyCard(OrderPaper):
    """«Гарантийный талон на ремонт» (documents.md 5.11): each work and part with its own term."""

    KIND: ClassVar[DocumentKind] = DocumentKind.REPAIR_WARRANTY_CARD

    handed_on: date
    works: tuple[WorkLine, ...]
    parts: tuple[UsedPart, ...]
    warranty_until: date | None = None

"""Papers to and with the customer: loaner act, notice of readiness, warning, act, consent to a change.

Money is kopecks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from workstation.documents.intake import Accessory
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import Employee
from workstation.documents.repair_papers import UsedPart, WorkLine
from workstation.statuses import DocumentKind


@dataclass(frozen=True, slots=True)
class LoanerDevice:
    """A device of the fund as it is lent; `value` is what the parties agree it is worth."""

    inventory_number: str
    category: str
    brand: str
    condition: str
    model: str | None = None
    serial_number: str | None = None
    accessories: tuple[Accessory, ...] = ()
    value: int | None = None
    photo_count: int = 0


@dataclass(frozen=True, slots=True)
class LoanerReturn:
    """The second part: when the loaner came back, with what and in what state, to whom."""

    returned_at: datetime
    condition: str
    received_by: Employee
    accessories: tuple[Accessory, ...] = ()
    remarks: str | None = None
    photo_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanerAct(OrderPaper):
    """«Акт выдачи и возврата подменного оборудования» (documents.md 5.12), both parts on one sheet.

    `lend_until` is the last day of the law for lending, None where the law gives none; without `returned`
    the second part is to be filled in by hand.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.LOANER_ACT

    loaner: LoanerDevice
    demanded_on: date
    lent_at: datetime
    lend_until: date | None = None
    returned: LoanerReturn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyNotice(OrderPaper):
    """«Уведомление о готовности» (documents.md 5.14); `to_pay` None: not named, 0: nothing."""

    KIND: ClassVar[DocumentKind] = DocumentKind.READY_NOTICE

    ready_on: date
    outcome: str
    to_pay: int | None = None
    payer: str | None = None
    loaner: str | None = None
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierNotice:
    """A reminder that went before: when, how, with what result."""

    made_at: datetime
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A payment that the centre is owed, and on what ground."""

    name: str
    amount: int
    ground: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclaimedNotice(OrderPaper):
    """«Уведомление (предупреждение) о невостребованном изделии» (documents.md 5.15).

    `is_paid` tells a contract of work (ст. 738 ГК РФ) from a repair that costs the customer nothing;
    `sent_by` is how it goes, `postal_number` its РПО. The day of a sale is counted from its receipt.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.UNCLAIMED_NOTICE

    ready_on: date
    take_until: date
    is_paid: bool
    sent_by: str
    postal_number: str | None = None
    earlier: tuple[EarlierNotice, ...] = ()
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclaimedAct(OrderPaper):
    """«Акт об оценке и реализации (утилизации) невостребованного изделия»: what a commission decided.

    `is_sale` tells a sale from a disposal, `acts_from` is the first day that the warning allowed it; `price`
    is the estimate or what is paid, `owed` the payments due (None: not named). Raises ValueError where a sale
    has no price or nobody signs.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.UNCLAIMED_ACT

    ready_on: date
    is_sale: bool
    is_paid: bool
    warned_on: date
    sent_by: str
    delivered_on: date
    acts_from: date
    commission: tuple[str, ...]
    condition: str
    postal_number: str | None = None
    price: int | None = None
    owed: int | None = None
    buyer: str | None = None

    def __post_init__(self) -> None:
        if not self.commission or (self.is_sale and self.price is None):
            raise ValueError("a commission, and the price of a sale")


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """The customer's recorded answer: its way (by phone, a message, a signature) and what proves it."""

    answer: str
    way: str
    answered_at: datetime
    text: str | None = None
    evidence: str | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsent(OrderPaper):
    """«Согласие на увеличение стоимости или срока» (documents.md 5.17); no `answer`: to be signed.

    Raises ValueError where neither the cost nor the term changes.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.CHANGE_CONSENT

    asked_at: datetime
    reason: str
    cost_before: int | None = None
    cost_after: int | None = None
    term_before: date | None = None
    term_after: date | None = None
    works: tuple[WorkLine, ...] = ()
    parts: tuple[UsedPart, ...] = ()
    answer: ChangeAnswer | None = None

    def __post_init__(self) -> None:
        if self.cost_after is None and self.term_after is None:
            raise ValueError("a change of the cost or of the term")

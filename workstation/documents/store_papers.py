"""Papers of the store: a request for parts, an order to a supplier, the act of a receipt, a part's label.

None of them names a customer: they go to storekeepers and suppliers. Money is kopecks, quantities are whole
units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from workstation.documents.papers import CentreDetails, Employee, PrintedDevice
from workstation.documents.parts import PartUnit
from workstation.documents.purchasing import RequestState
from workstation.statuses import DocumentKind, Priority, RequestKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePaper:
    """What every sheet of the store has; a later `version` replaces the one before.

    `code` is the scannable code of what it is about: the repair order, the order to a supplier, the receipt.
    """

    number: str
    issued_at: datetime
    centre: CentreDetails
    employee: Employee
    code: str
    version: int = 1
    training: bool = False


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part as papers name it."""

    number: str
    brand: str
    name: str
    unit: PartUnit = PartUnit.PIECE


@dataclass(frozen=True, slots=True)
class WantedPart:
    """A line of a request for parts: who asked and when, where it is, from whom it comes.

    `substitutes` are numbers that stand in for it, the best first.
    """

    part: PaperPart
    quantity: int
    state: RequestState
    asked_by: str
    asked_on: date
    place: str | None = None
    supplier: str | None = None
    purchase: str | None = None
    promised_on: date | None = None
    wanted_by: date | None = None
    substitutes: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRequestSheet(StorePaper):
    """«Заявка на запчасти» of one repair order (documents.md 5.18)."""

    KIND: ClassVar[DocumentKind] = DocumentKind.PART_REQUEST_SHEET

    order: str
    request_kind: RequestKind
    device: PrintedDevice
    parts: tuple[WantedPart, ...]
    priority: Priority = Priority.NORMAL
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SupplierDetails:
    """A supplier as printed; `phone` is in display form."""

    name: str
    inn: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class OrderedPart:
    """A line of an order to a supplier: the price of a unit and the sum of the line."""

    part: PaperPart
    quantity: int
    price: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseSheet(StorePaper):
    """«Заказ поставщику»: what is wanted, at what prices, where and by when it is to be delivered."""

    KIND: ClassVar[DocumentKind] = DocumentKind.PURCHASE_ORDER

    made_on: date
    supplier: SupplierDetails
    warehouse: str
    parts: tuple[OrderedPart, ...]
    total: int
    wanted_on: date | None = None
    promised_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivedPart:
    """A line of a receipt: what was ordered, what came whole, damaged, not at all; `cost` is of the whole."""

    part: PaperPart
    ordered: int | None
    accepted: int
    damaged: int
    missing: int
    cost: int
    serials: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceiptAct(StorePaper):
    """«Приходный акт»; with `differs` it is also the act of what came damaged or did not come."""

    KIND: ClassVar[DocumentKind] = DocumentKind.RECEIPT_ACT

    supplier: SupplierDetails | None
    purchase: str | None
    warehouse: str
    parts: tuple[ReceivedPart, ...]
    total: int
    differs: bool
    delivery_note: str | None = None
    delivered_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PartLabel:
    """«Ярлык запчасти»: nothing personal on it.

    `number` is the code of the row it was issued for (a part, a serial piece, a line of a receipt), `code`
    what is scanned: the piece where it is tracked, else the part.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.PART_LABEL

    number: str
    code: str
    part: PaperPart
    cell: str = ""
    serial_number: str | None = None
    receipt: str | None = None
    training: bool = False

"""Requests for parts, orders to suppliers and their way back to the order that waits. Money is kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.parts import PartRow, Substitute
from workstation.i18n import mark
from workstation.statuses import Labelled


class RequestState(Labelled):
    """Where a wanted part is."""

    WANTED = "wanted", mark("Нет в наличии")
    ORDERED = "ordered", mark("Заказана")
    RESERVED = "reserved", mark("В резерве")
    ISSUED = "issued", mark("Выдана")
    FITTED = "fitted", mark("Установлена")
    RETURNED = "returned", mark("Вернулась на склад")
    CANCELLED = "cancelled", mark("Отменена")


class PurchaseState(Labelled):
    """Where an order to a supplier is."""

    DRAFT = "draft", mark("Готовится")
    SENT = "sent", mark("Отправлен")
    PARTLY = "partly", mark("Получен частично")
    RECEIVED = "received", mark("Получен")
    CANCELLED = "cancelled", mark("Отменён")


OPEN_REQUESTS = (RequestState.WANTED, RequestState.ORDERED, RequestState.RESERVED)
WAITING_REQUESTS = (RequestState.WANTED, RequestState.ORDERED)
OPEN_PURCHASES = (PurchaseState.DRAFT, PurchaseState.SENT, PurchaseState.PARTLY)


@dataclass(frozen=True, slots=True)
class PartWish:
    """A part wanted for an order."""

    order_id: int
    part_id: int
    quantity: int = 1
    wanted_by: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A wanted part: for which order and technician, and where it is.

    `expected_on` is when it should come: as ordered, or with what is on its way for nobody yet.
    """

    id: int
    order_id: int
    order: str
    part_id: int
    number: str
    name: str
    quantity: int
    state: RequestState
    place: str | None
    purchase: str | None
    promised_on: date | None
    wanted_by: date | None
    arrived_at: datetime | None
    made_at: datetime
    by: str
    version: int
    brand: str = ""
    is_serial: bool = False
    bin_id: int | None = None
    part_line_id: int | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The next pieces of a part that are on their way and promised to nobody."""

    purchase: str
    quantity: int
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be had of a part now: free pieces and where, the next ones, what stands in for it."""

    part: PartRow
    place: str | None
    arrival: Arrival | None
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request as the store works with it: the device it is for, and what it waits for.

    `limit_on` is the last day of the order by law or, where the law names none, as it was promised; `free` is
    what of the part nobody has reserved, `price` the purchase price in force, in kopecks.
    """

    request: RequestRow
    device: str
    technician: str | None
    limit_on: date | None
    is_by_law: bool
    purchase_id: int | None
    free: int
    price: int

    @property
    def is_promised_late(self) -> bool:
        """Whether the supplier promises the part after the last day of the order."""
        promised = self.request.promised_on
        return promised is not None and self.limit_on is not None and promised > self.limit_on


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a request: its rows, and what stands in for a part that is not free."""

    requests: tuple[RequestRow, ...]
    substitutes: tuple[Substitute, ...] = ()


@dataclass(frozen=True, slots=True)
class Woken:
    """An order whose part has come: whose it is, where he works, where the device and the part lie.

    `message` is what the customer may be told; None once somebody has sent or dropped it. `limit_on` is the
    last day of the order by law or, where the law names none, as it was promised.
    """

    request_id: int
    order_id: int
    order: str
    part: str
    number: str
    quantity: int
    part_place: str
    technician: str | None
    bench: str | None
    shelf: str | None
    still_waiting: int
    message_id: int | None
    message: str | None
    part_id: int
    is_serial: bool
    limit_on: date | None


@dataclass(frozen=True, slots=True)
class SupplierData:
    """A supplier as it is entered."""

    name: str
    inn: str | None = None
    phone: str | None = None
    email: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier."""

    id: int
    name: str
    inn: str | None
    phone: str | None
    email: str | None
    note: str | None
    version: int


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line to order: the price of a unit, and the requests that it serves."""

    part_id: int
    quantity: int
    price: int
    request_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRequest:
    """A request that a line of a purchase order serves; `limit_on` is the last day of its order."""

    id: int
    order_id: int
    order: str
    quantity: int
    state: RequestState
    limit_on: date | None = None


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """A line of a purchase order."""

    id: int
    part_id: int
    number: str
    name: str
    unit: str
    quantity: int
    price: int
    amount: int
    received: int
    cancelled: int
    orders: tuple[str, ...]
    requests: tuple[LineRequest, ...] = ()
    brand: str = ""

    @property
    def left(self) -> int:
        """What is still to come."""
        return self.quantity - self.received - self.cancelled

    @property
    def limit_on(self) -> date | None:
        """The nearest last day of the orders that wait for it."""
        waiting = (RequestState.WANTED, RequestState.ORDERED)
        days = [one.limit_on for one in self.requests if one.limit_on and one.state in waiting]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """Pieces of a part that a supplier still owes."""

    id: int
    purchase_id: int
    number: str
    supplier: str
    state: PurchaseState
    promised_on: date | None
    left: int


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One change of the promised date."""

    before_on: date | None
    after_on: date | None
    reason: str | None
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order in a list; `limit_on` is the nearest last day of the orders that wait for it."""

    id: int
    number: str
    supplier: str
    state: PurchaseState
    promised_on: date | None
    is_late: bool
    sent_at: datetime | None
    made_at: datetime
    lines: int
    amount: int
    supplier_id: int
    warehouse_id: int
    limit_on: date | None = None


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """Everything about one purchase order."""

    id: int
    number: str
    supplier_id: int
    supplier: str
    warehouse_id: int
    warehouse: str
    state: PurchaseState
    promised_on: date | None
    sent_at: datetime | None
    sent_how: str | None
    closed_at: datetime | None
    note: str | None
    made_at: datetime
    by: str
    version: int
    lines: tuple[PurchaseLineRow, ...]
    promises: tuple[PromiseRow, ...]
    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A part as a receipt asks for it: is it counted by serial numbers, and what a unit cost last."""

    part_id: int
    number: str
    name: str
    brand: str
    unit: str
    is_serial: bool
    price: int


@dataclass(frozen=True, slots=True)
class ReceiptActLine:
    """A line of a receipt act; `cost` is of the accepted pieces."""

    number: str
    name: str
    unit: str
    ordered: int | None
    accepted: int
    damaged: int
    missing: int
    cost: int
    serials: tuple[str, ...] = ()
    note: str | None = None
    brand: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptAct:
    """The act of a receipt; with `differs` it is also the act of what was damaged or did not come."""

    number: str
    made_at: datetime
    by: str
    supplier: str | None
    purchase: str | None
    warehouse: str
    delivery_note: str | None
    delivered_on: date | None
    note: str | None
    lines: tuple[ReceiptActLine, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt did: its act, and the orders that it woke."""

    receipt_id: int
    act: ReceiptAct
    woken: tuple[Woken, ...] = ()

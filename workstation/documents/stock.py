"""Stock as it is moved and shown. Quantities are whole units of the part, money is kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.parts import PartRow
from workstation.i18n import mark
from workstation.statuses import Labelled


class MovementKind(Labelled):
    """Kinds of movements."""

    RECEIPT = "receipt", mark("Приход")
    RESERVATION = "reservation", mark("Резерв")
    RELEASE = "release", mark("Снятие резерва")
    ISSUE = "issue", mark("Выдача в заказ")
    RETURN = "return", mark("Возврат на склад")
    DEPARTURE = "departure", mark("Перемещение: убытие")
    ARRIVAL = "arrival", mark("Перемещение: прибытие")
    WRITE_OFF = "write_off", mark("Списание")
    SURPLUS = "surplus", mark("Излишек по пересчёту")
    SHORTAGE = "shortage", mark("Недостача по пересчёту")
    SUPPLIER_RETURN = "supplier_return", mark("Возврат поставщику")


class OldPartFate(Labelled):
    """What becomes of a part taken out of a device."""

    CUSTOMER = "customer", mark("Вернуть заказчику")
    MANUFACTURER = "manufacturer", mark("Вернуть изготовителю")
    SUPPLIER = "supplier", mark("Вернуть поставщику")
    KEEP = "keep", mark("Хранить до закрытия")
    SCRAP = "scrap", mark("Утилизировать")
    DONOR = "donor", mark("На доноры")
    BACK = "back", mark("Установлена обратно")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a part in a bin; their serial numbers where the part is tracked."""

    part_id: int
    bin_id: int
    quantity: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """Pieces that came: `cost` is of all accepted ones together; serials where the part is tracked."""

    part_id: int
    quantity: int
    cost: int
    serials: tuple[str, ...] = ()
    bin: str = ""
    damaged: int = 0
    missing: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """A receipt as the storekeeper enters it."""

    warehouse_id: int
    items: tuple[ReceiptItem, ...]
    supplier_id: int | None = None
    purchase_id: int | None = None
    delivery_note: str | None = None
    delivered_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a stocktake found of a part in a bin; a surplus comes in at `cost` a unit."""

    part_id: int
    quantity: int
    serials: tuple[str, ...] = ()
    unit_cost: int | None = None


@dataclass(frozen=True, slots=True)
class StocktakeLine:
    """A difference of a stocktake: what the books said, what was found, and the cost of the difference."""

    part_id: int
    number: str
    booked: int
    found: int
    cost: int


@dataclass(frozen=True, slots=True)
class OldPartData:
    """A part taken out of a device."""

    name: str
    fate: OldPartFate
    part_id: int | None = None
    serial_number: str | None = None
    quantity: int = 1
    due_on: date | None = None
    rma_number: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OldPartRow:
    """A tagged old part."""

    id: int
    number: str
    order_id: int
    order: str
    name: str
    serial_number: str | None
    quantity: int
    fate: OldPartFate
    due_on: date | None
    rma_number: str | None
    settled_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A warehouse or one of its cells."""

    warehouse_id: int
    warehouse: str
    bin_id: int
    bin: str


@dataclass(frozen=True, slots=True)
class BinRow:
    """A cell, how many parts lie in it, and how many of them are promised; without a code the warehouse."""

    id: int
    warehouse_id: int
    warehouse: str
    code: str
    parts: int
    promised: int


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What of a part lies in a bin."""

    part_id: int
    number: str
    name: str
    warehouse: str
    bin_id: int
    bin: str
    on_hand: int
    reserved: int
    free: int


@dataclass(frozen=True, slots=True)
class StockRow:
    """A part in the list of the store and its cells; the warehouse's name stands for a part without one."""

    part: PartRow
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement as a list shows it: what it added on hand, to the reserve and to the cost."""

    id: int
    kind: MovementKind
    made_at: datetime
    by: str
    part_id: int
    number: str
    warehouse: str
    bin: str
    quantity: int
    reserved: int
    cost: int
    order: str | None
    serial_number: str | None
    of_id: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SerialRow:
    """A piece with a serial number; without a place it has left the stock."""

    id: int
    part_id: int
    serial_number: str
    warehouse: str | None
    bin: str | None
    bin_id: int | None = None


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What is left of a receipt in a warehouse; `cost_left` is of all that is left, in kopecks."""

    id: int
    warehouse: str
    received_at: datetime
    quantity: int
    left: int
    cost_left: int


@dataclass(frozen=True, slots=True)
class IssueOut:
    """Pieces that an order holds: `id` is the movement of the issue, `bin_id` where they were taken from."""

    id: int
    order: str
    left: int
    bin_id: int
    serial_number: str | None
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Booked:
    """What the books say of a part in a cell; the numbers of its pieces where it is tracked."""

    part_id: int
    number: str
    name: str
    unit: str
    on_hand: int
    reserved: int
    serials: tuple[str, ...] = ()

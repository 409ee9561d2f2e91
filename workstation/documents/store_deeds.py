"""The verbs of the store and of purchasing as they are asked for by people: parts, places and papers by name.

A part is named by its number and, where several makers use it, its brand; a cell by its code, empty for a
warehouse without cells; a request and an issue by the id that the lists show. Quantities are whole units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.documents.parts import LinkKind, PartData, PriceKind
from workstation.documents.stock import OldPartFate
from workstation.statuses import OldParts


@dataclass(frozen=True, slots=True)
class ChangePartData:
    """A part as it is and as it shall be."""

    part: str
    data: PartData
    brand: str = ""


@dataclass(frozen=True, slots=True)
class PriceData:
    """The price of a unit from a day on, today if none is given."""

    part: str
    kind: PriceKind
    price: int
    valid_from: date | None = None
    brand: str = ""


@dataclass(frozen=True, slots=True)
class LinkData:
    """Two parts, the other one standing in for the first."""

    part: str
    other: str
    kind: LinkKind
    brand: str = ""
    other_brand: str = ""


@dataclass(frozen=True, slots=True)
class PairData:
    """Two parts that do not stand in for each other any more."""

    part: str
    other: str
    brand: str = ""
    other_brand: str = ""


@dataclass(frozen=True, slots=True)
class NameData:
    """A name."""

    name: str


@dataclass(frozen=True, slots=True)
class BinData:
    """A cell of a warehouse."""

    warehouse: str
    bin: str


@dataclass(frozen=True, slots=True)
class RenameData:
    """A warehouse, and the name that it gets."""

    warehouse: str
    name: str


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """Pieces that came; `cost` is of all accepted ones together."""

    part: str
    quantity: int
    cost: int = 0
    brand: str = ""
    serials: tuple[str, ...] = ()
    bin: str = ""
    damaged: int = 0
    missing: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiveData:
    """A receipt, against a purchase order by its number or without one."""

    items: tuple[ReceivedLine, ...]
    warehouse: str = ""
    purchase: str | None = None
    supplier: str | None = None
    delivery_note: str | None = None
    delivered_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MoveData:
    """Free pieces of a bin that leave it: to another bin, with a reason, or both."""

    part: str
    warehouse: str
    quantity: int
    brand: str = ""
    bin: str = ""
    serials: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TransferData:
    """Free pieces of a bin and where they go."""

    part: str
    warehouse: str
    to_warehouse: str
    quantity: int
    brand: str = ""
    bin: str = ""
    to_bin: str = ""
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PutBackData:
    """Pieces of an issue that come back."""

    issue: int
    warehouse: str
    quantity: int
    bin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountedLine:
    """What was counted of a part."""

    part: str
    quantity: int
    brand: str = ""
    serials: tuple[str, ...] = ()
    unit_cost: int | None = None


@dataclass(frozen=True, slots=True)
class CountData:
    """A stocktake of a bin."""

    warehouse: str
    parts: tuple[CountedLine, ...]
    bin: str = ""


@dataclass(frozen=True, slots=True)
class AskData:
    """A part wanted for an order by its number; with `wait` the order waits for what is not free."""

    order: str
    part: str
    quantity: int = 1
    brand: str = ""
    wanted_by: date | None = None
    note: str | None = None
    wait: bool = False


@dataclass(frozen=True, slots=True)
class RequestData:
    """A request; the reason where it is cancelled."""

    request: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SubstituteData:
    """A request, and the part taken instead."""

    request: int
    part: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
class IssueData:
    """A reserved request that is handed out; serial numbers where the part is tracked."""

    request: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FitData:
    """A reserved or issued request that was fitted; what came out of the device and what becomes of it."""

    request: int
    serial_out: str | None = None
    old_part: OldParts | None = None
    serials: tuple[str, ...] = ()
    fate: OldPartFate | None = None


@dataclass(frozen=True, slots=True)
class TagData:
    """A part taken out of the device of an order."""

    order: str
    name: str
    fate: OldPartFate
    part: str | None = None
    brand: str = ""
    serial_number: str | None = None
    quantity: int = 1
    due_on: date | None = None
    rma_number: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SettleData:
    """A tagged part by the number of its tag, and what became of it."""

    old_part: str
    fate: OldPartFate
    rma_number: str | None = None


@dataclass(frozen=True, slots=True)
class LineData:
    """A line to order, and the requests that it serves."""

    part: str
    quantity: int
    price: int
    brand: str = ""
    requests: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MakeData:
    """An order to a supplier."""

    supplier: str
    warehouse: str
    lines: tuple[LineData, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddLineData:
    """A line added to a draft."""

    purchase: str
    line: LineData


@dataclass(frozen=True, slots=True)
class ChangeLineData:
    """Another quantity or price of a part in a draft."""

    purchase: str
    part: str
    quantity: int
    price: int
    brand: str = ""


@dataclass(frozen=True, slots=True)
class DropLineData:
    """A part taken off a draft."""

    purchase: str
    part: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
class SendData:
    """How a purchase order went out, and the day promised."""

    purchase: str
    how: str
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseData:
    """Another promised day."""

    purchase: str
    promised_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CancelData:
    """A purchase order whose rest will not come."""

    purchase: str
    reason: str

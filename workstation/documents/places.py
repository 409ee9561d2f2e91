"""Places where devices stand, their moves, and stocktakes of shelves, as they are entered and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.i18n import mark
from workstation.statuses import Labelled, OrderStatus


class PlaceKind(Labelled):
    """What a place is; `customer` is the way out: what stands there is not with the centre."""

    COUNTER = "counter", mark("Стойка")
    SHELF = "shelf", mark("Ячейка")
    BENCH = "bench", mark("Верстак")
    COURIER = "courier", mark("Курьер")
    MANUFACTURER = "manufacturer", mark("Изготовитель")
    CUSTOMER = "customer", mark("Заказчик")


@dataclass(frozen=True, slots=True)
class PlaceData:
    """A place as a person sets it up; a bench may belong to a person."""

    kind: PlaceKind
    name: str
    person_id: int | None = None
    position: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class MoveToData:
    """Where a device goes: the scanned code of a place, or its name."""

    place: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its scannable code and how many devices in work stand there."""

    id: int
    code: str
    kind: PlaceKind
    name: str
    person: str | None
    position: int
    is_active: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMoveRow:
    """One move of a device; `came_from` is None where nobody had said where it stood."""

    place: str
    came_from: str | None
    moved_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class WhereRow:
    """Where the device of an order is, since when, and who put it there; None where nobody has said."""

    order_id: int
    number: str
    status: OrderStatus
    device: str
    place: str | None = None
    kind: PlaceKind | None = None
    since: datetime | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan in a stocktake met: an order, and the place where it should have been.

    `is_extra` when the base has it elsewhere or nowhere, `is_known` when it was scanned here already.
    """

    order_id: int
    number: str
    device: str
    place: str
    belongs: str | None
    is_extra: bool
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class CountLine:
    """A device that is missing (`seen` is None or another place) or extra (`belongs` is another place)."""

    order_id: int
    number: str
    device: str
    belongs: str | None
    seen: str | None


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a stocktake says: how many were found in their place, what is missing, what is extra."""

    found: int
    missing: tuple[CountLine, ...] = ()
    extra: tuple[CountLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelfCountView:
    """A stocktake: its shelves and its result, as it stands or as it was when it was finished."""

    id: int
    places: tuple[str, ...]
    place_ids: tuple[int, ...]
    started_at: datetime
    user: str
    finished_at: datetime | None
    result: CountResult

"""The verbs of an order's life as they are asked for, and what is said of each: allowed, or what is missing.

People are named by their login, an operation by its code. Minutes are whole, quantities pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

from workstation.documents.billing import PaymentMethod
from workstation.documents.conclusions import DefectNature, IrreparableReason, Outcome
from workstation.documents.intake import Accessory, Photo, PowerOfAttorney
from workstation.documents.notices import Notice
from workstation.statuses import (
    OldParts,
    OrderStatus,
    PartSource,
    PaymentState,
    Priority,
    SignedBy,
    TakenBy,
)

MONEY = frozenset(
    {
        "amount",
        "cost",
        "estimate",
        "fee",
        "limit",
        "owed",
        "paid",
        "price",
        "purchase_price",
        "sale_price",
        "to_pay",
        "total",
        "unit_cost",
        "value",
    }
)
"""Fields that hold kopecks inside the program and are strings of roubles outside."""


def without_none(hint: Any) -> Any:
    """The type of an optional field."""
    if get_origin(hint) in (Union, UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a verb's data: the JSON type, whether it must be given, the values it is chosen from."""

    name: str
    type: str
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb as it stands for one order and one person; `lacks` is empty where it may be done now.

    `to` are the states it can lead to: empty for a verb that moves nothing.
    """

    verb: str
    lacks: tuple[Notice, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    to: tuple[OrderStatus, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class NoData:
    """A verb that needs nothing said."""


@dataclass(frozen=True, slots=True)
class NoteData:
    """A verb with a word to the history, if any."""

    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonData:
    """A verb that must say why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value with its unit and limits."""

    name: str
    value: Decimal
    unit: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DiagnosisData:
    """What was established; `cause` is the short name of it by which similar cases are counted."""

    nature: DefectNature
    conclusion: str
    cause: str | None = None
    extended_condition_code: str | None = None
    section_code: str | None = None
    defect_code: str | None = None
    repair_code: str | None = None
    ntf_code: str | None = None
    outcome: Outcome | None = None
    measured: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitData:
    """Whom the order waits for; `state` is a waiting state of the centre's own."""

    status: OrderStatus
    state: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WorkData:
    """A work: an operation of the catalogue by its code, or one named freely.

    `price` is of one; without it that of the operation is taken.
    """

    operation: str | None = None
    name: str | None = None
    level: int | None = None
    norm_minutes: int | None = None
    actual_minutes: int | None = None
    performer: str | None = None
    warranty_months: int | None = None
    note: str | None = None
    price: int | None = None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class PartData:
    """A fitted part; `serial_out` is the number of the old one. Without a price the catalogue's is taken."""

    name: str
    part_number: str | None = None
    quantity: int = 1
    serial_in: str | None = None
    serial_out: str | None = None
    warranty_months: int | None = None
    source: PartSource = PartSource.STOCK
    old_part: OldParts | None = None
    price: int | None = None


@dataclass(frozen=True, slots=True)
class LineData:
    """A line that is taken back, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class TickData:
    """An answer on a checklist item, by its place in the list from 1; yes and no are `yes` and `no`."""

    item: int
    value: str | None = None
    photo: Photo | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AttachData:
    """Photos for an order."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class TimerData:
    """What the time goes to: a line of work, or the order as a whole."""

    work: int | None = None


@dataclass(frozen=True, slots=True)
class TimeData:
    """A correction of a stretch of time, with its reason."""

    entry: int
    started_at: datetime
    ended_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AssignData:
    """Who does it and how soon; what is not given stays."""

    technician: str | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True)
class IrreparableData:
    """Why the device cannot be repaired."""

    reason: IrreparableReason
    note: str | None = None


@dataclass(frozen=True, slots=True)
class HandOverData:
    """Who takes a repaired device and how; the five facts come from the order itself.

    `defects` describes what was mended where the diagnosis does not say it for the customer. With
    `pay_method` what is still owed is paid by it.
    """

    taken_by: TakenBy = TakenBy.RECEIPT
    taker: str | None = None
    power_of_attorney: PowerOfAttorney | None = None
    defects: str | None = None
    accessories: tuple[Accessory, ...] | None = None
    old_parts: OldParts | None = None
    old_parts_note: str | None = None
    payment: PaymentState | None = None
    pay_method: PaymentMethod | None = None
    payment_note: str | None = None
    shown_working: bool = False
    remarks: str | None = None
    loaner_note: str | None = None
    signed_by: SignedBy = SignedBy.PAPER
    signature: Photo | None = None


@dataclass(frozen=True, slots=True)
class ReturnData:
    """Who takes a device back without repair, and why it was not repaired."""

    reason: str
    taken_by: TakenBy = TakenBy.RECEIPT
    taker: str | None = None
    power_of_attorney: PowerOfAttorney | None = None
    accessories: tuple[Accessory, ...] | None = None
    payment: PaymentState | None = None
    payment_note: str | None = None
    remarks: str | None = None
    loaner_note: str | None = None
    signed_by: SignedBy = SignedBy.PAPER
    signature: Photo | None = None

"""Loaners: the fund, loans to customers, and what is entered of them. Money is kopecks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from workstation.documents.intake import Accessory, Photo
from workstation.i18n import mark
from workstation.statuses import Labelled


class LoanerState(Labelled):
    """Whether a device of the fund can be lent."""

    FREE = "free", mark("Свободно")
    LENT = "lent", mark("Выдано")
    REPAIR = "repair", mark("В ремонте")
    WRITTEN_OFF = "written_off", mark("Списано")


@dataclass(frozen=True, slots=True)
class LoanerData:
    """A device of the fund as it is entered."""

    inventory_number: str
    category: str
    brand: str
    condition: str
    value: int
    model: str | None = None
    serial_number: str | None = None
    accessories: tuple[Accessory, ...] = ()
    note: str | None = None
    state: LoanerState = LoanerState.FREE


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loaner with the customer of an order; `due_on` is the last day to lend it (ст. 20 п. 2)."""

    id: int
    loaner_id: int
    inventory_number: str
    device: str
    serial_number: str | None
    order_id: int
    number: str
    customer: str
    phone: str
    demanded_on: date
    due_on: date
    value: int
    lent_at: datetime
    lent_by: str
    condition_out: str
    accessories_out: tuple[Accessory, ...]
    returned_at: datetime | None = None
    returned_to: str | None = None
    condition_in: str | None = None
    accessories_in: tuple[Accessory, ...] = ()
    missing: tuple[Accessory, ...] = ()
    word: str | None = None
    word_by: str | None = None
    word_at: datetime | None = None

    @property
    def is_out(self) -> bool:
        """Whether it has not come back yet."""
        return self.returned_at is None


@dataclass(frozen=True, slots=True)
class LoanerRow:
    """A device of the fund, and where it is when it is lent."""

    id: int
    version: int
    code: str
    data: LoanerData
    category: str
    photos: tuple[Photo, ...] = ()
    loan: LoanRow | None = None

    @property
    def title(self) -> str:
        """The device in words."""
        parts = (self.category, self.data.brand, self.data.model)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class LoanerDemandRow:
    """An open order whose customer demanded a loaner that has not been lent; `last_day` ends three days."""

    order_id: int
    number: str
    customer: str
    phone: str
    category_code: str
    device: str
    demanded_on: date
    last_day: date
    days_left: int
    fitting: int = 0


@dataclass(frozen=True, slots=True)
class LendData:
    """A loaner handed over, by its number or code; nothing said of it means as the fund has it."""

    loaner: str
    condition: str | None = None
    accessories: tuple[Accessory, ...] | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBackData:
    """A loaner taken back: its state, what came with it, and whether it can be lent again."""

    condition: str
    accessories: tuple[Accessory, ...] | None = None
    photos: tuple[Photo, ...] = ()
    state: LoanerState = LoanerState.FREE
    loaner: str | None = None


@dataclass(frozen=True, slots=True)
class DemandData:
    """The day on which the customer demanded a loaner; nothing said means today."""

    demanded_on: date | None = None


@dataclass(frozen=True, slots=True)
class WordData:
    """Why an order may be closed while its loaner is out."""

    word: str


@dataclass(frozen=True, slots=True)
class FundFilter:
    """What a list of the fund is narrowed to."""

    states: tuple[LoanerState, ...] = field(default=())
    category: str | None = None

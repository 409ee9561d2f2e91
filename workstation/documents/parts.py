"""Spare parts as they are entered, imported and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.errors import UserError
from workstation.i18n import mark
from workstation.statuses import Labelled


class PartUnit(Labelled):
    """What a part is counted in; always whole, so a cable is counted in centimetres."""

    PIECE = "pcs", mark("шт.")
    SET = "set", mark("компл.")
    CENTIMETRE = "cm", mark("см")
    GRAM = "g", mark("г")
    MILLILITRE = "ml", mark("мл")


class PriceKind(Labelled):
    """Whose price it is."""

    PURCHASE = "purchase", mark("Закупка")
    SALE = "sale", mark("Продажа")


class LinkKind(Labelled):
    """How another part stands in for this one."""

    REPLACED_BY = "replaced_by", mark("Заменена номером")
    ANALOGUE = "analogue", mark("Аналог")


@dataclass(frozen=True, slots=True)
class PartData:
    """A part as it is entered; prices in kopecks a unit, None leaves the price that is in force."""

    number: str
    name: str
    brand: str = ""
    unit: PartUnit = PartUnit.PIECE
    is_serial: bool = False
    is_original: bool = False
    is_consumable: bool = False
    warranty_months: int | None = None
    categories: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    purchase_price: int | None = None
    sale_price: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Substitute:
    """What stands in for a part, the best first: how, through how many steps, and what of it is free.

    The price is that of a sale today, in kopecks a unit.
    """

    part_id: int
    number: str
    name: str
    kind: LinkKind
    steps: int
    free: int
    brand: str = ""
    is_original: bool = False
    sale_price: int | None = None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in a list with its stock in the branch; prices in kopecks a unit."""

    id: int
    number: str
    name: str
    brand: str
    unit: PartUnit
    on_hand: int
    reserved: int
    free: int
    expected: int
    sale_price: int | None = None


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A dated price, the newest first; kopecks a unit."""

    kind: PriceKind
    valid_from: date
    price: int
    source: str


@dataclass(frozen=True, slots=True)
class PartCard:
    """Everything about one part but its movements."""

    id: int
    data: PartData
    version: int
    on_hand: int
    reserved: int
    free: int
    expected: int
    cost: int
    prices: tuple[PriceRow, ...]
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A row of a price list by its number in the file, from 1: a part, or what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    part: PartData | None = None
    errors: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class PartExport:
    """A part as it goes into a file, with what lies of it in the branch and in which cells."""

    data: PartData
    on_hand: int
    reserved: int
    free: int
    expected: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartImport:
    """What an import did or, dry, would do, in rows of the file."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    prices: int = 0

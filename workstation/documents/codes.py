"""What scanned codes carry or name: the signed passport of a device, a row of this base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workstation.i18n import mark
from workstation.statuses import Labelled


@dataclass(frozen=True, slots=True)
class PassportFields:
    """The facts behind the code; a text longer than its room comes back shortened, ending in `~`."""

    number: str
    category: str
    brand: str
    model: str = ""
    serial: str = ""
    warranty_until: date | None = None
    issued_on: date | None = None


class PassportCode(NamedTuple):
    """A payload taken apart: `signature` is over `body`, by the key that `key_id` names."""

    fields: PassportFields
    body: bytes
    key_id: bytes
    signature: bytes


class CodeKind(Labelled):
    """What the code of a row may name."""

    ORDER = "order", mark("Заказ-наряд")
    PLACE = "place", mark("Место изделий")
    LOANER = "loaner", mark("Подменное изделие")
    PART = "part", mark("Запчасть")
    PIECE = "piece", mark("Экземпляр запчасти")
    BIN = "bin", mark("Ячейка склада")
    PURCHASE = "purchase", mark("Заказ поставщику")
    RECEIPT = "receipt", mark("Приход")


@dataclass(frozen=True, slots=True)
class Coded:
    """The row that a scanned code names.

    `name` is its number or name: of a piece its serial number, of a bin its code (empty for a warehouse
    without cells). `about` says whose it is: the part's name, the piece's part number, the bin's warehouse,
    the supplier. `part_id` is the part of a part or of a piece.
    """

    kind: CodeKind
    id: int
    name: str
    about: str = ""
    part_id: int | None = None


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """What the label of a place, a loaner or a bin shows: a scannable code, its name, what it is."""

    code: str
    name: str
    note: str = ""

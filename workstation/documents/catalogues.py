"""Rows of the reference data that the program ships and a centre may extend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.documents.warranty import LawParam


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice of one key press: `key` is a Cyrillic letter, unique in its group."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of equipment with what the counter asks about it."""

    code: str
    name: str
    short_name: str
    asks_imei: bool = False
    tst_item: int | None = None
    loaner_required: bool = False
    accessories: tuple[Chip, ...] = ()
    appearance: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """A manufacturer's name, with the spellings people type."""

    name: str
    aliases: tuple[str, ...] = ()


class DictionaryKind(StrEnum):
    """The dictionaries of IRIS, `ntf` being no fault found, and the error codes that a device shows."""

    CONDITION = "condition"
    EXTENDED_CONDITION = "extended_condition"
    SYMPTOM = "symptom"
    SECTION = "section"
    DEFECT = "defect"
    REPAIR = "repair"
    NTF = "ntf"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class DictionaryCode:
    """One code of a dictionary; `brand` None: for every brand; `source` says where it comes from."""

    kind: DictionaryKind
    code: str
    text: str
    brand: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RefusalCode:
    """A possible ground of refusal; alone it proves nothing, a causal link must be shown."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CategoryFile:
    """`categories.json`."""

    version: int
    rows: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class BrandFile:
    """`brands.json`."""

    version: int
    rows: tuple[Brand, ...]


@dataclass(frozen=True, slots=True)
class DictionaryFile:
    """`iris.json`; `note` says what the rows are and what they are not."""

    version: int
    rows: tuple[DictionaryCode, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LawParamFile:
    """`law_params.json`."""

    version: int
    rows: tuple[LawParam, ...]


@dataclass(frozen=True, slots=True)
class RefusalCodeFile:
    """`refusal_codes.json`."""

    version: int
    rows: tuple[RefusalCode, ...]

"""A maker's warranty terms, law parameters, refusal codes and contracts as a manager edits them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.documents.warranty import BrandAuthorisation, LawParam


@dataclass(frozen=True, slots=True)
class PartTermData:
    """A group of parts with its own term in months from the transfer of the device."""

    name: str
    months: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TermData:
    """Terms of a brand, of a group of it (`category`), or of one model of that group.

    A day of transfer between `valid_from` and `valid_to` picks the row. What is None here is taken from the
    less particular row: model, then group, then brand.
    """

    brand: str
    category: str | None = None
    model: str | None = None
    months: int | None = None
    service_life_years: int | None = None
    seller_extra_months: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    exclusions: str = ""
    parts: tuple[PartTermData, ...] = ()
    source: str = ""
    key: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TermFile:
    """`warranty_terms.json`; `note` says what the rows are worth."""

    version: int
    rows: tuple[TermData, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A stored row of terms; `is_own` once a manager made or changed it."""

    id: int
    data: TermData
    is_own: bool


@dataclass(frozen=True, slots=True)
class LawRow:
    """A stored law parameter."""

    id: int
    param: LawParam
    is_own: bool


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A refusal code with its wording."""

    code: str
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class MaskRow:
    """A stored mask of serial numbers."""

    id: int
    brand: str
    groups: tuple[str, ...]
    pattern: str
    decoder: str | None
    source: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class AuthorisationRow:
    """A stored contract with a brand; `months` is the term the contract gives where no other is known."""

    id: int
    data: BrandAuthorisation
    months: int | None = None


@dataclass(frozen=True, slots=True)
class PartCover:
    """A group of parts with the last day of its own term for one device."""

    name: str
    months: int
    until: date | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TermsOfDevice:
    """The terms that apply to one device, and where they come from."""

    months: int | None = None
    service_life_years: int | None = None
    seller_extra_months: int | None = None
    exclusions: str = ""
    source: str = ""
    parts: tuple[PartCover, ...] = ()

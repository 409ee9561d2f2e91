"""The trade catalogue, as the counter reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workstation.models import Brand, Category, CategoryChoice, DeviceModel, IrisCode
from workstation.rules.validators import compact, name_key

_categories = Category.__table__
_choices = CategoryChoice.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_codes = IrisCode.__table__


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A kind of equipment; `tst_item` is its item in the list of technically complex goods."""

    code: str
    name: str
    short_name: str
    has_imei: bool
    tst_item: int | None
    loaner_required: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A one-key chip; `kind` is `accessory` or `appearance`."""

    id: int
    kind: str
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class BrandRow:
    """A manufacturer's brand."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model with its maker's terms where they are known."""

    id: int
    name: str
    brand_id: int
    category: str
    warranty_months: int | None
    service_life_years: int | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of an IRIS dictionary; `brand` is empty for codes of all brands."""

    kind: str
    brand: str
    code: str
    text: str


def list_categories(session: Session) -> list[CategoryRow]:
    """Categories in the order of the catalogue."""
    query = select(_categories).order_by(_categories.c.position, _categories.c.code)
    return [
        CategoryRow(
            row["code"],
            row["name"],
            row["short_name"],
            row["has_imei"],
            row["tst_item"],
            row["loaner_required"],
        )
        for row in session.execute(query).mappings()
    ]


def list_choices(session: Session, category: str, kind: str | None = None) -> list[ChoiceRow]:
    """Chips of a category, accessories before appearance."""
    query = select(_choices.c.id, _choices.c.kind, _choices.c.letter, _choices.c.name).where(
        _choices.c.category_code == category
    )
    if kind is not None:
        query = query.where(_choices.c.kind == kind)
    query = query.order_by(_choices.c.kind, _choices.c.position, _choices.c.id)
    return [ChoiceRow(row.id, row.kind, row.letter, row.name) for row in session.execute(query)]


def list_brands(session: Session, text: str = "") -> list[BrandRow]:
    """Brands whose name has `text` in it, by name."""
    query = select(_brands.c.id, _brands.c.name).order_by(_brands.c.name_key)
    if text.strip():
        query = query.where(_brands.c.name_key.contains(name_key(text), autoescape=True))
    return [BrandRow(row.id, row.name) for row in session.execute(query)]


def list_models(
    session: Session, brand: str, category: str | None = None, text: str = "", limit: int = 50
) -> list[ModelRow]:
    """Models of a brand by its name, those that begin with `text` (blanks and dashes apart) first."""
    typed = compact(text)
    query = (
        select(_models)
        .join(_brands, _brands.c.id == _models.c.brand_id)
        .where(_brands.c.name_key == name_key(brand))
    )
    if category is not None:
        query = query.where(_models.c.category_code == category)
    if typed:
        query = query.where(_models.c.name_key.contains(typed, autoescape=True))
        query = query.order_by(_models.c.name_key.startswith(typed, autoescape=True).desc())
    query = query.order_by(_models.c.name_key).limit(limit)
    return [
        ModelRow(
            row["id"],
            row["name"],
            row["brand_id"],
            row["category_code"],
            row["warranty_months"],
            row["service_life_years"],
        )
        for row in session.execute(query).mappings()
    ]


def list_iris(session: Session, kind: str, brand: str = "", on: date | None = None) -> list[CodeRow]:
    """Codes of a dictionary in force on a day: those of the brand, and of all brands where it has none."""
    query = select(_codes).where(_codes.c.kind == kind, _codes.c.brand.in_({brand, ""}))
    if on is not None:
        query = query.where(
            or_(_codes.c.valid_from.is_(None), _codes.c.valid_from <= on),
            or_(_codes.c.valid_to.is_(None), _codes.c.valid_to >= on),
        )
    found: dict[str, CodeRow] = {}
    for row in session.execute(query.order_by(_codes.c.brand, _codes.c.code)).mappings():
        found[row["code"]] = CodeRow(row["kind"], row["brand"], row["code"], row["text"])
    return sorted(found.values(), key=lambda code: code.code)

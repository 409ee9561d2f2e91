"""The trade catalogue: what ships with the program, and what a centre adds to it.

A row of origin `shipped` follows the program; once somebody changes it, it is `own` and stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workstation import keys, paths
from workstation.documents import catalogues as documents
from workstation.documents.codec import decode_as
from workstation.documents.people import Actor
from workstation.documents.warranty import BrandAuthorisation
from workstation.errors import UserError
from workstation.models import Authorisation, Brand, Category, CategoryChoice, DeviceModel, IrisCode
from workstation.rules.validators import compact, name_key
from workstation.services import journal
from workstation.services.rights import require

_categories = Category.__table__
_choices = CategoryChoice.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_codes = IrisCode.__table__
_authorisations = Authorisation.__table__

SHIPPED, OWN = "shipped", "own"
ACCESSORY, APPEARANCE = "accessory", "appearance"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The reference data of this version of the program."""

    categories: tuple[documents.Category, ...] = ()
    brands: tuple[documents.Brand, ...] = ()
    codes: tuple[documents.DictionaryCode, ...] = ()


def read_shipped(folder: Path | None = None) -> Shipped:
    """Read the catalogues that lie in the resources; raises FileNotFoundError in a torn installation."""
    place = folder or paths.resources_dir() / "catalogues"
    return Shipped(
        decode_as(documents.CategoryFile, (place / "categories.json").read_bytes()).rows,
        decode_as(documents.BrandFile, (place / "brands.json").read_bytes()).rows,
        decode_as(documents.DictionaryFile, (place / "iris.json").read_bytes()).rows,
    )


def load_shipped(session: Session, shipped: Shipped) -> int:
    """Bring shipped rows up to date and leave own ones alone; gives how many rows changed. Part of a verb."""
    changed = _load_categories(session, shipped.categories)
    changed += _load_choices(session, shipped.categories)
    changed += _load_brands(session, shipped.brands)
    return changed + _store_codes(session, shipped.codes)


def add_category(session: Session, actor: Actor, code: str, name: str, short_name: str = "") -> str:
    """Add a category of the centre's own; gives its code.

    Raises UserError `category_exists`, `field_required`.
    """
    require(actor, "catalogue.add")
    code, name = code.strip(), _named(name)
    if not code:
        raise UserError("field_required", "code")
    if session.execute(select(_categories.c.code).where(_categories.c.code == code)).scalar():
        raise UserError("category_exists", "code", category=code)
    last = session.execute(select(_categories.c.position).order_by(_categories.c.position.desc())).scalar()
    row = {
        "code": code,
        "name": name,
        "short_name": short_name.strip() or name,
        "has_imei": False,
        "tst_item": None,
        "loaner_required": False,
        "position": (last or 0) + 1,
        "origin": OWN,
    }
    session.execute(insert(_categories), row)
    journal.record(session, actor, "catalogue.add_category", "category", 0, body={"code": code, "name": name})
    return code


def add_brand(session: Session, actor: Actor, name: str) -> int:
    """Add a brand, or find the one of that name; gives its id. Raises UserError `field_required`."""
    require(actor, "catalogue.add")
    brand_id, made = brand_of(session, _named(name))
    if made:
        journal.record(session, actor, "catalogue.add_brand", "brand", brand_id, body={"name": _named(name)})
    return brand_id


def add_model(
    session: Session,
    actor: Actor,
    brand_id: int,
    category: str,
    name: str,
    *,
    warranty_months: int | None = None,
    service_life_years: int | None = None,
) -> int:
    """Add a model with its maker's terms, or find it; gives its id.

    Terms given for a known model replace the stored ones.
    Raises UserError `field_required`, `brand_unknown`, `category_unknown`.
    """
    require(actor, "catalogue.add")
    name = _named(name)
    if session.execute(select(_brands.c.id).where(_brands.c.id == brand_id)).first() is None:
        raise UserError("brand_unknown", "brand")
    _known_category(session, category)
    terms = {"warranty_months": warranty_months, "service_life_years": service_life_years}
    model_id, changes = _put_model(session, brand_id, category, name, terms)
    if changes:
        journal.record(session, actor, "catalogue.add_model", "model", model_id, body=changes)
    return model_id


def add_choice(session: Session, actor: Actor, category: str, kind: str, name: str, letter: str = "") -> int:
    """Add a chip to a category; `kind` is `accessory` or `appearance`.

    Raises UserError `field_required`, `category_unknown`, `choice_kind_unknown`, `choice_exists`,
    `choice_letter_taken`.
    """
    require(actor, "catalogue.add")
    name, letter = _named(name), letter.strip().upper()[:1]
    if kind not in {ACCESSORY, APPEARANCE}:
        raise UserError("choice_kind_unknown", "kind", kind=kind)
    _known_category(session, category)
    group = (_choices.c.category_code == category) & (_choices.c.kind == kind)
    taken = session.execute(
        select(_choices.c.name, _choices.c.letter, _choices.c.position).where(group)
    ).all()
    if any(row.name.casefold() == name.casefold() for row in taken):
        raise UserError("choice_exists", "name", name=name)
    if letter and any(row.letter == letter for row in taken):
        raise UserError("choice_letter_taken", "letter", letter=letter)
    choice_id = keys.new_key()
    row = {
        "id": choice_id,
        "category_code": category,
        "kind": kind,
        "letter": letter,
        "name": name,
        "position": max((one.position for one in taken), default=0) + 1,
        "origin": OWN,
    }
    session.execute(insert(_choices), row)
    body = {"category": category, "kind": kind, "name": name, "letter": letter}
    journal.record(session, actor, "catalogue.add_choice", "choice", choice_id, body=body)
    return choice_id


def import_dictionary(
    session: Session, actor: Actor, codes: Sequence[documents.DictionaryCode], source: str
) -> int:
    """Take in a dictionary of IRIS or of a brand; codes of the same kind and brand are replaced.

    Gives the number of codes that changed. Raises UserError `dictionary_empty`.
    """
    require(actor, "catalogue.import")
    if not codes:
        raise UserError("dictionary_empty", None)
    changed = _store_codes(session, codes, source)
    kinds = sorted({f"{code.kind.value}:{code.brand or ''}" for code in codes})
    body = {"source": source, "codes": len(codes), "changed": changed, "kinds": kinds}
    journal.record(session, actor, "catalogue.import", "dictionary", 0, body=body)
    return changed


def brand_of(session: Session, name: str, origin: str = OWN) -> tuple[int, bool]:
    """The id of a brand by its name, made when absent; and whether it was made. Part of a verb."""
    key = name_key(name)
    found = session.execute(select(_brands.c.id).where(_brands.c.name_key == key)).scalar()
    if found is not None:
        return int(found), False
    brand_id = keys.new_key()
    session.execute(insert(_brands), {"id": brand_id, "name": name, "name_key": key, "origin": origin})
    return brand_id, True


def store_authorisations(session: Session, contracts: Iterable[BrandAuthorisation]) -> None:
    """Make the centre's contracts these. Part of a verb.

    A contract known by its brand, its number and its first day keeps its row and the term it gives.
    """
    stored = {
        (row["brand_id"], row["contract"], row["valid_from"]): row["id"]
        for row in session.execute(select(_authorisations)).mappings()
    }
    for contract in contracts:
        values = {
            "brand_id": brand_of(session, " ".join(contract.brand.split()))[0],
            "contract": contract.contract,
            "valid_from": contract.valid_from,
            "valid_to": contract.valid_to,
            "groups": json.dumps(contract.groups),
            "mode": contract.mode.value,
            "doa_days": contract.doa_days,
            "cap_months_from_production": contract.cap_months_from_production,
            "excludes_business_use": contract.excludes_business_use,
        }
        known = stored.pop((values["brand_id"], contract.contract, contract.valid_from), None)
        if known is None:
            row = {"id": keys.new_key(), "warranty_months": None, **values}
            session.execute(insert(_authorisations), row)
        else:
            session.execute(update(_authorisations).where(_authorisations.c.id == known).values(**values))
    if stored:
        session.execute(delete(_authorisations).where(_authorisations.c.id.in_(list(stored.values()))))


def _load_categories(session: Session, categories: Sequence[documents.Category]) -> int:
    stored = {row["code"]: row for row in session.execute(select(_categories)).mappings()}
    changed = 0
    for position, category in enumerate(categories, 1):
        values = {
            "name": category.name,
            "short_name": category.short_name,
            "has_imei": category.asks_imei,
            "tst_item": category.tst_item,
            "loaner_required": category.loaner_required,
            "position": position,
        }
        known = stored.get(category.code)
        if known is None:
            session.execute(insert(_categories), {"code": category.code, "origin": SHIPPED, **values})
        elif known["origin"] == SHIPPED and _differences(known, values):
            session.execute(update(_categories).where(_categories.c.code == category.code).values(**values))
        else:
            continue
        changed += 1
    return changed


def _load_choices(session: Session, categories: Sequence[documents.Category]) -> int:
    stored = {
        (row["category_code"], row["kind"], row["name"]): row
        for row in session.execute(select(_choices)).mappings()
    }
    wanted = {
        (category.code, kind, chip.text): {"letter": chip.key, "position": position}
        for category in categories
        for kind, chips in ((ACCESSORY, category.accessories), (APPEARANCE, category.appearance))
        for position, chip in enumerate(chips, 1)
    }
    fresh = []
    changed = 0
    for (code, kind, name), values in wanted.items():
        known = stored.get((code, kind, name))
        if known is None:
            row = {"id": keys.new_key(), "category_code": code, "kind": kind, "name": name, "origin": SHIPPED}
            fresh.append({**row, **values})
        elif known["origin"] == SHIPPED and _differences(known, values):
            session.execute(update(_choices).where(_choices.c.id == known["id"]).values(**values))
            changed += 1
    if fresh:
        session.execute(insert(_choices), fresh)
    gone = [row["id"] for key, row in stored.items() if row["origin"] == SHIPPED and key not in wanted]
    if gone:
        session.execute(delete(_choices).where(_choices.c.id.in_(gone)))
    return changed + len(fresh) + len(gone)


def _load_brands(session: Session, brands: Sequence[documents.Brand]) -> int:
    known = set(session.execute(select(_brands.c.name_key)).scalars())
    rows = {
        name_key(brand.name): {
            "id": keys.new_key(),
            "name": brand.name,
            "name_key": name_key(brand.name),
            "origin": SHIPPED,
        }
        for brand in brands
    }
    fresh = [row for key, row in rows.items() if key not in known]
    if fresh:
        session.execute(insert(_brands), fresh)
    return len(fresh)


def _store_codes(
    session: Session, codes: Sequence[documents.DictionaryCode], source: str | None = None
) -> int:
    """Without a `source` these are shipped codes: they replace no code that came from elsewhere."""
    stored = {
        (row["kind"], row["brand"], row["code"]): row for row in session.execute(select(_codes)).mappings()
    }
    changed = 0
    for code in codes:
        key = (code.kind.value, code.brand or "", code.code)
        values = {
            "text": code.text,
            "valid_from": code.valid_from,
            "valid_to": code.valid_to,
            "source": source or code.source or "",
        }
        known = stored.get(key)
        if known is None:
            session.execute(insert(_codes), {"kind": key[0], "brand": key[1], "code": key[2], **values})
        elif (source or known["source"] == values["source"]) and _differences(known, values):
            session.execute(
                update(_codes)
                .where(_codes.c.kind == key[0], _codes.c.brand == key[1], _codes.c.code == key[2])
                .values(**values)
            )
        else:
            continue
        changed += 1
    return changed


def _differences(before: Mapping[Any, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """`{"field": [before, after]}` of what is not equal; dates as text."""
    return {
        key: [_plain(before.get(key)), _plain(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _named(name: str) -> str:
    text = " ".join(name.split())
    if not text:
        raise UserError("field_required", "name")
    return text


def _put_model(
    session: Session, brand_id: int, category: str, name: str, terms: Mapping[str, int | None]
) -> tuple[int, dict[str, Any]]:
    """The id of a model, made or mended, and what changed by that."""
    where = (_models.c.brand_id == brand_id) & (_models.c.category_code == category)
    query = select(_models).where(where, _models.c.name_key == compact(name))
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        model_id = keys.new_key()
        row = {"id": model_id, "brand_id": brand_id, "category_code": category, "name": name}
        session.execute(insert(_models), {**row, "name_key": compact(name), **terms})
        return model_id, {"name": [None, name], "category": category, **_differences({}, terms)}
    given = {key: value for key, value in terms.items() if value is not None and value != found[key]}
    if given:
        session.execute(update(_models).where(_models.c.id == found["id"]).values(**given))
    return int(found["id"]), _differences(found, given)


def _known_category(session: Session, code: str) -> None:
    if session.execute(select(_categories.c.code).where(_categories.c.code == code)).first() is None:
        raise UserError("category_unknown", "category", category=code)

"""The catalogue of parts: add and change a part, its dated prices, what stands in for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.parts import LinkKind, PartData, PriceKind
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import Category, Part, PartFit, PartLink, PartPrice, StockMovement
from workstation.queries.parts import prices_on
from workstation.rules.parts import check_part, part_key
from workstation.rules.stock import standins
from workstation.rules.validators import compact, name_key
from workstation.services import journal, part_search
from workstation.services.rights import require

_parts = Part.__table__
_fits = PartFit.__table__
_links = PartLink.__table__
_prices = PartPrice.__table__
_categories = Category.__table__
_movements = StockMovement.__table__

BY_HAND = "введена вручную"


def add_part(session: Session, actor: Actor, data: PartData) -> int:
    """Add a part with its prices from today on; gives its id.

    Raises ErrorList, UserError `part_exists`, `category_unknown`.
    """
    require(actor, "parts.change")
    _check(session, data)
    number_key, brand_key = part_key(data)
    known = select(_parts.c.id).where(_parts.c.number_key == number_key, _parts.c.brand_key == brand_key)
    if session.execute(known).first() is not None:
        raise UserError("part_exists", "number", number=data.number.strip())
    part_id = keys.new_key()
    values = {**part_values(data), "id": part_id, "created_at": clock.now(), "version": 1}
    session.execute(insert(_parts), values)
    _store_fits(session, part_id, data)
    part_search.add(session, [(part_id, data)])
    _store_prices(session, actor, part_id, data)
    body = {"number": values["number"], "name": values["name"]}
    journal.record(session, actor, "parts.add", "part", part_id, body=body)
    return part_id


def change_part(session: Session, actor: Actor, part_id: int, data: PartData, version: int) -> None:
    """Change a part; a price that differs is in force from today on, what was before stays.

    Raises ErrorList, UserError `part_unknown`, `part_exists`, `category_unknown`, `part_tracking` (serial
    tracking of a part that was ever in stock), ConflictError.
    """
    require(actor, "parts.change")
    _check(session, data)
    row = _row(session, part_id, version)
    values = part_values(data)
    same = select(_parts.c.id).where(
        _parts.c.number_key == values["number_key"],
        _parts.c.brand_key == values["brand_key"],
        _parts.c.id != part_id,
    )
    if session.execute(same).first() is not None:
        raise UserError("part_exists", "number", number=values["number"])
    moved = select(_movements.c.id).where(_movements.c.part_id == part_id).limit(1)
    if values["is_serial"] != row["is_serial"] and session.execute(moved).first() is not None:
        raise UserError("part_tracking", "is_serial")
    changes = {
        name: [row[name], value]
        for name, value in values.items()
        if row[name] != value and not name.endswith("_key")
    }
    session.execute(update(_parts).where(_parts.c.id == part_id).values(version=version + 1, **values))
    session.execute(delete(_fits).where(_fits.c.part_id == part_id))
    _store_fits(session, part_id, data)
    part_search.renew(session, [part_id])
    changes.update(_store_prices(session, actor, part_id, data))
    journal.record(session, actor, "parts.change", "part", part_id, body=changes)


def set_price(
    session: Session, actor: Actor, part_id: int, kind: PriceKind, price: int, valid_from: date
) -> None:
    """Set the price of a unit, in kopecks, from a day on; one of the same day is replaced.

    Raises UserError `part_unknown`.
    """
    require(actor, "parts.change")
    _row(session, part_id, None)
    before = prices_on(session, [part_id], kind, valid_from).get(part_id)
    session.execute(
        delete(_prices).where(
            _prices.c.part_id == part_id, _prices.c.kind == kind.value, _prices.c.valid_from == valid_from
        )
    )
    row = price_row(actor, part_id, kind, price, valid_from, BY_HAND)
    session.execute(insert(_prices), row)
    body = {f"{kind.value}_price_kopecks": [before, price], "valid_from": valid_from.isoformat()}
    journal.record(session, actor, "parts.set_price", "part", part_id, body=body)


def link(session: Session, actor: Actor, part_id: int, other_id: int, kind: LinkKind) -> None:
    """Say that another part stands in for this one: it replaced its number, or it is an analogue.

    Raises UserError `part_unknown`, `link_self`, `link_circle` (a number would replace itself).
    """
    require(actor, "parts.change")
    if part_id == other_id:
        raise UserError("link_self", "other")
    row, other = _row(session, part_id, None), _row(session, other_id, None)
    if kind is LinkKind.REPLACED_BY and part_id in _later(session, other_id):
        raise UserError("link_circle", "other", part=row["number"], other=other["number"])
    _unlink(session, part_id, other_id)
    session.execute(insert(_links), {"part_id": part_id, "other_id": other_id, "kind": kind.value})
    body = {"part": row["number"], "other": other["number"], "kind": kind.value}
    journal.record(session, actor, "parts.link", "part", part_id, body=body)


def unlink(session: Session, actor: Actor, part_id: int, other_id: int) -> None:
    """Two parts do not stand in for each other any more."""
    require(actor, "parts.change")
    _unlink(session, part_id, other_id)
    journal.record(session, actor, "parts.unlink", "part", part_id, body={"other": other_id})


def part_values(data: PartData) -> dict[str, Any]:
    """The columns of a part that come from its data. Part of a verb."""
    number_key, brand_key = part_key(data)
    name = " ".join(data.name.split())
    return {
        "number": " ".join(data.number.split()),
        "number_key": number_key,
        "brand": " ".join(data.brand.split()),
        "brand_key": brand_key,
        "name": name,
        "name_key": name_key(name),
        "unit": data.unit.value,
        "is_serial": data.is_serial,
        "is_original": data.is_original,
        "is_consumable": data.is_consumable,
        "warranty_months": data.warranty_months,
        "note": (data.note or "").strip() or None,
    }


def fits_of(data: PartData) -> list[tuple[str | None, str | None]]:
    """What a part fits: a category's code or a model's name each. Part of a verb."""
    fits: list[tuple[str | None, str | None]] = [(code, None) for code in dict.fromkeys(data.categories)]
    return fits + [(None, model.strip()) for model in dict.fromkeys(data.models) if compact(model)]


def fit_rows(part_id: int, data: PartData) -> list[dict[str, Any]]:
    """Rows of what a part fits. Part of a verb."""
    return [
        {
            "id": keys.new_key(),
            "part_id": part_id,
            "category_code": category,
            "model": model,
            "model_key": compact(model) if model else None,
        }
        for category, model in fits_of(data)
    ]


def price_row(
    actor: Actor, part_id: int, kind: PriceKind, price: int, valid_from: date, source: str
) -> dict[str, Any]:
    """A row of a dated price. Part of a verb."""
    return {
        "id": keys.new_key(),
        "part_id": part_id,
        "kind": kind.value,
        "valid_from": valid_from,
        "price_kopecks": price,
        "source": source,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }


def _check(session: Session, data: PartData) -> None:
    errors = check_part(data)
    if errors:
        raise ErrorList(errors)
    known = set(session.execute(select(_categories.c.code)).scalars())
    for category in data.categories:
        if category not in known:
            raise UserError("category_unknown", "categories", category=category)


def _row(session: Session, part_id: int, version: int | None) -> dict[str, Any]:
    query = select(_parts).where(_parts.c.id == part_id).with_for_update(key_share=True)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("part_unknown", "part")
    if version is not None and row["version"] != version:
        raise ConflictError("conflict_changed", None, subject=row["number"])
    return dict(row)


def _store_fits(session: Session, part_id: int, data: PartData) -> None:
    made = fit_rows(part_id, data)
    if made:
        session.execute(insert(_fits), made)


def _store_prices(session: Session, actor: Actor, part_id: int, data: PartData) -> dict[str, list[Any]]:
    """Prices that differ from those in force, from today on; gives what changed."""
    today = clock.today()
    changed: dict[str, list[Any]] = {}
    for kind, price in ((PriceKind.PURCHASE, data.purchase_price), (PriceKind.SALE, data.sale_price)):
        before = prices_on(session, [part_id], kind, today).get(part_id)
        if price is None or price == before:
            continue
        session.execute(
            delete(_prices).where(
                _prices.c.part_id == part_id, _prices.c.kind == kind.value, _prices.c.valid_from == today
            )
        )
        session.execute(insert(_prices), price_row(actor, part_id, kind, price, today, BY_HAND))
        changed[f"{kind.value}_price_kopecks"] = [before, price]
    return changed


def _later(session: Session, part_id: int) -> set[int]:
    """The numbers that replaced a part, step by step, and itself."""
    query = select(_links.c.part_id, _links.c.other_id).where(_links.c.kind == LinkKind.REPLACED_BY.value)
    following: dict[int, list[int]] = {}
    for row in session.execute(query):
        following.setdefault(row.part_id, []).append(row.other_id)
    return {part_id, *(one.part_id for one in standins(part_id, following, {}))}


def _unlink(session: Session, part_id: int, other_id: int) -> None:
    pair = (part_id, other_id)
    session.execute(
        delete(_links).where(
            or_(
                (_links.c.part_id == pair[0]) & (_links.c.other_id == pair[1]),
                (_links.c.part_id == pair[1]) & (_links.c.other_id == pair[0]),
            )
        )
    )

"""The catalogue of parts on the read side: search with stock, one part, prices in force, substitutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codes import CodeKind
from workstation.documents.parts import (
    LinkKind,
    PartCard,
    PartData,
    PartRow,
    PartUnit,
    PriceKind,
    PriceRow,
    Substitute,
)
from workstation.errors import UserError
from workstation.models import (
    Part,
    PartFit,
    PartLink,
    PartPrice,
    PurchaseLine,
    PurchaseOrder,
    StockBalance,
    StockBin,
    StockLayer,
    Warehouse,
    part_search,
)
from workstation.queries.scan_codes import key_in
from workstation.rules import search
from workstation.rules.stock import standins
from workstation.rules.validators import compact, name_key, serial_key

_parts = Part.__table__
_fits = PartFit.__table__
_links = PartLink.__table__
_prices = PartPrice.__table__
_balances = StockBalance.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__
_layers = StockLayer.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__

NEWEST = 500
"""Of how many parts that a text finds those to be shown are chosen."""
CHAIN = 8
"""How many replacements of a number are followed: no maker's chain is as long."""


def part_id_of(session: Session, number: str, brand: str = "") -> int:
    """A part by its scanned code or by its number, spelling apart, and its brand where several makers use it.

    Raises UserError `part_not_found`, `part_ambiguous`, `scan_code_…`.
    """
    coded = key_in(session, number, CodeKind.PART, "part")
    if coded is not None:
        return coded
    query = select(_parts.c.id, _parts.c.brand).where(_parts.c.number_key == serial_key(number))
    if brand.strip():
        query = query.where(_parts.c.brand_key == name_key(brand))
    found = session.execute(query.order_by(_parts.c.brand_key)).all()
    if not found:
        raise UserError("part_not_found", "part", number=number)
    if len(found) > 1:
        raise UserError("part_ambiguous", "part", number=number, brands=", ".join(row.brand for row in found))
    return int(found[0].id)


def find_parts(
    session: Session,
    branch_id: int,
    text: str = "",
    *,
    model: str = "",
    category: str = "",
    on: date,
    limit: int = 50,
) -> list[PartRow]:
    """Parts by number or words of the name, the exact number first; those that fit a model or a category.

    Every piece of `text` must be in the number, spelling apart, or begin a word of the name, the brand or a
    model that the part fits. Of very many the newest are shown.
    """
    fitting = _fitting(model, category) if model.strip() or category else None
    query, whole = select(_parts), serial_key(text)
    if whole:
        query = query.where(_parts.c.id.in_(_candidates(session, text, fitting, limit)))
    elif fitting is not None:
        query = query.where(_parts.c.id.in_(fitting))
    rank = case((_parts.c.number_key == whole, 0), (_parts.c.number_key.like(f"{whole}%"), 1), else_=2)
    query = query.order_by(*((rank,) if whole else ()), _parts.c.number_key).limit(limit)
    return part_rows(session, branch_id, session.execute(query).mappings().all(), on)


def part_rows(session: Session, branch_id: int, found: Sequence[Any], on: date) -> list[PartRow]:
    """Rows of the catalogue with their stock in a branch and their sale price of a day."""
    ids = [row["id"] for row in found]
    stock, expected = on_hand(session, branch_id, ids), expected_of(session, branch_id, ids)
    prices = prices_on(session, ids, PriceKind.SALE, on)
    return [
        PartRow(
            id=row["id"],
            number=row["number"],
            name=row["name"],
            brand=row["brand"],
            unit=PartUnit(row["unit"]),
            on_hand=have,
            reserved=promised,
            free=have - promised,
            expected=expected.get(row["id"], 0),
            sale_price=prices.get(row["id"]),
        )
        for row in found
        for have, promised in [stock.get(row["id"], (0, 0))]
    ]


def on_hand(session: Session, branch_id: int, part_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each part what lies in the bins of a branch and what of it is promised."""
    query = (
        select(_balances.c.part_id, func.sum(_balances.c.on_hand), func.sum(_balances.c.reserved))
        .join(_bins, _bins.c.id == _balances.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(_balances.c.part_id.in_(list(part_ids)), _warehouses.c.branch_id == branch_id)
        .group_by(_balances.c.part_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in session.execute(query)}


def expected_of(session: Session, branch_id: int, part_ids: Iterable[int]) -> dict[int, int]:
    """Of each part what is ordered from suppliers and has not come."""
    query = (
        select(_lines.c.part_id, func.sum(_lines.c.quantity - _lines.c.received - _lines.c.cancelled))
        .join(_purchases, _purchases.c.id == _lines.c.purchase_id)
        .where(
            _lines.c.part_id.in_(list(part_ids)),
            _lines.c.received + _lines.c.cancelled < _lines.c.quantity,
            _purchases.c.branch_id == branch_id,
            _purchases.c.closed_at.is_(None),
        )
        .group_by(_lines.c.part_id)
    )
    return {row[0]: int(row[1]) for row in session.execute(query)}


def prices_on(session: Session, part_ids: Iterable[int], kind: PriceKind, on: date) -> dict[int, int]:
    """The prices in force on a day, in kopecks a unit."""
    query = (
        select(_prices.c.part_id, _prices.c.price_kopecks)
        .where(
            _prices.c.part_id.in_(list(part_ids)), _prices.c.kind == kind.value, _prices.c.valid_from <= on
        )
        .order_by(_prices.c.valid_from)
    )
    return {row.part_id: row.price_kopecks for row in session.execute(query)}


def get_part(session: Session, branch_id: int, part_id: int, on: date) -> PartCard:
    """Everything about a part but its movements; raises UserError `part_unknown`."""
    row = session.execute(select(_parts).where(_parts.c.id == part_id)).mappings().one_or_none()
    if row is None:
        raise UserError("part_unknown", "part")
    stock = part_rows(session, branch_id, [row], on)[0]
    fits = session.execute(
        select(_fits.c.category_code, _fits.c.model).where(_fits.c.part_id == part_id).order_by(_fits.c.id)
    ).all()
    purchase = prices_on(session, [part_id], PriceKind.PURCHASE, on)
    data = PartData(
        number=row["number"],
        name=row["name"],
        brand=row["brand"],
        unit=PartUnit(row["unit"]),
        is_serial=row["is_serial"],
        is_original=row["is_original"],
        is_consumable=row["is_consumable"],
        warranty_months=row["warranty_months"],
        categories=tuple(fit.category_code for fit in fits if fit.category_code),
        models=tuple(fit.model for fit in fits if fit.model),
        purchase_price=purchase.get(part_id),
        sale_price=stock.sale_price,
        note=row["note"],
    )
    return PartCard(
        id=part_id,
        data=data,
        version=row["version"],
        on_hand=stock.on_hand,
        reserved=stock.reserved,
        free=stock.free,
        expected=stock.expected,
        cost=_cost(session, branch_id, part_id),
        prices=tuple(list_prices(session, part_id)),
        substitutes=list_substitutes(session, branch_id, part_id),
    )


def list_prices(session: Session, part_id: int) -> list[PriceRow]:
    """All prices of a part, the newest first."""
    query = (
        select(_prices)
        .where(_prices.c.part_id == part_id)
        .order_by(_prices.c.valid_from.desc(), _prices.c.kind)
    )
    return [
        PriceRow(PriceKind(row["kind"]), row["valid_from"], row["price_kopecks"], row["source"])
        for row in session.execute(query).mappings()
    ]


def list_substitutes(session: Session, branch_id: int, part_id: int) -> tuple[Substitute, ...]:
    """What stands in for a part: those with free pieces first, then the newest number, then analogues."""
    replaced_by, analogues = _standing_links(session, part_id)
    found = standins(part_id, replaced_by, analogues)
    ids = [one.part_id for one in found]
    stock = on_hand(session, branch_id, ids)
    prices = prices_on(session, ids, PriceKind.SALE, clock.today())
    columns = (_parts.c.id, _parts.c.number, _parts.c.name, _parts.c.brand, _parts.c.is_original)
    names = {row.id: row for row in session.execute(select(*columns).where(_parts.c.id.in_(ids)))}
    rows = [
        Substitute(
            part_id=one.part_id,
            number=part.number,
            name=part.name,
            kind=one.kind,
            steps=one.steps,
            free=have - promised,
            brand=part.brand,
            is_original=part.is_original,
            sale_price=prices.get(one.part_id),
        )
        for one in found
        for part in [names[one.part_id]]
        for have, promised in [stock.get(one.part_id, (0, 0))]
    ]
    return tuple(sorted(rows, key=lambda one: one.free == 0))


def _standing_links(session: Session, part_id: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Replacements from a part on, step by step, and the analogues of all of these, both ways."""
    replaced_by: dict[int, list[int]] = defaultdict(list)
    analogues: dict[int, list[int]] = defaultdict(list)
    known, line = {part_id}, [part_id]
    for _step in range(CHAIN):
        query = select(_links).where(or_(_links.c.part_id.in_(line), _links.c.other_id.in_(line)))
        following: list[int] = []
        for row in session.execute(query.order_by(_links.c.part_id, _links.c.other_id)).mappings():
            if row["kind"] == LinkKind.ANALOGUE.value:
                analogues[row["part_id"]].append(row["other_id"])
                analogues[row["other_id"]].append(row["part_id"])
            elif row["part_id"] in line:
                replaced_by[row["part_id"]].append(row["other_id"])
                following.append(row["other_id"])
        line = [one for one in following if one not in known]
        known.update(line)
        if not line:
            break
    return replaced_by, analogues


def plan_anew(session: Session) -> None:
    """Each statement of this transaction is planned for its own values.

    A plan that PostgreSQL keeps is made without them: it walks all parts where an index would do, and an
    import would keep to the end what suited an empty table.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sql("SET LOCAL plan_cache_mode = force_custom_plan"))


def matching(text: str) -> list[ColumnElement[bool]]:
    """What a part must be to be found by a typed text, as in `find_parts`."""
    patterns = search.part_patterns(text)
    return [_parts.c.id.in_(_searched(patterns))] if patterns else []


def _searched(patterns: Iterable[str]) -> Select[Any]:
    query = select(part_search.c.rowid)
    for pattern in patterns:
        query = query.where(part_search.c.text.like(pattern))
    return query


def _candidates(session: Session, text: str, fitting: Select[Any] | None, limit: int) -> set[int]:
    """Parts that may be shown for a text: the number itself, numbers that begin so, and the newest others."""
    plan_anew(session)
    begins = search.number_pattern(text)
    asked = [select(_parts.c.id).where(_parts.c.number_key == serial_key(text))]
    if begins:
        asked.append(_newest(_searched((begins,)), limit))
    asked.append(_newest(_searched(search.part_patterns(text)), NEWEST))
    found: set[int] = set()
    for query in asked:
        if fitting is not None:
            query = query.where(query.selected_columns[0].in_(fitting))
        found.update(session.execute(query).scalars())
    return found


def _newest(query: Select[Any], most: int) -> Select[Any]:
    return query.order_by(part_search.c.rowid.desc()).limit(most)


def _fitting(model: str, category: str) -> Select[Any]:
    tests = []
    if model.strip():
        tests.append(_fits.c.model_key == compact(model))
    if category:
        tests.append(_fits.c.category_code == category)
    return select(_fits.c.part_id).where(or_(*tests))


def _cost(session: Session, branch_id: int, part_id: int) -> int:
    """What the pieces on hand cost, in kopecks."""
    query = (
        select(func.sum(_layers.c.cost_left_kopecks))
        .join(_warehouses, _warehouses.c.id == _layers.c.warehouse_id)
        .where(
            _layers.c.part_id == part_id, _layers.c.quantity_left > 0, _warehouses.c.branch_id == branch_id
        )
    )
    return int(session.execute(query).scalar() or 0)

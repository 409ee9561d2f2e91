"""The catalogue as a whole with what lies of each part, for a file; read by pieces, so of any length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.parts import PartData, PartExport, PartUnit, PriceKind
from workstation.models import Part, PartFit
from workstation.queries.parts import prices_on
from workstation.queries.stock_list import get_stock_rows, list_part_ids

_parts = Part.__table__
_fits = PartFit.__table__
BATCH = 500


def list_for_export(
    session: Session, branch_id: int, on: date, *, text: str = "", in_stock: bool = False
) -> Iterator[PartExport]:
    """Parts by number with the prices of a day: all, those found by a text, or those that lie in a branch."""
    ids = list_part_ids(session, branch_id, text=text, in_stock=in_stock)
    for start in range(0, len(ids), BATCH):
        yield from _batch(session, branch_id, ids[start : start + BATCH], on)


def _batch(session: Session, branch_id: int, ids: list[int], on: date) -> Iterator[PartExport]:
    fits: dict[int, list[tuple[str | None, str | None]]] = defaultdict(list)
    query = select(_fits.c.part_id, _fits.c.category_code, _fits.c.model)
    for fit in session.execute(query.where(_fits.c.part_id.in_(ids)).order_by(_fits.c.id)):
        fits[fit.part_id].append((fit.category_code, fit.model))
    found = select(_parts).where(_parts.c.id.in_(ids))
    parts = {row["id"]: row for row in session.execute(found).mappings()}
    stock = {row.part.id: row for row in get_stock_rows(session, branch_id, ids, on)}
    purchase = prices_on(session, ids, PriceKind.PURCHASE, on)
    for part_id in ids:
        row, lying = parts[part_id], stock[part_id]
        data = PartData(
            number=row["number"],
            name=row["name"],
            brand=row["brand"],
            unit=PartUnit(row["unit"]),
            is_serial=row["is_serial"],
            is_original=row["is_original"],
            is_consumable=row["is_consumable"],
            warranty_months=row["warranty_months"],
            categories=tuple(code for code, _model in fits[part_id] if code),
            models=tuple(model for _code, model in fits[part_id] if model),
            purchase_price=purchase.get(part_id),
            sale_price=lying.part.sale_price,
            note=row["note"],
        )
        part = lying.part
        yield PartExport(data, part.on_hand, part.reserved, part.free, part.expected, lying.cells)

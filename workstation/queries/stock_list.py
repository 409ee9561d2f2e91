"""The list of the store: parts of the catalogue in some order, with what lies where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from workstation.documents.stock import StockRow
from workstation.models import Part, StockBalance, StockBin, Warehouse
from workstation.queries.parts import matching, part_rows
from workstation.rules.validators import serial_key

_parts = Part.__table__
_balances = StockBalance.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__

MOST = 1_000_000
SHORTEST = 2
_SORTS = {"number": _parts.c.number_key, "name": _parts.c.name_key, "brand": _parts.c.brand_key}


def list_part_ids(
    session: Session,
    branch_id: int,
    *,
    text: str = "",
    in_stock: bool = False,
    sort: str = "number",
    descending: bool = False,
    limit: int = MOST,
) -> list[int]:
    """Ids of parts by number, name, brand or free pieces; of what is typed the exact number comes first.

    A text of one sign finds every part: somebody has only begun to type.
    """
    text = text if len(text.strip()) >= SHORTEST else ""
    query = select(_parts.c.id).where(*matching(text))
    if in_stock:
        query = query.where(_parts.c.id.in_(_lying(branch_id)))
    if sort == "free":
        free = func.sum(_balances.c.on_hand - _balances.c.reserved).label("free")
        lying = _in_branch(select(_balances.c.part_id, free), branch_id).group_by(_balances.c.part_id)
        stock = lying.subquery()
        query = query.outerjoin(stock, stock.c.part_id == _parts.c.id)
        column: ColumnElement[object] = func.coalesce(stock.c.free, 0)
    else:
        column = _SORTS[sort]
    whole = serial_key(text)
    if whole and sort == "number":
        begins = _parts.c.number_key.like(f"{whole}%")
        query = query.order_by(case((_parts.c.number_key == whole, 0), (begins, 1), else_=2))
    query = query.order_by(column.desc() if descending else column, _parts.c.number_key, _parts.c.id)
    return list(session.execute(query.limit(limit)).scalars())


def get_stock_rows(session: Session, branch_id: int, ids: Sequence[int], on: date) -> list[StockRow]:
    """Lines of the given parts with their stock, cells and the sale price of a day."""
    if not ids:
        return []
    found = session.execute(select(_parts).where(_parts.c.id.in_(ids))).mappings().all()
    cells = _cells(session, branch_id, ids)
    return [StockRow(row, tuple(cells.get(row.id, ()))) for row in part_rows(session, branch_id, found, on)]


def _in_branch(query: Any, branch_id: int) -> Any:
    return (
        query.join(_bins, _bins.c.id == _balances.c.bin_id)
        .join(_warehouses, _warehouses.c.id == _bins.c.warehouse_id)
        .where(_warehouses.c.branch_id == branch_id, _balances.c.on_hand > 0)
    )


def _lying(branch_id: int) -> Any:
    return _in_branch(select(_balances.c.part_id), branch_id).distinct()


def _cells(session: Session, branch_id: int, ids: Iterable[int]) -> dict[int, list[str]]:
    query = _in_branch(select(_balances.c.part_id, _bins.c.code, _warehouses.c.name), branch_id)
    query = query.where(_balances.c.part_id.in_(list(ids)))
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(query.order_by(_warehouses.c.name_key, _bins.c.code_key)):
        found[row.part_id].append(row.code or row.name)
    return found

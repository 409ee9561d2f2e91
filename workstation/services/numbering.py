"""Gap-free numbers per branch, series and year, taken in the transaction of the paper, as late as can be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import rows

_NEXT = text(
    "INSERT INTO counter (branch_id, series, year, last) VALUES (:branch, :series, :year, :count) "
    "ON CONFLICT (branch_id, series, year) DO UPDATE SET last = counter.last + :count RETURNING last"
)


def take(session: Session, branch_id: int, series: str, year: int, count: int = 1) -> range:
    """The next `count` numbers; a rollback gives them back. The counter's row is locked until the commit."""
    last = rows.run(session, _NEXT, branch=branch_id, series=series, year=year, count=count)[0][0]
    return range(last - count + 1, last + 1)


def show(prefix: str, year: int, seq: int) -> str:
    """`СЦ-2026-000123`."""
    return f"{prefix}-{year}-{seq:06d}"


def number_columns(session: Session, branch_id: int, series: str, year: int) -> dict[str, Any]:
    """The columns of a row that bears the next number of a series."""
    seq = take(session, branch_id, series, year)[0]
    return {"series": series, "year": year, "seq": seq, "number": show(series, year, seq)}

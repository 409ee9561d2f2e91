"""Customers on the read side: matches as a clerk types, with their last orders."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.intake import CustomerData
from workstation.documents.orders import CustomerMatch, PastOrder
from workstation.models import Customer, WorkOrder
from workstation.queries.orders import past_orders
from workstation.rules.validators import compact, format_phone, name_key
from workstation.statuses import CustomerKind

_customers = Customer.__table__
_orders = WorkOrder.__table__

SHORTEST_TAIL = 4
PHONE_TAIL = 10
LAST_ORDERS = 4


def find_customers(session: Session, text: str, limit: int = 8) -> list[CustomerMatch]:
    """Customers that fit a typed phone (its tail or the whole), name (from its beginning) or ИНН.

    Two customers with one phone are two matches.
    """
    test = _test(text)
    if test is None:
        return []
    query = (
        select(_customers).where(test).order_by(_customers.c.name_key, _customers.c.id.desc()).limit(limit)
    )
    rows = session.execute(query).mappings().all()
    return _matches(session, rows)


def get_customer(session: Session, customer_id: int) -> CustomerMatch | None:
    """One customer with the last orders; None when there is none."""
    rows = session.execute(select(_customers).where(_customers.c.id == customer_id)).mappings().all()
    found = _matches(session, rows)
    return found[0] if found else None


def _test(text: str) -> Any:
    tight = compact(text)
    digits = "".join(filter(str.isdigit, tight))
    if digits and len(digits) == len(tight):
        if len(digits) < SHORTEST_TAIL:
            return None
        tail = _customers.c.phone_tail
        tests = [tail == digits[-PHONE_TAIL:]] if len(digits) >= PHONE_TAIL else [tail.like(f"%{digits}")]
        return or_(*tests, _customers.c.inn == digits)
    key = name_key(text)
    if not key:
        return None
    return _customers.c.name_key.like(f"{key}%")


def _matches(session: Session, rows: Any) -> list[CustomerMatch]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    counts: dict[int, int] = dict(
        session.execute(
            select(_orders.c.customer_id, func.count())
            .where(_orders.c.customer_id.in_(ids))
            .group_by(_orders.c.customer_id)
        ).all()
    )
    last: dict[int, list[PastOrder]] = {one: [] for one in ids}
    for owner, order in past_orders(session, customer_ids=ids, limit=LAST_ORDERS * len(ids)):
        if len(last[owner]) < LAST_ORDERS:
            last[owner].append(order)
    return [
        CustomerMatch(row["id"], row["version"], _data(row), counts.get(row["id"], 0), tuple(last[row["id"]]))
        for row in rows
    ]


def _data(row: Any) -> CustomerData:
    return CustomerData(
        kind=CustomerKind(row["kind"]),
        name=row["name"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        id=row["id"],
        version=row["version"],
        email=row["email"],
        address=row["address"],
        inn=row["inn"],
        kpp=row["kpp"],
        contact=row["contact"],
    )

"""Customers on the read side: matches as a clerk types, the list, the card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.intake import CustomerData
from workstation.documents.orders import CustomerMatch, CustomerRow, CustomerView, PaperRow, PastOrder
from workstation.errors import UserError
from workstation.models import Customer, DocumentOrder, IssuedDocument, PersonKey, WorkOrder
from workstation.queries.journal import list_entries
from workstation.queries.order_view import paper_rows
from workstation.queries.orders import past_orders
from workstation.rules.validators import compact, format_phone, name_key
from workstation.statuses import CustomerKind, DocumentKind, NotifyBy

_customers = Customer.__table__
_orders = WorkOrder.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_keys = PersonKey.__table__

SHORTEST_TAIL = 4
SHORTEST_NAME = 2
PHONE_TAIL = 10
LAST_ORDERS = 4
CARD_ORDERS = 200
TRUNK_DIGITS = "78"
CONSENTS = (DocumentKind.PERSONAL_DATA_CONSENT.value, DocumentKind.ADVERTISING_CONSENT.value)

_last_accepted = (
    select(func.max(_orders.c.accepted_at)).where(_orders.c.customer_id == _customers.c.id).scalar_subquery()
)
SORTS = {
    "name": (_customers.c.name_key.asc(), _customers.c.id.asc()),
    "name_desc": (_customers.c.name_key.desc(), _customers.c.id.desc()),
    "new": (_customers.c.id.asc(),),
    "new_desc": (_customers.c.id.desc(),),
}


def find_customers(session: Session, text: str, limit: int = 8) -> list[CustomerMatch]:
    """Customers that fit a typed phone (its tail, its beginning or the whole), name or ИНН.

    A name fits by the beginning of any of its words; those that have the typed word whole come first.
    Two customers with one phone are two matches.
    """
    test = _test(text)
    if test is None:
        return []
    key = name_key(text)
    whole = or_(_customers.c.name_key == key, _customers.c.name_key.like(f"{key} %"))
    begins = _customers.c.name_key.like(f"{key}%")
    rank = case((whole, 0), (begins, 1), else_=2)
    query = select(_customers).where(test).order_by(rank, _customers.c.name_key, _customers.c.id.desc())
    return _matches(session, session.execute(query.limit(limit)).mappings().all())


def get_customer(session: Session, customer_id: int) -> CustomerMatch | None:
    """One customer with the last orders; None when there is none."""
    rows = session.execute(select(_customers).where(_customers.c.id == customer_id)).mappings().all()
    found = _matches(session, rows)
    return found[0] if found else None


def list_customer_ids(
    session: Session, *, text: str = "", sort: str = "new_desc", limit: int = 100_000
) -> list[int]:
    """Ids of a list of customers in its order; `text` as in `find_customers`, one too short gives all."""
    query = select(_customers.c.id)
    test = _test(text)
    if test is not None:
        query = query.where(test)
    return list(session.execute(query.order_by(*SORTS[sort]).limit(limit)).scalars())


def get_customer_rows(session: Session, ids: Sequence[int]) -> list[CustomerRow]:
    """Lines of the given customers, in the order of `ids`."""
    if not ids:
        return []
    mine = _orders.c.customer_id == _customers.c.id
    orders = select(func.count()).select_from(_orders).where(mine)
    query = select(
        _customers,
        orders.scalar_subquery().label("orders"),
        orders.where(_orders.c.closed_at.is_(None)).scalar_subquery().label("open"),
        _last_accepted.label("last_accepted_at"),
    ).where(_customers.c.id.in_(ids))
    found = {row["id"]: row for row in session.execute(query).mappings()}
    return [_row(found[one]) for one in ids if one in found]


def get_customer_view(session: Session, customer_id: int) -> CustomerView:
    """Everything about one customer; raises UserError `customer_not_found`."""
    row = session.execute(select(_customers).where(_customers.c.id == customer_id)).mappings().one_or_none()
    if row is None:
        raise UserError("customer_not_found", None)
    key = session.execute(select(_keys.c.person_id).where(_keys.c.person_id == customer_id)).scalar()
    orders = past_orders(session, customer_ids=[customer_id], limit=CARD_ORDERS)
    return CustomerView(
        data=_data(row),
        notify_by=NotifyBy(row["notify_by"]),
        created_at=row["created_at"],
        has_key=key is not None,
        orders=tuple(order for _owner, order in orders),
        consents=_consents(session, customer_id),
        journal=list_entries(session, [customer_id, *_visits_of(session, customer_id)]),
    )


def _visits_of(session: Session, customer_id: int) -> list[int]:
    """Orders and visits of a customer: entries about them tell of the customer too."""
    query = select(_orders.c.id, _orders.c.visit_id).where(_orders.c.customer_id == customer_id)
    newest = session.execute(query.order_by(_orders.c.id.desc()).limit(CARD_ORDERS))
    return list(dict.fromkeys(one for pair in newest for one in pair))


def _consents(session: Session, customer_id: int) -> tuple[PaperRow, ...]:
    mine = (
        select(_links.c.document_id)
        .join(_orders, _orders.c.id == _links.c.order_id)
        .where(_orders.c.customer_id == customer_id)
    )
    return paper_rows(session, _documents.c.id.in_(mine), _documents.c.kind.in_(CONSENTS))


def _test(text: str) -> Any:
    tight = compact(text)
    if tight.isdigit():
        return _number_test(tight) if len(tight) >= SHORTEST_TAIL else None
    key = name_key(text)
    if len(key) < SHORTEST_NAME:
        return None
    return or_(_customers.c.name_key.like(f"{key}%"), _customers.c.name_key.like(f"% {key}%"))


def _number_test(digits: str) -> Any:
    tail = _customers.c.phone_tail
    tests: list[Any] = [_customers.c.inn.like(f"{digits}%")]
    if len(digits) >= PHONE_TAIL:
        tests.append(tail == digits[-PHONE_TAIL:])
    else:
        tests += [tail.like(f"%{digits}"), tail.like(f"{digits}%")]
        if digits[0] in TRUNK_DIGITS and len(digits) > SHORTEST_TAIL:
            tests.append(tail.like(f"{digits[1:]}%"))
    return or_(*tests)


def _matches(session: Session, rows: Any) -> list[CustomerMatch]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    counted = (
        select(_orders.c.customer_id, func.count())
        .where(_orders.c.customer_id.in_(ids))
        .group_by(_orders.c.customer_id)
    )
    counts = {customer: count for customer, count in session.execute(counted)}
    last: dict[int, list[PastOrder]] = {one: [] for one in ids}
    for owner, order in past_orders(session, customer_ids=ids, limit=LAST_ORDERS):
        last[owner].append(order)
    return [
        CustomerMatch(row["id"], row["version"], _data(row), counts.get(row["id"], 0), tuple(last[row["id"]]))
        for row in rows
    ]


def _row(row: Any) -> CustomerRow:
    return CustomerRow(
        id=row["id"],
        kind=CustomerKind(row["kind"]),
        name=row["name"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        inn=row["inn"],
        order_count=row["orders"],
        open_count=row["open"],
        last_accepted_at=row["last_accepted_at"],
    )


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

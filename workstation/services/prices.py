"""Prices of the centre's operations: dated, by group of equipment and level of repair."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.billing_data import WorkPriceData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Category, LabourOperation, OperationPrice
from workstation.money import MAX_KOPECKS
from workstation.queries.money import list_work_prices
from workstation.rules.pricing import price_of
from workstation.services import journal
from workstation.services.rights import require

_operations = LabourOperation.__table__
_prices = OperationPrice.__table__

MOST_LEVEL = 9


def set_work_price(session: Session, actor: Actor, data: WorkPriceData) -> int:
    """Set the price of an operation, in kopecks, from a day on, in place of one of that day; gives its id.

    Raises UserError `operation_unknown`, `category_unknown`, `number_range`, `money_negative`,
    `money_too_big`.
    """
    require(actor, "money.prices")
    operation_id = _operation_id(session, data.operation)
    category = (data.category or "").strip() or None
    if category is not None and not session.get(Category, category):
        raise UserError("category_unknown", "category", category=category)
    if not 0 <= (data.level or 0) <= MOST_LEVEL:
        raise UserError("number_range", "level", least=0, most=MOST_LEVEL)
    check_price(data.price)
    begins = data.valid_from or clock.today()
    before = price_of(list_work_prices(session, operation_id=operation_id), category, data.level, begins)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "operation_id": operation_id,
        "category_code": category,
        "level": data.level,
        "valid_from": begins,
        "price_kopecks": data.price,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    same = [
        _prices.c[name].is_(None) if row[name] is None else _prices.c[name] == row[name]
        for name in ("operation_id", "category_code", "level", "valid_from")
    ]
    session.execute(delete(_prices).where(*same))
    session.execute(insert(_prices), row)
    body = {
        "category": category,
        "level": data.level,
        "valid_from": begins.isoformat(),
        "price_kopecks": [before, data.price],
    }
    journal.record(session, actor, "money.set_work_price", "operation", operation_id, body=body)
    return int(row["id"])


def check_price(price: int, field: str = "price") -> None:
    """Raises UserError `money_negative`, `money_too_big`. Part of a verb."""
    if price < 0:
        raise UserError("money_negative", field)
    if price > MAX_KOPECKS:
        raise UserError("money_too_big", field)


def _operation_id(session: Session, code: str) -> int:
    query = select(_operations.c.id).where(_operations.c.code == code.strip(), _operations.c.is_active)
    found = session.execute(query).scalar()
    if found is None:
        raise UserError("operation_unknown", "operation", operation=code)
    return int(found)

"""What a list of orders is narrowed by: words as they are typed, kinds, brands, days."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.order_rows import OrderFilter
from workstation.models import Brand, Category, Customer, Device, DeviceModel, WorkOrder
from workstation.rules.validators import compact, name_key, serial_key

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

NATIONAL = 10
SHORTEST_PHONE = 4
TRUNK_DIGITS = "78"


def day_begins(day: date) -> datetime:
    """The moment a day of the centre begins."""
    return datetime.combine(day, time(), clock.local(clock.now()).tzinfo)


def narrowed(only: OrderFilter) -> list[ColumnElement[bool]]:
    """Tests of a filter; those on brands need the joined query."""
    tests: list[ColumnElement[bool]] = []
    if only.kinds:
        tests.append(_orders.c.kind.in_([kind.value for kind in only.kinds]))
    if only.brands:
        tests.append(_brands.c.name_key.in_([name_key(brand) for brand in only.brands]))
    if only.accepted_since is not None:
        tests.append(_orders.c.accepted_at >= day_begins(only.accepted_since))
    if only.due_from is not None:
        tests.append(_orders.c.due_on >= only.due_from)
    if only.due_until is not None:
        tests.append(_orders.c.due_on <= only.due_until)
    return tests


def typed(session: Session, text: str) -> list[Any]:
    """Tests for each typed piece, however short; all of them must hold."""
    whole = compact(text)
    pieces = [text] if whole.isdigit() and len(whole) >= SHORTEST_PHONE else text.split()
    useful = [piece for piece in pieces if compact(piece)]
    if not useful:
        return []
    categories = [
        (row.code, f" {name_key(row.name)} {name_key(row.short_name)}")
        for row in session.execute(select(_categories.c.code, _categories.c.name, _categories.c.short_name))
    ]
    return [_fits(piece, categories) for piece in useful]


def _fits(piece: str, categories: list[tuple[str, str]]) -> Any:
    """A piece begins a word of a name, brand or category, or is part of a number, serial, model or phone."""
    word, tight = name_key(piece), compact(piece)
    number = "".join(sign for sign in piece.upper() if sign.isalnum() or sign == "-")
    tests = [
        _customers.c.name_key.like(f"{word}%"),
        _customers.c.name_key.like(f"% {word}%"),
        _brands.c.name_key.like(f"{word}%"),
        _models.c.name_key.like(f"%{tight}%"),
        _devices.c.serial_key.like(f"%{serial_key(piece)}%"),
        _orders.c.number.like(f"%{number}%"),
    ]
    named = [code for code, words in categories if f" {word}" in words]
    if named:
        tests.append(_devices.c.category_code.in_(named))
    if tight.isdigit():
        tests += [_devices.c.imei_key.like(f"%{tight}%"), *_phone_tests(tight)]
    return or_(*tests)


def _phone_tests(digits: str) -> list[Any]:
    tail = _customers.c.phone_tail
    tests = [tail.like(f"%{digits[-NATIONAL:]}%")]
    if digits[0] in TRUNK_DIGITS and len(digits) >= SHORTEST_PHONE:
        tests.append(tail.like(f"{digits[1 : NATIONAL + 1]}%"))
    return tests

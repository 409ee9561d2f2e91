"""Loaners on the read side: the fund, loans of an order, demands whose three days run."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workstation.documents.codec import decode_as
from workstation.documents.intake import Accessory, Photo
from workstation.documents.loaners import (
    FundFilter,
    LoanerData,
    LoanerDemandRow,
    LoanerRow,
    LoanerState,
    LoanRow,
)
from workstation.errors import UserError
from workstation.models import (
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    Loan,
    Loaner,
    LoanerPhoto,
    User,
    WorkOrder,
)
from workstation.queries.law import read_law
from workstation.queries.orders import joined
from workstation.rules import codes
from workstation.rules.deadlines import loaner_last_day
from workstation.rules.loaners import missing
from workstation.rules.validators import format_phone

_orders = WorkOrder.__table__
_customers = Customer.__table__
_categories = Category.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_users = User.__table__
_loaners = Loaner.__table__
_loans = Loan.__table__
_photos = LoanerPhoto.__table__
_to = _users.alias("returned_to_user")
_by = _users.alias("word_by_user")


def list_loaners(session: Session, only: FundFilter | None = None) -> tuple[LoanerRow, ...]:
    """The fund by its numbers, with photos and where each lent device is."""
    query = select(_loaners, _categories.c.name.label("category")).join(
        _categories, _categories.c.code == _loaners.c.category_code
    )
    if only and only.states:
        query = query.where(_loaners.c.state.in_([state.value for state in only.states]))
    if only and only.category:
        query = query.where(_loaners.c.category_code == only.category)
    found = session.execute(query.order_by(_loaners.c.inventory_number)).mappings().all()
    out = {loan.loaner_id: loan for loan in _list_loans(session, _loans.c.returned_at.is_(None))}
    photos = _list_photos(session)
    return tuple(_loaner(row, photos[row["id"]], out.get(row["id"])) for row in found)


def get_loaner(session: Session, text: str) -> LoanerRow:
    """A device of the fund by its number or scanned code; raises UserError `loaner_not_found`."""
    key = codes.decode(text) if codes.is_scan_code(text) else None
    wanted = text.strip().casefold()
    for row in list_loaners(session):
        if row.id == key or (key is None and row.data.inventory_number.casefold() == wanted):
            return row
    raise UserError("loaner_not_found", "loaner", loaner=text)


def list_loans(session: Session, order_id: int) -> tuple[LoanRow, ...]:
    """Loans of an order, oldest first."""
    return _list_loans(session, _loans.c.order_id == order_id)


def list_loans_out(session: Session) -> tuple[LoanRow, ...]:
    """Loaners that are with customers, those lent first before the others."""
    return _list_loans(session, _loans.c.returned_at.is_(None))


def list_loans_of(session: Session, loaner_id: int) -> tuple[LoanRow, ...]:
    """Every loan of a device of the fund, oldest first."""
    return _list_loans(session, _loans.c.loaner_id == loaner_id)


def list_demands(session: Session, today: date) -> tuple[LoanerDemandRow, ...]:
    """Open orders whose customers demanded a loaner and have none, those whose days end first on top.

    `fitting` is how many free devices of the same category the fund has.
    """
    law = read_law(session).law
    free = Counter(
        session.execute(
            select(_loaners.c.category_code).where(_loaners.c.state == LoanerState.FREE.value)
        ).scalars()
    )
    query = _demand_query().where(
        _orders.c.closed_at.is_(None),
        _orders.c.wants_loaner,
        ~select(_loans.c.id).where(_loans.c.order_id == _orders.c.id).exists(),
    )
    rows = []
    for row in session.execute(query).mappings():
        demanded_on = row["loaner_demanded_on"] or row["demanded_on"]
        last = loaner_last_day(demanded_on, law)
        rows.append(
            LoanerDemandRow(
                order_id=row["id"],
                number=row["number"],
                customer=row["customer"],
                phone=format_phone(row["phone"], row["phone_extension"]),
                category_code=row["category_code"],
                device=" ".join(part for part in (row["category"], row["brand"], row["model"]) if part),
                demanded_on=demanded_on,
                last_day=last,
                days_left=(last - today).days,
                fitting=free[row["category_code"]],
            )
        )
    return tuple(sorted(rows, key=lambda one: (one.last_day, one.order_id)))


def _demand_query() -> Select[Any]:
    return joined(
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.demanded_on,
            _orders.c.loaner_demanded_on,
            _customers.c.name.label("customer"),
            _customers.c.phone,
            _customers.c.phone_extension,
            _devices.c.category_code,
            _categories.c.short_name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
        )
    )


def _list_loans(session: Session, *tests: Any) -> tuple[LoanRow, ...]:
    query = (
        select(
            _loans,
            _loaners.c.inventory_number,
            _loaners.c.brand,
            _loaners.c.model,
            _loaners.c.serial_number,
            _categories.c.name.label("category"),
            _orders.c.number,
            _customers.c.name.label("customer"),
            _customers.c.phone,
            _customers.c.phone_extension,
            _users.c.short_name.label("lent_by_name"),
            _to.c.short_name.label("returned_to_name"),
            _by.c.short_name.label("word_by_name"),
        )
        .join(_loaners, _loaners.c.id == _loans.c.loaner_id)
        .join(_categories, _categories.c.code == _loaners.c.category_code)
        .join(_orders, _orders.c.id == _loans.c.order_id)
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .join(_users, _users.c.id == _loans.c.lent_by)
        .outerjoin(_to, _to.c.id == _loans.c.returned_to)
        .outerjoin(_by, _by.c.id == _loans.c.word_by)
        .where(*tests)
        .order_by(_loans.c.id)
    )
    law = read_law(session).law
    return tuple(
        _loan(row, loaner_last_day(row["demanded_on"], law)) for row in session.execute(query).mappings()
    )


def _loan(row: Any, due_on: date) -> LoanRow:
    out = decode_as(tuple[Accessory, ...], row["accessories_out"])
    back = decode_as(tuple[Accessory, ...], row["accessories_in"]) if row["accessories_in"] else ()
    return LoanRow(
        id=row["id"],
        loaner_id=row["loaner_id"],
        inventory_number=row["inventory_number"],
        device=" ".join(part for part in (row["category"], row["brand"], row["model"]) if part),
        serial_number=row["serial_number"],
        order_id=row["order_id"],
        number=row["number"],
        customer=row["customer"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        demanded_on=row["demanded_on"],
        due_on=due_on,
        value=row["value_kopecks"],
        lent_at=row["lent_at"],
        lent_by=row["lent_by_name"],
        condition_out=row["condition_out"],
        accessories_out=out,
        returned_at=row["returned_at"],
        returned_to=row["returned_to_name"],
        condition_in=row["condition_in"],
        accessories_in=back,
        missing=missing(out, back) if row["returned_at"] else (),
        word=row["word"],
        word_by=row["word_by_name"],
        word_at=row["word_at"],
    )


def _loaner(row: Any, photos: list[Photo], loan: LoanRow | None) -> LoanerRow:
    data = LoanerData(
        inventory_number=row["inventory_number"],
        category=row["category_code"],
        brand=row["brand"],
        condition=row["condition"],
        value=row["value_kopecks"],
        model=row["model"],
        serial_number=row["serial_number"],
        accessories=decode_as(tuple[Accessory, ...], row["accessories"]),
        note=row["note"],
        state=LoanerState(row["state"]),
    )
    return LoanerRow(
        row["id"], row["version"], codes.encode(row["id"]), data, row["category"], tuple(photos), loan
    )


def _list_photos(session: Session) -> dict[int, list[Photo]]:
    found: dict[int, list[Photo]] = defaultdict(list)
    for row in session.execute(select(_photos).order_by(_photos.c.id)).mappings():
        photo = Photo(row["sha256"], row["size"], row["media_type"], row["file_name"])
        found[row["loaner_id"]].append(photo)
    return found


def count_lendable(session: Session, category: str) -> int:
    """How many free devices of a category the fund has."""
    query = select(func.count()).where(
        _loaners.c.category_code == category, _loaners.c.state == LoanerState.FREE.value
    )
    return int(session.execute(query).scalar_one())

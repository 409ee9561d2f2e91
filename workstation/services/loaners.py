"""The fund of loaners, and loans: demanded, lent, taken back, or a word why an order goes without the return.

ЗоЗПП ст. 20 п. 2: on a consumer's demand a loaner is due within three days, free of charge, without deposit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.intake import Photo
from workstation.documents.loaners import (
    DemandData,
    LendData,
    LoanerData,
    LoanerState,
    LoanRow,
    TakeBackData,
    WordData,
)
from workstation.documents.people import Actor
from workstation.errors import ConflictError, UserError
from workstation.models import Category, Loan, Loaner, LoanerPhoto, WorkOrder
from workstation.queries.law import read_law
from workstation.queries.loaners import list_loans
from workstation.rules import codes
from workstation.rules.deadlines import loaner_last_day
from workstation.services import customer_papers, journal
from workstation.services.about_order import asked_order, entered, words
from workstation.services.rights import require

_orders = WorkOrder.__table__
_loaners = Loaner.__table__
_loans = Loan.__table__
_photos = LoanerPhoto.__table__
_categories = Category.__table__

FUND, OUT, BACK = "fund", "out", "back"
"""What a photo of a loaner shows."""


def save_loaner(
    session: Session,
    actor: Actor,
    data: LoanerData,
    loaner_id: int | None = None,
    version: int | None = None,
    photos: Sequence[Photo] = (),
) -> int:
    """Add a device to the fund or change one; gives its id, which its code carries.

    Raises UserError `field_required`, `money_negative`, `loaner_exists`, `loaner_not_found`, `loaner_lent`
    (its state is changed by taking it back), `category_unknown`; ConflictError.
    """
    require(actor, "loaners.change")
    _check(session, actor, data, loaner_id)
    if loaner_id is None:
        loaner_id = make(session, actor, data)
        changes: dict[str, Any] = {"state": [None, data.state.value]}
    else:
        changes = _change(session, loaner_id, _values(data), version)
    _keep_photos(session, actor, loaner_id, None, FUND, photos)
    body = {"loaner": data.inventory_number.strip(), **changes}
    journal.record(session, actor, "loaners.change", "loaner", loaner_id, body=body)
    return loaner_id


def make(session: Session, actor: Actor, data: LoanerData) -> int:
    """Store a new device of the fund; gives its id. Part of a verb."""
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "version": 1,
        **_values(data),
    }
    session.execute(insert(_loaners), row)
    return int(row["id"])


def demand_loaner(
    session: Session, actor: Actor, order_id: int, data: DemandData, version: int | None = None
) -> None:
    """The customer demands a loaner: its three days run from that day.

    Raises UserError `order_not_found`, `order_closed`, `date_future`, `date_before`; ConflictError.
    """
    require(actor, "loaners.demand")
    order = entered(session, actor, order_id, "demand_loaner", version)
    today = clock.today()
    day = data.demanded_on or today
    if day > today:
        raise UserError("date_future", "demanded_on")
    if day < order["demanded_on"]:
        raise UserError("loaner_before_demand", "demanded_on", demanded=order["demanded_on"])
    values = {"wants_loaner": True, "loaner_demanded_on": day, "version": order["version"] + 1}
    session.execute(update(_orders).where(_orders.c.id == order_id).values(**values))
    body = {"number": order["number"], "loaner_demanded_on": [_day(order), day.isoformat()]}
    journal.record(session, actor, "loaners.demand", "order", order_id, body=body)


def lend(session: Session, actor: Actor, order_id: int, data: LendData, version: int | None = None) -> int:
    """Hand a loaner over to the customer of an order, with its act; gives the loan's id.

    A loan without an earlier demand is one demanded today. Raises UserError `order_not_found`,
    `loaner_not_found`, `loaner_not_free`; as `moving.enter`: one loaner for an order at a time.
    """
    require(actor, "loaners.lend")
    order = entered(session, actor, order_id, "lend", version)
    loaner = _loaner(session, actor, data.loaner)
    if loaner["state"] != LoanerState.FREE.value:
        state = LoanerState(loaner["state"]).label
        raise UserError("loaner_not_free", "loaner", loaner=loaner["inventory_number"], state=state)
    demanded_on = _demanded_on(session, order)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "loaner_id": loaner["id"],
        "order_id": order_id,
        "demanded_on": demanded_on,
        "value_kopecks": loaner["value_kopecks"],
        "lent_at": clock.now(),
        "lent_by": actor.user_id,
        "condition_out": words(data.condition) or loaner["condition"],
        "accessories_out": (
            loaner["accessories"] if data.accessories is None else codec.encode(data.accessories).decode()
        ),
    }
    session.execute(insert(_loans), row)
    _set_state(session, loaner, LoanerState.LENT)
    _keep_photos(session, actor, loaner["id"], row["id"], OUT, data.photos)
    document_id = _issue(session, actor, order, row["id"])
    body = {
        "number": order["number"],
        "loaner": loaner["inventory_number"],
        "demanded_on": demanded_on.isoformat(),
        "document": document_id,
    }
    journal.record(session, actor, "loaners.lend", "order", order_id, body=body)
    return int(row["id"])


def take_back(
    session: Session, actor: Actor, order_id: int, data: TakeBackData, version: int | None = None
) -> int:
    """Take the loaner of an order back, with the second part of its act; gives the loan's id.

    A closed order's loaner comes back too. Raises UserError `order_not_found`, `loan_none`,
    `loaner_state_bad` (a device taken back cannot be lent out), `field_required`.
    """
    require(actor, "loaners.lend")
    order = entered(session, actor, order_id, "take_back", version)
    loan = _loan_out(session, order, data.loaner)
    condition = words(data.condition)
    if condition is None:
        raise UserError("field_required", "condition")
    if data.state is LoanerState.LENT:
        raise UserError("loaner_state_bad", "state")
    back = loan.accessories_out if data.accessories is None else data.accessories
    values = {
        "returned_at": clock.now(),
        "returned_to": actor.user_id,
        "condition_in": condition,
        "accessories_in": codec.encode(back).decode(),
    }
    session.execute(update(_loans).where(_loans.c.id == loan.id).values(**values))
    loaner = session.execute(select(_loaners).where(_loaners.c.id == loan.loaner_id)).mappings().one()
    _set_state(session, dict(loaner), data.state, condition)
    _keep_photos(session, actor, loan.loaner_id, loan.id, BACK, data.photos)
    document_id = _issue(session, actor, order, loan.id)
    returned = next(one for one in list_loans(session, order_id) if one.id == loan.id)
    body = {
        "number": order["number"],
        "loaner": loan.inventory_number,
        "missing": [one.name for one in returned.missing],
        "document": document_id,
    }
    journal.record(session, actor, "loaners.take_back", "order", order_id, body=body)
    return loan.id


def excuse_loaner(
    session: Session, actor: Actor, order_id: int, data: WordData, version: int | None = None
) -> None:
    """Say why an order may be closed while its loaner is out; a manager's word.

    Raises UserError `order_not_found`, `loan_none`, `reason_required`.
    """
    require(actor, "loaners.excuse")
    order = entered(session, actor, order_id, "excuse_loaner", version)
    loan = _loan_out(session, order, None)
    said = words(data.word)
    if said is None:
        raise UserError("reason_required", "word")
    excuse(session, actor, order_id, said)
    body = {"number": order["number"], "loaner": loan.inventory_number, "reason": said}
    journal.record(session, actor, "loaners.excuse", "order", order_id, body=body)


def excuse(session: Session, actor: Actor, order_id: int, word: str) -> None:
    """Keep the word about the loaner of an order that is out. Part of a verb."""
    values = {"word": word, "word_by": actor.user_id, "word_at": clock.now()}
    out = (_loans.c.order_id == order_id, _loans.c.returned_at.is_(None))
    session.execute(update(_loans).where(*out).values(**values))


def _check(session: Session, actor: Actor, data: LoanerData, loaner_id: int | None) -> None:
    for name in ("inventory_number", "brand", "condition"):
        if words(getattr(data, name)) is None:
            raise UserError("field_required", name)
    if data.value < 0:
        raise UserError("money_negative", "value")
    known = select(_categories.c.code).where(_categories.c.code == data.category)
    if session.execute(known).first() is None:
        raise UserError("category_unknown", "category", category=data.category)
    found = _by_number(session, actor, data.inventory_number)
    if found is not None and found != loaner_id:
        raise UserError("loaner_exists", "inventory_number", loaner=data.inventory_number.strip())


def _values(data: LoanerData) -> dict[str, Any]:
    return {
        "inventory_number": data.inventory_number.strip(),
        "category_code": data.category,
        "brand": data.brand.strip(),
        "model": words(data.model),
        "serial_number": words(data.serial_number),
        "accessories": codec.encode(data.accessories).decode(),
        "condition": data.condition.strip(),
        "value_kopecks": data.value,
        "state": data.state.value,
        "note": words(data.note),
    }


def _change(
    session: Session, loaner_id: int, values: dict[str, Any], version: int | None
) -> dict[str, list[Any]]:
    query = select(_loaners).where(_loaners.c.id == loaner_id).with_for_update()
    known = session.execute(query).mappings().one_or_none()
    if known is None:
        raise UserError("loaner_not_found", None, loaner=loaner_id)
    if version is not None and known["version"] != version:
        raise ConflictError("conflict_changed", None, subject=known["inventory_number"])
    if known["state"] != values["state"] and LoanerState.LENT.value in {known["state"], values["state"]}:
        raise UserError("loaner_lent", "state", loaner=known["inventory_number"])
    session.execute(
        update(_loaners).where(_loaners.c.id == loaner_id).values(version=known["version"] + 1, **values)
    )
    return {name: [known[name], value] for name, value in values.items() if known[name] != value}


def _keep_photos(
    session: Session, actor: Actor, loaner_id: int, loan_id: int | None, purpose: str, photos: Sequence[Photo]
) -> None:
    rows = [
        {
            "id": keys.new_key(),
            "loaner_id": loaner_id,
            "loan_id": loan_id,
            "purpose": purpose,
            "sha256": photo.sha256,
            "size": photo.size,
            "media_type": photo.media_type,
            "file_name": photo.file_name,
            "added_at": clock.now(),
            "user_id": actor.user_id,
        }
        for photo in photos
    ]
    if rows:
        session.execute(insert(_photos), rows)


def _loaner(session: Session, actor: Actor, text: str) -> dict[str, Any]:
    is_code = codes.is_scan_code(text)
    key = codes.decode(text, "loaner") if is_code else _by_number(session, actor, text)
    this = (_loaners.c.id == key, _loaners.c.branch_id == actor.branch_id)
    found = session.execute(select(_loaners).where(*this).with_for_update()).mappings().one_or_none()
    if found is None:
        raise UserError("loaner_not_found", "loaner", loaner=text)
    return dict(found)


def _by_number(session: Session, actor: Actor, number: str) -> int | None:
    """The id of a device by its number; compared here, for SQLite folds Latin letters only."""
    wanted = number.strip().casefold()
    query = select(_loaners.c.id, _loaners.c.inventory_number).where(_loaners.c.branch_id == actor.branch_id)
    known = session.execute(query).all()
    return next((row.id for row in known if row.inventory_number.casefold() == wanted), None)


def _demanded_on(session: Session, order: dict[str, Any]) -> Any:
    """The day of the demand; an order whose customer has not demanded one does so now."""
    if order["wants_loaner"]:
        return order["loaner_demanded_on"] or order["demanded_on"]
    today = clock.today()
    values = {"wants_loaner": True, "loaner_demanded_on": today}
    session.execute(update(_orders).where(_orders.c.id == order["id"]).values(**values))
    return today


def _set_state(
    session: Session, loaner: dict[str, Any], state: LoanerState, condition: str | None = None
) -> None:
    values: dict[str, Any] = {"state": state.value, "version": loaner["version"] + 1}
    if condition is not None:
        values["condition"] = condition
    session.execute(update(_loaners).where(_loaners.c.id == loaner["id"]).values(**values))


def _loan_out(session: Session, order: dict[str, Any], text: str | None) -> LoanRow:
    out = [loan for loan in list_loans(session, order["id"]) if loan.is_out]
    if text is not None:
        key = codes.decode(text, "loaner") if codes.is_scan_code(text) else None
        number = text.strip().casefold()
        out = [one for one in out if one.loaner_id == key or one.inventory_number.casefold() == number]
    if not out:
        raise UserError("loan_none", None, number=order["number"])
    return out[-1]


def _issue(session: Session, actor: Actor, order: dict[str, Any], loan_id: int) -> int:
    """The act of a loan as it stands; the law's three days are printed for a consumer's free repair."""
    loan = next(one for one in list_loans(session, order["id"]) if one.id == loan_id)
    query = select(_photos.c.purpose, func.count().label("count")).where(_photos.c.loan_id == loan_id)
    counts = {row[0]: row[1] for row in session.execute(query.group_by(_photos.c.purpose))}
    until = None
    if asked_order(order).is_consumer_warranty:
        until = loaner_last_day(loan.demanded_on, read_law(session).law)
    return customer_papers.loaner_act(session, actor, loan, until, counts.get(OUT, 0), counts.get(BACK, 0))


def _day(order: dict[str, Any]) -> str | None:
    day = order["loaner_demanded_on"]
    return day.isoformat() if day else None

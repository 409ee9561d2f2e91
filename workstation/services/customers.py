"""Customers: found, added in place, changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.intake import CustomerData
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import Customer
from workstation.rules import intake as rules
from workstation.rules.validators import name_key, parse_phone, phone_tail
from workstation.services import corrections, journal
from workstation.services.rights import require
from workstation.statuses import NotifyBy

_customers = Customer.__table__

Changes = dict[str, list[Any]]


def change(session: Session, actor: Actor, data: CustomerData, notify_by: NotifyBy) -> Changes:
    """Correct the card of a known customer; what changed, nothing where it is as it was.

    Orders are found by the new name and phone; issued papers keep what they said. Raises ErrorList, UserError
    `customer_not_found`, ConflictError, AccessError.
    """
    require(actor, "customers.change")
    errors = rules.check_customer(data, clock.today()).errors
    if errors:
        raise ErrorList(errors)
    if data.id is None:
        raise UserError("customer_not_found", "customer")
    row, changes = find_or_make(session, actor, data, notify_by)
    if changes:
        corrections.refresh_search(session, row)
        personal = (data.id, {"customer": changes})
        journal.record(session, actor, "customers.change", "customer", data.id, body={}, personal=personal)
    return changes


def find_or_make(
    session: Session, actor: Actor, data: CustomerData, notify_by: NotifyBy
) -> tuple[dict[str, Any], Changes]:
    """The row of the customer of an intake and what changed in it (`{"field": [before, after]}`).

    A known `id` is updated where the counter typed something else; otherwise a new customer is made:
    two people with one phone stay two customers. Raises UserError `customer_not_found`, ConflictError.
    """
    values = _values(data, notify_by)
    if data.id is None:
        return _make(session, actor, data.person_id, values)
    known = session.execute(select(_customers).where(_customers.c.id == data.id)).mappings().one_or_none()
    if known is None:
        raise UserError("customer_not_found", "customer")
    if data.version is not None and data.version != known["version"]:
        raise ConflictError("conflict_changed", "customer", subject=known["name"])
    changes = {key: [known[key], value] for key, value in values.items() if known[key] != value}
    if not changes:
        return dict(known), {}
    session.execute(
        update(_customers).where(_customers.c.id == data.id).values(version=known["version"] + 1, **values)
    )
    return {**known, **values, "version": known["version"] + 1}, changes


def _make(
    session: Session, actor: Actor, person_id: int | None, values: dict[str, Any]
) -> tuple[dict[str, Any], Changes]:
    taken = (
        person_id is not None
        and session.execute(select(_customers.c.id).where(_customers.c.id == person_id)).scalar()
    )
    row = {
        "id": person_id if person_id is not None and not taken else keys.new_key(),
        "branch_id": actor.branch_id,
        "created_at": clock.now(),
        "version": 1,
        **values,
    }
    rows.add(session, _customers, row)
    return row, {key: [None, value] for key, value in values.items() if value is not None}


def _values(data: CustomerData, notify_by: NotifyBy) -> dict[str, Any]:
    phone = parse_phone(data.phone, "customer.phone")
    name = " ".join(data.name.split())
    return {
        "kind": data.kind.value,
        "name": name,
        "name_key": name_key(name),
        "phone": phone.e164,
        "phone_extension": phone.extension,
        "phone_tail": phone_tail(phone.e164),
        "email": data.email,
        "address": data.address,
        "inn": data.inn,
        "kpp": data.kpp,
        "contact": data.contact,
        "notify_by": notify_by.value,
    }

"""The warranty verdict of an order: judged by the pure rules, each new verdict kept beside the last.

A verdict names the version of the rules and of the data it stood on. Changing the law, a term or a contract
rewrites none: an order is judged anew only when its own facts change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents import codec
from workstation.documents.intake import CustomerData, IntakeItem
from workstation.documents.people import Actor
from workstation.documents.warranty import Facts, StatusLine, Verdict
from workstation.models import Brand, Category, DeviceModel, StoredVerdict, WorkOrder
from workstation.queries.devices import find_devices
from workstation.rules.law import Law
from workstation.rules.validators import compact, name_key
from workstation.rules.warranty import RULES_VERSION, assess
from workstation.rules.warranty_words import simple_status
from workstation.services import journal, order_facts
from workstation.services.centre import Centre, load_centre
from workstation.services.rights import require

_orders = WorkOrder.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_verdicts = StoredVerdict.__table__

INTAKE, CORRECTION = "intake", "correct"


@dataclass(frozen=True, slots=True)
class Assessed:
    """A verdict with the facts it stood on and its sentence; kept as JSON with the order."""

    note: str
    status: StatusLine
    facts: Facts
    verdict: Verdict


def assess_intake(
    centre: Centre,
    customer: CustomerData,
    item: IntakeItem,
    device: Mapping[str, Any],
    earlier: Sequence[Mapping[str, Any]],
) -> Assessed:
    """The verdict on the facts of an intake.

    `device` is the row with names (`services.devices`), `earlier` the device's earlier orders
    (`order_facts.earlier_orders`). The day of the demand rules, not today.
    """
    return judge(order_facts.intake_facts(centre, customer, item, device, earlier), centre.law)


def judge(facts: Facts, law: Law) -> Assessed:
    """The verdict on facts with its sentence."""
    verdict = assess(facts, law)
    status = simple_status(verdict)
    return Assessed(status.sentence, status, facts, verdict)


def stored(assessed: Assessed) -> str:
    """The JSON kept with the order."""
    return codec.encode(assessed).decode()


def preview(session: Session, actor: Actor, customer: CustomerData, item: IntakeItem) -> Assessed | None:
    """The verdict for a form still being filled in; writes nothing. None until the category is known."""
    device = item.device
    category = (
        session.execute(select(_categories).where(_categories.c.code == device.category))
        .mappings()
        .one_or_none()
    )
    if category is None:
        return None
    brand_id = session.execute(
        select(_brands.c.id).where(_brands.c.name_key == name_key(device.brand))
    ).scalar()
    row = {
        "brand_id": brand_id,
        "group": order_facts.group_of(dict(category)),
        "sold_on": device.sold_on,
        "delivered_on": device.delivered_on,
        "produced_on": device.produced_on,
        "price_paid_kopecks": device.price_paid,
        "terms": order_facts.read_terms(session, brand_id),
        **_model_terms(session, brand_id, device.category, device.model),
    }
    known = find_devices(session, device.serial_number or device.imei or "", limit=1)
    earlier = order_facts.earlier_orders(session, known[0].id) if known else []
    centre = load_centre(session, actor, clock.today())
    return assess_intake(centre, customer, item, row, earlier)


def keep(
    session: Session, actor: Actor, centre: Centre, orders: Sequence[Mapping[str, Any]], reason: str
) -> None:
    """Add the verdicts that stand in orders' rows to the verdicts; part of a verb.

    Each order has `id`, `verdict` (the stored JSON) and `assessed`, which that JSON was made of.
    """
    made = [_row(actor, centre, order["id"], order["assessed"], order["verdict"], reason) for order in orders]
    rows.add(session, _verdicts, *made)


def reassess(session: Session, actor: Actor, order_id: int, why: str) -> Assessed:
    """Judge an order anew on its facts as they stand; gives the verdict, kept only if it is a new one.

    Raises UserError `order_not_found`.
    """
    require(actor, "warranty.reassess")
    assessed, is_new = renew(session, actor, order_id, why)
    entitlement = assessed.verdict.entitlement
    body = {"why": why, "new": is_new, "code": entitlement.code.value, "free": entitlement.free.value}
    journal.record(session, actor, "warranty.reassess", "order", order_id, body=body)
    return assessed


def renew(
    session: Session, actor: Actor, order_id: int, reason: str, *, centre: Centre | None = None
) -> tuple[Assessed, bool]:
    """The verdict on an order's facts as they stand, stored beside the old one if it differs. Part of a verb.

    Gives the verdict and whether it is new. Raises UserError `order_not_found`.
    """
    known = centre or load_centre(session, actor, clock.today())
    assessed = judge(order_facts.order_facts(session, known, order_id), known.law)
    content = stored(assessed)
    before = session.execute(select(_orders.c.verdict).where(_orders.c.id == order_id)).scalar()
    if before == content:
        return assessed, False
    rows.add(session, _verdicts, _row(actor, known, order_id, assessed, content, reason))
    session.execute(update(_orders).where(_orders.c.id == order_id).values(verdict=content))
    return assessed, True


def renew_device(
    session: Session, actor: Actor, device_id: int, reason: str, *, centre: Centre | None = None
) -> None:
    """Judge the open orders of a device anew: a past date of one is history of the next. Part of a verb."""
    known = centre or load_centre(session, actor, clock.today())
    query = select(_orders.c.id).where(_orders.c.device_id == device_id, _orders.c.closed_at.is_(None))
    for order_id in session.execute(query.order_by(_orders.c.id)).scalars().all():
        renew(session, actor, order_id, reason, centre=known)


def latest(session: Session, order_id: int) -> Assessed | None:
    """The verdict that stands in an order; None where it was never judged."""
    found = session.execute(select(_orders.c.verdict).where(_orders.c.id == order_id)).scalar()
    return codec.decode_as(Assessed, found) if found else None


def _row(
    actor: Actor, centre: Centre, order_id: int, assessed: Assessed, content: str, reason: str
) -> dict[str, Any]:
    entitlement = assessed.verdict.entitlement
    return {
        "id": keys.new_key(),
        "order_id": order_id,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "reason": reason,
        "code": entitlement.code.value,
        "free": entitlement.free.value,
        "payer": assessed.verdict.compensation.payer.value,
        "content": content,
        "rules_version": RULES_VERSION,
        "data_version": centre.data_version,
    }


def _model_terms(session: Session, brand_id: int | None, category: str, model: str | None) -> dict[str, Any]:
    found = None
    if brand_id is not None and model and compact(model):
        found = session.execute(
            select(_models.c.id, _models.c.warranty_months, _models.c.service_life_years).where(
                _models.c.brand_id == brand_id,
                _models.c.category_code == category,
                _models.c.name_key == compact(model),
            )
        ).one_or_none()
    return {
        "model_id": found.id if found else None,
        "model_months": found.warranty_months if found else None,
        "model_life": found.service_life_years if found else None,
    }

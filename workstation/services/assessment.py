"""The warranty verdict of an order: facts from rows, judged by the pure rules, kept with the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import codec
from workstation.documents.intake import CustomerData, IntakeItem
from workstation.documents.people import Actor
from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Facts,
    PastRepair,
    ProductGroup,
    RepairKind,
    ShownPapers,
    StatusLine,
    Verdict,
)
from workstation.models import Brand, Category, DeviceModel, WorkOrder
from workstation.queries.devices import find_devices
from workstation.rules.validators import compact, name_key
from workstation.rules.warranty import assess
from workstation.rules.warranty_words import simple_status
from workstation.services.centre import Centre, is_valid_on, load_centre
from workstation.statuses import OrderStatus, RequestKind

_orders = WorkOrder.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

_EARLIER = (
    select(
        _orders.c.id,
        _orders.c.number,
        _orders.c.status,
        _orders.c.closed_at,
        _orders.c.kind,
        _orders.c.demanded_on,
    )
    .where(_orders.c.device_id == bindparam("device"))
    .order_by(_orders.c.id.desc())
    .limit(200)
)

FREE_KINDS = frozenset({RequestKind.WARRANTY.value, RequestKind.REPEAT.value, RequestKind.PRESALE.value})


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
    (`EARLIER_COLUMNS`). The day of the demand rules, not today.
    """
    request = item.request
    facts = Facts(
        asked_on=request.demanded_on,
        customer_kind=customer.kind,
        use=request.use,
        presale=request.kind is RequestKind.PRESALE,
        sold_on=device["sold_on"],
        delivered_on=device["delivered_on"],
        produced_on=device["produced_on"],
        manufacturer_months=_months(centre, device),
        service_life_years=device["model_life"],
        price_paid=device["price_paid_kopecks"],
        product_group=ProductGroup(**device["group"]),
        history=history_of(earlier),
        authorisation=_authorisation(centre, device, request.demanded_on),
        documents=ShownPapers(request.documents.warranty_card, request.documents.receipt),
    )
    verdict = assess(facts)
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
        "group": group_of(dict(category)),
        "sold_on": device.sold_on,
        "delivered_on": device.delivered_on,
        "produced_on": device.produced_on,
        "price_paid_kopecks": device.price_paid,
        **_model_terms(session, brand_id, device.category, device.model),
    }
    known = find_devices(session, device.serial_number or device.imei or "", limit=1)
    earlier = earlier_orders(session, known[0].id) if known else []
    centre = load_centre(session, actor, clock.today())
    return assess_intake(centre, customer, item, row, earlier)


def earlier_orders(session: Session, device_id: int) -> list[dict[str, Any]]:
    """Earlier orders of a device, newest first, with what history and repeat warnings need."""
    rows = session.info["connection"].execute(_EARLIER, {"device": device_id}).mappings()
    return [dict(row) for row in rows]


def history_of(earlier: Sequence[Mapping[str, Any]]) -> tuple[PastRepair, ...]:
    """Earlier repairs that were handed over, as the warranty rules take them."""
    return tuple(
        PastRepair(
            kind=RepairKind.WARRANTY if row["kind"] in FREE_KINDS else RepairKind.PAID,
            demanded_on=row["demanded_on"],
            issued_on=clock.local(row["closed_at"]).date(),
        )
        for row in earlier
        if row["status"] == OrderStatus.HANDED_OVER.value and row["closed_at"] is not None
    )


def group_of(category: Mapping[str, Any]) -> dict[str, Any]:
    """What the law asks about the category."""
    return {
        "code": category["code"],
        "tst_item": category["tst_item"],
        "loaner_required": bool(category["loaner_required"]),
    }


def _model_terms(session: Session, brand_id: int | None, category: str, model: str | None) -> dict[str, Any]:
    found = None
    if brand_id is not None and model and compact(model):
        found = session.execute(
            select(_models.c.warranty_months, _models.c.service_life_years).where(
                _models.c.brand_id == brand_id,
                _models.c.category_code == category,
                _models.c.name_key == compact(model),
            )
        ).one_or_none()
    return {
        "model_months": found.warranty_months if found else None,
        "model_life": found.service_life_years if found else None,
    }


def _contracts(centre: Centre, device: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [row for row in centre.authorisations if row["brand_id"] == device["brand_id"]]


def _months(centre: Centre, device: Mapping[str, Any]) -> int | None:
    if device["model_months"] is not None:
        return int(device["model_months"])
    return next(
        (row["warranty_months"] for row in _contracts(centre, device) if row["warranty_months"]), None
    )


def _authorisation(centre: Centre, device: Mapping[str, Any], day: date) -> BrandAuthorisation | None:
    rows = _contracts(centre, device)
    row = next((row for row in rows if is_valid_on(row, day)), rows[0] if rows else None)
    if row is None:
        return None
    return BrandAuthorisation(
        brand=row["brand"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        groups=codec.decode_as(tuple[str, ...], row["groups"]),
        cap_months_from_production=row["cap_months_from_production"],
        doa_days=row["doa_days"],
        excludes_business_use=bool(row["excludes_business_use"]),
        mode=AuthorisationMode(row["mode"]),
        contract=row["contract"],
    )

"""Devices: known by serial number or IMEI, or made with brand and model added in place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.intake import DeviceData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Brand, Category, Device, DeviceModel
from workstation.rules.validators import compact, name_key, serial_key
from workstation.services import assessment

_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__


def find_or_make(session: Session, actor: Actor, data: DeviceData) -> tuple[dict[str, Any], bool]:
    """The device of an intake as a row with the names of category, brand and model; and whether it was known.

    A device is known by its id, else by serial number or IMEI of the same brand. Facts typed now replace
    the stored ones; facts left empty stay. Raises UserError `category_unknown`, `device_not_found`.
    """
    names = _names(session, data)
    values = {**_values(data), "brand_id": names["brand_id"], "model_id": names["model_id"]}
    known = _known(session, data, values)
    shown = {
        "category_name": names["category_name"],
        "brand_name": names["brand_name"],
        "model_name": names["model_name"],
        "group": names["group"],
        "model_months": names["model_months"],
        "model_life": names["model_life"],
    }
    if known is None:
        row = {
            "id": keys.new_key(),
            "branch_id": actor.branch_id,
            "created_at": clock.now(),
            "version": 1,
            **values,
        }
        session.execute(insert(_devices), row)
        return {**row, **shown}, False
    fresh = {key: value for key, value in values.items() if value is not None and known[key] != value}
    if fresh:
        session.execute(
            update(_devices).where(_devices.c.id == known["id"]).values(version=known["version"] + 1, **fresh)
        )
    return {**known, **fresh, **shown}, True


def _known(session: Session, data: DeviceData, values: dict[str, Any]) -> dict[str, Any] | None:
    if data.id is not None:
        found = session.execute(select(_devices).where(_devices.c.id == data.id)).mappings().one_or_none()
        if found is None:
            raise UserError("device_not_found", "device.serial_number")
        return dict(found)
    tests = [
        _devices.c[name] == values[name] for name in ("serial_key", "imei_key") if values[name] is not None
    ]
    if not tests:
        return None
    query = select(_devices).where(or_(*tests), _devices.c.brand_id == values["brand_id"])
    found = session.execute(query.order_by(_devices.c.id.desc()).limit(1)).mappings().one_or_none()
    return None if found is None else dict(found)


def _names(session: Session, data: DeviceData) -> dict[str, Any]:
    category = (
        session.execute(select(_categories).where(_categories.c.code == data.category))
        .mappings()
        .one_or_none()
    )
    if category is None:
        raise UserError("category_unknown", "device.category", category=data.category)
    brand_id, brand = _brand(session, data.brand)
    model = _model(session, brand_id, data)
    return {
        "category_name": category["name"],
        "group": assessment.group_of(dict(category)),
        "brand_id": brand_id,
        "brand_name": brand,
        "model_id": model["id"] if model else None,
        "model_name": model["name"] if model else None,
        "model_months": model["warranty_months"] if model else None,
        "model_life": model["service_life_years"] if model else None,
    }


def _brand(session: Session, name: str) -> tuple[int, str]:
    key = name_key(name)
    found = session.execute(
        select(_brands.c.id, _brands.c.name).where(_brands.c.name_key == key)
    ).one_or_none()
    if found:
        return found.id, found.name
    row = {"id": keys.new_key(), "name": " ".join(name.split()), "name_key": key, "origin": "own"}
    session.execute(insert(_brands), row)
    return row["id"], row["name"]  # type: ignore[return-value]


def _model(session: Session, brand_id: int, data: DeviceData) -> dict[str, Any] | None:
    name = " ".join((data.model or "").split())
    if not name:
        return None
    key = compact(name)
    query = select(_models).where(
        _models.c.brand_id == brand_id, _models.c.category_code == data.category, _models.c.name_key == key
    )
    found = session.execute(query).mappings().one_or_none()
    if found:
        return dict(found)
    row = {
        "id": keys.new_key(),
        "brand_id": brand_id,
        "category_code": data.category,
        "name": name,
        "name_key": key,
        "warranty_months": None,
        "service_life_years": None,
    }
    session.execute(insert(_models), row)
    return row


def _values(data: DeviceData) -> dict[str, Any]:
    serial = " ".join((data.serial_number or "").split()) or None
    imei = (data.imei or "").strip() or None
    return {
        "category_code": data.category,
        "serial_number": serial,
        "serial_key": serial_key(serial) if serial else None,
        "imei": imei,
        "imei_key": "".join(filter(str.isdigit, imei)) if imei else None,
        "produced_on": data.produced_on,
        "sold_on": data.sold_on,
        "delivered_on": data.delivered_on,
        "seller": data.seller,
        "price_paid_kopecks": data.price_paid,
        "weight_g": data.weight_g,
    }

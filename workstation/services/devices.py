"""Devices: known by serial number or IMEI, or made with brand and model added in place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.intake import DeviceData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Brand, Category, Device, DeviceModel
from workstation.rules.validators import compact, name_key, serial_key
from workstation.services import order_facts

_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

_BY_ID = select(_devices).where(_devices.c.id == bindparam("device"))
_BY_NUMBER = (
    select(_devices)
    .where(
        or_(_devices.c.serial_key == bindparam("serial"), _devices.c.imei_key == bindparam("imei")),
        _devices.c.brand_id == bindparam("brand"),
    )
    .order_by(_devices.c.id.desc())
    .limit(1)
)
_NAMES = (
    select(
        _categories.c.code,
        _categories.c.name.label("category_name"),
        _categories.c.tst_item,
        _categories.c.loaner_required,
        _brands.c.id.label("brand_id"),
        _brands.c.name.label("brand_name"),
        _models.c.id.label("model_id"),
        _models.c.name.label("model_name"),
        _models.c.warranty_months.label("model_months"),
        _models.c.service_life_years.label("model_life"),
    )
    .select_from(_categories)
    .outerjoin(_brands, _brands.c.name_key == bindparam("brand"))
    .outerjoin(
        _models,
        and_(
            _models.c.brand_id == _brands.c.id,
            _models.c.category_code == _categories.c.code,
            _models.c.name_key == bindparam("model"),
        ),
    )
    .where(_categories.c.code == bindparam("category"))
)
"""Category, brand and model of a device in one statement; what is not known yet comes as NULL."""


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
        "terms": order_facts.read_terms(session, names["brand_id"]),
    }
    if known is None:
        row = {
            "id": keys.new_key(),
            "branch_id": actor.branch_id,
            "created_at": clock.now(),
            "version": 1,
            **values,
        }
        rows.add(session, _devices, row)
        return {**row, **shown}, False
    fresh = {key: value for key, value in values.items() if value is not None and known[key] != value}
    if fresh:
        session.execute(
            update(_devices).where(_devices.c.id == known["id"]).values(version=known["version"] + 1, **fresh)
        )
    return {**known, **fresh, **shown}, True


def _known(session: Session, data: DeviceData, values: dict[str, Any]) -> dict[str, Any] | None:
    connection = session.info["connection"]
    if data.id is not None:
        found = connection.execute(_BY_ID, {"device": data.id}).mappings().one_or_none()
        if found is None:
            raise UserError("device_not_found", "device.serial_number")
        return dict(found)
    if values["serial_key"] is None and values["imei_key"] is None:
        return None
    wanted = {"serial": values["serial_key"], "imei": values["imei_key"], "brand": values["brand_id"]}
    found = connection.execute(_BY_NUMBER, wanted).mappings().first()
    return None if found is None else dict(found)


def _names(session: Session, data: DeviceData) -> dict[str, Any]:
    model = " ".join((data.model or "").split())
    wanted = {"category": data.category, "brand": name_key(data.brand), "model": compact(model)}
    found = rows.run(session, _NAMES, **wanted)
    if not found:
        raise UserError("category_unknown", "device.category", category=data.category)
    names = dict(zip(_NAMES.selected_columns.keys(), found[0], strict=True))
    if names["brand_id"] is None:
        names.update(_add_brand(session, data.brand))
    if names["model_id"] is None and wanted["model"]:
        names.update(_add_model(session, names["brand_id"], data.category, model))
    return {**names, "group": order_facts.group_of(names)}


def _add_brand(session: Session, name: str) -> dict[str, Any]:
    row = {"id": keys.new_key(), "name": " ".join(name.split()), "name_key": name_key(name), "origin": "own"}
    rows.add(session, _brands, row)
    return {"brand_id": row["id"], "brand_name": row["name"]}


def _add_model(session: Session, brand_id: int, category: str, name: str) -> dict[str, Any]:
    row = {
        "id": keys.new_key(),
        "brand_id": brand_id,
        "category_code": category,
        "name": name,
        "name_key": compact(name),
        "warranty_months": None,
        "service_life_years": None,
    }
    rows.add(session, _models, row)
    return {"model_id": row["id"], "model_name": name}


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

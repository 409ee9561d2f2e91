"""Devices on the read side: what is known of a serial number or an IMEI."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workstation.documents.intake import DeviceData
from workstation.documents.orders import DeviceMatch
from workstation.models import Brand, Category, Device, DeviceModel
from workstation.queries.orders import past_orders
from workstation.rules.validators import serial_key
from workstation.statuses import CLOSED

_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__

SHORTEST_SERIAL = 4


def find_devices(session: Session, number: str, limit: int = 5) -> list[DeviceMatch]:
    """Known devices of exactly this serial number or IMEI, newest first; spelling and look-alikes aside."""
    key = serial_key(number)
    if len(key) < SHORTEST_SERIAL:
        return []
    query = (
        select(
            _devices,
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _categories.c.name.label("category"),
        )
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .where(or_(_devices.c.serial_key == key, _devices.c.imei_key == key))
        .order_by(_devices.c.id.desc())
        .limit(limit)
    )
    return [_match(session, row) for row in session.execute(query).mappings().all()]


def _match(session: Session, row: Any) -> DeviceMatch:
    last = tuple(order for _owner, order in past_orders(session, device_id=row["id"]))
    return DeviceMatch(
        id=row["id"],
        data=DeviceData(
            category=row["category_code"],
            brand=row["brand"],
            model=row["model"],
            id=row["id"],
            serial_number=row["serial_number"],
            imei=row["imei"],
            produced_on=row["produced_on"],
            sold_on=row["sold_on"],
            delivered_on=row["delivered_on"],
            seller=row["seller"],
            price_paid=row["price_paid_kopecks"],
            weight_g=row["weight_g"],
        ),
        category_name=row["category"],
        last_orders=last,
        open_order=next((order.number for order in last if order.status not in CLOSED), None),
    )

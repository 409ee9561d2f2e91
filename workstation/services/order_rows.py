"""Rows of an order, its device and its customer as papers are built of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workstation.documents.places import PlaceKind
from workstation.models import Attachment, Brand, Category, Customer, Device, DeviceModel, Place, WorkOrder
from workstation.services import builders, order_values

_orders = WorkOrder.__table__
_attachments = Attachment.__table__
_places = Place.__table__


def act_line(session: Session, order_id: int) -> builders.ActLine:
    """The rows an act's line is built of, read back from the base."""
    cell = and_(_places.c.id == _orders.c.place_id, _places.c.kind == PlaceKind.SHELF.value)
    query = select(_orders, _places.c.name.label("place")).outerjoin(_places, cell)
    order = dict(session.execute(query.where(_orders.c.id == order_id)).mappings().one())
    order.update(order_values.iris_texts(session, order["condition_code"], order["symptom_code"]))
    device = device_row(session, order["device_id"])
    photos = session.execute(select(_attachments.c.id).where(_attachments.c.order_id == order_id)).all()
    return order, device, len(photos)


def device_row(session: Session, device_id: int) -> dict[str, Any]:
    """A device with the names of its category, brand and model."""
    device, brand, model, category = (
        Device.__table__,
        Brand.__table__,
        DeviceModel.__table__,
        Category.__table__,
    )
    query = (
        select(
            device,
            brand.c.name.label("brand_name"),
            model.c.name.label("model_name"),
            category.c.name.label("category_name"),
        )
        .join(brand, brand.c.id == device.c.brand_id)
        .join(category, category.c.code == device.c.category_code)
        .outerjoin(model, model.c.id == device.c.model_id)
        .where(device.c.id == device_id)
    )
    return dict(session.execute(query).mappings().one())


def customer_row(session: Session, customer_id: int) -> dict[str, Any]:
    """A customer's row."""
    customer = Customer.__table__
    return dict(session.execute(select(customer).where(customer.c.id == customer_id)).mappings().one())

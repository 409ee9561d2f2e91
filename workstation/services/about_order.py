"""What verbs around an order ask of it: its row locked, its parties, and who stands for the program."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.codec import decode_as
from workstation.documents.orders import AgreedTerms
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Brand, Category, Customer, Device, DeviceModel, User, WorkOrder
from workstation.rules.approvals import AskedOrder
from workstation.rules.intake import is_consumer_warranty
from workstation.services.moving import enter
from workstation.statuses import CustomerKind, RequestKind, Role, Use

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_users = User.__table__


def locked(session: Session, order_id: int, *, is_open: bool = True) -> dict[str, Any]:
    """The row of an order with `customer_kind`, `customer` and `device` in words, locked till the commit.

    Raises UserError `order_not_found`, `order_closed` (for verbs of open orders).
    """
    query = (
        select(
            _orders,
            _customers.c.kind.label("customer_kind"),
            _customers.c.name.label("customer"),
            _categories.c.name.label("category"),
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
        )
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .where(_orders.c.id == order_id)
        .with_for_update(of=_orders)
    )
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("order_not_found", None, number=order_id)
    if is_open and found["closed_at"] is not None:
        raise UserError("order_closed", None, number=found["number"])
    row = dict(found)
    row["device"] = " ".join(part for part in (row["category"], row["brand"], row["model"]) if part)
    return row


def entered(
    session: Session, actor: Actor, order_id: int, verb: str, version: int | None = None
) -> dict[str, Any]:
    """The row of `locked` for a verb that its rule allows now; raises as `moving.enter`."""
    enter(session, actor, order_id, verb, version)
    return locked(session, order_id, is_open=False)


def asked_order(order: dict[str, Any]) -> AskedOrder:
    """What of a locked order decides about a question to its customer."""
    estimate = decode_as(AgreedTerms, order["terms"]).estimate
    kind = RequestKind(order["kind"])
    return AskedOrder(
        is_consumer_warranty(CustomerKind(order["customer_kind"]), Use(order["use"]), kind),
        order["demanded_on"],
        order["agreed_until"],
        estimate.amount if estimate else None,
    )


def person_of(session: Session, actor: Actor, login: str | None, field: str = "person") -> int:
    """The id of a working person by the login, of the actor where none is named.

    For the program itself a manager answers. Raises UserError `user_not_found`.
    """
    if login is not None:
        query = select(_users.c.id).where(_users.c.login == login.strip(), _users.c.is_active)
        found = session.execute(query).scalar()
        if found is None:
            raise UserError("user_not_found", field)
        return int(found)
    return actor.user_id or manager_of(session)


def manager_of(session: Session) -> int:
    """The first working manager, else the first administrator: who answers where nobody is named."""
    roles = [Role.MANAGER.value, Role.ADMINISTRATOR.value]
    query = select(_users.c.id, _users.c.role).where(_users.c.is_active, _users.c.role.in_(roles))
    found = session.execute(query.order_by(_users.c.id)).all()
    return int(min(found, key=lambda row: (roles.index(row.role), row.id)).id)


def words(text: str | None) -> str | None:
    """A text without blanks around it; None where nothing is said."""
    return (text or "").strip() or None

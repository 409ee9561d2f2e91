"""What a row of the catalogue is for, by the names people use: brand, group, model. Part of verbs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.errors import UserError
from workstation.models import Category, DeviceModel, User
from workstation.rules.validators import compact
from workstation.services import catalogues

_categories = Category.__table__
_models = DeviceModel.__table__
_users = User.__table__


def place_of(
    session: Session, brand: str | None, category: str | None, model: str | None
) -> tuple[int | None, int | None]:
    """Ids of the brand and the model; None where any is meant.

    Raises UserError `category_unknown`, `field_required` (a model needs its brand and group),
    `model_unknown`.
    """
    if category is not None:
        known = select(_categories.c.code).where(_categories.c.code == category)
        if session.execute(known).first() is None:
            raise UserError("category_unknown", "category", category=category)
    brand_id = catalogues.brand_of(session, " ".join(brand.split()))[0] if brand else None
    if not model:
        return brand_id, None
    if brand_id is None or category is None:
        raise UserError("field_required", "category" if brand_id else "brand")
    found = session.execute(
        select(_models.c.id).where(
            _models.c.brand_id == brand_id,
            _models.c.category_code == category,
            _models.c.name_key == compact(model),
        )
    ).scalar()
    if found is None:
        raise UserError("model_unknown", "model", model=model)
    return brand_id, int(found)


def person_of(session: Session, login: str, field: str) -> tuple[int, str, str]:
    """Id, short name and role of a working person; raises UserError `person_unknown`."""
    query = select(_users.c.id, _users.c.short_name, _users.c.role).where(
        _users.c.login == login.strip(), _users.c.is_active
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise UserError("person_unknown", field, login=login)
    return found.id, found.short_name, found.role

"""Who sells parts to the centre."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import keys
from workstation.documents.people import Actor
from workstation.documents.purchasing import SupplierData
from workstation.errors import ConflictError, UserError
from workstation.models import Supplier
from workstation.rules import validators
from workstation.rules.validators import name_key
from workstation.services import journal
from workstation.services.rights import require

_suppliers = Supplier.__table__


def add_supplier(session: Session, actor: Actor, data: SupplierData) -> int:
    """Add a supplier; gives its id. Raises UserError `field_required`, `supplier_exists` and of the ИНН."""
    require(actor, "purchasing.change")
    values = _values(session, data, None)
    row = {**values, "id": keys.new_key(), "is_active": True, "version": 1}
    session.execute(insert(_suppliers), row)
    journal.record(session, actor, "purchasing.add_supplier", "supplier", row["id"], body=_told(values))
    return int(row["id"])


def change_supplier(
    session: Session, actor: Actor, supplier_id: int, data: SupplierData, version: int
) -> None:
    """Change a supplier.

    Raises UserError `supplier_unknown`, `field_required`, `supplier_exists` and of the ИНН, ConflictError.
    """
    require(actor, "purchasing.change")
    query = select(_suppliers).where(_suppliers.c.id == supplier_id).with_for_update()
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("supplier_unknown", "supplier")
    if row["version"] != version:
        raise ConflictError("conflict_changed", None, subject=row["name"])
    values = _values(session, data, supplier_id)
    changes = {name: [row[name], value] for name, value in values.items() if row[name] != value}
    session.execute(
        update(_suppliers).where(_suppliers.c.id == supplier_id).values(version=version + 1, **values)
    )
    journal.record(session, actor, "purchasing.change_supplier", "supplier", supplier_id, body=_told(changes))


def _values(session: Session, data: SupplierData, supplier_id: int | None) -> dict[str, Any]:
    name = " ".join(data.name.split())
    if not name_key(name):
        raise UserError("field_required", "name")
    same = select(_suppliers.c.id).where(
        _suppliers.c.name_key == name_key(name), _suppliers.c.id != (supplier_id or 0)
    )
    if session.execute(same).first() is not None:
        raise UserError("supplier_exists", "name", name=name)
    return {
        "name": name,
        "name_key": name_key(name),
        "inn": validators.inn(data.inn, "inn") if data.inn else None,
        "phone": validators.parse_phone(data.phone, "phone").e164 if data.phone else None,
        "email": validators.email(data.email, "email") if data.email else None,
        "note": (data.note or "").strip() or None,
    }


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "name_key"}

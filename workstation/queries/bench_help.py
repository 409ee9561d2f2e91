"""What helps at the bench: who can be given an order, operations, documents of a model, codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.bench import CodeRow, ModelDocumentRow, OperationRow, TechnicianRow
from workstation.documents.catalogues import DictionaryKind
from workstation.models import (
    Brand,
    Device,
    DeviceModel,
    IrisCode,
    LabourLine,
    LabourNorm,
    LabourOperation,
    ModelDocument,
    TechnicianSkill,
    User,
    WorkOrder,
)
from workstation.rules.validators import name_key
from workstation.statuses import Role

_orders = WorkOrder.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_users = User.__table__
_lines = LabourLine.__table__
_skills = TechnicianSkill.__table__
_operations = LabourOperation.__table__
_norms = LabourNorm.__table__
_documents = ModelDocument.__table__
_codes = IrisCode.__table__

MOST_ERRORS = 10_000


def list_technicians(session: Session, order_id: int, today: date) -> tuple[TechnicianRow, ...]:
    """Who can be given an order: certificate of the brand first, then skill, then the least load."""
    device = session.execute(
        select(_devices.c.brand_id, _devices.c.category_code)
        .join(_orders, _orders.c.device_id == _devices.c.id)
        .where(_orders.c.id == order_id)
    ).one()
    skills = defaultdict(list)
    for row in session.execute(select(_skills)):
        if (row.valid_from or today) <= today <= (row.valid_to or today):
            skills[row.user_id].append(row)
    load = _load(session)
    people = select(_users).where(_users.c.is_active, _users.c.role == Role.TECHNICIAN.value)
    found = []
    for person in session.execute(people):
        fits = [
            one
            for one in skills[person.id]
            if one.brand_id in (None, device.brand_id) and one.category_code in (None, device.category_code)
        ]
        count, minutes = load.get(person.id, (0, 0))
        certified = any(one.certificate and one.brand_id == device.brand_id for one in fits)
        found.append(
            TechnicianRow(person.id, person.login, person.short_name, count, minutes, certified, bool(fits))
        )
    found.sort(key=lambda row: (not row.has_certificate, not row.has_skill, row.open_count, row.name))
    return tuple(found)


def list_operations(
    session: Session, category: str | None = None, level: int | None = None, text: str = ""
) -> tuple[OperationRow, ...]:
    """Operations whose code or name holds the text, with the norm nearest to the group and level."""
    norms: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(select(_norms)):
        norms[row.operation_id].append(row)
    query = select(_operations).where(_operations.c.is_active).order_by(_operations.c.code)
    wanted = name_key(text)
    return tuple(
        _operation(row, norms[row.id], category, level)
        for row in session.execute(query)
        if not wanted or wanted in name_key(f"{row.code} {row.name}")
    )


def find_operation(
    session: Session, code: str, category: str | None, level: int | None
) -> OperationRow | None:
    """An operation by its code, with the norm nearest to the group and level; None where there is none."""
    query = select(_operations).where(_operations.c.code == code.strip(), _operations.c.is_active)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    norms = session.execute(select(_norms).where(_norms.c.operation_id == row.id)).all()
    return _operation(row, norms, category, level)


def _operation(row: Any, norms: Sequence[Any], category: str | None, level: int | None) -> OperationRow:
    fitting = [
        norm
        for norm in norms
        if norm.category_code in (None, category) and (level is None or norm.level in (None, level))
    ]
    nearest = max(
        fitting,
        key=lambda norm: (norm.category_code is not None, norm.level is not None, -(norm.level or 0)),
        default=None,
    )
    return OperationRow(row.id, row.code, row.name, nearest.minutes if nearest else None, row.warranty_months)


def list_model_documents(session: Session, device_id: int) -> tuple[ModelDocumentRow, ...]:
    """Documents and links for a device: of its model, its group, its brand; the nearest first."""
    device = session.execute(
        select(_devices.c.brand_id, _devices.c.category_code, _devices.c.model_id).where(
            _devices.c.id == device_id
        )
    ).one()
    query = _asked_documents().where(
        or_(_documents.c.brand_id.is_(None), _documents.c.brand_id == device.brand_id),
        or_(_documents.c.category_code.is_(None), _documents.c.category_code == device.category_code),
        or_(_documents.c.model_id.is_(None), _documents.c.model_id == device.model_id),
    )
    found = sorted(
        session.execute(query),
        key=lambda row: (row.model_id is None, row.category_code is None, row.brand_id is None, row.title),
    )
    return tuple(map(_document, found))


def list_all_documents(session: Session) -> tuple[ModelDocumentRow, ...]:
    """Every document and link, by title."""
    query = _asked_documents().order_by(_documents.c.title, _documents.c.id)
    return tuple(map(_document, session.execute(query)))


def _asked_documents() -> Select[Any]:
    return (
        select(_documents, _brands.c.name.label("brand"), _models.c.name.label("model"))
        .outerjoin(_brands, _brands.c.id == _documents.c.brand_id)
        .outerjoin(_models, _models.c.id == _documents.c.model_id)
    )


def _document(row: Any) -> ModelDocumentRow:
    return ModelDocumentRow(
        row.id,
        row.title,
        row.place,
        row.link,
        row.sha256,
        row.media_type,
        row.brand,
        row.category_code,
        row.model,
    )


def find_codes(
    session: Session,
    text: str = "",
    *,
    kinds: Sequence[str] = (),
    brand: str | None = None,
    on: date | None = None,
    limit: int = 100,
) -> tuple[CodeRow, ...]:
    """Lines of the dictionaries that hold every word of the text; those of the brand before the common ones.

    `on` leaves out lines that are not valid that day.
    """
    query = select(_codes).order_by(_codes.c.kind, _codes.c.code)
    if kinds:
        query = query.where(_codes.c.kind.in_(list(kinds)))
    words = name_key(text).split()
    wanted = name_key(brand) if brand else None
    found = []
    for row in session.execute(query):
        if row.brand and wanted is not None and name_key(row.brand) != wanted:
            continue
        if on and not (row.valid_from or on) <= on <= (row.valid_to or on):
            continue
        content = name_key(f"{row.code} {row.text}")
        if all(word in content for word in words):
            found.append(CodeRow(row.kind, row.code, row.text, row.brand))
    exact = name_key(text)
    found.sort(key=lambda one: (name_key(one.code) != exact, not one.brand))
    return tuple(found[:limit])


def list_error_codes(session: Session, fault: str, brand: str, on: date) -> tuple[CodeRow, ...]:
    """Lines of the brand's dictionary of error codes that a reported fault names, as it names them."""
    told = {word for word in re.split(r"[^\w]+", name_key(fault)) if any(map(str.isdigit, word))}
    known = find_codes(session, kinds=(DictionaryKind.ERROR.value,), brand=brand, on=on, limit=MOST_ERRORS)
    return tuple(code for code in known if name_key(code.code) in told)


def _load(session: Session) -> dict[int, tuple[int, int]]:
    """Open orders of each technician, and the minutes by norm of what is not yet done on them."""
    still = and_(_lines.c.order_id == _orders.c.id, _lines.c.removed_at.is_(None))
    minutes = func.coalesce(func.sum(_lines.c.norm_minutes), 0)
    query = (
        select(_orders.c.technician_id, func.count(_orders.c.id.distinct()), minutes)
        .outerjoin(_lines, and_(still, _lines.c.actual_minutes.is_(None)))
        .where(_orders.c.closed_at.is_(None), _orders.c.technician_id.is_not(None))
        .group_by(_orders.c.technician_id)
    )
    return {person: (count, int(total)) for person, count, total in session.execute(query)}

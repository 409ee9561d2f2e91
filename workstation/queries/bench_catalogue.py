"""What a manager sets for the bench: checklists with their items, operations with norms, people's skills."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.documents.checklists import (
    ChecklistData,
    ChecklistKept,
    ItemData,
    NormData,
    OperationData,
    SkillData,
)
from workstation.documents.codec import decode_as
from workstation.models import (
    Brand,
    Checklist,
    ChecklistItem,
    ChecklistVersion,
    DeviceModel,
    LabourNorm,
    LabourOperation,
    TechnicianSkill,
    User,
)
from workstation.statuses import ItemKind, RequestKind

_lists = Checklist.__table__
_versions = ChecklistVersion.__table__
_items = ChecklistItem.__table__
_operations = LabourOperation.__table__
_norms = LabourNorm.__table__
_skills = TechnicianSkill.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_users = User.__table__


def list_checklists(session: Session) -> tuple[ChecklistKept, ...]:
    """Every checklist in its newest version, by name."""
    newest = (
        select(_versions.c.checklist_id, func.max(_versions.c.number).label("number"))
        .group_by(_versions.c.checklist_id)
        .subquery()
    )
    query = (
        select(_lists, _versions.c.id.label("version_id"), _versions.c.number, _brands.c.name.label("brand"))
        .add_columns(_models.c.name.label("model"))
        .join(newest, newest.c.checklist_id == _lists.c.id)
        .join(
            _versions,
            (_versions.c.checklist_id == _lists.c.id) & (_versions.c.number == newest.c.number),
        )
        .outerjoin(_brands, _brands.c.id == _lists.c.brand_id)
        .outerjoin(_models, _models.c.id == _lists.c.model_id)
        .order_by(_lists.c.name, _lists.c.id)
    )
    found = session.execute(query).mappings().all()
    items: dict[int, list[ItemData]] = defaultdict(list)
    versions = [row["version_id"] for row in found]
    asked = select(_items).where(_items.c.version_id.in_(versions)).order_by(_items.c.position)
    for row in session.execute(asked).mappings():
        items[row["version_id"]].append(_item(row))
    return tuple(_checklist(row, tuple(items[row["version_id"]])) for row in found)


def list_all_operations(session: Session) -> tuple[OperationData, ...]:
    """Every operation in use with its norms, by code."""
    norms: dict[int, list[NormData]] = defaultdict(list)
    for row in session.execute(select(_norms).order_by(_norms.c.id)).mappings():
        norms[row["operation_id"]].append(NormData(row["minutes"], row["category_code"], row["level"]))
    query = select(_operations).where(_operations.c.is_active).order_by(_operations.c.code)
    return tuple(
        OperationData(
            row["code"], row["name"], tuple(norms[row["id"]]), row["warranty_months"], row["id"],
            row["shipped_key"],
        )
        for row in session.execute(query).mappings()
    )  # fmt: skip


def list_skills(session: Session) -> tuple[tuple[str, SkillData], ...]:
    """(short name, skill) of every technician, by name."""
    query = (
        select(_skills, _users.c.login, _users.c.short_name, _brands.c.name.label("brand"))
        .join(_users, _users.c.id == _skills.c.user_id)
        .outerjoin(_brands, _brands.c.id == _skills.c.brand_id)
        .order_by(_users.c.short_name, _skills.c.id)
    )
    return tuple(
        (
            row["short_name"],
            SkillData(
                row["login"], row["brand"], row["category_code"], row["level"], row["certificate"],
                row["valid_from"], row["valid_to"], row["id"],
            ),
        )
        for row in session.execute(query).mappings()
    )  # fmt: skip


def _checklist(row: Any, items: tuple[ItemData, ...]) -> ChecklistKept:
    data = ChecklistData(
        name=row["name"],
        items=items,
        work_kind=RequestKind(row["work_kind"]) if row["work_kind"] else None,
        category=row["category_code"],
        brand=row["brand"],
        model=row["model"],
        id=row["id"],
        key=row["shipped_key"],
    )
    return ChecklistKept(data, row["number"], bool(row["is_active"]))


def _item(row: Any) -> ItemData:
    return ItemData(
        ItemKind(row["kind"]),
        row["text"],
        bool(row["required"]),
        row["unit"],
        row["least"],
        row["most"],
        decode_as(tuple[str, ...], row["choices"]),
        decode_as(tuple[str, ...], row["good"]),
    )

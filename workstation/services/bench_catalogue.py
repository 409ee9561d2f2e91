"""What the bench works by, as a manager keeps it: states, operations, skills, documents of models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, paths
from workstation.documents import codec
from workstation.documents.checklists import (
    ChecklistFile,
    DocumentData,
    NormData,
    OperationData,
    OperationFile,
    SkillData,
    StateData,
)
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import (
    LabourNorm,
    LabourOperation,
    ModelDocument,
    OrderState,
    TechnicianSkill,
    WorkOrder,
)
from workstation.services import checklists, journal, reference, scopes
from workstation.services.rights import require
from workstation.statuses import WAITING, OrderStatus

_states = OrderState.__table__
_orders = WorkOrder.__table__
_operations = LabourOperation.__table__
_norms = LabourNorm.__table__
_skills = TechnicianSkill.__table__
_documents = ModelDocument.__table__

TOKENS = ("grey", "accent", "green", "amber", "red", "violet")
MOST_MINUTES = 60_000


def load_shipped(session: Session, folder: Path | None = None) -> int:
    """Bring shipped checklists and operations up to date; gives how many changed. Part of a verb."""
    place = folder or paths.resources_dir() / "catalogues"
    lists = codec.decode_as(ChecklistFile, (place / "checklists.json").read_bytes())
    works = codec.decode_as(OperationFile, (place / "operations.json").read_bytes())
    changed = checklists.load_shipped(session, lists.rows) + _load_operations(session, works.rows)
    reference.note_version(session, "checklists", lists.version)
    reference.note_version(session, "operations", works.version)
    return changed


def save_state(session: Session, actor: Actor, data: StateData) -> str:
    """Rename or colour a state, say who may move into it, or add a waiting state; gives its code.

    A law-bearing state keeps its meaning whatever it is called; only a waiting state can have others hang on
    it. Raises UserError `field_required`, `color_unknown`, `state_not_waiting`, `state_unknown`,
    `state_wrong`, `state_in_use`.
    """
    require(actor, "catalogue.bench")
    name = " ".join(data.name.split())
    if not name:
        raise UserError("field_required", "name")
    if data.token is not None and data.token not in TOKENS:
        raise UserError("color_unknown", "token", token=data.token, tokens=", ".join(TOKENS))
    code = data.code or f"{data.status.value[:8]}-{keys.new_key():x}"
    known = session.execute(select(_states).where(_states.c.code == code)).mappings().one_or_none()
    _check_state(session, data, code, known)
    values = {
        "name": name,
        "token": data.token,
        "roles": codec.encode(tuple(role.value for role in data.roles)).decode(),
        "is_active": data.is_active or code == data.status.value,
    }
    moment = {"changed_at": clock.now()}
    if known is None:
        last = session.execute(select(func.max(_states.c.position))).scalar() or 0
        head = {"code": code, "status": data.status.value, "position": last + 1}
        session.execute(insert(_states), {**head, **values, **moment})
    else:
        session.execute(update(_states).where(_states.c.code == code).values(**values, **moment))
    body = {"code": code, "changes": reference.differences(known or {}, values)}
    journal.record(session, actor, "catalogue.state", "order_state", 0, body=body)
    return code


def save_operation(session: Session, actor: Actor, data: OperationData) -> int:
    """Add an operation with its norms, or change a stored one; gives its id.

    Raises UserError `field_required`, `operation_exists`, `number_range`, `category_unknown`,
    `row_not_found`.
    """
    require(actor, "catalogue.bench")
    code, name = data.code.strip(), " ".join(data.name.split())
    if not code or not name:
        raise UserError("field_required", "name" if code else "code")
    same = select(_operations.c.id).where(_operations.c.code == code)
    known = session.execute(same).scalar()
    if known is not None and known != data.id:
        raise UserError("operation_exists", "code", operation=code)
    for place, norm in enumerate(data.norms):
        if not 0 < norm.minutes <= MOST_MINUTES:
            raise UserError("number_range", f"norms.{place}.minutes", least=1, most=MOST_MINUTES)
        scopes.place_of(session, None, norm.category, None)
    saved = reference.save(session, _operations, data.id, _operation_values(data))
    if saved is None:
        raise UserError("row_not_found", None)
    operation_id, changes = saved
    _store_norms(session, operation_id, data.norms)
    body = {"code": code, "name": name, "changes": changes, "norms": [norm.minutes for norm in data.norms]}
    journal.record(session, actor, "catalogue.operation", "labour_operation", operation_id, body=body)
    return operation_id


def save_skill(session: Session, actor: Actor, data: SkillData) -> int:
    """Say what a technician may and can do, or change it; gives the row's id.

    Raises UserError `person_unknown`, `category_unknown`, `period_reversed`, `row_not_found`.
    """
    require(actor, "catalogue.bench")
    user_id, name, _role = scopes.person_of(session, data.login, "login")
    if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
        raise UserError("period_reversed", "valid_to")
    brand_id, _model = scopes.place_of(session, data.brand, data.category, None)
    values = {
        "user_id": user_id,
        "brand_id": brand_id,
        "category_code": data.category,
        "level": data.level,
        "certificate": (data.certificate or "").strip() or None,
        "valid_from": data.valid_from,
        "valid_to": data.valid_to,
    }
    row_id = data.id or keys.new_key()
    known = session.execute(select(_skills).where(_skills.c.id == row_id)).mappings().one_or_none()
    if data.id is not None and known is None:
        raise UserError("row_not_found", None)
    if known is None:
        session.execute(insert(_skills), {"id": row_id, **values})
    else:
        session.execute(update(_skills).where(_skills.c.id == row_id).values(**values))
    body = {"person": name, "brand": data.brand, "changes": reference.differences(known or {}, values)}
    journal.record(session, actor, "catalogue.skill", "user", user_id, body=body)
    return row_id


def drop_skill(session: Session, actor: Actor, row_id: int) -> None:
    """Take a technician's skill back; raises UserError `row_not_found`."""
    require(actor, "catalogue.bench")
    person = session.execute(select(_skills.c.user_id).where(_skills.c.id == row_id)).scalar()
    if person is None:
        raise UserError("row_not_found", None)
    session.execute(delete(_skills).where(_skills.c.id == row_id))
    journal.record(session, actor, "catalogue.skill", "user", person, body={"dropped": row_id})


def add_document(session: Session, actor: Actor, data: DocumentData) -> int:
    """Put a document or a link by a model, a group or a brand; gives its id.

    Raises UserError `field_required`, `document_or_link`, `link_bad`, `category_unknown`, `model_unknown`.
    """
    require(actor, "catalogue.document")
    title = " ".join(data.title.split())
    if not title:
        raise UserError("field_required", "title")
    link = (data.link or "").strip() or None
    if (link is None) == (data.file is None):
        raise UserError("document_or_link", "link")
    if link is not None and (urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).netloc):
        raise UserError("link_bad", "link")
    brand_id, model_id = scopes.place_of(session, data.brand, data.category, data.model)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "brand_id": brand_id,
        "category_code": data.category,
        "model_id": model_id,
        "title": title,
        "place": (data.place or "").strip() or None,
        "link": link,
        "sha256": data.file.sha256 if data.file else None,
        "media_type": data.file.media_type if data.file else None,
        "added_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_documents), row)
    body = {"title": title, "brand": data.brand, "category": data.category, "model": data.model}
    journal.record(session, actor, "catalogue.document", "model_document", row["id"], body=body)
    return int(row["id"])


def drop_document(session: Session, actor: Actor, row_id: int) -> None:
    """Take a document or a link away; raises UserError `row_not_found`."""
    require(actor, "catalogue.document")
    title = session.execute(select(_documents.c.title).where(_documents.c.id == row_id)).scalar()
    if title is None:
        raise UserError("row_not_found", None)
    session.execute(delete(_documents).where(_documents.c.id == row_id))
    body = {"dropped": title}
    journal.record(session, actor, "catalogue.document", "model_document", row_id, body=body)


def _check_state(session: Session, data: StateData, code: str, known: Any) -> None:
    if known is not None and known["status"] != data.status.value:
        raise UserError("state_wrong", "status", state=code, status=data.status.label)
    if code == data.status.value:
        return
    if data.status not in WAITING:
        raise UserError("state_not_waiting", "status")
    if data.code is not None and (known is None or code in set(OrderStatus)):
        raise UserError("state_unknown", "code", state=code)
    stands = select(_orders.c.id).where(_orders.c.state_code == code, _orders.c.closed_at.is_(None)).limit(1)
    if not data.is_active and session.execute(stands).first() is not None:
        raise UserError("state_in_use", "is_active", state=data.name)


def _operation_values(data: OperationData) -> dict[str, Any]:
    return {
        "code": data.code.strip(),
        "name": " ".join(data.name.split()),
        "warranty_months": data.warranty_months,
        "is_active": True,
    }


def _load_operations(session: Session, wanted: Sequence[OperationData]) -> int:
    values = {one.key or one.code: _operation_values(one) for one in wanted}
    changed = set(reference.sync(session, _operations, values))
    for data in wanted:
        key = data.key or data.code
        row = session.execute(
            select(_operations.c.id, _operations.c.origin).where(_operations.c.shipped_key == key)
        ).one()
        if row.origin == reference.SHIPPED and _stored_norms(session, row.id) != data.norms:
            _store_norms(session, row.id, data.norms)
            changed.add(key)
    return len(changed)


def _stored_norms(session: Session, operation_id: int) -> tuple[NormData, ...]:
    query = select(_norms).where(_norms.c.operation_id == operation_id).order_by(_norms.c.id)
    return tuple(NormData(row.minutes, row.category_code, row.level) for row in session.execute(query))


def _store_norms(session: Session, operation_id: int, norms: Sequence[NormData]) -> None:
    session.execute(delete(_norms).where(_norms.c.operation_id == operation_id))
    made = [
        {
            "id": keys.new_key(),
            "operation_id": operation_id,
            "category_code": norm.category,
            "level": norm.level,
            "minutes": norm.minutes,
        }
        for norm in norms
    ]
    if made:
        session.execute(insert(_norms), made)

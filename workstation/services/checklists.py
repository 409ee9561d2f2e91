"""Checklists: the lists of the centre with their versions, the list of an order, the answers on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents import codec
from workstation.documents.bench import MoveFacts
from workstation.documents.checklists import ChecklistData, ItemData
from workstation.documents.deeds import TickData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import (
    Attachment,
    Checklist,
    ChecklistAnswer,
    ChecklistItem,
    ChecklistVersion,
    OrderChecklist,
)
from workstation.rules import checklists as rules
from workstation.services import journal, order_values, reference, scopes
from workstation.services.moving import enter, tell, touch
from workstation.services.rights import require
from workstation.statuses import ItemKind

_lists = Checklist.__table__
_versions = ChecklistVersion.__table__
_items = ChecklistItem.__table__
_chosen = OrderChecklist.__table__
_answers = ChecklistAnswer.__table__
_attachments = Attachment.__table__

SCOPES = text(
    "SELECT v.id, c.work_kind, c.category_code, c.brand_id, c.model_id FROM checklist c "
    "JOIN checklist_version v ON v.checklist_id = c.id WHERE c.is_active AND v.number = "
    "(SELECT max(n.number) FROM checklist_version n WHERE n.checklist_id = c.id)"
)
_DEVICE = text("SELECT category_code, brand_id, model_id FROM device WHERE id = :device")


def choose(session: Session, facts: MoveFacts) -> None:
    """Give an order the newest version of the list that fits it, once. Part of a verb."""
    if facts.checklist_version is not None:
        return
    scopes = [rules.Scope(*row) for row in rows.run(session, SCOPES)]
    if not scopes:
        return
    category, brand_id, model_id = rows.run(session, _DEVICE, device=facts.device_id)[0]
    version_id = rules.choose(scopes, facts.kind.value, category, brand_id, model_id)
    if version_id is not None:
        row = {"order_id": facts.order_id, "version_id": version_id, "chosen_at": clock.now()}
        rows.add(session, _chosen, row)


def tick(session: Session, actor: Actor, order_id: int, data: TickData, version: int | None = None) -> None:
    """Answer an item of the order's list, or answer it anew; a photo becomes a file of the order.

    Raises as `moving.enter`; UserError `checklist_item_unknown` and those of `rules.checklists.judge`.
    """
    require(actor, "bench.tick")
    facts = enter(session, actor, order_id, "tick", version)
    item = _item(session, facts, data.item)
    attachment_id = _keep_photo(session, actor, facts, data)
    known = _answer(session, order_id, item["id"])
    kept = attachment_id or (known["attachment_id"] if known else None)
    value, is_good = rules.judge(_data(item), data.value, has_photo=kept is not None)
    values = {
        "value": value,
        "attachment_id": kept,
        "is_good": is_good,
        "note": (data.note or "").strip() or None,
        "answered_at": clock.now(),
        "user_id": actor.user_id,
    }
    here = (_answers.c.order_id == order_id) & (_answers.c.item_id == item["id"])
    if known is None:
        session.execute(insert(_answers), {"order_id": order_id, "item_id": item["id"], **values})
    else:
        session.execute(update(_answers).where(here).values(**values))
    touch(session, facts)
    body = {"item": item["text"], "value": [known["value"] if known else None, value], "good": is_good}
    tell(session, actor, facts, "bench.tick", body=body)


def save_checklist(session: Session, actor: Actor, data: ChecklistData) -> int:
    """Add a list, or make a new version of a stored one; gives the list's id. Orders keep their versions.

    Raises UserError `field_required`, `category_unknown`, `model_unknown`, `checklist_not_found` and those
    of `rules.checklists.check_items`.
    """
    require(actor, "catalogue.bench")
    if not data.name.strip():
        raise UserError("field_required", "name")
    rules.check_items(data.items)
    saved = reference.save(session, _lists, data.id, _head(session, data))
    if saved is None:
        raise UserError("checklist_not_found", None)
    list_id, changes = saved
    number = _add_version(session, list_id, data, actor.user_id)
    body = {"name": data.name.strip(), "version": number, "changes": changes}
    journal.record(session, actor, "catalogue.checklist", "checklist", list_id, body=body)
    return list_id


def retire_checklist(session: Session, actor: Actor, list_id: int, *, active: bool = False) -> None:
    """Take a list out of use, or bring it back; orders done by it keep it. Raises `checklist_not_found`."""
    require(actor, "catalogue.bench")
    saved = reference.save(session, _lists, list_id, {"is_active": active})
    if saved is None:
        raise UserError("checklist_not_found", None)
    body = {"changes": saved[1]}
    journal.record(session, actor, "catalogue.checklist", "checklist", list_id, body=body)


def load_shipped(session: Session, wanted: tuple[ChecklistData, ...]) -> int:
    """Bring shipped lists up to date, changed ones by a new version; gives how many. Part of a verb."""
    changed = set(reference.sync(session, _lists, {one.key or "": _head(session, one) for one in wanted}))
    for data in wanted:
        row = session.execute(
            select(_lists.c.id, _lists.c.origin).where(_lists.c.shipped_key == data.key)
        ).one()
        if row.origin == reference.SHIPPED and _newest_items(session, row.id) != data.items:
            _add_version(session, row.id, data, None)
            changed.add(data.key or "")
    return len(changed)


def _head(session: Session, data: ChecklistData) -> dict[str, Any]:
    brand_id, model_id = scopes.place_of(session, data.brand, data.category, data.model)
    return {
        "name": data.name.strip(),
        "work_kind": data.work_kind.value if data.work_kind else None,
        "category_code": data.category,
        "brand_id": brand_id,
        "model_id": model_id,
        "is_active": True,
    }


def _add_version(session: Session, list_id: int, data: ChecklistData, user_id: int | None) -> int:
    last = select(_versions.c.number).where(_versions.c.checklist_id == list_id)
    number = (session.execute(last.order_by(_versions.c.number.desc())).scalar() or 0) + 1
    version_id = keys.new_key()
    head = {"id": version_id, "checklist_id": list_id, "number": number}
    session.execute(insert(_versions), {**head, "made_at": clock.now(), "user_id": user_id})
    made = [
        {
            "id": keys.new_key(),
            "version_id": version_id,
            "position": position,
            "kind": item.kind.value,
            "text": item.text.strip(),
            "required": item.required,
            "unit": item.unit,
            "least": item.least,
            "most": item.most,
            "choices": codec.encode(item.choices).decode(),
            "good": codec.encode(item.good).decode(),
        }
        for position, item in enumerate(data.items, 1)
    ]
    session.execute(insert(_items), made)
    return number


def _newest_items(session: Session, list_id: int) -> tuple[ItemData, ...]:
    newest = (
        select(_versions.c.id)
        .where(_versions.c.checklist_id == list_id)
        .order_by(_versions.c.number.desc())
        .limit(1)
    )
    version_id = session.execute(newest).scalar()
    query = select(_items).where(_items.c.version_id == version_id).order_by(_items.c.position)
    return tuple(_data(row) for row in session.execute(query).mappings())


def _data(row: Any) -> ItemData:
    return ItemData(
        ItemKind(row["kind"]),
        row["text"],
        bool(row["required"]),
        row["unit"],
        row["least"],
        row["most"],
        codec.decode_as(tuple[str, ...], row["choices"]),
        codec.decode_as(tuple[str, ...], row["good"]),
    )


def _item(session: Session, facts: MoveFacts, position: int) -> Any:
    query = select(_items).where(_items.c.version_id == facts.checklist_version)
    found = {row["position"]: row for row in session.execute(query).mappings()}
    if position not in found:
        raise UserError("checklist_item_unknown", "item", item=position, most=len(found))
    return found[position]


def _answer(session: Session, order_id: int, item_id: int) -> Any:
    query = select(_answers).where(_answers.c.order_id == order_id, _answers.c.item_id == item_id)
    return session.execute(query).mappings().one_or_none()


def _keep_photo(session: Session, actor: Actor, facts: MoveFacts, data: TickData) -> int | None:
    """The file of an answer as an attachment of the order; the same file twice is one."""
    if data.photo is None:
        return None
    query = select(_attachments.c.id).where(
        _attachments.c.order_id == facts.order_id, _attachments.c.sha256 == data.photo.sha256
    )
    known = session.execute(query).scalar()
    if known is not None:
        return int(known)
    row = order_values.attachment_rows(actor, facts.order_id, (data.photo,), "checklist")[0]
    session.execute(insert(_attachments), row)
    return int(row["id"])

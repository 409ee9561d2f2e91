"""What the moves of an order depend on, read in one statement; the rest only for the verbs that ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import clock, rows
from workstation.documents.bench import MoveFacts
from workstation.documents.codec import decode_as
from workstation.documents.conclusions import DefectNature
from workstation.documents.people import Actor
from workstation.queries.law import day_of
from workstation.statuses import CustomerKind, OrderStatus, RequestKind, Use

_COLUMNS = (
    "SELECT o.id, o.number, o.version, o.status, o.kind, o.use, c.kind, o.customer_id, o.device_id, "
    "o.demanded_on, o.accepted_at, o.state_code, o.closed_at, o.repaired_at, o.technician_id, "
    "o.failed_checks, d.nature, d.conclusion, "
    "(SELECT k.version_id FROM order_checklist k WHERE k.order_id = o.id), "
    "(SELECT count(*) FROM labour_line l WHERE l.order_id = o.id AND l.removed_at IS NULL), "
    "(SELECT count(*) FROM time_entry t WHERE t.order_id = o.id AND t.ended_at IS NULL), "
    "(SELECT s.value FROM setting s WHERE s.key = 'bench.second_check' AND s.owner_id = 0), "
    "(SELECT count(*) FROM loan n WHERE n.order_id = o.id AND n.returned_at IS NULL AND n.word IS NULL), "
    "(SELECT count(*) FROM loan n WHERE n.order_id = o.id AND n.returned_at IS NULL), "
    "(SELECT count(l.price_kopecks) FROM labour_line l WHERE l.order_id = o.id) + "
    "(SELECT count(p.price_kopecks) FROM part_line p WHERE p.order_id = o.id) "
    "FROM work_order o JOIN customer c ON c.id = o.customer_id "
    "LEFT JOIN diagnosis d ON d.order_id = o.id WHERE o.id = :order"
)
_FACTS = text(_COLUMNS)
_LOCKED = text(f"{_COLUMNS} FOR UPDATE OF o")
_RUNNING_ON = text(
    "SELECT o.number FROM time_entry t JOIN work_order o ON o.id = t.order_id "
    "WHERE t.user_id = :person AND t.ended_at IS NULL"
)
_OPEN_ITEMS = text(
    "SELECT i.id, i.position, i.text FROM checklist_item i "
    "LEFT JOIN checklist_answer a ON a.item_id = i.id AND a.order_id = :order "
    "WHERE i.version_id = :version AND i.required AND (a.item_id IS NULL OR NOT a.is_good) "
    "ORDER BY i.position"
)
_WAIVED = text("SELECT item_ids FROM order_override WHERE order_id = :order")
_PERFORMERS = text(
    "SELECT performer_id FROM labour_line WHERE order_id = :order AND removed_at IS NULL "
    "UNION SELECT user_id FROM time_entry WHERE order_id = :order "
    "UNION SELECT technician_id FROM work_order WHERE id = :order AND technician_id IS NOT NULL"
)
_PROVED = text(
    "SELECT count(*) FROM finding f WHERE f.order_id = :order AND f.withdrawn_at IS NULL "
    "AND f.causal = 'yes' AND (f.override_reason IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM finding_evidence e WHERE e.finding_id = f.id))"
)
_ASKED = text("SELECT count(*) FROM approval WHERE order_id = :order AND answer IS NULL")
_NOTICES = text("SELECT count(*) FROM unclaimed_notice WHERE order_id = :order")
_LAST = text(
    "SELECT j.made_at, u.short_name FROM journal_entry j LEFT JOIN user_account u ON u.id = j.user_id "
    "WHERE j.subject_id = :order ORDER BY j.id DESC LIMIT 1"
)


def find_move_facts(
    session: Session, actor: Actor, order_id: int, *, whole: bool, money: bool = False, lock: bool = False
) -> MoveFacts | None:
    """The facts of an order for a person; None where there is no such order.

    `money` asks for its cost too, which `whole` does anyway.
    `lock` keeps the row from other writers till the end of the transaction (SQLite has one writer anyway).
    """
    on_server = session.info["connection"].dialect.name != "sqlite"
    found = rows.run(session, _LOCKED if lock and on_server else _FACTS, order=order_id)
    if not found:
        return None
    values = _values(found[0])
    running = rows.run(session, _RUNNING_ON, person=actor.user_id)
    values["running_on"] = running[0][0] if running else None
    if values.pop("priced") and (whole or money):
        from workstation.queries.money import get_order_money  # noqa: PLC0415 - only for priced orders

        found_money = get_order_money(session, order_id)
        values.update(cost=found_money.total, may_spend=found_money.may_spend)
    if whole:
        values.update(_costly(session, order_id, values["checklist_version"]))
    return MoveFacts(person_id=actor.user_id, role=actor.role, **values)


def open_item_ids(session: Session, order_id: int, version_id: int | None) -> tuple[int, ...]:
    """Ids of the required items that keep an order from being ready."""
    return tuple(item for item, _position, _text in _open_items(session, order_id, version_id))


def last_change(session: Session, order_id: int) -> tuple[str, datetime] | None:
    """Who changed an order last, and when."""
    found = rows.run(session, _LAST, order=order_id)
    return (found[0][1] or "", clock.from_ms(found[0][0])) if found else None


def _values(row: Any) -> dict[str, Any]:
    names = (
        "order_id", "number", "version", "status", "kind", "use", "customer_kind", "customer_id", "device_id",
        "demanded_on", "received_on", "state_code", "closed_at", "repaired_at", "technician_id",
        "failed_checks", "nature", "conclusion", "checklist_version", "works", "running",
        "needs_second_check", "loaner_out", "lent", "priced",
    )  # fmt: skip
    values: dict[str, Any] = dict(zip(names, row, strict=True))
    values.update(
        status=OrderStatus(values["status"]),
        kind=RequestKind(values["kind"]),
        use=Use(values["use"]),
        customer_kind=CustomerKind(values["customer_kind"]),
        demanded_on=day_of(values["demanded_on"]),
        received_on=clock.local(clock.from_ms(values["received_on"])).date(),
        closed_at=_moment(values["closed_at"]),
        repaired_at=_moment(values["repaired_at"]),
        nature=DefectNature(values["nature"]) if values["nature"] else None,
        needs_second_check=values["needs_second_check"] == "true",
        loaner_out=bool(values["loaner_out"]),
        lent=bool(values["lent"]),
    )
    return values


def _moment(value: int | None) -> datetime | None:
    return None if value is None else clock.from_ms(value)


def _costly(session: Session, order_id: int, version_id: int | None) -> dict[str, Any]:
    items = _open_items(session, order_id, version_id)
    return {
        "open_items": tuple((position, words) for _item, position, words in items),
        "performers": frozenset(row[0] for row in rows.run(session, _PERFORMERS, order=order_id)),
        "proved_causes": rows.run(session, _PROVED, order=order_id)[0][0],
        "is_asked": bool(rows.run(session, _ASKED, order=order_id)[0][0]),
        "has_notice": bool(rows.run(session, _NOTICES, order=order_id)[0][0]),
    }


def _open_items(session: Session, order_id: int, version_id: int | None) -> list[tuple[int, int, str]]:
    if version_id is None:
        return []
    waived = {
        item
        for (ids,) in rows.run(session, _WAIVED, order=order_id)
        for item in decode_as(tuple[int, ...], ids)
    }
    found = rows.run(session, _OPEN_ITEMS, order=order_id, version=version_id)
    return [(item, position, words) for item, position, words in found if item not in waived]

"""Time on orders: each person's clock runs on one thing at a time; a correction says why."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.deeds import NoData, TimeData, TimerData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import LabourLine, TimeEntry, WorkOrder
from workstation.services.moving import enter, reason_of, tell, touch
from workstation.services.rights import require

_times = TimeEntry.__table__
_lines = LabourLine.__table__
_orders = WorkOrder.__table__


def start_timer(
    session: Session, actor: Actor, order_id: int, data: TimerData, version: int | None = None
) -> int:
    """Let the actor's time run on an order, or on one of its works; gives the entry's id.

    Raises as `moving.enter`: `timer_runs` names the order it runs on; UserError `line_not_found`.
    """
    require(actor, "bench.time")
    facts = enter(session, actor, order_id, "start_timer", version)
    if data.work is not None:
        here = select(_lines.c.id).where(
            _lines.c.id == data.work, _lines.c.order_id == order_id, _lines.c.removed_at.is_(None)
        )
        if session.execute(here).first() is None:
            raise UserError("line_not_found", "work")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "user_id": actor.user_id,
        "labour_line_id": data.work,
        "started_at": clock.now(),
        "ended_at": None,
    }
    session.execute(insert(_times), row)
    tell(session, actor, facts, "bench.start_timer")
    return int(row["id"])


def stop_timer(
    session: Session, actor: Actor, order_id: int, data: NoData, version: int | None = None
) -> int:
    """Stop, or pause, the actor's time on an order; gives the whole minutes of this stretch.

    Raises as `moving.enter`; UserError `timer_none`.
    """
    require(actor, "bench.time")
    facts = enter(session, actor, order_id, "stop_timer", version)
    mine = (
        (_times.c.order_id == order_id) & (_times.c.user_id == actor.user_id) & (_times.c.ended_at.is_(None))
    )
    started = session.execute(select(_times.c.started_at).where(mine)).scalar()
    if started is None:
        raise UserError("timer_none", None)
    moment = clock.now()
    session.execute(update(_times).where(mine).values(ended_at=moment))
    minutes: int = round((moment - started).total_seconds() / 60)
    tell(session, actor, facts, "bench.stop_timer", body={"minutes": minutes})
    return minutes


def correct_time(
    session: Session, actor: Actor, order_id: int, data: TimeData, version: int | None = None
) -> None:
    """Correct a stretch of time with a reason: one's own, or a manager anybody's.

    Raises as `moving.enter`; UserError `reason_required`, `time_not_found`, `time_reversed`, `time_future`,
    `time_overlaps`; AccessError.
    """
    require(actor, "bench.time")
    facts = enter(session, actor, order_id, "correct_time", version)
    reason = reason_of(data.reason)
    query = select(_times).where(_times.c.id == data.entry, _times.c.order_id == order_id)
    entry = session.execute(query).mappings().one_or_none()
    if entry is None:
        raise UserError("time_not_found", "entry")
    if entry["user_id"] != actor.user_id:
        require(actor, "bench.time_of_others")
    if data.ended_at < data.started_at:
        raise UserError("time_reversed", "ended_at")
    if data.ended_at > clock.now():
        raise UserError("time_future", "ended_at")
    _check_free(session, entry, data)
    values = {
        "started_at": data.started_at,
        "ended_at": data.ended_at,
        "corrected_at": clock.now(),
        "corrected_by_id": actor.user_id,
        "correction_reason": reason,
    }
    session.execute(update(_times).where(_times.c.id == data.entry).values(**values))
    touch(session, facts)
    body = {
        "started_at": [_shown(entry["started_at"]), _shown(data.started_at)],
        "ended_at": [_shown(entry["ended_at"]), _shown(data.ended_at)],
        "reason": reason,
    }
    tell(session, actor, facts, "bench.correct_time", body=body)


def _check_free(session: Session, entry: Any, data: TimeData) -> None:
    """Nobody works on two things at once."""
    query = (
        select(_orders.c.number)
        .join(_times, _times.c.order_id == _orders.c.id)
        .where(
            _times.c.user_id == entry["user_id"],
            _times.c.id != entry["id"],
            _times.c.started_at < data.ended_at,
            or_(_times.c.ended_at.is_(None), _times.c.ended_at > data.started_at),
        )
        .limit(1)
    )
    number = session.execute(query).scalar()
    if number is not None:
        raise UserError("time_overlaps", "started_at", number=number)


def _shown(moment: Any) -> str | None:
    return None if moment is None else clock.local(moment).isoformat(timespec="minutes")

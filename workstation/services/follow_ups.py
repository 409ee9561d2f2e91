"""What somebody must do at a time: calls back and escalations, with the person, the time and the result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.contacts import FeedbackData, FollowUpData, FollowUpKind
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Feedback, FollowUp
from workstation.queries.sla import load_calendar
from workstation.rules.feedback import BEST, is_poor
from workstation.rules.sla import after_minutes
from workstation.services import journal
from workstation.services.about_order import entered, manager_of, person_of, words
from workstation.services.rights import require

_follow_ups = FollowUp.__table__
_feedback = Feedback.__table__

FEEDBACK = "feedback"
CALL_WITHIN = 60
"""Working minutes in which a customer who was not content is called back."""


def call_back(
    session: Session, actor: Actor, order_id: int, data: FollowUpData, version: int | None = None
) -> int:
    """Set a call back to an order's customer for a time and a person; gives its id.

    Raises UserError `order_not_found`, `field_required`, `follow_up_past`, `user_not_found`.
    """
    require(actor, "follow_ups.make")
    order = entered(session, actor, order_id, "call_back", version)
    person_id = person_of(session, actor, data.person)
    made = write(session, actor, data, person_id, order_id=order_id)
    body = {"number": order["number"], "due_at": clock.local(data.due_at).isoformat(), "person": person_id}
    personal = (order["customer_id"], {"text": data.text.strip()})
    journal.record(session, actor, "follow_ups.make", "order", order_id, body=body, personal=personal)
    return made


def finish(session: Session, actor: Actor, follow_up_id: int, result: str) -> None:
    """A follow-up is done, with its result in words.

    Raises UserError `follow_up_gone` (done already, or none), `field_required`.
    """
    require(actor, "follow_ups.finish")
    row = _waiting(session, follow_up_id)
    said = words(result)
    if said is None:
        raise UserError("field_required", "result")
    values = {"done_at": clock.now(), "done_by": actor.user_id, "result": said}
    session.execute(update(_follow_ups).where(_follow_ups.c.id == follow_up_id).values(**values))
    subject, subject_id = ("order", row["order_id"]) if row["order_id"] else ("request", row["request_id"])
    body = {"follow_up": follow_up_id, "kind": row["kind"], "result": said}
    journal.record(session, actor, "follow_ups.finish", subject, subject_id, body=body)


def postpone(session: Session, actor: Actor, follow_up_id: int, due_at: datetime) -> None:
    """Another time for a follow-up. Raises UserError `follow_up_gone`, `follow_up_past`."""
    require(actor, "follow_ups.finish")
    row = _waiting(session, follow_up_id)
    if due_at < clock.now():
        raise UserError("follow_up_past", "due_at")
    session.execute(update(_follow_ups).where(_follow_ups.c.id == follow_up_id).values(due_at=due_at))
    subject, subject_id = ("order", row["order_id"]) if row["order_id"] else ("request", row["request_id"])
    body = {
        "follow_up": follow_up_id,
        "due_at": [clock.local(row["due_at"]).isoformat(), clock.local(due_at).isoformat()],
    }
    journal.record(session, actor, "follow_ups.postpone", subject, subject_id, body=body)


def record_feedback(
    session: Session, actor: Actor, order_id: int, data: FeedbackData, version: int | None = None
) -> int:
    """Write down a customer's mark and word; 3 or less sets a call back. Gives the mark's id.

    Raises UserError `order_not_found`, `number_range`.
    """
    require(actor, "feedback.record")
    order = entered(session, actor, order_id, "record_feedback", version)
    if not 1 <= data.score <= BEST:
        raise UserError("number_range", "score", least=1, most=BEST)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "score": data.score,
        "word": words(data.word),
        "channel": data.channel.value,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_feedback), row)
    body: dict[str, Any] = {"number": order["number"], "score": data.score}
    if is_poor(data.score):
        body["follow_up"] = _call_the_discontented(session, actor, order, data)
    personal = (order["customer_id"], {"word": row["word"]}) if row["word"] else None
    journal.record(session, actor, "feedback.record", "order", order_id, body=body, personal=personal)
    return int(row["id"])


def write(  # noqa: PLR0913 - an order or a request, and what it is about
    session: Session,
    actor: Actor,
    data: FollowUpData,
    person_id: int,
    *,
    order_id: int | None = None,
    request_id: int | None = None,
    subject: str | None = None,
) -> int:
    """Store a follow-up; gives its id. Part of a verb. Raises `field_required`, `follow_up_past`."""
    text = words(data.text)
    if text is None:
        raise UserError("field_required", "text")
    if data.due_at < clock.now():
        raise UserError("follow_up_past", "due_at")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "kind": data.kind.value,
        "order_id": order_id,
        "request_id": request_id,
        "subject": subject,
        "text": text,
        "due_at": data.due_at,
        "person_id": person_id,
        "made_at": clock.now(),
        "user_id": person_of(session, actor, None),
        "done_at": None,
        "done_by": None,
        "result": None,
    }
    session.execute(insert(_follow_ups), row)
    return int(row["id"])


def _call_the_discontented(session: Session, actor: Actor, order: dict[str, Any], data: FeedbackData) -> int:
    now = clock.now()
    due_at = after_minutes(now, CALL_WITHIN, load_calendar(session, order["branch_id"])) or now
    text = f"Оценка {data.score}: {words(data.word) or 'без слов'}. Позвонить и узнать, что не так."
    call = FollowUpData(text, due_at, kind=FollowUpKind.CALL_BACK)
    return write(session, actor, call, manager_of(session), order_id=order["id"], subject=FEEDBACK)


def _waiting(session: Session, follow_up_id: int) -> dict[str, Any]:
    query = select(_follow_ups).where(_follow_ups.c.id == follow_up_id, _follow_ups.c.done_at.is_(None))
    found = session.execute(query.with_for_update()).mappings().one_or_none()
    if found is None:
        raise UserError("follow_up_gone", None)
    return dict(found)

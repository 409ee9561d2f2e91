"""What may be asked of a customer about cost and term, and what makes an answer good.

ЗоЗПП ст. 20 п. 1: for a consumer's free repair a new term needs a written agreement, stays within the limit
of days from the demand, and a lack of parts or equipment is no ground for it. Ст. 33: a paid repair that
costs more needs the customer's word first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workstation.documents.contacts import AnswerData, AnswerWay, ApprovalAnswer, AskData, ChangeReason
from workstation.errors import UserError
from workstation.money import MAX_KOPECKS
from workstation.rules.deadlines import repair_last_day
from workstation.rules.law import DEFAULT_LAW, Law
from workstation.rules.wording import show_date


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """What of an order decides about a question; money is kopecks."""

    is_consumer_warranty: bool
    demanded_on: date
    term: date | None
    cost: int | None


def reasons_for(is_consumer_warranty: bool) -> tuple[ChangeReason, ...]:
    """The reasons that may be given: of a consumer's free repair never a lack of parts or equipment."""
    return tuple(reason for reason in ChangeReason if not (is_consumer_warranty and reason.is_supply))


def check_question(
    data: AskData, order: AskedOrder, today: date, law: Law = DEFAULT_LAW
) -> Iterator[UserError]:
    """Everything that is wrong with a question, by field."""
    if data.cost is None and data.term is None:
        yield UserError("approval_empty", "cost")
    if data.cost is not None:
        if data.cost < 0:
            yield UserError("money_negative", "cost")
        elif data.cost > MAX_KOPECKS:
            yield UserError("money_too_big", "cost")
        elif data.cost == order.cost:
            yield UserError("approval_same", "cost")
    if data.term is not None:
        yield from _check_term(data.term, order, today, law)
    if data.reason not in reasons_for(order.is_consumer_warranty):
        yield UserError("approval_reason_supply", "reason")


def check_answer(data: AnswerData, asks_term: bool, is_consumer_warranty: bool) -> Iterator[UserError]:
    """A new term of a consumer's free repair is agreed in writing: a call is not enough."""
    written = data.way in {AnswerWay.SIGNATURE, AnswerWay.MESSAGE}
    if data.answer is ApprovalAnswer.AGREED and asks_term and is_consumer_warranty and not written:
        yield UserError("approval_in_writing", "way")
    if data.way is AnswerWay.MESSAGE and not (data.evidence or "").strip():
        yield UserError("approval_evidence", "evidence")
    if data.answer is ApprovalAnswer.OTHER and not (data.text or "").strip():
        yield UserError("field_required", "text")


def _check_term(term: date, order: AskedOrder, today: date, law: Law) -> Iterator[UserError]:
    if term < today:
        yield UserError("term_past", "term")
        return
    if term == order.term:
        yield UserError("approval_same", "term")
    limit = repair_last_day(order.demanded_on, law)
    if order.is_consumer_warranty and term > limit:
        yield UserError(
            "agreed_too_late", "term", limit=show_date(limit), days=(limit - order.demanded_on).days
        )

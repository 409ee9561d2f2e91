"""Questions to a customer about cost and term, and the recorded answers; an agreement changes the order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.bench import MoveFacts
from workstation.documents.billing import EstimateState
from workstation.documents.contacts import (
    AnswerData,
    AnswerWay,
    ApprovalAnswer,
    ApprovalRow,
    AskData,
    Channel,
    ContactData,
    Direction,
    Topic,
)
from workstation.documents.intake import EstimateData
from workstation.documents.orders import AgreedTerms
from workstation.documents.people import Actor
from workstation.errors import ErrorList
from workstation.models import Approval, Estimate, WorkOrder
from workstation.money import format_roubles
from workstation.queries.contacts import list_approvals
from workstation.queries.law import read_law
from workstation.rules import approvals as rules
from workstation.rules.approvals import AskedOrder
from workstation.rules.wording import show_date
from workstation.services import contacts, customer_papers, journal
from workstation.services.about_order import asked_order, locked, words
from workstation.services.moving import Step, enter, go
from workstation.services.rights import require
from workstation.statuses import EstimateKind, OrderStatus

_orders = WorkOrder.__table__
_approvals = Approval.__table__
_estimates = Estimate.__table__

FROM_WORK = frozenset({OrderStatus.ACCEPTED, OrderStatus.IN_DIAGNOSIS, OrderStatus.IN_REPAIR})
"""From these an order that is asked about goes to wait for its customer; one that waits already stays."""
_CHANNEL_OF = {
    AnswerWay.PHONE: Channel.PHONE,
    AnswerWay.MESSAGE: Channel.MESSENGER,
    AnswerWay.SIGNATURE: Channel.IN_PERSON,
}


def ask_customer(
    session: Session, actor: Actor, order_id: int, data: AskData, version: int | None = None
) -> int:
    """Ask about a new cost, a new term, or both; gives the question's id. The question is a contact too.

    Asked in person it has its sheet to be signed; otherwise the sheet is issued with the answer.
    An order that is worked on goes to wait for its customer. Raises as `moving.enter` (one question at a
    time); ErrorList of `rules.approvals.check_question`.
    """
    require(actor, "contacts.ask")
    facts = enter(session, actor, order_id, "ask_customer", version)
    order = locked(session, order_id)
    found = tuple(rules.check_question(data, asked_order(order), clock.today(), read_law(session).law))
    if found:
        raise ErrorList(found)
    question_id, body, text = put(session, actor, facts, order, data)
    personal = (order["customer_id"], {"text": text})
    journal.record(session, actor, "contacts.ask", "order", order_id, body=body, personal=personal)
    return question_id


def put(
    session: Session, actor: Actor, facts: MoveFacts, order: dict[str, Any], data: AskData
) -> tuple[int, dict[str, Any], str]:
    """Put a question to the customer: its row, the contact, the wait, the sheet to be signed. Part of a verb.

    Gives the question's id, what the journal says of it, and its text.
    """
    order_id, asked = order["id"], asked_order(order)
    row = _question_row(actor, order_id, data, asked)
    session.execute(insert(_approvals), row)
    text = _question(data, asked)
    contact = ContactData(data.channel, Direction.OUT, text, Topic.APPROVAL)
    contacts.write(session, actor, contact, order_id=order_id)
    body = {
        "number": order["number"],
        "channel": data.channel.value,
        "reason": data.reason.value,
        **_changes(row),
    }
    if facts.status in FROM_WORK:
        go(session, actor, facts, Step(OrderStatus.WAITING_CUSTOMER, data.reason.on_paper))
        body["status"] = [facts.status.value, OrderStatus.WAITING_CUSTOMER.value]
    if data.channel is Channel.IN_PERSON:
        body["document"] = customer_papers.change_consent(session, actor, order_id, _row(session, row))
    return int(row["id"]), body, text


def record_answer(
    session: Session, actor: Actor, order_id: int, data: AnswerData, version: int | None = None
) -> None:
    """Write down what the customer said to the question that waits; an agreement is put into the order.

    Raises as `moving.enter`; ErrorList of `rules.approvals.check_answer`.
    """
    require(actor, "contacts.answer")
    enter(session, actor, order_id, "record_answer", version)
    order = locked(session, order_id)
    question = _open(session, order_id)
    asks_term = question["term_after"] is not None
    found = tuple(rules.check_answer(data, asks_term, asked_order(order).is_consumer_warranty))
    if found:
        raise ErrorList(found)
    values = {
        "answer": data.answer.value,
        "way": data.way.value,
        "evidence": words(data.evidence),
        "answer_text": words(data.text),
        "answered_at": clock.now(),
        "answered_by": actor.user_id,
    }
    session.execute(update(_approvals).where(_approvals.c.id == question["id"]).values(**values))
    offered = _offered(session, question["id"], data.answer)
    if data.answer is ApprovalAnswer.AGREED:
        _apply(session, order, question, offered)
    said = ". ".join(part for part in (data.answer.on_paper, words(data.text)) if part)
    contact = ContactData(_CHANNEL_OF[data.way], Direction.IN, said, Topic.APPROVAL)
    contacts.write(session, actor, contact, order_id=order_id)
    body = {
        "number": order["number"],
        "answer": data.answer.value,
        "way": data.way.value,
        **(_changes(question) if data.answer is ApprovalAnswer.AGREED else {}),
    }
    if not (data.way is AnswerWay.SIGNATURE and question["channel"] == Channel.IN_PERSON.value):
        body["document"] = customer_papers.change_consent(session, actor, order_id, _row(session, question))
    personal = (order["customer_id"], {"text": said, "evidence": values["evidence"]})
    journal.record(session, actor, "contacts.answer", "order", order_id, body=body, personal=personal)


def _question_row(actor: Actor, order_id: int, data: AskData, asked: AskedOrder) -> dict[str, Any]:
    return {
        "id": keys.new_key(),
        "order_id": order_id,
        "channel": data.channel.value,
        "cost_before_kopecks": asked.cost if data.cost is not None else None,
        "cost_after_kopecks": data.cost,
        "term_before": asked.term if data.term is not None else None,
        "term_after": data.term,
        "reason": data.reason.value,
        "text": words(data.text),
        "asked_at": clock.now(),
        "user_id": actor.user_id,
    }


def _row(session: Session, question: dict[str, Any]) -> ApprovalRow:
    found = list_approvals(session, question["order_id"])
    return next(one for one in found if one.id == question["id"])


def _open(session: Session, order_id: int) -> dict[str, Any]:
    query = select(_approvals).where(_approvals.c.order_id == order_id, _approvals.c.answer.is_(None))
    return dict(session.execute(query.order_by(_approvals.c.id.desc()).limit(1)).mappings().one())


def _offered(session: Session, question_id: int, answer: ApprovalAnswer) -> Any:
    """The estimate that the question was about, with its answer; None where it was about none."""
    state = EstimateState.AGREED if answer is ApprovalAnswer.AGREED else EstimateState.REFUSED
    here = _estimates.c.approval_id == question_id
    session.execute(update(_estimates).where(here).values(state=state.value))
    return session.execute(select(_estimates).where(here)).mappings().one_or_none()


def _apply(session: Session, order: dict[str, Any], question: dict[str, Any], offered: Any) -> None:
    """An agreed term is the order's term from now on, an agreed cost its estimate, with the offered limit."""
    values: dict[str, Any] = {"version": order["version"] + 1}
    if question["term_after"] is not None:
        values.update(agreed_until=question["term_after"], due_on=question["term_after"])
    if question["cost_after_kopecks"] is not None:
        terms = codec.decode_as(AgreedTerms, order["terms"])
        kind = terms.estimate.kind if terms.estimate else EstimateKind.APPROXIMATE
        if offered is not None:
            kind = EstimateKind(offered["kind"])
            limit = offered["limit_kopecks"]
            terms = replace(terms, approval_limit=terms.approval_limit if limit is None else limit)
        agreed = replace(terms, estimate=EstimateData(kind, question["cost_after_kopecks"]))
        values["terms"] = codec.encode(agreed).decode()
    session.execute(update(_orders).where(_orders.c.id == order["id"]).values(**values))


def _question(data: AskData, asked: AskedOrder) -> str:
    """The question in the words of the log."""
    parts = []
    if data.cost is not None:
        before = format_roubles(asked.cost) if asked.cost is not None else "не назначена"
        parts.append(f"Стоимость: {before} → {format_roubles(data.cost)}")
    if data.term is not None:
        before = show_date(asked.term) if asked.term else "не назначен"
        parts.append(f"Срок: {before} → {show_date(data.term)}")
    parts.append(f"Причина: {data.reason.on_paper.lower()}")
    if words(data.text):
        parts.append(str(words(data.text)))
    return ". ".join(parts)


def _changes(row: dict[str, Any]) -> dict[str, list[Any]]:
    """What a question changes, as the journal keeps it."""
    changes: dict[str, list[Any]] = {}
    if row["cost_after_kopecks"] is not None:
        changes["cost_kopecks"] = [row["cost_before_kopecks"], row["cost_after_kopecks"]]
    if row["term_after"] is not None:
        before = row["term_before"]
        changes["agreed_until"] = [before.isoformat() if before else None, row["term_after"].isoformat()]
    return changes

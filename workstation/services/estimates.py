"""Estimates: versions of what a repair will cost, offered and answered (ст. 33 Закона № 2300-1)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.billing import EstimateState
from workstation.documents.billing_data import OfferData
from workstation.documents.contacts import AskData
from workstation.documents.people import Actor
from workstation.errors import ErrorList, UserError
from workstation.models import Estimate
from workstation.queries.law import read_law
from workstation.queries.money import list_lines
from workstation.rules import approvals as rules
from workstation.rules import pricing
from workstation.services import approvals, journal
from workstation.services.about_order import asked_order, locked, words
from workstation.services.moving import enter
from workstation.services.prices import check_price
from workstation.services.rights import require

_estimates = Estimate.__table__


def offer(session: Session, actor: Actor, order_id: int, data: OfferData, version: int | None = None) -> int:
    """Offer the customer the lines of an order as they stand; gives the estimate's id.

    The question is one of `approvals`: its answer is the estimate's, an agreement makes it the order's
    agreed cost and limit. Earlier versions are replaced. Raises as `moving.enter` (one question at a time,
    nothing priced: `estimate_empty`); UserError `money_negative`, `limit_under`, `term_past`; ErrorList of
    `rules.approvals.check_question`.
    """
    require(actor, "money.offer")
    facts = enter(session, actor, order_id, "offer_estimate", version)
    order = locked(session, order_id)
    lines = pricing.customer_lines(list_lines(session, order_id))
    total = sum(line.total for line in lines)
    _check(data, total)
    number = _next_version(session, order_id)
    ask = _question(session, order, data, number, total)
    question_id, body, text = approvals.put(session, actor, facts, order, ask)
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "order_id": order_id,
        "version": number,
        "kind": data.kind.value,
        "state": EstimateState.OFFERED.value,
        "lines": codec.encode(lines).decode(),
        "total_kopecks": total,
        "limit_kopecks": data.limit,
        "valid_until": data.valid_until,
        "note": words(data.note),
        "approval_id": question_id,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    _replace_earlier(session, order_id)
    session.execute(insert(_estimates), row)
    told = {"version": number, "kind": data.kind.value, "total_kopecks": total, "limit_kopecks": data.limit}
    personal = (order["customer_id"], {"text": text})
    journal.record(session, actor, "money.offer", "order", order_id, body={**body, **told}, personal=personal)
    return int(row["id"])


def _check(data: OfferData, total: int) -> None:
    if data.limit is not None:
        check_price(data.limit, "limit")
        if data.limit < total:
            raise UserError("limit_under", "limit")
    if data.valid_until is not None and data.valid_until < clock.today():
        raise UserError("term_past", "valid_until")


def _question(session: Session, order: dict[str, Any], data: OfferData, number: int, total: int) -> AskData:
    """The same cost may be offered anew: with other lines, another kind or limit."""
    text = f"Смета, версия {number}, {data.kind.on_paper.lower()}"
    said = ". ".join(part for part in (text, words(data.note)) if part)
    ask = AskData(data.channel, data.reason, cost=total, text=said)
    found = rules.check_question(ask, asked_order(order), clock.today(), read_law(session).law)
    wrong = tuple(one for one in found if one.code != "approval_same")
    if wrong:
        raise ErrorList(wrong)
    return ask


def _next_version(session: Session, order_id: int) -> int:
    last = select(func.max(_estimates.c.version)).where(_estimates.c.order_id == order_id)
    return int(session.execute(last).scalar() or 0) + 1


def _replace_earlier(session: Session, order_id: int) -> None:
    standing = [EstimateState.OFFERED.value, EstimateState.AGREED.value]
    session.execute(
        update(_estimates)
        .where(_estimates.c.order_id == order_id, _estimates.c.state.in_(standing))
        .values(state=EstimateState.REPLACED.value)
    )

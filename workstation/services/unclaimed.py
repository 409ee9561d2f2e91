"""A ready device and its customer: the word of readiness, reminders, the written warning, and a decision.

ГК РФ 738: a sale may be decided two months after the written warning was delivered, by people and never by
the program. What is over the payments due is put into a deposit.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.contacts import Channel, ContactData, Direction, NotifyData, Topic
from workstation.documents.people import Actor
from workstation.documents.unclaimed import (
    DeliveryData,
    DisposalData,
    DisposalKind,
    NoticeData,
    NoticeRow,
    NoticeWay,
    UnclaimedRow,
)
from workstation.errors import UserError
from workstation.models import Disposal, StatusChange, UnclaimedNotice, WorkOrder
from workstation.queries.loaners import list_loans
from workstation.queries.unclaimed import get_unclaimed
from workstation.rules import customer_messages
from workstation.rules.loaners import silent_loans
from workstation.rules.wording import show_date
from workstation.services import contacts, customer_papers, journal, order_values
from workstation.services.about_order import entered, words
from workstation.services.rights import require
from workstation.statuses import OrderStatus, RequestKind

_orders = WorkOrder.__table__
_notices = UnclaimedNotice.__table__
_disposals = Disposal.__table__
_changes = StatusChange.__table__

PAID = frozenset({RequestKind.PAID.value, RequestKind.MAINTENANCE.value})
LEAST_COMMISSION = 2
TAKE_WITHIN = 30
"""Days that a warning gives to take the device, where nobody named others; the two months run beside them."""


def notify_ready(
    session: Session, actor: Actor, order_id: int, data: NotifyData, version: int | None = None
) -> int:
    """Tell the customer that the device is ready, with «Уведомление о готовности»; gives the contact's id.

    Raises UserError `order_not_found`, `order_closed`, `order_not_waiting`, `money_negative`.
    """
    require(actor, "unclaimed.notify")
    order, row = _waiting(session, actor, order_id, "notify_ready", version)
    if data.to_pay is not None and data.to_pay < 0:
        raise UserError("money_negative", "to_pay")
    text = words(data.text) or customer_messages.ready(
        contacts.message_facts(session, actor, order), data.to_pay
    )
    contact_id = _say(session, actor, order_id, data.channel, Topic.READY, text)
    out = silent_loans(list_loans(session, order_id))
    loaner = f"{out[-1].device}, инв. № {out[-1].inventory_number}" if out else None
    document_id = customer_papers.ready_notice(
        session, actor, row, data.to_pay, customer_papers.lowered(data.channel.on_paper), loaner
    )
    body = {"number": order["number"], "channel": data.channel.value, "document": document_id}
    personal = (order["customer_id"], {"text": text})
    journal.record(session, actor, "unclaimed.notify", "order", order_id, body=body, personal=personal)
    return contact_id


def remind(
    session: Session, actor: Actor, order_id: int, data: NotifyData, version: int | None = None
) -> int:
    """Remind the customer of a ready device; gives the contact's id.

    A reminder is no warning: no term runs from it. Raises UserError `order_not_found`, `order_closed`,
    `order_not_waiting`.
    """
    require(actor, "unclaimed.notify")
    order, row = _waiting(session, actor, order_id, "remind", version)
    text = words(data.text) or customer_messages.reminder(
        contacts.message_facts(session, actor, order), row.ready_on, row.storage_fee
    )
    contact_id = _say(session, actor, order_id, data.channel, Topic.REMINDER, text)
    body = {"number": order["number"], "channel": data.channel.value}
    personal = (order["customer_id"], {"text": text})
    journal.record(session, actor, "unclaimed.remind", "order", order_id, body=body, personal=personal)
    return contact_id


def warn_unclaimed(
    session: Session, actor: Actor, order_id: int, data: NoticeData, version: int | None = None
) -> int:
    """Issue the formal written warning; gives the notice's id. Its delivery is written down apart.

    Handed over against a signature it is delivered at once. Raises UserError `order_not_found`,
    `order_closed`, `order_not_waiting`, `rpo_required`, `date_future`, `take_until_early`, `date_before`.
    """
    require(actor, "unclaimed.warn")
    order, row = _waiting(session, actor, order_id, "warn_unclaimed", version)
    today = clock.today()
    sent_on = data.sent_on or today
    take_until = data.take_until or sent_on + timedelta(days=TAKE_WITHIN)
    delivered_on = data.delivered_on or (sent_on if data.way is NoticeWay.HAND else None)
    _check_notice(data, sent_on, take_until, delivered_on, today)
    notice = _notice_row(actor, order_id, data, sent_on, take_until, delivered_on)
    session.execute(insert(_notices), notice)
    is_paid = order["kind"] in PAID
    document_id = customer_papers.unclaimed_notice(session, actor, row, data, take_until, is_paid)
    channel = Channel.LETTER if data.way is NoticeWay.POST else Channel.IN_PERSON
    said = ", ".join(part for part in (data.way.on_paper, words(data.rpo_number)) if part)
    _say(session, actor, order_id, channel, Topic.WARNING, f"Письменное предупреждение: {said}")
    body = {
        "number": order["number"],
        "way": data.way.value,
        "delivered_on": [None, delivered_on.isoformat() if delivered_on else None],
        "document": document_id,
    }
    journal.record(session, actor, "unclaimed.warn", "order", order_id, body=body)
    return int(notice["id"])


def record_delivery(
    session: Session, actor: Actor, order_id: int, data: DeliveryData, version: int | None = None
) -> date:
    """Write down when the last warning was delivered; gives the first day of a sale.

    Raises UserError `order_not_found`, `order_closed`, `order_not_waiting`, `notice_none`, `date_future`,
    `delivered_before_sent`.
    """
    require(actor, "unclaimed.warn")
    order, row = _waiting(session, actor, order_id, "record_delivery", version)
    notice = row.notice
    if notice is None:
        raise UserError("notice_none", None, number=order["number"])
    if data.delivered_on > clock.today():
        raise UserError("date_future", "delivered_on")
    if data.delivered_on < notice.sent_on:
        raise UserError("delivered_before_sent", "delivered_on", sent=notice.sent_on)
    values = {"delivered_on": data.delivered_on, "delivery_note": words(data.note)}
    session.execute(update(_notices).where(_notices.c.id == notice.id).values(**values))
    before = notice.delivered_on.isoformat() if notice.delivered_on else None
    body = {"number": order["number"], "delivered_on": [before, data.delivered_on.isoformat()]}
    journal.record(session, actor, "unclaimed.deliver", "order", order_id, body=body)
    after = get_unclaimed(session, order_id, clock.today()).notice
    if after is None or after.acts_from is None:
        raise UserError("notice_none", None, number=order["number"])
    return after.acts_from


def dispose(
    session: Session, actor: Actor, order_id: int, data: DisposalData, version: int | None = None
) -> None:
    """Write down what a commission decided about an unclaimed device, with its act; the order is closed.

    Raises UserError `order_not_found`, `order_closed`, `order_not_waiting`, `notice_none`,
    `notice_undelivered`, `disposal_early`, `commission_small`, `field_required`, `price_required`,
    `money_negative`, `loaner_out`.
    """
    require(actor, "unclaimed.decide")
    order, row = _waiting(session, actor, order_id, "dispose", version)
    notice = _ripe(order, row)
    commission = tuple(one.strip() for one in data.commission if one.strip())
    _check_disposal(data, commission)
    before, buyer = OrderStatus(order["status"]), words(data.buyer)
    is_paid = order["kind"] in PAID
    document_id = customer_papers.unclaimed_act(session, actor, row, notice, data, commission, is_paid)
    _close(session, actor, order, data, commission, notice)
    body = {
        "number": order["number"],
        "status": [before.value, OrderStatus.UNCLAIMED.value],
        "decision": data.kind.value,
        "price_kopecks": [None, data.price],
        "document": document_id,
    }
    personal = (order["customer_id"], {"buyer": buyer}) if buyer else None
    journal.record(session, actor, "unclaimed.decide", "order", order_id, body=body, personal=personal)


def _close(
    session: Session,
    actor: Actor,
    order: dict[str, Any],
    data: DisposalData,
    commission: tuple[str, ...],
    notice: NoticeRow,
) -> None:
    """Keep the decision; the order ends as unclaimed."""
    moment = clock.now()
    values: dict[str, Any] = {
        "order_id": order["id"],
        "notice_id": notice.id,
        "kind": data.kind.value,
        "commission": codec.encode(commission).decode(),
        "condition": data.condition.strip(),
        "price_kopecks": data.price,
        "due_kopecks": data.owed,
        "buyer": words(data.buyer),
        "made_at": moment,
        "user_id": actor.user_id,
    }
    session.execute(insert(_disposals), values)
    before = OrderStatus(order["status"])
    session.execute(
        update(_orders)
        .where(_orders.c.id == order["id"])
        .values(
            status=OrderStatus.UNCLAIMED.value,
            closed_at=moment,
            unlock_code=None,
            version=order["version"] + 1,
        )
    )
    moved = order_values.status_row(actor, order["id"], before, OrderStatus.UNCLAIMED, data.kind.on_paper)
    session.execute(insert(_changes), moved)


def _waiting(
    session: Session, actor: Actor, order_id: int, verb: str, version: int | None
) -> tuple[dict[str, Any], UnclaimedRow]:
    order = entered(session, actor, order_id, verb, version)
    return order, get_unclaimed(session, order_id, clock.today())


def _notice_row(  # noqa: PLR0913 - the dates are those of the warning
    actor: Actor, order_id: int, data: NoticeData, sent_on: date, take_until: date, delivered_on: date | None
) -> dict[str, Any]:
    return {
        "id": keys.new_key(),
        "order_id": order_id,
        "way": data.way.value,
        "sent_on": sent_on,
        "rpo_number": words(data.rpo_number),
        "take_until": take_until,
        "delivered_on": delivered_on,
        "delivery_note": None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }


def _say(session: Session, actor: Actor, order_id: int, channel: Channel, topic: Topic, text: str) -> int:
    contact = ContactData(channel, Direction.OUT, text, topic)
    return contacts.write(session, actor, contact, order_id=order_id)


def _check_notice(
    data: NoticeData, sent_on: date, take_until: date, delivered_on: date | None, today: date
) -> None:
    if data.way is NoticeWay.POST and words(data.rpo_number) is None:
        raise UserError("rpo_required", "rpo_number")
    if sent_on > today:
        raise UserError("date_future", "sent_on")
    if take_until <= sent_on:
        raise UserError("take_until_early", "take_until")
    if delivered_on is not None and delivered_on > today:
        raise UserError("date_future", "delivered_on")
    if delivered_on is not None and delivered_on < sent_on:
        raise UserError("delivered_before_sent", "delivered_on", sent=sent_on)


def _ripe(order: dict[str, Any], row: UnclaimedRow) -> NoticeRow:
    """The warning that a decision stands on; raises while there is none, or its months run."""
    notice = row.notice
    if notice is None:
        raise UserError("notice_none", None, number=order["number"])
    if notice.acts_from is None:
        raise UserError("notice_undelivered", None, number=order["number"])
    if clock.today() < notice.acts_from:
        raise UserError("disposal_early", None, number=order["number"], first=show_date(notice.acts_from))
    return notice


def _check_disposal(data: DisposalData, commission: tuple[str, ...]) -> None:
    if len(commission) < LEAST_COMMISSION:
        raise UserError("commission_small", "commission", least=LEAST_COMMISSION)
    if words(data.condition) is None:
        raise UserError("field_required", "condition")
    if data.kind is DisposalKind.SALE and data.price is None:
        raise UserError("price_required", "price")
    for name, amount in (("price", data.price), ("owed", data.owed)):
        if amount is not None and amount < 0:
            raise UserError("money_negative", name)

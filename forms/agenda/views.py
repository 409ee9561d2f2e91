"""The lists of «Дела»: whom to call, what to send, loaners, what waits to be collected, late stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.people import Actor
from workstation.i18n import mark, ntr, tr
from workstation.queries import contacts, loaners, requests, sla, unclaimed
from workstation.rules.order_words import day_month, mask_phone
from workstation.rules.wording import time_left
from workstation.services.rights import may
from workstation.statuses import Role

MANAGERS = (Role.MANAGER, Role.ADMINISTRATOR)
COUNTER = (Role.CLERK, *MANAGERS)


class Item(NamedTuple):
    """One row and what it is about: the order that Enter opens, and the thing itself."""

    row: RowItem
    order_id: int | None
    about: Any


class View(NamedTuple):
    """A list: `verb` is what F9 does with a row («done», «send»), or a verb of the order's life."""

    id: str
    title: str
    empty: str
    read: Callable[[Any, Actor], Sequence[Item]]
    verb: str
    verb_title: str
    roles: Sequence[Role] = tuple(Role)


def _calls(session: Any, actor: Actor) -> list[Item]:
    person = None if actor.role in MANAGERS else actor.user_id
    now, found = clock.now(), contacts.list_follow_ups(session, person_id=person)
    made = []
    for one in found:
        words = " · ".join(filter(None, (one.number, one.customer, _phone(one.phone, actor), one.person)))
        tone = "red" if one.due_at <= now else "text"
        made.append(
            Item(RowItem(one.id, one.text, words, _moment(one.due_at), None, tone), one.order_id, one)
        )
    return made


def _messages(session: Any, actor: Actor) -> list[Item]:
    made = []
    for one in contacts.list_messages(session):
        who = " · ".join(filter(None, (one.number, one.customer, _phone(one.phone, actor))))
        badge = (one.channel.label, "violet", "message-square")
        text = " ".join(one.text.split())
        made.append(Item(RowItem(one.id, who, text, badge=badge, bold=True), one.order_id, one))
    return made


def _demands(session: Any, actor: Actor) -> list[Item]:
    made = []
    for one in loaners.list_demands(session, clock.today()):
        fits = tr("подходит: {n}", n=one.fitting) if one.fitting else tr("в фонде нет")
        second = " · ".join((one.number, one.customer, _phone(one.phone, actor), fits))
        tone = "red" if one.days_left < 0 else "amber" if one.days_left <= 1 else "text"
        right = time_left(one.last_day, clock.today())
        made.append(Item(RowItem(one.order_id, one.device, second, right, None, tone), one.order_id, one))
    return made


def _loans(session: Any, actor: Actor) -> list[Item]:
    made = []
    for one in loaners.list_loans_out(session):
        second = " · ".join((one.number, one.customer, _phone(one.phone, actor)))
        first = f"{one.inventory_number}, {one.device}"
        made.append(Item(RowItem(one.id, first, second, _moment(one.lent_at)), one.order_id, one))
    return made


def _waiting(session: Any, actor: Actor) -> list[Item]:
    made = []
    for one in unclaimed.list_unclaimed(session, clock.today()):
        waits = ntr("ждёт {n} день", "ждёт {n} дней", one.days_waiting)
        parts = (one.device, one.customer, _phone(one.phone, actor), one.place, waits)
        badge = (one.step.label, "amber" if one.step_on and one.step_on <= clock.today() else "grey", "clock")
        row = RowItem(one.order_id, one.number, " · ".join(filter(None, parts)), badge=badge, bold=True)
        made.append(Item(row, one.order_id, one))
    return made


def _late(session: Any, _actor: Actor) -> list[Item]:
    made = []
    for one in sla.list_sla(session, clock.now()):
        parts = (one.device, one.customer, one.technician, one.target)
        badge = (one.stage.label, "red" if one.minutes_left < 0 else "amber", "clock")
        right = _moment(one.ends_at) if one.ends_at else ""
        second = " · ".join(filter(None, parts))
        made.append(
            Item(RowItem(one.order_id, one.number, second, right, badge, bold=True), one.order_id, one)
        )
    return made


def _requests(session: Any, actor: Actor) -> list[Item]:
    made = []
    for one in requests.list_requests(session):
        parts = (one.customer, _phone(one.phone, actor), one.device, " ".join(one.text.split()))
        badge = (one.kind.label, "accent", "message-square")
        second = " · ".join(filter(None, parts))
        row = RowItem(one.id, one.number, second, _moment(one.made_at), badge, bold=True)
        made.append(Item(row, None, one))
    return made


VIEWS = (
    View(
        "calls", mark("Перезвонить"), mark("Звонить никому не надо"), _calls,
        "done", mark("Сделано"),
    ),
    View(
        "messages", mark("Сообщения"), mark("Неотправленных сообщений нет"),
        _messages, "send", mark("Отправлено"), COUNTER,
    ),
    View(
        "requests", mark("Обращения"), mark("Новых обращений нет. F7 — записать"), _requests,
        "order", mark("Принять в ремонт"), COUNTER,
    ),
    View(
        "waiting", mark("Ждут выдачи"), mark("Всё готовое выдано"), _waiting,
        "", mark("Действия"), COUNTER,
    ),
    View(
        "demands", mark("Ждут подменное"), mark("Подменных никто не ждёт"), _demands,
        "lend", mark("Выдать подменное"), COUNTER,
    ),
    View(
        "loans", mark("Подменные у клиентов"), mark("Весь фонд на месте"), _loans,
        "take_back", mark("Принять подменное"), COUNTER,
    ),
    View(
        "late", mark("Сроки центра"), mark("Все этапы идут в срок"), _late,
        "", mark("Действия"), MANAGERS,
    ),
)  # fmt: skip


def _phone(phone: str | None, actor: Actor) -> str:
    if not phone:
        return ""
    return phone if may(actor, "customers.read_phone") else mask_phone(phone)


def _moment(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{day_month(local.date(), clock.today())}, {local:%H:%M}"

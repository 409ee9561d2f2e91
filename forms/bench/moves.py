"""Which verb carries an order from one state to another, and what it has to be asked for."""

from __future__ import annotations

from typing import NamedTuple

from workstation.documents.bench import StateRow
from workstation.documents.deeds import NoData, NoteData, ReasonData, WaitData
from workstation.i18n import mark
from workstation.statuses import WAITING, OrderStatus

Data = NoData | NoteData | ReasonData | WaitData
_S = OrderStatus


class Ask(NamedTuple):
    """A question before a move: title, what it means, the word on the button, ready answers."""

    title: str
    text: str
    confirm: str
    ready: tuple[str, ...]


FAIL_ASK = Ask(
    mark("Вернуть в ремонт после проверки"),
    mark("Проверка не пройдена: заказ вернётся мастеру, неудача посчитается."),
    mark("Вернуть"),
    (mark("Недостаток проявился снова"), mark("Собрано не до конца"), mark("Новый недостаток")),
)
REOPEN_ASK = Ask(
    mark("Вернуть готовый заказ в работу"),
    mark("Заказ перестанет быть готовым к выдаче, заказчику ещё не звоните."),
    mark("Вернуть"),
    (mark("Недостаток проявился снова"), mark("Готов отмечен по ошибке")),
)
ASKS = {"fail_check": FAIL_ASK, "reopen": REOPEN_ASK}


def verb_for(here: OrderStatus, there: OrderStatus) -> str:
    """The verb between two states; empty where no verb of the workshop leads."""
    if there in WAITING:
        return "wait_for"
    if there is _S.IN_DIAGNOSIS:
        return "reopen" if here in {_S.REFUSED, _S.IRREPARABLE} else "start_diagnosis"
    if there is _S.IN_REPAIR:
        return {_S.IN_CHECK: "fail_check", _S.READY: "reopen"}.get(here, "start_repair")
    if there in {_S.IN_CHECK, _S.READY}:
        return "pass_check" if here is _S.IN_CHECK else "finish_repair"
    return ""


def data_for(verb: str, state: StateRow, reason: str | None = None) -> Data:
    """What the verb is given on the way to a state; `reason` is what was asked."""
    if verb == "wait_for":
        return WaitData(state.status, state.code if state.is_own else None, reason)
    if verb in ASKS:
        return ReasonData(reason or "")
    return NoteData(reason)


def forward(status: OrderStatus) -> str:
    """The verb of the main button: the usual next step from a state; empty where there is none."""
    return {
        _S.ACCEPTED: "start_diagnosis",
        _S.IN_DIAGNOSIS: "start_repair",
        _S.WAITING_CUSTOMER: "start_repair",
        _S.WAITING_PART: "start_repair",
        _S.WAITING_MANUFACTURER: "start_repair",
        _S.IN_REPAIR: "finish_repair",
        _S.IN_CHECK: "pass_check",
    }.get(status, "")

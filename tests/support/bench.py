"""Orders at every stage of their life, brought there by the verbs themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from tests.support.intakes import accept, request, visit, washer
from tests.support.verbs import do, see
from workstation import files, keys
from workstation.db import Database
from workstation.documents.bench import OrderBench
from workstation.documents.conclusions import DefectNature, IrreparableReason
from workstation.documents.deeds import (
    DiagnosisData,
    HandOverData,
    IrreparableData,
    NoteData,
    ReasonData,
    ReturnData,
    TickData,
    WaitData,
)
from workstation.documents.findings import FindingData, RefusalData
from workstation.documents.intake import IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.documents.warranty import Causal
from workstation.models import User
from workstation.queries.order_bench import get_order_bench
from workstation.services import checklists, diagnosis, findings, handover, life, settings
from workstation.services import orders as order_verbs
from workstation.statuses import ItemKind, OrderStatus, Role

PUMP = DiagnosisData(
    DefectNature.PRODUCTION, "Насос слива заклинил, насос заменён, слив проверен", cause="Насос слива"
)
NAMES = {"petrov": "Петров А. В.", "sidorov": "Сидоров П. С."}
WENT_AWAY = ReturnData("заказчик забрал без ремонта")

Step = Callable[[Database, Actor, int], Any]


def photo(database: Database, content: bytes = b"\xff\xd8\xffpicture") -> Photo:
    """A photo that is in the store."""
    return Photo(files.keep(database.folder, content), len(content), "image/jpeg", "снимок.jpg")


def somebody(database: Database, actor: Actor, login: str, role: Role) -> Actor:
    """A working person of a role at the same station; he has no password, for he never logs in."""
    row = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "login": login,
        "name": NAMES[login],
        "short_name": NAMES[login],
        "title": role.label,
        "role": role.value,
    }
    with database.begin(write=True) as session:
        session.execute(insert(User.__table__), row)
    name = NAMES[login]
    return replace(actor, user_id=row["id"], login=login, name=name, short_name=name, role=role)


def want_second_check(database: Database, actor: Actor) -> None:
    """The centre wants a second person to check."""
    do(database, settings.set_setting, actor, "bench.second_check", True)


def bench(database: Database, order_id: int) -> OrderBench:
    """What the bench did with an order."""
    found: OrderBench = see(database, get_order_bench, order_id)
    return found


def tick_all(database: Database, actor: Actor, order_id: int, *, skip: int | None = None) -> None:
    """Answer every required item of the order's list well, but for the one at a place."""
    done = bench(database, order_id).checklist
    for item in done.items if done else ():
        if not item.required or item.position == skip:
            continue
        data = TickData(item.position, {ItemKind.VALUE: item.least or item.most or "1"}.get(item.kind, "yes"))
        if item.kind is ItemKind.PHOTO:
            data = TickData(item.position, photo=photo(database))
        elif item.kind is ItemKind.CHOICE:
            data = TickData(item.position, item.choices[0])
        do(database, checklists.tick, actor, order_id, data)


def diagnosed(database: Database, actor: Actor, order_id: int) -> None:
    """Look what the matter is and write it down."""
    do(database, life.start_diagnosis, actor, order_id, NoteData())
    do(database, diagnosis.record_diagnosis, actor, order_id, PUMP)


def in_repair(database: Database, actor: Actor, order_id: int) -> None:
    """The repair is going on."""
    diagnosed(database, actor, order_id)
    do(database, life.start_repair, actor, order_id, NoteData())


def mended(database: Database, actor: Actor, order_id: int) -> None:
    """The repair is finished, with everything that is required."""
    in_repair(database, actor, order_id)
    tick_all(database, actor, order_id)
    do(database, life.finish_repair, actor, order_id, NoteData())


def handed_over(database: Database, actor: Actor, order_id: int) -> None:
    """The repaired device was given out."""
    mended(database, actor, order_id)
    do(database, handover.hand_over, actor, order_id, HandOverData())


def in_check(database: Database, actor: Actor, order_id: int) -> None:
    """A second person is to check; the centre does not want one afterwards."""
    want_second_check(database, actor)
    mended(database, actor, order_id)
    do(database, settings.set_setting, actor, "bench.second_check", False)


def refused(database: Database, actor: Actor, order_id: int) -> None:
    """Free repair is refused for a proved cause."""
    finding = do(database, findings.add_finding, actor, order_id, FindingData("LIQUID", Causal.YES))
    do(database, findings.override_evidence, actor, finding, "снимок не получился")
    do(database, findings.refuse, actor, order_id, RefusalData("вскрытие, осмотр платы"))


def irreparable(database: Database, actor: Actor, order_id: int) -> None:
    """It cannot be repaired."""
    diagnosed(database, actor, order_id)
    data = IrreparableData(IrreparableReason.DISCONTINUED)
    do(database, life.declare_irreparable, actor, order_id, data)


def _waiting(status: OrderStatus) -> Step:
    def wait(database: Database, actor: Actor, order_id: int) -> None:
        do(database, life.start_diagnosis, actor, order_id, NoteData())
        do(database, life.wait_for, actor, order_id, WaitData(status))

    return wait


def _returned(database: Database, actor: Actor, order_id: int) -> None:
    do(database, handover.return_unrepaired, actor, order_id, WENT_AWAY)


def _cancelled(database: Database, actor: Actor, order_id: int) -> None:
    do(database, order_verbs.cancel, actor, order_id, "принят по ошибке")


_S = OrderStatus
WAYS: dict[OrderStatus, Step] = {
    _S.ACCEPTED: lambda _database, _actor, _order_id: None,
    _S.IN_DIAGNOSIS: lambda base, actor, order: do(base, life.start_diagnosis, actor, order, NoteData()),
    _S.WAITING_CUSTOMER: _waiting(_S.WAITING_CUSTOMER),
    _S.WAITING_PART: _waiting(_S.WAITING_PART),
    _S.WAITING_MANUFACTURER: _waiting(_S.WAITING_MANUFACTURER),
    _S.IN_REPAIR: in_repair,
    _S.IN_CHECK: in_check,
    _S.READY: mended,
    _S.HANDED_OVER: handed_over,
    _S.REFUSED: refused,
    _S.CANCELLED: _cancelled,
    _S.IRREPARABLE: irreparable,
    _S.RETURNED_UNREPAIRED: _returned,
}
"""How an order comes to each state; the unclaimed ones have a life of their own."""


def order_in(database: Database, actor: Actor, status: OrderStatus, serial: str = "FD 0503 000123") -> int:
    """A new consumer's warranty order in a state; gives its id."""
    order_id = accept(database, actor, visit(IntakeItem(washer(serial), request()))).orders[0].id
    WAYS[status](database, actor, order_id)
    return order_id


REASON = ReasonData("так надо")

"""What is around practice orders: places and moves, contacts and questions, loaners, marks, a target.

Rows as the verbs write them, each at its moment of the past; loaners stand with orders that are open.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.contacts import ChangeReason, Channel, Direction, FollowUpKind, Topic
from workstation.documents.intake import Accessory
from workstation.documents.loaners import LoanerData, LoanerState
from workstation.documents.people import Actor
from workstation.documents.places import PlaceData, PlaceKind
from workstation.documents.sla import TargetData
from workstation.models import (
    Approval,
    Contact,
    Device,
    Feedback,
    FollowUp,
    Loan,
    Loaner,
    Place,
    PlaceMove,
    StatusChange,
    WorkOrder,
)
from workstation.services import loaners, places, sla
from workstation.statuses import OrderStatus, RequestKind

SEED = 20260523
TABLES = (PlaceMove.__table__, Contact.__table__, Approval.__table__, Feedback.__table__)
"""Rows that an order has by itself, so that it can be repeated with them."""
BENCHES = ("Верстак 1", "Верстак 2", "Верстак 3")
FUND = (
    LoanerData("П-01", "washing_machine", "Indesit", "потёртости крышки", 1_500_000, "IWSB 51051", "IN05104",
               (Accessory("шланг заливной"), Accessory("шланг сливной"))),
    LoanerData("П-02", "refrigerator", "Атлант", "вмятина на двери", 1_800_000, "ХМ 4012", "AT4012077"),
    LoanerData("П-03", "tv", "Haier", "без видимых повреждений", 1_200_000, "LE32K6500", "HA3265018",
               (Accessory("пульт"), Accessory("сетевой шнур"))),
    LoanerData("П-04", "laptop", "Lenovo", "потёртости корпуса", 2_500_000, "IdeaPad 3 15", "LN3150219",
               (Accessory("зарядное устройство"),)),
    LoanerData("П-05", "smartphone", "Samsung", "царапины на стекле", 900_000, "Galaxy A14", "SM1405533",
               (Accessory("зарядное устройство"),)),
)  # fmt: skip
TARGET = TargetData("Все заказы", response_minutes=240, diagnosis_minutes=1620, repair_minutes=5400)
WORDS = {1: "долго и дорого", 2: "не перезвонили", 3: "пришлось ждать", 4: None, 5: "спасибо"}
_S = OrderStatus
_changes = StatusChange.__table__
_CATEGORY = select(Device.__table__.c.category_code).where(Device.__table__.c.id == bindparam("device"))
_ANNOUNCED = frozenset({_S.READY, _S.HANDED_OVER, _S.UNCLAIMED})
_GONE = frozenset({_S.HANDED_OVER, _S.RETURNED_UNREPAIRED, _S.CANCELLED})

Row = dict[str, Any]


@dataclass
class Desk:
    """Places by name, the free loaners by category, and dice of their own: the orders stay as they are."""

    dice: random.Random
    benches: list[int]
    customer: int
    free: dict[str, list[int]]
    made: dict[Any, list[Row]] = field(default_factory=dict)


def open_desk(session: Session, actor: Actor) -> Desk:
    """Make what the practice needs once: benches, a fund, a target for all orders. Part of a verb."""
    known = _ids(session, Place, Place.__table__.c.kind == PlaceKind.BENCH.value)
    if not known:
        known = [places.make(session, actor.branch_id, PlaceData(PlaceKind.BENCH, one)) for one in BENCHES]
        for one in FUND:
            loaners.make(session, actor, one)
        sla.make(session, TARGET)
    table = Loaner.__table__
    free: dict[str, list[int]] = {}
    query = select(table.c.id, table.c.category_code).where(table.c.state == LoanerState.FREE.value)
    for row in session.execute(query):
        free.setdefault(row.category_code, []).append(row.id)
    (customer,) = _ids(session, Place, Place.__table__.c.kind == PlaceKind.CUSTOMER.value)[:1]
    return Desk(random.Random(SEED), known, customer, free)  # noqa: S311 - the same every time, no secret


def fill(session: Session, actor: Actor, desk: Desk, order_id: int) -> None:
    """Write what happened around an order on the way of its moves. Part of a verb."""
    table = WorkOrder.__table__
    order = dict(session.execute(select(table).where(table.c.id == order_id)).mappings().one())
    moves = select(_changes.c.to_status, _changes.c.changed_at).where(_changes.c.order_id == order_id)
    at = {OrderStatus(row.to_status): row.changed_at for row in session.execute(moves)}
    stands = OrderStatus(order["status"])
    desk.made = {}
    values = {"place_id": _walk(desk, actor, order, at, stands), **_lend(session, actor, desk, order, stands)}
    _talk(desk, actor, order, at, stands)
    for made, rows in desk.made.items():
        session.execute(insert(made), rows)
    session.execute(update(table).where(table.c.id == order_id).values(**values))


def _walk(
    desk: Desk, actor: Actor, order: Row, at: Mapping[OrderStatus, datetime], stands: OrderStatus
) -> int | None:
    """From the counter or the shelf to a bench, back when the work is over, out with the customer."""
    home = here = order["place_id"]
    steps: list[tuple[datetime, int | None]] = []
    if _S.IN_DIAGNOSIS in at:
        steps.append((at[_S.IN_DIAGNOSIS], desk.dice.choice(desk.benches)))
    over = next((at[one] for one in (_S.READY, _S.REFUSED, _S.IRREPARABLE) if one in at), None)
    if over is not None:
        steps.append((over, home))
    if stands in _GONE:
        steps.append((at[stands], desk.customer))
    for moment, there in steps:
        if there is None or there == here:
            continue
        _put(
            desk, PlaceMove, id=keys.new_key(), order_id=order["id"], from_place_id=here, place_id=there,
            moved_at=moment, user_id=actor.user_id,
        )  # fmt: skip
        here = there
    return None if here is None else int(here)


def _lend(session: Session, actor: Actor, desk: Desk, order: Row, stands: OrderStatus) -> Row:
    """Some open warranty orders have a loaner out, some wait for one."""
    is_fit = stands.is_open and stands is not _S.READY and order["kind"] == RequestKind.WARRANTY.value
    if not is_fit or desk.dice.random() > 0.3:  # noqa: PLR2004
        return {}
    category = session.execute(_CATEGORY, {"device": order["device_id"]}).scalar_one()
    waiting = {"wants_loaner": True, "loaner_demanded_on": order["demanded_on"]}
    if not desk.free.get(category):
        return waiting if desk.dice.random() < 0.1 else {}  # noqa: PLR2004
    table = Loaner.__table__
    loaner_id = desk.free[category].pop()
    loaner = session.execute(select(table).where(table.c.id == loaner_id)).mappings().one()
    _put(
        desk, Loan, id=keys.new_key(), loaner_id=loaner_id, order_id=order["id"],
        demanded_on=order["demanded_on"], value_kopecks=loaner["value_kopecks"],
        lent_at=order["accepted_at"] + timedelta(minutes=20), lent_by=actor.user_id,
        condition_out=loaner["condition"], accessories_out=loaner["accessories"],
    )  # fmt: skip
    session.execute(update(table).where(table.c.id == loaner_id).values(state=LoanerState.LENT.value))
    return waiting


def _talk(
    desk: Desk, actor: Actor, order: Row, at: Mapping[OrderStatus, datetime], stands: OrderStatus
) -> None:
    """What was said: the question that waits, the word of readiness, a mark after the handover."""
    if stands is _S.WAITING_CUSTOMER:
        moment = at[stands]
        _put(
            desk, Approval, id=keys.new_key(), order_id=order["id"], channel=Channel.PHONE.value,
            cost_before_kopecks=None, cost_after_kopecks=desk.dice.randrange(20, 90) * 10_000,
            reason=ChangeReason.EXTRA_WORK.value, text="замена узла, вместо него — новый", asked_at=moment,
            user_id=actor.user_id,
        )  # fmt: skip
        _say(desk, actor, order, Topic.APPROVAL, "Назвали стоимость ремонта, ждём ответа", moment)
    if stands in _ANNOUNCED and _S.READY in at and desk.dice.random() < 0.8:  # noqa: PLR2004
        _say(desk, actor, order, Topic.READY, "Сказали, что изделие можно забрать", at[_S.READY])
    if stands is _S.HANDED_OVER and desk.dice.random() < 0.25:  # noqa: PLR2004
        _mark(desk, actor, order, at[stands])


def _mark(desk: Desk, actor: Actor, order: Row, moment: datetime) -> None:
    score = desk.dice.choices((1, 2, 3, 4, 5), (1, 2, 4, 25, 68))[0]
    _put(
        desk, Feedback, id=keys.new_key(), order_id=order["id"], score=score, word=WORDS[score],
        channel=Channel.IN_PERSON.value, made_at=moment, user_id=actor.user_id,
    )  # fmt: skip
    if score > 3:  # noqa: PLR2004
        return
    due = moment + timedelta(hours=1)
    is_done = due < clock.now() - timedelta(days=5)
    _put(
        desk, FollowUp, id=keys.new_key(), kind=FollowUpKind.CALL_BACK.value, order_id=order["id"],
        subject="feedback", text=f"Оценка {score}: {WORDS[score]}. Позвонить и узнать, что не так.",
        due_at=due, person_id=actor.user_id, made_at=moment, user_id=actor.user_id,
        done_at=due if is_done else None, done_by=actor.user_id if is_done else None,
        result="извинились, объяснили" if is_done else None,
    )  # fmt: skip


def _say(desk: Desk, actor: Actor, order: Row, topic: Topic, text: str, moment: datetime) -> None:
    _put(
        desk, Contact, id=keys.new_key(), order_id=order["id"], channel=Channel.PHONE.value,
        direction=Direction.OUT.value, topic=topic.value, text=text, made_at=moment, user_id=actor.user_id,
    )  # fmt: skip


def _put(desk: Desk, model: Any, **row: Any) -> None:
    desk.made.setdefault(model.__table__, []).append(row)


def _ids(session: Session, model: Any, *tests: Any) -> list[int]:
    table = model.__table__
    return list(session.execute(select(table.c.id).where(*tests).order_by(table.c.id)).scalars())

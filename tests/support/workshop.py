"""Orders on their way through the workshop: brought to a state by its own verbs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.intakes import accept, request, visit, washer
from tests.support.people import add_user, with_password
from tests.support.verbs import do
from workstation.db import Database
from workstation.documents.bench import OrderBench
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, TickData, WaitData
from workstation.documents.intake import IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.files import keep
from workstation.models import User
from workstation.queries.order_view import get_order_by_id
from workstation.services import deeds
from workstation.statuses import ItemKind, OrderStatus, Role

FOUND = DiagnosisData(DefectNature.PRODUCTION, "Насос слива заклинил", "насос слива")


def technician(database: Database, actor: Actor, login: str = "master") -> Actor:
    """A technician of the centre, added by its administrator."""
    with_password(database, actor)
    user_id = add_user(database, actor, login, Role.TECHNICIAN)
    with database.begin() as session:
        name = session.get_one(User, user_id).short_name
    return replace(actor, user_id=user_id, role=Role.TECHNICIAN, short_name=name)


def take_in(database: Database, actor: Actor, serial: str = "FD 0503 000123", **asked: Any) -> int:
    """A washing machine at the counter; gives the order's id."""
    return accept(database, actor, visit(IntakeItem(washer(serial), request(**asked)))).orders[0].id


def act(database: Database, actor: Actor, order_id: int, verb: str, data: Any = None) -> Any:
    """Do a verb of the order's life, with what it takes when nothing is said."""
    given = data if data is not None else deeds.verb_of(verb).data()
    return do(database, deeds.do, actor, order_id, verb, given)


def bring(database: Database, actor: Actor, order_id: int, status: OrderStatus) -> None:
    """Bring an accepted order to a state of the workshop."""
    if status is OrderStatus.ACCEPTED:
        return
    act(database, actor, order_id, "start_diagnosis")
    if status.value.startswith("waiting"):
        act(database, actor, order_id, "wait_for", WaitData(status))
    elif status is not OrderStatus.IN_DIAGNOSIS:
        act(database, actor, order_id, "record_diagnosis", FOUND)
        act(database, actor, order_id, "start_repair")
    if status in {OrderStatus.IN_CHECK, OrderStatus.READY}:
        tick_all(database, actor, order_id)
        act(database, actor, order_id, "finish_repair")


def tick_all(database: Database, actor: Actor, order_id: int, *, but: ItemKind | None = None) -> None:
    """Answer every required item well; those of one kind may be left out."""
    listed = bench_of(database, order_id).checklist
    for item in listed.items if listed else ():
        if not item.required or item.kind is but:
            continue
        data = TickData(item.position, item.least or item.most or "1")
        if item.kind is ItemKind.PHOTO:
            data = TickData(item.position, photo=picture(database))
        elif item.kind is ItemKind.YES_NO:
            data = TickData(item.position, "yes")
        elif item.kind is ItemKind.CHOICE:
            data = TickData(item.position, item.choices[0])
        act(database, actor, order_id, "tick", data)


def picture(database: Database, content: bytes = b"picture", name: str = "снимок.jpg") -> Photo:
    """A file in the store of the base."""
    return Photo(keep(database.folder, content), len(content), "image/jpeg", name)


def bench_of(database: Database, order_id: int) -> OrderBench:
    """What the bench did with an order."""
    with database.begin() as session:
        found = get_order_by_id(session, order_id).bench
    assert found is not None
    return found


def status_of(database: Database, order_id: int) -> OrderStatus:
    """Where an order stands."""
    with database.begin() as session:
        return get_order_by_id(session, order_id).status

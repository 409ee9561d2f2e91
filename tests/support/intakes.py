"""Intakes for tests: a base that is ready for work, and visits of one or more devices."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from workstation import clock
from workstation.db import Database
from workstation.documents.intake import (
    Accepted,
    Accessory,
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    RequestData,
)
from workstation.documents.people import Actor
from workstation.services import intake
from workstation.services.setup import initialise
from workstation.statuses import CustomerKind, Demand, RequestKind

IVANOVA = CustomerData(CustomerKind.PERSON, "Иванова Мария Петровна", "8 (912) 345-67-89")


def ready(database: Database) -> Actor:
    """Make the base ready for work; the actor is its administrator."""
    actor, _changed = database.run(
        lambda session: initialise(session, database.folder, training=True), write=True
    )
    return actor


def washer(serial: str | None = "FD 0503 000123", **changes: Any) -> DeviceData:
    """A washing machine."""
    known = DeviceData("washing_machine", "Bosch", "WAN28263BY", serial_number=serial, price_paid=4_899_000)
    return replace(known, **changes)


def request(**changes: Any) -> RequestData:
    """A consumer's warranty request made today."""
    known = RequestData(
        kind=RequestKind.WARRANTY,
        demand=Demand.REPAIR,
        demanded_on=clock.today(),
        reported_fault="Не отжимает, гудит при сливе, на дисплее E18",
        appearance="царапина 3 см на правой стенке",
        declared_value=4_000_000,
        accessories=(Accessory("шланг заливной"), Accessory("болты транспортные", 4)),
    )
    return replace(known, **changes)


def visit(
    *items: IntakeItem,
    customer: CustomerData = IVANOVA,
    one_act: bool = True,
    request_id: str | None = None,
    draft_id: int | None = None,
) -> IntakeData:
    """A visit of one customer; one washing machine unless items are given."""
    chosen = items or (IntakeItem(washer(), request()),)
    return IntakeData(request_id or str(uuid.uuid4()), customer, chosen, one_act, draft_id)


def accept(database: Database, actor: Actor, data: IntakeData | None = None) -> Accepted:
    """Take a visit in, in a transaction of its own."""
    chosen = data or visit()
    made, _changed = database.run(lambda session: intake.accept(session, chosen, actor), write=True)
    return made

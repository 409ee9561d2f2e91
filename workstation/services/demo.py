"""Practice orders: seeded, the same every time, taken in by the intake verb itself and then moved on.

Moments are in the past, so the process's clock stands at each order's moment while it is made.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.db import Database
from workstation.documents.intake import (
    Accepted,
    Accessory,
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    PurchaseDocuments,
    RequestData,
)
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import IssuedDocument, PrintJob, StatusChange, WorkOrder
from workstation.queries.settings import load_settings
from workstation.services import demo_around, demo_bench, demo_money, demo_store, intake, journal
from workstation.services import demo_data as data
from workstation.services.demo_bulk import repeat
from workstation.services.rights import require
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    Demand,
    DocumentState,
    OrderStatus,
    PaperState,
    PrintState,
    RequestKind,
    SealState,
    Use,
)

SEED = 20260522
BATCH = 500
PATTERNS = 1000
"""At most this many orders go through intake itself; beyond, each is repeated with other people."""
A_DAY, YEARS_BACK = 12, 8
OPENS, OPEN_HOURS = time(9), 10
_DAYS_IN_YEAR = 365

_orders = WorkOrder.__table__
_changes = StatusChange.__table__
_documents = IssuedDocument.__table__
_jobs = PrintJob.__table__

_S = OrderStatus
WAYS: dict[OrderStatus, tuple[OrderStatus, ...]] = {
    _S.ACCEPTED: (),
    _S.IN_DIAGNOSIS: (_S.IN_DIAGNOSIS,),
    _S.WAITING_CUSTOMER: (_S.IN_DIAGNOSIS, _S.WAITING_CUSTOMER),
    _S.WAITING_PART: (_S.IN_DIAGNOSIS, _S.WAITING_PART),
    _S.WAITING_MANUFACTURER: (_S.IN_DIAGNOSIS, _S.WAITING_MANUFACTURER),
    _S.IN_REPAIR: (_S.IN_DIAGNOSIS, _S.IN_REPAIR),
    _S.IN_CHECK: (_S.IN_DIAGNOSIS, _S.IN_REPAIR, _S.IN_CHECK),
    _S.READY: (_S.IN_DIAGNOSIS, _S.IN_REPAIR, _S.IN_CHECK, _S.READY),
    _S.IRREPARABLE: (_S.IN_DIAGNOSIS, _S.IRREPARABLE),
    _S.REFUSED: (_S.IN_DIAGNOSIS, _S.REFUSED),
    _S.HANDED_OVER: (_S.IN_DIAGNOSIS, _S.IN_REPAIR, _S.IN_CHECK, _S.READY, _S.HANDED_OVER),
    _S.CANCELLED: (_S.CANCELLED,),
    _S.RETURNED_UNREPAIRED: (_S.IN_DIAGNOSIS, _S.IRREPARABLE, _S.RETURNED_UNREPAIRED),
    _S.UNCLAIMED: (_S.IN_DIAGNOSIS, _S.IN_REPAIR, _S.READY, _S.UNCLAIMED),
}
_OPEN = tuple(status for status in WAYS if status.is_open)
_OPEN_WEIGHTS = (6, 4, 3, 5, 2, 5, 2, 5, 1, 1)
_CLOSED = (_S.HANDED_OVER, _S.RETURNED_UNREPAIRED, _S.CANCELLED, _S.UNCLAIMED)
_CLOSED_WEIGHTS = (88, 6, 5, 1)
OPEN_DAYS = 25

Progress = Callable[[str, int, int], None]


@dataclass
class _Memory:
    """Earlier customers and devices, some of whom come again."""

    customers: list[CustomerData]
    devices: list[DeviceData]
    bench: demo_bench.Bench | None = None
    desk: demo_around.Desk | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """An order that was taken in, and what is to become of it."""

    accepted: Accepted
    at: datetime
    status: OrderStatus
    reason: str | None


def add_orders(database: Database, actor: Actor, count: int, progress: Progress | None = None) -> int:
    """Add `count` practice orders up to now; gives how many were added.

    Raises UserError `demo_not_empty` for a working base that has orders already; AccessError.
    """
    require(actor, "intake.accept")
    with database.begin() as session:
        busy = session.execute(select(func.count()).select_from(_orders)).scalar_one()
        if busy and not load_settings(session).training:
            raise UserError("demo_not_empty", "demo")
    dice = random.Random(SEED + busy)  # noqa: S311 - the same orders every time, no secret
    memory = _Memory([], [])
    times = -(-count // PATTERNS)
    moments = _moments(dice, -(-count // times) if count else 0, count, clock.now())
    done = 0
    while done < count:
        with database.begin(write=True) as session:
            done += _add_batch(session, actor, dice, memory, moments, count - done, times)
        if progress is not None:
            progress("demo", done, count)
    with database.begin(write=True) as session:
        demo_store.fill(session, actor)
        demo_money.fill(session, actor)
    return count


def _add_batch(
    session: Session,
    actor: Actor,
    dice: random.Random,
    memory: _Memory,
    moments: Iterator[datetime],
    left: int,
    times: int,
) -> int:
    """One transaction of orders; gives how many. Each one taken in stands for `times` of its kind."""
    now = clock.now()
    bench = memory.bench = memory.bench or demo_bench.open_bench(session, actor)
    desk = memory.desk = memory.desk or demo_around.open_desk(session, actor)
    added = 0
    first = last = ""
    while added < min(left, BATCH):
        made = _take_in(session, actor, dice, memory, next(moments), now)
        _move_on(session, actor, dice, made, now, bench)
        demo_around.fill(session, actor, desk, made.accepted.orders[0].id)
        more = min(times, left - added) - 1
        order = made.accepted.orders[0]
        if more:
            repeat(session, actor, order.id, more, dice, lambda: _name(dice))
        first, last = first or order.number, order.number
        added += more + 1
    body = {"orders": added, "first": first, "last": last}
    journal.record(session, actor, "demo.add", "base", actor.branch_id, body=body)
    return added


def _moments(dice: random.Random, patterns: int, count: int, now: datetime) -> Iterator[datetime]:
    """Rising moments of working hours up to now, about a dozen orders a day, at most eight years back."""
    days = min(max(OPEN_DAYS * 2, count // A_DAY), YEARS_BACK * _DAYS_IN_YEAR)
    first = clock.local(now).date() - timedelta(days=days)
    found = []
    for _ in range(patterns):
        day = first + timedelta(days=dice.randrange(days))
        opening = datetime.combine(day, OPENS, clock.local(now).tzinfo)
        found.append(opening + timedelta(seconds=dice.randrange(OPEN_HOURS * 3600)))
    return iter(sorted(found))


def _take_in(
    session: Session, actor: Actor, dice: random.Random, memory: _Memory, moment: datetime, now: datetime
) -> _Made:
    category = dice.choice(list(data.KINDS))
    old = (now - moment).days > OPEN_DAYS
    choice = (_CLOSED, _CLOSED_WEIGHTS) if old and dice.random() < 0.995 else (_OPEN, _OPEN_WEIGHTS)  # noqa: PLR2004
    status = dice.choices(*choice)[0]
    with clock.standing_at(moment):
        customer = _customer(dice, memory)
        device = _device(dice, memory, category)
        item = IntakeItem(device, _request(dice, customer, device.category))
        request_id = str(uuid.UUID(int=dice.getrandbits(128), version=4))
        accepted = intake.accept(session, IntakeData(request_id, customer, (item,)), actor)
    memory.customers.append(replace(customer, id=accepted.customer_id))
    memory.devices.append(item.device)
    reason = dice.choice(data.REASONS) if status is _S.CANCELLED else None
    return _Made(accepted, moment, status, reason)


def _customer(dice: random.Random, memory: _Memory) -> CustomerData:
    if memory.customers and dice.random() < 0.25:  # noqa: PLR2004
        return dice.choice(memory.customers)
    phone = f"+79{dice.randrange(10**9):09d}"
    if dice.random() < 0.07:  # noqa: PLR2004
        name, inn, kpp = dice.choice(data.COMPANIES)
        return CustomerData(CustomerKind.COMPANY, name, phone, inn=inn, kpp=kpp, contact=_name(dice))
    return CustomerData(CustomerKind.PERSON, _name(dice), phone)


def _name(dice: random.Random) -> str:
    surname = dice.choice(data.SURNAMES)
    if dice.random() < 0.5:  # noqa: PLR2004
        return " ".join([surname, *dice.choice(data.MEN)])
    return " ".join([f"{surname}а", *dice.choice(data.WOMEN)])


def _device(dice: random.Random, memory: _Memory, category: str) -> DeviceData:
    if memory.devices and dice.random() < 0.08:  # noqa: PLR2004
        return dice.choice(memory.devices)
    models, _faults, _accessories, (low, high) = data.KINDS[category]
    brand, model = dice.choice(models)
    today = clock.today()
    sold = today - timedelta(days=dice.randrange(20, 1500))
    return DeviceData(
        category=category,
        brand=brand,
        model=model,
        serial_number=f"{brand[:2].upper()}{dice.randrange(10**9):09d}",
        produced_on=sold - timedelta(days=dice.randrange(30, 300)),
        sold_on=sold,
        seller=dice.choice(data.SELLERS),
        price_paid=dice.randrange(low, high) * 100,
    )


def _request(dice: random.Random, customer: CustomerData, category: str) -> RequestData:
    _models, faults, accessories, (low, high) = data.KINDS[category]
    warranty = dice.random() < 0.55  # noqa: PLR2004
    today = clock.today()
    person = customer.kind is CustomerKind.PERSON
    return RequestData(
        kind=RequestKind.WARRANTY if warranty else RequestKind.PAID,
        demand=Demand.REPAIR,
        demanded_on=today,
        reported_fault=dice.choice(faults),
        appearance=dice.choice(data.APPEARANCE),
        declared_value=dice.randrange(low, high) * 100,
        accessories=tuple(Accessory(name) for name in accessories if dice.random() < 0.6),  # noqa: PLR2004
        seals=dice.choice((SealState.INTACT, SealState.NOT_CHECKED)),
        use=Use.PERSONAL if person else Use.BUSINESS,
        agreed_until=today + timedelta(days=dice.randrange(7, 40)),
        documents=PurchaseDocuments(dice.choice(list(PaperState)), PaperState.PRESENT),
        data_backup=DataBackup.NOT_APPLICABLE,
        place=dice.choice(data.PLACES),
    )


def _move_on(
    session: Session, actor: Actor, dice: random.Random, made: _Made, now: datetime, bench: demo_bench.Bench
) -> None:
    """Give an order its state with the history that leads there, and count its papers as printed."""
    order_id, stands, at = made.accepted.orders[0].id, _S.ACCEPTED, made.at
    changes: list[dict[str, Any]] = []
    for status in WAYS[made.status]:
        at = min(at + timedelta(hours=dice.randrange(2, 90)), now)
        changes.append(_change(actor, order_id, stands, status, at, made.reason))
        stands = status
    if changes:
        session.execute(insert(_changes), changes)
        closed = None if stands.is_open else at
        session.execute(
            update(_orders)
            .where(_orders.c.id == order_id)
            .values(status=stands.value, closed_at=closed, version=2)
        )
    demo_bench.fill(session, actor, dice, bench, order_id, changes)
    papers = made.accepted.document_ids
    state = DocumentState.ANNULLED if stands is _S.CANCELLED else DocumentState.VALID
    session.execute(
        update(_documents).where(_documents.c.id.in_(papers)).values(print_count=1, state=state.value)
    )
    session.execute(update(_jobs).where(_jobs.c.document_id.in_(papers)).values(state=PrintState.DONE.value))


def _change(
    actor: Actor, order_id: int, before: OrderStatus, after: OrderStatus, at: datetime, reason: str | None
) -> dict[str, Any]:
    return {
        "id": keys.new_key(),
        "order_id": order_id,
        "from_status": before.value,
        "to_status": after.value,
        "changed_at": at,
        "user_id": actor.user_id,
        "reason": reason,
    }

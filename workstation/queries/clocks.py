"""Legal clocks of orders and the money at stake: of one order, and the list of those nearest to a limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.clocks import LimitRow, OrderClocks, OrderTime
from workstation.documents.codec import decode_as
from workstation.documents.order_rows import state_face
from workstation.documents.orders import AgreedTerms
from workstation.documents.warranty import EntitlementCode, Free
from workstation.errors import UserError
from workstation.models import (
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    Loan,
    StatusChange,
    StoredVerdict,
    User,
    WorkOrder,
)
from workstation.queries.law import read_law
from workstation.queries.states import FACE, faced
from workstation.rules.clocks import PAID, clocks_of
from workstation.rules.law import Law
from workstation.rules.order_words import short_name
from workstation.rules.warranty_terms import warranty_year
from workstation.statuses import TO_COLLECT, CustomerKind, Demand, OrderStatus, RequestKind, Use

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_changes = StatusChange.__table__
_users = User.__table__
_verdicts = StoredVerdict.__table__
_loans = Loan.__table__
_earlier = _orders.alias("earlier")

_LAST = (
    select(func.max(_verdicts.c.id)).where(_verdicts.c.order_id == _orders.c.id).correlate(_orders)
).scalar_subquery()
_LENT = select(_loans.c.id).where(_loans.c.order_id == _orders.c.id).correlate(_orders).exists()
_PAID_KINDS = frozenset(kind.value for kind in PAID)
_OVER = tuple(status.value for status in TO_COLLECT)

Row = Any
Repair = tuple[int, date, int]
"""An earlier warranty repair: id of its order, day of the demand, days it took."""


def get_clocks(session: Session, order_id: int, today: date) -> OrderClocks:
    """The clocks of an order as of a day; of a closed order none. Raises UserError `order_not_found`."""
    row = session.execute(_query().where(_orders.c.id == order_id)).mappings().one_or_none()
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    if row["closed_at"] is not None:
        return OrderClocks()
    stopped = _stopped_on(session, order_id) if row["status"] in _OVER else None
    repairs = _repairs(session, _orders.c.id == order_id).get(row["device_id"], [])
    return clocks_of(_time(row, repairs, stopped), read_law(session).law, today)


def list_near_limit(session: Session, today: date, limit: int = 50) -> tuple[LimitRow, ...]:
    """Open orders nearest to a limit whose delay costs money, the most overdue first."""
    law = read_law(session).law
    is_open = and_(_orders.c.closed_at.is_(None), _orders.c.status.not_in(_OVER))
    repairs = _repairs(session, is_open)
    query = faced(_query().add_columns(*FACE), _orders.c.state_code, _orders.c.status).where(is_open)
    found = [
        (row, clocks)
        for row in session.execute(query).mappings()
        for clocks in [_clocks(row, repairs.get(row["device_id"], []), law, today)]
        if clocks.main
    ]
    found.sort(
        key=lambda one: (one[1].main.last_day if one[1].main else today, -one[1].exposure, one[0]["id"])
    )
    return tuple(_limit_row(row, clocks) for row, clocks in found[:limit])


def _clocks(row: Row, repairs: Sequence[Repair], law: Law, today: date) -> OrderClocks:
    return clocks_of(_time(row, repairs, None), law, today)


def _query() -> Select[Any]:
    return (
        select(
            _orders.c.id,
            _orders.c.number,
            _orders.c.status,
            _orders.c.kind,
            _orders.c.demand,
            _orders.c.use,
            _orders.c.demanded_on,
            _orders.c.agreed_until,
            _orders.c.closed_at,
            _orders.c.wants_loaner,
            _orders.c.loaner_demanded_on,
            _LENT.label("is_loaner_lent"),
            _orders.c.terms,
            _orders.c.device_id,
            _customers.c.kind.label("customer_kind"),
            _customers.c.name.label("customer"),
            _devices.c.sold_on,
            _devices.c.delivered_on,
            _devices.c.produced_on,
            _devices.c.price_paid_kopecks,
            _brands.c.name.label("brand"),
            _models.c.name.label("model"),
            _categories.c.short_name.label("category"),
            _categories.c.tst_item,
            _categories.c.loaner_required,
            _users.c.short_name.label("technician"),
            _verdicts.c.code,
            _verdicts.c.free,
        )
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .join(_categories, _categories.c.code == _devices.c.category_code)
        .outerjoin(_models, _models.c.id == _devices.c.model_id)
        .outerjoin(_users, _users.c.id == _orders.c.technician_id)
        .outerjoin(_verdicts, _verdicts.c.id == _LAST)
    )


def _time(row: Row, repairs: Sequence[Repair], stopped_on: date | None) -> OrderTime:
    start = row["delivered_on"] or row["sold_on"] or row["produced_on"]
    of_work = row["kind"] in _PAID_KINDS
    estimate = decode_as(AgreedTerms, row["terms"]).estimate if of_work else None
    return OrderTime(
        kind=RequestKind(row["kind"]),
        demand=Demand(row["demand"]),
        customer_kind=CustomerKind(row["customer_kind"]),
        use=Use(row["use"]),
        demanded_on=row["demanded_on"],
        agreed_until=row["agreed_until"],
        code=EntitlementCode(row["code"]) if row["code"] else None,
        free=Free(row["free"]) if row["free"] else None,
        wants_loaner=bool(row["wants_loaner"]),
        loaner_demanded_on=row["loaner_demanded_on"],
        is_loaner_lent=bool(row["is_loaner_lent"]),
        loaner_required=bool(row["loaner_required"]),
        tst_item=row["tst_item"],
        start=start,
        price_paid=row["price_paid_kopecks"],
        price_of_work=estimate.amount if estimate else None,
        idle_days=_idle_days(repairs, row, start),
        stopped_on=stopped_on,
    )


def _idle_days(repairs: Sequence[Repair], row: Row, start: date | None) -> int:
    """Days of earlier warranty repairs in the warranty year that holds this demand."""
    year = warranty_year(start, row["demanded_on"]) if start else None
    if year is None:
        return 0
    return sum(
        taken
        for order_id, demanded_on, taken in repairs
        if order_id < row["id"] and year[0] <= demanded_on < year[1]
    )


def _repairs(session: Session, orders: Any) -> dict[int, list[Repair]]:
    """Handed-over warranty repairs of the devices of some orders, by device, in one statement."""
    kinds = [RequestKind.WARRANTY.value, RequestKind.REPEAT.value]
    query = (
        select(_earlier.c.id, _earlier.c.device_id, _earlier.c.demanded_on, _earlier.c.closed_at)
        .join(_orders, and_(_orders.c.device_id == _earlier.c.device_id, _orders.c.id > _earlier.c.id))
        .where(
            orders,
            _earlier.c.status == OrderStatus.HANDED_OVER.value,
            _earlier.c.kind.in_(kinds),
            _earlier.c.closed_at.is_not(None),
        )
        .distinct()
    )
    found: dict[int, list[Repair]] = defaultdict(list)
    for row in session.execute(query):
        taken = (clock.local(row.closed_at).date() - row.demanded_on).days
        found[row.device_id].append((row.id, row.demanded_on, max(0, taken)))
    return found


def _stopped_on(session: Session, order_id: int) -> date | None:
    """The day an order came to wait for its customer."""
    query = (
        select(_changes.c.changed_at)
        .where(_changes.c.order_id == order_id, _changes.c.to_status.in_(_OVER))
        .order_by(_changes.c.id.desc())
        .limit(1)
    )
    moment = session.execute(query).scalar()
    return clock.local(moment).date() if moment else None


def _limit_row(row: Row, clocks: OrderClocks) -> LimitRow:
    main = clocks.main
    if main is None:
        raise ValueError("an order without a running clock has no limit")
    device = " ".join(part for part in (row["category"], row["brand"], row["model"]) if part)
    status = OrderStatus(row["status"])
    return LimitRow(
        id=row["id"],
        number=row["number"],
        status=status,
        face=state_face(status, row["state_name"], row["state_token"]),
        customer=short_name(row["customer"], CustomerKind(row["customer_kind"])),
        device=device,
        technician=row["technician"],
        code=main.code,
        last_day=main.last_day,
        days_left=main.days_left,
        exposure=clocks.exposure,
        a_day=clocks.a_day,
        price_paid=row["price_paid_kopecks"],
    )

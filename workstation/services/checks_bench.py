"""Checks of the bench: moves follow the table, lists were done, times and handovers hold together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.i18n import tr
from workstation.models import (
    ChecklistAnswer,
    ChecklistItem,
    Customer,
    Handover,
    LabourLine,
    OrderChecklist,
    OrderOverride,
    OrderState,
    PartLine,
    StatusChange,
    TimeEntry,
    User,
    WorkOrder,
)
from workstation.rules.intake import is_consumer_warranty
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of
from workstation.statuses import TRANSITIONS, CustomerKind, OrderStatus, RequestKind, Use

_orders = WorkOrder.__table__
_changes = StatusChange.__table__
_states = OrderState.__table__
_customers = Customer.__table__
_handovers = Handover.__table__
_chosen = OrderChecklist.__table__
_items = ChecklistItem.__table__
_answers = ChecklistAnswer.__table__
_overrides = OrderOverride.__table__
_times = TimeEntry.__table__
_users = User.__table__
_lines = LabourLine.__table__
_parts = PartLine.__table__

_DONE = (OrderStatus.READY.value, OrderStatus.HANDED_OVER.value)
_GONE = (OrderStatus.HANDED_OVER.value, OrderStatus.RETURNED_UNREPAIRED.value)


def check_moves(session: Session) -> Findings:
    """Each move of each order is one of the table; within a state only the centre's own state may change."""
    known: set[tuple[str | None, str]] = {(None, OrderStatus.ACCEPTED.value)}
    known |= {(before.value, after.value) for before, to in TRANSITIONS.items() for after in to}
    query = (
        select(_orders.c.number, _changes.c.from_status, _changes.c.to_status, func.count())
        .join(_orders, _orders.c.id == _changes.c.order_id)
        .group_by(_orders.c.number, _changes.c.from_status, _changes.c.to_status)
    )
    odd = (
        tr("Заказ {number}: переход {before} → {after} невозможен", number=number, before=before, after=after)
        for number, before, after, _count in session.execute(query.execution_options(yield_per=BATCH))
        if (before, after) not in known and before != after
    )
    return count_of(session, _changes), odd


def check_own_states(session: Session) -> Findings:
    """A state of the centre's own hangs on the state of the law in which the order stands."""
    query = (
        select(_orders.c.number)
        .outerjoin(_states, _states.c.code == _orders.c.state_code)
        .where(
            _orders.c.state_code.is_not(None),
            or_(_states.c.code.is_(None), _states.c.status != _orders.c.status),
        )
    )
    text = tr("Заказ {number}: своё состояние не относится к состоянию заказа")
    odd = [text.format(number=number) for number in session.execute(query).scalars()]
    return count_of(session, _states), odd


def check_checklists(session: Session) -> Findings:
    """Answers are of the order's own list; what is ready has every required item done or let go."""
    return count_of(session, _answers), _checklist_problems(session)


def _checklist_problems(session: Session) -> Iterator[str]:
    strange = (
        select(_orders.c.number)
        .join(_answers, _answers.c.order_id == _orders.c.id)
        .join(_items, _items.c.id == _answers.c.item_id)
        .outerjoin(_chosen, _chosen.c.order_id == _orders.c.id)
        .where(or_(_chosen.c.version_id.is_(None), _chosen.c.version_id != _items.c.version_id))
        .distinct()
    )
    for number in session.execute(strange).scalars():
        yield tr("Заказ {number}: ответ на пункт чужого списка", number=number)
    waived = {
        (row.order_id, item)
        for row in session.execute(select(_overrides.c.order_id, _overrides.c.item_ids))
        for item in decode_as(tuple[int, ...], row.item_ids)
    }
    here = and_(_answers.c.item_id == _items.c.id, _answers.c.order_id == _orders.c.id)
    undone = (
        select(_orders.c.id, _orders.c.number, _items.c.id.label("item"), _items.c.text)
        .join(_chosen, _chosen.c.order_id == _orders.c.id)
        .join(_items, _items.c.version_id == _chosen.c.version_id)
        .outerjoin(_answers, here)
        .where(
            _orders.c.status.in_(_DONE),
            _items.c.required,
            or_(_answers.c.item_id.is_(None), _answers.c.is_good.is_(False)),
        )
    )
    for row in session.execute(undone):
        if (row.id, row.item) not in waived:
            yield tr("Заказ {number}: готов без пункта «{item}»", number=row.number, item=row.text)


def check_times(session: Session) -> Findings:
    """No stretch of time ends before it begins, runs on a closed order, or overlaps another of its person."""
    return count_of(session, _times), _time_problems(session)


def _time_problems(session: Session) -> Iterator[str]:
    query = (
        select(_times, _orders.c.number, _orders.c.closed_at, _users.c.short_name)
        .join(_orders, _orders.c.id == _times.c.order_id)
        .join(_users, _users.c.id == _times.c.user_id)
        .order_by(_times.c.user_id, _times.c.started_at, _times.c.id)
    )
    person, until = None, None
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        if row.ended_at is not None and row.ended_at < row.started_at:
            yield tr("Заказ {number}: время кончилось раньше, чем началось", number=row.number)
        if row.ended_at is None and row.closed_at is not None:
            yield tr("Заказ {number} закрыт, а время идёт", number=row.number)
        if row.user_id == person and until is not None and row.started_at < until:
            yield tr(
                "{name}: время по заказу {number} перекрывает другое", name=row.short_name, number=row.number
            )
        person, until = row.user_id, row.ended_at or clock.now()


def check_handovers(session: Session) -> Findings:
    """What left the centre says how; a consumer's warranty repair tells the five facts (ст. 20 п. 3)."""
    return count_of(session, _handovers), _handover_problems(session)


def _handover_problems(session: Session) -> Iterator[str]:
    query = (
        select(
            _orders.c.number,
            _orders.c.status,
            _orders.c.kind,
            _orders.c.use,
            _orders.c.repaired_at,
            _orders.c.demanded_on.label("demand"),
            _orders.c.unlock_code,
            _customers.c.kind.label("customer_kind"),
            _handovers,
        )
        .join(_customers, _customers.c.id == _orders.c.customer_id)
        .outerjoin(_handovers, _handovers.c.order_id == _orders.c.id)
        .where(or_(_orders.c.status.in_(_GONE), _handovers.c.order_id.is_not(None)))
    )
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        if row.unlock_code is not None:
            yield tr("Заказ {number} выдан, а код разблокировки не стёрт", number=row.number)
        if row.order_id is None:
            # Orders that were handed over before the bench was kept have no row, and no day of repair.
            if row.status == OrderStatus.HANDED_OVER.value and row.repaired_at is not None:
                yield tr("Заказ {number} выдан, а сведений о выдаче нет", number=row.number)
        elif row.status != (_GONE[0] if row.is_repaired else _GONE[1]):
            yield tr("Заказ {number}: сведения о выдаче не сходятся с состоянием", number=row.number)
        elif row.is_repaired and not _tells_five_facts(row):
            yield tr("Заказ {number}: выдан без пяти сведений о ремонте", number=row.number)


def _tells_five_facts(row: Any) -> bool:
    """All five, in their order of days, for whom the law wants them."""
    kind, use = RequestKind(row.kind), Use(row.use)
    if not is_consumer_warranty(CustomerKind(row.customer_kind), use, kind):
        return True
    days = (row.demanded_on, row.received_on, row.repaired_on, row.handed_on)
    told = all(days) and bool((row.defects or "").strip()) and bool(row.parts)
    in_order = told and row.demanded_on == row.demand
    return in_order and days[0] <= days[1] <= days[2] <= days[3]


def check_lines(session: Session) -> Findings:
    """A work or a part that was taken back says why."""
    odd = []
    for table in (_lines, _parts):
        query = (
            select(_orders.c.number)
            .join(table, table.c.order_id == _orders.c.id)
            .where(table.c.removed_at.is_not(None), table.c.removed_reason.is_(None))
        )
        text = tr("Заказ {number}: строка снята без причины")
        odd += [text.format(number=number) for number in session.execute(query).scalars()]
    return count_of(session, _lines) + count_of(session, _parts), odd


CHECKS: dict[str, Check] = {
    "order_moves": check_moves,
    "own_states": check_own_states,
    "checklists": check_checklists,
    "times": check_times,
    "handovers": check_handovers,
    "work_lines": check_lines,
}

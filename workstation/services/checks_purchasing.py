"""Checks of purchasing: requests, lines and receipts agree; numbers run without gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from workstation.documents.purchasing import OPEN_PURCHASES, PurchaseState, RequestState
from workstation.documents.stock import MovementKind
from workstation.i18n import tr
from workstation.models import (
    Counter,
    GoodsReceipt,
    Invoice,
    OldPart,
    PartLine,
    PartRequest,
    PurchaseLine,
    PurchaseOrder,
    ReceiptLine,
    StockMovement,
    WorkOrder,
)
from workstation.services import numbering
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of

_requests = PartRequest.__table__
_lines = PurchaseLine.__table__
_purchases = PurchaseOrder.__table__
_items = ReceiptLine.__table__
_movements = StockMovement.__table__
_orders = WorkOrder.__table__
_fitted = PartLine.__table__
_counters = Counter.__table__

_OUT = (RequestState.ISSUED.value, RequestState.FITTED.value)
NUMBERED = (PurchaseOrder.__table__, GoodsReceipt.__table__, OldPart.__table__, Invoice.__table__)
"""Tables whose rows have a series of numbers of their own."""


def check_part_requests(session: Session) -> Findings:
    """A request is in a known state with what belongs to it, and went out as often as it was issued."""
    return count_of(session, _requests), _request_problems(session)


def _request_problems(session: Session) -> Iterator[str]:
    state, reserved = _requests.c.state, RequestState.RESERVED.value
    ordered = RequestState.ORDERED.value
    odd = or_(
        state.not_in([one.value for one in RequestState]),
        and_(state == reserved, _requests.c.bin_id.is_(None)),
        and_(state != reserved, _requests.c.bin_id.is_not(None)),
        and_(state == ordered, _requests.c.purchase_line_id.is_(None)),
    )
    query = select(_orders.c.number).join(_requests, _requests.c.order_id == _orders.c.id).where(odd)
    for number in session.execute(query).scalars():
        yield tr("Заказ {number}: состояние заявки на запчасть не сходится", number=number)
    kinds = [MovementKind.ISSUE.value, MovementKind.RETURN.value]
    out = (
        select(_movements.c.request_id, func.sum(_movements.c.quantity).label("sum"))
        .where(_movements.c.request_id.is_not(None), _movements.c.kind.in_(kinds))
        .group_by(_movements.c.request_id)
        .subquery()
    )
    issued = (
        select(_orders.c.number, state, _requests.c.quantity, out.c.sum)
        .join(_requests, _requests.c.order_id == _orders.c.id)
        .outerjoin(out, out.c.request_id == _requests.c.id)
    )
    for row in session.execute(issued.execution_options(yield_per=BATCH)):
        gone = -int(row.sum or 0)
        fits = 0 < gone <= row.quantity if row.state in _OUT else gone == 0
        if not fits:
            yield tr("Заказ {number}: выдано {count} вместо заявки", number=row.number, count=gone)
    yield from _fitted_problems(session)


def _fitted_problems(session: Session) -> Iterator[str]:
    """What is fitted stands on its order, and what was taken back is not fitted any more."""
    query = (
        select(_orders.c.number)
        .join(_requests, _requests.c.order_id == _orders.c.id)
        .outerjoin(_fitted, _fitted.c.id == _requests.c.part_line_id)
        .where(
            _requests.c.state == RequestState.FITTED.value,
            or_(
                _fitted.c.id.is_(None),
                _fitted.c.removed_at.is_not(None),
                _fitted.c.order_id != _requests.c.order_id,
            ),
        )
    )
    for number in session.execute(query).scalars():
        yield tr("Заказ {number}: установленной запчасти нет среди деталей заказа", number=number)


def check_purchases(session: Session) -> Findings:
    """What a line received is the sum of its receipts; an order is open while something is to come."""
    return count_of(session, _lines), _purchase_problems(session)


def _purchase_problems(session: Session) -> Iterator[str]:
    came = (
        select(_items.c.purchase_line_id, func.sum(_items.c.quantity).label("sum"))
        .group_by(_items.c.purchase_line_id)
        .subquery()
    )
    lines = (
        select(_purchases.c.number)
        .join(_lines, _lines.c.purchase_id == _purchases.c.id)
        .outerjoin(came, came.c.purchase_line_id == _lines.c.id)
        .where(_lines.c.received != func.coalesce(came.c.sum, 0))
    )
    for number in session.execute(lines).scalars():
        yield tr("Заказ {number}: получено не столько, сколько в приходах", number=number)
    waits = (
        select(_lines.c.id)
        .where(
            _lines.c.purchase_id == _purchases.c.id,
            _lines.c.received + _lines.c.cancelled < _lines.c.quantity,
        )
        .correlate(_purchases)
        .exists()
    )
    is_open = _purchases.c.state.in_([state.value for state in OPEN_PURCHASES])
    is_draft = _purchases.c.state == PurchaseState.DRAFT.value
    odd = or_(
        _purchases.c.state.not_in([state.value for state in PurchaseState]),
        and_(is_open, _purchases.c.closed_at.is_not(None)),
        and_(~is_open, or_(_purchases.c.closed_at.is_(None), waits)),
        and_(is_open, ~is_draft, ~waits),
    )
    for number in session.execute(select(_purchases.c.number).where(odd)).scalars():
        yield tr("Заказ {number}: состояние заказа поставщику не сходится", number=number)


def check_stock_numbers(session: Session) -> Findings:
    """Purchase orders, receipts, tags of old parts and invoices: numbers from 1 to the counter, each once."""
    return sum(count_of(session, table) for table in NUMBERED), _number_problems(session)


def numbered_series(session: Session) -> set[tuple[int, str, int]]:
    """Branch, series and year of every counter that belongs to a table of its own."""
    found: set[tuple[int, str, int]] = set()
    for table in NUMBERED:
        query = select(table.c.branch_id, table.c.series, table.c.year).distinct()
        found |= {(row[0], row[1], row[2]) for row in session.execute(query)}
    return found


def _number_problems(session: Session) -> Iterator[str]:
    counters = {(row.branch_id, row.series, row.year): row.last for row in session.execute(select(_counters))}
    for table in NUMBERED:
        found: dict[tuple[int, str, int], list[int]] = defaultdict(list)
        query = select(table.c.branch_id, table.c.series, table.c.year, table.c.seq, table.c.number)
        for row in session.execute(query.execution_options(yield_per=BATCH)):
            found[row.branch_id, row.series, row.year].append(row.seq)
            if row.number != numbering.show(row.series, row.year, row.seq):
                yield tr("Документ {number}: номер не по форме", number=row.number)
        for key, numbers in sorted(found.items()):
            if sorted(numbers) != list(range(1, counters.get(key, 0) + 1)):
                yield tr(
                    "{series}-{year}: документов {count}, счётчик {counter}",
                    series=key[1],
                    year=key[2],
                    count=len(numbers),
                    counter=counters.get(key, 0),
                )


CHECKS: dict[str, Check] = {
    "part_requests": check_part_requests,
    "purchases": check_purchases,
    "stock_numbers": check_stock_numbers,
}

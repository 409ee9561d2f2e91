"""Checks of the stock: balances, layers and serial numbers equal the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workstation.documents.purchasing import RequestState
from workstation.i18n import tr
from workstation.models import (
    LayerUse,
    Part,
    PartRequest,
    StockBalance,
    StockBin,
    StockLayer,
    StockMovement,
    StockSerial,
    part_search,
)
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of
from workstation.services.part_search import texts_of

_parts = Part.__table__
_movements = StockMovement.__table__
_balances = StockBalance.__table__
_layers = StockLayer.__table__
_uses = LayerUse.__table__
_serials = StockSerial.__table__
_bins = StockBin.__table__
_requests = PartRequest.__table__

Sums = dict[tuple[int, int], tuple[int, ...]]


def check_balances(session: Session) -> Findings:
    """What lies in each bin and what of it is promised is the sum of its movements, and of its requests."""
    return count_of(session, _movements), _balance_problems(session)


def _balance_problems(session: Session) -> Iterator[str]:
    query = select(_balances.c.part_id, _balances.c.bin_id, _balances.c.on_hand, _balances.c.reserved)
    kept = _sums(session, query)
    ledger = _sums(
        session,
        select(
            _movements.c.part_id,
            _movements.c.bin_id,
            func.sum(_movements.c.quantity),
            func.sum(_movements.c.reserved),
        ).group_by(_movements.c.part_id, _movements.c.bin_id),
    )
    held = _sums(
        session,
        select(_requests.c.part_id, _requests.c.bin_id, func.sum(_requests.c.quantity))
        .where(_requests.c.state == RequestState.RESERVED.value, _requests.c.bin_id.is_not(None))
        .group_by(_requests.c.part_id, _requests.c.bin_id),
    )
    for key in sorted(kept.keys() | ledger.keys() | held.keys()):
        balance, moved = kept.get(key, (0, 0)), ledger.get(key, (0, 0))
        if balance != moved:
            yield tr(
                "{part}: остаток {kept}, по движениям {moved}",
                part=_number(session, key[0]),
                kept=_pair(balance),
                moved=_pair(moved),
            )
        if held.get(key, (0,))[0] != balance[1]:
            yield tr(
                "{part}: в резерве {kept}, по заявкам {held}",
                part=_number(session, key[0]),
                kept=balance[1],
                held=held.get(key, (0,))[0],
            )


def check_part_search(session: Session) -> Findings:
    """Each part is found by its number, its names and the models it fits, and nothing else is found."""
    return count_of(session, _parts), _search_problems(session)


def _search_problems(session: Session) -> Iterator[str]:
    kept = {row.rowid: row.text for row in session.execute(select(part_search.c.rowid, part_search.c.text))}
    ids = list(session.execute(select(_parts.c.id).order_by(_parts.c.id)).scalars())
    for start in range(0, len(ids), BATCH):
        for part_id, text in texts_of(session, ids[start : start + BATCH]):
            if kept.pop(part_id, None) != text:
                yield tr("Запчасть {part} не находится поиском", part=_number(session, part_id))
    for part_id in sorted(kept):
        yield tr("Поиск называет отсутствующую запчасть {id}", id=part_id)


def check_layers(session: Session) -> Findings:
    """Layers of a part in a warehouse bear its balance; each is its receipt less what was taken of it."""
    return count_of(session, _layers), _layer_problems(session)


def _layer_problems(session: Session) -> Iterator[str]:
    moved = _sums(
        session,
        select(
            _movements.c.part_id,
            _bins.c.warehouse_id,
            func.sum(_movements.c.quantity),
            func.sum(_movements.c.cost_kopecks),
        )
        .join(_bins, _bins.c.id == _movements.c.bin_id)
        .group_by(_movements.c.part_id, _bins.c.warehouse_id),
    )
    left = _sums(
        session,
        select(
            _layers.c.part_id,
            _layers.c.warehouse_id,
            func.sum(_layers.c.quantity_left),
            func.sum(_layers.c.cost_left_kopecks),
        ).group_by(_layers.c.part_id, _layers.c.warehouse_id),
    )
    for key in sorted(moved.keys() | left.keys()):
        if moved.get(key, (0, 0)) != left.get(key, (0, 0)):
            yield tr(
                "{part}: в слоях {left}, по движениям {moved}",
                part=_number(session, key[0]),
                left=_pair(left.get(key, (0, 0))),
                moved=_pair(moved.get(key, (0, 0))),
            )
    yield from _use_problems(session)


def _use_problems(session: Session) -> Iterator[str]:
    """Layers that are not their own uses less, and movements that took another cost than their slices."""
    used = (
        select(
            _uses.c.layer_id,
            func.sum(_uses.c.quantity).label("quantity"),
            func.sum(_uses.c.cost_kopecks).label("cost"),
        )
        .group_by(_uses.c.layer_id)
        .subquery()
    )
    query = (
        select(_layers.c.part_id)
        .outerjoin(used, used.c.layer_id == _layers.c.id)
        .where(
            (_layers.c.quantity_left + func.coalesce(used.c.quantity, 0) != _layers.c.quantity)
            | (_layers.c.cost_left_kopecks + func.coalesce(used.c.cost, 0) != _layers.c.cost_kopecks)
        )
    )
    for part_id in session.execute(query).scalars():
        yield tr("{part}: слой не сходится со списаниями из него", part=_number(session, part_id))
    taken = (
        select(_movements.c.part_id)
        .outerjoin(_uses, _uses.c.movement_id == _movements.c.id)
        .where(_movements.c.quantity < 0)
        .group_by(_movements.c.id, _movements.c.part_id, _movements.c.quantity, _movements.c.cost_kopecks)
        .having(
            (func.coalesce(func.sum(_uses.c.quantity), 0) != -_movements.c.quantity)
            | (func.coalesce(func.sum(_uses.c.cost_kopecks), 0) != -_movements.c.cost_kopecks)
        )
    )
    for part_id in session.execute(taken).scalars():
        yield tr("{part}: стоимость выбытия не сходится со слоями", part=_number(session, part_id))


def check_serials(session: Session) -> Findings:
    """Of a tracked part as many serial pieces lie in each bin as the balance says, as movements left them."""
    return count_of(session, _serials), _serial_problems(session)


def _serial_problems(session: Session) -> Iterator[str]:
    lying = _sums(
        session,
        select(_serials.c.part_id, _serials.c.bin_id, func.count())
        .where(_serials.c.bin_id.is_not(None))
        .group_by(_serials.c.part_id, _serials.c.bin_id),
    )
    tracked = _sums(
        session,
        select(_balances.c.part_id, _balances.c.bin_id, _balances.c.on_hand)
        .join(_parts, _parts.c.id == _balances.c.part_id)
        .where(_parts.c.is_serial),
    )
    for key in sorted(lying.keys() | tracked.keys()):
        if lying.get(key, (0,)) != tracked.get(key, (0,)):
            yield tr(
                "{part}: серийных номеров {count}, в остатке {kept}",
                part=_number(session, key[0]),
                count=lying.get(key, (0,))[0],
                kept=tracked.get(key, (0,))[0],
            )
    moved = (
        select(_serials.c.serial_number, _serials.c.bin_id, func.sum(_movements.c.quantity).label("sum"))
        .outerjoin(_movements, _movements.c.serial_id == _serials.c.id)
        .group_by(_serials.c.id, _serials.c.serial_number, _serials.c.bin_id)
    )
    for row in session.execute(moved.execution_options(yield_per=BATCH)):
        if int(row.sum or 0) != int(row.bin_id is not None):
            yield tr("Серийный номер {serial}: место не сходится с движениями", serial=row.serial_number)


def _sums(session: Session, query: Select[Any]) -> Sums:
    """Sums by the first two columns; groups whose sums are all nothing are left out."""
    found = {(row[0], row[1]): tuple(int(one or 0) for one in row[2:]) for row in session.execute(query)}
    return {key: sums for key, sums in found.items() if any(sums)}


def _pair(sums: tuple[int, ...]) -> str:
    return " / ".join(map(str, sums))


def _number(session: Session, part_id: int) -> str:
    return str(session.execute(select(_parts.c.number).where(_parts.c.id == part_id)).scalar())


CHECKS: dict[str, Check] = {
    "part_search": check_part_search,
    "stock_balances": check_balances,
    "stock_layers": check_layers,
    "stock_serials": check_serials,
}

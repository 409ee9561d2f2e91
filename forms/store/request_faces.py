"""Columns of the requests: the supplier's promise stands beside the last day of the order."""

from __future__ import annotations

from collections.abc import Sequence

from ui.store_faces import badge_cell, promise_cell, request_face
from ui.table_model import Cell, Column
from workstation import clock
from workstation.documents.purchasing import OpenRequest, RequestState
from workstation.i18n import mark, ntr, tr
from workstation.rules.order_words import day_month

LONG_WAIT = 14
"""Days after which waiting is said in amber."""


def columns() -> Sequence[Column]:
    """What the view shows of a request."""
    return (
        Column("number", mark("Артикул"), 130, lambda row: Cell(row.request.number, bold=True)),
        Column("name", mark("Запчасть"), 0, _name),
        Column("state", mark("Состояние"), 124, lambda row: badge_cell(request_face(row.request.state))),
        Column("order", mark("Заказ"), 122, lambda row: Cell(row.request.order)),
        Column("device", mark("Изделие"), 260, lambda row: Cell(row.device, tone="text2")),
        Column("wanted", mark("К дню"), 50, _wanted, right=True),
        Column("promised", mark("Обещана или лежит"), 206, _promised),
        Column("limit", mark("Предел"), 70, _limit, right=True),
        Column("waits", mark("Ждёт"), 72, _waits, right=True),
    )


def _name(row: OpenRequest) -> Cell:
    one = row.request
    pieces = tr("{n} шт.", n=one.quantity) if one.quantity > 1 else ""
    free = tr("свободно {n}", n=row.free) if row.free and one.state is not RequestState.RESERVED else ""
    return Cell(one.name, " · ".join(filter(None, (pieces, free))))


def _wanted(row: OpenRequest) -> Cell:
    day = row.request.wanted_by
    if day is None:
        return Cell("")
    late = day < clock.today()
    return Cell(day_month(day, clock.today()), tone="red" if late else "text2", bold=late)


def _promised(row: OpenRequest) -> Cell:
    one = row.request
    if one.state is RequestState.RESERVED:
        return Cell(one.place or "", tone="text2")
    if one.state is not RequestState.ORDERED:
        return Cell("—", tone="text2")
    return promise_cell(one.promised_on, row.limit_on, clock.today())


def _limit(row: OpenRequest) -> Cell:
    if row.limit_on is None:
        return Cell("")
    late = row.limit_on < clock.today() or row.is_promised_late
    return Cell(day_month(row.limit_on, clock.today()), tone="red" if late else "text2", bold=late)


def _waits(row: OpenRequest) -> Cell:
    days = (clock.today() - clock.local(row.request.made_at).date()).days
    if row.request.state is RequestState.RESERVED:
        return Cell("")
    if days == 0:
        return Cell(tr("сегодня"), tone="text2")
    return Cell(ntr("{n} день", "{n} дней", days), tone="amber" if days >= LONG_WAIT else "text2")

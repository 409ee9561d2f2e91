"""Saved views of the list of orders, its columns, and what a row says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ui.table_model import Cell, Column
from workstation import clock
from workstation.documents.order_rows import MANY, OpenCounts, OrderFilter, OrderRow
from workstation.i18n import mark, tr
from workstation.rules.order_words import KIND_LETTERS, SOON_DAYS, brief_names, day_month, short_name, term
from workstation.statuses import TO_COLLECT, OrderStatus

WORKING = tuple(status for status in OrderStatus if status.is_open and status not in TO_COLLECT)


class View(NamedTuple):
    """A saved view: a tab. `tone` colours its count when there is any; `sort` is the order it opens with."""

    id: str
    title: str
    open_only: bool = True
    statuses: tuple[OrderStatus, ...] = ()
    sort: str = "due"
    descending: bool = False
    tone: str = "text2"
    only_with_rows: bool = False


VIEWS: tuple[View, ...] = (
    View("active", mark("Активные")),
    View("overdue", mark("Просрочено"), statuses=WORKING, tone="red"),
    View("soon", mark("Срок за 3 дня"), statuses=WORKING, tone="amber"),
    View("to_collect", mark("Готовы к выдаче"), statuses=tuple(sorted(TO_COLLECT)), only_with_rows=True),
    View("all", mark("Все"), open_only=False, sort="number", descending=True),
)

SORT_WORDS: dict[tuple[str, bool], str] = {
    ("due", False): mark("Сначала ближайший срок"),
    ("due", True): mark("Сначала дальний срок"),
    ("number", True): mark("Сначала новые"),
    ("number", False): mark("Сначала старые"),
    ("device", False): mark("По изделию, А–Я"),
    ("device", True): mark("По изделию, Я–А"),
    ("customer", False): mark("По заказчику, А–Я"),
    ("customer", True): mark("По заказчику, Я–А"),
    ("status", False): mark("По ходу работ"),
    ("status", True): mark("По ходу работ, с конца"),
    ("kind", False): mark("По виду"),
    ("kind", True): mark("По виду, наоборот"),
}


def view_of(name: str) -> View:
    """A view by its id; KeyError for one that does not exist."""
    return {view.id: view for view in VIEWS}[name]


def limits_of(view: View, only: OrderFilter, today: date) -> OrderFilter:
    """The filter with the days of a view in it."""
    days: dict[str, tuple[date | None, date | None]] = {
        "overdue": (None, today - timedelta(days=1)),
        "soon": (today, today + timedelta(days=SOON_DAYS)),
    }
    due_from, due_until = days.get(view.id, (None, None))
    return OrderFilter(only.kinds, only.brands, only.accepted_since, due_from, due_until)


def counts_by_view(counts: OpenCounts, everything: int) -> dict[str, str]:
    """What stands beside each tab; of all orders «1000+» at most."""
    shown = {
        "active": counts.active,
        "overdue": counts.overdue,
        "soon": counts.soon,
        "to_collect": counts.to_collect,
    }
    words = {name: str(number) for name, number in shown.items()}
    return {**words, "all": f"{MANY}+" if everything > MANY else str(everything)}


def device_words(row: OrderRow) -> str:
    """«Bosch WAN24260», or the brand with the category where the model is not known."""
    return " ".join(part for part in (row.brand, row.model) if part)


def lowered(words: str) -> str:
    """A name inside a line: «Смартфон» begins small, «ТВ» and «СВЧ-печь» stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def columns() -> Sequence[Column]:
    """The columns of the list."""
    return (
        Column("number", mark("Номер"), 120, lambda row: row.number, "number"),
        Column("device", mark("Изделие"), 0, _device, "device"),
        Column("customer", mark("Заказчик"), 120, _customer, "customer"),
        Column("status", mark("Состояние"), 164, _status, "status"),
        Column("kind", mark("Вид"), 42, _kind, "kind"),
        Column("technician", mark("Мастер"), 72, _technician),
        Column("due", mark("Срок"), 60, _due, "due", right=True),
        Column("left", "", 174, _left),
    )


def _device(row: OrderRow) -> Cell:
    return Cell(device_words(row), lowered(row.category), bold=True)


def _customer(row: OrderRow) -> Cell:
    return Cell(short_name(row.customer, row.customer_kind))


def _status(row: OrderRow) -> Cell:
    return Cell(row.face.label, badge=row.face.token, icon=row.face.icon)


def _kind(row: OrderRow) -> Cell:
    return Cell(tr(KIND_LETTERS[row.kind]), tone="text2")


def _technician(row: OrderRow) -> Cell:
    return Cell(brief_names(row.technician)[-1] if row.technician else "—", tone="text2")


def _due(row: OrderRow) -> Cell:
    return Cell(day_month(row.due_on, clock.today()) if row.due_on else "—")


def _left(row: OrderRow) -> Cell:
    words = term(row.status, row.due_on, clock.today())
    return Cell(words.text, tone=words.tone, bold=words.presses)

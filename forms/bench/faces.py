"""How an order looks in the workshop: the columns of the board, a card on it, a line of the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from ui.board import BoardColumn
from ui.board_model import Face
from ui.table_model import Cell, Column
from workstation import clock
from workstation.documents.bench import BoardRow, StateRow
from workstation.documents.orders import OrderView
from workstation.i18n import mark, tr
from workstation.rules.order_words import brief_names, day_month, days_left, short_name, term
from workstation.statuses import TO_COLLECT, TRANSITIONS, WAITING, OrderStatus, Priority

BOARD = (
    OrderStatus.ACCEPTED,
    OrderStatus.IN_DIAGNOSIS,
    OrderStatus.WAITING_CUSTOMER,
    OrderStatus.WAITING_PART,
    OrderStatus.WAITING_MANUFACTURER,
    OrderStatus.IN_REPAIR,
    OrderStatus.IN_CHECK,
    OrderStatus.READY,
)
"""What stands on the board: everything the workshop has to do with, in the order of life."""
OUR_TURN = tuple(status for status in BOARD if status not in WAITING | TO_COLLECT)
"""Where the workshop can do something now."""
PRIORITY_TONES = {Priority.LOW: "text3", Priority.HIGH: "amber", Priority.URGENT: "red"}


class View(NamedTuple):
    """A tab over the work: whose orders it shows."""

    id: str
    title: str


MINE, FREE, RUNNING, ALL = "mine", "free", "running", "all"
VIEWS = (
    View(MINE, mark("Мои")),
    View(FREE, mark("Свободные")),
    View(RUNNING, mark("Идёт работа")),
    View(ALL, mark("Все")),
)

States = Mapping[str, StateRow]


def board_columns(states: Sequence[StateRow]) -> list[BoardColumn]:
    """A column for each state of the workshop, those the centre added beside the one they hang on."""
    return [
        BoardColumn(row.code, row.name, row.token, row.icon)
        for row in states
        if row.status in BOARD and row.is_active
    ]


def device_words(row: BoardRow) -> str:
    """«Bosch WAN24260», or the brand with the category where the model is not known."""
    return f"{row.brand} {row.model or row.category}"


def nearest_day(row: BoardRow) -> date | None:
    """The promised day, or the last one the law leaves where that comes first."""
    days = [day for day in (row.due_on, row.legal_until) if day is not None]
    return min(days, default=None)


def face(row: BoardRow) -> Face:
    """A card: number, device, who does it, what is left; each with the shorter forms people use."""
    day, today = nearest_day(row), clock.today()
    words = term(row.status, day, today)
    presses = words.tone in {"red", "amber"}
    far = day_month(day, today) if day is not None and row.status not in TO_COLLECT else ""
    near = days_left(day, today) if presses and day is not None else ""
    return Face(
        (row.number, row.number.rpartition("-")[2]),
        (device_words(row), row.model or row.category),
        brief_names(row.technician) if row.technician else (tr("никому не дан"), tr("ничей")),
        near or far,
        words.tone if presses else "text2",
        tuple(_icons(row)),
        words.text if presses else "",
    )


def _icons(row: BoardRow) -> list[tuple[str, str, str]]:
    icons = []
    if row.part_came:
        icons.append(("package", "green", tr("запчасть пришла")))
    if row.running:
        icons.append(("timer", "accent", tr("идёт работа: {who}", who=", ".join(row.running))))
    if row.priority in {Priority.HIGH, Priority.URGENT}:
        icons.append(("flag", PRIORITY_TONES[row.priority], row.priority.label))
    if row.failed_checks:
        icons.append(("rotate-cw", "red", tr("не прошёл проверку: {times}", times=row.failed_checks)))
    return icons


def refusal(states: States, row: BoardRow, column: str) -> str:
    """Why a card may not go to a column by the table of transitions alone; the verb has the last word."""
    here, there = states[row.state_code], states[column]
    if here.code == there.code:
        return tr("Заказ уже здесь")
    if there.status == row.status or there.status in TRANSITIONS[row.status]:
        return ""
    return tr("Из «{here}» в «{there}» не переводят", here=here.name, there=there.name)


def list_columns(states: States) -> Sequence[Column]:
    """The columns of the queue; the first is what is next."""
    return (
        Column("number", mark("Номер"), 132, _number),
        Column("device", mark("Изделие"), 196, lambda row: Cell(device_words(row), bold=True)),
        Column("fault", mark("Жалоба"), 0, lambda row: Cell(row.reported_fault, tone="text2")),
        Column("status", mark("Состояние"), 158, partial(_status, states)),
        Column("priority", mark("Очередь"), 80, _priority),
        Column("technician", mark("Мастер"), 120, _technician),
        Column("due", mark("Обещано"), 78, _due, right=True),
        Column("law", mark("По закону"), 84, _law, right=True),
        Column("left", "", 176, _left),
    )


def _number(row: BoardRow) -> Cell:
    return Cell(row.number, bold=True, tone="accent" if row.running else "text")


def _status(states: States, row: BoardRow) -> Cell:
    if row.part_came and row.status is OrderStatus.WAITING_PART:
        return Cell(tr("Запчасть пришла"), badge="green", icon="package")
    state = states[row.state_code]
    return Cell(state.name, badge=state.token, icon=state.icon)


def _priority(row: BoardRow) -> Cell:
    tone = PRIORITY_TONES.get(row.priority, "text2")
    return Cell(row.priority.label, tone=tone, bold=row.priority is Priority.URGENT)


def _technician(row: BoardRow) -> Cell:
    return Cell(row.technician or "—", tone="text2")


def _due(row: BoardRow) -> Cell:
    return Cell(day_month(row.due_on, clock.today()) if row.due_on else "—")


def _law(row: BoardRow) -> Cell:
    return Cell(day_month(row.legal_until, clock.today()) if row.legal_until else "—", tone="text2")


def _left(row: BoardRow) -> Cell:
    words = term(row.status, nearest_day(row), clock.today())
    return Cell(words.text, tone=words.tone, bold=words.presses)


def subtitle(row: BoardRow) -> str:
    """«Стиральная машина Bosch WAN28263BY · Иванова М. П.»."""
    who = short_name(row.customer, row.customer_kind)
    return f"{row.category} {device_words(row)} · {who}"


def about(view: OrderView, is_wide: bool) -> str:
    """Beside the number: what it is, whose, where it stands; on a narrow screen only what it is."""
    if not is_wide:
        return " ".join(filter(None, (view.device.brand, view.device.model or view.category)))
    what = " ".join(part for part in (view.category, view.device.brand, view.device.model) if part)
    who = short_name(view.customer.name, view.customer.kind)
    where = tr("место: {place}", place=view.request.place) if view.request.place else ""
    return " · ".join(part for part in (what, who, where) if part)

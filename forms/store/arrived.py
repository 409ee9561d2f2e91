"""Parts that came for orders: who takes them, where they lie, what the customer may be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.context import Context
from ui.table_model import Cell, Column
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from workstation import clock
from workstation.documents.people import Actor
from workstation.documents.purchasing import Woken
from workstation.documents.stock import SerialRow
from workstation.i18n import mark, ntr, tr
from workstation.queries import part_requests as queries
from workstation.queries.part_requests import place_words
from workstation.queries.stock import list_serials
from workstation.rules.order_words import day_month
from workstation.services import part_requests
from workstation.services.rights import may

ISSUE = ActionSpec("arrived.issue", mark("Выдана мастеру"), "F9", "bar", "user-check", main=True)
TELL = ActionSpec("arrived.tell", mark("Сообщение заказчику"), "F8", "bar", "message-square")


class ArrivedPanel(ListPanel):
    """Enter opens the order, F9 hands the part to its technician."""

    kinds = frozenset({"stock", "part_request", "order", "contact"})
    name = mark("Пришло для заказов")
    icon = "package"
    hint = mark("Заказ, запчасть или мастер")
    empty = mark("Всё пришедшее разобрали")
    advice = mark("Здесь встанут запчасти, которых ждали заказы.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table.current_changed.connect(lambda _row: self._follow())
        self._follow()

    def columns(self) -> Sequence[Column]:
        return (
            Column("order", mark("Заказ"), 128, lambda row: Cell(row.order, bold=True)),
            Column("part", mark("Запчасть"), 0, _part),
            Column("place", mark("Лежит"), 186, lambda row: Cell(row.part_place)),
            Column("technician", mark("Мастер"), 126, _technician),
            Column("bench", mark("Верстак"), 84, lambda row: Cell(row.bench or "", tone="text2")),
            Column("shelf", mark("Изделие"), 110, lambda row: Cell(row.shelf or "", tone="text2")),
            Column("more", mark("Ждёт ещё"), 76, _more, right=True),
            Column("limit", mark("Предел"), 70, _limit, right=True),
        )

    def row_id(self, row: Woken) -> int:
        return row.request_id

    def pairs(self) -> Sequence[Pair]:
        return ((TELL, self._tell), (ISSUE, self._issue))

    def read(self) -> Callable[[Any, Actor], Sequence[Woken]]:
        return _read

    def words(self, row: Woken) -> str:
        return " ".join(filter(None, (row.order, row.number, row.part, row.technician, row.part_place)))

    def counted(self, count: int) -> str:
        return ntr("{n} запчасть", "{n} запчастей", count)

    def open(self, row: Woken) -> None:
        self.context.open_form("order", row.order_id)

    def _on_loaded(self, count: int) -> None:
        super()._on_loaded(count)
        self._follow()

    def _follow(self) -> None:
        row = self.current()
        for bound in self.actions_bound:
            if bound.spec is TELL:
                bound.action.setEnabled(row is not None and row.message is not None)
            elif bound.spec is ISSUE:
                bound.action.setEnabled(row is not None and may(self.actor, "stock.issue"))

    def _tell(self) -> None:
        self.context.open_form("agenda", "messages")

    def _issue(self) -> None:
        row = self.current()
        if row is None:
            return
        if row.is_serial:
            read = partial(list_serials, branch_id=self.actor.branch_id, part_id=row.part_id)
            self.context.tasks.run(self, read, partial(self._ask_serials, row), self.refuse)
        else:
            verb = partial(part_requests.issue, actor=self.actor, request_id=row.request_id)
            self.write(verb, partial(self._issued, row))

    def _ask_serials(self, row: Woken, found: Sequence[SerialRow]) -> None:
        here = [one.serial_number for one in found if place_words(one.warehouse, one.bin) == row.part_place]
        ask = IssueAsk(self, self.context, row, here)
        ask.written.connect(partial(self._issued, row))
        ask.open()

    def _issued(self, row: Woken, _done: object) -> None:
        words = tr("{part} выдана для {order}", part=row.part, order=row.order)
        self.context.tell(words, "green")


class IssueAsk(VerbAsk):
    """Which of the serial pieces are handed over."""

    def __init__(self, owner: QWidget, context: Context, row: Woken, serials: Sequence[str]) -> None:
        self._row, self._here = row, serials
        text = f"{row.number} {row.part} × {row.quantity}, {row.order}"
        super().__init__(owner, context, tr("Выдать мастеру"), text, tr("Выдана"))

    def _build(self) -> None:
        self._serials = ChipGroup([ChipItem(one, one) for one in self._here], multi=True)
        self.put("serials", tr("Серийные номера"), self._serials, tr("Выберите номера"))
        if len(self._here) == self._row.quantity:
            self.form.set_value("serials", tuple(self._here))

    def scanned(self, code: str) -> bool:
        """The serial number of the piece in hand."""
        wanted = next((one for one in self._here if one.casefold() == code.strip().casefold()), None)
        if wanted is None:
            return False
        chosen = tuple(self.form.value("serials") or ())
        self.form.set_value("serials", (*(one for one in chosen if one != wanted), wanted))
        return True

    def verb(self) -> Verb:
        serials = tuple(str(one) for one in self.form.value("serials") or ())
        return partial(
            part_requests.issue,
            actor=self.context.actor,
            request_id=self._row.request_id,
            serials=serials,
        )


def count_arrived(session: Any, actor: Actor) -> int:
    """The number beside the view."""
    return queries.count_arrived(session, actor.branch_id)


def _read(session: Any, actor: Actor) -> list[Woken]:
    return queries.list_arrived(session, actor.branch_id)


def _part(row: Woken) -> Cell:
    pieces = tr("{n} шт.", n=row.quantity) if row.quantity > 1 else ""
    return Cell(f"{row.number} {row.part}", pieces)


def _technician(row: Woken) -> Cell:
    return Cell(row.technician or tr("не назначен"), tone="text" if row.technician else "amber")


def _more(row: Woken) -> Cell:
    return Cell(str(row.still_waiting) if row.still_waiting else "—", tone="text2")


def _limit(row: Woken) -> Cell:
    if row.limit_on is None:
        return Cell("")
    late = row.limit_on < clock.today()
    return Cell(day_month(row.limit_on, clock.today()), tone="red" if late else "text2", bold=late)

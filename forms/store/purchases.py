"""Orders to suppliers: which are late, which come too late for the orders that wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from forms.store.buy_asks import Buying, NewOrderAsk, read_buying
from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.context import Context
from ui.store_faces import badge_cell, promise_cell, purchase_face
from ui.table_model import Cell, Column
from ui.widgets.filters import Choice, FilterChip
from workstation import clock
from workstation.documents.people import Actor
from workstation.documents.purchasing import OPEN_PURCHASES, PurchaseRow, PurchaseState
from workstation.i18n import mark, ntr, tr
from workstation.money import format_amount
from workstation.queries import purchasing
from workstation.rules.order_words import day_month
from workstation.services.rights import may

MOST = 2000
NEW = ActionSpec("purchases.new", mark("Новый заказ поставщику"), "Ctrl+N", "top", "plus")
LOOSE = ActionSpec("purchases.loose", mark("Приход без заказа"), "F6", "top", "package")
RECEIVE = ActionSpec("purchases.receive", mark("Принять"), "F9", "bar", "package", main=True)


class PurchasesPanel(ListPanel):
    """Enter opens an order, F9 receives by it."""

    kinds = frozenset({"purchase", "part_request", "supplier", "order"})
    name = mark("Заказы поставщикам")
    icon = "truck"
    hint = mark("Номер или поставщик")
    empty = mark("Открытых заказов поставщикам нет")
    advice = mark("Их составляют из заявок: «Заявки», F9. Ctrl+N — заказать на склад.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table.current_changed.connect(lambda _row: self._follow())
        self._follow()

    def columns(self) -> Sequence[Column]:
        return (
            Column("number", mark("Номер"), 132, lambda row: Cell(row.number, bold=True)),
            Column("supplier", mark("Поставщик"), 0, lambda row: Cell(row.supplier)),
            Column("state", mark("Состояние"), 158, lambda row: badge_cell(purchase_face(row.state))),
            Column("lines", mark("Строк"), 56, lambda row: Cell(str(row.lines)), right=True),
            Column("amount", mark("Сумма, ₽"), 104, _amount, right=True),
            Column("sent", mark("Отправлен"), 78, _sent, right=True),
            Column("promised", mark("Обещан"), 206, _promised),
            Column("limit", mark("Нужен до"), 72, _limit, right=True),
        )

    def pairs(self) -> Sequence[Pair]:
        return ((NEW, self._ask_new), (LOOSE, self._open_receipt), (RECEIVE, self._receive))

    def chips(self) -> Sequence[QWidget]:
        self._states = FilterChip(tr("Состояние"), tr("открытые"))
        self._states.set_choices([Choice(one, one.label) for one in PurchaseState])
        self._states.edited.connect(self.refresh)
        return (self._states,)

    def read(self) -> Callable[[Any, Actor], Sequence[PurchaseRow]]:
        return partial(_read, states=tuple(self._states.value()) or OPEN_PURCHASES)

    def words(self, row: PurchaseRow) -> str:
        return f"{row.number} {row.supplier}"

    def counted(self, count: int) -> str:
        return ntr("{n} заказ", "{n} заказов", count)

    def is_filtered(self) -> bool:
        return bool(self.text or self._states.value())

    def open(self, row: PurchaseRow) -> None:
        self.context.open_form("purchase", row.id)

    def _on_loaded(self, count: int) -> None:
        super()._on_loaded(count)
        self._follow()

    def _follow(self) -> None:
        """What may be received: only what is sent."""
        row = self.current()
        is_open = row is not None and row.state in {PurchaseState.SENT, PurchaseState.PARTLY}
        for bound in self.actions_bound:
            if bound.spec is RECEIVE:
                bound.action.setEnabled(is_open and may(self.actor, "stock.receive"))
            elif bound.spec is LOOSE:
                bound.action.setEnabled(may(self.actor, "stock.receive"))
            elif bound.spec is NEW:
                bound.action.setEnabled(may(self.actor, "purchasing.change"))

    def _receive(self) -> None:
        row = self.current()
        if row is not None:
            self.context.open_form("receipt", row.id)

    def _open_receipt(self) -> None:
        self.context.open_form("receipt")

    def _ask_new(self) -> None:
        read = partial(read_buying, actor=self.actor)
        self.context.tasks.run(self, read, self._open_ask, self.refuse, latest="buying")

    def _open_ask(self, facts: Buying) -> None:
        ask = NewOrderAsk(self, self.context, facts)
        ask.written.connect(partial(self.context.open_form, "purchase"))
        ask.open()


def count_late(session: Any, actor: Actor) -> int:
    """The number beside the view: orders that should have come by now."""
    return purchasing.count_late(session, actor.branch_id, clock.today())


def _read(session: Any, actor: Actor, states: Sequence[PurchaseState]) -> list[PurchaseRow]:
    return purchasing.list_purchases(session, actor.branch_id, clock.today(), states, MOST)


def _amount(row: PurchaseRow) -> Cell:
    return Cell(format_amount(row.amount) if row.amount else "—", tone="text" if row.amount else "text2")


def _sent(row: PurchaseRow) -> Cell:
    day = day_month(clock.local(row.sent_at).date(), clock.today()) if row.sent_at else "—"
    return Cell(day, tone="text2")


def _promised(row: PurchaseRow) -> Cell:
    if row.state not in {PurchaseState.SENT, PurchaseState.PARTLY}:
        day = day_month(row.promised_on, clock.today()) if row.promised_on else "—"
        return Cell(day, tone="text2")
    return promise_cell(row.promised_on, row.limit_on, clock.today())


def _limit(row: PurchaseRow) -> Cell:
    if row.limit_on is None:
        return Cell("")
    late = row.limit_on < clock.today() or (row.promised_on is not None and row.promised_on > row.limit_on)
    return Cell(day_month(row.limit_on, clock.today()), tone="red" if late else "text2", bold=late)

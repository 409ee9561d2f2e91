"""The place «Сроки»: open orders nearest to a limit of the law, and what the delay costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.verdict import SHORT_TITLES, left_tone
from ui.widgets.basics import EmptyState, label
from workstation import clock
from workstation.documents.clocks import TITLES, LimitRow
from workstation.i18n import mark, tr
from workstation.money import format_amount, format_roubles
from workstation.queries.clocks import list_near_limit
from workstation.rules.order_words import day_month
from workstation.rules.wording import time_left

MARGIN = 12
MOST = 200


class LimitList(Page):
    """The most overdue first; Enter opens the order."""

    help_topic = "limits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: dict[int, LimitRow] = {}
        self._stale = True
        self.set_title(tr("Сроки"), tr("Заказы у предела по закону"))
        self._model = TableModel(_columns(), self._fetch_ids, self._fetch_rows, parent=self)
        empty = EmptyState(
            "clock",
            tr("Сроки не поджимают"),
            tr("Здесь встанут заказы, просрочка которых стоит денег."),
        )
        self._table = TableView(self._model, empty)
        self._table.setAccessibleName(tr("Заказы у предела"))
        self._table.opened.connect(self._on_opened)
        self._build()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._late = label("", "red", bold=True)
        self._sum = label("", "text2")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN + 8, 12, MARGIN + 8, 8)
        head.setSpacing(16)
        head.addWidget(self._late)
        head.addWidget(self._sum)
        head.addStretch(1)
        head.addWidget(label(tr("Enter — открыть заказ"), "text2", "small"))
        table = QHBoxLayout()
        table.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        table.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(table, 1)

    def activate(self, key: object = None) -> None:
        """The cursor stays where it was."""
        if self._stale:
            self.refresh()
        self._table.setFocus()

    def refresh(self) -> None:
        """Ask anew; what is shown stays until the answer."""
        self._stale = False
        self._model.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_changed(self, kinds: set[str]) -> None:
        if {"order", "device", "law", "catalogue"} & kinds:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def _fetch_ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        ask = partial(list_near_limit, today=clock.today(), limit=MOST)
        self.context.tasks.run(self, ask, partial(self._take, done), latest="limits")

    def _take(self, done: Callable[[Iterable[int]], None], rows: Sequence[LimitRow]) -> None:
        self._rows = {row.id: row for row in rows}
        late = [row for row in rows if row.days_left < 0]
        stake = sum(row.exposure for row in rows)
        self._late.setText(tr("Просрочено: {number}", number=len(late)) if late else "")
        self._sum.setText(tr("На кону сегодня {sum}", sum=format_roubles(stake)) if stake else "")
        done([row.id for row in rows])

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._rows[one] for one in ids if one in self._rows])

    def _on_opened(self, order_id: object) -> None:
        if order_id is not None:
            self.context.open_form("order", order_id)


def _columns() -> Sequence[Column]:
    return (
        Column("number", mark("Номер"), 140, lambda row: Cell(row.number, bold=True)),
        Column("device", mark("Изделие"), 0, lambda row: Cell(row.device)),
        Column("customer", mark("Заказчик"), 120, lambda row: Cell(row.customer, tone="text2")),
        Column("status", mark("Состояние"), 158, _status),
        Column("clock", mark("Предел"), 132, _clock),
        Column("day", mark("До"), 62, lambda row: day_month(row.last_day, clock.today()), right=True),
        Column("left", mark("Осталось"), 184, _left),
        Column("stake", mark("На кону, ₽"), 96, _stake, right=True),
        Column("more", mark("Ещё в день, ₽"), 104, _more, right=True),
    )


def _status(row: LimitRow) -> Cell:
    return Cell(row.face.label, badge=row.face.token, icon=row.face.icon)


def _clock(row: LimitRow) -> Cell:
    return Cell(tr(SHORT_TITLES.get(row.code, TITLES[row.code])), tone="text2")


def _left(row: LimitRow) -> Cell:
    return Cell(time_left(row.last_day, clock.today()), tone=left_tone(row.days_left), bold=row.days_left < 0)


def _stake(row: LimitRow) -> Cell:
    if not row.exposure:
        return Cell("—", tone="text2")
    return Cell(format_amount(row.exposure), tone="red", bold=True)


def _more(row: LimitRow) -> Cell:
    if row.a_day is None:
        return Cell(tr("нет цены"), tone="amber")
    return Cell(format_amount(row.a_day), tone="text2")

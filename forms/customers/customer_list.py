"""The place «Клиенты»: find by name, phone or ИНН, open the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.widgets.basics import EmptyState, Fill, label
from ui.widgets.filters import FilterEdit
from workstation import clock
from workstation.documents.orders import CustomerRow
from workstation.i18n import mark, ntr, tr
from workstation.queries import customers
from workstation.rules.order_words import mask_phone, near_day
from workstation.services.rights import may

SHOWN_KINDS = frozenset({"customer", "order"})
MARGIN = 12

FILTER = ActionSpec("customers_filter", mark("Отбор"), "F")
FIND = ActionSpec("customers_filter_too", mark("Отбор"), "Ctrl+F")


class CustomerList(Page):
    """All customers, the newest first; the filter begins with two letters or four digits."""

    help_topic = "customers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._text, self._stale = "", True
        self.set_title(tr("Клиенты"))
        self.actions_bound = [bind(spec, self, self._to_filter) for spec in (FILTER, FIND)]
        self._model = TableModel(self._columns(), self._fetch_ids, self._fetch_rows, parent=self)
        self._model.set_sort("new", True)
        self._table = TableView(self._model, EmptyState("users", tr("Клиентов пока нет")))
        self._table.setAccessibleName(tr("Список клиентов"))
        self._table.opened.connect(self._on_opened)
        self._model.loaded.connect(self._on_loaded)
        self._build()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._filter = FilterEdit(tr("Имя, телефон или ИНН"))
        self._filter.setFixedWidth(280)
        self._filter.settled.connect(self._on_typed)
        self._filter.left.connect(self._table.setFocus)
        self._count = label("", "text2", "small")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN + 8, 12, MARGIN + 8, 8)
        head.addWidget(self._filter)
        head.addStretch(1)
        head.addWidget(self._count)
        table = QHBoxLayout()
        table.setContentsMargins(MARGIN, 0, MARGIN, 0)
        table.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(table, 1)
        column.addWidget(self._make_foot())

    def _make_foot(self) -> Fill:
        foot = Fill("surface")
        foot.setFixedHeight(38)
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN + 8, 0, MARGIN + 8, 0)
        row.setSpacing(20)
        row.addStretch(1)
        for words in (tr("Enter — открыть"), tr("F — отбор")):
            row.addWidget(label(words, "text2", "small"))
        return foot

    def _columns(self) -> Sequence[Column]:
        return (
            Column("name", mark("Имя"), 0, lambda row: Cell(row.name, bold=True), "name"),
            Column("kind", mark("Кто"), 110, lambda row: Cell(row.kind.label, tone="text2")),
            Column("phone", mark("Телефон"), 170, lambda row: self._phone(row)),
            Column("inn", mark("ИНН"), 120, lambda row: row.inn or ""),
            Column("orders", mark("Заказов"), 80, lambda row: str(row.order_count), right=True),
            Column("open", mark("В работе"), 84, _open_count, right=True),
            Column("last", mark("Последний раз"), 120, _last, "new", right=True),
        )

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().lower() == "а":  # the same key under the Russian layout
            self._to_filter()
        else:
            super().keyPressEvent(event)

    def _to_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_typed(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._model.refresh()

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def _fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        order = f"{sort}_desc" if descending else sort
        ask = partial(customers.list_customer_ids, text=self._text, sort=order)
        self.context.tasks.run(self, ask, done, latest="ids")

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        self.context.tasks.run(self, partial(customers.get_customer_rows, ids=ids), done)

    def _on_loaded(self, count: int) -> None:
        self._count.setText(ntr("{n} клиент", "{n} клиентов", count))
        if self._text:
            advice = tr("Ищите по имени, хвосту телефона от четырёх цифр или ИНН.")
            self._table.set_empty_words(tr("Никто не подходит под отбор"), advice)
        else:
            advice = tr("Они появятся с первым принятым заказом.")
            self._table.set_empty_words(tr("Клиентов пока нет"), advice)

    def _phone(self, row: CustomerRow) -> str:
        actor = self.context.actor
        readable = actor is not None and may(actor, "customers.read_phone")
        return row.phone if readable else mask_phone(row.phone)

    def _on_opened(self, row_id: object) -> None:
        if row_id is not None:
            self.context.open_form("customer", row_id)


def _open_count(row: CustomerRow) -> Cell:
    return Cell(str(row.open_count) if row.open_count else "—", tone="accent" if row.open_count else "text2")


def _last(row: CustomerRow) -> Cell:
    if row.last_accepted_at is None:
        return Cell("—", tone="text2")
    return Cell(near_day(clock.local(row.last_accepted_at).date(), clock.today()))

"""An order to a supplier: its lines and whom they serve, sending, promised days, the rest given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.purchasing import purchase_file
from forms.purchasing.asks import LineAsk, PromiseAsk, SendAsk
from forms.purchasing.purchase_side import PurchaseSide
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.store_desk import StoreDesk
from ui.store_faces import purchase_face
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.verb_ask import VerbAsk
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.ask import ReasonAsk
from ui.widgets.badge import Badge
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.choice_ask import ChoiceAsk
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.parts import PartUnit
from workstation.documents.people import Actor
from workstation.documents.purchasing import (
    OPEN_PURCHASES,
    LineRequest,
    PurchaseLineRow,
    PurchaseState,
    PurchaseView,
    RequestState,
    WantedLine,
)
from workstation.i18n import mark, tr
from workstation.money import format_amount
from workstation.queries.purchasing import get_purchase
from workstation.rules.order_words import day_month
from workstation.services import purchasing
from workstation.services.rights import may

MARGIN = 20
ADD = ActionSpec("purchase.add", mark("Добавить строку"), "F7", "top", "plus")
EXPORT = ActionSpec("purchase.export", mark("Выгрузить"), "Ctrl+E", "top", "download")
PRINT = ActionSpec("purchase.print", mark("Печать"), "Ctrl+P", "top", "printer")
CHANGE = ActionSpec("purchase.change", mark("Изменить строку"), "F2", "bar", "pencil")
PROMISE = ActionSpec("purchase.promise", mark("Новый срок"), "F6", "bar", "calendar")
CANCEL = ActionSpec("purchase.cancel", mark("Отменить остаток"), "F8", "bar", "ban")
MAIN = ActionSpec("purchase.main", mark("Отправлен"), "F9", "bar", "truck", main=True)
OPEN = ActionSpec("purchase.open", mark("Открыть заказ-наряд строки"), "Ctrl+O")
UNDO = ActionSpec("purchase.undo", mark("Вернуть убранную строку, снять с печати"), "Ctrl+Z")
DRAFT_ONLY = {ADD, CHANGE, UNDO}
READY = (mark("Снята с производства"), mark("Нашли у другого"), mark("Больше не нужна"))


class PurchaseForm(Page):
    """Opened with the id of an order to a supplier."""

    help_topic = "purchase"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key: int | None = None
        self._view: PurchaseView | None = None
        self._dropped: list[PurchaseLineRow] = []
        self._bound: dict[ActionSpec, BoundAction] = {}
        self._badge = Badge()
        self._papers = StoreDesk(context, self)
        self._papers.queued.connect(self._follow)
        self._build()
        self._follow()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._model = TableModel(_columns(self._limit), self._fetch_ids, self._fetch_rows, parent=self)
        empty = EmptyState("package", tr("В заказе нет ни одной строки"), tr("F7 — добавить запчасть"))
        self._table = TableView(self._model, empty)
        self._table.setAccessibleName(tr("Строки заказа поставщику"))
        self._table.opened.connect(lambda _row: self._on_enter())
        self._side = PurchaseSide()
        self._side.receipts.opened.connect(self._papers.show_receipt_of)
        self._bar = ActionBar()
        for spec, slot in self._slots():
            bound = self._bound[spec] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                self._bar.add(Button.of(bound))
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN - 8, 10, MARGIN - 8, 0)
        left.addWidget(self._table)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        column = PageColumn(self)
        column.addLayout(row, 1)
        column.addWidget(self._bar)

    def _slots(self) -> Sequence[tuple[ActionSpec, Callable[[], object]]]:
        return (
            (ADD, self._ask_line),
            (EXPORT, self._export),
            (PRINT, self._print),
            (CHANGE, self._change_line),
            (PROMISE, self._ask_promise),
            (CANCEL, self._ask_cancel),
            (MAIN, self._go_on),
            (OPEN, self._open_order),
            (UNDO, self._restore),
        )

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the state."""
        return self._badge if self._view is not None else None

    def activate(self, key: object = None) -> None:
        """Show an order."""
        if isinstance(key, int):
            self._key = key
        self.refresh()
        self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Read it anew; what is shown stays until the answer."""
        if self._key is not None and self.context.actor is not None:
            read = partial(get_purchase, branch_id=self.context.actor.branch_id, purchase_id=self._key)
            self.context.tasks.run(self, read, self._take, self._refuse, latest="purchase")

    def _on_changed(self, kinds: set[str]) -> None:
        if {"purchase", "part", "stock"} & kinds and self.isVisible():
            self.refresh()

    def _take(self, view: PurchaseView) -> None:
        self._view = view
        self._badge.set(*purchase_face(view.state))
        self.set_title(view.number, view.supplier)
        self._side.show_purchase(view)
        self._model.refresh()
        self._follow()

    def _follow(self) -> None:
        """Which keys are open in the state it is in."""
        state = self._view.state if self._view is not None else None
        allowed = self.context.actor is not None and may(self.context.actor, "purchasing.change")
        is_draft, is_sent = state is PurchaseState.DRAFT, state in {PurchaseState.SENT, PurchaseState.PARTLY}
        for spec, bound in self._bound.items():
            is_open = allowed and (
                is_draft if spec in DRAFT_ONLY else is_sent if spec is PROMISE else state in OPEN_PURCHASES
            )
            if spec in {EXPORT, OPEN}:
                is_open = state is not None
            elif spec is PRINT:
                is_open = allowed and state not in {None, PurchaseState.CANCELLED}
            elif spec is UNDO:
                is_open = is_open or self._papers.can_undo()
            bound.action.setVisible(is_open or spec.place == "hidden")
            bound.action.setEnabled(is_open)
        main = self._bound[MAIN].action
        main.setText(tr("Принять") if is_sent else tr("Отправлен"))
        cancel = self._bound[CANCEL].action
        cancel.setText(tr("Отменить остаток") if state is PurchaseState.PARTLY else tr("Отменить заказ"))
        self.titled.emit()

    # -- lines -----------------------------------------------------------------------------------

    def _fetch_ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done([line.id for line in self._view.lines] if self._view is not None else [])

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([line for line in self._view.lines if line.id in set(ids)] if self._view is not None else [])

    def _limit(self, row: PurchaseLineRow) -> Cell:
        """The last day of the order that waits; red where the supplier promises a later one."""
        if row.limit_on is None:
            return Cell("")
        promised = self._view.promised_on if self._view is not None else None
        late = promised is not None and promised > row.limit_on
        return Cell(day_month(row.limit_on, clock.today()), tone="red" if late else "text2", bold=late)

    def _line(self) -> PurchaseLineRow | None:
        row = self._table.current_row()
        return row if isinstance(row, PurchaseLineRow) else None

    def _on_enter(self) -> None:
        if self._bound[CHANGE].action.isEnabled():
            self._change_line()
        else:
            self._open_order()

    def _ask_line(self) -> None:
        if self._view is not None:
            self._open(LineAsk(self, self.context, self._view), tr("Строка добавлена"))

    def _change_line(self) -> None:
        line = self._line()
        if line is not None and self._view is not None:
            self._open(LineAsk(self, self.context, self._view, line), tr("Записано"))

    def _open(self, ask: VerbAsk, told: str) -> None:
        ask.written.connect(partial(self._told, told))
        ask.open()

    def _drop_line(self) -> None:
        line = self._line()
        if line is not None and self._bound[CHANGE].action.isEnabled():
            self._dropped.append(line)
            told = tr("{number} убрана из заказа. Ctrl+Z — вернуть", number=line.number)
            self._do(purchasing.drop_line, told, part_id=line.part_id)

    def _print(self) -> None:
        """Ctrl+P: the order as it prints."""
        if self._view is not None:
            self._papers.show_purchase(self._view.id)

    def _restore(self) -> None:
        """Ctrl+Z: the last print leaves the queue, else the last line comes back."""
        if self._papers.undo_print():
            self._follow()
        elif self._dropped:
            line = self._dropped.pop()
            waits = {RequestState.WANTED, RequestState.ORDERED}
            requests = tuple(one.id for one in line.requests if one.state in waits)
            wanted = WantedLine(line.part_id, line.quantity, line.price, requests)
            self._do(purchasing.add_line, tr("{number} снова в заказе", number=line.number), line=wanted)

    def _open_order(self) -> None:
        """The order that a line serves; of several the one chosen."""
        line = self._line()
        orders = {one.order_id: one for one in line.requests} if line is not None else {}
        if len(orders) == 1:
            self.context.open_form("order", next(iter(orders)))
        elif orders:
            self._choose_order(list(orders.values()))
        else:
            self.context.tell(tr("Строка заказана на склад, заявок на неё нет"))

    def _choose_order(self, orders: Sequence[LineRequest]) -> None:
        rows = [RowItem(one.order_id, one.order, right=str(one.quantity)) for one in orders]
        ask = ChoiceAsk(self.window(), tr("Какой заказ-наряд открыть"), "", rows)
        ask.chosen.connect(partial(self.context.open_form, "order"))
        ask.open()

    # -- the way of the order --------------------------------------------------------------------

    def _go_on(self) -> None:
        """F9: sent; once it is sent, received."""
        view = self._view
        if view is None:
            return
        if view.state is not PurchaseState.DRAFT:
            self.context.open_form("receipt", view.id)
            return
        self._open(SendAsk(self, self.context, view), tr("Отправка записана"))

    def _ask_promise(self) -> None:
        if self._view is not None:
            self._open(PromiseAsk(self, self.context, self._view), tr("Новый срок записан"))

    def _ask_cancel(self) -> None:
        if self._view is not None:
            text = tr("Чего не получили, больше не ждём: заявки снова останутся без запчасти.")
            ask = ReasonAsk(
                self.window(),
                self._bound[CANCEL].action.text(),
                text,
                tr("Отменить"),
                [tr(one) for one in READY],
            )
            ask.given.connect(self._cancel)
            ask.open()

    def _cancel(self, reason: str) -> None:
        if self._view is not None:
            self._do(purchasing.cancel_rest, reason=reason, version=self._view.version)

    def _export(self) -> None:
        if self._view is not None:
            purchase_file.save(self, self._view)

    # -- inside ----------------------------------------------------------------------------------

    def _do(self, verb: Callable[..., Any], told: str = "", **said: Any) -> None:
        actor: Actor | None = self.context.actor
        work = partial(verb, actor=actor, purchase_id=self._key, **said)
        done = partial(self._told, told or tr("Записано"))
        self.context.tasks.run(self, work, done, self._refuse, write=True)

    def _told(self, text: str, _result: object) -> None:
        self.context.tell(text, "green")
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._drop_line()
        else:
            super().keyPressEvent(event)


def _columns(limit: Callable[[PurchaseLineRow], Cell]) -> Sequence[Column]:
    return (
        Column("number", mark("Артикул"), 128, lambda row: Cell(row.number, bold=True)),
        Column("name", mark("Наименование"), 0, lambda row: Cell(row.name)),
        Column("quantity", mark("Заказано"), 84, _quantity, right=True),
        Column("received", mark("Пришло"), 68, _received, right=True),
        Column("price", mark("Цена, ₽"), 88, lambda row: Cell(_money(row.price)), right=True),
        Column("amount", mark("Сумма, ₽"), 96, lambda row: Cell(_money(row.amount)), right=True),
        Column("orders", mark("Для заказов"), 152, _orders),
        Column("limit", mark("Нужна до"), 76, limit, right=True),
    )


def _quantity(row: PurchaseLineRow) -> Cell:
    return Cell(f"{row.quantity} {PartUnit(row.unit).label}")


def _received(row: PurchaseLineRow) -> Cell:
    if row.cancelled and row.left == 0:
        return Cell(str(row.received), tone="text2")
    tone = "green" if row.received == row.quantity else "amber" if row.received else "text2"
    return Cell(str(row.received) if row.received else "—", tone=tone)


def _money(kopecks: int) -> str:
    return format_amount(kopecks) if kopecks else "—"


def _orders(row: PurchaseLineRow) -> Cell:
    if not row.orders:
        return Cell(tr("на склад"), tone="text2")
    return Cell(row.orders[0], f"+{len(row.orders) - 1}" if len(row.orders) > 1 else "")

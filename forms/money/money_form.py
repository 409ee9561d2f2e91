"""The place «Деньги»: lists on the left, the rows of one on the right, the sum of the day beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.money.day import DayPanel, export_day
from forms.money.views import CANCEL, PAY, RECEIPT, REFUND, VIEWS, Item, View
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.file_dialog import save_name
from ui.money_desk import MoneyDesk
from ui.problems import error_text
from ui.table_model import TableModel
from ui.table_view import TableView
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.basics import EmptyState, Fill, label
from ui.widgets.buttons import Button
from ui.widgets.side_list import SideList
from workstation import clock
from workstation.documents.billing import ReceiptState
from workstation.documents.billing_rows import DaySummary, DebtRow, InvoiceRow, PaymentRow, ReturnRow
from workstation.documents.people import Actor
from workstation.i18n import mark, tr
from workstation.queries.payments import day_summary, list_payments
from workstation.services.rights import may

SHOWN_KINDS = frozenset({"payment", "invoice", "order", "customer"})
SIDE = 176
MARGIN = 12
VERB_TITLES = {RECEIPT: mark("Номер чека"), PAY: mark("Принять оплату"), REFUND: mark("Вернуть деньги")}
RIGHTS = {RECEIPT: "money.punch", PAY: "money.pay", REFUND: "money.refund", CANCEL: "money.cancel_invoice"}
ACT = ActionSpec("money.act", mark("Номер чека"), "F9", "bar", main=True)
UNDO = ActionSpec("money.undo", mark("Вернуть деньги"), "Delete", "bar", "undo-2")
FILE = ActionSpec("money.file", mark("День в файл"), "Ctrl+S", "bar", "download")
DAY = ActionSpec("money.day", mark("Другой день"), "F6", "bar", "calendar")
EARLIER = ActionSpec("money.earlier", mark("День раньше"), "Ctrl+Left")
LATER = ActionSpec("money.later", mark("День позже"), "Ctrl+Right")
NEXT = ActionSpec("money.next", mark("Следующий список"), "Ctrl+PgDown")
PAST = ActionSpec("money.past", mark("Предыдущий список"), "Ctrl+PgUp")


class Found(NamedTuple):
    """What was read: the rows of the list shown, the sums of the day, how many rows every list has."""

    view: str
    day: date
    rows: Sequence[Any]
    summary: DaySummary
    counts: dict[str, int]


class _Table(TableView):
    """A list of one view with its own rows."""

    def __init__(self, view: View) -> None:
        self._items: dict[int, Item] = {}
        self.empty_state = EmptyState("wallet", *map(tr, view.empty))
        model = TableModel(view.columns(), self._ids, self._rows)
        super().__init__(model, self.empty_state)
        model.setParent(self)
        self.setAccessibleName(tr(view.title))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self._items = {place: Item(place, row) for place, row in enumerate(rows)}
        self.parts()[1].refresh()

    def row(self) -> Any:
        """The row under the cursor."""
        item = self._items.get(self.current_id() if self.current_id() is not None else -1)
        return item.row if item is not None else None

    def _ids(self, _sort: str, _down: bool, done: Callable[[Iterable[int]], None]) -> None:
        done(list(self._items))

    def _rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._items[one] for one in ids if one in self._items])


class MoneyForm(Page):
    """Enter opens the order's money, F9 does what the list is for, Delete takes back by a new document."""

    help_topic = "money"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        role = context.actor.role if context.actor else None
        self._views: list[View] = [view for view in VIEWS if role in view.roles]
        self._day, self._stale, self._found = clock.today(), True, None
        self._desk = MoneyDesk(self)
        self.set_title(tr("Деньги"))
        self._build()
        self._side.setCurrentRow(0)
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        side = Fill("panel", "r")
        side.setFixedWidth(SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 12, 9, 8)
        self._side, self._stack = SideList(tr("Списки денег")), QStackedWidget()
        self._tables = [_Table(view) for view in self._views]
        for view, table in zip(self._views, self._tables, strict=True):
            self._side.add(tr(view.title))
            self._stack.addWidget(table)
            table.opened.connect(lambda _id: self._open())
            table.current_changed.connect(lambda _id: self._follow())
        inner.addWidget(self._side)
        self._panel = DayPanel()
        self._panel.chosen.connect(self._choose_day)
        self._foot = label("", "", bold=True)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        self._stack.setContentsMargins(MARGIN, 4, MARGIN, 0)
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        foot = Fill("surface", "t")
        under = QHBoxLayout(foot)
        under.setContentsMargins(8, 8, MARGIN + 8, 8)
        under.addWidget(self._foot, 1)
        middle.addWidget(foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(middle, 1)
        row.addWidget(self._panel)
        column = PageColumn(self)
        column.addLayout(row, 1)
        column.addWidget(self._make_bar())
        self._side.currentRowChanged.connect(self._on_view)

    def _make_bar(self) -> QWidget:
        bar = ActionBar()
        slots: tuple[tuple[ActionSpec, Callable[[], object]], ...] = (
            (DAY, self._panel.go),
            (FILE, self._save),
            (UNDO, self._undo),
            (ACT, self._act),
            (EARLIER, partial(self._move_day, -1)),
            (LATER, partial(self._move_day, 1)),
            (NEXT, partial(self._step, 1)),
            (PAST, partial(self._step, -1)),
        )
        self.actions_bound = [bind(spec, self, slot) for spec, slot in slots]
        self._bound = {bound.spec.id: bound.action for bound in self.actions_bound}
        for bound in self.actions_bound:
            if bound.spec.place == "bar":
                bar.add(Button.of(bound))
        return bar

    # -- showing ---------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Shown; `key` is the name of a list."""
        for place, view in enumerate(self._views):
            if view.id == key:
                self._side.setCurrentRow(place)
        if self._stale:
            self.refresh()
        self._table().setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the list shown and the counts anew."""
        self._stale = False
        read = partial(_read, actor=self.context.actor, views=self._views, view=self._view(), day=self._day)
        self.context.tasks.run(self, read, self._take, self._refuse, latest="money")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def _take(self, found: Found) -> None:
        self._found = found
        for place, view in enumerate(self._views):
            count = found.counts.get(view.id, 0)
            self._side.item(place).setText(f"{tr(view.title)} · {count}" if count else tr(view.title))
        if found.view == self._view().id:
            self._table().show_rows(found.rows)
            self._foot.setText(self._view().foot(found.rows) if found.rows else "")
            self._foot.parentWidget().setVisible(bool(found.rows))
        self._panel.show_summary(found.summary)
        self._follow()

    def _view(self) -> View:
        return self._views[max(self._side.currentRow(), 0)]

    def _table(self) -> _Table:
        return self._tables[max(self._side.currentRow(), 0)]

    def _on_view(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._panel.setVisible(self._view().id == "day")
        self._follow()
        self.refresh()

    def _step(self, step: int) -> None:
        self._side.setCurrentRow((self._side.currentRow() + step) % len(self._views))

    def _follow(self) -> None:
        """Only what the row under the cursor allows can be pressed."""
        view, row = self._view(), self._table().row()
        act, undo = self._bound[ACT.id], self._bound[UNDO.id]
        act.setText(tr(VERB_TITLES.get(view.verb, ACT.title)))
        act.setVisible(bool(view.verb))
        act.setEnabled(self._may(view.verb) and _may_act(view.verb, row))
        undo.setText(tr("Аннулировать") if view.undo == CANCEL else tr("Вернуть деньги"))
        undo.setVisible(bool(view.undo))
        undo.setEnabled(self._may(view.undo) and _may_undo(view.undo, row))
        for spec in (DAY, FILE, EARLIER, LATER):
            self._bound[spec.id].setVisible(view.id == "day")
            self._bound[spec.id].setEnabled(view.id == "day")

    def _may(self, deed: str) -> bool:
        actor = self.context.actor
        return actor is not None and deed in RIGHTS and may(actor, RIGHTS[deed])

    # -- the day ---------------------------------------------------------------------------------

    def _choose_day(self, day: date) -> None:
        self._day = day
        self.refresh()
        self._table().setFocus(Qt.FocusReason.TabFocusReason)

    def _move_day(self, step: int) -> None:
        self._choose_day(self._day + timedelta(days=step))

    def _save(self) -> None:
        """The day as a table for a spreadsheet."""
        found = self._found
        if found is None or found.view != "day":
            return
        path = save_name(self, tr("День в файл"), f"{found.day.isoformat()}.csv", tr("Таблица (*.csv)"))
        if path:
            write = partial(export_day, path, found.summary, found.rows)
            told = partial(self._tell, tr("Записано в файл {path}", path=path))
            self.context.tasks.io(self, write, told, self._refuse)

    # -- doing -----------------------------------------------------------------------------------

    def _open(self) -> None:
        row = self._table().row()
        if self._view().id == "unpunched" and isinstance(row, PaymentRow):
            self._act()
        elif row is not None and row.order_id is not None:
            self.context.open_form("bill", row.order_id)

    def _act(self) -> None:
        row = self._table().row()
        if isinstance(row, PaymentRow):
            self._desk.receipt(row)
        elif isinstance(row, InvoiceRow):
            self._desk.pay(row.order, row.debt, row.number)
        elif isinstance(row, DebtRow):
            self._desk.pay(row.order, row.debt, row.invoice)
        elif isinstance(row, ReturnRow):
            read = partial(_refundable, actor=self.context.actor, row=row)
            self.context.tasks.run(self, read, self._refund, self._refuse, latest="refund")

    def _refund(self, row: PaymentRow | None) -> None:
        if row is not None:
            self._desk.refund(row)

    def _undo(self) -> None:
        row = self._table().row()
        if isinstance(row, PaymentRow):
            self._desk.refund(row)
        elif isinstance(row, InvoiceRow):
            self._desk.cancel(row)

    def _tell(self, text: str, _result: object = None) -> None:
        self.context.tell(text, "green")

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._side.hasFocus() and event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._table().setFocus(Qt.FocusReason.TabFocusReason)
        elif self._table().hasFocus() and event.key() == Qt.Key.Key_Left:
            self._side.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _may_act(verb: str, row: Any) -> bool:
    if verb == RECEIPT:
        return isinstance(row, PaymentRow) and row.receipt_state is ReceiptState.NOT_PUNCHED
    if verb == REFUND:
        return isinstance(row, ReturnRow)
    return bool(verb) and row is not None and row.debt > 0


def _may_undo(undo: str, row: Any) -> bool:
    if undo == REFUND:
        return isinstance(row, PaymentRow) and row.left > 0
    return undo == CANCEL and isinstance(row, InvoiceRow) and row.debt > 0


def _refundable(session: Any, actor: Actor, row: ReturnRow) -> PaymentRow | None:
    """The latest payment of an order with something left, and no more of it than is to be given back."""
    found = list_payments(session, actor.branch_id, order_id=row.order_id)
    latest = next((one for one in found if one.left > 0), None)
    return latest and replace(latest, left=min(latest.left, row.amount))


def _read(session: Any, actor: Actor, views: Sequence[View], view: View, day: date) -> Found:
    """Days are counted by nobody: their number says nothing."""
    rows = {one.id: one.read(session, actor, day) for one in views if one.id not in {"every", "cancelled"}}
    shown = rows[view.id] if view.id in rows else view.read(session, actor, day)
    counts = {name: len(found) for name, found in rows.items() if name != "day"}
    return Found(view.id, day, shown, day_summary(session, actor.branch_id, day), counts)

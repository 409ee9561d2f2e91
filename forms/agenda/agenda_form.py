"""The place «Дела»: lists on the left with their counts, the rows of one on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.agenda.request_ask import RequestAsk
from forms.agenda.views import VIEWS, Item, View
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.deed_desk import DeedDesk
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.ask import ReasonAsk
from ui.widgets.basics import EmptyState, Fill, label
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowList
from ui.widgets.side_list import SideList
from workstation.documents.contacts import SendData
from workstation.documents.people import Actor
from workstation.i18n import mark, tr
from workstation.services import contacts, follow_ups, requests

SHOWN_KINDS = frozenset({"order", "contact", "loaner", "customer", "request"})
SIDE = 216
DONE, SEND, ORDER = "done", "send", "order"
ACT = ActionSpec("agenda.act", mark("Сделано"), "F9", "bar", main=True)
DEEDS = ActionSpec("agenda.deeds", mark("Действия"), "F10", "bar", "list-checks")
NEW = ActionSpec("agenda.new", mark("Новое обращение"), "F7", "top", "plus")
COUNT = ActionSpec("agenda.count", mark("Пересчёт полок"), "F6", "top", "scan-barcode")
NEXT = ActionSpec("agenda.next", mark("Следующий список"), "Ctrl+PgDown")
PAST = ActionSpec("agenda.past", mark("Предыдущий список"), "Ctrl+PgUp")


class AgendaForm(Page):
    """Enter opens the order of a row, F9 does what the list is for, F10 everything else."""

    help_topic = "agenda"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        role = context.actor.role if context.actor else None
        self._views: list[View] = [view for view in VIEWS if role in view.roles]
        self._items: dict[str, Sequence[Item]] = {}
        self._stale = True
        self._deeds = DeedDesk(context, self)
        self.set_title(tr("Дела"))
        self._build()
        self._side.setCurrentRow(0)
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        slots = (
            (DEEDS, self._open_deeds),
            (ACT, self._act),
            (COUNT, partial(self.context.open_form, "shelves")),
            (NEW, self._ask_request),
            (NEXT, partial(self._step, 1)),
            (PAST, partial(self._step, -1)),
        )
        self.actions_bound = [bind(spec, self, slot) for spec, slot in slots]
        side = Fill("panel", "r")
        side.setFixedWidth(SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 12, 9, 8)
        self._side = SideList(tr("Списки"))
        for view in self._views:
            self._side.add(tr(view.title))
        inner.addWidget(self._side)
        self._title, self._rows = label("", bold=True), RowList(tr("Дела"), grows=False)
        self._empty = EmptyState("circle-check", "")
        right = QVBoxLayout()
        right.setContentsMargins(20, 14, 20, 8)
        right.setSpacing(8)
        for part, room in ((self._title, 0), (self._rows, 1), (self._empty, 1)):
            right.addWidget(part, room)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        self._bar = ActionBar()
        for bound in self.actions_bound[:2]:
            self._bar.add(Button.of(bound))
        column = PageColumn(self)
        column.addLayout(row, 1)
        column.addWidget(self._bar)
        self._side.currentRowChanged.connect(self._on_view)
        self._rows.opened.connect(self._open_order)

    # -- showing ---------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Shown; `key` is the name of a list."""
        for place, view in enumerate(self._views):
            if view.id == key:
                self._side.setCurrentRow(place)
        if self._stale:
            self.refresh()
        (self._rows if self._shown() else self._side).setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read every list anew: the counts stand beside their names."""
        self._stale = False
        read = partial(_read, actor=self.context.actor, views=tuple(self._views))
        self.context.tasks.run(self, read, self._take, self._refuse, latest="agenda")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def _take(self, found: dict[str, Sequence[Item]]) -> None:
        first = not self._items
        self._items = found
        for place, view in enumerate(self._views):
            count = len(found[view.id])
            self._side.item(place).setText(f"{tr(view.title)} · {count}" if count else tr(view.title))
        self._show()
        if first and self._side.hasFocus() and self._shown():
            self._rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _view(self) -> View:
        return self._views[max(self._side.currentRow(), 0)]

    def _shown(self) -> Sequence[Item]:
        return self._items.get(self._view().id, ())

    def _on_view(self, _place: int) -> None:
        self._show()

    def _show(self) -> None:
        view, items = self._view(), self._shown()
        self._title.setText(tr(view.title))
        self._rows.set_items([item.row for item in items])
        self._rows.setVisible(bool(items))
        self._empty.set_words(tr(view.empty))
        self._empty.setVisible(not items)
        act, deeds = self.actions_bound[1].action, self.actions_bound[0].action
        act.setText(tr(view.verb_title))
        act.setVisible(bool(view.verb))
        act.setEnabled(bool(view.verb and items))
        deeds.setEnabled(bool(items))

    def _step(self, step: int) -> None:
        self._side.setCurrentRow((self._side.currentRow() + step) % len(self._views))

    # -- doing -----------------------------------------------------------------------------------

    def _current(self) -> Item | None:
        wanted = self._rows.current_id()
        return next((item for item in self._shown() if item.row.id == wanted), None)

    def _open_order(self, _row_id: object) -> None:
        item = self._current()
        if item is not None and item.order_id is not None:
            self.context.open_form("order", item.order_id)

    def _open_deeds(self) -> None:
        item = self._current()
        if item is not None and item.order_id is not None:
            self._deeds.open(item.order_id)

    def _act(self) -> None:
        item, view = self._current(), self._view()
        if item is None:
            return
        if view.verb == DONE:
            ask = ReasonAsk(self.window(), tr("Чем кончилось"), item.row.text, tr("Сделано"))
            ask.given.connect(partial(self._finish, item))
            ask.open()
        elif view.verb == SEND:
            self._send(item)
        elif view.verb == ORDER:
            self._start_order(item)
        elif item.order_id is not None:
            self._deeds.open(item.order_id, view.verb)

    def _finish(self, item: Item, result: str) -> None:
        verb = partial(follow_ups.finish, actor=self.context.actor, follow_up_id=item.about.id, result=result)
        self.context.tasks.run(self, verb, self._told, self._refuse, write=True)

    def _send(self, item: Item) -> None:
        """The text goes to the clipboard, to be pasted where it is sent from; the log says that it went."""
        from PySide6.QtWidgets import QApplication

        QApplication.clipboard().setText(item.about.text)
        verb = partial(
            contacts.send_message, actor=self.context.actor, draft_id=item.about.id, data=SendData()
        )
        self.context.tasks.run(self, verb, self._told, self._refuse, write=True)

    def _ask_request(self) -> None:
        self.context.tasks.run(self, _folder, self._open_request, self._refuse, latest="request")

    def _open_request(self, folder: Path) -> None:
        ask = RequestAsk(self, self.context.tasks, folder)
        ask.given.connect(self._record)
        ask.open()

    def _record(self, data: Any) -> None:
        verb = partial(requests.record_request, actor=self.context.actor, data=data)
        self.context.tasks.run(self, verb, self._told, self._refuse, write=True)

    def _start_order(self, item: Item) -> None:
        """An intake begins with what the request says."""
        verb = partial(requests.start_order, actor=self.context.actor, request_id=item.about.id)
        self.context.tasks.run(self, verb, self._on_draft, self._refuse, write=True)

    def _on_draft(self, draft_id: int) -> None:
        self.context.open_form("intake", ("draft", draft_id))

    def _told(self, _result: object) -> None:
        self.context.tell(tr("Записано"), "green")
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")


def _folder(session: Any) -> Path:
    return Path(session.info["folder"])


def _read(session: Any, actor: Actor, views: Sequence[View]) -> dict[str, Sequence[Item]]:
    return {view.id: view.read(session, actor) for view in views}

"""Every verb of an order's life in one window: what may be done now, what is missing for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.deed_form import DeedAsk, Offer
from ui.deed_words import VERBS
from ui.problems import error_text
from ui.widgets.ask import Ask
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowItem, RowList
from workstation import messages
from workstation.documents.deeds import Deed
from workstation.documents.people import Actor
from workstation.i18n import tr
from workstation.services import deeds

ROW, MOST_HEIGHT = 44, 440


class DeedChoice(Ask):
    """chosen(verb) on Enter. What may be done stands first; the rest says what is missing.

    Letters go to the verb that begins with them.
    """

    chosen = Signal(str)

    def __init__(self, owner: QWidget, number: str, found: Sequence[Deed]) -> None:
        super().__init__(owner.window(), tr("Действия по заказу {number}", number=number), "")
        self._allowed = {deed.verb for deed in found if deed.allowed}
        self._list = RowList(tr("Действия"), grows=False, tall=True)
        self._list.setFixedHeight(min(MOST_HEIGHT, ROW * max(len(found), 1)))
        self._list.set_items([_item(deed) for deed in sorted(found, key=lambda deed: not deed.allowed)])
        self._list.opened.connect(self._take)
        self._column.addWidget(self._list)
        back = Button(tr("Не сейчас"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        self._add_buttons(back)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, verb: object) -> None:
        if verb in self._allowed:
            self.accept()
            self.chosen.emit(str(verb))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.text() and event.text().isprintable():
            self._list.keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)


class DeedDesk(QObject):
    """Opens the window for an order and does what was chosen; `owner` is the page it belongs to.

    done(): a verb was done.
    """

    done = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner

    def open(self, order_id: int, verb: str = "") -> None:
        """Ask which verb, or go straight to the one that is named."""
        read = partial(_offer, actor=self._context.actor, order_id=order_id)
        self._context.tasks.run(
            self, read, partial(self._choose, order_id, verb), self._refuse, latest="offer"
        )

    def _choose(self, order_id: int, verb: str, offer: Offer) -> None:
        if verb:
            self._ask(order_id, offer, verb)
            return
        window = DeedChoice(self._owner, offer.number, offer.deeds)
        window.chosen.connect(partial(self._ask, order_id, offer))
        window.open()

    def _ask(self, order_id: int, offer: Offer, verb: str) -> None:
        deed = next((one for one in offer.deeds if one.verb == verb), None)
        if deed is None or not deed.allowed:
            lacks = deed.lacks if deed is not None else ()
            self._context.tell(" ".join(map(messages.notice_text, lacks)), "amber")
            return
        window = DeedAsk(self._owner, deed, deeds.verb_of(verb).data, offer, self._context.tasks)
        window.given.connect(partial(self._do, order_id, offer.version, verb))
        window.open()

    def _do(self, order_id: int, version: int, verb: str, data: Any) -> None:
        work = partial(
            deeds.do, actor=self._context.actor, order_id=order_id, name=verb, data=data, version=version
        )
        self._context.tasks.run(self, work, self._on_done, self._refuse, write=True)

    def _on_done(self, _result: object) -> None:
        self._context.tell(tr("Записано"), "green")
        self.done.emit()

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _item(deed: Deed) -> RowItem:
    title = VERBS[deed.verb]
    lacks = " ".join(map(messages.notice_text, deed.lacks))
    leads = ", ".join(status.label for status in deed.to)
    second = lacks or (tr("станет: {states}", states=leads) if leads else "")
    return RowItem(deed.verb, tr(title), second, tone="text" if deed.allowed else "text2", bold=deed.allowed)


def _is_of_another_state(deed: Deed) -> bool:
    return any(lack.code in {"move_not_from", "order_closed"} for lack in deed.lacks)


def _offer(session: Any, actor: Actor, order_id: int) -> Offer:
    from ui.deed_choices import beginnings, choices  # what the window offers is read when it is opened
    from workstation.queries.order_view import get_order_by_id

    view = get_order_by_id(session, order_id)
    every = deeds.list_deeds(session, actor, order_id)
    found = [deed for deed in every if deed.verb in VERBS and not _is_of_another_state(deed)]
    order = list(VERBS)
    found.sort(key=lambda deed: order.index(deed.verb))
    verbs = [deed.verb for deed in found if deed.allowed]
    rows, begins = choices(session, verbs, view), beginnings(session, verbs, view)
    return Offer(view.number, view.version, tuple(found), rows, begins, Path(session.info["folder"]))

"""Handing a device over: who takes it, the five facts, old parts, money, the signature, the act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from forms.handover import facts
from forms.handover.fields import HandoverFields
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.kept import Kept
from ui.pictures import keep_picture
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.ask import ReasonAsk
from ui.widgets.badge import Badge
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.side_panel import SidePanel
from workstation import clock, messages
from workstation.documents.billing import OrderMoney
from workstation.documents.deeds import Deed, HandOverData, ReturnData
from workstation.documents.intake import Photo
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.i18n import mark, ntr, tr
from workstation.money import format_roubles
from workstation.queries import order_view
from workstation.queries.money import get_order_money
from workstation.queries.to_return import list_to_return
from workstation.rules.order_words import short_name
from workstation.services import deeds, handover
from workstation.services.rights import may
from workstation.statuses import OrderStatus, SignedBy

HAND_OVER = ActionSpec("handover.give", mark("Выдать и напечатать"), "F9", "bar", main=True)
ORDER = ActionSpec("handover.order", mark("Карточка заказа"), "F2", "bar", "clipboard-list")
REASONS = (mark("Заказчик отказался от ремонта"), mark("Ремонт невозможен"), mark("В гарантии отказано"))
SHOWN_KINDS = frozenset({"order", "device", "catalogue", "payment"})
HAND, RETURN = "hand_over", "return_unrepaired"


class Asked(NamedTuple):
    """What the page needs to know of an order."""

    view: OrderView
    folder: Path
    hand_over: Deed
    take_back: Deed
    money: OrderMoney

    @property
    def deed(self) -> Deed:
        """The verb that gives this device out: repaired where it is, else as it came."""
        return self.hand_over if self.view.status is OrderStatus.READY else self.take_back


class HandoverForm(Page):
    """Opened with an order's id."""

    help_topic = "handover"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._order_id: int | None = None
        self._asked: Asked | None = None
        self._kept = Kept(self, "handover")
        self._badge = Badge(parent=self)
        self._badge.hide()
        self._build()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        self.fields = HandoverFields()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.fields)
        self._side = SidePanel()
        self._five = self._side.add_section(tr("Сведения для акта, п. 3 ст. 20"))
        self._terms = self._side.add_section(tr("Гарантия на детали со дня выдачи"))
        self._beside = self._side.add_section(tr("В этом же визите"))
        self._missing = EmptyState("clipboard-list", "")
        self._missing.hide()
        self._sheet = QWidget()
        row = QHBoxLayout(self._sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        row.addWidget(self._side)
        self._bar = ActionBar()
        self._bar.follow(self.fields)
        self.actions_bound = [bind(ORDER, self, self._open_order), bind(HAND_OVER, self, self.give)]
        for bound in self.actions_bound:
            self._bar.add(Button.of(bound))
        column = PageColumn(self)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._missing, 1)
        column.addWidget(self._bar)
        self.fields.edited.connect(self._on_edited)
        self.fields.changed.connect(self.keep)

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the state."""
        return self._badge if self._asked is not None else None

    def activate(self, key: object = None) -> None:
        """Show the order of an id; what is typed for the same order stays."""
        if isinstance(key, int):
            self._asked = self._asked if key == self._order_id else None
            self._order_id = key
        self.refresh()

    def refresh(self) -> None:
        """Read the order anew."""
        if self._order_id is not None:
            read = partial(_read, actor=self.context.actor, order_id=self._order_id)
            self.context.tasks.run(self, read, self._take, self._on_missing, latest="order")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._asked is not None:
            self.refresh()

    def _take(self, asked: Asked) -> None:
        first = self._asked is None
        self._asked, view = asked, asked.view
        self._sheet.show()
        self._missing.hide()
        self._badge.set_state(view.face)
        what = " ".join(part for part in (view.category, view.device.brand, view.device.model) if part)
        self.set_title(view.number, f"{what} · {short_name(view.customer.name, view.customer.kind)}")
        if first:
            self.fields.show_order(view, self._is_repaired())
            self.fields.set_value("defects", facts.described(view))
            self.fields.set_clean()
            self.fields.go()
            self._kept.load(self._on_kept)
        self.fields.show_money(asked.money, self._is_repaired())
        self._follow(asked)

    def _on_missing(self, error: Exception) -> None:
        self._sheet.hide()
        self._missing.set_words(tr("Заказ не показан"), error_text(error))
        self._missing.show()
        self.set_title(tr("Выдача"))

    def keep(self) -> None:
        """What is typed waits for this user and this order."""
        if self.fields.is_dirty():
            self._kept.save({"order": self._order_id, "typed": self.fields.draft()})

    def _on_kept(self, body: dict[str, Any]) -> None:
        if body.get("order") == self._order_id and not self.fields.is_dirty():
            self.fields.restore(body["typed"])

    # -- what shows ------------------------------------------------------------------------------

    def _is_repaired(self) -> bool:
        return self._asked is not None and self._asked.view.status is OrderStatus.READY

    def _on_edited(self, _path: str) -> None:
        if self._asked is not None:
            self._show_facts(self._asked.view)

    def _follow(self, asked: Asked) -> None:
        self._show_facts(asked.view)
        facts.show_terms(self._terms, asked.view.bench)
        self._beside.clear()
        for number in asked.view.neighbours:
            link = LinkButton(number, slot=partial(self.context.open_form, "order", number))
            self._beside.add_widget(link)
        missing = " ".join(messages.notice_text(lack) for lack in asked.deed.lacks)
        self.actions_bound[1].action.setEnabled(not missing)
        if missing:
            self._bar.say(tr("Выдать пока нельзя"), missing, "red", "lock")

    def _show_facts(self, view: OrderView) -> None:
        repaired = self._is_repaired()
        self._five.setVisible(repaired)
        if not repaired:
            self._side.say("amber", tr("Возврат без ремонта"), tr("Причина будет в акте"))
            return
        facts.show_five(self._five, view, clock.today(), str(self.fields.value("defects") or ""))
        days = (clock.today() - view.request.demanded_on).days
        idle = ntr("Без изделия {n} день", "Без изделия {n} дней", days)
        self._side.say("green", tr("Готов к выдаче"), idle)

    # -- giving ----------------------------------------------------------------------------------

    def give(self) -> None:
        """F9: hand over a repaired device, or return one that was not repaired."""
        if self._asked is None or not self.actions_bound[1].action.isEnabled():
            return
        wrong, view = self.fields.check(), self._asked.view
        self.fields.show_errors(wrong)
        if wrong:
            return
        if not self._is_repaired():
            told = tr("Причина будет в акте и в журнале.")
            ready = [tr(words) for words in REASONS]
            ask = ReasonAsk(self.window(), tr("Вернуть без ремонта"), told, tr("Вернуть"), ready)
            ask.given.connect(partial(self._sign, view))
            ask.open()
        else:
            self._sign(view, "")

    def _sign(self, view: OrderView, reason: str) -> None:
        png = self.fields.value("signature")
        on_screen = self.fields.value("signed_by") is SignedBy.SCREEN
        if on_screen and isinstance(png, bytes) and self._asked is not None:
            keep = partial(keep_picture, self._asked.folder, png, f"{view.number}.png")
            self.context.tasks.io(self, keep, partial(self._send, view, reason), self._refuse)
        elif on_screen:
            self.fields.show_errors([("signature", tr("Получатель ещё не расписался"))])
        else:
            self._send(view, reason, None)

    def _send(self, view: OrderView, reason: str, signature: Photo | None) -> None:
        verb: Callable[..., Any] = handover.hand_over
        kind, extra = HandOverData, {}
        if not self._is_repaired():
            verb, kind, extra = handover.return_unrepaired, ReturnData, {"reason": reason}
        power = self.fields.power()
        values = {**extra, **self.fields.settled()}
        data: Any = self.fields.read(kind, power_of_attorney=power, signature=signature, **values)
        work = partial(
            _give, verb, actor=self.context.actor, order_id=view.id, data=data, version=view.version
        )
        self.context.tasks.run(self, work, partial(self._given, view), self._refuse, write=True)

    def _given(self, view: OrderView, over: int) -> None:
        self.fields.set_clean()
        self._kept.save({})
        told = tr("Заказ {number} выдан, акт в очереди печати", number=view.number)
        self.context.tell(f"{told}. {self._back_words(over)}" if over else told, "amber" if over else "green")
        self.context.open_form("order", view.id)

    def _back_words(self, over: int) -> str:
        actor, amount = self.context.actor, format_roubles(over)
        if actor is not None and may(actor, "money.refund"):
            return tr("Верните заказчику {sum}: Деньги, «К возврату»", sum=amount)
        return tr("Заказчику вернуть {sum}: скажите руководителю", sum=amount)

    def _refuse(self, error: Exception) -> None:
        for text in self.fields.show_error(error, self.fields.path_of):
            self._bar.say(text)

    def _open_order(self) -> None:
        if self._order_id is not None:
            self.context.open_form("order", self._order_id)


def _give(
    verb: Callable[..., Any], session: Any, *, actor: Actor, order_id: int, data: Any, version: int
) -> int:
    """Carry a verb of giving out, and say how much money must go back to the customer, in kopecks."""
    verb(session, actor=actor, order_id=order_id, data=data, version=version)
    return sum(row.amount for row in list_to_return(session, actor.branch_id, order_id=order_id))


def _read(session: Any, actor: Actor, order_id: int) -> Asked:
    """The order, its folder of pictures, and how the two verbs of giving stand for this person."""
    view = order_view.get_order_by_id(session, order_id)
    found = {deed.verb: deed for deed in deeds.list_deeds(session, actor, order_id)}
    ways = tuple(found[verb] for verb in (HAND, RETURN))
    return Asked(view, Path(session.info["folder"]), *ways, get_order_money(session, order_id))

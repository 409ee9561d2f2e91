"""What a receipt did: its act, and the orders that woke, each with whom and what to tell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ActionSpec, bind
from ui.context import Context
from ui.store_desk import StoreDesk
from ui.widgets.banner import Banner
from ui.widgets.basics import EmptyState, SectionTitle
from ui.widgets.row_list import RowItem, RowList
from ui.widgets.side_panel import SidePanel
from workstation.documents.purchasing import ReceiptAct, Received, Woken
from workstation.i18n import mark, ntr, tr
from workstation.money import format_roubles

MARGIN = 20
ACT = ActionSpec("receipt.act", mark("Приходный акт"), "Ctrl+P", icon="printer")
LABELS = ActionSpec("receipt.labels", mark("Ярлыки"), "Ctrl+L", icon="tag")


class ReceiptResult(QWidget):
    """Enter opens the order under the cursor; its message stands beside it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._woken: dict[int, Woken] = {}
        self._made: Sequence[Received] = ()
        self._context = context
        self._papers = StoreDesk(context, self)
        self.actions_bound = [bind(ACT, self, self._print_acts), bind(LABELS, self, self._print_labels)]
        self._banner = Banner()
        self._title = SectionTitle(tr("Заказы, которых ждала запчасть"))
        self.rows = RowList(tr("Заказы, которых ждала запчасть"), grows=False)
        self.rows.current_changed.connect(self._on_current)
        self.rows.opened.connect(self._open)
        self.setFocusProxy(self.rows)
        self._empty = EmptyState(
            "package", tr("Этих запчастей никто не ждал"), tr("Они лежат на складе свободными.")
        )
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, 12, MARGIN, 8)
        left.setSpacing(10)
        for part, room in ((self._title, 0), (self.rows, 1), (self._empty, 1)):
            left.addWidget(part, room)
        self._side = SidePanel()
        self._message = self._side.add_section(tr("Сообщение заказчику"))
        self._acts = self._side.add_section(tr("Приход"))
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._banner)
        body.addLayout(left, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(body, 1)
        row.addWidget(self._side)

    def show_received(self, made: Sequence[Received]) -> None:
        """Show what one or two receipts did."""
        self._made = made
        acts = [one.act for one in made]
        woken = [one for received in made for one in received.woken]
        self._woken = {one.request_id: one for one in woken}
        names = ", ".join(act.number for act in acts)
        differs = any(act.differs for act in acts)
        words = ntr("Проснулся {n} заказ", "Проснулось {n} заказов", len({one.order_id for one in woken}))
        text = " · ".join(filter(None, (words, tr("есть расхождения") if differs else "")))
        self._banner.say("amber" if differs else "green", tr("Принято: {names}", names=names), text)
        self.rows.set_items([woken_row(one) for one in woken])
        for part in (self._title, self.rows):
            part.setVisible(bool(woken))
        self._empty.setVisible(not woken)
        self._acts.clear()
        for act in acts:
            self._show_act(act)
        self._on_current(self.rows.current_id())

    def undo_print(self) -> None:
        """Ctrl+Z: the last print leaves the queue."""
        self._papers.undo_print()

    def _print_acts(self) -> None:
        for one in self._made:
            self._papers.show_receipt(one.receipt_id)

    def _print_labels(self) -> None:
        for one in self._made:
            self._papers.print_receipt_labels(one.receipt_id)

    def _show_act(self, act: ReceiptAct) -> None:
        self._acts.add_fact(tr("Номер"), act.number)
        self._acts.add_fact(tr("По заказу"), act.purchase or tr("без заказа"))
        if act.delivery_note:
            self._acts.add_fact(tr("Накладная"), act.delivery_note)
        self._acts.add_fact(tr("Сумма"), format_roubles(sum(line.cost for line in act.lines)))
        for line in act.lines:
            self._acts.add_note(f"{line.number} {line.name}: {line.accepted}", "")
            if line.damaged or line.missing:
                damaged = tr("повреждено {n}", n=line.damaged) if line.damaged else ""
                missing = tr("не хватает {n}", n=line.missing) if line.missing else ""
                self._acts.add_note(" · ".join(filter(None, (damaged, missing, line.note))), "red")

    def _on_current(self, request_id: object) -> None:
        one = self._woken.get(request_id) if isinstance(request_id, int) else None
        self._message.clear()
        if one is None:
            return
        self._message.set_title(tr("Сообщение заказчику, {order}", order=one.order))
        if one.message:
            self._message.add_note(one.message, "")
            self._message.add_note(tr("Не отправлено: ждёт в «Делах», «Сообщения»"), "amber")
        else:
            self._message.add_note(tr("Сообщать нечего"))

    def _open(self, request_id: object) -> None:
        one = self._woken.get(request_id) if isinstance(request_id, int) else None
        if one is not None:
            self._context.open_form("order", one.order_id)


def woken_row(one: Woken) -> RowItem:
    """An order that woke: what came for it, who works on it and where, where part and device lie."""
    who = one.technician or tr("мастер не назначен")
    where = [one.bench or "", tr("изделие: {place}", place=one.shelf) if one.shelf else ""]
    part = tr("деталь: {place}", place=one.part_place)
    waits = ntr("ждёт ещё {n} деталь", "ждёт ещё {n} деталей", one.still_waiting) if one.still_waiting else ""
    second = " · ".join(filter(None, (who, *where, part)))
    first = f"{one.order} · {one.part} {one.number} × {one.quantity}"
    badge = (waits, "violet", "hourglass") if waits else (tr("можно чинить"), "green", "wrench")
    return RowItem(one.request_id, first, second, badge=badge, bold=True)

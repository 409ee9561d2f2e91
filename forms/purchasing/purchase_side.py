"""What stands beside the lines of an order to a supplier: facts, promised days, receipts."""

from __future__ import annotations

from ui.widgets.row_list import RowItem, RowList
from ui.widgets.side_panel import SidePanel
from workstation import clock
from workstation.documents.purchasing import OPEN_PURCHASES, PromiseRow, PurchaseState, PurchaseView
from workstation.i18n import ntr, tr
from workstation.money import format_roubles
from workstation.rules.order_words import moment_words
from workstation.rules.wording import show_date, time_left


class PurchaseSide(SidePanel):
    """Says first what is wrong: late, or nothing promised."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = self.add_section(tr("Заказ"))
        self._promises = self.add_section(tr("Обещанные сроки"))
        self._receipts = self.add_section(tr("Приходы"))
        self.receipts = RowList(tr("Приходы"))
        self._receipts.add_widget(self.receipts)

    def show_purchase(self, one: PurchaseView) -> None:
        """Show an order."""
        self._say(one)
        self._show_facts(one)
        self._promises.clear()
        for change in reversed(one.promises):
            self._promises.add_fact(_moment(change), _change(change))
            self._promises.add_note(" · ".join(filter(None, (change.by, change.reason))))
        self.receipts.set_items(
            [RowItem(number, number, tr("Enter — приходный акт")) for number in one.receipts]
        )
        self._receipts.setVisible(bool(one.receipts))

    def _say(self, one: PurchaseView) -> None:
        today = clock.today()
        if one.state is PurchaseState.DRAFT:
            self.say("grey", tr("Ещё не отправлен"), tr("F9 — отметить отправку"))
        elif one.state not in OPEN_PURCHASES:
            self.say("green" if one.state is PurchaseState.RECEIVED else "grey", one.state.label)
        elif one.promised_on is None:
            self.say("amber", tr("Срок не назван"), tr("Узнайте у поставщика: F6 — записать срок"))
        else:
            left = time_left(one.promised_on, today)
            late = one.promised_on < today
            words = tr("Обещан к {day}", day=show_date(one.promised_on))
            self.say("red" if late else "violet", left[:1].upper() + left[1:], words)

    def _show_facts(self, one: PurchaseView) -> None:
        facts = self._facts
        facts.clear()
        facts.add_fact(tr("Поставщик"), one.supplier)
        facts.add_fact(tr("Склад"), one.warehouse)
        lines = ntr("{n} строка", "{n} строк", len(one.lines))
        facts.add_fact(tr("Сумма"), f"{format_roubles(sum(line.amount for line in one.lines))}, {lines}")
        today = clock.today()
        facts.add_fact(tr("Составлен"), f"{moment_words(one.made_at, today)}, {one.by}")
        if one.sent_at is not None:
            facts.add_fact(tr("Отправлен"), f"{moment_words(one.sent_at, today)}, {one.sent_how}")
        if one.closed_at is not None:
            facts.add_fact(tr("Закрыт"), moment_words(one.closed_at, today))
        if one.note:
            facts.add_fact(tr("Примечание"), one.note)


def _moment(change: PromiseRow) -> str:
    return show_date(clock.local(change.made_at).date())


def _change(change: PromiseRow) -> str:
    """«05.12.2026 → 12.12.2026»; the first promise stands alone."""
    after = show_date(change.after_on) if change.after_on else tr("не назван")
    return f"{show_date(change.before_on)} → {after}" if change.before_on else after

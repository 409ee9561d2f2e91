"""The section «Деньги» on the card of an order: its lines, sums, and a red sentence where work must stop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.money_words import line_item, over_words, sums_of
from ui.problems import error_text
from ui.widgets.banner import Banner
from ui.widgets.basics import Hairline, SectionTitle
from ui.widgets.row_list import RowList
from ui.widgets.sums import Sums
from workstation.documents.billing import OrderMoney
from workstation.i18n import tr
from workstation.queries.money import get_order_money


class MoneySection(QWidget):
    """Reads the money of the order it is shown; hidden while there is neither a line nor a payment.

    Enter on a line opens all of it, by `opened()`.
    """

    def __init__(self, context: Context, opened: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self._title = SectionTitle(tr("Деньги"), tr("F4 — всё"))
        self._over, self._lines, self._sums = Banner(), RowList(tr("Деньги заказа")), Sums(tr("Расчёт"))
        self._lines.opened.connect(lambda _line: opened())
        self._over.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._title, self._over, self._lines, self._sums, Hairline(8)):
            column.addWidget(part)
        self.hide()

    def show_order(self, order_id: int, is_open: bool) -> None:
        """Read and show the money of an order."""
        read = partial(get_order_money, order_id=order_id)
        take = partial(self._take, is_open)
        self._context.tasks.run(self, read, take, self._refuse, latest="money")

    def _take(self, is_open: bool, money: OrderMoney) -> None:
        title = over_words(money, is_open)
        self._over.setVisible(bool(title))
        if title:
            self._over.say("red", title, tr("Спросите заказчика: F4 — смета и его ответ."))
        self._lines.set_items([line_item(line) for line in money.lines])
        self._lines.setVisible(bool(money.lines))
        self._sums.show_rows(sums_of(money) if money.is_priced or money.paid else ())
        self.setVisible(bool(money.lines or money.paid))

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")

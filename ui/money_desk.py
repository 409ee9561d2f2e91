"""Verbs of money, wherever a page shows it: each asked for in a small window that loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.context import Page
from ui.money_asks import CancelAsk, DiscountAsk, InvoiceAsk, InvoiceTerms, OfferAsk, PriceAsk
from ui.payment_asks import PaymentAsk, ReceiptAsk, RefundAsk
from ui.verb_ask import Carry, VerbAsk
from workstation.documents.billing import OrderMoney, PricedLine
from workstation.documents.billing_rows import InvoiceRow, PaymentRow
from workstation.documents.contacts import ChangeReason
from workstation.i18n import tr
from workstation.services import estimates, invoices, lines, payments


class MoneyDesk(QObject):
    """done(): a verb was carried out. issued(order_id): an invoice or an estimate is there to be printed."""

    done = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    # -- lines -----------------------------------------------------------------------------------

    def price(self, order_id: int, line: PricedLine) -> None:
        """Another price of a line."""
        self._open(PriceAsk(self._page, self._of_order(lines.set_price, order_id), line), tr("Цена записана"))

    def discount(self, order_id: int, money: OrderMoney, line: PricedLine | None) -> None:
        """A discount on a line, or on all the customer pays for."""
        carry = self._of_order(lines.discount, order_id)
        self._open(DiscountAsk(self._page, carry, money, line, order_id), tr("Скидка записана"))

    # -- papers ----------------------------------------------------------------------------------

    def offer(self, order_id: int, money: OrderMoney, reasons: Sequence[ChangeReason]) -> None:
        """An estimate of the lines as they stand; `reasons` may be given for it."""
        carry = self._of_order(estimates.offer, order_id)
        words = tr("Смета ждёт ответа заказчика. F8 — записать")
        self._open(OfferAsk(self._page, carry, money, order_id, reasons), words)

    def invoice(self, order_id: int, terms: InvoiceTerms, issued: Callable[[Any], object]) -> None:
        """An invoice; `issued(what the verb gives)` once it is there."""
        ask = InvoiceAsk(self._page, self._carry(invoices.issue), terms, order_id)
        ask.done.connect(issued)
        self._open(ask, tr("Счёт выставлен"))

    def cancel(self, row: InvoiceRow) -> None:
        """An invoice that is not to be paid."""
        self._open(CancelAsk(self._page, self._carry(invoices.cancel), row), tr("Счёт аннулирован"))

    # -- payments --------------------------------------------------------------------------------

    def pay(self, order: str | None, balance: int, invoice: str | None = None) -> None:
        """Money for an order, or for an invoice."""
        carry = self._carry(payments.take)
        self._open(PaymentAsk(self._page, carry, order, balance, invoice), tr("Оплата записана"))

    def refund(self, row: PaymentRow) -> None:
        """Money given back."""
        self._open(RefundAsk(self._page, self._carry(payments.refund), row), tr("Возврат записан"))

    def receipt(self, row: PaymentRow) -> None:
        """The number of a receipt that was punched."""
        self._open(ReceiptAsk(self._page, self._carry(payments.punch), row), tr("Чек записан"))

    # -- inside ----------------------------------------------------------------------------------

    def _carry(self, verb: Callable[..., Any]) -> Carry:
        actor = self._page.context.actor
        return lambda data: partial(verb, actor=actor, data=data)

    def _of_order(self, verb: Callable[..., Any], order_id: int) -> Carry:
        actor = self._page.context.actor
        return lambda data: partial(verb, actor=actor, order_id=order_id, data=data)

    def _open(self, ask: VerbAsk, words: str) -> None:
        ask.done.connect(partial(self._on_done, words))
        ask.open()

    def _on_done(self, words: str, _result: object) -> None:
        self._page.context.tell(words, "green")
        self.done.emit()

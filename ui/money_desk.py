"""Verbs of money, wherever a page shows it: each asked for in a small window that loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.context import Page
from ui.money_asks import CancelAsk, DiscountAsk, InvoiceAsk, InvoiceTerms, OfferAsk, PriceAsk
from ui.payment_asks import PaymentAsk, ReceiptAsk, RefundAsk
from ui.verb_ask import VerbAsk
from workstation.documents.billing import OrderMoney, PricedLine
from workstation.documents.billing_rows import InvoiceRow, PaymentRow
from workstation.documents.contacts import ChangeReason
from workstation.i18n import tr


class MoneyDesk(QObject):
    """done(): a verb was carried out. issued(order_id): an invoice or an estimate is there to be printed."""

    done = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    # -- lines -----------------------------------------------------------------------------------

    def price(self, order_id: int, line: PricedLine) -> None:
        """Another price of a line."""
        ask = PriceAsk(self._page, order_id, line)
        self._open(f"price.{line.line_id}", ask, tr("Цена записана"))

    def discount(self, order_id: int, money: OrderMoney, line: PricedLine | None) -> None:
        """A discount on a line, or on all the customer pays for."""
        ask = DiscountAsk(self._page, order_id, money, line)
        self._open(f"discount.{line.line_id if line else order_id}", ask, tr("Скидка записана"))

    # -- papers ----------------------------------------------------------------------------------

    def offer(self, order_id: int, money: OrderMoney, reasons: Sequence[ChangeReason]) -> None:
        """An estimate of the lines as they stand; `reasons` may be given for it."""
        ask = OfferAsk(self._page, order_id, money, reasons)
        self._open(f"offer.{order_id}", ask, tr("Смета ждёт ответа заказчика. F8 — записать"))

    def invoice(self, order_id: int, terms: InvoiceTerms, issued: Callable[[Any], object]) -> None:
        """An invoice; `issued(what the verb gives)` once it is there."""
        ask = InvoiceAsk(self._page, terms)
        ask.written.connect(issued)
        self._open(f"invoice.{order_id}", ask, tr("Счёт выставлен"))

    def cancel(self, row: InvoiceRow) -> None:
        """An invoice that is not to be paid."""
        self._open(f"cancel.{row.id}", CancelAsk(self._page, row), tr("Счёт аннулирован"))

    # -- payments --------------------------------------------------------------------------------

    def pay(self, order: str | None, balance: int, invoice: str | None = None) -> None:
        """Money for an order, or for an invoice."""
        ask = PaymentAsk(self._page, order, balance, invoice)
        self._open(f"pay.{invoice or order}", ask, tr("Оплата записана"))

    def refund(self, row: PaymentRow) -> None:
        """Money given back."""
        self._open(f"refund.{row.id}", RefundAsk(self._page, row), tr("Возврат записан"))

    def receipt(self, row: PaymentRow) -> None:
        """The number of a receipt that was punched."""
        self._open(f"receipt.{row.id}", ReceiptAsk(self._page, row), tr("Чек записан"))

    # -- inside ----------------------------------------------------------------------------------

    def _open(self, name: str, ask: VerbAsk, words: str) -> None:
        ask.keep(self._page, name)
        ask.written.connect(partial(self._on_done, words))
        ask.open()

    def _on_done(self, words: str, _result: object) -> None:
        self._page.context.tell(words, "green")
        self.done.emit()

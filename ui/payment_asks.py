"""Windows of payments: money that came, money given back, the receipt of the fiscal register."""

from __future__ import annotations

import uuid
from functools import partial

from ui.context import Page
from ui.money_words import METHODS
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, MoneyEdit
from workstation.documents.billing import PaymentMethod
from workstation.documents.billing_data import PaymentData, ReceiptData, RefundData
from workstation.documents.billing_rows import PaymentRow
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.services import payments

MONEY_WIDTH = 130
REFUND_REASONS = (mark("Ошибка при оплате"), mark("Отказ от ремонта"), mark("Скидка после оплаты"))


def method_chips() -> ChipGroup:
    """Cash, card or transfer by one key."""
    return ChipGroup([ChipItem(one.value, tr(words), tr(key)) for one, words, key in METHODS])


class PaymentAsk(VerbAsk):
    """Money for an order or an invoice: the method by one key, the sum is what is owed.

    Writes a PaymentData.
    """

    def __init__(self, page: Page, order: str | None, balance: int, invoice: str | None = None):
        self._order, self._invoice, self._balance = order, invoice, balance
        self._request = str(uuid.uuid4())
        about = tr("Счёт № {number}", number=invoice) if invoice else tr("Заказ {number}", number=order)
        owed = tr("к оплате {sum}", sum=format_roubles(balance)) if balance > 0 else tr("предоплата")
        super().__init__(page, page.context, tr("Принять оплату"), f"{about}, {owed}.", tr("Принять"))

    def _build(self) -> None:
        needed = tr("Выберите, как платят: Н, К или П")
        self.put("method", tr("Как платят"), method_chips(), needed)
        amount = Field(tr("Сумма, ₽"), MoneyEdit(), MONEY_WIDTH)
        self.form.add("amount", amount, required=tr("Введите сумму"))
        note = self.form.add("note", Field(tr("Пояснение"), LineEdit(), 260))
        self.add(FieldRow(amount, note, stretch=True))
        if self._balance > 0:
            self.form.set_value("amount", self._balance)

    def verb(self) -> Verb:
        return partial(payments.take, actor=self.context.actor, data=self.data())

    def data(self) -> PaymentData:
        """What is typed; the same window gives the same request, so a repeated save is harmless."""
        value = self.form.value
        return PaymentData(
            amount=value("amount"),
            method=PaymentMethod(str(value("method"))),
            order=None if self._invoice else self._order,
            invoice=self._invoice,
            request_id=self._request,
            note=value("note"),
        )


class RefundAsk(VerbAsk):
    """Money given back of a payment. Writes a RefundData."""

    def __init__(self, page: Page, row: PaymentRow) -> None:
        self._row, self._request = row, str(uuid.uuid4())
        text = tr("Платёж {sum}, {method}. Запись о платеже останется, возврат — отдельной строкой.",
                  sum=format_roubles(row.amount), method=row.method.label.lower())  # fmt: skip
        super().__init__(page, page.context, tr("Вернуть деньги"), text, tr("Вернуть"))

    def _build(self) -> None:
        self.put("amount", tr("Сумма, ₽"), MoneyEdit(), tr("Введите сумму"), MONEY_WIDTH)
        self.put("method", tr("Как возвращаем"), method_chips(), tr("Выберите, как возвращаем: Н, К или П"))
        self.form.set_value("amount", self._row.left)
        known = self._row.method in {one for one, _words, _key in METHODS}
        self.form.set_value("method", self._row.method.value if known else None)
        self.put_reason(REFUND_REASONS)

    def verb(self) -> Verb:
        return partial(payments.refund, actor=self.context.actor, data=self.data())

    def data(self) -> RefundData:
        """What is typed."""
        value = self.form.value
        method = PaymentMethod(str(value("method")))
        return RefundData(
            payment=self._row.id,
            reason=value("reason") or "",
            amount=value("amount"),
            method=method,
            request_id=self._request,
        )


class ReceiptAsk(VerbAsk):
    """The number of a fiscal receipt that was punched. Writes a ReceiptData."""

    def __init__(self, page: Page, row: PaymentRow) -> None:
        self._row = row
        text = tr("{who}, {sum}. Кассу программа пока не видит: перепишите номер с чека.",
                  who=row.customer, sum=format_roubles(row.amount))  # fmt: skip
        super().__init__(page, page.context, tr("Чек пробит"), text, tr("Записать"))

    def _build(self) -> None:
        needed = tr("Введите номер чека")
        self.put("receipt", tr("Номер чека"), LineEdit(tr("ФД 1234, ФПД 567890")), needed, 260)

    def verb(self) -> Verb:
        return partial(payments.punch, actor=self.context.actor, data=self.data())

    def data(self) -> ReceiptData:
        """What is typed."""
        return ReceiptData(self._row.id, self.form.value("receipt") or "")

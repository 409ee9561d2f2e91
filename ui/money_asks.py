"""Windows of money: the price and discount of a line, an estimate, an invoice and the end of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from ui.context import Page
from ui.money_words import offered_rows, taxed_rows
from ui.problems import error_text
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.basics import Hairline, label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, NumberEdit
from ui.widgets.popup import PopupRow
from ui.widgets.sums import Sums
from ui.widgets.values import DecimalEdit
from workstation import clock
from workstation.documents.billing import LineKind, OrderMoney, PricedLine, Taxed
from workstation.documents.billing_data import (
    CancelInvoiceData,
    DiscountData,
    InvoiceData,
    LinePriceData,
    OfferData,
)
from workstation.documents.billing_rows import InvoiceRow
from workstation.documents.contacts import ChangeReason, Channel
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.rules.pricing import customer_lines, discounts
from workstation.services import estimates, invoices, lines
from workstation.statuses import EstimateKind

MONEY_WIDTH, DAY_WIDTH, MOST = 130, 112, 10_000
DISCOUNT_REASONS = (mark("Постоянный клиент"), mark("Задержка ремонта"), mark("Повторное обращение"))
CANCEL_REASONS = (mark("Ошибка в счёте"), mark("Изменился состав работ"), mark("Заказчик отказался"))
KINDS = ((EstimateKind.FIRM, mark("Т")), (EstimateKind.APPROXIMATE, mark("П")))


class PriceAsk(VerbAsk):
    """Enter on a line. Writes a LinePriceData."""

    def __init__(self, page: Page, order_id: int, line: PricedLine) -> None:
        self._order, self._line = order_id, line
        super().__init__(page, page.context, tr("Цена строки"), line.name, tr("Записать"))

    def _build(self) -> None:
        line = self._line
        price = self.form.add(
            "price", Field(tr("Цена за единицу, ₽"), MoneyEdit(), MONEY_WIDTH), required=tr("Введите цену")
        )
        fields = [price]
        if line.kind is LineKind.WORK:
            many = Field(tr("Количество"), NumberEdit(1, MOST), 96)
            fields.append(self.form.add("quantity", many, required=tr("Введите количество")))
            self.form.set_value("quantity", line.quantity)
        self.add(FieldRow(*fields, stretch=True))
        payers = [PopupRow(one.value, one.label) for one in Payer if one is not Payer.UNKNOWN]
        self.put("payer", tr("Кто платит"), Combo(payers, Payer.UNKNOWN.label), "", 190)
        self.form.set_value("price", line.price)
        if line.payer is not Payer.UNKNOWN:
            self.form.set_value("payer", line.payer.value)

    def verb(self) -> Verb:
        return partial(lines.set_price, actor=self.context.actor, order_id=self._order, data=self.data())

    def data(self) -> LinePriceData:
        """What is typed; the payer only where another one is chosen."""
        chosen = self.form.value("payer")
        payer = Payer(str(chosen)) if chosen and chosen != self._line.payer.value else None
        quantity = self.form.value("quantity") if self._line.kind is LineKind.WORK else None
        return LinePriceData(self._line.line_id or 0, self.form.value("price"), quantity, payer)


class DiscountAsk(VerbAsk):
    """A discount on one line, or with None on all that the customer pays for. Writes a DiscountData."""

    def __init__(self, page: Page, order_id: int, money: OrderMoney, line: PricedLine | None) -> None:
        self._order, self._line = order_id, line
        self._lines = (line,) if line else customer_lines(money.lines)
        gross = format_roubles(sum(one.gross for one in self._lines))
        about = line.name if line else tr("На все строки заказчика")
        text = tr("{about}, {sum} до скидки. Ноль снимает скидку.", about=about, sum=gross)
        title = tr("Скидка на строку") if line else tr("Скидка на всё")
        super().__init__(page, page.context, title, text, tr("Записать"))

    def _build(self) -> None:
        percent = self.form.add("percent", Field(tr("Процент"), DecimalEdit(), 96))
        amount = self.form.add("amount", Field(tr("или сумма, ₽"), MoneyEdit(), MONEY_WIDTH))
        self.add(FieldRow(percent, amount, stretch=True))
        self._said = label("", "text2")
        self.add(self._said)
        self.put_reason(DISCOUNT_REASONS)
        self.form.edited.connect(lambda _path: self._follow())

    def _follow(self) -> None:
        """What the lines will cost."""
        data, gross = self.data(), [one.gross for one in self._lines]
        try:
            off = sum(discounts(gross, percent=data.percent, amount=data.amount))
        except UserError:
            self._said.setText("")
            return
        left = format_roubles(sum(gross) - off)
        self._said.setText(tr("Скидка {off}, останется {left}", off=format_roubles(off), left=left))

    def verb(self) -> Verb:
        return partial(lines.discount, actor=self.context.actor, order_id=self._order, data=self.data())

    def data(self) -> DiscountData:
        """What is typed."""
        percent = self.form.value("percent")
        return DiscountData(
            reason=self.form.value("reason") or "",
            line=self._line.line_id if self._line else None,
            percent=Decimal(percent) if percent else None,
            amount=self.form.value("amount"),
        )


class OfferAsk(VerbAsk):
    """An estimate of the lines as they stand, before it goes to the customer. Writes an OfferData."""

    def __init__(self, page: Page, order_id: int, money: OrderMoney, reasons: Sequence[ChangeReason]) -> None:
        self._order, self._money, self._reasons = order_id, money, reasons
        text = tr("Строки войдут в смету такими, как сейчас. Заказчик будет спрошен, ответ запишет F8.")
        super().__init__(page, page.context, tr("Смета"), text, tr("Предложить"))

    def _build(self) -> None:
        shown = Sums(tr("Строки сметы"))
        shown.show_rows(offered_rows(self._money.lines, self._money.total))
        self.add(shown)
        self.add(Hairline(4))
        kinds = ChipGroup([ChipItem(one.value, one.label, tr(key)) for one, key in KINDS])
        self.put("kind", tr("Какая смета"), kinds, tr("Выберите: твёрдая или приблизительная"))
        channels = Combo([PopupRow(one.value, one.label) for one in Channel])
        way = self.form.add("channel", Field(tr("Как спросим"), channels, 150))
        limit = self.form.add("limit", Field(tr("Без звонка до, ₽"), MoneyEdit(tr("нет")), MONEY_WIDTH))
        until = self.form.add("valid_until", Field(tr("Действует до"), DateEdit(prefer="future"), DAY_WIDTH))
        self.add(FieldRow(way, limit, until, stretch=True))
        reasons = Combo([PopupRow(one.value, one.label) for one in self._reasons])
        self.put("reason", tr("Почему"), reasons, tr("Выберите, почему: F4"))
        self.put("note", tr("Пояснение заказчику"), LineEdit())
        self.form.set_value("reason", ChangeReason.EXTRA_WORK.value)
        self.form.set_value("kind", EstimateKind.FIRM.value)
        self.form.set_value("channel", Channel.PHONE.value)

    def verb(self) -> Verb:
        return partial(estimates.offer, actor=self.context.actor, order_id=self._order, data=self.data())

    def data(self) -> OfferData:
        """What is typed."""
        value = self.form.value
        return OfferData(
            kind=EstimateKind(str(value("kind"))),
            channel=Channel(str(value("channel") or Channel.PHONE.value)),
            limit=value("limit"),
            valid_until=value("valid_until"),
            note=value("note"),
            reason=ChangeReason(str(value("reason"))),
        )


@dataclass(frozen=True)
class InvoiceTerms:
    """What an invoice begins with: days to pay, terms, and the tax of the lines on a day of performance."""

    order: str
    days: int
    terms: str
    taxed: Callable[[date], Taxed]


class InvoiceAsk(VerbAsk):
    """An invoice as it will be issued. Writes an InvoiceData."""

    def __init__(self, page: Page, terms: InvoiceTerms) -> None:
        self._terms = terms
        text = tr("Счёт не меняют: ошибочный аннулируют и выставляют другой. Ставку НДС выбирает день работ.")
        super().__init__(page, page.context, tr("Счёт на оплату"), text, tr("Выставить"))

    def _build(self) -> None:
        due = self.form.add("due_on", Field(tr("Оплатить до"), DateEdit(prefer="future"), DAY_WIDTH))
        done = self.form.add("performed_on", Field(tr("Работы выполнены"), DateEdit(), DAY_WIDTH))
        self.add(FieldRow(due, done, stretch=True))
        self.put("terms", tr("Условия"), LineEdit(tr("нет")))
        self.add(Hairline(4))
        self._sums = Sums(tr("Строки счёта"))
        self.add(self._sums)
        self.form.set_value("due_on", clock.today() + timedelta(days=self._terms.days))
        self.form.set_value("performed_on", clock.today())
        self.form.set_value("terms", self._terms.terms or None)
        self.form.edited.connect(lambda path: self._show() if path == "performed_on" else None)
        self._show()

    def _show(self) -> None:
        """The lines with the tax of the day that is typed."""
        try:
            taxed = self._terms.taxed(self.form.value("performed_on") or clock.today())
        except UserError as error:
            self._sums.show_rows(())
            self.form.show_errors([("performed_on", error_text(error))], focus=False)
            return
        self._sums.show_rows(taxed_rows(taxed))

    def verb(self) -> Verb:
        return partial(invoices.issue, actor=self.context.actor, data=self.data())

    def data(self) -> InvoiceData:
        """What is typed."""
        value = self.form.value
        return InvoiceData(self._terms.order, value("due_on"), value("performed_on"), value("terms"))


class CancelAsk(VerbAsk):
    """An invoice that is not to be paid any more. Writes a CancelInvoiceData."""

    def __init__(self, page: Page, row: InvoiceRow) -> None:
        self._row = row
        title = tr("Аннулировать счёт № {number}", number=row.number)
        text = tr("Номер останется занят. Деньги, пришедшие по счёту, остаются за заказом.")
        super().__init__(page, page.context, title, text, tr("Аннулировать"))

    def _build(self) -> None:
        self.put_reason(CANCEL_REASONS)
        self.add(self.form.add("replace", CheckBox(tr("Сразу выставить новый вместо него"))))

    def verb(self) -> Verb:
        return partial(invoices.cancel, actor=self.context.actor, data=self.data())

    def data(self) -> CancelInvoiceData:
        """What is typed."""
        return CancelInvoiceData(
            self._row.number, self.form.value("reason") or "", self.form.value("replace")
        )

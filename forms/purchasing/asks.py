"""Windows of an order to a supplier: a line, how it was sent, another promised day."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.part_priced import PricedPart
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, MoneyEdit, NumberEdit
from workstation.documents.purchasing import PurchaseLineRow, PurchaseView, WantedLine
from workstation.i18n import mark, tr
from workstation.services import purchasing

MOST_PIECES = 1_000_000
WAYS = (
    ("почта", mark("почта")),
    ("сайт", mark("сайт")),
    ("телефон", mark("телефон")),
    ("мессенджер", mark("мессенджер")),
)
"""How an order goes out: the words are stored as they are."""


class LineAsk(VerbAsk):
    """A part to order, or how much of one that is in the order already."""

    def __init__(
        self, owner: QWidget, context: Context, purchase: PurchaseView, line: PurchaseLineRow | None = None
    ) -> None:
        self._purchase, self._line = purchase, line
        title = tr("Строка заказа") if line is None else f"{line.number} {line.name}"
        confirm = tr("Добавить") if line is None else tr("Записать")
        super().__init__(owner, context, title, "", confirm)

    def _build(self) -> None:
        self._part: PricedPart | None = None
        if self._line is None:
            self._part = PricedPart(self.context)
            self._part.priced.connect(lambda price: self.form.fill("price", price, tr("из каталога")))
            self.put("part", tr("Запчасть"), self._part, tr("Выберите запчасть"))
        quantity = Field(tr("Количество"), NumberEdit(1, MOST_PIECES), 96)
        price = Field(tr("Цена за единицу, ₽"), MoneyEdit("0,00"), 130)
        self.form.add("quantity", quantity, required=tr("Сколько заказать"))
        self.form.add("price", price)
        self.add(FieldRow(quantity, price, stretch=True))
        self.form.set_value("quantity", self._line.quantity if self._line else 1)
        self.form.set_value("price", self._line.price if self._line else None)

    def scanned(self, code: str) -> bool:
        """The part in hand."""
        return self._part is not None and self._part.scan(code)

    def verb(self) -> Verb:
        value, known = self.form.value, {"actor": self.context.actor, "purchase_id": self._purchase.id}
        price = value("price") or 0
        if self._line is None:
            line = WantedLine(value("part"), value("quantity"), price)
            return partial(purchasing.add_line, **known, line=line)
        part_id = self._line.part_id
        return partial(
            purchasing.change_line, **known, part_id=part_id, quantity=value("quantity"), price=price
        )


class SendAsk(VerbAsk):
    """The order went out."""

    def __init__(self, owner: QWidget, context: Context, purchase: PurchaseView) -> None:
        self._purchase = purchase
        title = tr("Заказ {number} отправлен", number=purchase.number)
        text = tr("После отправки строки не меняются; что не пришло, можно отменить.")
        super().__init__(owner, context, title, text, tr("Отправлен"))

    def _build(self) -> None:
        ways = ChipGroup([ChipItem(word, tr(shown)) for word, shown in WAYS], optional=True)
        ways.setAccessibleName(tr("Как отправлен"))
        self._how = LineEdit()
        ways.edited.connect(
            lambda: self._how.set_value(ways.value(), undoable=True) if ways.value() else None
        )
        self.add(ways)
        self.put("how", tr("Как отправлен"), self._how, tr("Напишите, как отправлен заказ"))
        day = DateEdit(tr("не назван"), prefer="future", icon="calendar")
        self.put("promised_on", tr("Обещан к"), day, width=130)

    def verb(self) -> Verb:
        return partial(
            purchasing.mark_sent,
            actor=self.context.actor,
            purchase_id=self._purchase.id,
            how=self.form.value("how"),
            promised_on=self.form.value("promised_on"),
        )


class PromiseAsk(VerbAsk):
    """Another day; the days promised before stay in the order."""

    def __init__(self, owner: QWidget, context: Context, purchase: PurchaseView) -> None:
        self._purchase = purchase
        title = tr("Новый срок заказа {number}", number=purchase.number)
        text = tr("Прежние обещания остаются в истории: по ним видно, как поставщик держит слово.")
        super().__init__(owner, context, title, text, tr("Записать"))

    def _build(self) -> None:
        day = DateEdit(tr("не назван"), prefer="future", icon="calendar")
        self.put("promised_on", tr("Обещан к"), day, width=130)
        self.put("reason", tr("Почему"), LineEdit(), tr("Напишите, что сказал поставщик"))

    def verb(self) -> Verb:
        return partial(
            purchasing.promise,
            actor=self.context.actor,
            purchase_id=self._purchase.id,
            promised_on=self.form.value("promised_on"),
            reason=self.form.value("reason"),
        )

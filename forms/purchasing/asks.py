"""Windows of an order to a supplier: a line, how it was sent, another promised day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.form_ask import FormAsk
from ui.part_edit import PartEdit
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, MoneyEdit, NumberEdit
from workstation.documents.purchasing import PurchaseLineRow
from workstation.i18n import mark, tr

MOST_PIECES = 1_000_000
WAYS = (
    ("почта", mark("почта")),
    ("сайт", mark("сайт")),
    ("телефон", mark("телефон")),
    ("мессенджер", mark("мессенджер")),
)
"""How an order goes out: the words are stored as they are."""


class LineData(NamedTuple):
    """A line as it is typed; `part_id` of a new one."""

    part_id: int
    quantity: int
    price: int


class SentData(NamedTuple):
    """How an order was sent and what was promised."""

    how: str
    promised_on: date | None


class PromisedData(NamedTuple):
    """Another day and why."""

    promised_on: date | None
    reason: str


class LineAsk(FormAsk):
    """given(LineData): a part to order, or how much of one that is in the order already."""

    def __init__(self, owner: QWidget, context: Context, line: PurchaseLineRow | None = None) -> None:
        self._context, self._line = context, line
        title = tr("Строка заказа") if line is None else f"{line.number} {line.name}"
        super().__init__(owner.window(), title, "", tr("Добавить") if line is None else tr("Записать"))

    def _build(self) -> None:
        if self._line is None:
            self._part = PartEdit(self._context)
            self.put("part", tr("Запчасть"), self._part, tr("Выберите запчасть"))
        quantity = Field(tr("Количество"), NumberEdit(1, MOST_PIECES), 96)
        price = Field(tr("Цена за единицу, ₽"), MoneyEdit("0,00"), 130)
        self.form.add("quantity", quantity, required=tr("Сколько заказать"))
        self.form.add("price", price)
        self.add(FieldRow(quantity, price, stretch=True))
        self.form.set_value("quantity", self._line.quantity if self._line else 1)
        self.form.set_value("price", self._line.price if self._line else None)

    def data(self) -> LineData:
        """What is typed."""
        value = self.form.value
        part_id = self._line.part_id if self._line else value("part")
        return LineData(int(part_id), value("quantity"), value("price") or 0)


class SendAsk(FormAsk):
    """given(SentData)."""

    def __init__(self, owner: QWidget, number: str) -> None:
        text = tr("После отправки строки не меняются; что не пришло, можно отменить.")
        super().__init__(owner.window(), tr("Заказ {number} отправлен", number=number), text, tr("Отправлен"))

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

    def data(self) -> SentData:
        """What is typed."""
        return SentData(self.form.value("how"), self.form.value("promised_on"))


class PromiseAsk(FormAsk):
    """given(PromisedData): the days promised before stay in the order."""

    def __init__(self, owner: QWidget, number: str) -> None:
        text = tr("Прежние обещания остаются в истории: по ним видно, как поставщик держит слово.")
        title = tr("Новый срок заказа {number}", number=number)
        super().__init__(owner.window(), title, text, tr("Записать"))

    def _build(self) -> None:
        day = DateEdit(tr("не назван"), prefer="future", icon="calendar")
        self.put("promised_on", tr("Обещан к"), day, width=130)
        self.put("reason", tr("Почему"), LineEdit(), tr("Напишите, что сказал поставщик"))

    def data(self) -> PromisedData:
        """What is typed."""
        return PromisedData(self.form.value("promised_on"), self.form.value("reason"))

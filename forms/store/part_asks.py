"""Windows about a part of the catalogue: its price from a day on, what stands in for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.part_pick import PartPick
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import MoneyEdit
from workstation import clock
from workstation.documents.parts import LinkKind, PartCard, PriceKind
from workstation.i18n import tr
from workstation.services import parts

ROOM = 190
"""For the parts that are found: their list lies inside the window."""


class PriceAsk(VerbAsk):
    """The price of a unit from a day on; what was before stays in the list of prices."""

    def __init__(self, owner: QWidget, context: Context, card: PartCard) -> None:
        self._card = card
        text = tr("{number} {name}, за единицу", number=card.data.number, name=card.data.name)
        super().__init__(owner, context, tr("Цена"), text, tr("Записать"))
        self.form.focus("price")

    def _build(self) -> None:
        kinds = ChipGroup([ChipItem(one.value, one.label) for one in PriceKind])
        self.put("kind", tr("Какая"), kinds, tr("Выберите, какая цена"))
        price = Field(tr("Цена, ₽"), MoneyEdit(), 130)
        day = Field(tr("Действует с"), DateEdit(), 120)
        self.form.add("price", price, required=tr("Введите цену"))
        self.form.add("valid_from", day, required=tr("Введите день"))
        self._fields.addWidget(FieldRow(price, day, stretch=True))
        self.form.set_value("kind", PriceKind.SALE.value)
        self.form.set_value("valid_from", clock.today())
        self.form.set_value("price", self._card.data.sale_price)

    def verb(self) -> Verb:
        value = self.form.value
        return partial(
            parts.set_price,
            actor=self.context.actor,
            part_id=self._card.id,
            kind=PriceKind(str(value("kind"))),
            price=value("price"),
            valid_from=value("valid_from"),
        )


class LinkAsk(VerbAsk):
    """Another part that stands in for this one."""

    def __init__(self, owner: QWidget, context: Context, card: PartCard) -> None:
        self._card = card
        text = tr("Чем заменить {number} {name}", number=card.data.number, name=card.data.name)
        super().__init__(owner, context, tr("Замена"), text, tr("Записать"))
        self.form.focus("other")

    def _build(self) -> None:
        kinds = ChipGroup([ChipItem(one.value, one.label) for one in LinkKind])
        self.put("kind", tr("Как"), kinds, tr("Выберите, как заменяет"))
        self.form.set_value("kind", LinkKind.ANALOGUE.value)
        self.put("other", tr("Запчасть"), PartPick(self.context), tr("Выберите запчасть"))
        room = QWidget()
        room.setFixedHeight(ROOM)
        self.add(room)

    def verb(self) -> Verb:
        return partial(
            parts.link,
            actor=self.context.actor,
            part_id=self._card.id,
            other_id=self.form.value("other"),
            kind=LinkKind(str(self.form.value("kind"))),
        )

"""A part that came and is not in the catalogue yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from forms.purchasing import receipt_reading as reading
from ui.context import Context
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit
from workstation.documents.parts import PartData
from workstation.i18n import tr


class NewPartAsk(VerbAsk):
    """written(Incoming): its number is what was scanned."""

    def __init__(self, owner: QWidget, context: Context, number: str) -> None:
        self._scanned = number
        text = tr("Остальное — виды, модели, замены — допишите в каталоге.")
        super().__init__(owner, context, tr("Новая запчасть"), text, tr("Добавить"))

    def _build(self) -> None:
        number = self.form.add(
            "number", Field(tr("Артикул"), LineEdit(), 200), required=tr("Введите артикул")
        )
        brand = self.form.add("brand", Field(tr("Бренд"), LineEdit()))
        self.add(FieldRow(number, brand))
        self.put("name", tr("Наименование"), LineEdit(), tr("Назовите запчасть"))
        price = self.form.add("purchase_price", Field(tr("Закупка, ₽"), MoneyEdit("0,00"), 130))
        self.add(FieldRow(price, stretch=True))
        self.add(self.form.add("is_serial", CheckBox(tr("Учёт по серийным номерам"))))
        self.form.set_value("number", self._scanned)

    def verb(self) -> Verb:
        value = self.form.value
        data = PartData(
            number=value("number"),
            name=value("name"),
            brand=value("brand") or "",
            is_serial=value("is_serial"),
            purchase_price=value("purchase_price"),
        )
        return partial(reading.add_part, actor=self.context.actor, data=data)

"""How many labels of a part are to be printed, or of which of its pieces."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from forms.store.stock_asks import Lying
from ui.form_ask import FormAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.lines import NumberEdit
from workstation.i18n import tr
from workstation.services.store_papers import MOST_LABELS


class LabelAsk(FormAsk):
    """given({id of the part or of a piece: how many}) on F9."""

    def __init__(self, owner: QWidget, lying: Lying) -> None:
        self._lying = lying
        data = lying.card.data
        super().__init__(
            owner.window(), tr("Ярлыки запчасти"), f"{data.number} {data.name}", tr("Напечатать")
        )

    def _build(self) -> None:
        card = self._lying.card
        if card.data.is_serial and self._lying.serials:
            pieces = ChipGroup(multi=True)
            pieces.set_items([ChipItem(str(one.id), one.serial_number) for one in self._lying.serials])
            self.put("pieces", tr("Серийные номера"), pieces, tr("Выберите номера"))
            self.form.set_value("pieces", [str(one.id) for one in self._lying.serials])
        else:
            count = NumberEdit(1, MOST_LABELS)
            self.put("count", tr("Сколько ярлыков"), count, tr("Введите количество"), 112)
            self.form.set_value("count", 1)

    def data(self) -> Mapping[int, int]:
        """How many of what."""
        if self._lying.card.data.is_serial and self._lying.serials:
            return {int(one): 1 for one in self.form.value("pieces")}
        return {self._lying.card.id: self.form.value("count")}

"""Windows of a stocktake: how many of a part, and what will be written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from forms.store import counting
from forms.store.counting import Count, Difference, Line
from ui.context import Context
from ui.form_ask import FormAsk
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.basics import label
from ui.widgets.lines import CheckBox, NumberEdit
from workstation.documents.stock import Booked
from workstation.i18n import ntr, tr
from workstation.queries.part_requests import place_words

MOST = 10**9
SHOWN = 8


class QuantityAsk(FormAsk):
    """given(number): how many of a part there are."""

    def __init__(self, parent: QWidget, line: Line) -> None:
        self._line = line
        super().__init__(parent, tr("Количество"), f"{line.number} {line.name}", tr("Записать"))

    def _build(self) -> None:
        title = tr("Посчитано, {unit}", unit=self._line.unit)
        self.put("quantity", title, NumberEdit(0, MOST), tr("Введите количество"), 112)
        self.form.set_value("quantity", self._line.quantity)

    def data(self) -> int:
        """The number typed."""
        return int(self.form.value("quantity"))


class WriteAsk(VerbAsk):
    """The differences once more; what was not scanned is left alone unless somebody says that it is gone."""

    def __init__(
        self,
        owner: QWidget,
        context: Context,
        count: Count,
        wrong: Sequence[Difference],
        left: Sequence[Booked],
    ) -> None:
        self._count, self._wrong, self._absent = count, wrong, left
        place = place_words(count.warehouse, count.bin) or ""
        counted = ntr("посчитана {n} запчасть", "посчитано {n} запчастей", len(count.lines))
        super().__init__(owner, context, tr("Записать пересчёт"), f"{place} · {counted}", tr("Записать"))

    def _build(self) -> None:
        if not self._wrong:
            self.add(label(tr("Посчитанное сходится с учётом."), "green", bold=True))
        for one in self._wrong[:SHOWN]:
            step = f"{one.found - one.booked:+d}".replace("-", "−")
            words = tr("{number} {name}: было {booked}, станет {found} ({step})", number=one.number,
                       name=one.name, booked=one.booked, found=one.found, step=step)  # fmt: skip
            self.add(label(words, "red" if one.found < one.booked or one.gone else "amber", wrap=True))
        if len(self._wrong) > SHOWN:
            self.add(label(tr("и ещё {n}", n=len(self._wrong) - SHOWN), "text2"))
        lost = [one for one in self._wrong if one.reserved > one.found]
        if lost:
            self.add(
                label(tr("Обещанное заказам, чего не нашли, снова встанет в ожидание."), "amber", wrap=True)
            )
        absent = len(self._absent)
        if absent:
            words = ntr(
                "Нет и {n} непосчитанной запчасти", "Нет и {n} непосчитанных запчастей", len(self._absent)
            )
            self.add(self.form.add("absent", CheckBox(words)))

    def verb(self) -> Verb:
        gone = [one.part_id for one in self._absent] if self._absent and self.form.value("absent") else []
        return partial(counting.write, actor=self.context.actor, count=self._count, absent=gone)

"""Who does an order and how soon: the person by certificate, skill and load, the priority by a letter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.form_ask import FormAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.bench import TechnicianRow
from workstation.documents.deeds import AssignData
from workstation.i18n import mark, ntr, tr
from workstation.queries.bench_help import list_technicians
from workstation.statuses import Priority

LETTERS = {
    Priority.LOW: mark("Н"),
    Priority.NORMAL: mark("О"),
    Priority.HIGH: mark("С"),
    Priority.URGENT: mark("У"),
}


class AssignAsk(FormAsk):
    """F8. given(AssignData); who is already on it and its priority stand in the fields."""

    def __init__(
        self, context: Context, owner: QWidget, order_id: int, number: str, priority: Priority
    ) -> None:
        self._priority = priority
        text = tr("Первыми стоят те, у кого есть сертификат бренда, потом умение, потом меньше работы.")
        super().__init__(owner.window(), tr("Назначить {number}", number=number), text, tr("Назначить"))
        ask = partial(list_technicians, order_id=order_id, today=clock.today())
        context.tasks.run(self, ask, self._take_people)

    def _build(self) -> None:
        self._people = Combo()
        self.put("technician", tr("Мастер"), self._people)
        chips = ChipGroup(
            [ChipItem(one.name.lower(), one.label, tr(LETTERS[one])) for one in reversed(Priority)], tall=True
        )
        self.put("priority", tr("Очередь"), chips)
        self.form.set_value("priority", self._priority.name.lower())

    def _take_people(self, people: Sequence[TechnicianRow]) -> None:
        self._people.set_rows([PopupRow(one.login, one.name, _about(one)) for one in people])
        if self._people.hasFocus() and not self._people.text():
            self._people.open_list()

    def data(self) -> AssignData:
        """What is chosen."""
        login = self.form.value("technician")
        return AssignData(login, Priority[str(self.form.value("priority") or "normal").upper()])


def _about(one: TechnicianRow) -> str:
    fits = tr("сертификат бренда") if one.has_certificate else tr("умеет") if one.has_skill else ""
    load = ntr("{n} заказ", "{n} заказов", one.open_count)
    minutes = tr("{minutes} мин по норме", minutes=one.open_minutes) if one.open_minutes else ""
    return " · ".join(part for part in (fits, load, minutes) if part)

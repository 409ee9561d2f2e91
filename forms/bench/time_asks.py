"""Windows of the bench that are rarely wanted: a correction of time, a device beyond repair, a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from ui.form_ask import FormAsk
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, TextEdit, tall
from ui.widgets.popup import PopupRow
from ui.widgets.times import HourEdit
from workstation import clock
from workstation.documents.bench import TimeRow
from workstation.documents.conclusions import IrreparableReason
from workstation.documents.contacts import OrderNoteData
from workstation.documents.deeds import IrreparableData, TimeData
from workstation.i18n import tr
from workstation.rules.order_words import moment_words


class TimeAsk(FormAsk):
    """given(TimeData): another beginning and end of a stretch, on the day it began."""

    def __init__(self, owner: QWidget, times: Sequence[TimeRow]) -> None:
        self._times = {row.id: row for row in times}
        text = tr("Прежнее время останется в журнале вместе с причиной.")
        super().__init__(owner.window(), tr("Исправить время"), text, tr("Исправить"))
        self._show(next(reversed(self._times)))

    def _build(self) -> None:
        rows = [PopupRow(row.id, _span(row), row.work or "") for row in reversed(self._times.values())]
        self._entry = Combo(rows)
        tall(self._entry)
        self._entry.picked.connect(self._show)
        self.put("entry", tr("Отрезок"), self._entry, tr("Выберите отрезок: F4 — список"))
        needed = tr("Введите время: 14:30")
        hours = (
            self.form.add("start", Field(tr("Начато"), tall(HourEdit()), 96), required=needed),
            self.form.add("end", Field(tr("Закончено"), tall(HourEdit()), 96), required=needed),
        )
        self._fields.addWidget(FieldRow(*hours, stretch=True))
        why = tr("Напишите причину: она останется в журнале")
        self.put("reason", tr("Причина"), tall(LineEdit()), why)

    def _show(self, entry_id: object) -> None:
        row = self._times.get(entry_id) if isinstance(entry_id, int) else None
        if row is not None:
            self.form.set_value("entry", row.id)
            self.form.set_value("start", clock.local(row.started_at).time())
            self.form.set_value("end", clock.local(row.ended_at or row.started_at).time())

    def data(self) -> TimeData:
        """What is typed; an end before the beginning is on the next day."""
        row = self._times[int(self.form.value("entry"))]
        day = clock.local(row.started_at)
        start = datetime.combine(day.date(), self.form.value("start"), day.tzinfo)
        end = datetime.combine(day.date(), self.form.value("end"), day.tzinfo)
        if end < start:
            end += timedelta(days=1)
        return TimeData(row.id, start, end, str(self.form.value("reason")))


class IrreparableAsk(FormAsk):
    """given(IrreparableData): why the device cannot be repaired."""

    def __init__(self, owner: QWidget) -> None:
        text = tr("Заказ закончит ремонт; акт неремонтопригодности выдаётся на странице проверки качества.")
        super().__init__(owner.window(), tr("Неремонтопригодно"), text, tr("Записать"))

    def _build(self) -> None:
        rows = [PopupRow(one.value, one.label) for one in IrreparableReason]
        self._reason = Combo(rows)
        tall(self._reason)
        self.put("reason", tr("Причина"), self._reason, tr("Выберите причину: F4 — список"))
        self.put("note", tr("Подробно"), TextEdit("", 2))

    def data(self) -> IrreparableData:
        """What is chosen."""
        return IrreparableData(IrreparableReason(str(self.form.value("reason"))), self.form.value("note"))


class NoteAsk(FormAsk):
    """given(OrderNoteData): a word about the order for the colleagues."""

    def __init__(self, owner: QWidget) -> None:
        text = tr("Её видит только сервис: в бумаги и сообщения заказчику она не попадает.")
        super().__init__(owner.window(), tr("Заметка"), text, tr("Записать"))

    def _build(self) -> None:
        self.put("text", tr("Заметка"), TextEdit("", 3), tr("Напишите заметку"))

    def data(self) -> OrderNoteData:
        """What is typed."""
        return OrderNoteData(str(self.form.value("text")))


def _span(row: TimeRow) -> str:
    """«сегодня, 10:14 – 10:40, Сидоров А. В.»."""
    ended = f"{clock.local(row.ended_at):%H:%M}" if row.ended_at else ""
    return f"{moment_words(row.started_at, clock.today())} – {ended}, {row.user}"

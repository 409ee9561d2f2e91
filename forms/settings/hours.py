"""When the centre works: its week, and single days that differ from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from forms.settings.centre import store_all
from forms.settings.register import Card, Register, Row
from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import FormattedEdit, LineEdit
from workstation.documents.sla import DayHours, Hours
from workstation.i18n import mark, tr
from workstation.queries.settings import load_settings
from workstation.queries.sla import list_calendar_days
from workstation.rules.wording import show_date
from workstation.services.sla import drop_day, set_day

WEEK = "centre.week"
DAYS = (
    mark("Понедельник"), mark("Вторник"), mark("Среда"), mark("Четверг"), mark("Пятница"), mark("Суббота"),
    mark("Воскресенье"),
)  # fmt: skip
OFF, OWN, USUAL = "off", "own", "usual"


class SpanEdit(FormattedEdit):
    """Hours of a day: `9-18`, `9:00–17:30`; the value is two texts `HH:MM`, blank is None."""

    def parse(self, text: str) -> object:
        opens, closes = (_moment(part) for part in text.replace("–", "-").replace("—", "-").split("-"))
        if opens == closes:
            raise ValueError(text)
        return [f"{opens:%H:%M}", f"{closes:%H:%M}"]

    def format(self, value: object) -> str:
        return "–".join(value) if isinstance(value, list) else ""

    def complaint(self) -> str:
        return tr("Введите часы: 9-18 или 9:00-17:30")


class WeekSection(Section):
    """The hours of each day of the week."""

    title = mark("Часы работы")
    text = mark("По ним считаются сроки центра. Пустая строка — выходной; праздники известны и без них.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        form = self.take(Form())
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number, name in enumerate(DAYS):
            field = Field(tr(name), SpanEdit(tr("выходной")), 160)
            column.addWidget(FieldRow(form.add(str(number), field), stretch=True))
        column.addWidget(label(tr("Закрытие раньше открытия — смена за полночь."), "text3", "small"))

    def read(self, session: Any) -> Any:
        return load_settings(session)[WEEK]

    def show_facts(self, facts: Any) -> None:
        for number, hours in enumerate(facts):
            self.forms[0].set_value(str(number), hours)
        self.forms[0].set_clean()

    def verb(self) -> Verb | None:
        if not self.is_right():
            return None
        week = [self.forms[0].value(str(number)) for number in range(len(DAYS))]
        return partial(store_all, actor=self.context.actor, values={WEEK: week})


class DayCard(Card):
    """One day that differs."""

    new_title = mark("Новый день")

    def _build(self) -> None:
        self.put(self.add("day", Field(tr("День"), DateEdit(), 120), required=tr("Назовите день")))
        ways = [
            ChipItem(OFF, tr("Выходной"), "В"),
            ChipItem(OWN, tr("Свои часы"), "С"),
            ChipItem(USUAL, tr("Как обычно"), "К"),
        ]
        self.put(self.add("way", Field(tr("Как работает центр"), ChipGroup(ways))))
        self.put(self.add("hours", Field(tr("Часы"), SpanEdit("9:00–18:00"), 160)))
        self.put(self.add("note", Field(tr("Почему"), LineEdit(), 340)))
        self.put(
            label(tr("«Как обычно» убирает строку: день идёт по неделе и праздникам."), "text3", "small")
        )

    def _fill(self, data: Any, like: Any) -> None:
        row: DayHours | None = data
        self.set_value("day", row.day if row else None)
        self.field("day").setEnabled(row is None)
        self.set_value("way", OWN if row and row.hours else OFF)
        self.set_value("hours", [f"{one:%H:%M}" for one in row.hours] if row and row.hours else None)
        self.set_value("note", row.note if row else None)

    def check(self) -> list[tuple[str, str]]:
        """Hours of its own are named."""
        wrong = super().check()
        if self.value("way") == OWN and not wrong and self.value("hours") is None:
            wrong.append(("hours", tr("Введите часы: 9-18 или 9:00-17:30")))
        return wrong

    def verb(self, actor: Any) -> Verb:
        day, way = self.value("day"), self.value("way")
        if way == USUAL:
            return partial(_drop, actor=actor, row=self.shown, day=day)
        hours = _hours(self.value("hours")) if way == OWN else None
        return partial(_set, actor=actor, data=DayHours(day, hours, self.value("note")))


class DaysSection(Register):
    """Days off of the centre's own and shortened ones."""

    title = mark("Особые дни")
    text = mark("Дни, когда центр работает не как обычно: учёт, короткий день, рабочая суббота.")
    right = "sla.change"
    card = DayCard
    empty = mark("Особых дней нет. F7 — добавить первый.")

    def read(self, session: Any) -> Any:
        actor = self.context.actor
        return list_calendar_days(session, actor.branch_id) if actor else ()

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return [Row(one.day.isoformat(), show_date(one.day), _words(one), one) for one in reversed(facts)]


def _moment(text: str) -> time:
    hour, _colon, minute = text.strip().partition(":")
    return time(int(hour), int(minute or 0))


def _hours(value: Any) -> Hours:
    return time.fromisoformat(value[0]), time.fromisoformat(value[1])


def _set(session: Any, actor: Any, data: DayHours) -> str:
    set_day(session, actor, data)
    return data.day.isoformat()


def _drop(session: Any, actor: Any, row: Row | None, day: Any) -> None:
    if row is not None:
        drop_day(session, actor, day)


def _words(one: DayHours) -> str:
    hours = "–".join(f"{moment:%H:%M}" for moment in one.hours) if one.hours else tr("выходной")
    return " · ".join(filter(None, (hours, one.note)))

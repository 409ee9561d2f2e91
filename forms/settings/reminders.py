"""After the repair and around it: reminders, the link for an opinion, the check by a second person."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from forms.settings.centre import store_all
from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import label
from ui.widgets.field import Field
from ui.widgets.lines import CheckBox, LineEdit, NumberEdit
from workstation.i18n import mark, tr
from workstation.queries.settings import load_settings

DAYS = {
    "contacts.warn_days": (mark("Сообщение о задержке, дней до срока"), 0),
    "unclaimed.remind_days": (mark("Напоминание о готовом изделии, раз в столько дней"), 1),
    "unclaimed.warn_days": (mark("Письменное предупреждение о невостребованном, дней после готовности"), 1),
}
LONGEST = 365
LINK, CHECK = "feedback.link", "bench.second_check"


class RemindersSection(Section):
    """When a customer is written to, and who looks at a ready repair."""

    title = mark("Ремонт и выдача")
    text = mark("Когда напоминать заказчику и кто проверяет готовый ремонт.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        form = self.take(Form())
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(form.add(CHECK, CheckBox(tr("Готовый ремонт проверяет второй человек"))))
        for key, (title, least) in DAYS.items():
            days = Field(tr(title), NumberEdit(least, LONGEST), 96)
            column.addWidget(form.add(key, days, required=tr("Введите число дней")))
        link = Field(tr("Ссылка для отзыва на акте выдачи"), LineEdit("https://…/{code}"), 420)
        column.addWidget(form.add(LINK, link))
        words = tr("{code} — место кода заказа. Без ссылки код с акта сканирует приёмщик.", code="{code}")
        column.addWidget(label(words, "text3", "small"))

    def read(self, session: Any) -> Any:
        return load_settings(session)

    def show_facts(self, facts: Any) -> None:
        for key in (CHECK, *DAYS, LINK):
            self.forms[0].set_value(key, facts[key] if facts[key] != "" else None)
        self.forms[0].set_clean()

    def verb(self) -> Verb | None:
        if not self.is_right():
            return None
        values = {key: self.forms[0].value(key) for key in (CHECK, *DAYS)}
        values[LINK] = self.forms[0].value(LINK) or ""
        return partial(store_all, actor=self.context.actor, values=values)

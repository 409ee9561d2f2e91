"""How the centre bills: dated tax modes, discounts by role, days to pay and terms of an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from forms.settings.centre import store_all
from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit
from ui.widgets.popup import PopupRow
from ui.widgets.sums import SumRow, Sums
from workstation import clock
from workstation.documents.billing import TaxMode
from workstation.i18n import mark, tr
from workstation.queries.settings import load_settings
from workstation.rules.vat import tax_mode_on
from workstation.rules.wording import show_date
from workstation.statuses import Role

MOST_DAYS, WHOLE = 365, 100


class BillingSection(Section):
    """Tax by day, discounts by role, invoices."""

    title = mark("Налоги и счета")
    text = mark("Ставку выбирает день работ, а не день счёта. Прежние режимы остаются в силе для своих дней.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._modes: list[list[str]] = []
        form = self.take(Form())
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionTitle(tr("НДС")))
        self._history = Sums(tr("Режимы по дням"))
        self._history.setFixedWidth(460)
        column.addWidget(self._history)
        modes = Combo([PopupRow(one.value, one.label) for one in TaxMode], tr("без изменений"))
        mode = form.add("mode", Field(tr("Новый режим"), modes, 320))
        since = form.add("since", Field(tr("Со дня"), DateEdit(), 120))
        column.addWidget(FieldRow(mode, since, stretch=True))
        column.addWidget(Hairline(4))
        column.addWidget(SectionTitle(tr("Наибольшая скидка по ролям, %")))
        limits = [form.add(one.value, Field(one.label, NumberEdit(0, WHOLE), 110)) for one in Role]
        column.addWidget(FieldRow(*limits, stretch=True))
        column.addWidget(Hairline(4))
        column.addWidget(SectionTitle(tr("Счёт на оплату")))
        days = form.add("days", Field(tr("Срок оплаты, дней"), NumberEdit(0, MOST_DAYS), 120))
        terms = form.add("terms", Field(tr("Условия в счёте"), LineEdit(tr("нет")), 460))
        column.addWidget(FieldRow(days, terms, stretch=True))

    def read(self, session: Any) -> Any:
        return load_settings(session)

    def show_facts(self, facts: Any) -> None:
        form = self.forms[0]
        self._modes = sorted(facts["money.tax_modes"])
        self._history.show_rows(_mode_rows(self._modes, facts["centre.tax_regime"]))
        form.set_value("mode", None)
        form.set_value("since", None)
        for role in Role:
            form.set_value(role.value, facts["money.discount_limits"].get(role.value, 0))
        form.set_value("days", facts["money.invoice_days"])
        form.set_value("terms", facts["money.invoice_terms"] or None)
        form.set_clean()

    def verb(self) -> Verb | None:
        form = self.forms[0]
        if not self.is_right():
            return None
        mode, since = form.value("mode"), form.value("since")
        if bool(mode) != isinstance(since, date):
            missing = ("since", tr("Укажите, с какого дня")) if mode else ("mode", tr("Выберите режим: F4"))
            form.show_errors([missing])
            return None
        values: dict[str, Any] = {
            "money.discount_limits": {role.value: form.value(role.value) or 0 for role in Role},
            "money.invoice_days": form.value("days") or 0,
            "money.invoice_terms": form.value("terms") or "",
        }
        if mode:
            kept = [one for one in self._modes if one[0] != since.isoformat()]
            values["money.tax_modes"] = sorted([*kept, [since.isoformat(), mode]])
        return partial(store_all, actor=self.context.actor, values=values)


def _mode_rows(modes: Sequence[Sequence[str]], regime: str) -> list[SumRow]:
    """Each mode with the day it began; the one in force is in bold."""
    now = tax_mode_on(modes, regime, clock.today())
    begun = [start for start, _mode in modes if start <= clock.today().isoformat()]
    rows = []
    if not begun:
        words = (
            now.label if now else tr("Режим не указан: выберите его здесь или в разделе «Сервисный центр»")
        )
        rows.append(SumRow(words, tr("по режиму центра") if now else "", bold=bool(now)))
    for start, mode in modes:
        since = tr("с {day}", day=show_date(date.fromisoformat(start)))
        rows.append(SumRow(TaxMode(mode).label, since, bold=bool(begun) and start == max(begun)))
    return rows

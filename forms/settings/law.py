"""Numbers of the law, dated: a new edition is a new row from its day, the old one rules the days before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.terms import LawRow
from workstation.documents.warranty import LawParam
from workstation.i18n import mark, tr
from workstation.queries.warranty import list_law
from workstation.rules.wording import show_date
from workstation.services.law import save_param

NAMES = {
    "REPAIR_MAX_DAYS": mark("Предел срока бесплатного ремонта"),
    "LOANER_DAYS": mark("Выдать подменное изделие"),
    "REPLACE_DAYS": mark("Замена товара"),
    "REPLACE_WITH_CHECK_DAYS": mark("Замена с проверкой качества"),
    "REPLACE_NO_STOCK_MONTHS": mark("Замена, когда товара нет"),
    "MONEY_DAYS": mark("Вернуть деньги"),
    "ESSENTIAL_DAYS": mark("Устранить существенный недостаток"),
    "TST_RETURN_DAYS": mark("Отказ от сложного товара без условий"),
    "TST_IDLE_DAYS_PER_YEAR": mark("Дней в ремонте за год гарантии, не больше"),
    "NO_WARRANTY_YEARS": mark("Требования, когда гарантии нет"),
    "ESSENTIAL_FALLBACK_YEARS": mark("Существенный недостаток, срок службы не установлен"),
    "EXTENSION_INCLUSIVE": mark("Считать день выдачи в продление"),
    "PENALTY_GOODS_PCT": mark("Неустойка за товар"),
    "PENALTY_GOODS_CAP": mark("Предел неустойки за товар"),
    "PENALTY_WORK_PCT": mark("Неустойка за платную работу"),
    "PENALTY_WORK_CAP": mark("Предел неустойки за работу"),
    "COURT_FINE_PCT": mark("Штраф суда"),
    "UNCLAIMED_MONTHS": mark("Невостребованное изделие: ждать после письма"),
    "LOSS_REPLACE_DAYS": mark("Заменить утраченное изделие"),
    "LOSS_MULTIPLIER": mark("Возмещение утраченного"),
    "BULKY_KG": mark("Доставка за счёт продавца, тяжелее"),
    "VAT_BASE": mark("НДС"),
    "USN_VAT_LIMIT": mark("УСН: доход без НДС"),
    "USN_5_MAX": mark("УСН: предел ставки 5 %"),
    "USN_7_MAX": mark("УСН: предел ставки 7 %"),
    "PD_ACCESS_WORKING_DAYS": mark("Ответ о персональных данных"),
    "PD_ACCESS_EXTENSION_WORKING_DAYS": mark("Продление ответа о персональных данных"),
    "PD_DESTROY_DAYS": mark("Уничтожить персональные данные"),
    "CONSENT_SEPARATE": mark("Согласие на обработку отдельным листом"),
    "PD_LOCALIZATION_STRICT": mark("Данные хранятся в России"),
    "PP_RULES_EXPIRY": mark("Правила № 1514 и № 2463 действуют до"),
}
UNITS = {
    "days": mark("дней"),
    "working_days": mark("рабочих дней"),
    "months": mark("месяцев"),
    "years": mark("лет"),
    "percent": mark("%"),
    "percent_per_day": mark("% в день"),
    "roubles": mark("рублей"),
    "times": mark("раз"),
    "kg": mark("кг"),
    "flag": mark("да или нет"),
    "date": mark("дата"),
    "cap": mark("чем ограничена"),
}
WORDS = {"true": mark("да"), "false": mark("нет"), "price_paid": mark("уплаченной ценой"),
         "price_of_work": mark("ценой работы")}  # fmt: skip


class LawCard(Card):
    """One dated row; its code and unit stay, a new edition begins as the row chosen."""

    new_title = mark("Новая редакция или параметр")

    def _build(self) -> None:
        self.code, self.unit = LineEdit(upper=True), Combo()
        self.unit.set_rows(PopupRow(unit, tr(words)) for unit, words in UNITS.items())
        code = self.add("code", Field(tr("Параметр"), self.code, 290), required=tr("Введите код латиницей"))
        self.put(code)
        value = Field(tr("Значение"), LineEdit(), 150)
        self.add("value", value, required=tr("Введите значение"), read=_read, write=_write)
        unit = self.add("unit", Field(tr("Единица"), self.unit, 160), required=tr("Выберите единицу: F4"))
        self.put(FieldRow(value, unit, stretch=True))
        begins = self.add("valid_from", Field(tr("Действует с"), DateEdit(tr("всегда")), 120))
        ends = self.add("valid_to", Field(tr("По, включительно"), DateEdit(tr("без срока")), 120))
        self.put(FieldRow(begins, ends, stretch=True))
        needed = tr("Назовите закон, статью, редакцию")
        self.put(self.add("source", Field(tr("Источник"), LineEdit()), required=needed))

    def _fill(self, data: Any, like: Any) -> None:
        row: LawRow | None = data or like
        param = row.param if row else LawParam("", "", "days", "")
        for path in ("code", "value", "unit", "source", "valid_from", "valid_to"):
            self.set_value(path, getattr(param, path) or None)
        self.code.setEnabled(data is None)
        self.field("code").set_note(tr(NAMES[param.code]) if param.code in NAMES else "")
        if data is None and like is not None:
            for path in ("source", "valid_to"):
                self.set_value(path, None)
            self.set_value("valid_from", clock.today())

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in ("code", "value", "unit", "valid_from", "valid_to")}
        param = LawParam(**values, source=self.value("source") or "")
        row_id = self.shown.data.id if self.shown else None
        return partial(save_param, actor=actor, param=param, row_id=row_id)


class LawSection(Register):
    """Days, percentages and limits of the law."""

    title = mark("Параметры закона")
    text = mark("Строку выбирает день события. F7 — новая редакция; решения, принятые раньше, не меняются.")
    right = "law.change"
    card = LawCard

    def read(self, session: Any) -> Any:
        return list_law(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return sorted(map(_row, facts), key=lambda row: row.title)


def _row(row: LawRow) -> Row:
    param = row.param
    begins = tr("с {day}", day=show_date(param.valid_from)) if param.valid_from else ""
    ends = tr("до {day}", day=show_date(param.valid_to)) if param.valid_to else ""
    second = " · ".join(filter(None, (_said(param), f"{begins} {ends}".strip(), param.source)))
    return Row(str(row.id), tr(NAMES[param.code]) if param.code in NAMES else param.code, second, row)


def _said(param: LawParam) -> str:
    """`дней: 45`, `1 % в день`, `да`."""
    if param.value in WORDS:
        return tr(WORDS[param.value])
    if param.unit == "date":
        return show_date(date.fromisoformat(param.value))
    if param.unit in {"percent", "percent_per_day"}:
        return f"{param.value} {tr(UNITS[param.unit])}"
    number = f"{int(param.value):,}".replace(",", "\u00a0") if param.value.isdecimal() else param.value
    return f"{tr(UNITS.get(param.unit, param.unit))}: {number}"


def _read(value: Any) -> str | None:
    text = str(value or "").strip()
    said = {tr(words): code for code, words in WORDS.items()}
    return said.get(text.casefold(), text.replace(",", ".")) or None


def _write(value: Any) -> str | None:
    return tr(WORDS[value]) if value in WORDS else value

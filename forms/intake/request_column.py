"""Why: the request, what was agreed, what will be printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from forms.intake.editors import MoreLink, SecretEdit
from forms.intake.layout import chips_of, fixed, row, rows_of
from forms.intake.popover import Popover
from ui.widgets.basics import Hairline, IconLabel, SectionTitle, label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.billing import PaymentMethod
from workstation.i18n import tr
from workstation.money import format_roubles
from workstation.statuses import DataBackup, DeliveryBy, Demand, EstimateKind, RequestKind

if TYPE_CHECKING:
    from forms.intake.fields import IntakeFields

WIDTH = 296
METHODS = ((PaymentMethod.CASH, "Н"), (PaymentMethod.CARD, "К"), (PaymentMethod.TRANSFER, "П"))
GRAMS = 1000


class RequestColumn(FormColumn):
    """The third column; the kind decides between the rights of a free repair and the price of a paid one."""

    def __init__(self, form: IntakeFields) -> None:
        super().__init__(WIDTH)
        self._form = form
        self._holds_data = self._several = self._prepaid = False
        self.add(SectionTitle(tr("Обращение")))
        self._add_request()
        self._add_fault()
        self._add_terms()
        self._add_place()
        self._add_prints()

    def _add_request(self) -> None:
        form = self._form
        order = (
            RequestKind.WARRANTY, RequestKind.PAID, RequestKind.MAINTENANCE, RequestKind.PRESALE,
            RequestKind.EXPERTISE, RequestKind.REPEAT, RequestKind.QUALITY_CHECK,
        )  # fmt: skip
        short = {RequestKind.MAINTENANCE.value: tr("ТО")}
        self.add(form.add("request.kind", ChipGroup(chips_of(order, short)), read=_kind))
        words = {Demand.REPAIR.value: tr("Ремонт"), Demand.REIMBURSEMENT.value: tr("Возмещение расходов")}
        self.demand = Combo(rows_of(Demand, words))
        since = fixed(tr("Предъявлено"), DateEdit(prefer="past"), 112)
        self.add(row(form.add("request.demand", Field(tr("Требование"), self.demand), read=_demand), since))
        form.add("request.demanded_on", since, required=tr("Укажите, когда предъявлено требование"))

    def _add_fault(self) -> None:
        form = self._form
        self.fault = TextEdit(lines=3)
        self.add(form.add("request.reported_fault", Field(tr("Недостаток со слов заказчика"), self.fault)))
        self.condition, self.symptom = Combo(placeholder="—"), Combo(placeholder="—")
        condition, symptom = (
            Field(tr("Условие IRIS"), self.condition),
            Field(tr("Симптом IRIS"), self.symptom),
        )
        self.add(row(condition, symptom))
        form.add("request.condition_code", condition)
        form.add("request.symptom_code", symptom)
        self.agreed = fixed(
            tr("Согласованный срок"), DateEdit(tr("сразу"), prefer="future", icon="calendar"), 136
        )
        value = fixed(tr("Оценка изделия, ₽"), MoneyEdit(), 112)
        self.add(FieldRow(self.agreed, value, spread=True))
        form.add("request.agreed_until", self.agreed)
        form.add("request.declared_value", value, required=tr("Укажите, во сколько оценено изделие"))

    def _add_terms(self) -> None:
        form = self._form
        self._rights = self.add(QWidget())
        column = QVBoxLayout(self._rights)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.loaner = CheckBox(tr("Подменное изделие"))
        presence = CheckBox(tr("Присутствовать при проверке качества"))
        column.addWidget(form.add("request.wants_presence", presence))
        column.addWidget(form.add("request.wants_loaner", self.loaner))
        kinds = Combo(rows_of(EstimateKind, {"approximate": tr("Прибл.")}), tr("Прибл."))
        kind, amount = Field(tr("Смета"), kinds), fixed(tr("Сумма, ₽"), MoneyEdit(), 92)
        limit = fixed(tr("Лимит, ₽"), MoneyEdit(), 84)
        limit.editor.setToolTip(tr("До какой суммы работать без звонка заказчику"))
        self._price = self.add(row(kind, amount, limit))
        form.add("request.estimate.kind", kind, read=_estimate)
        form.add("request.estimate.amount", amount)
        form.add("request.approval_limit", limit)
        backup = Field(tr("Данные в изделии"), Combo(rows_of(DataBackup)))
        code = fixed(tr("Код доступа"), SecretEdit(), 108)
        self._data = self.add(row(backup, code))
        form.add("request.data_backup", backup, read=_backup)
        form.add("request.unlock_code", code)

    def _add_place(self) -> None:
        form = self._form
        prepayment = fixed(tr("Аванс, ₽"), MoneyEdit(tr("не берётся")), 96)
        self._months = fixed(tr("Гарантия, мес."), NumberEdit(0, 120), 84)
        place = Field(tr("Место"), LineEdit())
        self.add(row(prepayment, place, self._months))
        form.add("request.prepayment", prepayment)
        self._methods = ChipGroup([ChipItem(one.value, one.label, letter) for one, letter in METHODS])
        self._methods.setAccessibleName(tr("Как внесён аванс"))
        self.add(form.add("request.prepayment_method", self._methods, read=_method))
        self._methods.hide()
        form.add("request.place", place)
        form.add("request.work_warranty_months", self._months)
        link = MoreLink(tr("Доставка и вес"), "truck")
        self.add(form.add("more.delivery", link))
        sheet = self.delivery = Popover(form, link, tr("Доставка и вес"), 296)
        who = Field(tr("Кто привёз изделие"), Combo(rows_of(DeliveryBy)))
        sheet.add(form.add("request.delivery.by", who, read=_delivery), "request.delivery.by")
        cost = form.add("request.delivery.cost", fixed(tr("Стоимость, ₽"), MoneyEdit(), 114))
        weight = form.add("device.weight_g", fixed(tr("Вес, кг"), WeightEdit(), 86))
        sheet.add(FieldRow(cost, weight, stretch=True), "request.delivery.cost", "device.weight_g")
        sheet.summary = self._say_delivery
        form.add_popover(sheet)

    def _add_prints(self) -> None:
        self._line = self.add(Hairline(4))
        self._head = self.add(SectionTitle(tr("Что будет напечатано")))
        items = [ChipItem("one", tr("Один акт"), "О"), ChipItem("each", tr("Акт на каждое"), "К")]
        self.acts = self.add(self._form.add("one_act", ChipGroup(items)))
        self._prints = self.add(QWidget())
        self._grid = QGridLayout(self._prints)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._short = self.add(label("", "text2", "small"))
        self._short.hide()
        self.acts.hide()

    def show_kind(self, paid: bool) -> None:
        """Price terms in place of the rights of a free repair."""
        self._rights.setVisible(not paid)
        self._price.setVisible(paid)
        self._months.setVisible(paid)

    def show_data(self, holds_data: bool) -> None:
        """The data and the code, where the device has them."""
        self._data.setVisible(holds_data)
        self._holds_data = holds_data
        self._arrange_prints()

    def show_prepayment(self, taken: bool) -> None:
        """How a prepayment came, in cash unless said otherwise; nothing is asked where none is taken."""
        self._prepaid = taken
        self._methods.setVisible(taken)
        if taken and self._methods.value() is None:
            self._form.set_value("request.prepayment_method", PaymentMethod.CASH.value)
        self._arrange_prints()

    def show_acts(self, several: bool) -> None:
        """One act or an act each, when there are several devices."""
        self.acts.setVisible(several)
        self._several = several
        self._arrange_prints()

    def _arrange_prints(self) -> None:
        """The prints take one line where the column needs the room."""
        short = self._holds_data or self._several or self._prepaid
        for part in (self._line, self._head):
            part.setVisible(not self._holds_data)
        self._prints.setVisible(not short)
        self._short.setVisible(short)

    def show_prints(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """What F9 prints, on which printer."""
        for place, (icon, words, printer) in enumerate(lines):
            self._grid.addWidget(IconLabel(icon, "text2", 16), place, 0)
            self._grid.addWidget(label(words), place, 1)
            self._grid.addWidget(label(printer, "text2"), place, 2)
        short = ", ".join(words[:1].lower() + words[1:] for _icon, words, _printer in lines)
        self._short.setText(tr("Печать: {papers}", papers=short) if short else "")

    def offer_codes(self, conditions: Sequence[tuple[str, str]], symptoms: Sequence[tuple[str, str]]) -> None:
        """Codes of IRIS for the brand."""
        for combo, codes in ((self.condition, conditions), (self.symptom, symptoms)):
            chosen = combo.value()
            combo.set_rows(PopupRow(code, f"{code} {text}") for code, text in codes)
            if chosen:
                combo.set_value(chosen)

    def _say_delivery(self) -> str:
        form = self._form
        by, cost = form.value("request.delivery.by"), form.value("request.delivery.cost")
        weight = form.value("device.weight_g")
        parts = [
            tr("привёз: {who}", who=by.label.lower()) if by else "",
            format_roubles(cost) if cost is not None else "",
            tr("{weight} кг", weight=WeightEdit.show(weight)) if weight else "",
        ]
        return ", ".join(part for part in parts if part)


class WeightEdit(NumberEdit):
    """A weight typed in kilogrammes; the value is grams."""

    @staticmethod
    def show(grams: int) -> str:
        """`12,5`"""
        whole, rest = divmod(grams, GRAMS)
        return f"{whole},{rest:03d}".rstrip("0").rstrip(",")

    def parse(self, text: str) -> object:
        grams = round(float(text.replace(",", ".").replace(" ", "")) * GRAMS)
        if not 0 < grams < 10_000 * GRAMS:
            raise ValueError(text)
        return grams

    def format(self, value: object) -> str:
        return self.show(value) if isinstance(value, int) else ""

    def complaint(self) -> str:
        return tr("Введите вес в килограммах: 12,5")


def _kind(value: str | None) -> RequestKind:
    return RequestKind(value) if value else RequestKind.WARRANTY


def _demand(value: str | None) -> Demand:
    return Demand(value) if value else Demand.REPAIR


def _estimate(value: str | None) -> EstimateKind | None:
    return EstimateKind(value) if value else None


def _backup(value: str | None) -> DataBackup:
    return DataBackup(value) if value else DataBackup.NOT_APPLICABLE


def _delivery(value: str | None) -> DeliveryBy | None:
    return DeliveryBy(value) if value else None


def _method(value: str | None) -> PaymentMethod | None:
    return PaymentMethod(value) if value else None

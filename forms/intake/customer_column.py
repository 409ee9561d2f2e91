"""Who: the customer, the representative, the papers of purchase, a note for the technician."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from forms.intake.editors import CheckedEdit, MatchEdit, MoreLink, PhoneMatch
from forms.intake.layout import chips_of, fixed, row
from forms.intake.popover import Popover
from ui.typed import show_date
from ui.widgets.basics import Hairline, SectionTitle
from ui.widgets.chips import ChipGroup
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit
from workstation.i18n import tr
from workstation.statuses import CustomerKind, NotifyBy, PaperState

if TYPE_CHECKING:
    from forms.intake.fields import IntakeFields

WIDTH = 268
DOCUMENTS = "request.documents"
POWER = "customer.power_of_attorney"


def _check_phone(text: str) -> object:
    from workstation.rules.validators import parse_phone

    return parse_phone(text)


def _check_email(text: str) -> object:
    from workstation.rules.validators import email

    return email(text)


def _check_inn(text: str) -> object:
    from workstation.rules.validators import inn

    return inn(text)


def _check_kpp(text: str) -> object:
    from workstation.rules.validators import kpp

    return kpp(text)


class CustomerColumn(FormColumn):
    """The first column; which rows show depends on the kind of the customer."""

    def __init__(self, form: IntakeFields) -> None:
        super().__init__(WIDTH)
        self._form = form
        self.title = self.add(SectionTitle(tr("Заказчик")))
        self.phone = PhoneMatch(_check_phone)
        self.name = MatchEdit(first_selected=False)
        self._add_who()
        self._add_reach()
        self._add_papers()

    def _add_who(self) -> None:
        form = self._form
        self.add(form.add("customer.kind", ChipGroup(chips_of(CustomerKind)), read=_kind))
        self._inn = fixed(tr("ИНН"), CheckedEdit(_check_inn), 106)
        self.add(FieldRow(fixed(tr("Телефон"), self.phone, 150), self._inn, stretch=True))
        form.bind_row("customer.phone", self.phone)
        form.add("customer.inn", self._inn)
        self.name_field = self.add(Field(tr("ФИО"), self.name))
        form.add("customer.name", self.name_field)
        self._kpp = fixed(tr("КПП"), CheckedEdit(_check_kpp), 106)
        self._contact = Field(tr("Контактное лицо"), LineEdit())
        self._legal = self.add(row(self._contact, self._kpp))
        form.add("customer.contact", self._contact)
        form.add("customer.kpp", self._kpp)
        self.add(form.add("customer.address", Field(tr("Адрес"), LineEdit(tr("не обязательно")))))

    def _add_reach(self) -> None:
        form = self._form
        email = CheckedEdit(_check_email, tr("не обязательно"))
        self.add(form.add("customer.email", Field(tr("Электронная почта"), email, 220)))
        notify = ChipGroup(chips_of(NotifyBy))
        self.add(form.add("request.notify_by", Field(tr("Сообщать"), notify), read=_notify))
        self._for_work = self.add(
            form.add("request.for_work", CheckBox(tr("Для работы, не для личных нужд")))
        )
        link = MoreLink(tr("Представитель по доверенности"))
        self.add(form.add("more.representative", link))
        self.representative = Popover(form, link, tr("Представитель"), 296)
        self._representative_name = Field(tr("ФИО представителя"), LineEdit())
        sheet = self.representative
        sheet.add(form.add("customer.representative", self._representative_name), "customer.representative")
        sheet.add(form.add(f"{POWER}.number", Field(tr("Доверенность №"), LineEdit())), f"{POWER}.number")
        issued = form.add(f"{POWER}.issued_on", fixed(tr("Выдана"), DateEdit(prefer="past"), 114))
        valid = form.add(f"{POWER}.valid_to", fixed(tr("Действует до"), DateEdit(prefer="future"), 114))
        sheet.add(FieldRow(issued, valid, stretch=True), f"{POWER}.issued_on", f"{POWER}.valid_to")
        sheet.summary = self._say_representative
        form.add_popover(sheet)

    def _add_papers(self) -> None:
        form = self._form
        self.add(Hairline(1))
        self.add(SectionTitle(tr("Документы покупки")))
        card = ChipGroup(chips_of(PaperState), optional=True)
        path = f"{DOCUMENTS}.warranty_card"
        self.add(form.add(path, Field(tr("Гарантийный талон"), card), read=_paper))
        receipt = ChipGroup(chips_of((PaperState.PRESENT, PaperState.ABSENT)), optional=True)
        shown = fixed(tr("Чек"), receipt, 146)
        link = MoreLink(tr("Номера, даты"))
        line = self.add(FieldRow(shown, link, stretch=True))
        line.layout().itemAt(0).layout().setAlignment(link, Qt.AlignmentFlag.AlignBottom)
        form.add(f"{DOCUMENTS}.receipt", shown, read=_paper)
        form.add("more.papers", link)
        sheet = self.papers = Popover(form, link, tr("Документы покупки"), 296)
        paths = [
            f"{DOCUMENTS}.{name}"
            for name in ("warranty_card_number", "receipt_number", "receipt_on", "receipt_amount")
        ]
        sheet.add(form.add(paths[0], Field(tr("Талон №"), LineEdit())), paths[0])
        sheet.add(form.add(paths[1], Field(tr("Чек №"), LineEdit())), paths[1])
        day = form.add(paths[2], fixed(tr("Дата чека"), DateEdit(prefer="past"), 114))
        amount = form.add(paths[3], fixed(tr("Сумма чека, ₽"), MoneyEdit(), 114))
        sheet.add(FieldRow(day, amount, stretch=True), *paths[2:])
        delivered = Field(tr("Доставлено, если не в день продажи"), DateEdit(prefer="past"), 114)
        sheet.add(form.add("device.delivered_on", delivered), "device.delivered_on")
        sheet.summary = self._say_papers
        form.add_popover(sheet)
        self.add(
            form.add("request.note", Field(tr("Примечание для мастера"), LineEdit(tr("видит только сервис"))))
        )

    def show_kind(self, legal: bool, with_kpp: bool) -> None:
        """Legal details in place of what only a person is asked."""
        self._inn.setVisible(legal)
        self._kpp.setVisible(with_kpp)
        self._legal.setVisible(legal)
        self._for_work.setVisible(not legal)
        self._representative_name.setVisible(not legal)
        self.name_field.set_title(tr("Наименование") if legal else tr("ФИО"))

    def _say_representative(self) -> str:
        form = self._form
        number, until = form.value(f"{POWER}.number"), form.value(f"{POWER}.valid_to")
        name = form.value("customer.representative")
        paper = tr("дов. № {number}", number=number) if number else ""
        if number and until:
            paper = tr("дов. № {number} до {day}", number=number, day=show_date(until))
        return ", ".join(part for part in (str(name or "").partition(" ")[0], paper) if part)

    def _say_papers(self) -> str:
        filled = sum(self._form.value(path) is not None for path in self.papers.paths)
        return tr("Внесено: {n}", n=filled) if filled else ""


def _kind(value: str | None) -> CustomerKind:
    return CustomerKind(value) if value else CustomerKind.PERSON


def _notify(value: str | None) -> NotifyBy:
    return NotifyBy(value) if value else NotifyBy.PHONE


def _paper(value: str | None) -> PaperState | None:
    return PaperState(value) if value else None

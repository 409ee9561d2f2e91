"""The centre's details: the head of every paper, and the bank and tax facts behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.settings.checked import CheckedEdit, PhonesEdit, follow
from forms.settings.logo import LogoField
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import LineEdit
from workstation.documents.centre import TaxRegime
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.i18n import tr
from workstation.rules import validators
from workstation.statuses import CustomerKind

WIDTH, NUMBER, HALF = 316, 152, 152
COMPANY, ENTREPRENEUR = CustomerKind.COMPANY.value, CustomerKind.ENTREPRENEUR.value
REGIMES = {"osno": "О", "usn_income": "Д", "usn_income_outcome": "Р", "patent": "П"}


class CompanyFields(Form):
    """Every field may be empty: what is not known today is filled in later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        left, right = FormColumn(WIDTH), FormColumn(WIDTH)
        self._build_names(left)
        self._build_contacts(left)
        self._build_people(right)
        self._build_bank(right)
        for part in (left, Hairline(upright=True), right):
            row.addWidget(part)
        row.addStretch(1)
        self.edited.connect(self._on_checked)
        self._follow_kind()

    # -- building --------------------------------------------------------------------------------

    def _build_names(self, column: FormColumn) -> None:
        column.add(SectionTitle(tr("Организация")))
        kinds = [ChipItem(COMPANY, tr("Организация"), "О"), ChipItem(ENTREPRENEUR, tr("ИП"), "И")]
        group = column.add(self.add("kind", ChipGroup(kinds)))
        group.setAccessibleName(tr("Организация или ИП"))
        self.set_value("kind", COMPANY)
        column.add(self.add("name", Field(tr("Название, как в документах"), LineEdit(tr("ООО «Сервис»")))))
        column.add(self.add("short_name", Field(tr("Коротко, для бумаг и экрана"), LineEdit())))
        inn = self.add("inn", Field(tr("ИНН"), CheckedEdit(self._inn, (10, 12)), NUMBER))
        kpp = self.add("kpp", Field(tr("КПП"), CheckedEdit(validators.kpp, (9,)), NUMBER))
        column.add(FieldRow(inn, kpp))
        column.add(self.add("ogrn", Field(tr("ОГРН"), CheckedEdit(self._ogrn, (13, 15)), NUMBER)))

    def _build_contacts(self, column: FormColumn) -> None:
        column.gap(6)
        column.add(Hairline())
        column.add(SectionTitle(tr("Как с вами связаться")))
        column.add(self.add("address", Field(tr("Адрес"), LineEdit())))
        column.add(self.add("phones", Field(tr("Телефоны через запятую"), PhonesEdit())))
        column.add(self.add("email", Field(tr("Электронная почта"), CheckedEdit(validators.email))))
        column.add(self.add("hours", Field(tr("Часы работы"), LineEdit(tr("Пн–Пт 9:00–20:00")))))

    def _build_people(self, column: FormColumn) -> None:
        column.add(SectionTitle(tr("Кто подписывает")))
        column.add(self.add("director_name", Field(tr("Руководитель"), LineEdit())))
        column.add(self.add("director_title", Field(tr("Должность"), LineEdit(tr("Генеральный директор")))))
        column.add(self.add("accountant_name", Field(tr("Главный бухгалтер"), LineEdit())))
        regimes = [ChipItem(one.value, one.label, REGIMES[one.value]) for one in TaxRegime]
        column.add(self.add("tax_regime", Field(tr("Налоги"), ChipGroup(regimes, optional=True))))
        column.add(self.add("logo_sha256", Field(tr("Логотип для бумаг"), LogoField())))

    def _build_bank(self, column: FormColumn) -> None:
        column.gap(6)
        column.add(Hairline())
        column.add(SectionTitle(tr("Банк")))
        bic = self.add("bank.bic", Field(tr("БИК"), CheckedEdit(validators.bic, (9,)), NUMBER))
        column.add(bic)
        column.add(self.add("bank.name", Field(tr("Банк"), LineEdit())))
        account = CheckedEdit(self._account, (20,))
        column.add(self.add("bank.account", Field(tr("Расчётный счёт"), account)))
        correspondent = CheckedEdit(self._correspondent, (20,))
        column.add(self.add("bank.correspondent_account", Field(tr("Корреспондентский счёт"), correspondent)))

    # -- values ----------------------------------------------------------------------------------

    def details(self, base: CentreDetails | None = None) -> CentreDetails:
        """What is typed; call `check` first."""
        given: dict[str, Any] = {name: self.value(name) or "" for name in _TEXTS}
        bank = BankDetails(**{name: self.value(f"bank.{name}") or "" for name in _BANK})
        given["phones"] = self.value("phones") or ()
        given["bank"] = bank if any(self.value(f"bank.{name}") for name in _BANK) else None
        given["logo_sha256"] = self.value("logo_sha256")
        if self.value("kind") == ENTREPRENEUR:
            given["kpp"] = ""
        return replace(base or CentreDetails(name=""), **given)

    def regime(self) -> TaxRegime | None:
        """The tax regime chosen."""
        chosen = self.value("tax_regime")
        return TaxRegime(chosen) if chosen else None

    def show_details(self, details: CentreDetails, regime: str) -> None:
        """Show what is stored."""
        self.load(details)
        for name in _BANK:
            self.set_value(f"bank.{name}", getattr(details.bank, name, None))
        self.set_value("kind", ENTREPRENEUR if len(details.inn) == validators.INN_PERSON else COMPANY)
        self.set_value("tax_regime", regime or None)
        self._follow_kind()
        self.set_clean()

    # -- checks ----------------------------------------------------------------------------------

    def _customer_kind(self) -> CustomerKind:
        return CustomerKind(self.value("kind") or COMPANY)

    def _inn(self, text: str) -> str:
        return validators.inn(text, kind=self._customer_kind())

    def _ogrn(self, text: str) -> str:
        entrepreneur = self._customer_kind() is CustomerKind.ENTREPRENEUR
        return validators.ogrnip(text) if entrepreneur else validators.ogrn(text)

    def _account(self, text: str) -> str:
        return validators.settlement_account(text, self.value("bank.bic") or "")

    def _correspondent(self, text: str) -> str:
        return validators.correspondent_account(text, self.value("bank.bic") or "")

    def _on_checked(self, path: str) -> None:
        if path == "kind":
            self._follow_kind()
        again = {"bank.bic": ("bank.account", "bank.correspondent_account"), "kind": ("inn", "ogrn")}
        for one in (path, *again.get(path, ())):
            if one in _CHECKED:
                follow(self, one)

    def _follow_kind(self) -> None:
        entrepreneur = self._customer_kind() is CustomerKind.ENTREPRENEUR
        self.field("kpp").setVisible(not entrepreneur)
        self.field("accountant_name").setVisible(not entrepreneur)
        self.field("ogrn").set_title(tr("ОГРНИП") if entrepreneur else tr("ОГРН"))


_TEXTS = ("name", "short_name", "inn", "kpp", "ogrn", "address", "email", "hours", "director_name",
          "director_title", "accountant_name")  # fmt: skip
_BANK = ("name", "bic", "account", "correspondent_account")
_CHECKED = frozenset(
    {"inn", "kpp", "ogrn", "email", "bank.bic", "bank.account", "bank.correspondent_account"}
)

"""Contracts with manufacturers: for which groups, till when, on what papers, how long they pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.brands import MODES
from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, NumberEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.terms import AuthorisationRow
from workstation.documents.warranty import AuthorisationMode, BrandAuthorisation
from workstation.i18n import mark, tr
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.queries.warranty import list_authorisations
from workstation.rules.warranty_checks import is_in_force
from workstation.rules.wording import show_date
from workstation.services.warranty_terms import save_authorisation

MONTHS, DAYS = 600, 3660
PLAIN = ("brand", "contract", "valid_from", "valid_to", "cap_months_from_production", "doa_days",
         "excludes_business_use")  # fmt: skip


class ContractCard(Card):
    """One contract; a brand may have several, one after another."""

    new_title = mark("Новый договор")

    def _build(self) -> None:
        self.brand, self.groups = Combo(addable=True), ChipGroup(multi=True)
        needed = tr("Введите бренд")
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 200), required=needed)
        contract = self.add("contract", Field(tr("Договор"), LineEdit(tr("номер и дата")), 250))
        self.put(FieldRow(brand, contract, stretch=True))
        begins = self.add("valid_from", Field(tr("Действует с"), DateEdit(), 120))
        ends = self.add("valid_to", Field(tr("По, включительно"), DateEdit(tr("без срока")), 120))
        months = self.add("months", Field(tr("Гарантия, мес."), NumberEdit(0, MONTHS, tr("по срокам")), 110))
        self.put(FieldRow(begins, ends, months, stretch=True))
        modes = ChipGroup([ChipItem(mode.value, tr(words)) for mode, words in MODES.items()])
        chosen = tr("Выберите, по чему изготовитель признаёт гарантию")
        self.put(self.add("mode", Field(tr("Гарантия признаётся"), modes), required=chosen))
        cap = NumberEdit(0, MONTHS, tr("без предела"))
        paid = Field(tr("Платит от выпуска, мес."), cap, 150)
        self.add("cap_months_from_production", paid)
        doa = self.add("doa_days", Field(tr("Предпродажный, дней"), NumberEdit(0, DAYS, tr("нет")), 150))
        self.put(FieldRow(paid, doa, stretch=True))
        words = tr("Не платит за использование для работы")
        self.put(self.add("excludes_business_use", CheckBox(words)))
        self.put(self.add("groups", Field(tr("Группы изделий; ни одной — все"), self.groups)))

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """Brands and groups to choose from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.groups.set_items(ChipItem(one.code, one.short_name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: AuthorisationRow | None = data
        contract = row.data if row else BrandAuthorisation("")
        for path in PLAIN:
            self.set_value(path, getattr(contract, path) or None)
        self.set_value("cap_months_from_production", contract.cap_months_from_production)
        self.set_value("doa_days", contract.doa_days)
        self.set_value("months", row.months if row else None)
        self.set_value("mode", contract.mode.value)
        self.set_value("groups", contract.groups)

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in PLAIN}
        contract = BrandAuthorisation(
            **values, mode=AuthorisationMode(self.value("mode")), groups=tuple(self.value("groups"))
        )
        row_id = self.shown.data.id if self.shown else None
        return partial(
            save_authorisation, actor=actor, contract=contract, months=self.value("months"), row_id=row_id
        )

    def show_error(self, error: Exception, rename: Any = None) -> list[str]:
        return super().show_error(error, lambda path: {"category": "groups"}.get(path, path))


class ContractsSection(Register):
    """The centre's contracts with brands."""

    title = mark("Бренды и договоры")
    text = mark("Кто платит за гарантийный ремонт. Новый договор не меняет решений, принятых раньше.")
    right = "warranty.authorisation"
    card = ContractCard
    empty = mark("Договоров ещё нет: гарантию никто не оплачивает. F7 — добавить первый.")

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_authorisations(session), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        rows, brands, groups = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [_row(row, names) for row in rows]


def _row(row: AuthorisationRow, names: Mapping[str, str]) -> Row:
    contract = row.data
    ends = tr("до {day}", day=show_date(contract.valid_to)) if contract.valid_to else tr("без срока")
    if not is_in_force(contract, clock.today()):
        ends = tr("сейчас не действует, {ends}", ends=ends)
    groups = ", ".join(names.get(code, code) for code in contract.groups) or tr("все группы")
    second = " · ".join(filter(None, (contract.contract, ends, groups)))
    return Row(str(row.id), contract.brand, second, row)

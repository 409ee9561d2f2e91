"""Makers' warranty terms: of a brand, of a group of it, of one model; parts with a term of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.terms import PartTermData, TermData, TermRow
from workstation.i18n import mark, tr
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.queries.warranty import list_terms
from workstation.rules.wording import show_date
from workstation.services.warranty_terms import LONGEST_TERM, save_term

MOST_YEARS = 100
PLAIN = ("brand", "category", "model", "months", "service_life_years", "seller_extra_months", "valid_from",
         "valid_to", "exclusions", "source")  # fmt: skip
_PART = re.compile(r"(?P<name>.+?)[\s:,—-]+(?P<months>\d{1,3})(?:\s*мес\.?)?(?:\s*;\s*(?P<note>.+))?")


class PartsEdit(TextEdit):
    """One part a line: «Компрессор 120; деталь без работы»; the value is a tuple of terms of parts."""

    def value(self) -> object:
        """The parts, as far as their lines can be read."""
        found = [_PART.fullmatch(line) for line in self._lines_typed()]
        return tuple(
            PartTermData(one["name"].strip(), int(one["months"]), one["note"]) for one in found if one
        )

    def set_value(self, value: Any, undoable: bool = False) -> None:
        """Show parts, a line each."""
        notes = {True: "; {}", False: ""}
        lines = [f"{one.name} {one.months}" + notes[bool(one.note)].format(one.note) for one in value or ()]
        super().set_value("\n".join(lines) or None, undoable)

    def problem(self) -> str:
        """The first line that is no part with its months."""
        for number, line in enumerate(self._lines_typed(), 1):
            if not _PART.fullmatch(line):
                return tr("Строка {n}: напишите деталь и срок в месяцах, например «Компрессор 120»", n=number)
        return ""

    def _lines_typed(self) -> list[str]:
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]


class TermCard(Card):
    """One row of terms; what it does not say is taken from the less particular row."""

    new_title = mark("Новый срок")

    def _build(self) -> None:
        self.brand, self.group = Combo(addable=True), Combo((), tr("весь бренд"))
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150), required=tr("Введите бренд"))
        group = self.add("category", Field(tr("Вид изделий"), self.group, 170))
        model = self.add("model", Field(tr("Модель"), LineEdit(tr("все модели")), 150))
        self.put(FieldRow(brand, group, model, stretch=True))
        months = self.add("months", Field(tr("Гарантия, мес."), NumberEdit(0, LONGEST_TERM, "—"), 110))
        life = Field(tr("Срок службы, лет"), NumberEdit(0, MOST_YEARS, tr("10 по закону")), 130)
        self.add("service_life_years", life)
        seller = Field(tr("Ещё от продавца, мес."), NumberEdit(0, LONGEST_TERM, "—"), 150)
        self.add("seller_extra_months", seller)
        self.put(FieldRow(months, life, seller, stretch=True))
        begins = self.add("valid_from", Field(tr("Продано с"), DateEdit(tr("всегда")), 120))
        ends = self.add("valid_to", Field(tr("Продано по"), DateEdit(tr("без срока")), 120))
        self.put(FieldRow(begins, ends, stretch=True))
        parts = Field(tr("Детали со своим сроком, мес., по одной в строке"), PartsEdit(tr("Компрессор 120")))
        self.put(self.add("parts", parts))
        self.put(self.add("exclusions", Field(tr("Что гарантия не покрывает"), TextEdit("", 2))))
        needed = tr("Напишите, откуда срок: талон, страница изготовителя, договор")
        self.put(self.add("source", Field(tr("Откуда известно"), LineEdit()), required=needed))

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """Brands and kinds to choose from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: TermRow | None = data
        terms = row.data if row else TermData(like.data.brand if like else "")
        for path in (*PLAIN, "parts"):
            value = getattr(terms, path)
            self.set_value(path, None if value in ("", ()) else value)

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in PLAIN}
        values["exclusions"] = values["exclusions"] or ""
        row_id = self.shown.data.id if self.shown else None
        return partial(save_term, actor=actor, data=TermData(**values, parts=self.value("parts"), id=row_id))


class TermsSection(Register):
    """Every maker's term the centre knows."""

    title = mark("Гарантийные сроки")
    text = mark(
        "Сроки изготовителей по брендам. Гарантийный талон изделия важнее: сверьте с ним каждую строку."
    )
    right = "warranty.terms"
    card = TermCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_terms(session), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        rows, brands, groups = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [_row(row, names) for row in rows]


def _row(row: TermRow, names: Mapping[str, str]) -> Row:
    terms = row.data
    about = names.get(terms.category, terms.category) if terms.category else tr("весь бренд")
    title = " · ".join(filter(None, (terms.brand, about, terms.model)))
    said = [tr("{n} мес.", n=terms.months) if terms.months is not None else ""]
    said += [f"{one.name} {one.months}" for one in terms.parts]
    if terms.valid_to:
        said.append(tr("продано до {day}", day=show_date(terms.valid_to)))
    return Row(str(row.id), title, " · ".join(filter(None, (*said, terms.source))), row)

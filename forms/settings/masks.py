"""Masks of serial numbers, and what a number says about the day of production."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.basics import label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.serials import Mask
from workstation.documents.terms import MaskRow
from workstation.i18n import mark, tr
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.queries.warranty import list_masks
from workstation.rules import serials
from workstation.services.warranty_terms import save_mask

DECODERS = {
    "bsh_fd": mark("Bosch, Siemens: код FD"),
    "samsung": mark("Samsung: буквы года и месяца"),
    "lg": mark("LG: год и месяц цифрами"),
    "indesit": mark("Indesit: год, месяц, день"),
    "ge": mark("GE: буквы месяца и года"),
    "apple_11": mark("Apple, 11 знаков"),
    "apple_12": mark("Apple, 12 знаков"),
    "pioneer": mark("Pioneer: буквы года и месяца"),
}


class MaskCard(Card):
    """One mask; a number tried below shows at once what it makes of it."""

    new_title = mark("Новая маска")

    def _build(self) -> None:
        self.brand, self.groups = Combo(addable=True), ChipGroup(multi=True)
        decoders = Combo(
            [PopupRow(code, tr(words)) for code, words in DECODERS.items()], tr("даты в номере нет")
        )
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 160), required=tr("Введите бренд"))
        decoder = self.add("decoder", Field(tr("Как читать дату"), decoders, 250))
        self.put(FieldRow(brand, decoder, stretch=True))
        needed = tr("Введите регулярное выражение")
        self.put(self.add("pattern", Field(tr("Маска номера"), LineEdit(r"\d{14}")), required=needed))
        needed = tr("Назовите источник правила")
        self.put(self.add("source", Field(tr("Источник"), LineEdit()), required=needed))
        self.trial = LineEdit(tr("введите номер с шильдика"))
        self.put(Field(tr("Проверить на номере"), self.trial, 250))
        self._answer = label("", "text2", "small", wrap=True)
        self.put(self._answer)
        self.put(self.add("groups", Field(tr("Группы изделий; ни одной — все"), self.groups)))
        self.trial.edited.connect(self._try)
        self.edited.connect(lambda _path: self._try())

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """Brands and groups to choose from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.groups.set_items(ChipItem(one.code, one.short_name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: MaskRow | None = data
        for path in ("brand", "decoder", "pattern", "source"):
            self.set_value(path, getattr(row, path) if row else None)
        self.set_value("groups", row.groups if row else ())

    def mask(self) -> Mask:
        """What is typed."""
        values = {path: self.value(path) or "" for path in ("brand", "pattern", "source")}
        return Mask(**values, groups=tuple(self.value("groups")), decoder=self.value("decoder"))

    def verb(self, actor: Any) -> Verb:
        return partial(
            save_mask, actor=actor, mask=self.mask(), row_id=self.shown.data.id if self.shown else None
        )

    def _try(self) -> None:
        number, mask = str(self.trial.value() or ""), self.mask()
        self._answer.setText(_answer(mask, number) if number and mask.pattern else "")


class MasksSection(Register):
    """How serial numbers of brands look."""

    title = mark("Серийные номера")
    text = mark("По номеру программа предполагает день выпуска. Это подсказка, а не повод отказать.")
    right = "warranty.masks"
    card = MaskCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_masks(session), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        rows, brands, groups = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [_row(row, names) for row in rows]


def _row(row: MaskRow, names: Mapping[str, str]) -> Row:
    groups = ", ".join(names.get(code, code) for code in row.groups) or tr("все группы")
    said = tr(DECODERS[row.decoder]) if row.decoder in DECODERS else tr("без даты")
    return Row(str(row.id), row.brand, f"{said} · {groups}", row)


def _answer(mask: Mask, number: str) -> str:
    fault = serials.pattern_error(mask.pattern, mask.decoder)
    if fault:
        return tr("Маска пока не читается: {fault}", fault=fault)
    if not serials.fits([mask], number):
        return tr("Номер к маске не подходит")
    guess = serials.guess([mask], number, clock.today())
    if guess is None:
        return tr("Номер подходит, даты в нём нет")
    return tr("Номер подходит, выпущено предположительно {month}", month=f"{guess.on:%m.%Y}")

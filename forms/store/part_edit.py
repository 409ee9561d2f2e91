"""The window of a part: a new one, or one that is changed; what somebody else changed stands beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.verb_ask import CardAsk, Verb
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.parts import PartCard, PartData, PartUnit
from workstation.i18n import mark, tr
from workstation.queries import parts as part_queries
from workstation.rules.parts import MOST_MONTHS
from workstation.services import parts

WIDTH = 560
FLAGS = (
    ("is_serial", mark("По серийным номерам")),
    ("is_original", mark("Оригинальная")),
    ("is_consumable", mark("Расходник")),
)
COMMA = ", "


class PartEdit(CardAsk):
    """written(id of the part)."""

    def __init__(
        self,
        owner: QWidget,
        context: Context,
        categories: Mapping[str, str],
        brands: Sequence[str],
        card: PartCard | None = None,
    ) -> None:
        self.stored = card
        self._categories = dict(categories)
        self._codes = {name.casefold(): code for code, name in categories.items()}
        self._brands = brands
        title = tr("Новая запчасть") if card is None else tr("Исправить карточку")
        super().__init__(owner, context, title, "", tr("Записать"))
        self.setFixedWidth(WIDTH)
        self.show_stored()

    def _build(self) -> None:
        number = Field(tr("Номер изготовителя"), LineEdit(upper=True), 220)
        self.form.add("number", number, required=tr("Введите номер"))
        brands = Combo([PopupRow(one, one) for one in self._brands], addable=True)
        brand = self.form.add("brand", Field(tr("Бренд"), brands))
        self._fields.addWidget(FieldRow(number, brand))
        self.put("name", tr("Название"), LineEdit(), tr("Назовите запчасть"))
        units = Combo([PopupRow(one.value, one.label) for one in PartUnit])
        unit = self.form.add("unit", Field(tr("Единица"), units, 110))
        months = NumberEdit(0, MOST_MONTHS)
        warranty = self.form.add("warranty_months", Field(tr("Своя гарантия, мес."), months, 130))
        row: list[QWidget] = [unit, warranty]
        if self.stored is None:
            for path, words in (("purchase_price", tr("Закупка, ₽")), ("sale_price", tr("Продажа, ₽"))):
                row.append(self.form.add(path, Field(words, MoneyEdit(), 112)))
        self._fields.addWidget(FieldRow(*row, stretch=True))
        flags = QHBoxLayout()
        flags.setSpacing(18)
        for path, words in FLAGS:
            flags.addWidget(self.form.add(path, CheckBox(tr(words))))
        flags.addStretch(1)
        self._fields.addLayout(flags)
        self.put("categories", tr("Виды изделий"), LineEdit(tr("через запятую")))
        self.put("models", tr("Модели"), TextEdit(tr("через запятую"), 2))
        self.put("note", tr("Заметка"), LineEdit())
        self.form.set_value("unit", PartUnit.PIECE.value)

    def values(self, stored: PartCard) -> dict[str, Any]:
        data = stored.data
        names = ("number", "brand", "name", "warranty_months", "note")
        return {
            **{name: getattr(data, name) or None for name in names},
            "unit": data.unit.value,
            **{path: getattr(data, path) for path, _words in FLAGS},
            "categories": COMMA.join(self._categories.get(code, code) for code in data.categories),
            "models": COMMA.join(data.models),
        }

    def data(self) -> PartData:
        """What is typed."""
        value = self.form.value
        found = PartData(
            number=value("number") or "",
            name=value("name") or "",
            brand=value("brand") or "",
            unit=PartUnit(str(value("unit") or PartUnit.PIECE.value)),
            warranty_months=value("warranty_months"),
            categories=tuple(self._codes.get(one.casefold(), one) for one in _pieces(value("categories"))),
            models=tuple(_pieces(value("models"))),
            note=value("note"),
            **{path: value(path) for path, _words in FLAGS},
        )
        if self.stored is None:
            found = replace(found, purchase_price=value("purchase_price"), sale_price=value("sale_price"))
        return found

    def verb(self) -> Verb:
        actor = self.context.actor
        if self.stored is None:
            return partial(parts.add_part, actor=actor, data=self.data())
        part_id, version = self.stored.id, self.stored.version
        return partial(_change, actor=actor, part_id=part_id, data=self.data(), version=version)

    def problems(self) -> list[tuple[str, str]]:
        """Kinds of equipment that the catalogue does not have."""
        unknown = [one for one in _pieces(self.form.value("categories")) if one.casefold() not in self._codes]
        words = tr("Нет такого вида изделий: {names}", names=COMMA.join(unknown))
        return [("categories", words)] if unknown else []

    def reread(self) -> Verb:
        branch = self.context.actor.branch_id if self.context.actor else 0
        return partial(part_queries.get_part, branch_id=branch, part_id=self.stored.id, on=clock.today())

    def said(self, path: str, value: Any) -> str:
        if isinstance(value, bool):
            return tr("да") if value else tr("нет")
        return PartUnit(value).label if path == "unit" else str(value or "—")


def _pieces(text: object) -> list[str]:
    return [" ".join(one.split()) for one in str(text or "").replace("\n", ",").split(",") if one.strip()]


def _change(session: Any, actor: Any, part_id: int, data: PartData, version: int) -> int:
    parts.change_part(session, actor, part_id, data, version)
    return part_id

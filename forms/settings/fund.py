"""Places where devices stand, and the fund of loaners."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.photo_field import PhotoField, photos_in
from ui.tasks import Tasks
from ui.widgets.accessories import AccessoriesEdit
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.loaners import LoanerData, LoanerRow, LoanerState
from workstation.documents.places import PlaceData, PlaceKind, PlaceRow
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.queries.loaners import list_loaners
from workstation.queries.places import list_places
from workstation.services.loaners import save_loaner
from workstation.services.places import save_place


class PlaceCard(Card):
    """One place; its code is printed on its label."""

    new_title = mark("Новое место")

    def _build(self) -> None:
        kinds = ChipGroup([ChipItem(one.value, one.label) for one in PlaceKind])
        self.put(self.add("kind", Field(tr("Что это"), kinds)))
        self.put(
            self.add("name", Field(tr("Название"), LineEdit("А-14"), 220), required=tr("Назовите место"))
        )
        self.put(self.add("is_active", CheckBox(tr("Место в ходу"))))
        self.code = self.put(self.add("code", Field(tr("Код для сканера"), LineEdit(), 220)))
        self.code.setEnabled(False)

    def _fill(self, data: Any, like: Any) -> None:
        row: PlaceRow | None = data
        self.set_value("kind", (row.kind if row else PlaceKind.SHELF).value)
        self.set_value("name", row.name if row else None)
        self.set_value("is_active", row.is_active if row else True)
        self.set_value("code", row.code if row else None)

    def verb(self, actor: Any) -> Verb:
        row: PlaceRow | None = self.shown.data if self.shown else None
        data = PlaceData(
            kind=PlaceKind(str(self.value("kind"))),
            name=self.value("name"),
            position=row.position if row else 0,
            is_active=self.value("is_active"),
        )
        return partial(save_place, actor=actor, data=data, place_id=row.id if row else None)


class PlacesSection(Register):
    """Counter, shelves, benches, and where devices go."""

    title = mark("Места изделий")
    text = mark("Два скана переставляют изделие: ярлык и код места. «Где он» — F3 на карточке заказа.")
    right = "places.change"
    card = PlaceCard

    def read(self, session: Any) -> Any:
        return list_places(session, active_only=False)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return [Row(str(one.id), one.name, _place_words(one), one) for one in facts]


def _place_words(one: PlaceRow) -> str:
    count = tr("изделий: {n}", n=one.count) if one.count else ""
    return " · ".join(filter(None, (one.kind.label, count, "" if one.is_active else tr("не в ходу"))))


class LoanerCard(Card):
    """One device of the fund."""

    new_title = mark("Новое изделие фонда")

    def _build(self) -> None:
        self.group, self.brand = Combo(), Combo(addable=True)
        number = Field(tr("Инвентарный №"), LineEdit("П-07"), 130)
        self.add("inventory_number", number, required=tr("Введите номер"))
        group = self.add("category", Field(tr("Вид"), self.group, 180), required=tr("Выберите вид"))
        self.put(FieldRow(number, group, stretch=True))
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150), required=tr("Введите бренд"))
        model = self.add("model", Field(tr("Модель"), LineEdit(), 160))
        serial = self.add("serial_number", Field(tr("Серийный №"), LineEdit(), 150))
        self.put(FieldRow(brand, model, serial, stretch=True))
        needed = tr("Опишите состояние: оно войдёт в акт")
        self.put(self.add("condition", Field(tr("Состояние"), TextEdit("", 2)), required=needed))
        self.put(self.add("accessories", Field(tr("Комплектность, через запятую"), AccessoriesEdit())))
        value = Field(tr("Стоимость, ₽"), MoneyEdit(), 120)
        self.put(self.add("value", value, required=tr("Укажите стоимость")))
        states = [one for one in LoanerState if one is not LoanerState.LENT]
        self.state = ChipGroup([ChipItem(one.value, one.label) for one in states], optional=True)
        self.put(self.add("state", Field(tr("Готовность"), self.state)))
        self.put(self.add("note", Field(tr("Примечание"), LineEdit())))
        self.photos = PhotoField(6)
        self.put(self.add("photos", photos_in(tr("Снимки"), self.photos)))

    def keep_in(self, tasks: Tasks, folder: Path) -> None:
        """Where pictures are kept."""
        self.photos.use(tasks, folder)

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """What is chosen from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: LoanerRow | None = data
        one = row.data if row else None
        for path in ("inventory_number", "category", "brand", "model", "serial_number", "condition", "value",
                     "accessories", "note"):  # fmt: skip
            self.set_value(path, getattr(one, path) if one else None)
        self.photos.show_stored(row.photos if row else ())
        self.set_value("photos", None)
        lent = one is not None and one.state is LoanerState.LENT
        self.state.setEnabled(not lent)
        self.set_value("state", None if lent else (one.state if one else LoanerState.FREE).value)

    def verb(self, actor: Any) -> Verb:
        row: LoanerRow | None = self.shown.data if self.shown else None
        paths = ("inventory_number", "category", "brand", "model", "serial_number", "condition", "value",
                 "accessories", "note")  # fmt: skip
        values = {path: self.value(path) for path in paths}
        state = self.value("state")
        kept = row.data.state if row else LoanerState.FREE
        data = LoanerData(**values, state=LoanerState(str(state)) if state else kept)
        known = {"loaner_id": row.id, "version": row.version} if row else {}
        return partial(save_loaner, actor=actor, data=data, photos=self.value("photos"), **known)


class LoanersSection(Register):
    """Devices that are lent for the time of a repair."""

    title = mark("Подменный фонд")
    text = mark("Что можно выдать на время ремонта. Выдача и возврат — в действиях заказа, F10.")
    right = "loaners.change"
    card = LoanerCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_loaners(session), brands, list_categories(session), Path(session.info["folder"])

    def rows_of(self, facts: Any) -> Sequence[Row]:
        loaners, brands, groups, folder = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        self.fields.keep_in(self.context.tasks, folder)  # type: ignore[attr-defined]
        return [Row(str(one.id), _loaner_title(one), _loaner_words(one), one) for one in loaners]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:
            self.fields.photos.shoot()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)


def _loaner_title(one: LoanerRow) -> str:
    """«П-01 · Indesit IWSB 51051»; what it is stands under it, where there is room."""
    what = " ".join(filter(None, (one.data.brand, one.data.model))) or one.category
    return f"{one.data.inventory_number} · {what}"


def _loaner_words(one: LoanerRow) -> str:
    state = f"{one.data.state.label}: {one.loan.number}" if one.loan else one.data.state.label
    group = one.category if one.data.model else ""
    return " · ".join(filter(None, (group, state, "" if one.loan else format_roubles(one.data.value))))

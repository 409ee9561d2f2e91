"""Checklists: what must be done before a device is ready, by kind of work, group, brand and model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.basics import label
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation import messages
from workstation.documents.checklists import ChecklistData, ChecklistKept
from workstation.errors import UserError
from workstation.i18n import mark, tr
from workstation.queries.bench_catalogue import list_checklists
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.rules.checklist_lines import read_items, write_items
from workstation.services.checklists import save_checklist
from workstation.statuses import RequestKind

PLACES = ("work_kind", "category", "brand", "model")


class ItemsEdit(TextEdit):
    """Items, one a line; the value is a tuple of items."""

    def value(self) -> object:
        """The items, or None while a line cannot be read."""
        try:
            return read_items(self.toPlainText()) or None
        except UserError:
            return None

    def set_value(self, value: Any, undoable: bool = False) -> None:
        """Show items."""
        super().set_value(write_items(value or ()) or None, undoable)

    def problem(self) -> str:
        """The line that cannot be read."""
        try:
            read_items(self.toPlainText())
        except UserError as error:
            return messages.text(error)
        return ""


class ChecklistCard(Card):
    """One list; F9 makes a new version, orders keep theirs."""

    new_title = mark("Новый список")

    def _build(self) -> None:
        name = Field(tr("Название"), LineEdit(), 340)
        self.put(self.add("name", name, required=tr("Назовите список")))
        kinds = [PopupRow(one.value, one.label) for one in RequestKind]
        self.group, self.brand = Combo((), tr("любой")), Combo((), tr("любой"), addable=True)
        work = self.add("work_kind", Field(tr("Вид обращения"), Combo(kinds, tr("любой")), 150), read=_kind)
        group = self.add("category", Field(tr("Вид изделий"), self.group, 180))
        self.put(FieldRow(work, group, stretch=True))
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150))
        model = self.add("model", Field(tr("Модель"), LineEdit(tr("любая")), 180))
        self.put(FieldRow(brand, model, stretch=True))
        items = Field(tr("Пункты, по одному в строке"), ItemsEdit("", 9))
        self.put(self.add("items", items, required=tr("Напишите хотя бы один пункт")))
        for words in (
            tr("«!» в начале — обязательный. «Ток утечки = до 3,5 мА» — значение с пределами."),
            tr("«Уплотнитель ? цел+ / порван» — выбор, «+» у годного. «Снимок: шильдик» — снимок."),
        ):
            self.put(label(words, "text3", "small", wrap=True))

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """What is chosen from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        kept: ChecklistKept | None = data or like
        row = kept.data if kept else None
        self.set_value("name", row.name if row and data else None)
        for path in PLACES:
            value = getattr(row, path) if row and data else None
            self.set_value(path, str(value) if value else None)
        self.set_value("items", row.items if row else ())

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in ("name", "items", *PLACES)}
        list_id = self.shown.data.data.id if self.shown else None
        return partial(save_checklist, actor=actor, data=ChecklistData(**values, id=list_id))


class ChecklistsSection(Register):
    """Lists by which devices are made ready."""

    title = mark("Проверочные листы")
    text = mark("Заказ берёт самый близкий лист: модель, бренд, вид изделий. Начатые заказы держат свой.")
    right = "catalogue.bench"
    card = ChecklistCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_checklists(session), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        lists, brands, groups = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [Row(str(one.data.id), one.data.name, _words(one, names), one) for one in lists]


def _words(kept: ChecklistKept, names: Mapping[str, str]) -> str:
    one = kept.data
    kind = one.work_kind.label if one.work_kind else ""
    about = (kind, names.get(one.category or ""), one.brand, one.model, tr("версия {n}", n=kept.version))
    return " · ".join(filter(None, (*about, "" if kept.is_active else tr("не в ходу"))))


def _kind(value: Any) -> RequestKind | None:
    return RequestKind(str(value)) if value else None

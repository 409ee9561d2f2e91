"""What works cost: prices by operation, group and level from a day on; the earlier ones stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.basics import label
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import MoneyEdit, NumberEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.billing_data import WorkPriceData
from workstation.documents.billing_rows import WorkPriceRow
from workstation.documents.checklists import OperationData
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.queries.bench_catalogue import list_all_operations
from workstation.queries.catalogues import CategoryRow, list_categories
from workstation.queries.money import list_work_prices
from workstation.rules.wording import show_date
from workstation.services.prices import set_work_price

MOST_LEVEL = 9


class PriceCard(Card):
    """One price; a row that is chosen begins a new price of the same operation, group and level."""

    new_title = mark("Новая цена")

    def _build(self) -> None:
        self.operation, self.group = Combo(), Combo((), tr("любая"))
        needed = tr("Выберите операцию: F4 — список")
        self.put(self.add("operation", Field(tr("Операция"), self.operation, 340), required=needed))
        group = self.add("category", Field(tr("Группа изделий"), self.group, 200))
        level = self.add("level", Field(tr("Уровень"), NumberEdit(0, MOST_LEVEL, tr("любой")), 80))
        self.put(FieldRow(group, level, stretch=True))
        price = self.add("price", Field(tr("Цена, ₽"), MoneyEdit(), 130), required=tr("Введите цену"))
        begins = self.add("valid_from", Field(tr("Действует с"), DateEdit(), 120))
        self.put(FieldRow(price, begins, stretch=True))
        self._now = label("", "text2", "small", wrap=True)
        self.put(self._now)

    def offer(self, operations: Sequence[OperationData], groups: Sequence[CategoryRow]) -> None:
        """What is chosen from."""
        self.operation.set_rows(PopupRow(one.code, one.name, right=one.code) for one in operations)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: WorkPriceRow | None = data or like
        self.set_value("operation", row.code if row else None)
        self.set_value("category", row.category if row else None)
        self.set_value("level", row.level if row else None)
        self.set_value("price", row.price if data else None)  # type: ignore[union-attr]
        begins = max(row.valid_from, clock.today()) if data and row else clock.today()
        self.set_value("valid_from", begins)
        for path in ("operation", "category", "level"):
            self.field(path).editor.setEnabled(data is None)
        self._now.setText(_said(row) if data and row else "")

    def verb(self, actor: Any) -> Verb:
        value = self.value
        data = WorkPriceData(
            operation=value("operation") or "",
            price=value("price"),
            category=value("category"),
            level=value("level"),
            valid_from=value("valid_from"),
        )
        return partial(set_work_price, actor=actor, data=data)


class PricesSection(Register):
    """What works cost."""

    title = mark("Цены работ")
    text = mark("Цену выбирают вид изделия, уровень и день. Новая действует со своего дня, прежние остаются.")
    right = "money.prices"
    card = PriceCard
    empty = mark("Цен ещё нет: работы встают в заказ без цены. F7 — добавить первую.")

    def read(self, session: Any) -> Any:
        return list_work_prices(session), list_all_operations(session), list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        prices, operations, groups = facts
        self.fields.offer(operations, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [Row(str(one.id), one.operation, _price_words(one, names), one) for one in prices]


def _price_words(one: WorkPriceRow, names: Mapping[str, str]) -> str:
    level = tr("ур. {n}", n=one.level) if one.level is not None else ""
    begins = tr("с {day}", day=show_date(one.valid_from))
    about = (format_roubles(one.price), names.get(one.category or ""), level, begins)
    return " · ".join(filter(None, about))


def _said(row: WorkPriceRow) -> str:
    day, price = show_date(row.valid_from), format_roubles(row.price)
    words = tr("С {day} — {sum}, записал {who}.", day=day, sum=price, who=row.user)
    return words + " " + tr("Новая цена её не изменит.")

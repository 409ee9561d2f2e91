"""The centre's own targets beside the law: what is promised to brands and contracts, on which hours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.basics import label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, FormattedEdit, LineEdit
from ui.widgets.popup import PopupRow
from workstation.documents.sla import SlaCalendar, TargetData, TargetRow
from workstation.i18n import mark, tr
from workstation.queries.catalogues import list_brands
from workstation.queries.people import UserRow, list_users
from workstation.queries.sla import list_targets
from workstation.services.sla import save_target
from workstation.statuses import WAITING, OrderStatus, Priority

HOUR, LONGEST = 60, 100_000
STAGES = ("response_minutes", "diagnosis_minutes", "repair_minutes")


class HoursEdit(FormattedEdit):
    """Working hours: `8`, `1,5`; the value is whole minutes."""

    def parse(self, text: str) -> object:
        minutes = round(float(text.replace(",", ".")) * HOUR)
        if not 0 < minutes <= LONGEST:
            raise ValueError(text)
        return minutes

    def format(self, value: object) -> str:
        return f"{value / HOUR:g}".replace(".", ",") if isinstance(value, int) else ""

    def complaint(self) -> str:
        return tr("Введите часы: 8 или 1,5")


class TargetCard(Card):
    """One target."""

    new_title = mark("Новая цель")

    def _build(self) -> None:
        self.put(self.add("name", Field(tr("Название"), LineEdit(), 340), required=tr("Назовите цель")))
        self.brand, self.person = Combo((), tr("любой"), addable=True), Combo((), tr("руководитель"))
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150))
        priority = Combo([PopupRow(one.value, one.label) for one in Priority], tr("любая"))
        urgency = self.add("priority", Field(tr("Срочность"), priority, 140))
        contract = self.add("contract", Field(tr("Договор"), LineEdit(), 150))
        self.put(FieldRow(brand, urgency, contract, stretch=True))
        titles = (tr("Начать, ч"), tr("Диагностика, ч"), tr("Ремонт, ч"))
        pairs = zip(STAGES, titles, strict=True)
        fields = [self.add(path, Field(title, HoursEdit("—"), 110)) for path, title in pairs]
        self.put(FieldRow(*fields, stretch=True))
        self.put(label(tr("Все сроки считаются от приёма."), "text3", "small"))
        calendars = ChipGroup([ChipItem(one.value, one.label) for one in SlaCalendar])
        self.put(self.add("calendar", Field(tr("Какое время считать"), calendars)))
        waits = [ChipItem(one.value, one.label) for one in OrderStatus if one in WAITING]
        pauses = Field(tr("Где договор разрешает паузу"), ChipGroup(waits, multi=True))
        self.put(self.add("pauses", pauses))
        warn = self.add("warn_minutes", Field(tr("Предупредить за, ч"), HoursEdit(), 120))
        person = self.add("person_id", Field(tr("Кому сообщить"), self.person, 200))
        self.put(FieldRow(warn, person, stretch=True))
        begins = self.add("valid_from", Field(tr("Действует с"), DateEdit(tr("всегда")), 120))
        ends = self.add("valid_to", Field(tr("По, включительно"), DateEdit(tr("без срока")), 120))
        self.put(FieldRow(begins, ends, stretch=True))
        self.put(self.add("is_active", CheckBox(tr("Цель в ходу"))))

    def offer(self, brands: Sequence[str], people: Sequence[UserRow]) -> None:
        """What is chosen from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.person.set_rows(PopupRow(one.id, one.name) for one in people)

    def _fill(self, data: Any, like: Any) -> None:
        row: TargetRow | None = data
        one = row.data if row else TargetData("")
        for path in ("name", "brand", "priority", "contract", *STAGES, "warn_minutes", "person_id",
                     "valid_from", "valid_to"):  # fmt: skip
            self.set_value(path, getattr(one, path) or None)
        self.set_value("calendar", one.calendar.value)
        self.set_value("pauses", tuple(status.value for status in one.pauses))
        self.set_value("is_active", one.is_active)

    def verb(self, actor: Any) -> Verb:
        row: TargetRow | None = self.shown.data if self.shown else None
        paths = ("name", "brand", "priority", "contract", *STAGES, "person_id", "valid_from", "valid_to",
                 "is_active")  # fmt: skip
        values = {path: self.value(path) for path in paths}
        data = TargetData(
            **values,
            calendar=SlaCalendar(str(self.value("calendar"))),
            pauses=tuple(OrderStatus(one) for one in self.value("pauses")),
            warn_minutes=self.value("warn_minutes") or 0,
            customer_id=row.data.customer_id if row else None,
        )
        return partial(save_target, actor=actor, data=data, target_id=row.id if row else None)


class TargetsSection(Register):
    """Targets of the centre."""

    title = mark("Цели по срокам")
    text = mark("Сроки центра рядом с законными: их пауза по договору никогда не останавливает закон.")
    right = "sla.change"
    card = TargetCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_targets(session), brands, list_users(session, active_only=True)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        targets, brands, people = facts
        self.fields.offer(brands, people)  # type: ignore[attr-defined]
        return [Row(str(one.id), one.data.name, _words(one), one) for one in targets]


def _words(row: TargetRow) -> str:
    one = row.data
    repair = tr("ремонт {n} ч", n=f"{one.repair_minutes / HOUR:g}") if one.repair_minutes else ""
    off = "" if one.is_active else tr("не в ходу")
    return " · ".join(filter(None, (row.customer, one.brand, repair, one.calendar.label, off)))

"""What the workshop works by: names of states, operations with norms, who may and can do what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.bench import StateRow
from workstation.documents.checklists import NormData, OperationData, SkillData, StateData
from workstation.i18n import mark, tr
from workstation.queries.bench_catalogue import list_all_operations, list_skills
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.queries.people import UserRow, list_users
from workstation.queries.states import list_states
from workstation.rules.wording import show_date
from workstation.services.bench_catalogue import save_operation, save_skill, save_state
from workstation.statuses import WAITING, OrderStatus, Role

COLOURS = {
    "grey": mark("Серый"), "accent": mark("Синий"), "green": mark("Зелёный"), "amber": mark("Янтарный"),
    "red": mark("Красный"), "violet": mark("Фиолетовый"),
}  # fmt: skip
MOST_LEVEL, MOST_MONTHS, MOST_MINUTES = 9, 120, 10_000
_NORM = re.compile(r"(?:(?P<group>[^\d:]+?)\s*)?(?:ур\.?\s*(?P<level>\d)\s*)?:?\s*(?P<minutes>\d{1,5})")


class StateCard(Card):
    """A state: the centre's word and colour, who may move an order into it."""

    new_title = mark("Новое состояние ожидания")

    def _build(self) -> None:
        self.status = Combo([PopupRow(one.value, one.label) for one in OrderStatus if one in WAITING])
        needed = tr("Выберите, чего ждут")
        self.put(self.add("status", Field(tr("Как в законе"), self.status, 220), required=needed))
        self.put(self.add("name", Field(tr("Как называть"), LineEdit(), 280), required=tr("Назовите")))
        colours = ChipGroup([ChipItem(code, tr(word)) for code, word in COLOURS.items()], optional=True)
        self.put(self.add("token", Field(tr("Цвет"), colours)))
        roles = ChipGroup([ChipItem(one.value, one.label) for one in Role], multi=True)
        self.put(self.add("roles", Field(tr("Кто может перевести; никто не отмечен — по правам"), roles)))
        self.put(self.add("is_active", CheckBox(tr("Состояние в ходу"))))

    def _fill(self, data: Any, like: Any) -> None:
        row: StateRow | None = data
        self.status.setEnabled(row is None)
        if row is not None:
            self.status.set_shown(row.status.value, row.status.label)
        else:
            self.set_value("status", OrderStatus.WAITING_PART.value)
        self.set_value("name", row.name if row else None)
        self.set_value("token", row.token if row else None)
        self.set_value("roles", tuple(one.value for one in row.roles) if row else ())
        self.set_value("is_active", row.is_active if row else True)

    def verb(self, actor: Any) -> Verb:
        row: StateRow | None = self.shown.data if self.shown else None
        data = StateData(
            status=row.status if row else OrderStatus(str(self.value("status"))),
            name=self.value("name"),
            code=row.code if row else None,
            token=self.value("token"),
            roles=tuple(Role(one) for one in self.value("roles")),
            is_active=self.value("is_active"),
        )
        return partial(save_state, actor=actor, data=data)


class StatesSection(Register):
    """States of an order as the centre calls them."""

    title = mark("Состояния заказа")
    text = mark("Смысл состояния даёт закон, слово и цвет — ваши. F7 добавляет ожидание со своим именем.")
    right = "catalogue.bench"
    card = StateCard

    def read(self, session: Any) -> Any:
        return list_states(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return [Row(one.code, one.name, _state_words(one), one) for one in facts]


def _state_words(one: StateRow) -> str:
    own = tr("своё: {status}", status=one.status.label) if one.is_own else ""
    roles = ", ".join(role.label for role in one.roles)
    return " · ".join(filter(None, (own, roles, "" if one.is_active else tr("не в ходу"))))


class NormsEdit(TextEdit):
    """Norms, one a line: «30», «Стиральная машина: 45», «Ноутбук ур. 2: 60»; the value is a tuple."""

    names: Mapping[str, str] = {}

    def value(self) -> object:
        """The norms, as far as their lines can be read."""
        return tuple(norm for norm in map(self._norm, self._typed_lines()) if norm is not None)

    def set_value(self, value: Any, undoable: bool = False) -> None:
        """Show norms, a line each."""
        super().set_value("\n".join(map(self._line, value or ())) or None, undoable)

    def problem(self) -> str:
        """The first line that is no norm."""
        for number, line in enumerate(self._typed_lines(), 1):
            if self._norm(line) is None:
                return tr("Строка {n}: вид изделия из списка и минуты, например «Ноутбук: 60»", n=number)
        return ""

    def _typed_lines(self) -> list[str]:
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]

    def _norm(self, line: str) -> NormData | None:
        found = _NORM.fullmatch(line)
        codes = {name.casefold(): code for code, name in self.names.items()}
        group = found["group"].strip(" :").casefold() if found and found["group"] else ""
        if found is None or (group and group not in codes):
            return None
        return NormData(
            int(found["minutes"]), codes.get(group), int(found["level"]) if found["level"] else None
        )

    def _line(self, norm: NormData) -> str:
        level = tr("ур. {n}", n=norm.level) if norm.level is not None else ""
        head = " ".join(filter(None, (self.names.get(norm.category or "", ""), level)))
        return f"{head}: {norm.minutes}" if head else str(norm.minutes)


class OperationCard(Card):
    """One operation with its norms."""

    new_title = mark("Новая операция")

    def _build(self) -> None:
        code = self.add("code", Field(tr("Код"), LineEdit(upper=True), 120), required=tr("Введите код"))
        name = self.add("name", Field(tr("Название"), LineEdit(), 340), required=tr("Назовите операцию"))
        self.put(FieldRow(code, name, stretch=True))
        self.norms = NormsEdit("30", 4)
        self.put(self.add("norms", Field(tr("Норма, мин: общая и по видам, по одной в строке"), self.norms)))
        months = NumberEdit(0, MOST_MONTHS, "—")
        self.put(self.add("warranty_months", Field(tr("Гарантия на работу, мес."), months, 120)))

    def _fill(self, data: Any, like: Any) -> None:
        row: OperationData | None = data
        for path in ("code", "name", "warranty_months"):
            self.set_value(path, getattr(row, path) if row else None)
        self.set_value("norms", row.norms if row else ())

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in ("code", "name", "norms", "warranty_months")}
        row_id = self.shown.data.id if self.shown else None
        return partial(save_operation, actor=actor, data=OperationData(**values, id=row_id))


class OperationsSection(Register):
    """The catalogue of works."""

    title = mark("Операции и нормы")
    text = mark("Из чего мастер выбирает работу. Новая норма не меняет уже записанных работ.")
    right = "catalogue.bench"
    card = OperationCard

    def read(self, session: Any) -> Any:
        return list_all_operations(session), list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        rows, groups = facts
        self.fields.norms.names = {one.code: one.short_name for one in groups}  # type: ignore[attr-defined]
        return [Row(str(one.id), one.name, _operation_words(one), one) for one in rows]


def _operation_words(one: OperationData) -> str:
    minutes = sorted({norm.minutes for norm in one.norms})
    said = "–".join(str(minutes[place]) for place in {0, len(minutes) - 1}) if minutes else ""
    return " · ".join(filter(None, (one.code, tr("{n} мин", n=said) if said else "")))


class SkillCard(Card):
    """What one person may and can do."""

    new_title = mark("Новая запись")

    def _build(self) -> None:
        self.person, self.brand = Combo(), Combo((), tr("любой"), addable=True)
        self.group = Combo((), tr("любой"))
        self.put(self.add("login", Field(tr("Мастер"), self.person, 280), required=tr("Выберите мастера")))
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150))
        group = self.add("category", Field(tr("Вид изделий"), self.group, 180))
        level = self.add("level", Field(tr("Уровень"), NumberEdit(0, MOST_LEVEL, "—"), 80))
        self.put(FieldRow(brand, group, level, stretch=True))
        self.put(self.add("certificate", Field(tr("Сертификат бренда"), LineEdit(tr("нет")), 280)))
        begins = self.add("valid_from", Field(tr("Действует с"), DateEdit(), 120))
        ends = self.add("valid_to", Field(tr("По, включительно"), DateEdit(tr("без срока")), 120))
        self.put(FieldRow(begins, ends, stretch=True))

    def offer(self, people: Sequence[UserRow], brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """What is chosen from."""
        self.person.set_rows(PopupRow(one.login, one.name) for one in people)
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: SkillData | None = data
        for path in ("login", "brand", "category", "level", "certificate", "valid_from", "valid_to"):
            self.set_value(path, getattr(row, path) if row else None)

    def verb(self, actor: Any) -> Verb:
        paths = ("login", "brand", "category", "level", "certificate", "valid_from", "valid_to")
        values = {path: self.value(path) for path in paths}
        row_id = self.shown.data.id if self.shown else None
        return partial(save_skill, actor=actor, data=SkillData(**values, id=row_id))


class SkillsSection(Register):
    """By whom an order may be done."""

    title = mark("Мастера и сертификаты")
    text = mark("По этим записям предлагается, кому дать заказ: сертификат бренда, вид изделий, загрузка.")
    right = "catalogue.bench"
    card = SkillCard

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_skills(session), list_users(session, active_only=True), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        skills, people, brands, groups = facts
        self.fields.offer(people, brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [Row(str(one.id), name, _skill_words(one, names), one) for name, one in skills]


def _skill_words(one: SkillData, names: Mapping[str, str]) -> str:
    ends = tr("до {day}", day=show_date(one.valid_to)) if one.valid_to else ""
    about = (one.brand, names.get(one.category or ""), one.certificate, ends)
    return " · ".join(filter(None, about)) or tr("любые изделия")

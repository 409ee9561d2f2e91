"""What the law asks about each group of goods, and what may be a reason to refuse, in the centre's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui.widgets.basics import label
from ui.widgets.field import Field
from ui.widgets.lines import CheckBox, LineEdit, NumberEdit, TextEdit
from workstation.documents.terms import RefusalRow
from workstation.i18n import mark, tr
from workstation.queries.catalogues import CategoryRow, list_categories
from workstation.queries.warranty import list_refusal_codes
from workstation.services.warranty_terms import change_group, save_refusal_code

LAST_ITEM = 14


class GroupCard(Card):
    """One group of goods."""

    new_title = mark("Выберите группу изделий")

    def _build(self) -> None:
        number = NumberEdit(1, LAST_ITEM, tr("не входит"))
        self.put(self.add("tst_item", Field(tr("Пункт перечня технически сложных товаров"), number, 120)))
        words = tr("Перечень утверждён постановлением Правительства от 10.11.2011 № 924, пункты 1–14.")
        self.put(label(words, "text3", "small", wrap=True))
        self.put(self.add("loaner_required", CheckBox(tr("На время ремонта по требованию даётся подменное"))))
        words = tr("Не дают подменное из приложения к постановлению № 2463: печи, чайники, бритвы, фены.")
        self.put(label(words, "text3", "small", wrap=True))

    def _fill(self, data: Any, like: Any) -> None:
        row: CategoryRow | None = data
        self.set_value("tst_item", row.tst_item if row else None)
        self.set_value("loaner_required", row.loaner_required if row else False)

    def verb(self, actor: Any) -> Verb:
        values = {path: self.value(path) for path in ("tst_item", "loaner_required")}
        return partial(change_group, actor=actor, code=self.shown.key if self.shown else "", **values)


class GroupsSection(Register):
    """Groups of goods as the law sees them."""

    title = mark("Группы изделий")
    text = mark("Что закон спрашивает о группе: сложный ли товар и положено ли подменное изделие.")
    right = "warranty.groups"
    card = GroupCard
    can_add = False

    def read(self, session: Any) -> Any:
        return list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return [_group(row) for row in facts]


def _group(row: CategoryRow) -> Row:
    complex_goods = (
        tr("сложный товар, п. {item}", item=row.tst_item) if row.tst_item else tr("не сложный товар")
    )
    loaner = tr("подменное положено") if row.loaner_required else tr("без подменного")
    return Row(row.code, row.name, f"{complex_goods} · {loaner}", row)


class ReasonCard(Card):
    """One reason to refuse: the code of files and exchange, the words of papers."""

    new_title = mark("Новая причина")

    def _build(self) -> None:
        self.code = LineEdit("CORROSION", upper=True)
        needed = tr("Введите код латиницей")
        self.put(self.add("code", Field(tr("Код"), self.code, 180), required=needed))
        wording = Field(tr("Как написать в отказе"), TextEdit("", 2))
        self.put(self.add("text", wording, required=tr("Напишите причину словами")))
        words = tr("Причина сама не отказывает: нужны связь с недостатком и доказательства (п. 6 ст. 18).")
        self.put(label(words, "text3", "small", wrap=True))

    def _fill(self, data: Any, like: Any) -> None:
        row: RefusalRow | None = data
        self.set_value("code", row.code if row else None)
        self.set_value("text", row.text if row else None)
        self.code.setEnabled(row is None)

    def verb(self, actor: Any) -> Verb:
        values = {"code": self.value("code"), "wording": self.value("text")}
        return partial(save_refusal_code, actor=actor, **values)


class ReasonsSection(Register):
    """Reasons a technician may find on a device."""

    title = mark("Причины отказа")
    text = mark(
        "Из чего мастер выбирает находку. Прежние отказы остаются с теми словами, что в них напечатаны."
    )
    right = "warranty.refusal_codes"
    card = ReasonCard

    def read(self, session: Any) -> Any:
        return list_refusal_codes(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        return [Row(row.code, row.text, row.code, row) for row in facts]

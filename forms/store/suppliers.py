"""Who sells parts to the centre: the register and the card of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.context import Context
from ui.table_model import Cell, Column
from ui.verb_ask import CardAsk, Verb
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, PhoneEdit, TextEdit
from workstation.documents.people import Actor
from workstation.documents.purchasing import SupplierData, SupplierRow
from workstation.i18n import mark, ntr, tr
from workstation.queries import purchasing
from workstation.rules.validators import format_phone
from workstation.services import suppliers

NEW = ActionSpec("store.new_supplier", mark("Новый поставщик"), "Ctrl+N", "top", "plus", main=True)
CHANGE = ActionSpec("store.change_supplier", mark("Исправить"), "F2", "bar", "pencil")
PATHS = ("name", "inn", "phone", "email", "note")


class SuppliersPanel(ListPanel):
    """Enter or F2 opens the card of one, Ctrl+N a new one."""

    kinds = frozenset({"supplier"})
    name = mark("Поставщики")
    icon = "truck"
    hint = mark("Название, ИНН, телефон или почта")
    empty = mark("Поставщиков ещё нет")
    advice = mark("Ctrl+N — добавить первого: без поставщика заказ не собрать.")

    def columns(self) -> Sequence[Column]:
        return (
            Column("name", mark("Название"), 0, lambda row: Cell(row.name, bold=True)),
            Column("inn", mark("ИНН"), 130, lambda row: row.inn or ""),
            Column("phone", mark("Телефон"), 170, lambda row: format_phone(row.phone) if row.phone else ""),
            Column("email", mark("Почта"), 220, lambda row: row.email or ""),
            Column("note", mark("Заметка"), 240, lambda row: Cell(row.note or "", tone="text2")),
        )

    def pairs(self) -> Sequence[Pair]:
        return ((NEW, partial(self._ask, None)), (CHANGE, lambda: self._ask(self.current())))

    def read(self) -> Callable[[Any, Actor], Sequence[SupplierRow]]:
        return _read

    def words(self, row: SupplierRow) -> str:
        return " ".join(filter(None, (row.name, row.inn, row.phone, row.email, row.note)))

    def counted(self, count: int) -> str:
        return ntr("{n} поставщик", "{n} поставщиков", count)

    def open(self, row: SupplierRow) -> None:
        self._ask(row)

    def _ask(self, row: SupplierRow | None) -> None:
        ask = SupplierAsk(self, self.context, row)
        ask.keep(self, f"supplier {row.id if row is not None else 'new'}")
        ask.written.connect(self.told)
        ask.open()


class SupplierAsk(CardAsk):
    """The card of a supplier."""

    def __init__(self, owner: QWidget, context: Context, row: SupplierRow | None) -> None:
        self.stored = row
        title = tr("Новый поставщик") if row is None else tr("Исправить карточку")
        super().__init__(owner, context, title, "", tr("Записать"))
        self.show_stored()

    def _build(self) -> None:
        self.put("name", tr("Название"), LineEdit(), tr("Назовите поставщика"))
        inn = self.form.add("inn", Field(tr("ИНН"), LineEdit(), 140))
        phone = self.form.add("phone", Field(tr("Телефон"), PhoneEdit(), 170))
        self._fields.addWidget(FieldRow(inn, phone, stretch=True))
        self.put("email", tr("Электронная почта"), LineEdit())
        self.put("note", tr("Заметка"), TextEdit("", 2))

    def values(self, stored: SupplierRow) -> dict[str, Any]:
        return {path: getattr(stored, path) for path in PATHS}

    def reread(self) -> Verb:
        return partial(_get, supplier_id=self.stored.id)

    def verb(self) -> Verb:
        data = SupplierData(**{path: self.form.value(path) for path in PATHS})
        actor = self.context.actor
        if self.stored is None:
            return partial(suppliers.add_supplier, actor=actor, data=data)
        about = {"supplier_id": self.stored.id, "version": self.stored.version}
        return partial(suppliers.change_supplier, actor=actor, data=data, **about)


def _read(session: Any, actor: Actor) -> list[SupplierRow]:  # noqa: ARG001
    return purchasing.list_suppliers(session)


def _get(session: Any, supplier_id: int) -> SupplierRow:
    return next(row for row in purchasing.list_suppliers(session) if row.id == supplier_id)

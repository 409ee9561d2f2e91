"""Parts taken out of devices: what each is tagged for, till when, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.context import Context
from ui.table_model import Cell, Column
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.filters import Choice, FilterChip
from ui.widgets.lines import LineEdit
from workstation import clock
from workstation.documents.people import Actor
from workstation.documents.stock import OldPartFate, OldPartRow
from workstation.i18n import mark, ntr, tr
from workstation.queries import stock
from workstation.rules.wording import show_date, time_left
from workstation.services import old_parts

SETTLE = ActionSpec("store.settle", mark("Решено"), "F9", "bar", "check", main=True)
FACES = {
    OldPartFate.CUSTOMER: ("accent", "user"),
    OldPartFate.MANUFACTURER: ("violet", "truck"),
    OldPartFate.SUPPLIER: ("violet", "truck"),
    OldPartFate.KEEP: ("grey", "archive"),
    OldPartFate.SCRAP: ("grey", "trash-2"),
    OldPartFate.DONOR: ("green", "package"),
}
DONE = {
    OldPartFate.CUSTOMER: mark("Отдана заказчику"),
    OldPartFate.MANUFACTURER: mark("Отправлена изготовителю"),
    OldPartFate.SUPPLIER: mark("Отправлена поставщику"),
    OldPartFate.SCRAP: mark("Утилизирована"),
    OldPartFate.DONOR: mark("Пошла на доноры"),
}
SOON = 3


class OldPartsPanel(ListPanel):
    """Enter opens the order, F9 says what became of the part."""

    name = mark("Старые детали")
    icon = "tag"
    hint = mark("Номер бирки, деталь, заказ или RMA")
    empty = mark("Снятых деталей нет")
    advice = mark("Они появятся, когда мастер снимет деталь и решит, что с ней будет.")

    def columns(self) -> Sequence[Column]:
        return (
            Column("number", mark("Бирка"), 132, lambda row: Cell(row.number, bold=True)),
            Column("name", mark("Деталь"), 0, _name),
            Column("order", mark("Заказ"), 132, lambda row: row.order),
            Column("fate", mark("Что с ней"), 200, _fate),
            Column("rma", mark("RMA"), 110, lambda row: Cell(row.rma_number or "—", tone="text2")),
            Column("due", mark("Срок"), 92, _due, right=True),
            Column("left", "", 160, _left),
        )

    def pairs(self) -> Sequence[Pair]:
        return ((SETTLE, self._ask),)

    def chips(self) -> Sequence[QWidget]:
        self._fates = FilterChip(tr("Что с ней"), tr("любое"))
        self._fates.set_choices([Choice(one, one.label) for one in OldPartFate])
        self._fates.edited.connect(self.refresh)
        return (self._fates,)

    def read(self) -> Callable[[Any, Actor], Sequence[OldPartRow]]:
        return partial(_read, fates=tuple(self._fates.value()))

    def words(self, row: OldPartRow) -> str:
        return " ".join(filter(None, (row.number, row.name, row.serial_number, row.order, row.rma_number)))

    def counted(self, count: int) -> str:
        return ntr("{n} деталь", "{n} деталей", count)

    def is_filtered(self) -> bool:
        return bool(self.text or self._fates.value())

    def open(self, row: OldPartRow) -> None:
        self.context.open_form("order", row.order_id)

    def _ask(self) -> None:
        row = self.current()
        if row is not None:
            ask = SettleAsk(self, self.context, row)
            ask.written.connect(self.told)
            ask.open()


class SettleAsk(VerbAsk):
    """What became of an old part; what was meant for it is chosen already."""

    def __init__(self, owner: QWidget, context: Context, row: OldPartRow) -> None:
        self._row = row
        parts = (row.number, row.name, row.serial_number, row.order)
        super().__init__(
            owner, context, tr("Что стало с деталью"), " · ".join(filter(None, parts)), tr("Записать")
        )

    def _build(self) -> None:
        ends = ChipGroup([ChipItem(fate.value, tr(words)) for fate, words in DONE.items()])
        self.put("fate", tr("Чем кончилось"), ends, tr("Выберите, что стало с деталью"))
        self.put("rma_number", tr("Номер возврата (RMA)"), LineEdit(upper=True), width=200)
        if self._row.fate in DONE:
            self.form.set_value("fate", self._row.fate.value)
        self.form.set_value("rma_number", self._row.rma_number)

    def verb(self) -> Verb:
        return partial(
            old_parts.settle,
            actor=self.context.actor,
            old_part_id=self._row.id,
            fate=OldPartFate(str(self.form.value("fate"))),
            rma_number=self.form.value("rma_number"),
            version=self._row.version,
        )


def count_open(session: Any, actor: Actor) -> int:
    """The number beside the view."""
    return stock.count_old_parts(session, actor.branch_id)


def _read(session: Any, actor: Actor, fates: Sequence[OldPartFate]) -> list[OldPartRow]:
    found = stock.list_old_parts(session, actor.branch_id)
    return [row for row in found if not fates or row.fate in fates]


def _name(row: OldPartRow) -> Cell:
    pieces = tr("{n} шт.", n=row.quantity) if row.quantity > 1 else ""
    return Cell(row.name, " · ".join(filter(None, (row.serial_number, pieces))))


def _fate(row: OldPartRow) -> Cell:
    token, icon = FACES[row.fate]
    return Cell(row.fate.label, badge=token, icon=icon)


def _due(row: OldPartRow) -> Cell:
    return Cell(show_date(row.due_on) if row.due_on else "—", tone="text" if row.due_on else "text2")


def _left(row: OldPartRow) -> Cell:
    if row.due_on is None:
        return Cell("")
    days = (row.due_on - clock.today()).days
    tone = "red" if days < 0 else "amber" if days <= SOON else "text2"
    return Cell(time_left(row.due_on, clock.today()), tone=tone, bold=days < 0)

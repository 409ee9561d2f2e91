"""Warehouses and their cells with what lies in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.code_sheets import CodeSheets
from ui.context import Context
from ui.table_model import Cell, Column
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.ask import Ask
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from ui.widgets.row_list import TWO_LINES, RowItem, RowList
from workstation.documents.people import Actor
from workstation.documents.stock import BalanceRow, BinRow
from workstation.errors import UserError
from workstation.i18n import mark, ntr, tr
from workstation.queries import stock
from workstation.queries.part_requests import place_words
from workstation.rules import codes
from workstation.services import warehouses

NEW = ActionSpec("store.new_warehouse", mark("Новый склад"), "Ctrl+N", "top", "plus")
CELL = ActionSpec("store.new_bin", mark("Новая ячейка"), "F7", "top", "plus", main=True)
RENAME = ActionSpec("store.rename", mark("Переименовать склад"), "F2", "bar", "pencil")
LABELS = ActionSpec("store.bin_labels", mark("Ярлыки"), "Ctrl+P", "top", "printer")
COUNT = ActionSpec("store.count_bin", mark("Пересчитать"), "F6", "bar", "scan-barcode")
MOST_HEIGHT = 440


class BinsPanel(ListPanel):
    """Enter shows what lies in a cell, F6 counts it."""

    name = mark("Склады и ячейки")
    icon = "archive"
    hint = mark("Склад или ячейка")
    empty = mark("Складов ещё нет")
    advice = mark("Ctrl+N — завести первый: без склада запчасти некуда принять.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheets = CodeSheets(context, self)

    def columns(self) -> Sequence[Column]:
        return (
            Column("warehouse", mark("Склад"), 0, lambda row: row.warehouse),
            Column("code", mark("Ячейка"), 200, _code),
            Column("parts", mark("Лежит запчастей"), 140, lambda row: _number(row.parts), right=True),
            Column("promised", mark("Из них обещано"), 140, lambda row: _number(row.promised), right=True),
        )

    def pairs(self) -> Sequence[Pair]:
        return (
            (NEW, partial(self._ask, WarehouseAsk)),
            (CELL, self._ask_cell),
            (RENAME, self._ask_name),
            (COUNT, self._count),
            (LABELS, self._show_labels),
        )

    def read(self) -> Callable[[Any, Actor], Sequence[BinRow]]:
        return _read

    def words(self, row: BinRow) -> str:
        return f"{row.warehouse} {row.code}"

    def counted(self, count: int) -> str:
        return ntr("{n} место", "{n} мест", count)

    def open(self, row: BinRow) -> None:
        self.show_about(row.id)

    def show_about(self, about: object) -> None:
        """A cell that was scanned, by its id."""
        if isinstance(about, int):
            read = partial(_look_into, actor=self.actor, bin_id=about)
            self.context.tasks.run(self, read, self._look, self.refuse, latest="look")

    def _look(self, found: tuple[BinRow, Sequence[BalanceRow]]) -> None:
        row, lying = found
        self.table.go_to(row.id)
        look = CellLook(self.window(), place_words(row.warehouse, row.code) or "", lying)
        look.chosen.connect(partial(self.context.open_form, "part"))
        look.open()

    def _show_labels(self) -> None:
        """Ctrl+P: labels with codes of the cells that are shown."""
        labels = [codes.cell_label(row.id, row.warehouse, row.code) for row in self.rows()]
        self._sheets.show(tr("Ярлыки ячеек"), labels)

    def _ask(self, make: Callable[..., VerbAsk], *about: Any) -> None:
        ask = make(self, self.context, *about)
        ask.written.connect(self.told)
        ask.open()

    def _ask_cell(self) -> None:
        names = {row.warehouse_id: row.warehouse for row in self.rows()}
        if names:
            row = self.current()
            self._ask(BinAsk, names, row.warehouse_id if row else None)
        else:
            self._ask(WarehouseAsk)

    def _ask_name(self) -> None:
        row = self.current()
        if row is not None:
            self._ask(WarehouseAsk, row)

    def _count(self) -> None:
        row = self.current()
        if row is not None:
            self.wanted.emit("count", row)


class WarehouseAsk(VerbAsk):
    """The name of a warehouse, a new one or another."""

    def __init__(self, owner: QWidget, context: Context, row: BinRow | None = None) -> None:
        self._row = row
        title = tr("Новый склад") if row is None else tr("Переименовать склад")
        super().__init__(owner, context, title, "", tr("Записать"))

    def _build(self) -> None:
        self.put("name", tr("Название"), LineEdit(), tr("Назовите склад"))
        if self._row is not None:
            self.form.set_value("name", self._row.warehouse)

    def verb(self) -> Verb:
        name = self.form.value("name")
        if self._row is None:
            return partial(warehouses.add_warehouse, actor=self.context.actor, name=name)
        about = {"warehouse_id": self._row.warehouse_id, "name": name}
        return partial(warehouses.rename_warehouse, actor=self.context.actor, **about)


class BinAsk(VerbAsk):
    """A cell of a warehouse."""

    def __init__(self, owner: QWidget, context: Context, names: dict[int, str], chosen: int | None) -> None:
        self._names, self._chosen = names, chosen
        super().__init__(owner, context, tr("Новая ячейка"), "", tr("Записать"))
        self.form.focus("bin")

    def _build(self) -> None:
        rows = [PopupRow(key, name) for key, name in self._names.items()]
        self.put("warehouse", tr("Склад"), Combo(rows), tr("Выберите склад"))
        self.put("bin", tr("Ячейка"), LineEdit(tr("например, А-12")), tr("Введите код ячейки"), 160)
        self.form.set_value("warehouse", self._chosen)

    def verb(self) -> Verb:
        value = self.form.value
        about = {"warehouse_id": value("warehouse"), "code": value("bin")}
        return partial(warehouses.add_bin, actor=self.context.actor, **about)


class CellLook(Ask):
    """What lies in a cell. chosen(id of a part) on Enter."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, place: str, found: Sequence[BalanceRow]) -> None:
        text = "" if found else tr("Здесь ничего не лежит.")
        super().__init__(parent, place, text)
        self._list = RowList(place, grows=False)
        self._list.setFixedHeight(min(MOST_HEIGHT, TWO_LINES * len(found)))
        self._list.set_items([_lying(row) for row in found])
        self._list.opened.connect(self._take)
        self._list.setVisible(bool(found))
        self._column.addWidget(self._list)
        back = Button(tr("Закрыть"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        self._add_buttons(back)
        (self._list if found else back).setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, part_id: object) -> None:
        self.accept()
        self.chosen.emit(part_id)


def _read(session: Any, actor: Actor) -> list[BinRow]:
    return stock.list_bins(session, actor.branch_id)


def _look_into(session: Any, actor: Actor, bin_id: int) -> tuple[BinRow, list[BalanceRow]]:
    row = next((one for one in stock.list_bins(session, actor.branch_id) if one.id == bin_id), None)
    if row is None:
        raise UserError("bin_unknown", "bin")
    return row, stock.list_balances(session, actor.branch_id, bin_id=bin_id)


def _code(row: BinRow) -> Cell:
    return Cell(row.code, bold=True) if row.code else Cell(tr("без ячейки"), tone="text2")


def _number(number: int) -> Cell:
    return Cell(str(number)) if number else Cell("—", tone="text2")


def _lying(row: BalanceRow) -> RowItem:
    reserved = tr("в резерве {n}", n=row.reserved) if row.reserved else ""
    second = " · ".join(filter(None, (row.name, reserved)))
    return RowItem(row.part_id, row.number, second, str(row.on_hand), bold=True)

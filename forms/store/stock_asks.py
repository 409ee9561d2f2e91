"""Windows that move pieces: to another cell, off the books, back to the supplier, back from an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit
from ui.widgets.popup import PopupRow
from workstation.documents.parts import PartCard
from workstation.documents.people import Actor
from workstation.documents.stock import BalanceRow, IssueOut, Pieces, PlaceRow, SerialRow
from workstation.i18n import mark, tr
from workstation.queries.part_requests import place_words
from workstation.rules.validators import serial_key
from workstation.services import stock, warehouses

MOST = 10**9
MANY = 24
"""More numbers than this are typed or scanned: so many chips would fill the screen."""
LOST = (mark("Брак"), mark("Повреждена при хранении"), mark("Не найдена"))
SENT = (mark("Брак"), mark("Не та запчасть"), mark("Лишняя"))


class Lying(NamedTuple):
    """A part and where it lies: what every window of this module begins with."""

    card: PartCard
    balances: Sequence[BalanceRow]
    serials: Sequence[SerialRow]
    places: Sequence[PlaceRow]

    def free(self) -> list[BalanceRow]:
        """Cells with pieces that are promised to nobody."""
        return [one for one in self.balances if one.free > 0]


class PiecesAsk(VerbAsk):
    """Free pieces out of a cell: how many, or which ones where each has its number."""

    def __init__(self, owner: QWidget, context: Context, lying: Lying, words: tuple[str, str]) -> None:
        self.lying, self._from = lying, {one.bin_id: one for one in lying.free()}
        text = f"{lying.card.data.number} {lying.card.data.name}"
        super().__init__(owner, context, words[0], text, words[1])

    def _build(self) -> None:
        rows = [
            PopupRow(one.bin_id, place_words(one.warehouse, one.bin), "", tr("свободно {n}", n=one.free))
            for one in self._from.values()
        ]
        source = Combo(rows)
        self.put("bin", tr("Откуда"), source, tr("Выберите ячейку"))
        if self.lying.card.data.is_serial:
            many = len(self.lying.serials) > MANY
            self._serials = LineEdit(tr("через запятую"), upper=True) if many else ChipGroup(multi=True)
            self.put("serials", tr("Серийные номера"), self._serials, tr("Выберите номера"))
        else:
            unit = self.lying.card.data.unit.label
            title = tr("Количество, {unit}", unit=unit)
            self.put("quantity", title, NumberEdit(1, MOST), tr("Введите количество"), 112)
            self.form.set_value("quantity", 1)
        if self._from:
            self.form.set_value("bin", next(iter(self._from)))
        source.edited.connect(self._offer)
        self._offer()
        self._build_rest()

    def _build_rest(self) -> None:
        """The fields under the pieces."""

    def _offer(self) -> None:
        """The numbers that lie in the cell chosen."""
        if self.lying.card.data.is_serial and isinstance(self._serials, ChipGroup):
            self._serials.set_items([ChipItem(one, one) for one in self._here()])

    def _here(self) -> list[str]:
        row = self._from.get(self.form.value("bin"))
        place = (row.warehouse, row.bin) if row else None
        return [one.serial_number for one in self.lying.serials if (one.warehouse, one.bin) == place]

    def _chosen(self) -> tuple[str, ...]:
        value = self.form.value("serials")
        if isinstance(value, str):
            value = (one.strip() for one in value.split(","))
        return tuple(one for one in value or () if one)

    def scanned(self, code: str) -> bool:
        """The number of a piece that lies in the cell is chosen."""
        if not self.lying.card.data.is_serial:
            return False
        known = {serial_key(one): one for one in self._here()}
        serial = known.get(serial_key(code))
        if serial is not None:
            chosen = tuple(dict.fromkeys((*self._chosen(), serial)))
            chips = isinstance(self._serials, ChipGroup)
            self._serials.set_value(chosen if chips else ", ".join(chosen), undoable=True)  # as if typed
            self.form.clear_errors()
        else:
            self.form.show_errors([("serials", tr("Номера {serial} в этой ячейке нет", serial=code))])
        return True

    def pieces(self) -> Pieces:
        """What leaves the cell."""
        value = self.form.value
        tracked = self.lying.card.data.is_serial
        serials = self._chosen() if tracked else ()
        quantity = len(serials) if tracked else value("quantity")
        return Pieces(self.lying.card.id, value("bin"), quantity, serials)


class TransferAsk(PiecesAsk):
    """To another cell, of the same warehouse or of another."""

    renamed = {"to": "to_bin", "warehouse": "to_warehouse"}

    def __init__(self, owner: QWidget, context: Context, lying: Lying) -> None:
        super().__init__(owner, context, lying, (tr("Переместить"), tr("Переместить")))

    def _build_rest(self) -> None:
        names = {one.warehouse_id: one.warehouse for one in self.lying.places}
        target = Combo([PopupRow(key, name) for key, name in names.items()])
        self._cells = Combo(addable=True, placeholder=tr("без ячейки"))
        warehouse = Field(tr("На склад"), target)
        self.form.add("to_warehouse", warehouse, required=tr("Выберите склад"))
        cell = self.form.add("to_bin", Field(tr("В ячейку"), self._cells, 140))
        self._fields.addWidget(FieldRow(warehouse, cell))
        first = next((one for one in self._from.values()), None)
        here = next((key for key, name in names.items() if first and name == first.warehouse), None)
        self.form.set_value("to_warehouse", here)
        target.edited.connect(self._offer_cells)
        self._offer_cells()

    def _offer_cells(self) -> None:
        chosen = self.form.value("to_warehouse")
        cells = [one.bin for one in self.lying.places if one.warehouse_id == chosen and one.bin]
        self._cells.set_rows([PopupRow(one, one) for one in cells])

    def verb(self) -> Verb:
        value = self.form.value
        return partial(
            _transfer,
            actor=self.context.actor,
            moved=self.pieces(),
            warehouse_id=value("to_warehouse"),
            code=value("to_bin") or "",
        )


class LeaveAsk(PiecesAsk):
    """Pieces leave the stock with a reason: written off, or sent back to who sold them."""

    def __init__(self, owner: QWidget, context: Context, lying: Lying, *, lost: bool) -> None:
        self._verb: Callable[..., Any] = stock.write_off if lost else stock.return_to_supplier
        self._ready = LOST if lost else SENT
        words = (tr("Списать"), tr("Списать")) if lost else (tr("Вернуть поставщику"), tr("Вернуть"))
        super().__init__(owner, context, lying, words)

    def _build_rest(self) -> None:
        reasons = Combo([PopupRow(tr(one), tr(one)) for one in self._ready], addable=True)
        self.put("reason", tr("Причина"), reasons, tr("Назовите причину: она останется в движении"))

    def verb(self) -> Verb:
        reason = str(self.form.value("reason"))
        return partial(_leave, verb=self._verb, actor=self.context.actor, gone=self.pieces(), reason=reason)


class PutBackAsk(VerbAsk):
    """Pieces that an order holds come back to a cell."""

    renamed = {"issue": "issue", "to": "bin"}

    def __init__(self, owner: QWidget, context: Context, lying: Lying, out: Sequence[IssueOut]) -> None:
        self._lying, self._out = lying, {one.id: one for one in out}
        text = f"{lying.card.data.number} {lying.card.data.name}"
        super().__init__(owner, context, tr("Вернуть на склад"), text, tr("Вернуть"))

    def _build(self) -> None:
        rows = [
            PopupRow(one.id, " · ".join(filter(None, (one.order, one.serial_number))), one.by, str(one.left))
            for one in self._out.values()
        ]
        issues = Combo(rows)
        self.put("issue", tr("Из заказа"), issues, tr("Выберите выдачу"))
        places = [PopupRow(one.bin_id, place_words(one.warehouse, one.bin)) for one in self._lying.places]
        place = Field(tr("В ячейку"), Combo(places))
        quantity = Field(tr("Количество"), NumberEdit(1, MOST), 112)
        self.form.add("bin", place, required=tr("Выберите ячейку"))
        self.form.add("quantity", quantity, required=tr("Введите количество"))
        self._fields.addWidget(FieldRow(place, quantity))
        self.put("reason", tr("Причина"), LineEdit(tr("не обязательно")))
        issues.edited.connect(self._begin)
        self.form.set_value("issue", next(iter(self._out), None))

    def _begin(self) -> None:
        """A piece goes back to where it was taken from, unless somebody says otherwise."""
        issue = self._out.get(self.form.value("issue"))
        if issue is not None:
            self.form.fill("bin", issue.bin_id)
            self.form.fill("quantity", issue.left)

    def verb(self) -> Verb:
        value = self.form.value
        return partial(
            stock.put_back,
            actor=self.context.actor,
            issue_id=value("issue"),
            bin_id=value("bin"),
            quantity=value("quantity"),
            reason=value("reason") or "",
        )


def _transfer(session: Any, actor: Actor, moved: Pieces, warehouse_id: int, code: str) -> tuple[Pieces, int]:
    """The cell may be a new one. Gives what undoes it: the pieces where they are now, and where they were."""
    target = warehouses.spot_of(session, actor, warehouse_id, code)
    stock.transfer(session, actor, moved, target.bin_id)
    return Pieces(moved.part_id, target.bin_id, moved.quantity, moved.serials), moved.bin_id


def _leave(session: Any, verb: Callable[..., Any], actor: Actor, gone: Pieces, reason: str) -> Any:
    return verb(session, actor, gone, reason)

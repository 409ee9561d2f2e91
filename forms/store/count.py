"""A stocktake of a cell by scanner or keys: the differences stand beside before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.store import counting
from forms.store.count_asks import QuantityAsk, WriteAsk
from forms.store.counting import Count, Line, Scanned
from forms.store.panel import Panel
from ui.actions import ActionSpec
from ui.context import Context
from ui.kept import Kept
from ui.part_pick import find_popups
from ui.problems import error_text
from ui.widgets.basics import EmptyState, Hairline, SectionTitle, label, set_tone
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.popup import PopupRow
from ui.widgets.row_list import RowItem, RowList
from ui.widgets.search import SearchEdit
from workstation.documents.stock import BinRow, Booked, PlaceRow, StocktakeLine
from workstation.errors import UserError
from workstation.i18n import mark, ntr, tr
from workstation.money import format_roubles
from workstation.queries.part_requests import place_words
from workstation.rules.validators import serial_key

WRITE = ActionSpec("count.write", mark("Записать пересчёт"), "F9", "bar", "check", main=True)
AMOUNT = ActionSpec("count.amount", mark("Количество"), "F2", "bar", "pencil")
DROP = ActionSpec("count.drop", mark("Убрать строку"), "Delete")
UNDO = ActionSpec("count.undo", mark("Отменить последнее"), "Ctrl+Z", "bar", "undo-2")
CLEAR = ActionSpec("count.clear", mark("Начать заново"), "Ctrl+Backspace")
TIMES = re.compile(r"^(.+?)\s*[*×]\s*(\d{1,6})$")
STEPS = 100


class CountPanel(Panel):
    """A scan adds a piece; «номер * 5» adds five; a tracked part is counted by the numbers of its pieces."""

    kinds = frozenset({"stock"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._count = Count()
        self._past: list[Count] = []
        self._books: Sequence[Booked] = ()
        self._places: Sequence[PlaceRow] = ()
        self._awaits: int | None = None
        self._build()
        self.bind(
            (CLEAR, self._clear), (DROP, self._drop), (UNDO, self._undo), (AMOUNT, self._ask_amount),
            (WRITE, self._ask_write),
        )  # fmt: skip
        self._kept = Kept(self, "stocktake")
        self._show()

    def _build(self) -> None:
        self._warehouse, self._cell = Combo(), Combo(addable=True, placeholder=tr("без ячейки"))
        self._warehouse.edited.connect(self._on_warehouse)
        self._cell.edited.connect(self._on_place)
        self._scan = SearchEdit(tr("номер, название или код"), icon="scan-barcode")
        self._scan.asked.connect(self._find)
        self._scan.chosen.connect(self._on_chosen)
        self._scan.submitted.connect(self._on_typed)
        self._scan.installEventFilter(self)
        self._field = Field(tr("Скан"), self._scan)
        self._place_field = Field(tr("Склад"), self._warehouse, 220)
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 20, 6)
        top.setSpacing(12)
        above = Qt.AlignmentFlag.AlignTop
        top.addWidget(self._place_field, 0, above)
        top.addWidget(Field(tr("Ячейка"), self._cell, 140), 0, above)
        top.addWidget(self._field, 1, above)
        self._last = label("", "text2", bold=True)
        self._last.setContentsMargins(20, 0, 20, 0)
        self._lines = RowList(tr("Посчитано"), grows=False)
        self._wrong = RowList(tr("Расхождения"), grows=False)
        self._left = RowList(tr("Ещё не посчитано"), grows=False)
        names = (tr("Посчитано"), tr("Расхождения"), tr("Ещё не посчитано"))
        self._titles = [SectionTitle(name) for name in names]
        self._empty = EmptyState("scan-barcode", tr("Отсканируйте первую запчасть"))
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(_column((self._titles[0], self._lines, self._empty)), 1)
        columns.addWidget(Hairline(0, upright=True))
        columns.addWidget(_column((self._titles[1], self._wrong, self._titles[2], self._left)), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._last)
        column.addLayout(columns, 1)
        column.addWidget(self.bar)

    # -- the page asks ---------------------------------------------------------------------------

    def refresh(self) -> None:
        self.is_stale = False
        read = partial(counting.read_places, actor=self.actor)
        self.context.tasks.run(self, read, self._take_places, self.refuse, latest="places")
        self._read_books()

    def showEvent(self, event: QShowEvent) -> None:
        """A count that was left, here or in another window of the store, goes on."""
        super().showEvent(event)
        if not self._count.lines:
            self._kept.load(self._bring_back)

    def focus_first(self) -> None:
        field = self._scan if self._count.warehouse_id or self._warehouse.value() else self._warehouse
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def show_about(self, about: object) -> None:
        """Count a cell that was chosen elsewhere, unless another count is under way."""
        if isinstance(about, BinRow):
            self._go_to(PlaceRow(about.warehouse_id, about.warehouse, about.id, about.code))

    def scanned(self, code: str) -> bool:
        self._look(code)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An empty field has nothing to undo or to delete: the key belongs to the count."""
        if event.type() == QEvent.Type.ShortcutOverride and not self._scan.text():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # -- the cell --------------------------------------------------------------------------------

    def _take_places(self, places: Sequence[PlaceRow]) -> None:
        self._places = places
        names = {one.warehouse_id: one.warehouse for one in places}
        self._warehouse.set_rows([PopupRow(key, name) for key, name in names.items()])
        if self._count.warehouse_id is None and len(names) == 1:
            self._warehouse.set_value(next(iter(names)))
            if self._warehouse.hasFocus():
                self._scan.setFocus(Qt.FocusReason.TabFocusReason)
        self._offer_cells()

    def _offer_cells(self) -> None:
        chosen = self._warehouse.value()
        cells = [one.bin for one in self._places if one.warehouse_id == chosen and one.bin]
        self._cell.set_rows([PopupRow(one, one) for one in cells])

    def _on_warehouse(self) -> None:
        self._offer_cells()
        self._on_place()

    def _on_place(self) -> None:
        """Another cell: its books."""
        if self._warehouse.value() is not None:
            self._place_field.set_error("")
        if not self._count.lines:
            names = {one.warehouse_id: one.warehouse for one in self._places}
            chosen = self._warehouse.value()
            self._count = Count(chosen, names.get(chosen, ""), str(self._cell.value() or ""))
            self._read_books()

    def _read_books(self) -> None:
        count = self._count
        if count.warehouse_id is not None:
            read = partial(
                counting.read_books, actor=self.actor, warehouse_id=count.warehouse_id, code=count.bin
            )
            self.context.tasks.run(self, read, self._take_books, self.refuse, latest="books")

    def _take_books(self, books: Sequence[Booked]) -> None:
        self._books = books
        self._show()

    def _bring_back(self, body: dict[str, Any]) -> None:
        self._count = counting.brought_back(body)
        self._say(tr("Пересчёт продолжается с того места, где остановился"), "text2")
        self._read_books()
        self._show()

    # -- scanning --------------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        if self._awaits is None:
            find_popups(self._scan, self.context, text)

    def _on_chosen(self, part_id: object) -> None:
        read = partial(counting.read_line, actor=self.actor, part_id=int(str(part_id)))
        self.context.tasks.run(self, read, lambda line: self._take(Scanned(line)), self._refuse)

    def _on_typed(self, text: str) -> None:
        if text:
            self._look(text)

    def _look(self, text: str) -> None:
        times = TIMES.match(text)
        word, number = (times[1], int(times[2])) if times else (text, 1)
        look = partial(counting.look, actor=self.actor, text=word)
        self.context.tasks.run(
            self, look, partial(self._take, number=number), partial(self._on_unknown, word)
        )

    def _on_unknown(self, text: str, error: Exception) -> None:
        """What names no part is the number of the piece that is waited for."""
        line = self._count.line(self._awaits)
        if line is not None and isinstance(error, UserError) and error.code == "part_not_found":
            self._take(Scanned(line, text))
        else:
            self._refuse(error)

    def _take(self, scanned: Scanned, number: int = 1) -> None:
        self._scan.clear()
        self._field.set_error("")
        if scanned.place is not None:
            self._go_to(scanned.place)
        elif self._count.warehouse_id is None:
            self._place_field.set_error(tr("Сначала выберите склад или отсканируйте ячейку"))
        elif scanned.line is not None:
            self._add(self._count.line(scanned.line.part_id) or scanned.line, scanned.serial, number)

    def _go_to(self, place: PlaceRow) -> None:
        here = (place.warehouse_id, place.bin) == (self._count.warehouse_id, self._count.bin)
        if self._count.lines and not here:
            words = place_words(self._count.warehouse, self._count.bin) or ""
            self._field.set_error(tr("Сначала запишите пересчёт: {place}", place=words))
            return
        self._count = Count(place.warehouse_id, place.warehouse, place.bin, self._count.lines)
        self._say(place_words(place.warehouse, place.bin) or "", "text")
        self._read_books()
        self._show()

    def _add(self, line: Line, serial: str, number: int) -> None:
        if not line.is_serial:
            self._change(self._count.put(_with(line, line.quantity + number)))
            self._say(f"{line.number} {line.name}: {line.quantity + number} {line.unit}", "text")
            return
        self._awaits = line.part_id
        if not serial:
            self._change(self._count.put(line))
            self._say(tr("{number} {name}: отсканируйте серийный номер", number=line.number, name=line.name),
                      "amber")  # fmt: skip
        elif serial_key(serial) in {serial_key(one) for one in line.serials}:
            self._field.set_error(tr("Номер {serial} уже посчитан", serial=serial))
        else:
            serials = (*line.serials, serial)
            self._change(self._count.put(_with(line, len(serials), serials)))
            self._say(f"{line.number} {line.name}: {serial}", "text")

    def _change(self, count: Count) -> None:
        """Another state of the count: kept at once, and Ctrl+Z goes back."""
        self._past = [*self._past[-STEPS:], self._count]
        self._put(count)

    def _put(self, count: Count) -> None:
        self._count = count
        if count.line(self._awaits) is None:
            self._awaits = None
        self._kept.save(count.body())
        self._show()
        if count.lines:
            self._lines.go_to(count.lines[0].part_id)

    # -- keys ------------------------------------------------------------------------------------

    def _undo(self) -> None:
        if self._past:
            self._put(self._past.pop())
            self._say(tr("Последнее отменено"), "text2")

    def _drop(self) -> None:
        line = self._count.line(self._lines.current_id())
        if line is not None:
            self._change(self._count.drop(line.part_id))
            self._say(tr("{number} убрана. Ctrl+Z вернёт её", number=line.number), "text2")

    def _clear(self) -> None:
        if self._count.lines:
            count = self._count
            self._change(Count(count.warehouse_id, count.warehouse, count.bin))
            self._say(tr("Пересчёт начат заново. Ctrl+Z вернёт посчитанное"), "text2")

    def _ask_amount(self) -> None:
        line = self._count.line(self._lines.current_id())
        if line is not None and not line.is_serial:
            ask = QuantityAsk(self.window(), line)
            ask.given.connect(lambda number: self._change(self._count.put(_with(line, number))))
            ask.open()

    def _ask_write(self) -> None:
        if self._count.lines:
            left = counting.uncounted(self._count, self._books)
            ask = WriteAsk(self, self.context, self._count, self._differing(), left)
            ask.written.connect(self._on_written)
            ask.open()

    def _on_written(self, lines: Sequence[StocktakeLine]) -> None:
        cost = sum(line.cost for line in lines)
        found = ntr("{n} расхождение", "{n} расхождений", len(lines))
        text = tr("Пересчёт записан: {found} на {cost}", found=found, cost=format_roubles(cost))
        self.context.tell(
            text if lines else tr("Пересчёт записан: всё сошлось"), "amber" if lines else "green"
        )
        count = self._count
        self._past = []
        self._put(Count(count.warehouse_id, count.warehouse, count.bin))
        self._say("", "text2")
        self._read_books()

    # -- showing ---------------------------------------------------------------------------------

    def _differing(self) -> list[counting.Difference]:
        return counting.differences(self._count, self._books)

    def _show(self) -> None:
        count, busy = self._count, bool(self._count.lines)
        if count.warehouse_id is not None:
            self._warehouse.set_shown(count.warehouse_id, count.warehouse)
            self._cell.set_shown(count.bin or None, count.bin)
        for combo in (self._warehouse, self._cell):
            combo.setEnabled(not busy)
        wrong, left = self._differing(), counting.uncounted(count, self._books)
        lists = (
            (self._lines, [_line_item(one) for one in count.lines]),
            (self._wrong, [_wrong_item(one) for one in wrong]),
            (self._left, [_left_item(one) for one in left]),
        )
        for title, (rows, items) in zip(self._titles, lists, strict=True):
            rows.set_items(items)
            title.set_note(str(len(items)) if items else "")
        if busy and not wrong:
            self._titles[1].set_note(tr("нет"), "green")
        self._titles[2].setVisible(bool(left))
        self._lines.setVisible(busy)
        self._empty.setVisible(not busy)
        for bound in self.actions_bound:
            bound.action.setEnabled(bool(self._past) if bound.spec is UNDO else busy)

    def _say(self, text: str, tone: str) -> None:
        set_tone(self._last, tone)
        self._last.setText(text)

    def _refuse(self, error: Exception) -> None:
        self._field.set_error(error_text(error))
        self._scan.selectAll()


def _with(line: Line, quantity: int, serials: tuple[str, ...] = ()) -> Line:
    about = (line.part_id, line.number, line.name, line.unit, line.is_serial)
    return Line(*about, quantity, serials)


def _line_item(line: Line) -> RowItem:
    second = ", ".join(line.serials)
    return RowItem(
        line.part_id, f"{line.number} {line.name}", second, f"{line.quantity} {line.unit}", bold=True
    )


def _wrong_item(one: counting.Difference) -> RowItem:
    step = one.found - one.booked
    tone = "red" if step < 0 or one.gone else "amber"
    parts = [tr("по учёту {booked}, посчитано {found}", booked=one.booked, found=one.found)]
    if one.gone:
        parts.append(tr("нет номеров: {serials}", serials=", ".join(one.gone)))
    if one.extra:
        parts.append(tr("лишние номера: {serials}", serials=", ".join(one.extra)))
    if one.reserved > one.found:
        parts.append(tr("обещано заказам: {n}", n=one.reserved))
    words = f"{step:+d}".replace("-", "−") if step else "±"
    return RowItem(one.part_id, f"{one.number} {one.name}", " · ".join(parts), words, tone=tone)


def _left_item(one: Booked) -> RowItem:
    return RowItem(one.part_id, f"{one.number} {one.name}", "", f"{one.on_hand} {one.unit}")


def _column(parts: Sequence[QWidget]) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(20, 10, 16, 8)
    box.setSpacing(6)
    for part in parts:
        box.addWidget(part, 1 if isinstance(part, (RowList, EmptyState)) else 0)
    return column

"""Windows of one wanted part: it is fitted, or another one is taken instead of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.bench import part_faces
from ui.context import Context
from ui.form_ask import FormAsk
from ui.widgets.ask import Ask
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.lines import LineEdit, tall
from ui.widgets.popup import PopupRow
from ui.widgets.row_list import TWO_LINES, RowList
from workstation.documents.codes import Coded
from workstation.documents.parts import Substitute
from workstation.documents.purchasing import RequestRow, RequestState
from workstation.documents.stock import OldPartFate
from workstation.i18n import mark, tr
from workstation.queries.scan_codes import find_coded
from workstation.rules.codes import is_scan_code
from workstation.rules.validators import serial_key

FATES = (
    (OldPartFate.CUSTOMER, mark("З")),
    (OldPartFate.MANUFACTURER, mark("И")),
    (OldPartFate.SUPPLIER, mark("П")),
    (OldPartFate.KEEP, mark("Х")),
    (OldPartFate.SCRAP, mark("У")),
    (OldPartFate.DONOR, mark("Д")),
)
WIDTH = 680


class Fitted(NamedTuple):
    """What is typed of a part that was fitted."""

    serials: tuple[str, ...]
    serial_out: str | None
    fate: OldPartFate | None


class FitAsk(FormAsk):
    """given(Fitted). other() asks for another part, freed() takes the piece off the order."""

    other = Signal()
    freed = Signal()

    def __init__(
        self, context: Context, owner: QWidget, row: RequestRow, serials: Sequence[str], *, may_free: bool
    ) -> None:
        self._context, self._row, self._lying = context, row, serials
        self._is_reserved = row.state is RequestState.RESERVED
        self._may_free = may_free or not self._is_reserved
        place = part_faces.request_note(row)
        words = tr("Выдана, у мастера") if not self._is_reserved else place
        count = f" × {row.quantity}" if row.quantity != 1 else ""
        super().__init__(owner.window(), f"{row.name} {row.number}{count}", words, tr("Установить"))
        self.setFixedWidth(WIDTH)
        for button in self.findChildren(Button):
            button.set_tall()

    def _build(self) -> None:
        if self._needs_serial():
            self._serial_field()
        self.put("serial_out", tr("Номер старой"), tall(LineEdit(upper=True)))
        items = [ChipItem(one.value, one.label, tr(key)) for one, key in FATES]
        self.put("fate", tr("Старая деталь"), ChipGroup(items, optional=True, tall=True))

    def _needs_serial(self) -> bool:
        return self._row.is_serial and self._is_reserved

    def _serial_field(self) -> None:
        """One piece is chosen from those that lie in the cell; several are typed or scanned."""
        needed = tr("Выберите номер или отсканируйте его")
        if self._row.quantity == 1:
            combo = Combo([PopupRow(one, one) for one in self._lying])
            tall(combo)
            self.put("serials", tr("Номер новой"), combo, needed)
            if len(self._lying) == 1:
                self.form.fill("serials", self._lying[0], tr("единственный в ячейке"))
            return
        self.put("serials", tr("Номера новых, через запятую"), tall(LineEdit(upper=True)), needed)

    def _second_button(self) -> list[QWidget]:
        made: list[QWidget] = []
        if self._may_free:
            words = tr("Снять резерв") if self._is_reserved else tr("На склад")
            made.append(self._deed(words, "F7", "undo-2", self.freed.emit))
        if self._is_reserved:
            made.append(self._deed(tr("Другая деталь"), "F8", "rotate-cw", self.other.emit))
        return made

    def _deed(self, words: str, key: str, icon: str, then: Callable[[], object]) -> Button:
        button = Button(words, key, icon)
        button.clicked.connect(partial(self._leave, then))
        return button

    def _leave(self, then: Callable[[], object], _checked: bool = False) -> None:
        then()
        self.accept()

    def scanned(self, code: str) -> bool:
        """The piece that goes in, where its number is wanted still; else the one that came out."""
        if is_scan_code(code):
            self._context.tasks.run(self, partial(find_coded, text=code), self._take_coded)
        else:
            self._take_serial(code)
        return True

    def _take_coded(self, coded: Coded | None) -> None:
        if coded is not None:
            self._take_serial(coded.name)

    def _take_serial(self, serial: str) -> None:
        wanted = self._needs_serial() and len(self._serials()) < self._row.quantity
        known = next((one for one in self._lying if serial_key(one) == serial_key(serial)), None)
        if wanted and known is not None:
            self.form.set_value("serials", ", ".join((*self._serials(), known)))
        else:
            self.form.set_value("serial_out", serial)

    def _serials(self) -> tuple[str, ...]:
        typed = str(self.form.value("serials") or "") if self._needs_serial() else ""
        return tuple(one.strip() for one in typed.split(",") if one.strip())

    def data(self) -> Fitted:
        """What is typed and chosen."""
        fate = self.form.value("fate")
        out = self.form.value("serial_out")
        return Fitted(self._serials(), str(out) if out else None, OldPartFate(str(fate)) if fate else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F7 and self._may_free:
            self._leave(self.freed.emit)
        elif event.key() == Qt.Key.Key_F8 and self._is_reserved:
            self._leave(self.other.emit)
        else:
            super().keyPressEvent(event)


class SwapAsk(Ask):
    """chosen(part id) instead of the part that is wanted; waited() puts the order to waiting for it."""

    chosen = Signal(object)
    waited = Signal()

    def __init__(
        self, owner: QWidget, row: RequestRow, rows: Sequence[Substitute], *, can_wait: bool
    ) -> None:
        super().__init__(owner.window(), f"{row.name} {row.number}", _swap_text(row, bool(rows)))
        self.setFixedWidth(WIDTH)
        self._can_wait = can_wait
        self._list = RowList(tr("Замены"), tall=True)
        self._list.set_items([part_faces.substitute_item(one) for one in rows])
        self._list.opened.connect(self._choose)
        self._list.setMinimumHeight(TWO_LINES)
        self._list.setVisible(bool(rows))
        self._column.addWidget(self._list)
        back = Button(tr("Не сейчас"), "Esc", "", "flat").set_tall()
        back.clicked.connect(self.reject)
        wait = Button(tr("Ждать запчасть"), "F7", "hourglass").set_tall()
        wait.clicked.connect(self._wait)
        wait.setVisible(can_wait)
        take = Button(tr("Взять замену"), "F9", "", "main").set_tall()
        take.clicked.connect(lambda: self._choose(self._list.current_id()))
        take.setEnabled(bool(rows))
        self._add_buttons(back, wait, take)
        (self._list if rows else back).setFocus()

    def _choose(self, part_id: object) -> None:
        if isinstance(part_id, int):
            self.chosen.emit(part_id)
            self.accept()

    def _wait(self, _checked: bool = False) -> None:
        if self._can_wait:
            self.waited.emit()
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self._choose(self._list.current_id())
        elif event.key() == Qt.Key.Key_F7:
            self._wait()
        else:
            super().keyPressEvent(event)


def _swap_text(row: RequestRow, has_others: bool) -> str:
    """Where the part is that is asked for, and whether another can be taken."""
    what = tr("Можно взять вместо неё:") if has_others else tr("Замен в каталоге нет.")
    note = part_faces.request_note(row)
    return f"{note[:1].upper()}{note[1:]}. {what}" if note else what

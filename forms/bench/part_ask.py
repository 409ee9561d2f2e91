"""Ctrl+D: the window that asks for a part, typed, scanned or picked; what fits the device comes first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from forms.bench import part_faces, part_reading
from ui.context import Context
from ui.problems import error_text
from ui.widgets.ask import Ask
from ui.widgets.banner import Banner
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit, NumberEdit, tall
from ui.widgets.row_list import TWO_LINES, RowList
from workstation.documents.parts import PartRow, Substitute
from workstation.documents.purchasing import Offer, PartWish
from workstation.i18n import tr

WIDTH, SHOWN = 680, 5
TYPING_MS = 90
MOST_PIECES = 10_000
LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ForDevice(NamedTuple):
    """The order that wants parts, and the device they must fit."""

    order_id: int
    model: str
    category: str
    words: str
    can_wait: bool


class PartAsk(Ask):
    """wanted(PartWish, waits): asked for, and whether the order shall wait; by_hand(words): not in there."""

    wanted = Signal(object, bool)
    by_hand = Signal(str)

    def __init__(self, context: Context, owner: QWidget, device: ForDevice) -> None:
        text = tr("Сначала то, что подходит к «{device}», затем весь каталог", device=device.words)
        super().__init__(owner.window(), tr("Деталь"), text)
        self.setFixedWidth(WIDTH)
        self._context, self._device = context, device
        self._rows: dict[int, PartRow] = {}
        self._offer: Offer | None = None
        self._answered = ""
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._find)
        self._build()
        self._find()

    def _build(self) -> None:
        self._edit = LineEdit(tr("артикул, слова названия или код с ярлыка"), "scan-barcode")
        self._edit.setAccessibleName(tr("Поиск детали"))
        tall(self._edit)
        self._edit.textEdited.connect(lambda _text: self._timer.start())
        self._list = RowList(tr("Найденные детали"), grows=False, tall=True)
        self._list.setFixedHeight(TWO_LINES * SHOWN + 2)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("led", True)
        self._list.current_changed.connect(self._ask_offer)
        self._list.opened.connect(lambda _id: self._quantity.setFocus())
        self._nothing = label("", "text2", wrap=True)
        self._nothing.setFixedHeight(TWO_LINES * SHOWN + 2)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._banner = Banner()
        self._swap = Button(tr("Взять замену"), "F8", "rotate-cw").set_tall()
        self._swap.clicked.connect(self._take_substitute)
        self._instead = label("", wrap=True)
        self._quantity = NumberEdit(1, MOST_PIECES)
        self._quantity.set_value(1)
        self._quantity.edited.connect(self._show_offer)
        for part in (self._edit, self._list, self._nothing, self._banner):
            self._column.addWidget(part)
        swap = QHBoxLayout()
        swap.setSpacing(12)
        swap.addWidget(self._instead, 1)
        swap.addWidget(self._swap)
        self._column.addLayout(swap)
        self._column.addLayout(self._foot())
        self._edit.setFocus()

    def _foot(self) -> QHBoxLayout:
        self._hand = Button(tr("Вручную"), "F6", "pencil").set_tall()
        self._hand.clicked.connect(self._write_by_hand)
        self._wait = Button(tr("Ждать запчасть"), "F7", "hourglass").set_tall()
        self._wait.clicked.connect(partial(self._want, True))
        self._main = Button(tr("Запросить"), "F9", "", "main").set_tall()
        self._main.clicked.connect(partial(self._want, False))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Field(tr("Кол."), tall(self._quantity), 72))
        row.addStretch(1)
        for button in (self._hand, self._wait, self._main):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # -- finding ---------------------------------------------------------------------------------

    def scanned(self, code: str) -> bool:
        """A code read while the window is open: the part that it names."""
        self._edit.setText(code)
        self._find()
        return True

    def _find(self) -> None:
        actor, text = self._context.actor, self._edit.text().strip()
        if actor is not None:
            device = self._device
            ask = partial(
                part_reading.find, actor=actor, text=text, model=device.model, category=device.category
            )
            self._context.tasks.run(self, ask, partial(self._show, text), self._refuse, latest="parts")

    def _show(self, text: str, rows: Sequence[PartRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._answered = text
        self._list.set_items([part_faces.found_item(row) for row in rows])
        if rows:
            self._list.go_to(rows[0].id)
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        nothing = tr("Такой детали нет в каталоге. F6 — записать её вручную.")
        hint = tr("Для этой модели в каталоге ничего не отмечено. Наберите артикул или название.")
        self._nothing.setText(nothing if text else hint)
        self._ask_offer(self._list.current_id())

    def _refuse(self, error: Exception) -> None:
        """A code that cannot be read, or names something else."""
        self._show(self._edit.text().strip(), ())
        self._nothing.setText(error_text(error))

    def _ask_offer(self, part_id: object) -> None:
        actor = self._context.actor
        if not isinstance(part_id, int) or part_id not in self._rows or actor is None:
            self._offer = None
            self._show_offer()
        elif self._offer is None or self._offer.part.id != part_id:
            self._offer = None
            ask = partial(part_reading.offer, actor=actor, part_id=part_id)
            self._context.tasks.run(self, ask, self._take_offer, latest="offer")
            self._show_offer()

    def _take_offer(self, offer: Offer) -> None:
        if offer.part.id == self._list.current_id():
            self._offer = offer
            self._show_offer()

    # -- what can be had -------------------------------------------------------------------------

    def _show_offer(self) -> None:
        """The banner says what will happen; the keys are those that make sense."""
        offer, count = self._offer, self._count()
        if offer is None:
            self._banner.say("grey", tr("Выберите деталь"))
        else:
            self._banner.say(*part_faces.offer_words(offer, count))
        short = offer is not None and offer.part.free < count
        instead = self._substitute()
        self._swap.setVisible(instead is not None)
        self._instead.setVisible(instead is not None)
        self._instead.setText(part_faces.swap_words(instead) if instead is not None else "")
        self._wait.setVisible(short and self._device.can_wait)
        self._main.setEnabled(offer is not None)
        self._main.set_text(tr("Запросить") if short else tr("Зарезервировать"))
        self.adjustSize()

    def _count(self) -> int:
        value = self._quantity.value()
        return value if isinstance(value, int) else 1

    def _substitute(self) -> Substitute | None:
        """The best that is free, where the part itself is not."""
        offer = self._offer
        if offer is None or offer.part.free >= self._count():
            return None
        return next((one for one in offer.substitutes if one.free > 0), None)

    # -- taking ----------------------------------------------------------------------------------

    def _want(self, waits: bool, _checked: bool = False) -> None:
        if self._offer is not None and (not waits or self._wait.isVisible()):
            self._give(self._offer.part.id, waits)

    def _take_substitute(self, _checked: bool = False) -> None:
        instead = self._substitute()
        if instead is not None:
            self._give(instead.part_id, False)

    def _give(self, part_id: int, waits: bool) -> None:
        self.wanted.emit(PartWish(self._device.order_id, part_id, self._count()), waits)
        self.accept()

    def _write_by_hand(self, _checked: bool = False) -> None:
        """The words that were typed go along: nothing is typed twice."""
        self.by_hand.emit(self._edit.text().strip())
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        deeds = {
            Qt.Key.Key_F6: self._write_by_hand,
            Qt.Key.Key_F7: partial(self._want, True),
            Qt.Key.Key_F8: self._take_substitute,
            Qt.Key.Key_F9: partial(self._want, False),
        }
        if key in deeds:
            deeds[Qt.Key(key)]()
        elif key in LIST_KEYS:
            QApplication.sendEvent(self._list, QKeyEvent(event.type(), key, event.modifiers()))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """Enter goes on: a code that was just typed is found, then how many, then the main button."""
        if self._edit.text().strip() != self._answered:
            self._find()
        elif self._edit.hasFocus():
            self._quantity.setFocus()
            self._quantity.selectAll()
        elif self._main.isEnabled():
            self._want(False)

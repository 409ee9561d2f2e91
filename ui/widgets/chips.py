"""Chips: choices made by one key.

A group takes the focus as one field. A letter toggles its chip (on either keyboard layout), a digit sets the
quantity of the chip toggled last, arrows walk, Space toggles, Ctrl+Z undoes, Enter goes on to the next field.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from ui.widgets.chip import HEIGHT, TALL, Chip, ChipItem
from ui.widgets.field import Raw
from ui.widgets.flow import FlowLayout
from workstation.i18n import tr

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = dict(zip(_LATIN, _RUSSIAN, strict=True))
_TO_LATIN = dict(zip(_RUSSIAN, _LATIN, strict=True))
MAX_QUANTITY = 99


class ChipGroup(QWidget):
    """A choice by chips.

    Value: single - the id or None; `multi` - a tuple of ids; `quantities` - a tuple of (id, quantity).
    `addable` adds a chip «Иное»: it asks for a word, which becomes a chip whose id is the word itself.
    `optional`: the same key again takes a single choice back.
    """

    edited = Signal()

    def __init__(  # noqa: PLR0913
        self,
        items: Iterable[ChipItem] = (),
        *,
        multi: bool = False,
        quantities: bool = False,
        addable: str = "",
        optional: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multi, self._quantities = multi or quantities, quantities
        self._addable, self._optional = addable, optional
        self._height = TALL if tall else HEIGHT
        self._chips: list[Chip] = []
        self._add_chip: Chip | None = None
        self._asking: QLineEdit | None = None
        self._current: Chip | None = None
        self._last: Chip | None = None
        self._typed_quantity = ""
        self._past: list[Raw] = []
        self._flow = FlowLayout(self, 6, 6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_items(items)

    def set_tight(self, tight: bool) -> None:
        """Less air between the lines of chips, where a screen is low."""
        self._flow.set_line_space(3 if tight else 6)
        self.updateGeometry()

    # -- items -----------------------------------------------------------------------------------

    def set_items(self, items: Iterable[ChipItem]) -> None:
        """Offer other choices (another category); what is chosen and still offered stays chosen."""
        before = self._pairs()
        custom = {
            chip.item.id for chip in self._chips if chip.item.id == chip.item.title and chip.isChecked()
        }
        focused = QApplication.focusWidget()  # the group's own focusWidget() remembers a focus long gone
        had_focus = focused is not None and self.isAncestorOf(focused)
        for chip in self._all():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips, self._add_chip, self._current, self._last = [], None, None, None
        offered = list(items)
        taken = {item.letter.upper() for item in offered if item.letter}
        known = {item.id for item in offered}
        offered += [ChipItem(word, word) for word in custom if word not in known and self._addable]
        if self._addable:
            taken.add(_first_letter(self._addable, set()))
        for item in offered:
            self._append(item, taken)
        if self._addable:
            letter = _first_letter(self._addable, set())
            self._add_chip = self._make(ChipItem("", self._addable), letter)
            self._flow.addWidget(self._add_chip)
        self._apply([pair for pair in before if pair[0] in known or pair[0] in custom])
        self._past.clear()
        self._roam(self._first())
        if had_focus:
            self.setFocus()
        self.updateGeometry()

    def _append(self, item: ChipItem, taken: set[str]) -> Chip:
        letter = item.letter.upper() or _first_letter(item.title, taken)
        taken.add(letter)
        chip = self._make(item, letter)
        self._chips.append(chip)
        self._flow.insert(len(self._chips) - 1, chip)
        chip.show()
        return chip

    def _make(self, item: ChipItem, letter: str) -> Chip:
        chip = Chip(item, letter, self._height, self)
        chip.counted = self._quantities
        chip.clicked.connect(lambda: self._clicked(chip))
        return chip

    # -- value -----------------------------------------------------------------------------------

    def value(self) -> object:
        """What is chosen; see the class."""
        pairs = self._pairs()
        if self._quantities:
            return tuple(pairs)
        if self._multi:
            return tuple(one for one, _ in pairs)
        return pairs[0][0] if pairs else None

    def titles(self) -> list[str]:
        """The words of what is chosen, in the order of the chips."""
        return [chip.item.title for chip in self._chips if chip.isChecked()]

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Choose; ids that are not offered become chips of their own when the group is addable."""
        self._remember() if undoable else self._past.clear()
        self._change(self._pairs_of(value))

    def raw(self) -> Raw:
        """[[id, quantity], ...]"""
        return [[one, number] for one, number in self._pairs()]

    def set_raw(self, raw: Raw) -> None:
        """Bring back what `raw` gave."""
        self._past.clear()
        pairs = raw if isinstance(raw, list) else []
        self._change([(str(one), int(number)) for one, number in pairs])

    def problem(self) -> str:
        """Never."""
        return ""

    def undo(self) -> None:
        """Take back the last choice."""
        if self._past:
            before = self._past.pop()
            self._change([(str(one), int(number)) for one, number in before or []])  # type: ignore[union-attr, misc]

    def _pairs_of(self, value: object) -> list[tuple[str, int]]:
        if value is None:
            return []
        if isinstance(value, str):
            return [(str(value), 1)]
        if not isinstance(value, (tuple, list)):
            raise TypeError(value)
        return [(str(one), 1) if isinstance(one, str) else (str(one[0]), int(one[1])) for one in value]

    def _pairs(self) -> list[tuple[str, int]]:
        return [(chip.item.id, chip.quantity) for chip in self._chips if chip.isChecked()]

    def _remember(self) -> None:
        self._past.append([[one, number] for one, number in self._pairs()])

    def _change(self, pairs: list[tuple[str, int]]) -> None:
        before = self._pairs()
        self._apply(pairs)
        if self._pairs() != before:
            self.edited.emit()

    def _apply(self, pairs: list[tuple[str, int]]) -> None:
        wanted = dict(pairs if self._multi else pairs[:1])
        known = {chip.item.id for chip in self._chips}
        for one in wanted:
            if one not in known and self._addable:
                self._append(ChipItem(one, one), {chip.letter for chip in self._all()})
        for chip in self._chips:
            chip.setChecked(chip.item.id in wanted)
            chip.quantity = wanted.get(chip.item.id, 1)
            self._freshen(chip)

    def _freshen(self, chip: Chip) -> None:
        chip.name()
        chip.updateGeometry()
        chip.update()

    # -- by hand ---------------------------------------------------------------------------------

    def toggle(self, chip_id: str) -> None:
        """Toggle a choice as its letter does."""
        for chip in self._chips:
            if chip.item.id == chip_id:
                self._toggle(chip)

    def _clicked(self, chip: Chip) -> None:
        chip.setChecked(not chip.isChecked())  # Qt has toggled it already; the group decides
        self._toggle(chip)

    def _toggle(self, chip: Chip) -> None:
        self._roam(chip)
        chip.setFocus()
        if chip is self._add_chip:
            chip.setChecked(False)
            self._ask()
            return
        on = chip.isChecked()
        if on and not self._multi and not self._optional:
            return
        self._remember()
        if not self._multi:
            for other in self._chips:
                other.setChecked(False)
        chip.setChecked(not on)
        chip.quantity = 1
        self._last, self._typed_quantity = chip, ""
        for other in self._chips:
            self._freshen(other)
        self.edited.emit()

    def _count(self, digit: str) -> None:
        chip = self._last if self._last in self._chips else self._current
        if chip is None or chip is self._add_chip:
            return
        typed = self._typed_quantity + digit
        number = int(typed) if int(typed) <= MAX_QUANTITY else int(digit)
        self._remember()
        self._typed_quantity = str(number) if number else ""
        chip.setChecked(number > 0)
        chip.quantity = number or 1
        self._last = chip
        self._freshen(chip)
        self.edited.emit()

    def _ask(self) -> None:
        if self._asking is None:
            self._asking = QLineEdit(self)
            self._asking.setFixedWidth(150)
            self._asking.setAccessibleName(self._addable)
            self._asking.setPlaceholderText(tr("Что ещё"))
            self._asking.installEventFilter(self)
            self._flow.addWidget(self._asking)
        self._asking.show()
        self._asking.setFocus()
        self.updateGeometry()

    def eventFilter(self, watched: object, event: object) -> bool:
        if watched is self._asking and isinstance(event, QKeyEvent) and event.type() == event.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._answer(self._asking.text().strip())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._answer("")
                return True
        elif watched is self._asking and isinstance(event, QFocusEvent) and event.lostFocus():
            self._answer(self._asking.text().strip(), stay=False)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _answer(self, word: str, *, stay: bool = True) -> None:
        asking = self._asking
        if asking is None or asking.isHidden():
            return
        asking.clear()
        asking.hide()
        if word:
            self._remember()
            kept = self._pairs() if self._multi else []
            self._change([*kept, (word, 1)])
            self._last = self._chips[-1]
        if stay:
            self._roam(self._last if self._last in self._chips else self._add_chip)
            self.setFocus()
        self.updateGeometry()

    # -- focus and keys --------------------------------------------------------------------------

    def _all(self) -> list[Chip]:
        return [*self._chips, *([self._add_chip] if self._add_chip else [])]

    def _first(self) -> Chip | None:
        chosen = [chip for chip in self._chips if chip.isChecked()]
        everything = chosen or self._all()
        return everything[0] if everything else None

    def _roam(self, chip: Chip | None) -> None:
        self._current = chip
        self.setFocusProxy(chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        text = event.text()
        chip = self._by_letter(text) if plain else None
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif chip is not None:
            self._toggle(chip)
        elif plain and text.isdigit() and self._quantities:
            self._count(text)
        elif plain and event.key() == Qt.Key.Key_Space and self._current is not None:
            self._toggle(self._current)
        elif plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self._walk(1 if event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down} else -1)
        else:
            event.ignore()

    def _walk(self, step: int) -> None:
        everything = self._all()
        if everything:
            place = everything.index(self._current) if self._current in everything else -1
            self._roam(everything[(place + step) % len(everything)])
            if self._current is not None:
                self._current.setFocus(Qt.FocusReason.TabFocusReason)

    def _by_letter(self, text: str) -> Chip | None:
        if len(text) != 1:
            return None
        typed = text.lower()
        same = {typed, _TO_RUSSIAN.get(typed, typed), _TO_LATIN.get(typed, typed)}
        exact = [chip for chip in self._all() if chip.letter.lower() == typed]
        loose = [chip for chip in self._all() if chip.letter and chip.letter.lower() in same]
        return (exact or loose or [None])[0]


def _first_letter(title: str, taken: set[str]) -> str:
    """The first letter of the title that is still free, else any free letter, else none."""
    for letter in title.upper():
        if letter.isalpha() and letter not in taken:
            return letter
    return next((letter for letter in _RUSSIAN.upper() if letter not in taken), "")

"""A checklist as it is gone through with gloves on: rows of 46 px, answered by one key or one touch each.

Down and Up walk, Space says yes and no by turns, `Д` and `Н` say it outright; a value is typed and Enter goes
on; a choice is a letter; a photo is taken by the key the page gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import IconLabel, label, repolish, set_tone
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.lines import tall
from ui.widgets.values import DecimalEdit
from workstation.i18n import tr

ROW = 46
ICON, GAP = 18, 10
VALUE, SIDE = 74, 92
SMALL = (48, 34)
YES, NO = "yes", "no"
YES_KEYS, NO_KEYS = "дlyl", "нyn"


class CheckItem(NamedTuple):
    """One item. `kind`: yes_no, value, choice, photo; `limits` are words («МОм, от 2»); `trouble` says in
    words what is wrong with it, which makes the row red where it is the one to do next.
    """

    id: int
    kind: str
    text: str
    required: bool = True
    value: str | None = None
    is_good: bool = False
    trouble: str = ""
    limits: str = ""
    choices: tuple[str, ...] = ()
    waived: str = ""


class _Row(QWidget):
    """One item with its editor; `said(value)` when it was answered, `stepped(±1)` to the row beside."""

    said = Signal(str)
    stepped = Signal(int)
    shot = Signal()

    def __init__(self, item: CheckItem, photo_key: str) -> None:
        super().__init__()
        self.item = item
        self._marked = False
        self.setMinimumHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel("circle", "border", ICON)
        self._text = label(item.text, wrap=True)
        self._why = label("", "red", "small", wrap=True)
        self._side = label("", "text2", "small")
        self._picture = _Picture(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 3, 0, 4)
        self._row.setSpacing(GAP)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addWidget(self._text)
        self._words.addWidget(self._why)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._words, 1)
        self.editor = self._make_editor(photo_key)
        if item.kind == "photo":  # a button takes the end of the row: the words go first
            self._words.addWidget(self._side)
        else:
            self._row.addWidget(self._side)
        self.show_item(item)

    def _make_editor(self, photo_key: str) -> QWidget:
        kind = self.item.kind
        if kind == "value":
            edit = tall(DecimalEdit())
            edit.setFixedWidth(VALUE)
            edit.setAccessibleName(self.item.text)
            edit.editingFinished.connect(self._on_value)
            self._side.setFixedWidth(SIDE)
            self._row.addWidget(edit)
            return edit
        if kind == "choice":
            chips = ChipGroup([ChipItem(one, one) for one in self.item.choices], tall=True)
            chips.setAccessibleName(self.item.text)
            chips.edited.connect(self._on_choice)
            self._words.addWidget(chips)
            return chips
        if kind == "photo":
            button = Button(tr("Снять"), photo_key, "camera").set_tall()
            button.setAccessibleName(tr("Снять: {what}", what=self.item.text))
            button.clicked.connect(lambda _checked=False: self.shot.emit())
            self._row.addWidget(self._picture)
            self._row.addWidget(button)
            return button
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        return self

    def show_item(self, item: CheckItem) -> None:
        """The item as it stands now; what is being typed stays."""
        self.item = item
        icon, tone = _shape(item)
        self._icon.set(icon, tone)
        editor = self.editor
        if isinstance(editor, DecimalEdit) and not (editor.hasFocus() and editor.isModified()):
            editor.set_value(item.value)
        elif isinstance(editor, ChipGroup):
            editor.blockSignals(True)
            editor.set_value(item.value)
            editor.blockSignals(False)
        self._side.setText(
            item.limits if item.kind == "value" else "" if item.required else tr("не обязательно")
        )
        if item.waived:
            self._side.setText(tr("разрешено без"))
        self._side.setVisible(bool(self._side.text()))
        self.set_marked(self._marked)

    def set_marked(self, marked: bool) -> None:
        """The one that keeps the gate closed is red and says why; a bad answer always says so."""
        self._marked = marked
        item = self.item
        bad = item.value is not None and not item.is_good and not item.waived
        self._why.setText(item.trouble if marked or bad else "")
        self._why.setVisible(bool(self._why.text()))
        set_tone(self._text, "red" if marked else "")
        self._text.setProperty("strong", marked)
        repolish(self._text)
        self._icon.set(*(("circle-alert", "red") if marked or bad else _shape(item)))
        photo = item.kind == "photo"
        if photo:
            self.editor.setVisible(not item.is_good)
            self._picture.setVisible(item.is_good and self._picture.has_image())
        state = tr("сделано") if item.is_good else item.trouble or tr("не сделано")
        if self.editor is self:
            self.setAccessibleName(f"{item.text}, {state}")
        self.setAccessibleDescription(state)
        self.update()

    def set_picture(self, image: QImage) -> None:
        """The photo that answers the item."""
        self._picture.set_image(image)
        self.set_marked(self._marked)

    def toggle(self) -> None:
        """Yes and no by turns."""
        self.said.emit(NO if self.item.value == YES else YES)

    def _on_value(self) -> None:
        edit = self.editor
        if not isinstance(edit, DecimalEdit) or not edit.isModified():
            return
        why = edit.problem()
        edit.setProperty("mark", "error" if why else "")
        repolish(edit)
        if why:
            self._why.setText(why)
            self._why.show()
            return
        edit.setModified(False)
        self.said.emit(str(edit.value() or ""))

    def _on_choice(self) -> None:
        if isinstance(self.editor, ChipGroup) and self.editor.value():
            self.said.emit(str(self.editor.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter = event.key(), event.text().casefold()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _COMMAND:
            self.stepped.emit(1)
        elif self.editor is self and key == Qt.Key.Key_Space:
            self.toggle()
        elif self.editor is self and letter and letter in YES_KEYS + NO_KEYS and not event.modifiers():
            self.said.emit(YES if letter in YES_KEYS else NO)
            self.stepped.emit(1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.editor is self and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.toggle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._marked:
            painter.fillRect(self.rect(), theme.colour("red_soft"))
        painter.fillRect(8, self.height() - 1, self.width() - 8, 1, theme.colour("line"))
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(0, 0, 0, -1)
            theme.draw_box(painter, ring, None, "accent", 4, 2)


class _Picture(QWidget):
    """A small photo in a row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self.setFixedSize(*SMALL)
        self.hide()

    def has_image(self) -> bool:
        """Whether there is something to show."""
        return self._pixmap is not None

    def set_image(self, image: QImage) -> None:
        """Show it, cut to the box."""
        cover = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        scaled = image.scaled(*SMALL, cover, Qt.TransformationMode.SmoothTransformation)
        left, top = (scaled.width() - SMALL[0]) // 2, (scaled.height() - SMALL[1]) // 2
        self._pixmap = QPixmap.fromImage(scaled.copy(left, top, *SMALL))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pixmap is not None:
            painter = QPainter(self)
            painter.drawPixmap(0, 0, self._pixmap)
            theme.draw_box(painter, QRectF(self.rect()), None, "line", 3)


class Checklist(QWidget):
    """The items of a list. answered(id, value): a yes, a no, a value, a choice; photo_wanted(id).

    `photo_key` is the page's key for a photo, written on the button of the next photo item only.
    """

    answered = Signal(int, str)
    photo_wanted = Signal(int)

    def __init__(self, photo_key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_key = photo_key
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(tr("Проверка"))

    def set_items(self, items: Sequence[CheckItem], marked: int | None = None) -> None:
        """Show these; `marked` is the id of the one that keeps the gate closed."""
        if [(row.item.id, row.item.kind, row.item.choices) for row in self._rows] != [
            (item.id, item.kind, item.choices) for item in items
        ]:
            self._build(items)
        for row, item in zip(self._rows, items, strict=True):
            row.show_item(item)
            row.set_marked(item.id == marked)

    def set_picture(self, item_id: int, image: QImage) -> None:
        """The photo of an item, as it comes."""
        for row in self._rows:
            if row.item.id == item_id:
                row.set_picture(image)

    def go_to(self, item_id: int) -> bool:
        """Put the focus on an item; False when it is not in the list."""
        for row in self._rows:
            if row.item.id == item_id:
                row.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def step_from(self, item_id: int) -> None:
        """Put the focus on the item after one."""
        ids = [row.item.id for row in self._rows]
        if item_id in ids:
            self._step(ids.index(item_id), 1)

    def current(self) -> int | None:
        """The item that has the focus."""
        found = (row for row in self._rows if row.hasFocus() or row.isAncestorOf(self.focusWidget() or row))
        row = next(found, None)
        return row.item.id if row is not None else None

    def row(self, item_id: int) -> QWidget:
        """The row of an item, to bring it into view."""
        return next(row for row in self._rows if row.item.id == item_id)

    def _build(self, items: Sequence[CheckItem]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, item in enumerate(items):
            row = _Row(item, self._photo_key)
            row.said.connect(lambda value, item_id=item.id: self.answered.emit(item_id, value))
            row.shot.connect(lambda item_id=item.id: self.photo_wanted.emit(item_id))
            row.stepped.connect(lambda step, here=place: self._step(here, step))
            self._rows.append(row)
            self._column.addWidget(row)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Rows come when the window stands: by itself Qt would put them after everything else in it."""
        before = self.previousInFocusChain()
        while before.focusPolicy() == Qt.FocusPolicy.NoFocus and before is not self:
            before = before.previousInFocusChain()
        for row in self._rows:
            QWidget.setTabOrder(before, row.editor)
            before = row.editor

    def _step(self, here: int, step: int) -> None:
        place = here + step
        if 0 <= place < len(self._rows):
            self._rows[place].editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(step > 0)


def _shape(item: CheckItem) -> tuple[str, str]:
    if item.is_good:
        return "circle-check", "green"
    if item.waived:
        return "shield-alert", "amber"
    return "circle", "border"


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

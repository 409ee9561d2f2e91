"""One chip: a choice with the letter of its key."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets.basics import KEY_HEIGHT, draw_key
from workstation.i18n import tr

HEIGHT = 26
TALL = 40


class ChipItem(NamedTuple):
    """One choice: `id` goes into the value, `letter` is its key (empty: the first free one of the title)."""

    id: str
    title: str
    letter: str = ""


class Chip(QAbstractButton):
    """One chip of a group."""

    def __init__(self, item: ChipItem, letter: str, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self.letter = item, letter
        self.quantity = 1
        self.counted = False
        self._height = height
        self.setCheckable(True)
        self.setText(item.title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name()

    def name(self) -> None:
        """Tell screen readers the word, the key and the quantity."""
        words = self.item.title
        if self.isChecked() and self.counted:
            words = tr("{title}, количество {number}", title=words, number=self.quantity)
        self.setAccessibleName(words)
        self.setAccessibleDescription(tr("клавиша {key}", key=self.letter) if self.letter else "")

    def _quantity_text(self) -> str:
        return str(self.quantity) if self.counted and self.isChecked() else ""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font())
        width = 12 + metrics.horizontalAdvance(self.item.title) + 10
        if self.letter:
            width += KEY_HEIGHT + 1
        if self._quantity_text():
            width += 7 + QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._quantity_text())
        return QSize(width, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, box = self.isChecked(), QRectF(self.rect())
        radius = 6 if self._height >= TALL else self._height / 2
        ink = "accent" if on else "text"
        fill = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        if not self.isEnabled():
            ink, fill = "text2", "disabled"
        edge = "accent" if on else "border"
        if self.parent().property("mark") == "error" and not on:
            edge = "red"
        focused = self.hasFocus()
        theme.draw_box(painter, box, fill, "accent" if focused else edge, radius, 2 if focused else 1)
        x = 12
        if self.letter:
            tone = "accent" if on else "text2"
            draw_key(
                painter, 6, (self._height - KEY_HEIGHT) / 2, self.letter, tone, "accent" if on else "border"
            )
            x = 12 + KEY_HEIGHT + 1
        painter.setFont(theme.font())
        painter.setPen(theme.colour(ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(x, 0, 0, 0), middle, self.item.title)
        if self._quantity_text():
            x += painter.fontMetrics().horizontalAdvance(self.item.title) + 7
            painter.setFont(theme.font(bold=True))
            painter.drawText(box.adjusted(x, 0, 0, 0), middle, self._quantity_text())

"""The rail of places on the left: an icon and a word each, Alt+1…9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import Fill
from workstation.i18n import tr

WIDTH = 84
MAX_KEYS = 9


class Place(NamedTuple):
    """A place of work: `name` opens its page, `title` is marked Russian text."""

    name: str
    title: str
    icon: str


class RailButton(QAbstractButton):
    """One place."""

    def __init__(self, place: Place, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        title = tr(place.title)
        self.setText(title)
        self.setAccessibleName(title)
        key = f" (Alt+{number})" if number <= MAX_KEYS else ""
        self.setToolTip(title + key)
        self.setCheckable(True)
        self.setFixedSize(WIDTH, 60)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            painter.fillRect(self.rect(), theme.colour("surface"))
            painter.fillRect(0, 0, 3, self.height(), theme.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        tone = "accent" if on else "text2"
        theme.draw_icon(painter, self.place.icon, tone, (WIDTH - 20) // 2, 10, 20)
        painter.setFont(theme.font("small", on))
        painter.setPen(theme.colour(tone))
        painter.drawText(0, 33, WIDTH, 20, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            theme.draw_box(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), None, "accent", 4, 2)


class Rail(Fill):
    """All places of the user. `chosen(name)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", "r", parent)
        self.setFixedWidth(WIDTH + 1)
        self.setAccessibleName(tr("Места работы"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 1, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._buttons: list[RailButton] = []

    def set_places(self, places: Sequence[Place]) -> None:
        """Show the places of this user's role."""
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for number, place in enumerate(places, 1):
            button = RailButton(place, number, self)
            button.clicked.connect(self._on_clicked)
            self._column.insertWidget(number - 1, button)
            self._buttons.append(button)

    def set_current(self, name: str) -> None:
        """Light the place of the page shown; a page of no place leaves the last one lit."""
        if any(button.place.name == name for button in self._buttons):
            for button in self._buttons:
                button.setChecked(button.place.name == name)

    def name_at(self, number: int) -> str | None:
        """The place of Alt+`number`."""
        return self._buttons[number - 1].place.name if 0 < number <= len(self._buttons) else None

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.set_current(button.place.name)
            self.chosen.emit(button.place.name)

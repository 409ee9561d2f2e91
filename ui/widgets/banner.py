"""The first thing in a side panel: one sentence, a colour, an icon; also messages over a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import IconLabel, label, set_tone

ICONS = {
    "green": "shield-check",
    "amber": "triangle-alert",
    "red": "circle-alert",
    "violet": "hourglass",
    "grey": "info",
    "accent": "info",
}


class Banner(QWidget):
    """A verdict: bold sentence in the tone, a quieter one under it, a bar of the tone on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "grey"
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 16, 9)
        row.setSpacing(10)
        self._icon = IconLabel("info", "grey", 20)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._title = label("", "grey", bold=True, wrap=True)
        self._text = label("", "text2", "small", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self.setMinimumHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, tone: str, title: str, text: str = "", icon: str = "") -> None:
        """Show a sentence in `green`, `amber`, `red`, `violet`, `accent` or `grey`."""
        self._tone = tone
        self._icon.set(icon or ICONS[tone], tone)
        set_tone(self._title, tone if tone != "grey" else "")
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title}. {text}".strip())
        self.update()

    def title(self) -> str:
        """The sentence shown."""
        return self._title.text()

    def add_button(self, button: QWidget) -> None:
        """An action that mends what the banner says."""
        self.layout().addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(f"{self._tone}_soft"))
        painter.fillRect(0, 0, 4, self.height(), theme.colour(self._tone))

"""The bar at the foot of a page: where the work ends."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.form import Form
from ui.widgets.basics import Fill, IconLabel, label, set_tone
from workstation.i18n import ntr, tr

HEIGHT = 52


class ActionBar(Fill):
    """Errors counted and the next one named on the left, the state of the draft, buttons on the right."""

    def __init__(self, height: int = HEIGHT, margin: int = 20, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.setFixedHeight(height)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(margin, 1, 16, 0)
        self._row.setSpacing(8)
        self._icon = IconLabel("circle-alert", "red", 16)
        self._title = label("", "red", bold=True)
        self._text = label("", "text2", wrap=height > HEIGHT)
        self._row.addLayout(self._make_words(height > HEIGHT), 1 if height > HEIGHT else 0)
        self._gap = QWidget()
        self._gap.setFixedWidth(4)
        self._gap.hide()
        self._row.addWidget(self._gap)
        self._draft_icon = IconLabel("check", "green", 14)
        self._draft = label("", "text2")
        self._row.addWidget(self._draft_icon)
        self._row.addWidget(self._draft)
        self._draft_icon.hide()
        self._draft.hide()
        if height <= HEIGHT:
            self._row.addStretch(1)

    def _make_words(self, stacked: bool) -> QHBoxLayout:
        """The sentence in a line; in a higher bar its reason stands under it and may take two."""
        words = QHBoxLayout()
        words.setSpacing(14 if stacked else 8)
        words.addWidget(self._icon)
        lines: QBoxLayout = QVBoxLayout() if stacked else QHBoxLayout()
        lines.setSpacing(2 if stacked else 8)
        lines.addStretch(1)
        lines.addWidget(self._title)
        lines.addWidget(self._text)
        lines.addStretch(1)
        words.addLayout(lines, 1 if stacked else 0)
        for part in (self._icon, self._title, self._text):
            part.hide()
        return words

    def follow(self, form: Form) -> None:
        """Count the errors of a form."""
        form.errors_changed.connect(self.show_errors)

    def show_errors(self, count: int, next_title: str) -> None:
        """«2 ошибки · Tab — к полю „…“»; nothing when there are none."""
        if not count:
            self.say("")
            return
        where = tr("Tab — к полю «{title}»", title=next_title) if next_title else ""
        self.say(ntr("{n} ошибка", "{n} ошибок", count), where, "red")

    def say(self, title: str, text: str = "", tone: str = "red", icon: str = "") -> None:
        """A sentence on the left: an error, or why a gate is closed and which key mends it."""
        icons = {"red": "circle-alert", "amber": "triangle-alert", "green": "circle-check"}
        self._icon.set(icon or icons.get(tone, "info"), tone)
        set_tone(self._title, tone)
        self._title.setText(title)
        self._text.setText(text)
        for part in (self._icon, self._title, self._gap):
            part.setVisible(bool(title))
        self._text.setVisible(bool(text))
        self.setAccessibleDescription(f"{title} {text}".strip())

    def set_draft(self, text: str) -> None:
        """«Черновик сохранён в 14:32»; empty hides it."""
        self._draft.setText(text)
        self._draft.setVisible(bool(text))
        self._draft_icon.setVisible(bool(text))

    def add(self, button: QWidget, space: int = 0) -> None:
        """A button on the right, after those already there."""
        if space:
            self._row.addSpacing(space)
        self._row.addWidget(button)


class PageColumn(QVBoxLayout):
    """Content over an action bar without gaps."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

"""Editors of the intake alone: checked words, answers under a field, a hidden code, a link to more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from forms.intake.words import complaint
from ui import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.field import Raw
from ui.widgets.lines import ICON_SPACE, LineEdit, show_phone
from ui.widgets.search import SearchEdit
from workstation.i18n import tr


class CheckedEdit(LineEdit):
    """Words that a rule must take; `check` raises UserError."""

    def __init__(self, check: Callable[[str], object], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._check = check

    def problem(self) -> str:
        """What the rule says."""
        return complaint(self._check, self.text())


class MatchEdit(SearchEdit):
    """Words with known customers or devices offered under them; Down or Enter takes one."""

    def offer(self, first_selected: bool) -> None:
        """Whether Enter takes the first row at once, or only a row that Down has chosen."""
        self._first = first_selected

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left, a long text shows its beginning."""
        super().focusOutEvent(event)
        self.setCursorPosition(0)


class PhoneMatch(MatchEdit):
    """A phone that is written in its own form when it is left; `check` raises UserError."""

    def __init__(self, check: Callable[[str], object], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._check = check
        self.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        self._put(show_phone(self.text()), undoable=True)

    def problem(self) -> str:
        """What the rule says."""
        return complaint(self._check, self.text())


class SecretEdit(LineEdit):
    """A code that nobody beside the counter should read; F4 or a click on the eye shows it."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder, "eye")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setToolTip(tr("F4 — показать или скрыть"))

    def reveal(self) -> None:
        """Show the code, or hide it again."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and not event.modifiers():
            self.reveal()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() > self.width() - ICON_SPACE:
            self.reveal()


class MoreLink(LinkButton):
    """A quiet line that opens a popover and says in short what is in it.

    It stands in the walk of Enter, so it speaks the words of an editor; F4, Space or Down opens.
    """

    edited = Signal()
    asked = Signal()

    def __init__(self, title: str, icon: str = "plus", parent: QWidget | None = None) -> None:
        super().__init__(title, icon, parent=parent)
        self._title, self._plain = title, icon
        self.setToolTip(tr("F4 или пробел — открыть, Enter — дальше"))
        self.clicked.connect(self.asked)

    def summarise(self, words: str) -> None:
        """Say what has been filled in; empty brings the title back."""
        self._icon = "pencil" if words else self._plain
        self.set_text(words or self._title)

    def value(self) -> None:
        """The fields are in the popover."""

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Nothing to show."""

    def raw(self) -> Raw:
        """Nothing is typed here."""
        return None

    def set_raw(self, raw: Raw) -> None:
        """Nothing to bring back."""

    def problem(self) -> str:
        """Never."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_F4, Qt.Key.Key_Down}:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isEnabled():
            QPainter(self).fillRect(self.rect(), theme.colour("surface"))

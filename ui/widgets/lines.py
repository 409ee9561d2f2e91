"""Editors of one line and of long text: words, phones, sums."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ui import theme
from ui.widgets.field import Raw
from workstation.errors import UserError
from workstation.i18n import tr

ICON_SPACE = 28


def is_of_window(event: QEvent) -> bool:
    """Whether a field would keep a key of the window for itself: Ctrl+U and Ctrl+K clear a line on X11."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    return event.matches(keys.DeleteCompleteLine) or event.matches(keys.DeleteEndOfLine)


def tall(edit: QLineEdit) -> QLineEdit:
    """The height of the workshop: 40 px, for hands in gloves."""
    edit.setProperty("tall", True)
    return edit


class LineEdit(QLineEdit):
    """One line of words; blank is None. `icon` is drawn inside on the right."""

    edited = Signal()

    def __init__(
        self, placeholder: str = "", icon: str = "", *, upper: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._upper = icon, upper
        self.setPlaceholderText(placeholder)
        if icon:
            self.setTextMargins(0, 0, ICON_SPACE - 8, 0)
        self.textChanged.connect(self.edited)
        if upper:
            self.textEdited.connect(self._raise_case)

    def value(self) -> object:
        """The words without blanks around them, or None."""
        return self.text().strip() or None

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show a value (None: nothing)."""
        self._put(self.format(value), undoable)

    def format(self, value: object) -> str:
        """How a value is written in the field."""
        return "" if value is None else str(value)

    def raw(self) -> Raw:
        """The words as typed."""
        return self.text()

    def set_raw(self, raw: Raw) -> None:
        """Bring back words as typed."""
        self.setText(str(raw or ""))
        self._show_head()

    def problem(self) -> str:
        """Any words are right here."""
        return ""

    def _put(self, text: str, undoable: bool) -> None:
        if text == self.text():
            return
        if undoable:
            self.selectAll()
            if text:
                self.insert(text)
            else:
                self.del_()
        else:
            self.setText(text)
        self._show_head()

    def _show_head(self) -> None:
        """A text that is longer than the field is read from its beginning."""
        if not self.hasFocus() and self.cursorPosition():
            self.setCursorPosition(0)

    def _raise_case(self, text: str) -> None:
        if text != text.upper():
            place = self.cursorPosition()
            self.setText(text.upper())
            self.setCursorPosition(place)

    def event(self, event: QEvent) -> bool:
        if is_of_window(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._show_head()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            place = (self.height() - 16) // 2
            theme.draw_icon(QPainter(self), self._icon, "text2", self.width() - ICON_SPACE + 4, place, 16)


class FormattedEdit(LineEdit):
    """A line that is parsed, and written in its own form when the focus leaves it; Ctrl+Z undoes that too."""

    def __init__(self, placeholder: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, icon, parent=parent)
        self.editingFinished.connect(self.tidy)

    def parse(self, text: str) -> object:
        """The value of what is typed; ValueError or UserError when it is none."""
        raise NotImplementedError

    def complaint(self) -> str:
        """What to say when it cannot be read."""
        raise NotImplementedError

    def value(self) -> object:
        """The value, or None when blank or unreadable."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return self.parse(text)
        except (ValueError, UserError):
            return None

    def problem(self) -> str:
        """The complaint when something is typed and cannot be read."""
        return self.complaint() if self.text().strip() and self.value() is None else ""

    def tidy(self) -> None:
        """Write the value in its own form; what cannot be read stays as typed."""
        value = self.value()
        if value is not None:
            self._put(self.format(value), undoable=True)


class MoneyEdit(FormattedEdit):
    """A sum: kopecks; shown as `48 990,00`, on the right."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def parse(self, text: str) -> object:
        from workstation.money import parse_kopecks  # not at import: the window is painted without decimals

        return parse_kopecks(text)

    def format(self, value: object) -> str:
        from workstation.money import format_amount

        return format_amount(value) if isinstance(value, int) else ""

    def complaint(self) -> str:
        return tr("Введите сумму цифрами, копейки через запятую: 48 990,00")


class NumberEdit(FormattedEdit):
    """A whole number within limits, on the right."""

    def __init__(
        self, low: int = 0, high: int = 10**9, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder, parent=parent)
        self._low, self._high = low, high
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def parse(self, text: str) -> object:
        number = int(text.replace("\u00a0", "").replace(" ", ""))
        if not self._low <= number <= self._high:
            raise ValueError(text)
        return number

    def complaint(self) -> str:
        return tr("Введите целое число от {low} до {high}", low=self._low, high=self._high)


def show_phone(text: str) -> str:
    """A Russian phone as people read it, `+7 912 345-67-89`; anything else stays as it is."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] in "78" and not text.strip().startswith("+8"):  # noqa: PLR2004
        digits = digits[1:]
    if len(digits) != 10 or re.search(r"[^\d\s()+\-.]", text) or digits[0] in "7":  # noqa: PLR2004
        return text.strip()
    return f"+7 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"


class PhoneEdit(FormattedEdit):
    """A phone; the value is text in display form, the service checks and normalises it."""

    def __init__(
        self, placeholder: str = "", show: Callable[[str], str] = show_phone, parent: QWidget | None = None
    ) -> None:
        self._show = show
        super().__init__(placeholder, parent=parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)

    def parse(self, text: str) -> object:
        return self._show(text)

    def complaint(self) -> str:
        return ""


class TextEdit(QPlainTextEdit):
    """Long text of `lines` lines. Enter goes to the next field as everywhere, Shift+Enter to the one before,
    Alt+Enter or Ctrl+Enter begins a new line, Tab leaves: the keyboard is never trapped in it.

    `left(step)` asks the form for the next (1) or previous (-1) field.
    """

    edited = Signal()

    def __init__(self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setToolTip(tr("Enter — дальше, Alt+Enter — новая строка"))
        self.document().setDocumentMargin(2)
        self.setFixedHeight(lines * 16 + 18)
        self.textChanged.connect(self.edited)

    def value(self) -> object:
        """The text without blanks around it, or None."""
        return self.toPlainText().strip() or None

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show a text (None: nothing)."""
        text = "" if value is None else str(value)
        if text == self.toPlainText():
            return
        if undoable:
            cursor = self.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
        else:
            self.setPlainText(text)

    def raw(self) -> Raw:
        """The text as typed."""
        return self.toPlainText()

    def set_raw(self, raw: Raw) -> None:
        """Bring back a text as typed."""
        self.setPlainText(str(raw or ""))

    def problem(self) -> str:
        """Any text is right here."""
        return ""

    def sizeHint(self) -> QSize:
        return QSize(200, self._lines * 16 + 18)

    def event(self, event: QEvent) -> bool:
        if is_of_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        wanted = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        if enter and event.modifiers() & wanted:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif enter:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A box to tick with its words and a note («выдать до 26.11.2026»); Space ticks, Ctrl+Z undoes."""

    edited = Signal()

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._note = note
        self._past: list[bool] = []
        self._quiet = False
        self.setAccessibleName(text)
        self.setFixedHeight(20)
        self.toggled.connect(self._on_toggled)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Tick or clear."""
        self._quiet = not undoable
        self.setChecked(bool(value))
        self._quiet = False
        if not undoable:
            self._past.clear()

    def set_note(self, note: str) -> None:
        """Change the grey words on the right."""
        self._note = note
        self.updateGeometry()
        self.update()

    def raw(self) -> Raw:
        """Whether it is ticked."""
        return self.isChecked()

    def set_raw(self, raw: Raw) -> None:
        """Bring it back."""
        self.set_value(bool(raw))

    def problem(self) -> str:
        """Never."""
        return ""

    def undo(self) -> None:
        """Take back the last tick."""
        if self._past:
            self._quiet = True
            self.setChecked(self._past.pop())
            self._quiet = False

    def sizeHint(self) -> QSize:
        width = 26 + self.fontMetrics().horizontalAdvance(self.text() + "  " + self._note) + 4
        return QSize(width, 20)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge = ("accent_fill", "accent_fill") if self.isChecked() else ("surface", "border")
        if self.property("mark") == "error":
            fill, edge = ("accent_fill" if self.isChecked() else "red_soft"), "red"
        theme.draw_box(painter, QRectF(0, 1, 18, 18), fill if self.isEnabled() else "disabled", edge, 4)
        if self.isChecked():
            theme.draw_icon(painter, "check", "on_accent", 2, 3, 14, 2.5)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "text2"))
        painter.drawText(26, 0, self.width(), 20, middle, self.text())
        if self._note:
            x = 26 + painter.fontMetrics().horizontalAdvance(self.text() + "  ")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(x, 0, self.width(), 20, middle, self._note)
        if self.hasFocus():
            theme.draw_box(painter, QRectF(self.rect()), None, "accent", 4, 2)

    def _on_toggled(self, on: bool) -> None:
        if not self._quiet:
            self._past.append(not on)
        self.edited.emit()

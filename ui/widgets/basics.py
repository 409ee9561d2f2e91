"""Words, icons, key caps and hairlines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme

KEY_HEIGHT = 18


def label(
    text: str = "", tone: str = "", size: str = "", *, bold: bool = False, wrap: bool = False
) -> QLabel:
    """A label in one of the tones (`text2`, `text3`, `red`, ...) and sizes (`small`, `title`)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        made.setProperty("tone", tone)
    if size:
        made.setProperty("type", size)
    if bold:
        made.setProperty("strong", True)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class BriefLabel(QLabel):
    """A line that gives way when room is short: it ends in dots, the whole text is its tip."""

    LEAST = 48

    def __init__(self, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label; costs a re-polish only when it differs."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def key_width(key: str) -> int:
    """How wide the cap of a key is."""
    return max(KEY_HEIGHT, QFontMetrics(theme.font("small")).horizontalAdvance(key) + 10)


def draw_key(  # noqa: PLR0913 - a painting primitive
    painter: QPainter, x: float, y: float, key: str, text: str = "text2", edge: str = "border"
) -> int:
    """Paint a key cap with its top left corner at (x, y); returns its width."""
    width = key_width(key)
    box = QRectF(x, y, width, KEY_HEIGHT)
    theme.draw_box(painter, box, None, edge, 3)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour(text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    return width


class KeyCap(QWidget):
    """A key as it is drawn on a keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setFixedSize(key_width(key), KEY_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_key(QPainter(self), 0, 0, self._key)


class IconLabel(QWidget):
    """A drawing in the colour of a tone; silent for screen readers unless it is given a name."""

    def __init__(
        self,
        name: str,
        tone: str = "text2",
        size: int = 16,
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setAccessibleName(accessible)
        self.setFixedSize(size, size)

    def set(self, name: str, tone: str) -> None:
        """Show another drawing, or the same in another colour."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            theme.draw_icon(QPainter(self), self._name, self._tone, 0, 0, self._size)


class Fill(QWidget):
    """A plain area of one tone (`panel`, `rail`, `bg`, ...) with hairlines on chosen sides (`tblr`)."""

    def __init__(self, tone: str = "surface", lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._lines = tone, lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._tone))
        width, height, line = self.width(), self.height(), theme.colour("line")
        for side, box in (
            ("t", (0, 0, width, 1)),
            ("b", (0, height - 1, width, 1)),
            ("l", (0, 0, 1, height)),
            ("r", (width - 1, 0, 1, height)),
        ):
            if side in self._lines:
                painter.fillRect(*box, line)


class Hairline(QFrame):
    """One grey line between groups; `space` pixels of air on either side."""

    def __init__(self, space: int = 0, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = upright
        self._ends = (14, 8) if upright else (0, 0)
        if upright:
            self.setFixedWidth(1 + 2 * space)
        else:
            self.setFixedHeight(1 + 2 * space)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line = QPainter(self), theme.colour("line")
        if self._upright:
            painter.fillRect(self.width() // 2, self._ends[0], 1, self.height() - sum(self._ends), line)
        else:
            painter.fillRect(0, self.height() // 2, self.width(), 1, line)


class SectionTitle(QWidget):
    """The bold heading of a group with an optional note on the right; `set_note` shows a fact there."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._title = label(title, bold=True)
        self._note = label(note, "text2", "small")
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._note)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Rename the group."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_note(self, note: str, tone: str = "text2") -> None:
        """Say something short about the group."""
        self._note.setText(note)
        set_tone(self._note, tone)


class EmptyState(QWidget):
    """What belongs here when there is nothing, and the action that puts something here."""

    def __init__(self, icon: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addStretch(2)
        self._column.addWidget(IconLabel(icon, "text3", 20), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, bold=True)
        self._text = label(text, "text2", wrap=True)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(part)
        self._column.addStretch(3)
        self.setAccessibleName(title)

    def set_words(self, title: str, text: str = "") -> None:
        """Say something else: nothing at all, or nothing that fits the filter."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)

    def add_button(self, button: QWidget) -> None:
        """The action that fills the emptiness."""
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

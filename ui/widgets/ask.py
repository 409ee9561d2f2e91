"""Small windows for decisions that cannot wait: a reason for something final, a secret shown for a moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.basics import label
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit
from workstation.i18n import ntr, tr

WIDTH = 460
SECOND_MS = 1000


class Ask(QDialog):
    """A window with a title, a sentence and buttons; Esc takes nothing. It deletes itself."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 16)
        self._column.setSpacing(12)
        self._column.addWidget(label(title, "", "title", wrap=True))
        self._text = label(text, "text2", wrap=True)
        self._text.setVisible(bool(text))
        self._column.addWidget(self._text)

    def scanned(self, code: str) -> bool:  # noqa: ARG002
        """A code came from the scanner while this is open; True when a field took it."""
        return False

    def _add_buttons(self, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._column.addSpacing(4)
        self._column.addLayout(row)


class ReasonAsk(Ask):
    """Asks why. given(reason) on F9; without a reason the field says so and nothing happens.

    `ready` are reasons by one key; they are put into the field, which can be gone on with.
    """

    given = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, text: str, confirm: str, ready: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, title, text)
        self._edit = LineEdit()
        self._field = Field(tr("Причина"), self._edit)
        if ready:
            self._ready = ChipGroup([ChipItem(words, words) for words in ready], optional=True)
            self._ready.setAccessibleName(tr("Готовые причины"))
            self._ready.edited.connect(self._on_ready)
            self._column.addWidget(self._ready)
        self._column.addWidget(self._field)
        back = Button(tr("Не сейчас"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        take = Button(confirm, "F9", "", "main")
        take.clicked.connect(self._take)
        self._add_buttons(back, take)
        self._edit.setFocus()

    def _on_ready(self) -> None:
        chosen = self._ready.value()
        if chosen:
            self._edit.set_value(str(chosen), undoable=True)
            self._edit.setFocus()

    def _take(self) -> None:
        reason = self._edit.text().strip()
        if not reason:
            self._field.set_error(tr("Напишите причину: она останется в журнале"), "red")
            self._edit.setFocus()
            return
        self.given.emit(reason)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9 or (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._edit.hasFocus()
        ):
            self._take()
        else:
            super().keyPressEvent(event)


class ShownAsk(Ask):
    """Shows a secret for a short while, in large letters; it goes by itself, by Enter or by Esc."""

    def __init__(self, parent: QWidget, title: str, text: str, secret: str, seconds: int = 30) -> None:
        super().__init__(parent, title, text)
        self._left = seconds
        shown = label(secret, "", "title", bold=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(shown)
        self._note = label("", "text2", "small")
        self._column.addWidget(self._note)
        close = Button(tr("Скрыть"), "Return", "", "main")
        close.clicked.connect(self.accept)
        self._add_buttons(close)
        close.setFocus()
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tell()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.accept()
        self._tell()

    def _tell(self) -> None:
        self._note.setText(ntr("Скроется через {n} секунду", "Скроется через {n} секунд", self._left))

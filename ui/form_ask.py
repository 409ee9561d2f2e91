"""A small window with fields: for a decision that needs a few words and cannot wait."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.form import Form
from ui.widgets.ask import Ask
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from workstation.i18n import tr


class FormAsk(Ask):
    """A window with fields. given(data) on F9 once they can be read; Esc takes nothing."""

    given = Signal(object)

    def __init__(self, parent: QWidget, title: str, text: str, confirm: str) -> None:
        super().__init__(parent, title, text)
        self.form = Form()
        self._fields = QVBoxLayout(self.form)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(8)
        self._column.addWidget(self.form)
        self._build()
        back = Button(tr("Не сейчас"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        take = Button(confirm, "F9", "", "main")
        take.clicked.connect(self.take)
        self._add_buttons(back, *self._second_button(), take)
        self.form.finished.connect(self.take)
        self.form.go(1)

    def _build(self) -> None:
        """Put the fields into the form."""

    def _second_button(self) -> list[QWidget]:
        """Buttons between the one that takes nothing and the main one."""
        return []

    def say(self, text: str) -> None:
        """A sentence under the title."""
        self._text.setText(text)
        self._text.show()

    def data(self) -> Any:
        """What is typed."""
        raise NotImplementedError

    def take(self) -> None:
        """Give the data, or show what is missing."""
        errors = self.form.check()
        self.form.show_errors(errors)
        if not errors:
            self.given.emit(self.data())
            self.accept()

    def put(self, path: str, title: str, editor: QWidget, needed: str = "", width: int = 0) -> Field:
        """A field under the others."""
        field = Field(title, editor, width)
        self.form.add(path, field, required=needed)
        self.add(field)
        return field

    def add(self, part: QWidget) -> None:
        """A part of the window under the fields so far."""
        self._fields.addWidget(part)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def _fit(self) -> None:
        """Take the height of what is shown: by itself Qt leaves blanks around words that could wrap."""
        height = self._column.totalHeightForWidth(self.width())
        if height > 0 and height != self.height():
            self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self.take()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

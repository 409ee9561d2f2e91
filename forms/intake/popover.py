"""A small sheet over the form for what is rarely asked: a key opens it from its link, Esc leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from forms.intake.editors import MoreLink
from ui import theme
from ui.form import Form
from ui.widgets.basics import label

MARGIN = 14


class Popover(QWidget):
    """Fields of `paths` that hide behind a link; a child of the form: Enter walks through the open sheet."""

    def __init__(self, form: Form, link: MoreLink, title: str, width: int) -> None:
        super().__init__(form)
        self._form, self._link = form, link
        self.paths: list[str] = []
        self.summary: Callable[[], str] = str
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        self._column.setSpacing(8)
        self._column.addWidget(label(title, bold=True))
        self.setFixedWidth(width)
        self.setAccessibleName(title)
        self.hide()
        link.asked.connect(self.open)
        form.edited.connect(self._on_edited)
        QApplication.instance().focusChanged.connect(self._on_focus)

    def add(self, part: QWidget, *paths: str) -> None:
        """Put a part in, with the paths bound inside it."""
        self._column.addWidget(part)
        self.paths += paths

    def open(self) -> None:
        """Show the sheet by its link and go to its first field."""
        self.show_sheet()
        shown = [path for path in self.paths if not self._form.field(path).isHidden()]
        self._form.focus(shown[0])

    def show_sheet(self) -> None:
        """Show the sheet by its link, where there is room."""
        self.adjustSize()
        place = self._link.mapTo(self._form, QPoint(0, self._link.height() + 2))
        if place.y() + self.height() > self._form.height() - 4:
            place = self._link.mapTo(self._form, QPoint(0, -self.height() - 2))
        x = min(place.x(), self._form.width() - self.width() - 4)
        y = min(max(place.y(), 4), max(4, self._form.height() - self.height() - 4))
        self.move(max(4, x), y)
        self.show()
        self.raise_()

    def close_sheet(self) -> None:
        """Hide the sheet and go back to its link."""
        self._link.setFocus()
        self.hide()

    def refresh(self) -> None:
        """Let the link say what is filled in."""
        self._link.summarise(self.summary())

    def _on_edited(self, path: str) -> None:
        if path in self.paths:
            self.refresh()
            if self.isVisible():
                self.adjustSize()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if (
            self.isVisible()
            and new is not None
            and new.window() is self.window()
            and not self.isAncestorOf(new)
        ):
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme.draw_box(QPainter(self), QRectF(self.rect()), "panel", "border", 6)

"""What stands before the work: login, first set-up, a base that cannot be opened.

A gate covers the whole window and hides what is behind it; pages behind stay alive, so whoever unlocks finds
the work as it was left. While it is up no shortcut of the window works but F1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.widgets.basics import Fill, label
from ui.widgets.field import FormColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 400


class GatePage(Page):
    """A page of the gate: `passed(result)` opens the way, `asked(name)` wants another page.

    Contents go into `self.column`, in the middle of the window.
    """

    passed = Signal(object)
    asked = Signal(str)

    def __init__(self, context: Context, width: int = WIDTH) -> None:
        super().__init__(context)
        self.column = FormColumn(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.addStretch(2)
        across = QHBoxLayout()  # an alignment would ask how tall wrapped words are at the window's width
        across.addStretch(1)
        across.addWidget(self.column)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(3)
        area.setWidget(inner)
        outer.addWidget(area)

    def head(self, title: str, text: str = "") -> None:
        """The title of the gate and a line under it."""
        self.set_title(title)
        self.column.add(label(title, "", "title", wrap=True))
        if text:
            self.column.add(label(text, "text2", wrap=True))
        self.column.gap(8)


class Gate(Fill):
    """The cover over the window; `show_page` puts a page up, `open` takes the cover away."""

    helped = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__("surface", "", window)
        self._window = window
        self._page: GatePage | None = None
        self._before: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        window.installEventFilter(self)

    def page(self) -> GatePage | None:
        """The page that is up."""
        return self._page

    def show_page(self, page: GatePage, key: object = None) -> None:
        """Cover the window with a page, in the place of the one before."""
        self._drop()
        self._page = page
        self._layout.addWidget(page)
        if self.isHidden():
            self._before = QApplication.focusWidget()
            self._window.centralWidget().hide()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._window.setWindowTitle(page.title)
        page.setFocus()
        page.activate(key)

    def open(self) -> None:
        """Take the cover away; the focus goes where it was."""
        if self.isHidden():
            return
        self._drop()
        self.hide()
        self._window.centralWidget().show()
        for widget in self._chain(self._before):
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus()
                break
        self._before = None

    def is_up(self) -> bool:
        """Whether the window is covered."""
        return not self.isHidden()

    def _chain(self, widget: QWidget | None) -> Sequence[QWidget]:
        from shiboken6 import isValid  # noqa: PLC0415 - the page behind may be gone

        return [widget] if widget is not None and isValid(widget) else []

    def _drop(self) -> None:
        if self._page is not None:
            self._layout.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._page
        if event.key() == Qt.Key.Key_F1 and page is not None:
            self.helped.emit(page.help_topic)
        elif event.key() == Qt.Key.Key_Escape and page is not None:
            page.leave()
        elif event.key() == Qt.Key.Key_F5 and page is not None:
            page.refresh()
        event.accept()

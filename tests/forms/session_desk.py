"""The whole window over a real base, as main puts it together, driven by keys in this process."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import forms
import main
from ui.gate import GatePage
from ui.session import Screens, Session
from ui.widgets.lines import LineEdit

ENTER = Qt.Key.Key_Return


class Desk:
    """A window on the base at an address; `close` ends it as a user would."""

    def __init__(self, qtbot: Any, address: str, *, practice: bool = False) -> None:
        self.qtbot = qtbot
        pages, gates = (
            {name: main.lazy(path) for name, path in table.items()} for table in (forms.PAGES, forms.GATES)
        )
        self.session = Session(
            address,
            Screens(pages, gates, forms.PLACES, main.lazy(forms.SEARCH), forms.FIRST, forms.HEAVY),
            practice=practice,
        )
        self.crashes: list[str] = []
        self.session.tasks.crashed.connect(lambda _error, trace: self.crashes.append(trace))
        qtbot.addWidget(self.session.window)
        self.session.start()
        self.session.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.session.window)

    def wait(self, condition: Any, seconds: float = 20.0) -> None:
        """Wait for something to become true; a bug of ours ends the wait."""
        self.qtbot.waitUntil(lambda: bool(self.crashes) or bool(condition()), timeout=int(seconds * 1000))
        assert not self.crashes, self.crashes[0]

    def gate(self, name: str) -> Any:
        """Wait for a gate; gives its page."""
        self.wait(lambda: self.session.gate.page() and self.session.gate.page().objectName() == name)
        page = self.session.gate.page()
        assert isinstance(page, GatePage)
        return page

    def inside(self) -> Any:
        """Wait until somebody is in; gives the page shown."""
        self.wait(lambda: not self.session.gate.is_up() and self.session.window.current_page() is not None)
        return self.session.window.current_page()

    def rest(self) -> None:
        """Let every lane answer."""
        self.wait(lambda: not self.session.tasks.is_busy())

    def close(self) -> None:
        """Close the window and the base."""
        self.rest()
        if isValid(self.session.window):
            self.session.window.close()
        self.session.finish()
        self.session.deleteLater()


def put(editor: LineEdit, text: str) -> None:
    """Type a text in one go, as a paste."""
    editor.setFocus()
    editor.selectAll()
    editor.insert(text)

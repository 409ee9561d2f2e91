"""Parts for the tests of the window: the dress, lanes, and typing that is safe with Cyrillic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.tasks import Tasks


class Runner:
    """A base of one list: the session is the list, a write changes the kinds the function names."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()

    def run(self, fn: Callable[[Any], Any], write: bool) -> tuple[Any, set[str]]:
        """Run the function; a write reports `kinds`."""
        return fn(self), set(self.kinds) if write else set()


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def runner() -> Runner:
    """The base of the lanes."""
    return Runner()


@pytest.fixture
def tasks(qapp: QApplication, runner: Runner) -> Iterator[Tasks]:
    """Lanes that end with the test."""
    made = Tasks(runner)
    yield made
    assert made.close()
    made.deleteLater()


@pytest.fixture
def shown(qtbot: Any) -> Callable[[QWidget], QWidget]:
    """Shows a widget as the active window."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)
        return widget

    return show

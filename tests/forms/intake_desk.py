"""A window with the intake in it on a real base, driven by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from forms.intake.visit import Visit
from forms.intake_form import IntakeForm
from tests.ui.keys import press, type_text
from ui.main_window import MainWindow
from ui.rail import Place
from ui.tasks import Tasks
from workstation.db import Database
from workstation.documents.people import Actor

ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


class Counter:
    """The screen and what a clerk does with it."""

    def __init__(self, qtbot: Any, database: Database, actor: Actor) -> None:
        self.qtbot, self.database, self.actor = qtbot, database, actor
        self.tasks = Tasks(database)
        self.crashes: list[str] = []
        self.opened: list[tuple[str, object]] = []
        self.tasks.crashed.connect(lambda _error, trace: self.crashes.append(trace))
        factories = {"intake": IntakeForm, "order": lambda context: Stub(context)}
        self.window = MainWindow(self.tasks, factories, lambda _actor: [Place("intake", "Приём", "inbox")])
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.window.set_actor(actor, "intake")
        self.rest()

    @property
    def page(self) -> IntakeForm:
        """The intake shown."""
        page = self.window.current_page()
        assert isinstance(page, IntakeForm)
        return page

    @property
    def form(self) -> Any:
        """Its fields."""
        return self.page.form

    @property
    def visit(self) -> Visit:
        """Its state."""
        return self.page.desk.visit

    def rest(self) -> None:
        """Wait until every lane has answered and typing has settled."""
        self.qtbot.wait(180)
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy(), timeout=10_000)
        self.qtbot.wait(20)
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy(), timeout=10_000)
        assert not self.crashes, self.crashes[0]

    def go(self, path: str, text: str = "") -> None:
        """Put the focus into a field and type."""
        self.form.focus(path)
        type_text(text)

    def walk(self, *texts: str) -> None:
        """Type into the field that has the focus, Enter, and so on."""
        for text in texts:
            type_text(text)
            press(ENTER)

    def trigger(self, action: str) -> None:
        """What a function key does: a bound action of the page."""
        bound = next(one for one in self.page.actions_bound if one.spec.id == action)
        bound.action.trigger()

    def accept(self) -> None:
        """F9, to the end."""
        self.trigger("intake.accept")
        self.rest()
        self.rest()

    def bar_text(self) -> str:
        """What the bar at the foot says."""
        return self.page.bar.accessibleDescription()

    def close(self) -> None:
        """End the lanes."""
        self.rest()
        assert self.tasks.close()
        self.tasks.deleteLater()


class Stub(QWidget):
    """Another screen, of which only the name matters."""


def fill_washer(counter: Counter, **other: str) -> None:
    """Type a whole warranty intake of a washing machine, by fields."""
    texts = {
        "customer.phone": "8 (912) 345-67-89",
        "customer.name": "Иванова Мария Петровна",
        "device.serial_number": "FD 0503 000123",
        "device.category": "Стиральная машина",
        "device.brand": "Bosch",
        "device.model": "WAN28263BY",
        "device.sold_on": "10.06.2025",
        "request.appearance": "царапина 3 см на правой стенке",
        "request.reported_fault": "не отжимает",
        "request.declared_value": "40000",
    }
    for path, text in {**texts, **other}.items():
        counter.go(path, text)
        press(ENTER)
    counter.rest()


Make = Callable[[], Counter]

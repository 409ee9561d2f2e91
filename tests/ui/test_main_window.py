"""The shell: pages by name, keys, search, the switch of users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.ui.keys import press, type_text
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.main_window import MainWindow
from ui.rail import Place
from ui.tasks import Tasks
from ui.widgets.ask import Ask
from ui.widgets.basics import BriefLabel
from ui.widgets.buttons import Button
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.statuses import Role

Shown = Callable[[QWidget], Any]
CLERK = Actor(1, "petrova", "Петрова Анна", "Петрова А. С.", "приёмщик", Role.CLERK, 1, 1, "Стойка 1")
PLACES = (Place("first", "Приём", "inbox"), Place("second", "Заказы", "clipboard-list"))


class Sheet(Page):
    """A page that writes down what is asked of it."""

    help_topic = "sheet"
    made: list[Sheet] = []

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context)
        self.name, self.log = name, []
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        spec = ActionSpec("save", "Записать", "F9", "top", main=True)
        self.actions_bound = [bind(spec, self, lambda: self.log.append("saved"))]
        self.set_title(name)
        Sheet.made.append(self)

    def activate(self, key: object = None) -> None:
        self.log.append(("active", key))
        self.field.setFocus()

    def refresh(self) -> None:
        self.log.append("refreshed")

    def keep(self) -> None:
        self.log.append("kept")

    def search(self, text: str) -> bool:
        self.log.append(("search", text))
        return True


@pytest.fixture
def window(tasks: Tasks, shown: Shown) -> MainWindow:
    Sheet.made = []
    factories = {
        name: lambda context, name=name: Sheet(context, name) for name in ("first", "second", "card")
    }
    return shown(MainWindow(tasks, factories, lambda actor: PLACES[: 2 if actor else 1], station="Стойка 1"))


def page(window: MainWindow) -> Sheet:
    found = window.current_page()
    assert isinstance(found, Sheet)
    return found


def test_pages_are_built_when_first_needed_and_once(window: MainWindow) -> None:
    assert Sheet.made == []
    window.open_form("first")
    window.open_form("second")
    window.open_form("first")
    assert [sheet.name for sheet in Sheet.made] == ["first", "second"]
    assert page(window).log == [("active", None), ("active", None)]
    with pytest.raises(KeyError):
        window.open_form("nowhere")


def test_a_page_for_a_key_goes_when_it_is_left(window: MainWindow) -> None:
    window.open_form("first")
    window.open_form("card", 7)
    assert page(window).log == [("active", 7)]
    card = page(window)
    press(Qt.Key.Key_Escape)
    assert "kept" in card.log
    assert page(window).name == "first"
    window.open_form("card", 7)
    assert page(window) is not card


def test_a_page_may_refuse_to_be_left(window: MainWindow) -> None:
    window.open_form("first")
    window.open_form("card", 7)
    page(window).leave = lambda: False
    press(Qt.Key.Key_Escape)
    assert page(window).name == "card"
    page(window).closed.emit()
    assert page(window).name == "first"


def test_a_long_line_beside_the_title_gives_way_to_the_keys(window: MainWindow, qtbot: Any) -> None:
    """The search and the actions keep their room; the line ends in dots and is told whole as a tip."""
    window.open_form("first")
    window.resize(1024, 640)
    page(window).set_title("Заказ", "ООО «Очень длинное название заказчика»; " * 5)
    line = next(one for one in window.findChildren(BriefLabel) if one.text())
    qtbot.waitUntil(lambda: line.toolTip() == line.text())
    button = next(one for one in window.findChildren(Button) if one.isVisible())
    assert button.width() >= button.sizeHint().width()
    assert window.width() == 1024


def test_keys_of_the_window(window: MainWindow, qtbot: Any) -> None:
    window.set_actor(CLERK, title="Петрова А. С., приёмщик")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page(window).name == "second"
    press(Qt.Key.Key_F5)
    assert page(window).log[-1] == "refreshed"
    with qtbot.waitSignal(window.help_asked) as asked:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert asked.args == ["sheet"]
    with qtbot.waitSignal(window.switch_asked):
        qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.keyClick(page(window).field, Qt.Key.Key_F9)
    assert "saved" in page(window).log


def test_search_from_anywhere(window: MainWindow, qtbot: Any) -> None:
    window.open_form("first")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    type_text("Ли")
    press(Qt.Key.Key_Return)
    assert ("search", "Ли") in page(window).log
    window.focus_search()
    type_text("Петр")
    press(Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert page(window).field.hasFocus()


def test_what_is_typed_before_the_page_is_there_is_kept(window: MainWindow) -> None:
    assert window.search.hasFocus()
    type_text("Иванова")
    window.set_actor(CLERK)
    assert window.search.text() == "Иванова"
    assert window.search.hasFocus()


def test_another_user_gets_pages_of_his_own(window: MainWindow) -> None:
    window.set_actor(CLERK, title="Петрова А. С., приёмщик")
    first = page(window)
    assert first.context.actor == CLERK
    other = Actor(2, "sidorov", "Сидоров", "Сидоров А. В.", "мастер", Role.TECHNICIAN, 1, 1, "Стойка 1")
    window.set_actor(other, first="second", title="Сидоров А. В., мастер")
    assert "kept" in first.log
    assert page(window).name == "second"
    assert page(window).context.actor == other
    assert window.context.actor == other


def test_top_bar_follows_page_and_its_action(window: MainWindow) -> None:
    window.open_form("first")
    button = window.top_bar.findChild(Button)
    assert isinstance(button, Button)
    assert button.text() == "Записать"
    action: QAction = page(window).actions_bound[0].action
    action.setEnabled(False)
    assert not button.isEnabled()
    action.setEnabled(True)
    button.click()
    assert page(window).log[-1] == "saved"


def test_scanned_code_goes_to_the_page_else_to_the_search(window: MainWindow) -> None:
    window.open_form("first")
    page(window).scanned = lambda code: code.startswith("ASC1:")
    window.scanned("ASC1:AAAAAA")
    assert page(window).log == [("active", None)]
    window.scanned("460123456789")
    assert page(window).log[-1] == ("search", "460123456789")


def test_a_scanned_code_goes_to_an_open_question_first(window: MainWindow) -> None:
    window.open_form("first")
    taken: list[str] = []
    ask = Ask(window, "Какая запчасть", "")
    ask.scanned = lambda code: taken.append(code) or code == "ASC1:AAAAAA"
    ask.open()
    window.scanned("ASC1:AAAAAA")
    assert page(window).log == [("active", None)]
    window.scanned("460123456789")
    assert taken == ["ASC1:AAAAAA", "460123456789"]
    assert page(window).log[-1] == ("search", "460123456789")
    ask.close()


def test_error_nobody_took_is_said_in_the_bar(window: MainWindow, tasks: Tasks, monkeypatch: Any) -> None:
    monkeypatch.setattr("ui.main_window.error_text", lambda error: f"словами: {error.code}")
    told: list[str] = []
    monkeypatch.setattr(window.status, "tell", lambda text, tone: told.append(f"{tone} {text}"))
    tasks.unhandled.emit(UserError("storage_locked"))
    assert told == ["red словами: storage_locked"]


def test_closing_keeps_every_page(window: MainWindow, qtbot: Any) -> None:
    window.open_form("first")
    window.open_form("second")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert all(sheet.log[-1] == "kept" for sheet in Sheet.made)


def test_page_of_keys_lists_the_page_and_the_window(window: MainWindow) -> None:
    window.open_form("first")
    window.show_keys()
    words = {child.accessibleName() for child in window.findChildren(QWidget)}
    assert {"F9", "Ctrl+K", "F4", "Esc"} <= words


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    window.set_actor(CLERK, title="Петрова А. С., приёмщик")
    nameless = [
        child
        for child in window.findChildren(QWidget)
        if child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not child.accessibleName()
        and child is not page(window).field
    ]
    assert nameless == []

"""Parts of the bench: a checklist answered by one key each, a stopwatch, values with a comma."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.keys import press, type_text
from ui.widgets.buttons import Button
from ui.widgets.checklist import CheckItem, Checklist
from ui.widgets.combo import Combo
from ui.widgets.lines import tall
from ui.widgets.meter import Stopwatch, show_spent
from ui.widgets.popup import PopupRow, row_height
from ui.widgets.values import DecimalEdit
from workstation import clock

Shown = Callable[[QWidget], QWidget]
DOWN, ENTER, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space
GLOVE = 40
ITEMS = (
    CheckItem(1, "yes_no", "Питание отключено"),
    CheckItem(2, "value", "Изоляция", limits="МОм, от 2"),
    CheckItem(3, "choice", "Режим", choices=("Хлопок", "Синтетика")),
    CheckItem(4, "photo", "Шильдик", trouble="Нет обязательного снимка"),
)


class Told:
    """What a checklist told."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, str]] = []
        self.shots: list[int] = []


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def checklist(told: Told, shown: Shown) -> Checklist:
    made = Checklist("F6")
    made.answered.connect(lambda item, value: told.answers.append((item, value)))
    made.photo_wanted.connect(told.shots.append)
    made.set_items(ITEMS, 4)
    made.resize(420, 400)
    shown(made)
    made.go_to(1)
    return made


def test_rows_that_come_later_stand_in_their_place_among_the_tabs(shown: Shown, qtbot: Any) -> None:
    """Tab goes from what is before the list through its rows to what is after it, not past everything."""
    page = QWidget()
    column = QVBoxLayout(page)
    before, listed, after = QLineEdit(), Checklist(), QLineEdit()
    for widget in (before, listed, after):
        column.addWidget(widget)
    shown(page)
    listed.set_items(ITEMS[:2])
    first, second = (listed.row(item.id).editor for item in ITEMS[:2])
    qtbot.waitUntil(second.isVisible)
    before.setFocus()
    walked = []
    for _step in range(3):
        press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [first, second, after]


def test_each_kind_is_answered_by_keys(checklist: Checklist, told: Told) -> None:
    press("д")
    assert checklist.current() == 2
    type_text("12,4")
    press(ENTER)
    press("с")
    assert told.answers == [(1, "yes"), (2, "12.4"), (3, "Синтетика")]
    checklist.go_to(4)
    press(ENTER)
    assert told.shots == [4]


def test_space_says_yes_and_no_by_turns(checklist: Checklist, told: Told) -> None:
    press(SPACE)
    checklist.set_items([CheckItem(1, "yes_no", "Питание отключено", value="yes", is_good=True), *ITEMS[1:]])
    press(SPACE)
    press("н")
    assert told.answers == [(1, "yes"), (1, "no"), (1, "no")]


def test_what_cannot_be_read_is_not_given(checklist: Checklist, told: Told) -> None:
    checklist.go_to(2)
    type_text("много")
    press(ENTER)
    checklist.go_to(1)
    assert told.answers == []
    edit = checklist.row(2).findChild(DecimalEdit)
    assert edit is not None
    assert edit.text() == "много"
    assert edit.property("mark") == "error"


def test_a_value_being_typed_outlives_a_refresh(checklist: Checklist) -> None:
    checklist.go_to(2)
    type_text("17,")
    checklist.set_items(ITEMS, 4)
    edit = QApplication.focusWidget()
    assert isinstance(edit, DecimalEdit)
    assert edit.text() == "17,"


def test_the_one_that_closes_the_gate_says_why(checklist: Checklist) -> None:
    assert checklist.row(4).accessibleDescription() == "Нет обязательного снимка"
    button = checklist.row(4).findChild(Button)
    assert button is not None
    assert button.isVisible()
    done = CheckItem(4, "photo", "Шильдик", value="hash", is_good=True)
    checklist.set_items([*ITEMS[:3], done])
    checklist.set_picture(4, QImage(80, 60, QImage.Format.Format_RGB32))
    assert not button.isVisible()
    assert checklist.row(4).accessibleDescription() == "сделано"


def test_everything_is_large_enough_for_gloves(checklist: Checklist) -> None:
    for item in ITEMS:
        assert checklist.row(item.id).height() >= GLOVE
    edit = checklist.row(2).findChild(DecimalEdit)
    assert edit is not None
    assert edit.height() == GLOVE


def test_a_tall_field_has_a_tall_list(shown: Shown) -> None:
    combo = Combo([PopupRow("220", "220 слив воды"), PopupRow("14", "14 заклинил")])
    tall(combo)
    shown(combo)
    combo.setFocus()
    assert combo.height() == GLOVE
    type_text("14")
    assert combo._popup is not None
    assert combo._popup.height() >= GLOVE
    assert row_height(PopupRow("1", "1"), tall=False) < GLOVE
    press(ENTER)
    assert combo.value() == "14"


def test_the_stopwatch_counts_from_what_was_spent_before(shown: Shown) -> None:
    watch = Stopwatch()
    shown(watch)
    since = clock.now() - timedelta(seconds=258)
    watch.show_time(600, since, "идёт «Пробный цикл»", 20)
    assert watch.seconds() == 858
    assert show_spent(858) == "00:14:18"
    assert watch.accessibleName() == "время идёт, 00:14:18, идёт «Пробный цикл»"
    assert watch._left.text() == "осталось 6 мин"
    watch.show_time(1500, None, "", 20)
    assert watch._left.text() == "больше нормы на 5 минут"
    assert not watch._timer.isActive()
    watch.show_time(0, clock.now(), "")
    assert watch._timer.isActive()
    watch.hide()
    assert not watch._timer.isActive()


@pytest.mark.parametrize(
    ("typed", "value"), [("12,4", "12.4"), ("-3", "-3"), ("1 200,5", "1200.5"), ("", None)]
)
def test_values_are_written_with_a_comma(shown: Shown, typed: str, value: str | None) -> None:
    edit = DecimalEdit()
    shown(edit)
    edit.setText(typed)
    assert edit.value() == value
    assert edit.problem() == ""
    edit.setText("1,2,3")
    assert edit.value() is None
    assert "12,4" in edit.problem()

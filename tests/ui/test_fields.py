"""Editors: what is typed, what it means, how it is written, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.keys import press, type_text
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, NumberEdit, PhoneEdit, TextEdit, show_phone
from ui.widgets.popup import PopupRow
from ui.widgets.search import SearchEdit
from workstation import clock

Shown = Callable[[QWidget], Any]
CTRL = Qt.KeyboardModifier.ControlModifier


def undo() -> None:
    press(Qt.Key.Key_Z, CTRL)


def leave(widget: QWidget) -> None:
    """The focus goes away."""
    widget.clearFocus()


def test_money_is_written_when_left_and_can_be_undone(shown: Shown) -> None:
    field = shown(MoneyEdit())
    field.setFocus()
    type_text("48990")
    assert field.value() == 4_899_000
    leave(field)
    assert field.text() == "48\u00a0990,00"
    field.setFocus()
    undo()
    assert field.text() == "48990"


@pytest.mark.parametrize(
    ("text", "kopecks"), [("1234,5", 123450), ("40 000 ₽", 4000000), ("0", 0), ("", None)]
)
def test_money_reads(shown: Shown, text: str, kopecks: int | None) -> None:
    field = shown(MoneyEdit())
    field.set_raw(text)
    assert field.value() == kopecks
    assert field.problem() == ""


@pytest.mark.parametrize("text", ["сорок", "-5", "1,234", "1.2.3"])
def test_money_complains_and_keeps_what_was_typed(shown: Shown, text: str) -> None:
    field = shown(MoneyEdit())
    field.setFocus()
    type_text(text)
    leave(field)
    assert field.text() == text
    assert field.value() is None
    assert "копейки через запятую" in field.problem()


def test_date_is_completed_when_left(shown: Shown) -> None:
    with clock.standing_at(datetime(2026, 11, 22, 9, tzinfo=UTC)):
        field = shown(DateEdit(prefer="past"))
        field.setFocus()
        type_text("15.12")
        leave(field)
        assert field.text() == "15.12.2025"
        assert field.value() == date(2025, 12, 15)


def test_date_complains_in_words(shown: Shown) -> None:
    field = shown(DateEdit())
    field.set_raw("31.02")
    assert field.value() is None
    assert field.problem() == "Введите дату: 01.06.2026"


def test_month_stays_a_month(shown: Shown) -> None:
    field = shown(DateEdit(partial=True))
    field.setFocus()
    type_text("3.2025")
    leave(field)
    assert field.text() == "03.2025"
    assert field.value() == date(2025, 3, 1)
    assert field.is_partial()


def test_number_keeps_to_its_limits(shown: Shown) -> None:
    field = shown(NumberEdit(1, 12))
    field.set_raw("13")
    assert field.value() is None
    assert field.problem() == "Введите целое число от 1 до 12"
    field.set_raw("12")
    assert field.value() == 12


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("89123456789", "+7 912 345-67-89"),
        ("8 (912) 345-67-89", "+7 912 345-67-89"),
        ("9123456789", "+7 912 345-67-89"),
        ("+7 912 345 67 89", "+7 912 345-67-89"),
        ("345-67-89", "345-67-89"),
        ("+375 29 123-45-67", "+375 29 123-45-67"),
    ],
)
def test_phone_is_written_as_people_read_it(typed: str, written: str) -> None:
    assert show_phone(typed) == written


def test_phone_field_tidies(shown: Shown) -> None:
    field = shown(PhoneEdit())
    field.setFocus()
    type_text("89123456789")
    leave(field)
    assert field.value() == "+7 912 345-67-89"


def test_filled_line_can_be_undone(shown: Shown) -> None:
    field = shown(LineEdit())
    field.setFocus()
    type_text("Ли")
    field.set_value("Ли Анна", undoable=True)
    undo()
    assert field.text() == "Ли"


def test_long_text_new_line_and_undo(shown: Shown) -> None:
    field = shown(TextEdit())
    field.setFocus()
    type_text("шум")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    type_text("стук")
    assert field.value() == "шум\nстук"
    field.set_value("не включается", undoable=True)
    undo()
    assert field.value() == "шум\nстук"


def test_check_by_space_and_undo(shown: Shown) -> None:
    field = shown(CheckBox("Подменное изделие"))
    seen: list[bool] = []
    field.edited.connect(lambda: seen.append(field.value()))
    field.setFocus()
    press(Qt.Key.Key_Space)
    assert field.value() is True
    undo()
    assert field.value() is False
    assert seen == [True, False]


ROWS = [
    PopupRow("111", "111 не работает"),
    PopupRow("112", "112 шумит"),
    PopupRow("210", "210 не сливает воду"),
]


def combo(**options: bool) -> Combo:
    return Combo(ROWS, **options)


def test_combo_finds_by_any_word_and_takes_by_enter(shown: Shown) -> None:
    field = shown(combo())
    picked: list[object] = []
    field.picked.connect(picked.append)
    field.setFocus()
    type_text("слив")
    press(Qt.Key.Key_Return)
    assert field.value() == "210"
    assert picked == ["210"]
    undo()
    assert field.text() == "слив"


def test_combo_takes_the_only_row_that_fits_when_left(shown: Shown) -> None:
    field = shown(combo())
    field.setFocus()
    type_text("112")
    leave(field)
    assert field.text() == "112 шумит"
    assert field.value() == "112"


def test_combo_f4_opens_and_arrows_walk(shown: Shown) -> None:
    field = shown(combo())
    field.setFocus()
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert field.value() == "112"


def test_closed_combo_complains_addable_takes_a_new_word(shown: Shown) -> None:
    closed, open_ = shown(combo()), shown(combo(addable=True))
    for field in (closed, open_):
        field.set_raw({"text": "взрывается", "data": None, "of": ""})
    assert closed.value() is None
    assert "F4" in closed.problem()
    assert open_.value() == "взрывается"
    assert open_.is_new()
    assert open_.problem() == ""


def test_addable_combo_does_not_replace_the_typed_word(shown: Shown) -> None:
    field = shown(Combo([PopupRow(1, "Bosch"), PopupRow(2, "Bosch Siemens")], addable=True))
    field.setFocus()
    type_text("Bos")
    press(Qt.Key.Key_Return)
    assert field.value() == "Bos"


def test_combo_draft_keeps_a_value_that_is_not_in_the_list(shown: Shown) -> None:
    field = shown(combo())
    field.set_shown("999", "999 прежний код")
    raw = field.raw()
    other = shown(combo())
    other.set_raw(raw)
    assert other.value() == "999"


def test_search_asks_once_and_shows_only_the_answer_to_the_last_question(shown: Shown, qtbot: Any) -> None:
    window = shown(QWidget())
    window.resize(600, 400)
    field = SearchEdit(parent=window)
    field.show()
    field.setFocus()
    asked: list[str] = []
    field.asked.connect(asked.append)
    chosen: list[object] = []
    field.chosen.connect(chosen.append)
    type_text("Ли")
    qtbot.waitUntil(lambda: asked == ["Ли"])
    field.show_rows([PopupRow(1, "старый ответ")], "Л")
    press(Qt.Key.Key_Return)
    assert chosen == []
    field.show_rows([PopupRow(7, "Ли Анна", "+7 912 345-67-89"), PopupRow(8, "Липов")], "Ли")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert chosen == [8]


def test_a_long_text_is_read_from_its_beginning(shown: Shown) -> None:
    field = shown(LineEdit())
    leave(field)
    field.set_value("очень длинное название модели, которое не помещается в поле целиком")
    assert field.cursorPosition() == 0
    field.setFocus()
    press(Qt.Key.Key_End)
    type_text(" и ещё")
    assert field.cursorPosition() == len(field.text())
    leave(field)
    assert field.cursorPosition() == 0
    field.setFocus()
    undo()
    assert field.text().endswith("целиком")

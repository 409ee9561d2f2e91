"""Chips: one key a choice, on either layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.ui.keys import press, type_text
from ui.widgets.chips import ChipGroup, ChipItem

Shown = Callable[[QWidget], Any]
KINDS = [ChipItem("person", "Человек"), ChipItem("company", "Компания"), ChipItem("entrepreneur", "ИП")]
THINGS = [
    ChipItem("hose_in", "Шланг залива", "З"),
    ChipItem("hose_out", "Шланг слива", "С"),
    ChipItem("bolts", "Болты"),
]


@pytest.fixture
def things(shown: Shown) -> ChipGroup:
    group = shown(ChipGroup(THINGS, quantities=True, addable="Иное"))
    group.setFocus()
    return group


def undo() -> None:
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_letter_chooses_one(shown: Shown) -> None:
    group = shown(ChipGroup(KINDS))
    group.setFocus()
    press("к")
    assert group.value() == "company"
    press("ч")
    assert group.value() == "person"
    press("ч")
    assert group.value() == "person"


@pytest.mark.parametrize("key", ["К", "к", "r", "R"])
def test_the_same_key_of_either_layout(shown: Shown, key: str) -> None:
    group = shown(ChipGroup(KINDS))
    group.setFocus()
    press(key)
    assert group.value() == "company"


def test_an_optional_choice_is_taken_back_by_its_key(shown: Shown) -> None:
    group = shown(ChipGroup(KINDS, optional=True))
    group.setFocus()
    press("и")
    press("и")
    assert group.value() is None


def test_letters_never_repeat(shown: Shown) -> None:
    group = shown(ChipGroup([ChipItem(str(i), "Ремонт") for i in range(9)], multi=True))
    letters = [chip.letter for chip in group._chips]
    assert len(set(letters)) == 9


def test_quantities(things: ChipGroup) -> None:
    press("з")
    press("с")
    press("2")
    assert things.value() == (("hose_in", 1), ("hose_out", 2))
    press("1")
    assert things.value() == (("hose_in", 1), ("hose_out", 21))
    press("з")
    assert things.value() == (("hose_out", 21),)


def test_nought_takes_a_chip_back(things: ChipGroup) -> None:
    press("б")
    press("0")
    assert things.value() == ()


def test_undo_step_by_step(things: ChipGroup) -> None:
    press("з")
    press("с")
    press("3")
    undo()
    assert things.value() == (("hose_in", 1), ("hose_out", 1))
    undo()
    undo()
    assert things.value() == ()


def test_something_else_is_asked_in_words(things: ChipGroup) -> None:
    press("и")
    type_text("Пульт")
    press(Qt.Key.Key_Return)
    assert things.value() == (("Пульт", 1),)
    press("2")
    assert things.value() == (("Пульт", 2),)
    undo()
    undo()
    assert things.value() == ()


def test_esc_adds_nothing(things: ChipGroup) -> None:
    press("и")
    type_text("Пу")
    press(Qt.Key.Key_Escape)
    assert things.value() == ()
    assert things.isAncestorOf(things.window().focusWidget())


def test_arrows_and_space(things: ChipGroup) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert things.value() == (("hose_out", 1),)


def test_other_items_keep_what_is_still_offered(things: ChipGroup) -> None:
    press("з")
    press("б")
    things.set_items([THINGS[0], ChipItem("manual", "Паспорт")])
    assert things.value() == (("hose_in", 1),)


def test_draft(shown: Shown, things: ChipGroup) -> None:
    things.set_value((("hose_in", 2), ("Пульт", 1)))
    other = shown(ChipGroup(THINGS, quantities=True, addable="Иное"))
    other.set_raw(things.raw())
    assert other.value() == (("hose_in", 2), ("Пульт", 1))


def test_screen_readers_hear_word_key_and_quantity(things: ChipGroup) -> None:
    things.set_value((("hose_out", 2),))
    chip = things._chips[1]
    spoken = QAccessible.queryAccessibleInterface(chip)
    assert spoken.text(QAccessible.Text.Name) == "Шланг слива, количество 2"
    assert spoken.text(QAccessible.Text.Description) == "клавиша С"
    assert spoken.state().checked

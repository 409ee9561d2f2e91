"""A scanner among typing, on both layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.keys import press
from ui.scanner import Scanner, us_character

Shown = Callable[[QWidget], Any]
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
CODE = "ASC1:7K2M9QX0"
_US = {char: 10 + i for i, char in enumerate("1234567890")}
_US |= {char: 24 + i for i, char in enumerate("QWERTYUIOP")} | {
    char: 38 + i for i, char in enumerate("ASDFGHJKL:")
}
_US |= {char: 52 + i for i, char in enumerate("ZXCVBNM")}
_RU = dict(zip("QWERTYUIOPASDFGHJKL:ZXCVBNM", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЖЯЧСМИТЬ", strict=True))


@pytest.fixture
def field(shown: Shown) -> QLineEdit:
    made = shown(QLineEdit())
    made.setFocus()
    return made


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[Scanner]:
    made = Scanner(qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def scan(code: str, letters: dict[str, str] | None = None) -> None:
    for char in code:
        text = (letters or {}).get(char, char)
        press(text, SHIFT if char.isalpha() or char == ":" else NONE, scan=_US[char])
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize("layout", [{}, _RU], ids=["us", "ru"])
def test_code_is_read_off_the_keys(field: QLineEdit, scanner: Scanner, layout: dict[str, str]) -> None:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    entered: list[int] = []
    field.returnPressed.connect(lambda: entered.append(1))
    scan(CODE, layout)
    assert codes == [CODE]
    assert field.text() == ""
    assert entered == []


def test_typing_goes_through(field: QLineEdit, scanner: Scanner, qtbot: Any) -> None:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    for char in "Иванов":
        press(char)
        qtbot.wait(70)
    press(Qt.Key.Key_Return)
    assert field.text() == "Иванов"
    assert codes == []


def test_a_slow_scanner_of_25_ms_is_read(field: QLineEdit, scanner: Scanner) -> None:
    """By when the keys went down: how long this test takes to press them says nothing."""
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    for number, char in enumerate("460123456789"):
        press(char, scan=_US[char], at=1000 + 25 * number)
    press(Qt.Key.Key_Return, at=1000 + 25 * 12)
    assert codes == ["460123456789"]


def test_a_fast_short_word_and_enter_is_typing(field: QLineEdit, scanner: Scanner) -> None:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    for char in "Ли":
        press(char)
    press(Qt.Key.Key_Return)
    assert entered == ["Ли"]
    assert codes == []


def test_what_was_held_comes_before_an_arrow(field: QLineEdit, scanner: Scanner) -> None:
    press("а")
    press("б")
    press(Qt.Key.Key_Left)
    scanner.flush()
    press("в")
    scanner.flush()
    assert field.text() == "авб"


def test_with_a_prefix_typing_is_never_held(field: QLineEdit, qapp: QApplication) -> None:
    scanner = Scanner(qapp, prefix="~")
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    press("а")
    assert field.text() == "а"
    press("~", SHIFT, scan=49)
    scan(CODE, _RU)
    assert codes == [CODE]
    assert field.text() == "а"
    qapp.removeEventFilter(scanner)
    scanner.deleteLater()


def test_us_letters() -> None:
    assert us_character("ф", 38, shift=False) == "a"
    assert us_character("Ж", 47, shift=True) == ":"
    assert us_character("Ж", 0, shift=True) == ":"


def test_a_latin_layout_of_another_country_is_believed(field: QLineEdit, scanner: Scanner) -> None:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    for char, key in (("a", 38), ("b", 56), ("c", 54), (":", 15), ("z", 29), ("1", 10)):
        press(char, SHIFT if char == ":" else NONE, scan=key)
    press(Qt.Key.Key_Return)
    assert codes == ["abc:z1"]


def test_typing_that_waited_for_a_busy_window_is_no_scan(field: QLineEdit, scanner: Scanner) -> None:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    for place, char in enumerate("Иванов"):
        press(char, at=1000 + 120 * place)
    press(Qt.Key.Key_Return, at=2000)
    assert codes == []
    assert field.text() == "Иванов"

"""Keys of a real keyboard on a real X server: what offscreen Qt cannot show."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.screens import Program, Screen

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not shutil.which("Xvfb"), reason="no virtual screen here"),
]

WINDOW = """
import sys
from ui.app import make_app
from ui.context import Page
from ui.main_window import MainWindow
from ui.scanner import Scanner
from ui.tasks import Tasks
from ui.widgets.lines import LineEdit, TextEdit
from PySide6.QtWidgets import QVBoxLayout

class Sheet(Page):
    def __init__(self, context):
        super().__init__(context)
        self.set_title("Поле")
        self.field = {"line": LineEdit, "text": TextEdit}[sys.argv[1]]()
        self.field.edited.connect(lambda: print("now", self.field.value(), flush=True))
        QVBoxLayout(self).addWidget(self.field)
    def activate(self, key=None):
        self.field.setFocus()

app = make_app([])
window = MainWindow(Tasks(), {"sheet": Sheet}, lambda actor: [])
window.switch_asked.connect(lambda: print("switch", flush=True))
window.search.edited.connect(lambda: print("search", window.search.text(), flush=True))
scanner = Scanner(app)
scanner.scanned.connect(lambda code: print("scanned", code, flush=True))
window.show()
window.open_form("sheet")
app.exec()
"""


@pytest.fixture
def start(
    start_program: Callable[..., Program], make_screen: Callable[..., Screen]
) -> Callable[..., Program]:
    def begin(field: str, layouts: tuple[str, str]) -> Program:
        screen = make_screen()
        screen.layout(*layouts)
        command = [sys.executable, "-c", WINDOW]
        program = start_program(field, screen=screen, command=command)
        program.wait_window("Поле")
        return program

    return begin


def said(program: Program, words: str) -> Any:
    return program.wait(lambda: words in program.output(), words, 15)


@pytest.mark.parametrize("field", ["line", "text"])
@pytest.mark.parametrize("layouts", [("us", "ru"), ("ru", "us")], ids=["us", "ru"])
def test_no_field_keeps_the_keys_of_the_window(
    start: Callable[..., Program], field: str, layouts: tuple[str, str]
) -> None:
    program = start(field, layouts)
    program.type("123")
    said(program, "now 123")
    program.press("ctrl+u" if layouts[0] == "us" else "ctrl+Cyrillic_ghe")
    said(program, "switch")
    program.press("ctrl+k" if layouts[0] == "us" else "ctrl+Cyrillic_el")
    program.type("45")
    said(program, "search 45")
    assert "now None" not in program.output()


@pytest.mark.parametrize("layouts", [("us", "ru"), ("ru", "us")], ids=["us", "ru"])
def test_a_scanner_is_read_on_either_layout(start: Callable[..., Program], layouts: tuple[str, str]) -> None:
    program = start("line", layouts)
    code = ["A", "S", "C", "1", "colon", "7", "K", "2", "Return"]
    if layouts[0] == "ru":  # the keys of a US keyboard, as the X server names them on the Russian one
        code = [
            "Cyrillic_EF",
            "Cyrillic_YERU",
            "Cyrillic_ES",
            "1",
            "Cyrillic_ZHE",
            "7",
            "Cyrillic_EL",
            "2",
            "Return",
        ]
    program._xdotool("key", "--delay", "3", *code)
    said(program, "scanned ASC1:7K2")
    assert "now" not in program.output()

"""The window outlives any number of calls into Qt, whatever the Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

MOVES = """
import ui
from PySide6.QtCore import QRect
box = QRect(0, 0, 10, 10)
for _ in range(300_000):
    box.translate(0, 1)
print(box.top())
"""
EMITS = """
import ui
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal(int)
got = []
sender = Sender()
sender.sent.connect(got.append)
for number in range(50_000):
    sender.sent.emit(number)
print(len(got))
"""


@pytest.mark.parametrize(("code", "gives"), [(MOVES, "300000"), (EMITS, "50000")])
def test_calls_into_qt_do_not_use_none_or_true_up(code: str, gives: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, gives), done.stderr

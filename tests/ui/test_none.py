"""The window outlives any number of calls into Qt, whatever the Python."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import ui
from PySide6.QtCore import QRect
box = QRect(0, 0, 10, 10)
for _ in range(300_000):
    box.translate(0, 1)
print(box.top())
"""


def test_calls_without_a_result_do_not_use_none_up() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "300000"), done.stderr

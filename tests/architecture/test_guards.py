"""The guards round the tests catch what they are for: each bad test below fails, and for its own reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PLUGINS = ("tests.support.clock", "tests.support.guards")

BAD = {
    "a warning": ("import warnings\n\ndef test_it():\n    warnings.warn('old', DeprecationWarning)\n", "old"),
    "a log record": (
        "import logging\n\ndef test_it():\n    logging.getLogger('x').warning('odd')\n",
        "WARNING x: odd",
    ),
    "a record that never came": ("def test_it(expect_log):\n    expect_log('never')\n", "never came"),
    "a thread": (
        "import threading, time\n\ndef test_it():\n"
        "    threading.Thread(target=time.sleep, args=(3,), name='loose').start()\n",
        "loose",
    ),
    "a window": (
        "from PySide6.QtWidgets import QWidget\nkept = []\n\ndef test_it(qapp):\n"
        "    kept.append(QWidget())\n    kept[0].show()\n",
        "QWidget",
    ),
    "a timer": (
        "from PySide6.QtCore import QTimer\nkept = []\n\ndef test_it(qapp):\n"
        "    kept.append(QTimer())\n    kept[0].start(50)\n",
        "QTimer",
    ),
    "a warning of Qt": (
        "from PySide6.QtCore import qWarning\n\ndef test_it(qapp):\n    qWarning('bad index')\n",
        "bad index",
    ),
    "a connection to the world": (
        "import socket\n\ndef test_it():\n    socket.create_connection(('192.0.2.1', 80), 1)\n",
        "192.0.2.1",
    ),
    "an error in a slot": (
        "from PySide6.QtCore import QTimer\n\ndef test_it(qtbot):\n"
        "    QTimer.singleShot(0, lambda: 1 / 0)\n    qtbot.wait(50)\n",
        "ZeroDivisionError",
    ),
}
GOOD = """
import logging, socket, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from workstation import clock

def test_tidy(qtbot, expect_log):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(window)
    timer.start(10)
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    expect_log("WARNING x: odd")
    logging.getLogger("x").warning("odd")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert clock.now() == clock.now()
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Why each test failed in a pytest of its own with the project's settings; empty where it passed."""
    folder = tmp_path_factory.mktemp("guarded")
    names = {f"test_{number}": name for number, name in enumerate(BAD)}
    for module, name in names.items():
        (folder / f"{module}.py").write_text(BAD[name][0], encoding="utf-8")
    (folder / "test_good.py").write_text(GOOD, encoding="utf-8")
    report = folder / "report.xml"
    plugins = [word for name in PLUGINS for word in ("-p", name)]
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, *plugins, f"--junitxml={report}", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    cases = ElementTree.parse(report).getroot().iter("testcase")
    found: dict[str, str] = {}
    for case in cases:
        name = names.get(case.attrib["classname"].rpartition(".")[2], "good")
        found[name] = found.get(name, "") + "".join(ElementTree.tostring(part, "unicode") for part in case)
    return found


@pytest.mark.parametrize("name", BAD)
def test_a_bad_test_fails_for_its_reason(name: str, faults: dict[str, str]) -> None:
    assert BAD[name][1] in faults[name]


def test_a_tidy_test_passes(faults: dict[str, str]) -> None:
    assert faults["good"] == ""

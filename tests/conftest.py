"""What every test stands on: an offscreen Qt, a standing clock, no network, and guards that fail a test
which warns, logs, or leaves threads, timers or windows behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QPA_PLATFORMTHEME"] = ""
os.environ.pop("DISPLAY", None)

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.support.clock",
    "tests.support.guards",
    "tests.support.databases",
    "tests.support.printers",
    "tests.support.screens",
]

settings.register_profile("workstation", deadline=None, print_blob=True)
settings.load_profile("workstation")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the folders and the settings of the person who runs it."""
    home = tmp_path_factory.getbasetemp() / "home"
    for variable, folder in (
        ("HOME", ""),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    for variable in [name for name in os.environ if name.startswith("WORKSTATION_")]:
        monkeypatch.delenv(variable)

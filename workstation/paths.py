"""Where the program keeps its data when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "workstation"


def data_dir() -> Path:
    """The user's data folder of this program (`WORKSTATION_HOME` overrides it); made when absent."""
    override = os.environ.get("WORKSTATION_HOME")
    if override:
        folder = Path(override)
    else:
        from platformdirs import user_data_path

        folder = user_data_path(APP_NAME, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_database() -> str:
    """The base that is opened when neither `--db` nor `WORKSTATION_DB` names one."""
    return os.environ.get("WORKSTATION_DB") or str(data_dir() / "workstation.db")


def practice_database() -> str:
    """The practice base of this computer, apart from the working one."""
    return str(data_dir() / "practice.db")


def resources_dir() -> Path:
    """The folder of fonts, icons, catalogues and the manual that ship with the program."""
    return Path(__file__).resolve().parent.parent / "resources"

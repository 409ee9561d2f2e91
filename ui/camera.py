"""The camera, where the optional extra brings it: whether it can be used, and the window that shoots."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from workstation.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.camera_window import CameraWindow

MULTIMEDIA = "PySide6.QtMultimedia"


def lacking() -> str:
    """Why there is no shooting and what to do, in words; empty where there is a camera."""
    if find_spec(MULTIMEDIA) is None:
        command = r"py scripts\setup.py camera" if sys.platform == "win32" else "make camera"
        words = tr("Съёмка не установлена: выполните {command} в папке программы. Пока выберите файл")
        return words.format(command=command)
    try:
        devices = multimedia().QMediaDevices.videoInputs()
    except ImportError as error:
        return tr("Камера не работает: {error}. Пока выберите файл", error=error)
    if not devices:
        return tr("Камера не найдена. Подключите её и нажмите F6 ещё раз. Пока выберите файл")
    return ""


def window(parent: QWidget) -> CameraWindow:
    """The window that shoots with the camera of the system's choice."""
    from ui.camera_window import CameraWindow  # noqa: PLC0415 - rarely wanted

    return CameraWindow(parent, multimedia())


def multimedia() -> Any:
    """Qt's camera classes; raises ImportError where the extra or a library of the system is missing."""
    return importlib.import_module(MULTIMEDIA)

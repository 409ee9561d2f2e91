"""The camera: what is said where there is none, and what the window does with the frames of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.keys import press
from ui import camera, file_dialog
from ui.camera_window import CameraWindow
from ui.kept_photos import KeptPhotos
from ui.tasks import Tasks


class Sink(QObject):
    """Stands for QVideoSink."""

    videoFrameChanged = Signal(object)


class Lens(QObject):
    """Stands for QCamera: whether it runs."""

    errorOccurred = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs = False

    def start(self) -> None:
        """It runs."""
        self.runs = True

    def stop(self) -> None:
        """It is off."""
        self.runs = False


class Capture(QObject):
    """Stands for QMediaCaptureSession: what was put into it."""

    def setCamera(self, lens: Lens) -> None:
        """The camera."""
        self.lens = lens

    def setVideoSink(self, sink: Sink) -> None:
        """Where frames go."""
        self.sink = sink


class Multimedia(SimpleNamespace):
    """Stands for PySide6.QtMultimedia with so many cameras."""

    def __init__(self, cameras: int) -> None:
        devices = SimpleNamespace(videoInputs=lambda: ["камера"] * cameras)
        super().__init__(QMediaDevices=devices, QVideoSink=Sink, QCamera=Lens, QMediaCaptureSession=Capture)


def frame(colour: str) -> Any:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return SimpleNamespace(toImage=lambda: image)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Pretends that the extra is there: `installed(Multimedia(1))`, or an error that its import raises."""

    def pretend(found: object) -> None:
        def load() -> object:
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(camera, "find_spec", lambda _name: object())
        monkeypatch.setattr(camera, "multimedia", load)

    return pretend


@pytest.fixture
def strip(shown: Callable[[QWidget], Any], tasks: Tasks, tmp_path: Path) -> KeptPhotos:
    made = shown(KeptPhotos())
    made.use(tasks, tmp_path)
    return made


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    assert "make camera" in camera.lacking()
    monkeypatch.setattr("sys.platform", "win32")
    assert r"scripts\setup.py camera" in camera.lacking()


def test_without_a_camera_or_a_library_it_says_so(installed: Callable[[object], None]) -> None:
    installed(Multimedia(0))
    assert camera.lacking().startswith("Камера не найдена. Подключите её")
    installed(ImportError("libpulse.so.0: cannot open"))
    assert "libpulse.so.0" in camera.lacking()
    installed(Multimedia(1))
    assert camera.lacking() == ""


def test_without_a_camera_a_file_is_asked_for(
    strip: KeptPhotos, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: Any
) -> None:
    name = str(tmp_path / "царапина.png")
    frame("red").toImage().save(name)
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    monkeypatch.setattr(file_dialog, "open_names", lambda *_asked: [name])
    told: list[tuple[str, str]] = []
    strip.told.connect(lambda words, tone: told.append((words, tone)))
    with qtbot.waitSignal(strip.kept) as kept:
        strip.shoot()
    assert kept.args[0].file_name == "царапина.png"
    assert [tone for _words, tone in told] == ["amber"]


def test_shots_are_kept_one_after_another(
    strip: KeptPhotos, installed: Callable[[object], None], qtbot: Any
) -> None:
    installed(Multimedia(1))
    strip.shoot()
    window = strip.window().findChild(CameraWindow)
    assert isinstance(window, CameraWindow)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    press(Qt.Key.Key_Return)
    lens = window._session.lens
    assert lens.runs
    for colour in ("red", "green"):
        window._session.sink.videoFrameChanged.emit(frame(colour))
        with qtbot.waitSignal(strip.kept) as kept:
            press(Qt.Key.Key_Return)
        assert kept.args[0].media_type == "image/jpeg"
    assert window._words.text() == "Снято 2 снимка"
    press(Qt.Key.Key_Escape)
    assert not lens.runs
    qtbot.waitUntil(lambda: strip.window().findChild(CameraWindow) is None)


def test_a_camera_that_fails_says_what_to_do(
    strip: KeptPhotos, installed: Callable[[object], None], qtbot: Any
) -> None:
    installed(Multimedia(1))
    strip.shoot()
    window = strip.window().findChild(CameraWindow)
    assert isinstance(window, CameraWindow)
    window._camera.errorOccurred.emit(None, "busy")
    assert "busy" in window._words.text()
    assert "подключите снова" in window._words.text()
    window.close()
    qtbot.waitUntil(lambda: strip.window().findChild(CameraWindow) is None)

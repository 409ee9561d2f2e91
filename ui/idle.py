"""Tells when nobody has touched keyboard or mouse for long."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

CHECK_MS = 5_000
_TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class IdleWatch(QObject):
    """`idle` once after `minutes` without a touch (0: never); then again after the next touch.

    It listens to the windows of the system, not to every widget: a filter on the application costs on each
    event.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._minutes = 0.0
        self._last = time.monotonic()
        self._told = False
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self._check)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            self._on_window(app.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """After how long; 0 never."""
        self._minutes = minutes
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def seconds(self) -> float:
        """How long ago the last touch was."""
        return time.monotonic() - self._last

    @Slot("QWindow*")
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self._touch()

    def _touch(self) -> None:
        self._last, self._told = time.monotonic(), False

    def _check(self) -> None:
        if self._minutes and not self._told and self.seconds() >= self._minutes * 60:
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touch()
        return False

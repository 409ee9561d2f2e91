"""Messages of terms about to break and escalations, made now and then while somebody works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ui.tasks import Tasks

CHECK_MS = 15 * 60_000
QUIET_S = 5.0


class ReminderWatch(QObject):
    """Looks every quarter of an hour, when the hands rest; nothing is ever sent by it."""

    def __init__(self, tasks: Tasks, quiet: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._quiet = tasks, quiet
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def stop(self) -> None:
        """No more looking."""
        self._timer.stop()

    def check(self) -> None:
        """Write and escalate what is due; what the base refuses now is tried again at the next look."""
        if self._quiet() >= QUIET_S:
            self._tasks.run(self, _remind, None, lambda _error: None, write=True)


def _remind(session: Any) -> Any:
    from workstation.jobs.reminders import remind  # late: a window starts without it

    return remind(session)

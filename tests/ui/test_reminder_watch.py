"""The watch over terms: it looks when the hands rest, through one write, and leaves nothing running."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from ui.reminder_watch import ReminderWatch


class Lanes:
    """Tasks that only remember what they were asked."""

    def __init__(self) -> None:
        self.asked: list[bool] = []

    def run(self, _owner: object, _fn: object, _done: object, failed: Any, *, write: bool) -> None:
        failed(ValueError("the base is busy"))
        self.asked.append(write)


def test_it_waits_until_the_hands_rest(qapp: object) -> None:
    lanes, quiet, owner = Lanes(), [1.0], QObject()
    watch = ReminderWatch(lanes, lambda: quiet[0], owner)  # type: ignore[arg-type]
    watch.start()
    watch.check()
    assert lanes.asked == []
    quiet[0] = 60.0
    watch.check()
    assert lanes.asked == [True]
    watch.stop()
    assert not watch._timer.isActive()
    owner.deleteLater()

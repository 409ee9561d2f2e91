"""What runs by itself while somebody works: prints, copies, reminders, the watch for idle hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.backup_watch import BackupWatch
from ui.idle import IdleWatch
from ui.print_worker import PrintWorker
from ui.problems import error_text
from ui.reminder_watch import ReminderWatch
from ui.tasks import Tasks
from workstation.i18n import tr

if TYPE_CHECKING:
    from ui.context import MakeCopy
    from ui.main_window import MainWindow
    from workstation.db import Database
    from workstation.documents.people import Actor


class Machines(QObject):
    """Feeds the status bar of the window; `idle` when the station is to be locked."""

    idle = Signal()

    def __init__(
        self, window: MainWindow, tasks: Tasks, database: Database, settings: Any, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._status, self._settings = window.status, settings
        self._watch = IdleWatch(self)
        self._watch.idle.connect(self.idle)
        self._print = PrintWorker(tasks, window.context.printer, settings, database.folder, self)
        self._backup = BackupWatch(tasks, database, settings, self._watch.seconds, self)
        self._reminders = ReminderWatch(tasks, self._watch.seconds, self)
        self._print.state_changed.connect(self._on_print)
        self._print.link_changed.connect(self._on_link)
        self._backup.state_changed.connect(self._on_backup)

    def serve(self, actor: Actor) -> None:
        """Work for whoever sits here now."""
        self._print.serve(actor)
        self._backup.start(actor)
        self._reminders.start()
        self._watch.set_minutes(self._settings["lock.minutes"])

    def refresh(self) -> None:
        """Settings changed: another printer may take what waits, another folder the copies."""
        self._watch.set_minutes(self._settings["lock.minutes"])
        self._backup.tell()
        self._print.again()

    @property
    def make_copy(self) -> MakeCopy:
        """How a screen asks for a copy of the base."""
        return self._backup.make_copy

    def stop(self) -> None:
        """The window closes or the base goes."""
        self._watch.stop()
        self._print.stop()
        self._backup.stop()
        self._reminders.stop()

    def _on_print(self, text: str, tone: str) -> None:
        self._say("print", text, tone)

    def _on_backup(self, text: str, tone: str) -> None:
        self._say("backup", text, tone)

    def _on_link(self, error: Exception | None) -> None:
        if error is None:
            self._say("link", tr("Связь есть"))
        else:
            self._say("link", error_text(error), "red")

    def _say(self, name: str, text: str, tone: str = "text2") -> None:
        """An answer may come when the window is gone already."""
        if isValid(self._status):
            self._status.set_state(name, text, tone)

"""The daily copy in the background, and what the status bar says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.problems import error_text
from ui.tasks import Tasks
from ui.typed import show_date
from workstation import clock
from workstation.i18n import ntr, tr
from workstation.jobs import backup
from workstation.queries.settings import load_settings
from workstation.services.backup import make_backup

if TYPE_CHECKING:
    from workstation.db import Database
    from workstation.documents.people import Actor
    from workstation.services.backup import BackupReport

CHECK_MS = 60_000
QUIET_S = 10.0
LATE_DAYS = 2


class BackupWatch(QObject):
    """Makes the copy when it is due and nobody is typing; `state_changed(text, tone)` says how it stands."""

    state_changed = Signal(str, str)

    def __init__(
        self, tasks: Tasks, database: Database, settings: Any, quiet: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._database, self._settings, self._quiet = tasks, database, settings, quiet
        self._busy = False
        self._actor: Actor | None = None
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self, actor: Actor) -> None:
        """Begin to look after the copies."""
        self._actor = actor
        self._timer.start()
        self.tell()

    def stop(self) -> None:
        """No more copies are begun."""
        self._timer.stop()

    def check(self) -> None:
        """Make the copy if it is due; a copy waits until the hands rest."""
        due = backup.is_due(self._settings.values, clock.now()) and not self._settings.values.training
        if due and not self._busy and self._quiet() >= QUIET_S:
            self.make()

    def make(self) -> None:
        """Make the daily copy now if none was made since the last hour of copying."""
        self._busy = True
        self.state_changed.emit(tr("Копия базы делается…"), "text2")
        work = partial(backup.run_daily, self._database)
        self._tasks.io(self, work, self._on_made, self._on_failed, always=self._on_end)

    def make_copy(
        self, owner: QObject, done: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        """A copy because somebody asked for it."""
        self.state_changed.emit(tr("Копия базы делается…"), "text2")
        self._tasks.io(owner, partial(_copy_now, self._database, self._actor), done, failed, always=self.tell)

    def tell(self) -> None:
        """Say when the last copy was made."""
        self.state_changed.emit(*last_copy(self._settings.values))

    def _on_made(self, report: BackupReport | None) -> None:
        if report is not None:
            made = report.manifest.made_at.isoformat()
            self._settings.set("backup.last", {"made_at": made, "file": report.path, "size": report.size})
        self.tell()

    def _on_failed(self, error: Exception) -> None:
        self.state_changed.emit(tr("Копия не сделана: {why}", why=error_text(error)), "red")

    def _on_end(self) -> None:
        self._busy = False


def _copy_now(database: Database, actor: Actor | None) -> BackupReport:
    with database.begin() as session:
        settings = load_settings(session)
    folder = backup.backup_folder(settings, database)
    folder.mkdir(parents=True, exist_ok=True)
    return make_backup(database, folder / f"workstation-{clock.local(clock.now()):%Y%m%d-%H%M%S}.zip", actor)


def last_copy(settings: Any) -> tuple[str, str]:
    """«Копия базы сегодня в 13:00» and its tone: amber when copies have stopped."""
    made_at = settings["backup.last"].get("made_at")
    if settings["base.training"]:
        return "", "text2"
    if made_at is None:
        return tr("Копий базы ещё нет"), "text2"
    moment = clock.local(datetime.fromisoformat(made_at))
    days = (clock.today() - moment.date()).days
    if days >= LATE_DAYS:
        return ntr("Копии базы нет {n} день", "Копии базы нет {n} дней", days), "amber"
    day = tr("сегодня") if days == 0 else tr("вчера") if days == 1 else show_date(moment.date())
    return tr("Копия базы {day} в {time}", day=day, time=f"{moment:%H:%M}"), "text2"

"""The daily copy: when it is due, where it goes, and how many are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from workstation import clock
from workstation.db import Database
from workstation.errors import StorageError
from workstation.queries.settings import load_settings
from workstation.services.backup import BackupReport, Progress, make_backup
from workstation.settings import Settings

HOURS = 24
_NAME = "workstation-{base}-{moment:%Y%m%d-%H%M%S}.zip"


def is_due(settings: Settings, now: datetime) -> bool:
    """Whether the last hour of copying has passed without one: a machine that was off catches up."""
    here = clock.local(now)
    planned = here.replace(hour=settings["backup.hour"] % HOURS, minute=0, second=0, microsecond=0)
    if planned > here:
        planned -= timedelta(days=1)
    last = settings["backup.last"].get("made_at")
    return last is None or datetime.fromisoformat(last) < planned


def backup_folder(settings: Settings, database: Database) -> Path:
    """The folder of the daily copies: the chosen one, else one beside the base."""
    chosen = settings["backup.folder"]
    return Path(chosen) if chosen else database.folder / "backups"


def run_daily(database: Database, progress: Progress | None = None) -> BackupReport | None:
    """Make the daily copy if it is due and drop copies of this base beyond the number to keep.

    Raises StorageError: `backup_folder_missing` where the chosen folder is not there (a stick pulled out),
    and those of `make_backup`.
    """
    with database.begin() as session:
        settings = load_settings(session)
    now = clock.now()
    if not is_due(settings, now):
        return None
    folder = backup_folder(settings, database)
    if settings["backup.folder"] and not folder.is_dir():
        raise StorageError("backup_folder_missing", path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    base = settings["base.id"][:8]
    report = make_backup(database, folder / _NAME.format(base=base, moment=clock.local(now)), None, progress)
    for old in _copies(folder, base)[max(1, settings["backup.keep"]) :]:
        old.unlink()
    return report


def _copies(folder: Path, base: str) -> list[Path]:
    """Daily copies of this base, newest first: the name holds the moment."""
    return sorted(folder.glob(f"workstation-{base}-????????-??????.zip"), reverse=True)

"""Logging, and the report of a bug: neither ever holds a person's data."""

from __future__ import annotations

import logging
import platform
import re
import secrets
import sys
import traceback
import zipfile
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workstation import clock, paths
from workstation.errors import WorkstationError

LOG_NAME = "workstation.log"
LOG_BYTES, LOG_FILES = 1_000_000, 3
TAIL_BYTES = 200_000

_SECRETS = (
    (re.compile(r"'[^']*'|\"[^\"]*\""), "'…'"),
    (re.compile(r"[А-Яа-яЁё]+(?:[\s-]+[А-Яа-яЁё]+)*"), "…"),
    (re.compile(r"\S+@\S+"), "…"),
    (re.compile(r"\d{4,}"), "#"),
)


class _Scrubbed(logging.Formatter):
    """Lines without names, numbers and quoted values; of an exception only its kind and its way."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {scrub(record.getMessage())}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}\n{describe(error)}" if error is not None else line


def start(folder: Path | None = None) -> Path:
    """Log to a rotating file in the data folder; gives its path. A second call changes nothing."""
    place = (folder or paths.data_dir() / "logs") / LOG_NAME
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        place, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Scrubbed())
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return place


def scrub(text: str) -> str:
    """The text without what may be a person's: quoted values, Cyrillic words, addresses, long numbers."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def describe(error: BaseException) -> str:
    """An exception as a report shows it: where it came from and of what kind, never with its values."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        said = seen.code if isinstance(seen, WorkstationError) else scrub(str(seen)).splitlines()[:1]
        lines.append(f"{type(seen).__name__}: {said if isinstance(said, str) else ''.join(said)}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def make_report(
    error: BaseException, folder: Path | None = None, log: Path | None = None
) -> tuple[str, Path]:
    """Write the bundle of a bug (kind of error, versions, end of the log); gives its number and path."""
    number = secrets.token_hex(4).upper()
    place = folder or paths.data_dir() / "reports"
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"report-{number}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "report.txt", "\n".join([f"report {number}", *_environment(), "", describe(error), ""])
        )
        if log is not None and log.exists():
            archive.writestr("log.txt", log.read_bytes()[-TAIL_BYTES:])
    return number, path


def _environment() -> list[str]:
    modules = ("PySide6", "sqlalchemy", "psycopg", "reportlab")
    versions = [
        f"{name} {getattr(sys.modules[name], '__version__', '?')}" for name in modules if name in sys.modules
    ]
    return [
        f"at {clock.now().isoformat()}",
        f"python {platform.python_version()} on {platform.system()} {platform.release()}",
        *versions,
    ]

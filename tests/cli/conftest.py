"""The command line as a person starts it: a real process, its document, its exit code."""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from workstation import i18n
from workstation.cli import app

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-05-22T10:00:00+03:00"
COMPANY = ROOT / "tests" / "data" / "company.json"
INTAKES = ROOT / "tests" / "data" / "intake"


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    document: Any
    messages: str

    @property
    def error(self) -> dict[str, Any]:
        """The error document."""
        found: dict[str, Any] = self.document["error"]
        return found


Run = Callable[..., Ran]


def start(folder: Path, *words: object, now: str | None = NOW, stdin: str = "", **variables: str) -> Ran:
    """Start `main.py` with words in a folder; `now` stands the clock, `stdin` is fed in."""
    environment = {**os.environ, "WORKSTATION_HOME": str(folder / "home"), **variables}
    if now:
        environment["WORKSTATION_NOW"] = now
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        env=environment,
        cwd=folder,
        timeout=300,
    )
    out = done.stdout.decode()
    return Ran(done.returncode, json.loads(out) if out.strip() else None, done.stderr.decode())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Start `main.py` with words in this test's folder."""
    return partial(start, tmp_path)


@pytest.fixture(scope="session")
def made_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice base that `init` made once."""
    folder = tmp_path_factory.mktemp("made")
    made = start(folder, "--db", folder / "a.db", "init", "--training", "--company", COMPANY)
    assert made.code == 0, made
    return folder


@pytest.fixture
def base(made_base: Path, tmp_path: Path) -> Run:
    """Commands on this test's own practice base, ready for work."""
    for file in made_base.glob("a.db*"):
        if file.is_dir():
            shutil.copytree(file, tmp_path / file.name)
        else:
            shutil.copyfile(file, tmp_path / file.name)
    return partial(start, tmp_path, "--db", tmp_path / "a.db")


@pytest.fixture
def base_within(made_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The same within the process of the tests; what a process would end with is put back after the test."""
    for file in made_base.glob("a.db*"):
        copy = shutil.copytree if file.is_dir() else shutil.copyfile
        copy(file, tmp_path / file.name)
    monkeypatch.setenv("WORKSTATION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WORKSTATION_NOW", NOW)
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level

    def run(*words: object, stdin: str = "") -> Ran:
        streams = [
            io.TextIOWrapper(io.BytesIO(part), encoding="utf-8") for part in (stdin.encode(), b"", b"")
        ]
        with monkeypatch.context() as patched:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.setattr(sys, name, stream)
            code = app.run(["--db", str(tmp_path / "a.db"), *map(str, words)])
        said = [stream.buffer.getvalue().decode() for stream in streams[1:]]  # type: ignore[attr-defined]
        return Ran(code, json.loads(said[0]) if said[0].strip() else None, said[1])

    yield run
    for handler in [one for one in logging.getLogger().handlers if one not in handlers]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    logging.getLogger().setLevel(level)
    i18n.set_language("ru")

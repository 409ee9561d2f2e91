"""A bug of ours ends with exit code 1 and a report that holds nobody's data."""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation import log
from workstation.cli import app, free_commands
from workstation.errors import ConflictError

SECRET = "Иванова Мария +79123456789 maria@example.org «FD 0103 000123»"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WORKSTATION_HOME", str(tmp_path))
    before = list(logging.getLogger().handlers), logging.getLogger().level
    yield
    for handler in logging.getLogger().handlers[:]:
        if handler not in before[0]:
            logging.getLogger().removeHandler(handler)
            handler.close()
    logging.getLogger().setLevel(before[1])


def test_a_bug_is_reported_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: object) -> None:
        name, phone = SECRET, 79123456789
        raise LookupError(f"no such thing: {name!r} {phone}")

    monkeypatch.setattr(free_commands, "warranty", broken)
    assert app.run(["warranty", "x"]) == app.Exit.BUG
    said = capsys.readouterr()
    number = json.loads(said.out)["error"]["report"]
    with zipfile.ZipFile(tmp_path / "reports" / f"report-{number}.zip") as report:
        text = report.read("report.txt").decode()
    for place in (text, said.err):
        assert "LookupError" in place
        assert "test_bugs.py" in place
        assert not [word for word in ("Иванова", "79123456789", "maria", "000123") if word in place]


def test_a_conflict_has_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def met(_arguments: object) -> None:
        raise ConflictError("conflict_changed", "customer", subject="x")

    monkeypatch.setattr(free_commands, "warranty", met)
    assert app.run(["warranty", "x"]) == app.Exit.CONFLICT
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "customer"


def test_the_log_keeps_no_names(tmp_path: Path) -> None:
    path = log.start(tmp_path)
    logging.getLogger("test").info("accepted %s", SECRET)
    text = path.read_text(encoding="utf-8")
    assert "INFO test: accepted" in text
    assert not [word for word in ("Иванова", "9123456789", "maria", "000123") if word in text]
    assert log.start(tmp_path) == path

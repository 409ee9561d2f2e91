"""The project stands alone: no path outside it, no address of a registry, nothing that swallows errors."""

from __future__ import annotations

import ast
import subprocess

from tests.architecture.sources import ROOT, calls, program

# In pieces, so that this file does not hold what it forbids.
FORBIDDEN = ("../" + "shared", "/wo" + "rk/", "pypi." + "org", "deb." + "debian", "index-" + "url")
TEXT = {".py", ".md", ".toml", ".lock", ".txt", ".sh", ".yaml", ".json", ".mako", ".html", ".po", ""}
MAY_SWALLOW = ("ui/tasks.py", "ui/error_window.py", "workstation/jobs/", "workstation/cli/", "main.py")


def tracked() -> list[str]:
    """The files of the project as git lists them."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_nothing_names_a_place_outside() -> None:
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in TEXT and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: {word}" for word in FORBIDDEN if word in text]
    assert found == []


def test_only_the_edges_catch_everything() -> None:
    """Elsewhere a handler of everything tidies up and raises again."""
    broad = [
        source.at(node)
        for source in program()
        if not source.name.startswith(MAY_SWALLOW)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and not any(isinstance(part, ast.Raise) and part.exc is None for part in ast.walk(node))
    ]
    assert broad == []


def test_nobody_pumps_events() -> None:
    assert [source.at(call) for source in program() for call in calls(source.tree, "processEvents")] == []


def test_only_one_module_opens_file_dialogs() -> None:
    """Any other would let Qt look into the files it lists, and SQLite's locks go (`ui.file_dialog`)."""
    users = {source.module for source in program() if "QFileDialog" in source.text}
    assert users == {"ui.file_dialog"}

"""The size budget, and what main.py may be."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.architecture.sources import ROOT, functions, program

FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 25
MAIN_LINES = 80
HEAVY = {
    "PySide6",
    "sqlalchemy",
    "alembic",
    "reportlab",
    "qrcode",
    "PIL",
    "cryptography",
    "argon2",
    "msgspec",
}


def test_files_are_short() -> None:
    lengths = {source.name: len(source.text.splitlines()) for source in program()}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_are_short() -> None:
    long = {
        f"{source.at(function)} {function.name}": lines
        for source in program()
        for function in functions(source.tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_classes_have_few_public_methods() -> None:
    large = {
        f"{source.at(node)} {node.name}": count
        for source in program()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        and (count := sum(not method.name.startswith("_") for method in functions_of(node))) > CLASS_METHODS
    }
    assert large == {}


def functions_of(node: ast.ClassDef) -> list[ast.FunctionDef]:
    """The methods written in a class itself."""
    return [part for part in node.body if isinstance(part, ast.FunctionDef)]


def test_main_only_puts_the_parts_together() -> None:
    source = (ROOT / "main.py").read_text(encoding="utf-8")
    assert 0 < len(source.splitlines()) <= MAIN_LINES


def imported_by(statement: str) -> set[str]:
    """The top-level modules loaded in a new process after `statement`."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_main_loads_nothing_heavy() -> None:
    assert imported_by("import main") & HEAVY == set()


def test_the_shell_of_the_window_loads_qt_and_nothing_else_heavy() -> None:
    assert imported_by("import ui.main_window, ui.form, ui.tasks") & HEAVY == {"PySide6"}


def test_the_core_never_loads_qt() -> None:
    loaded = imported_by("import workstation.cli, workstation.services.intake, printing.registry")
    assert "sqlalchemy" in loaded
    assert loaded & {"PySide6", "shiboken6"} == set()

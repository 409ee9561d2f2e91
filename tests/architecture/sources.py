"""The program's own sources as syntax trees, for tests that read code instead of running it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("workstation", "printing", "ui", "forms")
VERSIONS = ROOT / "workstation" / "migrations" / "versions"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: where it is, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the project."""
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        """The dotted name."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    def at(self, node: ast.AST) -> str:
        """`file:line` of a node, to show in a failure."""
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def read(path: Path) -> Source:
    """One parsed file."""
    text = path.read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text))


def program() -> list[Source]:
    """Every file of the program, main.py among them; migrations once written are history and left out."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [read(path) for path in [ROOT / "main.py", *files] if path.exists() and path.parent != VERSIONS]


def all_tests() -> list[Source]:
    """Every file of tests."""
    return [read(path) for path in sorted((ROOT / "tests").rglob("test_*.py"))]


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions and methods, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of functions with one of these names, however they are reached (`f()`, `module.f()`)."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names)


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def literal(node: ast.AST | None) -> str | None:
    """The text of a plain string, also one written in pieces side by side; None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def run_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that are evaluated when a module is imported: all but the insides of functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Function | ast.Lambda):
            defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            waiting += defaults + getattr(node, "decorator_list", [])
        else:
            waiting += ast.iter_child_nodes(node)


def references(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Names used inside `node` as `("", name)` and attributes of plain names as `(module, name)`."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            yield part.value.id, part.attr
        elif isinstance(part, ast.Name) and not hasattr(builtins, part.id):
            yield "", part.id

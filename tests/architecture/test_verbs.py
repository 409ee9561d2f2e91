"""Each verb of the services checks a right of the one table and writes the journal; each right is used."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache

import pytest

from tests.architecture.sources import Source, calls, functions, literal, program, references
from workstation.services.rights import RIGHTS

Place = tuple[str, str]
JOURNAL: Place = ("workstation.services.journal", "record")
ROWS: Place = ("workstation.rows", "add")
WRITES = {"insert", "update", "delete"}
# Rights that guard a reading: seeing is what they permit, and nothing changes.
READING = {"orders.read"}
# Steps of the machine, not of a person: the state of a print job on its way to the printer.
BOOKKEEPING = {("workstation.services.print_queue", name) for name in ("take_next", "recover", "revive")}


@dataclass(frozen=True)
class Verb:
    """A function of a service: what it uses, and the rights that it checks."""

    place: Place
    uses: frozenset[Place]
    rights: frozenset[str]
    writes: bool
    arguments: tuple[str, ...]


@cache
def service_functions() -> dict[Place, Verb]:
    """Every top-level function of the services by its module and name."""
    found = {}
    for source in program():
        if source.module.startswith("workstation.services"):
            names = imported_names(source)
            for node in source.tree.body:
                if isinstance(node, ast.FunctionDef):
                    verb = read_verb(source, node, names)
                    found[verb.place] = verb
    return found


def imported_names(source: Source) -> dict[str, Place]:
    """What the names of a file mean: `journal` → the module, `require` → the function."""
    names: dict[str, Place] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = (node.module, alias.name)
    for function in functions(source.tree):
        names.setdefault(function.name, (source.module, function.name))
    return names


def read_verb(source: Source, node: ast.FunctionDef, names: dict[str, Place]) -> Verb:
    """One function with what it refers to."""
    uses = set()
    for owner, name in references(node):
        if owner in names:
            uses.add((".".join(names[owner]), name))
        elif not owner and name in names:
            uses.add(names[name])
    rights = {literal(call.args[1]) for call in calls(node, "require", "may") if len(call.args) > 1}
    arguments = tuple(argument.arg for argument in node.args.args)
    writes = any(
        module.startswith("sqlalchemy") and name in WRITES or (module, name) == ROWS for module, name in uses
    )
    return Verb(
        (source.module, node.name), frozenset(uses), frozenset(filter(None, rights)), writes, arguments
    )


def reached(place: Place) -> set[Place]:
    """Everything that a function uses, directly or through other services."""
    verbs, seen, waiting = service_functions(), set[Place](), [place]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in verbs:
            waiting += verbs[current].uses
    return seen


def guarded() -> list[Place]:
    """The public functions that check a right, by themselves or in a private part of their own module."""
    verbs = service_functions()
    return [
        place
        for place in verbs
        if not place[1].startswith("_")
        and any(
            verbs[part].rights - READING
            for part in reached(place)
            if part == place or (part in verbs and part[0] == place[0] and part[1].startswith("_"))
        )
    ]


def entries() -> list[Place]:
    """Public functions with a session and an actor that change rows and that no other service calls."""
    verbs = service_functions()
    inner = {use for verb in verbs.values() for use in verb.uses if use != verb.place}
    return [
        place
        for place, verb in verbs.items()
        if not place[1].startswith("_")
        and {"session", "actor"} <= set(verb.arguments)
        and place not in inner
        and place not in BOOKKEEPING
        and any(verbs[part].writes for part in reached(place) if part in verbs)
    ]


@pytest.mark.parametrize("place", guarded(), ids=".".join)
def test_a_guarded_verb_journals(place: Place) -> None:
    assert JOURNAL in reached(place)


@pytest.mark.parametrize("place", entries(), ids=".".join)
def test_a_verb_that_writes_is_guarded_and_journals(place: Place) -> None:
    verbs = service_functions()
    assert JOURNAL in reached(place)
    assert any(verbs[part].rights for part in reached(place) if part in verbs)


def test_rights_and_checks_name_each_other() -> None:
    checked = set().union(*(verb.rights for verb in service_functions().values()))
    words = {
        text
        for source in program()
        if source.module != "workstation.services.rights"
        for node in ast.walk(source.tree)
        if (text := literal(node))
    }
    assert checked - set(RIGHTS) == set()
    assert set(RIGHTS) - words == set()

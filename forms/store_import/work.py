"""What is done with a price list away from the window: opened, judged, taken in, its bad rows written out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from workstation import files
from workstation.documents.parts import PartImport, PartLine
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.exchange import parts_file
from workstation.exchange.parts_file import PartsFile
from workstation.exchange.tables import TableRow, open_table
from workstation.services import part_import
from workstation.services.part_import import Judged
from workstation.services.settings import set_setting

MEMORY = "parts.import_columns"
REMEMBERED = 50
"""Of how many kinds of price lists the columns are remembered."""


class Opened(NamedTuple):
    """A file whose heading is found or guessed, and its first rows under it."""

    source: PartsFile
    rows: tuple[TableRow, ...]


class Progress:
    """How far a long work is, and whether it shall stop; asked by the window while another thread works."""

    def __init__(self) -> None:
        self.rows = 0
        self.stopped = False

    def __call__(self, rows: int) -> None:
        """Called by the work itself; raises UserError `import_stopped`."""
        self.rows = rows
        if self.stopped:
            raise UserError("import_stopped")


def open_file(path: Path, known: Mapping[str, Any]) -> Opened:
    """Open a file; columns that a person once named for such a heading are taken as he named them.

    Raises UserError of `open_table` and `top_rows`.
    """
    table = open_table(path)
    try:
        top = parts_file.top_rows(table)
        source = None
        with suppress(UserError):
            source = parts_file.find_heading(table, top)
        if source is None:
            row = max(top, key=lambda one: sum(bool(cell.strip()) for cell in one.cells))
            heading = tuple(cell.strip() for cell in row.cells)
            source = PartsFile(table, row.line, heading, parts_file.guess_columns(heading))
    except BaseException:
        table.close()
        raise
    named = known.get(print_of(source.heading))
    if isinstance(named, dict):
        columns = {name: int(place) for name, place in named.items() if name in parts_file.FIELDS}
        source = PartsFile(table, source.heading_line, source.heading, columns)
    return Opened(source, tuple(row for row in top if row.line > source.heading_line))


def print_of(heading: tuple[str, ...]) -> str:
    """What tells one kind of price list from another: the words of its heading."""
    return hashlib.sha256("\n".join(heading).casefold().encode()).hexdigest()[:16]


def judge(session: Any, source: PartsFile, progress: Progress) -> Judged:
    """Go through the file; nothing is written."""
    return part_import.judge(session, parts_file.read_parts(source), frozenset(source.columns), progress)


def take_in(session: Any, actor: Actor, source: PartsFile, judged: Judged, progress: Progress) -> PartImport:
    """The good rows come in, all or none."""
    fields, name = frozenset(source.columns), source.table.path.name
    return part_import.import_parts(session, actor, judged.parts, fields, name, progress)


def remember(session: Any, actor: Actor, known: Mapping[str, Any], source: PartsFile) -> None:
    """Keep what the columns of such a heading are, for the next file of the kind."""
    name = print_of(source.heading)
    if known.get(name) != source.columns:
        others = {key: value for key, value in known.items() if key != name}
        latest = dict(list(others.items())[-REMEMBERED + 1 :])
        set_setting(session, actor, MEMORY, {**latest, name: dict(source.columns)})


def save_bad(path: Path, source: PartsFile, bad: list[PartLine]) -> None:
    """Write the bad rows into a file; raises as `files.beside`."""
    files.write_beside(path, parts_file.bad_file(source, bad))


def close(source: PartsFile | None, judged: Judged | None) -> None:
    """Let go of the file and of what was put by."""
    if source is not None:
        source.table.close()
    if judged is not None:
        with closing(judged.parts):
            judged.bad.clear()

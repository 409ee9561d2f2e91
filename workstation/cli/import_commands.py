"""Imports from files: judged row by row, then all or nothing."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workstation import messages
from workstation.cli.connect import Connection, connected
from workstation.cli.output import Exit, Outcome, tell, write_beside
from workstation.documents.parts import PartData, PartImport
from workstation.errors import UserError
from workstation.exchange.parts_file import FileRow, PartsFile, open_parts, read_parts
from workstation.i18n import tr
from workstation.queries.catalogues import list_categories
from workstation.rules.parts import check_part, part_key
from workstation.services import part_import
from workstation.services.rights import require

SHOWN = 1000
"""How many bad rows are named one by one; all of them are counted."""


@dataclass(slots=True)
class _Judged:
    """What a file holds: how many good rows, which bad ones, and the line of each part seen."""

    good: int = 0
    bad: list[FileRow] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)


def load(arguments: Namespace) -> Outcome:
    """Import parts from a file; a dry run only judges and says what it would do."""
    with connected(arguments) as place:
        require(place.actor, "parts.import")
        source = open_parts(Path(arguments.file), arguments.map)
        with place.database.begin() as session:
            categories = frozenset(one.code for one in list_categories(session))
        judged = _Judged()
        for row in read_parts(source):
            _judge(row, judged, categories)
        for row in judged.bad[:SHOWN]:
            tell(tr("Строка {line}: {error}", line=row.line, error=_text(row)))
        if judged.bad and not arguments.dry_run and not arguments.skip_bad:
            return Outcome(_refused(judged), Exit.FORBIDDEN)
        done = _import(place, source, judged, dry=arguments.dry_run)
        if arguments.skip_bad:
            write_beside(Path(arguments.skip_bad), _bad_file(source, judged.bad))
    return Outcome(_report(judged, done, dry=arguments.dry_run))


def _judge(row: FileRow, judged: _Judged, categories: frozenset[str]) -> None:
    """Count a row as good, or keep it with everything that is wrong with it."""
    errors = list(row.errors)
    if row.part is not None:
        errors += check_part(row.part)
        errors += [
            UserError("category_unknown", "categories", category=code)
            for code in row.part.categories
            if code not in categories
        ]
        known = judged.seen.setdefault(part_key(row.part), row.line)
        if known != row.line and not errors:
            errors.append(UserError("import_repeated", "number", number=row.part.number, row=known))
    if errors:
        judged.bad.append(FileRow(row.line, row.cells, None, tuple(errors)))
    else:
        judged.good += 1


def _import(place: Connection, source: PartsFile, judged: _Judged, *, dry: bool) -> PartImport:
    bad = frozenset(row.line for row in judged.bad)
    if dry:
        with place.database.begin() as session:
            return part_import.preview(session, _good(source, bad))
    fields = frozenset(source.columns)
    done, _changed = place.database.run(
        lambda session: part_import.import_parts(
            session, place.actor, _good(source, bad), fields, source.path.name
        ),
        write=True,
    )
    return done


def _good(source: PartsFile, bad: frozenset[int]) -> Iterator[PartData]:
    for row in read_parts(source):
        if row.part is not None and row.line not in bad:
            yield row.part


def _text(row: FileRow) -> str:
    return "; ".join(
        f"{one.field}: {messages.text(one)}" if one.field else messages.text(one) for one in row.errors
    )


def _listed(judged: _Judged) -> list[dict[str, Any]]:
    return [
        {
            "row": row.line,
            "errors": [
                {"code": one.code, "field": one.field, "message": messages.text(one)} for one in row.errors
            ],
        }
        for row in judged.bad[:SHOWN]
    ]


def _refused(judged: _Judged) -> dict[str, Any]:
    error = UserError("import_bad_rows", None, count=len(judged.bad))
    said = {"code": error.code, "field": None, "message": messages.text(error)}
    return {"error": said, "good": judged.good, "bad": len(judged.bad), "rows": _listed(judged)}


def _report(judged: _Judged, done: PartImport, *, dry: bool) -> dict[str, Any]:
    counts = {"added": done.added} if dry else {
        "added": done.added,
        "changed": done.changed,
        "same": done.same,
        "prices": done.prices,
    }  # fmt: skip
    return {
        "dry_run": dry,
        "good": judged.good,
        "bad": len(judged.bad),
        **counts,
        "rows": _listed(judged),
    }


def _bad_file(source: PartsFile, bad: list[FileRow]) -> bytes:
    """The bad rows as they were, each with its line and what is wrong, to be mended and imported."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=source.delimiter, lineterminator="\r\n")
    writer.writerow([*source.heading, tr("Строка"), tr("Ошибка")])
    for row in bad:
        cells = [*row.cells, *[""] * (len(source.heading) - len(row.cells))]
        writer.writerow([*cells, row.line, _text(row)])
    return file.getvalue().encode("utf-8-sig")

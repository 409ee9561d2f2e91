"""Imports from files: judged row by row, then all or nothing; and the way back into a file."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from workstation import clock, messages
from workstation.cli.connect import connected
from workstation.cli.output import Exit, Outcome, tell
from workstation.documents.parts import PartImport
from workstation.errors import UserError
from workstation.exchange.parts_export import write_parts
from workstation.exchange.parts_file import PartsFile, bad_file, open_parts, problems, read_parts
from workstation.files import write_beside
from workstation.i18n import tr
from workstation.queries.part_export import list_for_export
from workstation.services import part_import
from workstation.services.rights import require

SHOWN = 1000
"""How many bad rows are named one by one; all of them are counted."""


def load(arguments: Namespace) -> Outcome:
    """Import parts from a file; a dry run only judges and says what it would do."""
    with connected(arguments) as place:
        require(place.actor, "parts.import")
        source = open_parts(Path(arguments.file), arguments.map)
        fields = frozenset(source.columns)
        with closing(source.table), place.database.begin() as session:
            judged = part_import.judge(session, read_parts(source), fields)
        with closing(judged.parts):
            for row in judged.bad[:SHOWN]:
                said = "; ".join(problems(source, row))
                tell(tr("Строка {line}: {error}", line=row.line, error=said))
            if judged.bad and not arguments.dry_run and not arguments.skip_bad:
                return Outcome(_refused(source, judged), Exit.FORBIDDEN)
            done = judged.done
            if not arguments.dry_run:
                done, _changed = place.database.run(
                    lambda session: part_import.import_parts(
                        session, place.actor, judged.parts, fields, source.table.path.name
                    ),
                    write=True,
                )
            if arguments.skip_bad:
                write_beside(Path(arguments.skip_bad), bad_file(source, judged.bad))
    return Outcome(_report(source, judged, done, dry=arguments.dry_run))


def export(arguments: Namespace) -> Outcome:
    """The catalogue with its stock into a file that an import takes again."""
    with connected(arguments) as place:
        require(place.actor, "parts.import")
        with place.database.begin() as session:
            found = list_for_export(
                session,
                place.actor.branch_id,
                clock.today(),
                text=arguments.text,
                in_stock=arguments.in_stock,
            )
            count = write_parts(Path(arguments.file), found)
    return Outcome({"file": arguments.file, "parts": count})


def _listed(source: PartsFile, judged: part_import.Judged) -> list[dict[str, Any]]:
    return [
        {
            "row": row.line,
            "errors": [
                {
                    "code": one.code,
                    "field": one.field,
                    "column": source.column_of(one.field) or None,
                    "message": messages.text(one),
                }
                for one in row.errors
            ],
        }
        for row in judged.bad[:SHOWN]
    ]


def _refused(source: PartsFile, judged: part_import.Judged) -> dict[str, Any]:
    error = UserError("import_bad_rows", None, count=len(judged.bad))
    said = {"code": error.code, "field": None, "message": messages.text(error)}
    return {
        "error": said,
        "good": judged.good,
        "bad": len(judged.bad),
        "rows": _listed(source, judged),
    }


def _report(source: PartsFile, judged: part_import.Judged, done: PartImport, *, dry: bool) -> dict[str, Any]:
    return {
        "dry_run": dry,
        "good": judged.good,
        "bad": len(judged.bad),
        "added": done.added,
        "changed": done.changed,
        "same": done.same,
        "prices": done.prices,
        "rows": _listed(source, judged),
    }

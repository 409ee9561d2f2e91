"""The one door of the command line: arguments in, a document and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from workstation import log, messages
from workstation.cli import output, parser
from workstation.cli.output import Exit, Outcome
from workstation.errors import (
    AccessError,
    ConflictError,
    ErrorList,
    StorageError,
    WorkstationError,
)
from workstation.i18n import tr


def run(argv: Sequence[str]) -> int:
    """Run one command; every error becomes an error document and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    logged = log.start()
    try:
        arguments = parser.build().parse_args(argv)
        module = import_module(f"workstation.cli.{parser.WHERE[arguments.command]}")
        outcome: Outcome = getattr(module, parser.function_of(arguments.command))(arguments)
    except WorkstationError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - the edge: a bug becomes a report and exit code 1
        number, path = log.make_report(error, log=logged)
        output.tell(log.describe(error))
        output.tell(tr("Ошибка программы. Отчёт {number}: {path}", number=number, path=path))
        output.show(
            {"error": {"code": "bug", "field": None, "message": tr("Ошибка программы"), "report": number}}
        )
        return Exit.BUG
    if outcome.document is not None:
        output.show(outcome.document)
    return int(outcome.code)


def _refused(error: WorkstationError) -> int:
    found = error.errors if isinstance(error, ErrorList) else (error,)
    described = [{"code": one.code, "field": one.field, "message": messages.text(one)} for one in found]
    document: dict[str, Any] = {"error": described[0]}
    if len(described) > 1:
        document["errors"] = described
    for one in described:
        output.tell(one["message"] or one["code"] or "")
    output.show(document)
    codes = ((AccessError, Exit.ACCESS), (ConflictError, Exit.CONFLICT), (StorageError, Exit.STORAGE))
    return next((code for kind, code in codes if isinstance(error, kind)), Exit.FORBIDDEN)

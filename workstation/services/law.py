"""Dated law parameters of the base: read once per transaction, edited by a manager, never rewritten back.

A verdict keeps the version of the law it stood on; changing a row changes what comes after, no verdict made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.people import Actor
from workstation.documents.warranty import LawParam
from workstation.errors import UserError
from workstation.models import LawParameter
from workstation.rules.law import Law
from workstation.services import journal, reference
from workstation.services.rights import require

_params = LawParameter.__table__

_IN_FORCE = text("SELECT code, value, unit, source, valid_from, valid_to FROM law_param ORDER BY id")
_VERSIONS = text("SELECT name, version FROM catalogue_version ORDER BY name")

WHOLE = frozenset({"days", "working_days", "months", "years", "roubles", "times", "kg"})
PERCENT = frozenset({"percent", "percent_per_day"})
DIGEST = 12
INCLUSIVE = "EXTENSION_INCLUSIVE"


@dataclass(frozen=True, slots=True)
class LawInForce:
    """The law as the base has it; `version` changes with every row, to be kept with a verdict."""

    law: Law
    version: str


def read_law(session: Session, *, inclusive: bool = False) -> LawInForce:
    """The dated rows of the base, ready for the rules; without any the program's own fallbacks rule.

    `inclusive` is the centre's setting to count the day of handover into an extension (ст. 20 п. 3).
    """
    return _parsed(tuple(map(tuple, rows.run(session, _IN_FORCE))), inclusive)


def data_version(session: Session, law: LawInForce) -> str:
    """What data a verdict stands on: versions of the shipped catalogues and of the law, in one line."""
    versions = rows.run(session, _VERSIONS)
    return " ".join([*(f"{name}:{version}" for name, version in versions), f"law:{law.version}"])


def load_shipped(session: Session, params: Sequence[LawParam], version: int) -> int:
    """Bring the shipped parameters up to date; gives how many changed. Part of a verb."""
    wanted = {
        f"{param.code}:{param.valid_from or ''}": {
            "code": param.code,
            "value": param.value,
            "unit": param.unit,
            "source": param.source,
            "valid_from": param.valid_from,
            "valid_to": param.valid_to,
        }
        for param in params
    }
    reference.note_version(session, "law_params", version)
    return len(reference.sync(session, _params, wanted))


def save_param(session: Session, actor: Actor, param: LawParam, row_id: int | None = None) -> int:
    """Add a dated row, or change one; gives its id. From then on it is the centre's own.

    Raises UserError `field_required`, `law_value_bad`, `period_reversed`, `law_row_exists`, `row_not_found`.
    """
    require(actor, "law.change")
    code, value = param.code.strip().upper(), param.value.strip()
    if not code or not value:
        raise UserError("field_required", "value" if code else "code")
    if not _is_value(param.unit, value):
        raise UserError("law_value_bad", "value", value=value, unit=param.unit)
    if param.valid_from and param.valid_to and param.valid_to < param.valid_from:
        raise UserError("period_reversed", "valid_to")
    _refuse_twin(session, code, param.valid_from, row_id)
    values = {
        "code": code,
        "value": value,
        "unit": param.unit,
        "source": " ".join(param.source.split()),
        "valid_from": param.valid_from,
        "valid_to": param.valid_to,
    }
    saved = reference.save(session, _params, row_id, values)
    if saved is None:
        raise UserError("row_not_found", None)
    made, changes = saved
    journal.record(session, actor, "law.change", "law_param", made, body={"code": code, "changes": changes})
    return made


def _refuse_twin(session: Session, code: str, valid_from: date | None, row_id: int | None) -> None:
    begins = _params.c.valid_from.is_(None) if valid_from is None else _params.c.valid_from == valid_from
    found = session.execute(select(_params.c.id).where(_params.c.code == code, begins)).scalars()
    if any(one != row_id for one in found):
        raise UserError("law_row_exists", "valid_from", param=code)


def _is_value(unit: str, value: str) -> bool:
    if unit == "flag":
        return value in {"true", "false"}
    if unit == "date":
        return _is_date(value)
    if unit in WHOLE:
        return value.isascii() and value.isdecimal()
    if unit in PERCENT:
        try:
            return Decimal(value).is_finite() and Decimal(value) >= 0
        except InvalidOperation:
            return False
    return True


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)
def _parsed(found: tuple[tuple[Any, ...], ...], inclusive: bool) -> LawInForce:
    """Parsed once for the same rows: an intake reads them, it does not build them anew."""
    params = [
        LawParam(code, value, unit, source, day_of(valid_from), day_of(valid_to))
        for code, value, unit, source, valid_from, valid_to in found
        if not (inclusive and code == INCLUSIVE)
    ]
    if inclusive:
        params.append(LawParam(INCLUSIVE, "true", "flag", "настройка центра"))
    digest = hashlib.sha256(repr(params).encode()).hexdigest()[:DIGEST]
    return LawInForce(Law(params), digest)


def day_of(value: Any) -> date | None:
    """A date as the driver gives it: text on SQLite."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return date.fromisoformat(str(value)[:10])

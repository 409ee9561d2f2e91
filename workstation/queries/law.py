"""The dated law of the base, ready for the rules; parsed once for the same rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.warranty import LawParam
from workstation.rules.law import Law

_IN_FORCE = text("SELECT code, value, unit, source, valid_from, valid_to FROM law_param ORDER BY id")
_VERSIONS = text("SELECT name, version FROM catalogue_version ORDER BY name")

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

"""Dated law parameters of the base: read once per transaction, edited by a manager, never rewritten back.

A verdict keeps the version of the law it stood on; changing a row changes what comes after, no verdict made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.documents.warranty import LawParam
from workstation.errors import UserError
from workstation.models import LawParameter
from workstation.services import journal, reference
from workstation.services.rights import require

_params = LawParameter.__table__

WHOLE = frozenset({"days", "working_days", "months", "years", "roubles", "times", "kg"})
PERCENT = frozenset({"percent", "percent_per_day"})


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

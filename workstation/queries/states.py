"""States as the centre shows them: the law-bearing ones, renamed or not, and those attached to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from workstation.documents.bench import StateRow
from workstation.documents.codec import decode_as
from workstation.models import OrderState
from workstation.statuses import OrderStatus, Role

_states = OrderState.__table__

FACE = (_states.c.name.label("state_name"), _states.c.token.label("state_token"))
"""What the centre changed of a state, to be selected with the rows that stand in it."""


def faced(query: Select[Any], code: ColumnElement[Any], status: ColumnElement[Any]) -> Select[Any]:
    """Join to rows what the centre calls their state, its own one by `code` or the law-bearing `status`."""
    return query.outerjoin(_states, _states.c.code == func.coalesce(code, status))


def list_states(session: Session) -> tuple[StateRow, ...]:
    """Every state in the order of life: each law-bearing one, then the centre's own that hang on it."""
    stored = [
        dict(row)
        for row in session.execute(select(_states).order_by(_states.c.position, _states.c.code)).mappings()
    ]
    changed = {row["code"]: row for row in stored}
    found = []
    for status in OrderStatus:
        found.append(_state(status, changed.get(status.value)))
        found += [
            _state(status, row)
            for row in stored
            if row["status"] == status.value and row["code"] != status.value
        ]
    return tuple(found)


def states_by_code(session: Session) -> dict[str, StateRow]:
    """States by their code."""
    return {row.code: row for row in list_states(session)}


def _state(status: OrderStatus, row: dict[str, Any] | None) -> StateRow:
    if row is None:
        return StateRow(status.value, status, status.label, status.token, status.icon)
    return StateRow(
        code=row["code"],
        status=status,
        name=row["name"],
        token=row["token"] or status.token,
        icon=status.icon,
        roles=decode_as(tuple[Role, ...], row["roles"]),
        is_active=bool(row["is_active"]),
    )

"""Settings: the one verb that changes them, and the plain store that other verbs use."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import SettingValue
from workstation.services import journal
from workstation.services.rights import require
from workstation.settings import DECLARED, Scope

_settings = SettingValue.__table__

FIXED = frozenset({"base.id", "base.training"})
"""Set once when the base is made: a working base never becomes a practice one, nor the other way."""


def set_setting(session: Session, actor: Actor, key: str, value: Any, owner: int | None = None) -> None:
    """Change a declared setting; `owner` is a station or a user for settings of that scope (own by default).

    Equal values write nothing. Raises UserError `setting_unknown`, `setting_type`, `setting_fixed`,
    `timezone_unknown`; AccessError.
    """
    declared = DECLARED.get(key)
    if declared is None:
        raise UserError("setting_unknown", key)
    owner_id = _owner(actor, declared.scope, owner)
    if key in FIXED:
        raise UserError("setting_fixed", key)
    _check_type(key, declared.default, value)
    before = stored(session, key, owner_id)
    if before == value:
        return
    store(session, key, value, owner_id)
    body = {"key": key, "owner": owner_id, "value": [before, value]}
    journal.record(session, actor, "settings.change", "setting", owner_id, body=body)


def store(session: Session, key: str, value: Any, owner_id: int = 0) -> None:
    """Write a setting as it is. Part of a verb: it checks no right and journals nothing."""
    where = (_settings.c.key == DECLARED[key].key) & (_settings.c.owner_id == owner_id)
    session.execute(delete(_settings).where(where))
    row = {"key": key, "owner_id": owner_id, "value": json.dumps(value, ensure_ascii=False)}
    session.execute(insert(_settings), row)


def stored(session: Session, key: str, owner_id: int = 0) -> Any:
    """The value in force for an owner: the stored one or the default."""
    found = session.execute(
        select(_settings.c.value).where(_settings.c.key == key, _settings.c.owner_id == owner_id)
    ).scalar()
    return DECLARED[key].default if found is None else json.loads(found)


def _owner(actor: Actor, scope: Scope, owner: int | None) -> int:
    """Whose value it is; a user may change his own settings and those of the station he sits at."""
    if scope is Scope.CENTRE:
        require(actor, "settings.change")
        return 0
    own = actor.station_id if scope is Scope.STATION else actor.user_id
    if owner in {None, own}:
        require(actor, "settings.change_own")
        return own
    require(actor, "settings.change")
    return int(owner or 0)


def _check_type(key: str, default: Any, value: Any) -> None:
    """The default says the type: a whole number is never a yes or no."""
    if type(value) is not type(default):
        raise UserError("setting_type", key, wanted=type(default).__name__)
    if key == "centre.timezone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise UserError("timezone_unknown", key, zone=value) from error

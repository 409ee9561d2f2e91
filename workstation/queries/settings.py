"""The settings in force for a station and a user."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.models import SettingValue
from workstation.settings import DECLARED, Scope, Settings

_settings = SettingValue.__table__


def load_settings(session: Session, station_id: int = 0, user_id: int = 0) -> Settings:
    """Stored values over the defaults; a key that is no longer declared is passed over."""
    owners = {Scope.CENTRE: 0, Scope.STATION: station_id, Scope.USER: user_id}
    query = select(_settings).where(_settings.c.owner_id.in_(set(owners.values())))
    values = {}
    for row in session.execute(query).mappings():
        declared = DECLARED.get(row["key"])
        if declared is not None and row["owner_id"] == owners[declared.scope]:
            values[row["key"]] = json.loads(row["value"])
    return Settings(values)

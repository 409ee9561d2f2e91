"""The settings in force for a station and a user."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.models import SettingValue
from workstation.settings import Settings, in_force

_settings = SettingValue.__table__


def load_settings(session: Session, station_id: int = 0, user_id: int = 0) -> Settings:
    """Stored values over the defaults; a key that is no longer declared is passed over."""
    query = select(_settings.c.key, _settings.c.owner_id, _settings.c.value)
    query = query.where(_settings.c.owner_id.in_({0, station_id, user_id}))
    return in_force(session.execute(query), station_id, user_id)

"""Who sits at which station: login by password, switch by PIN, the growing delay after wrong tries."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workstation import keys
from workstation.documents.people import Actor
from workstation.errors import AccessError
from workstation.models import Station, User
from workstation.statuses import Role

_users = User.__table__
_stations = Station.__table__


def actor_for(session: Session, user_id: int, machine: str) -> Actor:
    """The actor of a user at a machine, whose station is registered at its first use.

    Raises AccessError `login_unknown` for a user that is not there or not active.
    """
    user = session.execute(select(_users).where(_users.c.id == user_id)).mappings().one_or_none()
    if user is None or not user["is_active"]:
        raise AccessError("login_unknown")
    station = session.execute(
        select(_stations.c.id, _stations.c.name).where(_stations.c.machine == machine)
    ).one_or_none()
    if station is None:
        station_id, name = keys.new_key(), machine
        row = {"id": station_id, "branch_id": user["branch_id"], "name": name, "machine": machine}
        session.execute(insert(_stations), row)
    else:
        station_id, name = station.id, station.name
    return Actor(
        user_id=user["id"],
        login=user["login"],
        name=user["name"],
        short_name=user["short_name"],
        title=user["title"],
        role=Role(user["role"]),
        branch_id=user["branch_id"],
        station_id=station_id,
        station=name,
    )

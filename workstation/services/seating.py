"""Who sits where: a user and a machine make an actor. Light, for it stands on the way to the first list."""

from __future__ import annotations

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.orm import Session

from workstation import keys
from workstation.documents.people import Actor
from workstation.errors import AccessError
from workstation.models import Station, User
from workstation.rules.seating import actor_of, lone_user

_users = User.__table__
_stations = Station.__table__
_actor_columns = (
    _users.c.id,
    _users.c.branch_id,
    _users.c.login,
    _users.c.name,
    _users.c.short_name,
    _users.c.title,
    _users.c.role,
    _users.c.is_active,
)


def lone_administrator(session: Session) -> int | None:
    """The id of the only user of a base while he has no password: such a base lets him in."""
    query = select(_users.c.id, _users.c.password_hash, _users.c.is_active).limit(2)
    return lone_user(session.execute(query).mappings().all())


def is_named(session: Session, user_id: int, name: str) -> bool:
    """Whether the user has this login."""
    found = session.execute(select(_users.c.login).where(_users.c.id == user_id)).scalar()
    return found == name.strip().casefold()


def actor_for(session: Session, user_id: int, machine: str) -> Actor:
    """The actor of a user at a machine, whose station is registered at its first use.

    Raises AccessError `login_refused` for a user that is not there or out of use.
    """
    query = select(*_actor_columns).where(_users.c.id == user_id)
    user = session.execute(query).mappings().one_or_none()
    if user is None or not user["is_active"]:
        raise AccessError("login_refused")
    return seated(session, user, machine)


def is_registered(session: Session, machine: str) -> bool:
    """Whether the machine has its station already."""
    return session.execute(select(_stations.c.id).where(_stations.c.machine == machine)).first() is not None


def seated(session: Session, user: RowMapping, machine: str) -> Actor:
    """The actor of a user's row at a machine, whose station is registered at its first use."""
    station_id, name = _station(session, user["branch_id"], machine)
    return actor_of(user, station_id, name)


def _station(session: Session, branch_id: int, machine: str) -> tuple[int, str]:
    """The station of a machine, made at its first use."""
    found = session.execute(
        select(_stations.c.id, _stations.c.name).where(_stations.c.machine == machine)
    ).one_or_none()
    if found is not None:
        return found.id, found.name
    station_id = keys.new_key()
    row = {"id": station_id, "branch_id": branch_id, "name": machine, "machine": machine}
    session.execute(insert(_stations), row)
    return station_id, machine

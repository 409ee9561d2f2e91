"""Users and stations, as lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.models import Station, User
from workstation.statuses import Role

_users = User.__table__
_stations = Station.__table__


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user; of the secrets only whether they are set."""

    id: int
    login: str
    name: str
    short_name: str
    title: str
    role: Role
    is_active: bool
    has_password: bool
    has_pin: bool
    version: int


@dataclass(frozen=True, slots=True)
class StationRow:
    """One workplace and the machine it runs on."""

    id: int
    name: str
    machine: str


def list_users(session: Session, *, active_only: bool = False) -> list[UserRow]:
    """Users by name, those in use first."""
    query = select(_users).order_by(_users.c.is_active.desc(), _users.c.name, _users.c.id)
    if active_only:
        query = query.where(_users.c.is_active)
    return [
        UserRow(
            id=row["id"],
            login=row["login"],
            name=row["name"],
            short_name=row["short_name"],
            title=row["title"],
            role=Role(row["role"]),
            is_active=row["is_active"],
            has_password=row["password_hash"] is not None,
            has_pin=row["pin_hash"] is not None,
            version=row["version"],
        )
        for row in session.execute(query).mappings()
    ]


def list_stations(session: Session) -> list[StationRow]:
    """Workplaces in the order they were first used."""
    query = select(_stations.c.id, _stations.c.name, _stations.c.machine).order_by(_stations.c.id)
    return [StationRow(row.id, row.name, row.machine) for row in session.execute(query)]

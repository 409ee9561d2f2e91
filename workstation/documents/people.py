"""Who acts, and where."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.statuses import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The user behind a verb, at a station of a branch."""

    user_id: int
    login: str
    name: str
    short_name: str
    title: str
    role: Role
    branch_id: int
    station_id: int
    station: str

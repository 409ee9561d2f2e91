"""Who may sit down without being asked, and what a user's row makes of him at a station."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workstation.documents.people import Actor
from workstation.statuses import Role


def lone_user(users: Sequence[Mapping[Any, Any]]) -> int | None:
    """The id of the only user while he has no password: such a base lets him in.

    Rows of `id`, `password_hash` and `is_active`; two of them are enough to tell.
    """
    if len(users) == 1 and users[0]["password_hash"] is None and users[0]["is_active"]:
        return int(users[0]["id"])
    return None


def actor_of(user: Mapping[Any, Any], station_id: int, station: str) -> Actor:
    """The actor that a user's row makes at a station."""
    return Actor(
        user_id=user["id"],
        login=user["login"],
        name=user["name"],
        short_name=user["short_name"],
        title=user["title"],
        role=Role(user["role"]),
        branch_id=user["branch_id"],
        station_id=station_id,
        station=station,
    )

"""The actor of what the program does by itself: daily copies, upgrades."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.people import Actor
from workstation.models import Branch
from workstation.statuses import Role

SYSTEM_LOGIN = "system"


def system_actor(session: Session) -> Actor:
    """The program itself, in the first branch; it has no account and cannot log in."""
    branch_id = session.execute(
        select(Branch.__table__.c.id).order_by(Branch.__table__.c.id).limit(1)
    ).scalar_one()
    name = "Программа"
    return Actor(
        user_id=0,
        login=SYSTEM_LOGIN,
        name=name,
        short_name=name,
        title=name,
        role=Role.ADMINISTRATOR,
        branch_id=branch_id,
        station_id=0,
        station="",
    )

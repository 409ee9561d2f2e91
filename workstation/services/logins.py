"""Who sits at which station: login by password, switch by PIN, the growing delay after wrong tries.

A refused try must be counted, and an error would roll the count back: `login` and `switch_by_pin` therefore
give a `Login` that holds either the actor or the refusal, and the edge calls `granted()` after the commit.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, RowMapping, select, update
from sqlalchemy.orm import Session

from workstation import clock, sealing
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.models import Station, TrustedKey, User
from workstation.services import journal, people
from workstation.services.seating import seated
from workstation.statuses import Role

DELAYS_S = (0, 0, 0, 5, 15, 60, 300)
"""Seconds to wait after the n-th wrong try in a row; the last one repeats."""

_users = User.__table__
_stations = Station.__table__
_trusted = TrustedKey.__table__


@dataclass(frozen=True, slots=True)
class Login:
    """The outcome of a try: an actor, or why not."""

    actor: Actor | None
    refusal: AccessError | None = None

    def granted(self) -> Actor:
        """The actor; raises the AccessError of a refused try."""
        if self.actor is None:
            raise self.refusal or AccessError("login_refused")
        return self.actor


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading alone says of a try: the user (None: unknown) and the refusal (None: the secret fits)."""

    user: RowMapping | None
    refusal: AccessError | None

    @property
    def user_id(self) -> int:
        """The user of a try that fits."""
        return 0 if self.user is None else int(self.user["id"])

    @property
    def is_clean(self) -> bool:
        """Whether the try fits and there is nothing to count: no wrong try went before."""
        return self.user is not None and self.refusal is None and not self.user["failed_count"]


def login(session: Session, name: str, password: str, machine: str) -> Login:
    """Log in by name and password; the try is journalled, a wrong one is counted.

    Refusals: `login_refused` (unknown, out of use or wrong: the same word for all), `login_wait` with
    `seconds`.
    """
    return conclude(session, check(session, name, password), machine, "people.login")


def switch_by_pin(session: Session, user_id: int, pin: str, machine: str) -> Login:
    """Switch to a user chosen by name with his PIN. Refusals as of `login`."""
    checked = _check(session, _users.c.id == user_id, "pin_hash", pin)
    return conclude(session, checked, machine, "people.switch")


def check(session: Session, name: str, password: str) -> Checked:
    """Whether a name and a password belong together, by reading alone."""
    return _check(session, _users.c.login == name.strip().casefold(), "password_hash", password)


def conclude(session: Session, checked: Checked, machine: str, verb: str) -> Login:
    """Count and journal a checked try, and give its outcome."""
    user = checked.user
    if user is None:
        return Login(None, checked.refusal)
    actor = seated(session, user, machine)
    if checked.refusal is None:
        if user["failed_count"]:
            _set_failures(session, user["id"], 0)
        journal.record(session, actor, verb, "user", user["id"])
        return Login(actor)
    if checked.refusal.code == "login_refused":
        failed = _set_failures(session, user["id"], user["failed_count"] + 1)
        body = {"tries": failed, "by": verb}
        journal.record(session, actor, "people.login_refused", "user", user["id"], body=body)
    return Login(None, checked.refusal)


def seconds_to_wait(session: Session, user_id: int) -> int:
    """How long the next try of a user has to wait after wrong ones."""
    user = session.execute(select(_users).where(_users.c.id == user_id)).mappings().one_or_none()
    return 0 if user is None else _seconds_left(user)


def reset_administrator(
    session: Session, folder: Path, name: str, machine: str, password: str | None = None
) -> str:
    """The way back for an administrator who forgot the password; gives the new one (made up if not given).

    It asks for the base's keyring, which lies beside the base and never in it: whoever has that file has the
    computer. The PIN goes, the delay goes, and the journal says what was done.
    Raises AccessError `keyring_needed`; UserError `admin_unknown`, `password_short`.
    """
    ring = sealing.read_keyring(folder)
    own = session.execute(select(_trusted.c.public_key).where(_trusted.c.is_own)).scalars().all()
    if ring is None or ring.public not in {bytes(key) for key in own}:
        raise AccessError("keyring_needed", None, folder=str(folder))
    query = select(_users).where(_users.c.login == name.strip().casefold(), _users.c.is_active)
    user = session.execute(query).mappings().one_or_none()
    if user is None or user["role"] != Role.ADMINISTRATOR.value:
        raise UserError("admin_unknown", "login", login=name)
    made = password if password is not None else secrets.token_urlsafe(9)
    session.execute(
        update(_users)
        .where(_users.c.id == user["id"])
        .values(
            password_hash=people.hash_password(made),
            pin_hash=None,
            failed_count=0,
            locked_until_at=None,
            version=user["version"] + 1,
        )
    )
    actor = seated(session, user, machine)
    journal.record(
        session, actor, "people.reset_administrator", "user", user["id"], body={"login": user["login"]}
    )
    return made


def _check(session: Session, which: ColumnElement[bool], column: str, secret: str) -> Checked:
    user = session.execute(select(_users).where(which)).mappings().one_or_none()
    if user is not None and (wait := _seconds_left(user)):
        return Checked(user, AccessError("login_wait", None, seconds=wait))
    fits = people.fits(user[column] if user is not None else None, secret)
    active = user is not None and user["is_active"]
    return Checked(user, None if fits and active else AccessError("login_refused", "password"))


def _seconds_left(user: RowMapping) -> int:
    until = user["locked_until_at"]
    if until is None:
        return 0
    return max(0, -(-(clock.to_ms(until) - clock.now_ms()) // 1000))


def _set_failures(session: Session, user_id: int, failed: int) -> int:
    delay = DELAYS_S[min(failed, len(DELAYS_S)) - 1] if failed else 0
    until = clock.now() + timedelta(seconds=delay) if delay else None
    session.execute(
        update(_users).where(_users.c.id == user_id).values(failed_count=failed, locked_until_at=until)
    )
    return failed

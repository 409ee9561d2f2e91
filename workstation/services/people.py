"""Users: added, changed, given passwords and PINs. Words and digits of secrets go nowhere but into argon2.

Who may do what is one table, `services.rights`. A PIN switches the user at a shared counter after the user
was chosen by name: PINs need not differ, so nobody learns that a PIN is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.orm import Session

from workstation import keys
from workstation.documents.people import Actor
from workstation.errors import AccessError, ConflictError, UserError
from workstation.models import User
from workstation.services import journal
from workstation.services.rights import require
from workstation.statuses import Role

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_users = User.__table__

PASSWORD_SHORTEST, PASSWORD_LONGEST = 8, 200
_LOGIN = re.compile(r"[\w.@-]{2,64}")
_PIN = re.compile(r"[0-9]{4,8}")
_RUNS = ("0123456789", "9876543210")


@dataclass(frozen=True, slots=True)
class UserData:
    """A user as an administrator enters him; empty `short_name` and `title` are derived."""

    login: str
    name: str
    role: Role
    short_name: str = ""
    title: str = ""
    is_active: bool = True


def add_user(session: Session, actor: Actor, data: UserData, password: str | None = None) -> int:
    """Add a user; gives his id. Without a password he cannot log in until one is set.

    Raises UserError `login_bad`, `login_taken`, `field_required`, `password_short`, `password_long`, and
    `own_password_first`: a base with a second user no longer lets an administrator without a password in.
    """
    require(actor, "people.add")
    if _row(session, actor.user_id)["password_hash"] is None:
        raise UserError("own_password_first", "password")
    values = _values(session, data)
    user_id = keys.new_key()
    row = {
        "id": user_id,
        "branch_id": actor.branch_id,
        "password_hash": hash_password(password) if password is not None else None,
        "pin_hash": None,
        "failed_count": 0,
        "locked_until_at": None,
        "version": 1,
        **values,
    }
    session.execute(insert(_users), row)
    body = {"login": values["login"], "role": values["role"], "password": password is not None}
    _record(session, actor, "people.add", user_id, body, {"name": values["name"], "title": values["title"]})
    return user_id


def change_user(session: Session, actor: Actor, user_id: int, data: UserData, version: int) -> None:
    """Change a user's login, names, role, or put him out of use; `version` is that of the row that was read.

    Raises ConflictError `conflict_changed`; UserError `user_unknown`, `last_administrator` and those of
    `add_user`.
    """
    require(actor, "people.change")
    before = _row(session, user_id)
    if before["version"] != version:
        raise ConflictError("conflict_changed", None, subject=before["login"])
    values = _values(session, data, user_id)
    changes = {key: [before[key], value] for key, value in values.items() if before[key] != value}
    if not changes:
        return
    stays = data.role is Role.ADMINISTRATOR and data.is_active
    if not stays and _is_last_administrator(session, before):
        raise UserError("last_administrator", "role")
    session.execute(update(_users).where(_users.c.id == user_id).values(version=version + 1, **values))
    body = {key: value for key, value in changes.items() if key in {"login", "role", "is_active"}}
    personal = {key: value for key, value in changes.items() if key not in body}
    _record(session, actor, "people.change", user_id, body, personal)


def set_password(
    session: Session, actor: Actor, user_id: int, password: str, current: str | None = None
) -> None:
    """Set a password: one's own by the current one (where there is one), anybody's as administrator.

    Raises UserError `user_unknown`, `password_short`, `password_long`; AccessError `password_wrong`.
    """
    row = _authorise(session, actor, user_id, current)
    values = {"password_hash": hash_password(password), "failed_count": 0, "locked_until_at": None}
    _change_secret(session, row, values)
    _record(session, actor, "people.set_password", user_id, {"login": row["login"]})


def set_pin(
    session: Session, actor: Actor, user_id: int, pin: str | None, current: str | None = None
) -> None:
    """Set the PIN that switches to this user at a shared counter, 4 to 8 digits; None takes it away.

    Raises UserError `user_unknown`, `pin_bad`, `pin_simple`; AccessError `password_wrong`.
    """
    row = _authorise(session, actor, user_id, current)
    _change_secret(session, row, {"pin_hash": hash_pin(pin) if pin is not None else None})
    body = {"login": row["login"], "removed": pin is None}
    _record(session, actor, "people.set_pin", user_id, body)


def login_name(text: str) -> str:
    """A login as it is stored: small letters; raises UserError `login_bad`."""
    login = text.strip().casefold()
    if not _LOGIN.fullmatch(login):
        raise UserError("login_bad", "login")
    return login


def hash_password(password: str) -> str:
    """The argon2id hash of a new password; raises UserError `password_short`, `password_long`."""
    if len(password) < PASSWORD_SHORTEST:
        raise UserError("password_short", "password", shortest=PASSWORD_SHORTEST)
    if len(password) > PASSWORD_LONGEST:
        raise UserError("password_long", "password", longest=PASSWORD_LONGEST)
    return _hasher().hash(password)


def hash_pin(pin: str) -> str:
    """The argon2id hash of a new PIN; raises UserError `pin_bad`, `pin_simple` (0000, 1234, 87654321)."""
    if not _PIN.fullmatch(pin):
        raise UserError("pin_bad", "pin")
    if len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        raise UserError("pin_simple", "pin")
    return _hasher().hash(pin)


def fits(stored: str | None, given: str) -> bool:
    """Whether a password or PIN fits its hash; takes as long where there is no hash."""
    from argon2.exceptions import VerificationError

    try:
        return _hasher().verify(stored or _nobody(), given) and stored is not None
    except VerificationError:
        return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("")


def _values(session: Session, data: UserData, user_id: int | None = None) -> dict[str, Any]:
    login, name = login_name(data.login), " ".join(data.name.split())
    if not name:
        raise UserError("field_required", "name")
    holder = session.execute(select(_users.c.id).where(_users.c.login == login)).scalar()
    if holder not in {None, user_id}:
        raise UserError("login_taken", "login", login=login)
    return {
        "login": login,
        "name": name,
        "short_name": data.short_name.strip() or shorten(name),
        "title": data.title.strip() or data.role.on_paper,
        "role": data.role.value,
        "is_active": data.is_active,
    }


def shorten(name: str) -> str:
    """`Иванова Мария Петровна` as papers sign it: `Иванова М. П.`."""
    family, *given = name.split()
    return " ".join([family, *(f"{word[0]}." for word in given)])


def _authorise(session: Session, actor: Actor, user_id: int, current: str | None) -> RowMapping:
    """The row whose secrets may be changed: one's own after the current password, or anybody's by right."""
    if user_id != actor.user_id:
        require(actor, "people.change")
        return _row(session, user_id)
    require(actor, "people.change_own_password")
    row = _row(session, user_id)
    if row["password_hash"] is not None and not fits(row["password_hash"], current or ""):
        raise AccessError("password_wrong", "current")
    return row


def _change_secret(session: Session, row: RowMapping, values: dict[str, Any]) -> None:
    version = row["version"] + 1
    session.execute(update(_users).where(_users.c.id == row["id"]).values(version=version, **values))


def _row(session: Session, user_id: int) -> RowMapping:
    row = session.execute(select(_users).where(_users.c.id == user_id)).mappings().one_or_none()
    if row is None:
        raise UserError("user_unknown", None)
    return row


def _is_last_administrator(session: Session, row: RowMapping) -> bool:
    if row["role"] != Role.ADMINISTRATOR.value or not row["is_active"]:
        return False
    others = select(func.count()).where(
        _users.c.role == Role.ADMINISTRATOR.value, _users.c.is_active, _users.c.id != row["id"]
    )
    return session.execute(others).scalar_one() == 0


def _record(
    session: Session,
    actor: Actor,
    verb: str,
    user_id: int,
    body: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
) -> None:
    sealed = (user_id, personal) if personal else None
    journal.record(session, actor, verb, "user", user_id, body=body, personal=sealed)

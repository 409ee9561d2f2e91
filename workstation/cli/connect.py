"""From the global options to an open base and an actor."""

from __future__ import annotations

import os
import socket
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workstation import clock, db, i18n, paths
from workstation.cli.output import read_input, tell
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.i18n import tr
from workstation.queries.settings import load_settings
from workstation.services import logins, seating
from workstation.settings import Settings

NOW = "WORKSTATION_NOW"


@dataclass(frozen=True)
class Connection:
    """An open base and who is at work in it."""

    database: Database
    actor: Actor
    settings: Settings


@contextmanager
def connected(arguments: Namespace) -> Iterator[Connection]:
    """Open the base of the options and log in; raises StorageError, AccessError."""
    with opened(arguments) as database:
        actor = log_in(database, arguments)
        with database.begin() as session:
            settings = load_settings(session, actor.station_id, actor.user_id)
        i18n.set_language(settings["ui.language"])
        yield Connection(database, actor, settings)


@contextmanager
def opened(arguments: Namespace) -> Iterator[Database]:
    """Open the base of the options, with its time zone and, in a practice base, its standing clock."""
    database = db.open_database(address(arguments))
    try:
        with database.begin() as session:
            use_clock(load_settings(session))
        yield database
    finally:
        database.close()


def address(arguments: Namespace) -> str:
    """The address of the base: the option, the environment, else the data folder."""
    return arguments.db or paths.default_database()


def use_clock(settings: Settings) -> None:
    """Use the centre's time zone; `WORKSTATION_NOW` sets the clock of a practice base and of no other.

    Raises UserError `moment_bad`.
    """
    clock.set_zone(settings["centre.timezone"])
    wanted = os.environ.get(NOW)
    if not wanted:
        return
    if not settings.training:
        tell(tr("{name} действует только в учебной базе", name=NOW))
        return
    stand_clock(wanted)


def stand_clock(wanted: str) -> None:
    """Stand the clock at an ISO moment with its zone; raises UserError `moment_bad`."""
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError as error:
        raise UserError("moment_bad", None, name=NOW, text=wanted) from error
    if moment.tzinfo is None:
        raise UserError("moment_bad", None, name=NOW, text=wanted)
    clock.set_now(moment)


def log_in(database: Database, arguments: Namespace) -> Actor:
    """The actor of the options. Without a name only the lone administrator without a password comes in.

    Raises AccessError `login_required`, `login_refused`, `login_wait`.
    """
    name = arguments.login or os.environ.get("WORKSTATION_LOGIN")
    given = password(arguments.password_file)
    machine = socket.gethostname()
    with database.begin() as session:
        lone = seating.lone_administrator(session)
        known = seating.is_registered(session, machine)
        if lone is None:
            if name is None or given is None:
                raise AccessError("login_required", "login")
            checked = logins.check(session, name, given)
        elif name and not seating.is_named(session, lone, name):
            raise AccessError("login_refused", "login")
        user_id = lone if lone is not None else checked.user_id
        if known and (lone is not None or checked.is_clean):
            return seating.actor_for(session, user_id, machine)

    def write(session: Any) -> logins.Login:
        if lone is not None:
            return logins.Login(seating.actor_for(session, lone, machine))
        return logins.conclude(session, checked, machine, "people.login")

    outcome, _changed = database.run(write, write=True)
    return outcome.granted()


def password(file: str | None) -> str | None:
    """The password of the options: the first line of the file, else the environment."""
    if file is None:
        return os.environ.get("WORKSTATION_PASSWORD")
    return read_input(file).decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")

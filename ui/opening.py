"""Opening a base for the window: what is found there decides what the user sees first.

Everything here runs in the I/O lane and imports the heavy packages only then: the window is painted before.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workstation import clock
from workstation.i18n import mark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from workstation.db import Database
    from workstation.documents.people import Actor
    from workstation.queries.glance import Glance
    from workstation.settings import Settings

MACHINE = socket.gethostname()

ADVICE = {
    "storage_newer": mark("Обновите программу на этом компьютере или откройте другую базу."),
    "storage_not_ours": mark("Проверьте путь: это не база рабочего места. Файл не изменён."),
    "storage_corrupt": mark("Не работайте с этим файлом дальше. Восстановите последнюю копию: раздел справки "
                            "«Копии и восстановление»."),
    "storage_unreachable": mark("Проверьте сеть и что сервер включён, затем повторите."),
    "storage_locked": mark("Базу занял другой процесс. Закройте вторую копию программы и повторите."),
    "storage_full": mark("Освободите место на диске и повторите. Ничего не потеряно."),
    "storage_readonly": mark("Дайте программе право писать в папку базы и повторите."),
    "storage_folder_missing": mark("Подключите диск или создайте папку и повторите."),
    "storage_address_bad": mark("Проверьте адрес базы в команде запуска."),
    "backup_folder_missing": mark("Подключите диск с копиями или создайте папку и повторите."),
}  # fmt: skip
UPGRADE = "storage_needs_upgrade"
MISSING = "storage_missing"


class Opened(NamedTuple):
    """An open base: whether it was set up, who is let in without asking, the centre's settings."""

    database: Database
    is_ready: bool
    lone: Actor | None = None
    settings: Any = None


class Entry(NamedTuple):
    """Who enters, with the settings in force and the newest draft of a form that a crash has left."""

    actor: Actor
    settings: Settings
    has_secret: bool
    draft_id: int | None = None


def open_base(address: str) -> Opened:
    """Open the base; raises StorageError (`storage_missing`, `storage_needs_upgrade` and the rest)."""
    from workstation.db import open_database  # noqa: PLC0415

    database = open_database(address)
    try:
        opened, new_here = database.run(lambda session: _look(session, database), write=False)[0]
        if new_here:
            opened = opened._replace(lone=database.run(_lone, write=True)[0])
    except BaseException:
        database.close()
        raise
    return opened


def glance(address: str) -> Glance | None:
    """What a base in its usual state shows before it is open; None for any other, and for a server's."""
    from workstation.queries.glance import look  # noqa: PLC0415

    found = None if "://" in address else look(Path(address).absolute(), MACHINE)
    if found is not None:
        _set_clock(found.settings)
    return found


def upgrade_base(address: str) -> None:
    """Copy an older base, verify the copy, bring the base up to date. Raises StorageError."""
    from workstation.services.setup import create_database  # noqa: PLC0415

    create_database(address).close()


def enter(session: Session, actor: Actor, with_draft: bool = False) -> Entry:
    """The settings of whoever enters, and the draft to go on with."""
    from workstation.queries.settings import load_settings  # noqa: PLC0415
    from workstation.services.seating import lone_administrator  # noqa: PLC0415

    settings = load_settings(session, actor.station_id, actor.user_id)
    has_secret = lone_administrator(session) is None
    return Entry(actor, settings, has_secret, _left_draft(session, actor) if with_draft else None)


def _left_draft(session: Session, actor: Actor) -> int | None:
    """The newest draft that nobody put aside."""
    from workstation.queries.drafts import list_drafts  # noqa: PLC0415

    drafts = list_drafts(session, "intake", actor.user_id)
    return next((draft.id for draft in drafts if not draft.body.get("parked")), None)


def _look(session: Session, database: Database) -> tuple[Opened, bool]:
    """What stands in the base, and whether a lone administrator sits at a machine that is new to it."""
    from workstation.queries.settings import load_settings  # noqa: PLC0415
    from workstation.services import seating  # noqa: PLC0415

    settings = load_settings(session)
    if not settings["base.id"]:
        return Opened(database, False), False
    _set_clock(settings)
    lone = seating.lone_administrator(session)
    if lone is None or not seating.is_registered(session, MACHINE):
        return Opened(database, True, None, settings), lone is not None
    return Opened(database, True, seating.actor_for(session, lone, MACHINE), settings), False


def _lone(session: Session) -> Actor | None:
    """The lone administrator at a machine that is new to the base: its station is made."""
    from workstation.services import seating  # noqa: PLC0415

    lone = seating.lone_administrator(session)
    return None if lone is None else seating.actor_for(session, lone, MACHINE)


def _set_clock(settings: Settings) -> None:
    clock.set_zone(settings["centre.timezone"])
    standing = os.environ.get("WORKSTATION_NOW")
    if standing and settings.training:
        clock.set_now(datetime.fromisoformat(standing))

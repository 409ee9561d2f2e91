"""Work of the night: messages written before a term breaks, overdue targets put before their persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workstation.db import Database
from workstation.services import contacts, sla
from workstation.services.system import system_actor


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many messages were written, none of them sent, and how many overdue stages somebody was told of."""

    written: int
    escalated: int


def run_reminders(database: Database) -> Reminded:
    """Write and escalate in the name of the program; done twice it does nothing the second time."""
    reminded, _changed = database.run(remind, write=True)
    return reminded


def remind(session: Any) -> Reminded:
    """The same in a transaction that is open already."""
    actor = system_actor(session)
    return Reminded(contacts.write_delays(session, actor), sla.escalate(session, actor))

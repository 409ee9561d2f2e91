"""Commands of what is around orders: places, loaners, requests, targets, calls, messages, the unclaimed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from printing import code_labels
from workstation import clock
from workstation.cli.connect import connected
from workstation.cli.output import Outcome
from workstation.cli.verb_commands import Read, run_group, word_of
from workstation.documents.codes import CodeLabel
from workstation.documents.loaners import LoanerRow
from workstation.documents.places import PlaceRow
from workstation.documents.sla import SlaState
from workstation.errors import UserError
from workstation.files import write_beside
from workstation.jobs.reminders import run_reminders
from workstation.queries import contacts, loaners, places, requests, sla
from workstation.queries import unclaimed as waiting
from workstation.services.desk_deeds import VERBS
from workstation.services.rights import require

RUNNING = (SlaState.RUNNING, SlaState.PAUSED, SlaState.SOON, SlaState.OVERDUE)


def _group(name: str, arguments: Namespace) -> Outcome:
    return run_group(arguments, "orders.read", _READS[name], VERBS[name])


def remind(arguments: Namespace) -> Outcome:
    """The nightly work: messages of terms about to break are written, overdue targets go to their persons."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        return Outcome(run_reminders(place.database))


def _labels(found: Iterable[PlaceRow | LoanerRow], arguments: Namespace) -> dict[str, Any]:
    """Labels with codes as one PDF, a label a page."""
    labels = [
        CodeLabel(row.code, row.name, row.kind.on_paper)
        if isinstance(row, PlaceRow)
        else CodeLabel(row.code, row.data.inventory_number, row.title)
        for row in found
    ]
    write_beside(Path(word_of(arguments)), code_labels.draw(labels))
    return {"labels": len(labels), "file": arguments.word}


def _number(arguments: Namespace) -> int:
    word = word_of(arguments)
    if not word.isdecimal():
        raise UserError("type_number", "word")
    return int(word)


_READS: Mapping[str, Mapping[str, Read]] = {
    "place": {
        "list": lambda session, _place, arguments: places.list_places(session, active_only=not arguments.all),
        "where": lambda session, _place, arguments: places.find_where(session, word_of(arguments)),
        "at": lambda session, _place, arguments: places.list_at(
            session, places.get_place(session, word_of(arguments)).id
        ),
        "labels": lambda session, _place, arguments: _labels(places.list_places(session), arguments),
        "counts": lambda session, _place, _arguments: places.list_shelf_counts(session),
        "count": lambda session, _place, arguments: places.get_shelf_count(session, _number(arguments)),
    },
    "loaner": {
        "list": lambda session, _place, _arguments: loaners.list_loaners(session),
        "show": lambda session, _place, arguments: loaners.get_loaner(session, word_of(arguments)),
        "labels": lambda session, _place, arguments: _labels(loaners.list_loaners(session), arguments),
        "demands": lambda session, _place, _arguments: loaners.list_demands(session, clock.today()),
        "out": lambda session, _place, _arguments: loaners.list_loans_out(session),
    },
    "request": {
        "list": lambda session, _place, arguments: requests.list_requests(
            session, open_only=not arguments.all
        ),
        "show": lambda session, _place, arguments: requests.get_request(
            session, requests.request_id_of(session, word_of(arguments))
        ),
    },
    "target": {
        "list": lambda session, _place, _arguments: sla.list_targets(session),
        "days": lambda session, place, _arguments: sla.list_calendar_days(session, place.actor.branch_id),
        "pressing": lambda session, _place, arguments: sla.list_sla(
            session, clock.now(), RUNNING if arguments.all else tuple(sla.PRESSING)
        ),
    },
    "call": {
        "list": lambda session, place, arguments: contacts.list_follow_ups(
            session,
            person_id=None if arguments.all else place.actor.user_id,
        ),
    },
    "message": {"list": lambda session, _place, _arguments: contacts.list_messages(session)},
    "unclaimed": {
        "list": lambda session, _place, _arguments: waiting.list_unclaimed(session, clock.today()),
    },
}

place = partial(_group, "place")
loaner = partial(_group, "loaner")
request = partial(_group, "request")
target = partial(_group, "target")
call = partial(_group, "call")
message = partial(_group, "message")
unclaimed = partial(_group, "unclaimed")

"""Commands of what is around orders: places, loaners, requests, targets, calls, messages, the unclaimed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from printing import code_labels
from workstation import clock
from workstation.cli.connect import Connection, connected
from workstation.cli.deed_commands import keep_picture
from workstation.cli.output import Outcome, read_input, write_beside
from workstation.documents.codes import CodeLabel
from workstation.documents.loaners import LoanerRow
from workstation.documents.places import PlaceRow
from workstation.documents.sla import SlaState
from workstation.errors import UserError
from workstation.exchange.deed_file import read_deed
from workstation.jobs.reminders import run_reminders
from workstation.queries import contacts, loaners, places, requests, sla
from workstation.queries import unclaimed as waiting
from workstation.rules.fields import specs
from workstation.services.desk_deeds import VERBS
from workstation.services.rights import require
from workstation.services.store_deeds import StoreVerb

Read = Callable[[Any, Connection, Namespace], Any]
RUNNING = (SlaState.RUNNING, SlaState.PAUSED, SlaState.SOON, SlaState.OVERDUE)


def _run(name: str, arguments: Namespace) -> Outcome:
    reads, verbs, action = _READS[name], VERBS[name], arguments.action
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        if action is None:
            return Outcome({"lists": list(reads), "verbs": [_described(*one) for one in verbs.items()]})
        if action in reads:
            with place.database.begin() as session:
                return Outcome(reads[action](session, place, arguments))
        if action not in verbs:
            actions = ", ".join([*reads, *verbs])
            raise UserError("action_unknown", "action", action=action, actions=actions)
        text = read_input(arguments.word) if arguments.word else b"{}"
        folder = Path(arguments.word or ".").parent
        verb = verbs[action]
        said: Any = read_deed(text, verb.data, partial(keep_picture, place, folder))
        done, _changed = place.database.run(lambda session: verb.run(session, place.actor, said), write=True)
    return Outcome({"verb": action, "id": done} if done is None or isinstance(done, int) else done)


def remind(arguments: Namespace) -> Outcome:
    """The nightly work: messages of terms about to break are written, overdue targets go to their persons."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        return Outcome(run_reminders(place.database))


def _described(name: str, verb: StoreVerb) -> dict[str, Any]:
    fields = {
        one.name: {"type": one.type, "required": one.required, "choices": one.choices}
        for one in specs(verb.data)
    }
    return {"verb": name, "fields": fields}


def _word(arguments: Namespace) -> str:
    if not arguments.word:
        raise UserError("required", "word")
    return str(arguments.word)


def _labels(found: Iterable[PlaceRow | LoanerRow], arguments: Namespace) -> dict[str, Any]:
    """Labels with codes as one PDF, a label a page."""
    labels = [
        CodeLabel(row.code, row.name, row.kind.on_paper)
        if isinstance(row, PlaceRow)
        else CodeLabel(row.code, row.data.inventory_number, row.title)
        for row in found
    ]
    write_beside(Path(_word(arguments)), code_labels.draw(labels))
    return {"labels": len(labels), "file": arguments.word}


def _number(arguments: Namespace) -> int:
    word = _word(arguments)
    if not word.isdecimal():
        raise UserError("type_number", "word")
    return int(word)


_READS: Mapping[str, Mapping[str, Read]] = {
    "place": {
        "list": lambda session, _place, arguments: places.list_places(session, active_only=not arguments.all),
        "where": lambda session, _place, arguments: places.find_where(session, _word(arguments)),
        "at": lambda session, _place, arguments: places.list_at(
            session, places.get_place(session, _word(arguments)).id
        ),
        "labels": lambda session, _place, arguments: _labels(places.list_places(session), arguments),
        "counts": lambda session, _place, _arguments: places.list_shelf_counts(session),
        "count": lambda session, _place, arguments: places.get_shelf_count(session, _number(arguments)),
    },
    "loaner": {
        "list": lambda session, _place, _arguments: loaners.list_loaners(session),
        "show": lambda session, _place, arguments: loaners.get_loaner(session, _word(arguments)),
        "labels": lambda session, _place, arguments: _labels(loaners.list_loaners(session), arguments),
        "demands": lambda session, _place, _arguments: loaners.list_demands(session, clock.today()),
        "out": lambda session, _place, _arguments: loaners.list_loans_out(session),
    },
    "request": {
        "list": lambda session, _place, arguments: requests.list_requests(
            session, open_only=not arguments.all
        ),
        "show": lambda session, _place, arguments: requests.get_request(
            session, requests.request_id_of(session, _word(arguments))
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

place = partial(_run, "place")
loaner = partial(_run, "loaner")
request = partial(_run, "request")
target = partial(_run, "target")
call = partial(_run, "call")
message = partial(_run, "message")
unclaimed = partial(_run, "unclaimed")

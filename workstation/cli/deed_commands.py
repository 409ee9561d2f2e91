"""The verbs of an order's life without a window: `do NUMBER` describes them, `do NUMBER VERB` does one."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import Any

from workstation import files, messages
from workstation.cli.connect import Connection, connected
from workstation.cli.order_commands import read_picture
from workstation.cli.output import Outcome, read_input
from workstation.documents.deeds import Deed
from workstation.documents.intake import Photo
from workstation.documents.people import Actor
from workstation.exchange.deed_file import read_deed
from workstation.queries.order_bench import get_order_bench
from workstation.queries.order_view import get_order_by_id, order_id_of
from workstation.services import deeds
from workstation.services.rights import require


def do(arguments: Namespace) -> Outcome:
    """One verb on an order, its data as JSON; without a verb what each of them lacks and asks."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        if arguments.verb is None:
            with place.database.begin() as session:
                order_id = order_id_of(session, arguments.number)
                return Outcome([_described(one) for one in deeds.list_deeds(session, place.actor, order_id)])
        verb = deeds.verb_of(arguments.verb)
        text = read_input(arguments.file) if arguments.file else b"{}"
        folder = Path(arguments.file or ".").parent
        data: Any = read_deed(text, verb.data, partial(keep_picture, place, folder))
        work = partial(
            _carry_out, actor=place.actor, number=arguments.number, verb=arguments.verb, data=data,
            version=arguments.version,
        )  # fmt: skip
        done, _changed = place.database.run(work, write=True)
    return Outcome(done)


def _carry_out(
    session: Any, *, actor: Actor, number: str, verb: str, data: Any, version: int | None
) -> dict[str, Any]:
    """Do a verb; gives the order's new state."""
    order_id = order_id_of(session, number)
    result = deeds.do(session, actor, order_id, verb, data, version)
    order = get_order_by_id(session, order_id)
    bench = get_order_bench(session, order_id)
    return {
        "order": order.number,
        "id": order.id,
        "verb": verb,
        "status": order.status,
        "state": bench.state.name if bench else order.status.label,
        "version": order.version,
        "due_on": order.due_on,
        "closed_at": order.closed_at,
        "result": result,
    }


def keep_picture(place: Connection, folder: Path, name: str, field: str) -> Photo:
    """A picture named in the data, kept in the store."""
    data, media_type = read_picture(folder / name, field)
    return Photo(files.keep(place.database.folder, data), len(data), media_type, Path(name).name)


def _described(deed: Deed) -> dict[str, Any]:
    return {
        "verb": deed.verb,
        "allowed": deed.allowed,
        "lacks": [
            {"code": one.code, "field": one.field, "message": messages.notice_text(one)} for one in deed.lacks
        ],
        "fields": {
            one.name: {"type": one.type, "required": one.required, "choices": one.choices}
            for one in deed.fields
        },
        "to": deed.to,
    }

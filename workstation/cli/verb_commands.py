"""Groups of commands with lists and verbs: alone a group names them, a verb takes its data as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from workstation.cli.connect import Connection, connected
from workstation.cli.deed_commands import keep_picture
from workstation.cli.output import Outcome, read_input
from workstation.errors import UserError
from workstation.exchange.deed_file import read_deed
from workstation.rules.fields import specs
from workstation.services.rights import require
from workstation.services.store_deeds import StoreVerb

Read = Callable[[Any, Connection, Namespace], Any]


def run_group(
    arguments: Namespace, right: str, reads: Mapping[str, Read], verbs: Mapping[str, StoreVerb]
) -> Outcome:
    """The list or the verb that `arguments.action` names; raises UserError `action_unknown`."""
    action = arguments.action
    with connected(arguments) as place:
        require(place.actor, right)
        if action is None:
            return Outcome({"lists": list(reads), "verbs": [_described(*one) for one in verbs.items()]})
        if action in reads:
            with place.database.begin() as session:
                return Outcome(reads[action](session, place, arguments))
        if action not in verbs:
            actions = ", ".join([*reads, *verbs])
            raise UserError("action_unknown", "action", action=action, actions=actions)
        verb, text = verbs[action], read_input(arguments.word) if arguments.word else b"{}"
        keep = partial(keep_picture, place, Path(arguments.word or ".").parent)
        said: Any = read_deed(text, verb.data, keep)
        done, _changed = place.database.run(lambda session: verb.run(session, place.actor, said), write=True)
    return Outcome({"verb": action, "id": done} if done is None or isinstance(done, int) else done)


def word_of(arguments: Namespace) -> str:
    """The word after the action; raises UserError `required`."""
    if not arguments.word:
        raise UserError("required", "word")
    return str(arguments.word)


def _described(name: str, verb: StoreVerb) -> dict[str, Any]:
    fields = {
        one.name: {"type": one.type, "required": one.required, "choices": one.choices}
        for one in specs(verb.data)
    }
    return {"verb": name, "fields": fields}

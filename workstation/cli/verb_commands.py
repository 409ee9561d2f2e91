"""Groups of commands with lists and verbs: alone a group names them, a verb takes its data as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from printing import render
from printing.registry import template_of
from workstation import files
from workstation.cli.connect import Connection, connected
from workstation.cli.deed_commands import keep_picture
from workstation.cli.output import Outcome, read_input
from workstation.documents.conclusions import pictures_of
from workstation.documents.papers import Paper, PrintStamp
from workstation.errors import UserError
from workstation.exchange.deed_file import read_deed
from workstation.files import write_beside
from workstation.rules.fields import specs
from workstation.services import documents
from workstation.services.rights import require
from workstation.services.store_deeds import StoreVerb

Read = Callable[[Any, Connection, Namespace], Any]
Print = Callable[[Any, Connection, Namespace], int]
"""Issues a paper, or takes the one in force, for the file of `--pdf`; gives the document's id."""


def run_group(
    arguments: Namespace,
    right: str,
    reads: Mapping[str, Read],
    verbs: Mapping[str, StoreVerb],
    prints: Mapping[str, Print] | None = None,
) -> Outcome:
    """The list, the paper or the verb that `arguments.action` names; raises UserError `action_unknown`."""
    action, papers = arguments.action, prints or {}
    with connected(arguments) as place:
        require(place.actor, right)
        if action is None:
            described = [_described(*one) for one in verbs.items()]
            printed = {"papers": list(papers)} if papers else {}
            return Outcome({"lists": list(reads), **printed, "verbs": described})
        if action in reads:
            with place.database.begin() as session:
                return Outcome(reads[action](session, place, arguments))
        if action in papers:
            return _printed(place, arguments, papers[action])
        if action not in verbs:
            actions = ", ".join([*reads, *papers, *verbs])
            raise UserError("action_unknown", "action", action=action, actions=actions)
        verb, text = verbs[action], read_input(arguments.word) if arguments.word else b"{}"
        keep = partial(keep_picture, place, Path(arguments.word or ".").parent)
        said: Any = read_deed(text, verb.data, keep)
        done, _changed = place.database.run(lambda session: verb.run(session, place.actor, said), write=True)
    return Outcome({"verb": action, "id": done} if done is None or isinstance(done, int) else done)


def _printed(place: Connection, arguments: Namespace, issue: Print) -> Outcome:
    """A print of a paper as PDF; the second one is a copy."""
    if not arguments.pdf:
        raise UserError("required", "pdf")

    def work(session: Any) -> tuple[Paper, PrintStamp, dict[str, Any]]:
        document_id = issue(session, place, arguments)
        paper, row = documents.read(session, document_id)
        pages = template_of(paper).pages
        if arguments.page and arguments.page not in pages:
            raise UserError("paper_page_unknown", "page", page=arguments.page, pages=", ".join(pages))
        return (*documents.for_print(session, place.actor, document_id), row)

    (paper, stamp, row), _changed = place.database.run(work, write=True)
    assets = files.load_whole(place.database.folder, pictures_of(paper))
    write_beside(Path(arguments.pdf), render(paper, stamp, page=arguments.page, assets=assets))
    told = {name: row[name] for name in ("kind", "number", "version")}
    return Outcome({**told, "file": arguments.pdf, "copy": stamp.copy})


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

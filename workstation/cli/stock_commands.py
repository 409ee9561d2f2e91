"""Commands of the store and of purchasing: what there is, and every verb with its data as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from workstation import clock
from workstation.cli.connect import Connection, connected
from workstation.cli.output import Outcome, read_input, write_beside
from workstation.documents.purchasing import OPEN_REQUESTS, PurchaseState
from workstation.errors import UserError
from workstation.exchange.deed_file import read_deed
from workstation.exchange.purchase_file import purchase_csv, purchase_text
from workstation.queries import part_requests, parts, purchasing
from workstation.queries import stock as stocks
from workstation.queries.order_view import order_id_of
from workstation.rules.fields import specs
from workstation.services.rights import require
from workstation.services.store_deeds import PURCHASE, STOCK, StoreVerb

Read = Callable[[Any, Connection, Namespace], Any]


def stock(arguments: Namespace) -> Outcome:
    """Parts and the store: a list, a card, or a verb."""
    return _run(arguments, _STOCK_READS, STOCK)


def purchase(arguments: Namespace) -> Outcome:
    """Orders to suppliers: a list, one order, or a verb."""
    return _run(arguments, _PURCHASE_READS, PURCHASE)


def _run(arguments: Namespace, reads: Mapping[str, Read], verbs: Mapping[str, StoreVerb]) -> Outcome:
    action = arguments.action
    with connected(arguments) as place:
        require(place.actor, "stock.read")
        if action is None:
            return Outcome({"lists": list(reads), "verbs": [_described(*one) for one in verbs.items()]})
        if action in reads:
            with place.database.begin() as session:
                return Outcome(reads[action](session, place, arguments))
        if action not in verbs:
            actions = ", ".join([*reads, *verbs])
            raise UserError("action_unknown", "action", action=action, actions=actions)
        text = read_input(arguments.word) if arguments.word else b"{}"
        said: Any = read_deed(text, verbs[action].data, _no_file)
        verb = verbs[action]
        done, _changed = place.database.run(lambda session: verb.run(session, place.actor, said), write=True)
    return Outcome(_told(action, done))


def _no_file(_name: str, field: str) -> NoReturn:
    raise UserError("type_text", field)


def _told(action: str, done: Any) -> Any:
    """A verb that gives an id or nothing says what it did."""
    if done is None or isinstance(done, int):
        return {"verb": action, "id": done}
    return done


def _described(name: str, verb: StoreVerb) -> dict[str, Any]:
    return {
        "verb": name,
        "fields": {
            one.name: {"type": one.type, "required": one.required, "choices": one.choices}
            for one in specs(verb.data)
        },
    }


def _word(arguments: Namespace) -> str:
    if not arguments.word:
        raise UserError("required", "word")
    return str(arguments.word)


def _part_id(session: Any, arguments: Namespace) -> int:
    return parts.part_id_of(session, _word(arguments), arguments.brand)


def _find(session: Any, place: Connection, arguments: Namespace) -> Any:
    return parts.find_parts(
        session,
        place.actor.branch_id,
        arguments.word or "",
        model=arguments.model,
        category=arguments.category,
        on=clock.today(),
        limit=arguments.limit,
    )


def _show(session: Any, place: Connection, arguments: Namespace) -> Any:
    part_id, branch_id = _part_id(session, arguments), place.actor.branch_id
    card = parts.get_part(session, branch_id, part_id, clock.today())
    waiting = part_requests.list_requests(session, branch_id, part_id=part_id)
    return {
        "part": card,
        "balances": stocks.list_balances(session, branch_id, part_id=part_id),
        "serials": stocks.list_serials(session, branch_id, part_id=part_id) if card.data.is_serial else [],
        "requests": waiting,
    }


def _moves(session: Any, place: Connection, arguments: Namespace) -> Any:
    """Movements of a part, or of an order."""
    branch_id, limit = place.actor.branch_id, arguments.limit
    if arguments.order:
        order_id = order_id_of(session, arguments.order)
        return stocks.list_movements(session, branch_id, order_id=order_id, limit=limit)
    part_id = _part_id(session, arguments)
    return stocks.list_movements(session, branch_id, part_id=part_id, limit=limit)


def _requests(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = order_id_of(session, arguments.order) if arguments.order else None
    return part_requests.list_requests(
        session,
        place.actor.branch_id,
        order_id=order_id,
        states=() if arguments.all else OPEN_REQUESTS,
        limit=arguments.limit,
    )


def _old(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = order_id_of(session, arguments.order) if arguments.order else None
    branch_id = place.actor.branch_id
    return stocks.list_old_parts(session, branch_id, order_id=order_id, open_only=not arguments.all)


_STOCK_READS: Mapping[str, Read] = {
    "find": _find,
    "show": _show,
    "moves": _moves,
    "requests": _requests,
    "arrived": lambda session, place, arguments: part_requests.list_arrived(
        session, place.actor.branch_id, arguments.limit
    ),
    "places": lambda session, place, _arguments: stocks.list_places(session, place.actor.branch_id),
    "balances": lambda session, place, _arguments: stocks.list_balances(session, place.actor.branch_id),
    "serial": lambda session, place, arguments: stocks.list_serials(
        session, place.actor.branch_id, serial=_word(arguments)
    ),
    "old_parts": _old,
}


def _list(session: Any, place: Connection, arguments: Namespace) -> Any:
    branch_id, today, limit = place.actor.branch_id, clock.today(), arguments.limit
    if arguments.all:
        return purchasing.list_purchases(session, branch_id, today, tuple(PurchaseState), limit)
    return purchasing.list_purchases(session, branch_id, today, limit=limit)


def _one(session: Any, place: Connection, arguments: Namespace) -> Any:
    """One order; with `--out` also as a file for the supplier."""
    branch_id = place.actor.branch_id
    purchase_id = purchasing.purchase_id_of(session, branch_id, _word(arguments))
    view = purchasing.get_purchase(session, branch_id, purchase_id)
    if arguments.out:
        path = Path(arguments.out)
        write_beside(path, purchase_csv(view) if path.suffix.lower() == ".csv" else purchase_text(view))
    return view


_PURCHASE_READS: Mapping[str, Read] = {
    "list": _list,
    "show": _one,
    "suppliers": lambda session, _place, _arguments: purchasing.list_suppliers(session),
}

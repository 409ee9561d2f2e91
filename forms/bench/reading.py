"""What the technician's screens ask of the base, each in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from forms.bench.faces import ALL, BOARD, FREE, MINE, OUR_TURN, RUNNING
from workstation import clock
from workstation.documents.bench import BenchCard, BoardRow, CodeRow, MoveFacts, OperationRow, StateRow
from workstation.documents.billing import PricedLine
from workstation.documents.people import Actor
from workstation.documents.purchasing import OPEN_REQUESTS, RequestRow, RequestState
from workstation.documents.stock import OldPartRow
from workstation.errors import UserError
from workstation.queries import bench
from workstation.queries.bench_help import find_codes, list_operations
from workstation.queries.drafts import DraftRow, list_drafts
from workstation.queries.money import list_lines
from workstation.queries.moves import find_move_facts
from workstation.queries.part_requests import list_requests
from workstation.queries.states import list_states
from workstation.queries.stock import list_old_parts
from workstation.statuses import OrderStatus

DRAFT_FORM = "bench"
CODE_KINDS = ("section", "defect", "repair")
MOST_CODES = 5000
WANTED = (*OPEN_REQUESTS, RequestState.ISSUED)
"""Parts that are on their way into the device."""


class Work(NamedTuple):
    """The work of a tab: ids in the order of the queue, first those whose part came, then ours; by column;
    `following` is what to do next; how many each tab has.
    """

    states: tuple[StateRow, ...]
    queue: tuple[int, ...]
    following: int | None
    columns: dict[str, tuple[int, ...]]
    counts: dict[str, int]


def read_work(session: Any, view: str, user_id: int) -> Work:
    """The orders of the workshop for a tab."""
    wanted: dict[str, dict[str, Any]] = {
        MINE: {"technician_id": user_id},
        FREE: {"technician_id": bench.NOBODY},
        RUNNING: {"only_running": True},
        ALL: {},
    }
    found = {name: bench.list_board_ids(session, statuses=BOARD, **only) for name, only in wanted.items()}
    states = list_states(session)
    shown = {row.code for row in states if row.is_active}
    columns: dict[str, list[int]] = defaultdict(list)
    for order_id, status, code in found[view]:
        columns[code if code in shown else status.value].append(order_id)
    ours = our_turn(session, found[view])
    here = set(ours)
    others = [order_id for order_id, _status, _code in found[view] if order_id not in here]
    return Work(
        states,
        (*ours, *others),
        ours[0] if ours else None,
        {code: tuple(ids) for code, ids in columns.items()},
        {name: len(ids) for name, ids in found.items()},
    )


def our_turn(session: Any, queue: Sequence[tuple[int, OrderStatus, str]]) -> list[int]:
    """What the workshop can do something about: first those whose part has come, they have waited enough."""
    woken = bench.woken_ids(session)
    came = [one for one, status, _code in queue if one in woken and status is OrderStatus.WAITING_PART]
    return came + [one for one, status, _code in queue if status in OUR_TURN]


def read_rows(session: Any, ids: Sequence[int]) -> list[BoardRow]:
    """Cards of these orders."""
    return bench.get_board_rows(session, ids)


class Sheet(NamedTuple):
    """Everything the bench shows of an order; `draft` is what was typed and not recorded yet, with its id.

    `wanted` are the parts that are asked for and not fitted, `old` the tagged ones that came out; `lines` are
    works and parts with their prices.
    """

    card: BenchCard
    facts: MoveFacts
    codes: tuple[CodeRow, ...]
    states: dict[str, StateRow]
    folder: Path
    draft: DraftRow | None
    wanted: tuple[RequestRow, ...] = ()
    old: tuple[OldPartRow, ...] = ()
    lines: tuple[PricedLine, ...] = ()


def read_sheet(session: Any, actor: Actor, order_id: int) -> Sheet:
    """The order on the bench; raises UserError `order_not_found`."""
    today = clock.today()
    card = bench.get_bench_card(session, order_id, today)
    facts = find_move_facts(session, actor, order_id, whole=True)
    if facts is None:
        raise UserError("order_not_found", None, number=order_id)
    codes = find_codes(session, kinds=CODE_KINDS, brand=card.order.device.brand, on=today, limit=MOST_CODES)
    drafts = (
        row for row in list_drafts(session, DRAFT_FORM, actor.user_id) if row.body.get("order") == order_id
    )
    states = {row.code: row for row in list_states(session)}
    return Sheet(
        card,
        facts,
        codes,
        states,
        Path(session.info["folder"]),
        next(drafts, None),
        tuple(list_requests(session, actor.branch_id, order_id=order_id, states=WANTED)),
        tuple(list_old_parts(session, actor.branch_id, order_id=order_id)),
        list_lines(session, order_id),
    )


def read_operations(session: Any, category: str) -> tuple[OperationRow, ...]:
    """The catalogue of operations with the norms of a group."""
    return list_operations(session, category)


def next_in_queue(session: Any, user_id: int, after: int) -> int | None:
    """The order after one in a person's queue, from the beginning once it ends; None when there is none."""
    ids = our_turn(session, bench.list_board_ids(session, statuses=BOARD, technician_id=user_id))
    others = ids[ids.index(after) + 1 :] + ids[: ids.index(after)] if after in ids else ids
    return others[0] if others else None

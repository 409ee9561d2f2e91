"""Processes of several threads reach for the last pieces of a few parts and are killed meanwhile.

    python tests/faults/kill_stock.py [--db PATH|URL] [--seconds 60] [--processes 8] [--threads 4] [--seed N]

Each thread asks for a part, is served or not, takes the piece or fits it, brings it back or takes it out of
the device again, or gives the request up. Prints one JSON document: what was done and acknowledged, what is
lost, pieces held twice, what screens show otherwise than the ledger says, and what `check` found. Exit code 0
when whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import selectors
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import func, select

from tests.faults.kill_intakes import Tally, Writer, end, enter, listen
from tests.support.stock import open_store
from workstation import clock
from workstation.db import Database, open_database
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, LineData, NoteData
from workstation.documents.people import Actor
from workstation.documents.purchasing import PartWish, RequestState
from workstation.errors import UserError
from workstation.models import (
    JournalEntry,
    Part,
    PartLine,
    PartRequest,
    StockBalance,
    StockBin,
    StockMovement,
    StockSerial,
    WorkOrder,
)
from workstation.queries.parts import find_parts, get_part
from workstation.queries.stock import list_balances, list_serials
from workstation.queries.stock_list import get_stock_rows
from workstation.services import check, diagnosis, fitting, life, part_requests, setup, stock, works

PARTS, PIECES, ORDERS = 20, 2, 6
SIGNS = {
    "stock.issue": ("part", "quantity", 1),
    "stock.put_back": ("part", "quantity", -1),
    "bench.remove_part": ("part_number", "returned", -1),
}
"""Entries that move pieces: where they name the part and how many, and which way."""
UNDER_WAY = ("reserved", "issued", "fitted", "wanted")
REFUSALS = frozenset(
    {"request_state", "serial_not_here", "serials_count", "line_not_found", "part_fitted", "return_too_many"}
)
"""What one of two is told who reach for the same."""
LONGEST_LIFE_S = 1.0


def main() -> int:
    """Kill, count, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.db or str(Path(folder) / "base.db")
        prepare(address)
        tally = fight(address, options, random.Random(options.seed))
        report = judge(address, tally)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 0 if report["whole"] else 1


def prepare(address: str) -> None:
    """A store with two pieces of each part, every fourth tracked by serials; closed again for the fork."""
    database = setup.create_database(address)
    store = open_store(database)
    others = [store.order(f"FD 0503 {number:06d}") for number in range(1, ORDERS)]
    for order_id in (store.order_id, *others):
        store.do(life.start_diagnosis, order_id, NoteData())
        store.do(diagnosis.record_diagnosis, order_id, DiagnosisData(DefectNature.PRODUCTION, "износ"))
        store.do(life.start_repair, order_id, NoteData())
    for number in range(PARTS):
        tracked = number % 4 == 0
        part = store.part(f"P{number:02d}", is_serial=tracked)
        serials = tuple(f"S{number:02d}{piece}" for piece in range(PIECES)) if tracked else ()
        store.receive(part, PIECES, 1001, serials=serials, cell=f"А{number % 3}")
    database.close()


def fight(address: str, options: argparse.Namespace, dice: random.Random) -> Tally:
    """Let the processes work; kill one at a random moment and start another, until the time is over."""
    tally = Tally()
    selector = selectors.DefaultSelector()
    begun = time.monotonic()
    writers = [start(address, selector, options.threads, dice.random()) for _ in range(options.processes)]
    while (left := begun + options.seconds - time.monotonic()) > 0:
        listen(selector, tally, time.monotonic() + min(left, dice.uniform(0, 2 * LONGEST_LIFE_S)))
        end(writers.pop(dice.randrange(len(writers))), selector, tally)
        tally.kills += 1
        writers.append(start(address, selector, options.threads, dice.random()))
    listen(selector, tally, time.monotonic() + LONGEST_LIFE_S)
    for writer in writers:
        end(writer, selector, tally)
    return tally


def start(address: str, selector: selectors.BaseSelector, threads: int, seed: float) -> Writer:
    """A new process of several threads."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        work_for_ever(address, writing, threads, seed)
    os.close(writing)
    writer = Writer(pid, reading)
    selector.register(reading, selectors.EVENT_READ, writer)
    return writer


def work_for_ever(address: str, pipe: int, threads: int, seed: float) -> NoReturn:
    """All threads reach for pieces, until killed."""
    try:
        database = open_database(address)
        actor = enter(database)
        with database.begin() as session:
            parts = session.execute(select(Part.id, Part.is_serial)).all()
            orders = session.execute(select(WorkOrder.id)).scalars().all()
            bins = session.execute(select(StockBin.id)).scalars().all()
    except BaseException as error:  # noqa: BLE001 - a child must never run on as its parent
        stop(pipe, error)
    one_by_one = [
        threading.Thread(target=reach, args=(database, actor, pipe, (parts, orders, bins), seed + number))
        for number in range(threads)
    ]
    for thread in one_by_one:
        thread.start()
    for thread in one_by_one:
        thread.join()
    os._exit(1)


def reach(database: Database, actor: Actor, pipe: int, there: tuple[Any, Any, Any], seed: float) -> None:
    """Ask, take and bring back at random; each deed is acknowledged after its commit."""
    dice = random.Random(seed)
    parts, orders, bins = there
    try:
        while True:
            step(database, actor, pipe, (dice.choice(parts), dice.choice(orders), dice.choice(bins)), dice)
    except BaseException as error:  # noqa: BLE001 - a child must never run on as its parent
        stop(pipe, error)


def step(
    database: Database, actor: Actor, pipe: int, what: tuple[Any, int, int], dice: random.Random
) -> None:
    """One request and what becomes of it."""

    def do(verb: Any, *words: Any) -> Any:
        return database.run(lambda session: verb(session, actor, *words), write=True)[0]

    if dice.random() < 0.6:
        take_over(database, do, pipe, dice)
        return
    (part_id, is_serial), order_id, bin_id = what
    asked = do(part_requests.ask, PartWish(order_id, part_id, dice.choice((1, 1, 2))))
    for request in asked.requests:
        if request.state is not RequestState.RESERVED or dice.random() < 0.2:
            drop(do, request.id)
            continue
        serials = lying(database, request.id, request.quantity) if is_serial else ()
        if is_serial and len(serials) != request.quantity:
            drop(do, request.id)
            continue
        if dice.random() < 0.4:
            fit(do, pipe, (order_id, request.id, serials), dice)
            continue
        for movement in give(do, request.id, serials):
            os.write(pipe, f"{movement} issue\n".encode())
            quantity = 1 if is_serial else request.quantity
            if dice.random() < 0.9:
                bring(do, pipe, (movement, bin_id, quantity))


def take_over(database: Database, do: Any, pipe: int, dice: random.Random) -> None:
    """Go on with a request whose thread was killed, or is at it too: then one of the two is refused."""
    with database.begin() as session:
        query = select(
            PartRequest.id,
            PartRequest.state,
            PartRequest.order_id,
            PartRequest.part_line_id,
            PartRequest.quantity,
            Part.is_serial,
        ).join(Part, Part.id == PartRequest.part_id)
        left = session.execute(query.where(PartRequest.state.in_(UNDER_WAY))).all()
    if not left:
        return
    one = dice.choice(left)
    serials = lying(database, one.id, one.quantity) if one.is_serial else ()
    try:
        if one.state == RequestState.RESERVED and dice.random() < 0.5:
            line = do(partial(fitting.fit, serials=serials), one.id)
            os.write(pipe, f"{line} fit\n".encode())
        elif one.state == RequestState.RESERVED:
            for movement in do(part_requests.issue, one.id, serials):
                os.write(pipe, f"{movement} issue\n".encode())
        elif one.state == RequestState.ISSUED:
            do(stock.put_back_request, one.id)
        elif one.state == RequestState.FITTED:
            do(works.remove_part, one.order_id, LineData(one.part_line_id, "не помогла"))
            os.write(pipe, f"-{one.part_line_id} taken_out\n".encode())
        else:
            do(part_requests.cancel, one.id)
    except UserError as error:
        if error.code not in REFUSALS:
            raise


def fit(do: Any, pipe: int, what: tuple[int, int, tuple[str, ...]], dice: random.Random) -> None:
    """Fit the reserved pieces to the device, and mostly take them out again."""
    order_id, request_id, serials = what
    try:
        line = do(partial(fitting.fit, serials=serials), request_id)
        os.write(pipe, f"{line} fit\n".encode())
        if dice.random() < 0.9:
            do(works.remove_part, order_id, LineData(line, "не помогла"))
            os.write(pipe, f"-{line} taken_out\n".encode())
    except UserError as error:
        give_up(do, request_id, error)


def bring(do: Any, pipe: int, what: tuple[int, int, int]) -> None:
    """Bring issued pieces back, unless another fitted or brought them meanwhile."""
    movement, bin_id, quantity = what
    try:
        do(stock.put_back, movement, bin_id, quantity)
    except UserError as error:
        if error.code not in REFUSALS:
            raise
        return
    os.write(pipe, f"{-movement} back\n".encode())


def give(do: Any, request_id: int, serials: tuple[str, ...]) -> tuple[int, ...]:
    """Take the reserved pieces; another thread may have taken the serial number that we saw lying there."""
    try:
        issued: tuple[int, ...] = do(part_requests.issue, request_id, serials)
    except UserError as error:
        give_up(do, request_id, error)
        return ()
    return issued


def give_up(do: Any, request_id: int, error: UserError) -> None:
    """The request or its serial number went to another: it is given up. Any other error is a fault."""
    if error.code not in REFUSALS:
        raise error
    drop(do, request_id)


def drop(do: Any, request_id: int) -> None:
    """Give a request up, unless another went on with it."""
    try:
        do(part_requests.cancel, request_id)
    except UserError as error:
        if error.code not in REFUSALS:
            raise


def lying(database: Database, request_id: int, count: int) -> tuple[str, ...]:
    """Serial numbers that lie in the bin of a request just now."""
    with database.begin() as session:
        query = (
            select(StockSerial.serial_number)
            .join(PartRequest, PartRequest.bin_id == StockSerial.bin_id)
            .where(PartRequest.id == request_id, PartRequest.part_id == StockSerial.part_id)
            .limit(count)
        )
        return tuple(session.execute(query).scalars())


def stop(pipe: int, error: BaseException) -> NoReturn:
    """Say what failed and end the whole process."""
    os.write(pipe, f"error {type(error).__name__}:{str(error).splitlines()[0]}\n".encode())
    os._exit(1)


def judge(address: str, tally: Tally) -> dict[str, Any]:
    """Hold what was acknowledged, and the order of the journal, against what is there."""
    database = open_database(address)
    with database.begin() as session:
        moved = set(session.execute(select(StockMovement.id)).scalars())
        returned = set(session.execute(select(StockMovement.of_id)).scalars())
        out = session.execute(
            select(StockMovement.part_id, -func.sum(StockMovement.quantity))
            .where(StockMovement.request_id.is_not(None))
            .group_by(StockMovement.part_id)
        ).all()
        held = dict(
            session.execute(
                select(StockBalance.part_id, func.sum(StockBalance.on_hand)).group_by(StockBalance.part_id)
            ).all()
        )
        entries = session.execute(
            select(JournalEntry.verb, JournalEntry.body)
            .where(JournalEntry.verb.in_(SIGNS))
            .order_by(JournalEntry.seq)
        ).all()
        fitted = dict(session.execute(select(PartLine.id, PartLine.removed_at)).all())
        shown = shown_otherwise(session)
    broken = {one.name: one.problems for one in check.run_checks(database) if one.failed}
    database.close()
    there = {
        "issue": moved,
        "back": returned,
        "fit": set(fitted),
        "taken_out": {line for line, removed_at in fitted.items() if removed_at},
    }
    lost = [int(key) for key, done in tally.acknowledged.items() if abs(int(key)) not in there[done]]
    gone = {part: int(pieces) for part, pieces in out}
    report = {
        "kills": tally.kills,
        "acknowledged": len(tally.acknowledged),
        "issues": sum(verb == "stock.issue" for verb, _body in entries),
        "fitted": len(fitted),
        "taken_out": len(there["taken_out"]),
        "lost": lost,
        "wrong_sums": [part for part, pieces in held.items() if int(pieces) + gone.get(part, 0) != PIECES],
        "held_twice": held_twice(entries),
        "shown_otherwise": shown,
        "check": broken,
    }
    whole = not (lost or report["wrong_sums"] or report["held_twice"] or shown or broken)
    return {**report, "whole": whole}


def held_twice(entries: Any) -> list[str]:
    """Parts of which, in the order of the journal, more pieces were out at a time than there are, or fewer
    than none."""
    out: Counter[str] = Counter()
    found = set()
    for verb, text in entries:
        body = json.loads(text)
        part, quantity, sign = SIGNS[verb]
        out[body[part]] += sign * body[quantity]
        if not 0 <= out[body[part]] <= PIECES:
            found.add(body[part])
    return sorted(found)


def shown_otherwise(session: Any) -> list[str]:
    """Parts of which a screen shows other numbers than the movements add up to, or fewer than none."""
    branch_id = session.execute(select(WorkOrder.branch_id).limit(1)).scalar_one()
    sums = {
        part: (int(quantity), int(reserved))
        for part, quantity, reserved in session.execute(
            select(
                StockMovement.part_id, func.sum(StockMovement.quantity), func.sum(StockMovement.reserved)
            ).group_by(StockMovement.part_id)
        )
    }
    found = []
    for row in find_parts(session, branch_id, on=clock.today(), limit=PARTS):
        quantity, reserved = sums.get(row.id, (0, 0))
        (listed,) = get_stock_rows(session, branch_id, [row.id], clock.today())
        balances = list_balances(session, branch_id, part_id=row.id)
        cells = (sum(one.on_hand for one in balances), sum(one.reserved for one in balances))
        card = get_part(session, branch_id, row.id, clock.today())
        serials = list_serials(session, branch_id, part_id=row.id) if card.data.is_serial else ()
        told = {
            (row.on_hand, row.reserved),
            (row.on_hand, row.on_hand - row.free),
            (listed.part.on_hand, listed.part.reserved),
            (card.on_hand, card.reserved),
            cells,
        }
        lying = sum(one.bin_id is not None for one in serials) if card.data.is_serial else quantity
        if told != {(quantity, reserved)} or lying != quantity or not 0 <= reserved <= quantity:
            found.append(row.number)
    return found


if __name__ == "__main__":
    sys.exit(main())

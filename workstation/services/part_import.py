"""Import of a price list: parts are added or changed by number and brand, prices that differ get a new day.

First every row is judged, and the good ones are put by; then all of them come in by one transaction, or none.
What a file says nothing of stays.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.parts import PartData, PartImport, PartLine, PriceKind
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Category, Part, PartFit, PartPrice, StockMovement
from workstation.queries.parts import plan_anew, prices_on
from workstation.rules.parts import check_part, part_key
from workstation.services import journal, part_search
from workstation.services.parts import fit_rows, fits_of, part_values, price_row
from workstation.services.rights import require

_parts = Part.__table__
_fits = PartFit.__table__
_prices = PartPrice.__table__
_movements = StockMovement.__table__
_categories = Category.__table__

BATCH = 500
_SIZE = 4
One = TypeVar("One")
Known = dict[tuple[str, str], dict[str, Any]]
Told = Callable[[int], None]


class Spool:
    """Parts put by on the disk: however often they are gone through, the file they came in is read once."""

    def __init__(self) -> None:
        """Make a file that goes with its last user."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as what was judged
        self._decoder = msgspec.msgpack.Decoder(list[PartData])

    def add(self, batch: list[PartData]) -> None:
        """Put parts by."""
        packed = msgspec.msgpack.encode(batch)
        self._file.write(len(packed).to_bytes(_SIZE, "big") + packed)

    def batches(self) -> Iterator[list[PartData]]:
        """All of them, in their order, some hundreds at a time."""
        self._file.seek(0)
        while size := self._file.read(_SIZE):
            yield self._decoder.decode(self._file.read(int.from_bytes(size, "big")))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


@dataclass(slots=True)
class Judged:
    """What a file holds: the good parts, the bad rows, and what an import of the good ones would do."""

    parts: Spool = field(default_factory=Spool)
    bad: list[PartLine] = field(default_factory=list)
    done: PartImport = field(default_factory=PartImport)
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """How many rows may come in."""
        return self.done.rows


@dataclass(slots=True)
class _Differences:
    """What of a batch the base has not, or has otherwise; prices of known parts alone."""

    new: list[PartData] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    fitted: dict[int, PartData] = field(default_factory=dict)
    prices: list[tuple[int, PriceKind, int]] = field(default_factory=list)


def judge(
    session: Session,
    lines: Iterable[PartLine],
    fields: frozenset[str],
    told: Told | None = None,
) -> Judged:
    """Tell good rows from bad ones and say what an import would do; nothing is written.

    `fields` are those that the file has a column for. `told` hears of each batch how many rows are done; what
    it raises ends the work. An error of a bad row names its field.
    """
    judged, seen = Judged(), 0
    categories = frozenset(session.execute(select(_categories.c.code)).scalars())
    try:
        for batch in _batches(lines):
            _judge_batch(session, batch, fields, categories, judged)
            seen += len(batch)
            if told:
                told(seen)
    except BaseException:
        judged.parts.close()
        raise
    judged.seen.clear()
    return judged


def import_parts(
    session: Session,
    actor: Actor,
    parts: Spool,
    fields: frozenset[str],
    source: str,
    told: Told | None = None,
) -> PartImport:
    """Take in the parts that were judged good, those of `fields`; gives what became of them.

    A part is known by number and brand. Raises UserError `part_tracking` (a part came into stock meanwhile,
    and its serial tracking would change), `import_empty`.
    """
    require(actor, "parts.import")
    plan_anew(session)
    done = PartImport()
    for batch in parts.batches():
        known = _known(session, batch)
        if stuck := _tracked(session, batch, known, fields):
            raise UserError("part_tracking", "is_serial", number=min(stuck)[0])
        found = _differences(session, batch, known, fields)
        _write(session, actor, found, source)
        done = _added(done, found, len(batch))
        if told:
            told(done.rows)
    if not done.rows:
        raise UserError("import_empty")
    body = {"source": source, "rows": done.rows, "added": done.added, "changed": done.changed}
    journal.record(session, actor, "parts.import", "part", 0, body={**body, "prices": done.prices})
    return done


def _judge_batch(
    session: Session,
    batch: list[PartLine],
    fields: frozenset[str],
    categories: frozenset[str],
    judged: Judged,
) -> None:
    good: list[tuple[PartLine, PartData]] = []
    bad: list[PartLine] = []
    for line in batch:
        errors = _mistakes(line, categories, judged.seen)
        if line.part is None or errors:
            bad.append(replace(line, part=None, errors=errors))
        else:
            good.append((line, line.part))
    parts = [part for _line, part in good]
    known = _known(session, parts)
    stuck = _tracked(session, parts, known, fields)
    bad += [
        replace(line, part=None, errors=(UserError("part_tracking", "is_serial"),))
        for line, part in good
        if part_key(part) in stuck
    ]
    parts = [part for part in parts if part_key(part) not in stuck]
    judged.bad += sorted(bad, key=lambda line: line.line)
    judged.parts.add(parts)
    judged.done = _added(judged.done, _differences(session, parts, known, fields), len(parts))


def _mistakes(line: PartLine, categories: frozenset[str], seen: dict[str, int]) -> tuple[UserError, ...]:
    """Everything wrong with a row by itself and beside the earlier ones."""
    if line.part is None:
        return line.errors
    errors = (*line.errors, *check_part(line.part))
    for code in line.part.categories:
        if code not in categories:
            errors += (UserError("category_unknown", "categories", category=code),)
    first = seen.setdefault("\n".join(part_key(line.part)), line.line)
    if first != line.line and not errors:
        errors = (UserError("import_repeated", "number", number=line.part.number, row=first),)
    return errors


def _batches(found: Iterable[One]) -> Iterator[list[One]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _known(session: Session, batch: list[PartData]) -> Known:
    numbers = {part_key(data)[0] for data in batch}
    query = select(_parts).where(_parts.c.number_key.in_(numbers))
    return {(row["number_key"], row["brand_key"]): dict(row) for row in session.execute(query).mappings()}


def _tracked(
    session: Session, batch: list[PartData], known: Known, fields: frozenset[str]
) -> set[tuple[str, str]]:
    """Parts whose serial tracking would change although they were in stock."""
    if "is_serial" not in fields:
        return set()
    found = {
        known[key]["id"]: key
        for key, data in ((part_key(data), data) for data in batch)
        if key in known and known[key]["is_serial"] != data.is_serial
    }
    moved = select(_movements.c.part_id).where(_movements.c.part_id.in_(list(found))).distinct()
    return {found[part_id] for part_id in session.execute(moved).scalars()} if found else set()


def _differences(
    session: Session, batch: list[PartData], known: Known, fields: frozenset[str]
) -> _Differences:
    found = _Differences()
    written = {*fields - {"brand"}, "name_key"}
    there: dict[int, PartData] = {}
    for data in batch:
        row = known.get(part_key(data))
        if row is None:
            found.new.append(data)
            continue
        there[row["id"]] = data
        values = {name: value for name, value in part_values(data).items() if name in written}
        if any(row[name] != value for name, value in values.items()):
            found.changed[row["id"]] = {**values, "version": row["version"] + 1}
    if fields & {"models", "categories"}:
        found.fitted = _refitted(session, there)
    found.prices = _new_prices(session, there)
    return found


def _refitted(session: Session, there: dict[int, PartData]) -> dict[int, PartData]:
    """Known parts that fit something else now."""
    before: dict[int, set[tuple[str | None, str | None]]] = {part_id: set() for part_id in there}
    query = select(_fits.c.part_id, _fits.c.category_code, _fits.c.model)
    for row in session.execute(query.where(_fits.c.part_id.in_(list(there)))):
        before[row.part_id].add((row.category_code, row.model))
    return {part_id: data for part_id, data in there.items() if before[part_id] != set(fits_of(data))}


def _new_prices(session: Session, there: dict[int, PartData]) -> list[tuple[int, PriceKind, int]]:
    """Prices that differ from those in force."""
    found: list[tuple[int, PriceKind, int]] = []
    for kind in PriceKind:
        prices = {part_id: _price(data, kind) for part_id, data in there.items()}
        wanted = {part_id: price for part_id, price in prices.items() if price is not None}
        before = prices_on(session, wanted, kind, clock.today())
        found += [(part_id, kind, price) for part_id, price in wanted.items() if before.get(part_id) != price]
    return found


def _price(data: PartData, kind: PriceKind) -> int | None:
    return data.purchase_price if kind is PriceKind.PURCHASE else data.sale_price


def _write(session: Session, actor: Actor, found: _Differences, source: str) -> None:
    today = clock.today()
    prices = list(found.prices)
    fits: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    new = [(keys.new_key(), data) for data in found.new]
    for part_id, data in new:
        parts.append({**part_values(data), "id": part_id, "created_at": clock.now(), "version": 1})
        fits += fit_rows(part_id, data)
        prices += [(part_id, kind, price) for kind in PriceKind if (price := _price(data, kind)) is not None]
    _write_changes(session, found)
    for part_id, data in found.fitted.items():
        fits += fit_rows(part_id, data)
    for kind in PriceKind:
        over = [part_id for part_id, one, _price in found.prices if one is kind]
        if over:
            same = (_prices.c.kind == kind.value) & (_prices.c.valid_from == today)
            session.execute(delete(_prices).where(_prices.c.part_id.in_(over), same))
    made = [price_row(actor, part_id, kind, price, today, source) for part_id, kind, price in prices]
    rows.add(session, _parts, *parts)
    rows.add(session, _fits, *fits)
    rows.add(session, _prices, *made)
    part_search.add(session, new)
    part_search.renew(session, found.changed.keys() | found.fitted.keys())


def _write_changes(session: Session, found: _Differences) -> None:
    """Write what differs of known parts, all by one statement: each has the columns of the file."""
    if found.changed:
        names = next(iter(found.changed.values()))
        statement = update(_parts).where(_parts.c.id == bindparam("known_id"))
        session.execute(
            statement.values({name: bindparam(f"new_{name}") for name in names}),
            [
                {"known_id": part_id, **{f"new_{name}": value for name, value in values.items()}}
                for part_id, values in found.changed.items()
            ],
        )
    if found.fitted:
        session.execute(delete(_fits).where(_fits.c.part_id.in_(list(found.fitted))))


def _added(done: PartImport, found: _Differences, count: int) -> PartImport:
    changed = len(found.changed.keys() | found.fitted.keys())
    started = sum(_price(data, kind) is not None for data in found.new for kind in PriceKind)
    return PartImport(
        rows=done.rows + count,
        added=done.added + len(found.new),
        changed=done.changed + changed,
        same=done.same + count - len(found.new) - changed,
        prices=done.prices + len(found.prices) + started,
    )

"""A count of a cell as it goes on: what was scanned, what the books say, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from workstation import clock
from workstation.documents.codes import CodeKind
from workstation.documents.people import Actor
from workstation.documents.stock import Booked, Counted, PlaceRow
from workstation.errors import UserError
from workstation.queries.part_stock import list_booked
from workstation.queries.parts import get_part, part_id_of
from workstation.queries.scan_codes import find_coded
from workstation.queries.stock import list_places, list_serials
from workstation.rules import codes
from workstation.rules.validators import serial_key
from workstation.services import stocktakes, warehouses


@dataclass(frozen=True, slots=True)
class Line:
    """A part that was counted; a tracked one by its numbers."""

    part_id: int
    number: str
    name: str
    unit: str
    is_serial: bool
    quantity: int = 0
    serials: tuple[str, ...] = ()

    def counted(self) -> Counted:
        """As the stocktake takes it."""
        return Counted(self.part_id, self.quantity, self.serials)


@dataclass(frozen=True, slots=True)
class Count:
    """A count under way: the cell and its lines, the one scanned last first."""

    warehouse_id: int | None = None
    warehouse: str = ""
    bin: str = ""
    lines: tuple[Line, ...] = ()

    def line(self, part_id: int | None) -> Line | None:
        """The line of a part."""
        return next((one for one in self.lines if one.part_id == part_id), None)

    def put(self, line: Line) -> Count:
        """A line new or changed; it comes to the top."""
        others = tuple(one for one in self.lines if one.part_id != line.part_id)
        return replace(self, lines=(line, *others))

    def drop(self, part_id: int) -> Count:
        """Without a part."""
        return replace(self, lines=tuple(one for one in self.lines if one.part_id != part_id))

    def body(self) -> dict[str, Any]:
        """As a draft keeps it; nothing for a count that has no line."""
        return asdict(self) if self.lines else {}


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of which the books say something else."""

    part_id: int
    number: str
    name: str
    booked: int
    found: int
    reserved: int
    gone: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan was: a part (with the piece, where a number of one is known), or a cell."""

    line: Line | None = None
    serial: str = ""
    place: PlaceRow | None = None


def brought_back(body: Mapping[str, Any]) -> Count:
    """A count out of a draft."""
    lines = tuple(Line(**{**one, "serials": tuple(one["serials"])}) for one in body["lines"])
    return Count(body["warehouse_id"], body["warehouse"], body["bin"], lines)


def differences(count: Count, books: Sequence[Booked]) -> list[Difference]:
    """Counted parts that the books have otherwise."""
    booked = {one.part_id: one for one in books}
    found = []
    for line in count.lines:
        known = booked.get(line.part_id)
        have = known.on_hand if known else 0
        mine = {serial_key(one): one for one in line.serials}
        theirs = {serial_key(one): one for one in known.serials} if known else {}
        gone = tuple(one for key, one in theirs.items() if key not in mine) if line.is_serial else ()
        extra = tuple(one for key, one in mine.items() if key not in theirs)
        if have != line.quantity or gone or extra:
            reserved = known.reserved if known else 0
            made = Difference(
                line.part_id, line.number, line.name, have, line.quantity, reserved, gone, extra
            )
            found.append(made)
    return found


def uncounted(count: Count, books: Sequence[Booked]) -> list[Booked]:
    """What should lie in the cell and was not scanned yet."""
    seen = {line.part_id for line in count.lines}
    return [one for one in books if one.part_id not in seen]


def read_places(session: Any, actor: Actor) -> list[PlaceRow]:
    """Cells to count."""
    return list_places(session, actor.branch_id)


def read_books(session: Any, actor: Actor, warehouse_id: int, code: str) -> list[Booked]:
    """What the books say of a cell; nothing of one that is not there yet."""
    return list_booked(session, actor.branch_id, warehouse_id, code)


def look(session: Any, actor: Actor, text: str) -> Scanned:
    """What a scan names: a cell or a part by our code, a part by its number, a piece by its serial number.

    Raises UserError `part_not_found`, `part_ambiguous`, `scan_code_unknown` and what `codes.decode` does.
    """
    if codes.is_scan_code(text):
        coded = find_coded(session, text)
        if coded is not None and coded.kind is CodeKind.BIN:
            place = next(
                (one for one in list_places(session, actor.branch_id) if one.bin_id == coded.id), None
            )
            if place is not None:
                return Scanned(place=place)
        if coded is None or coded.part_id is None:
            raise UserError("scan_code_unknown", "scan")
        serial = coded.name if coded.kind is CodeKind.PIECE else ""
        return Scanned(read_line(session, actor, coded.part_id), serial)
    try:
        return Scanned(read_line(session, actor, part_id_of(session, text)))
    except UserError as error:
        pieces = {one.part_id for one in list_serials(session, actor.branch_id, serial=text)}
        if error.code != "part_not_found" or len(pieces) != 1:
            raise
        return Scanned(read_line(session, actor, pieces.pop()), text)


def read_line(session: Any, actor: Actor, part_id: int) -> Line:
    """An empty line of a part."""
    data = get_part(session, actor.branch_id, part_id, clock.today()).data
    return Line(part_id, data.number, data.name, data.unit.label, data.is_serial)


def write(session: Any, actor: Actor, count: Count, absent: Sequence[int]) -> Any:
    """Make the books say what was counted; `absent` parts are gone. Gives the differences."""
    spot = warehouses.spot_of(session, actor, count.warehouse_id or 0, count.bin)
    found = [line.counted() for line in count.lines] + [Counted(one, 0) for one in absent]
    return stocktakes.count(session, actor, spot.bin_id, found)

"""The sheet of a receipt while it is counted: a scan adds a piece; what came beside the order is apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stdnum import ean

from workstation.documents.purchasing import Incoming, PurchaseLineRow
from workstation.documents.stock import ReceiptItem
from workstation.errors import UserError
from workstation.rules.validators import serial_key


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A part that is counted: `left` is what its order still waits for, None where no order has it.

    `price` is of a unit, in kopecks; a tracked part has as many serials as accepted pieces.
    """

    part: Incoming
    left: int | None
    price: int
    quantity: int = 0
    serials: tuple[str, ...] = ()
    damaged: int = 0
    missing: int = 0
    bin: str = ""
    note: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether anything of it came or was told to be missing."""
        return bool(self.quantity or self.damaged or self.missing)

    @property
    def over(self) -> int:
        """Accepted pieces that no order waits for."""
        return max(0, self.quantity - (self.left or 0))


TRADE_LENGTHS = frozenset({8, 12, 13})
Sheet = tuple[SheetLine, ...]


def sheet_of(lines: Sequence[PurchaseLineRow], parts: Mapping[int, Incoming]) -> Sheet:
    """What an order still waits for, nothing of it counted yet."""
    return tuple(SheetLine(parts[line.part_id], line.left, line.price) for line in lines if line.left)


def place_of(sheet: Sheet, part_id: int) -> int | None:
    """Where a part stands in the sheet."""
    return next((place for place, line in enumerate(sheet) if line.part.part_id == part_id), None)


def scanned(sheet: Sheet, part: Incoming) -> tuple[Sheet, int]:
    """One more piece of a part, in a line of its own where it had none; a tracked one asks for its serial."""
    place = place_of(sheet, part.part_id)
    if place is None:
        sheet, place = (*sheet, SheetLine(part, None, part.price)), len(sheet)
    line = sheet[place]
    if not part.is_serial:
        line = replace(line, quantity=line.quantity + 1)
    return put(sheet, place, line), place


def with_serial(sheet: Sheet, place: int, serial: str) -> Sheet:
    """One more piece of a tracked part; raises UserError `serial_twice`, `serial_empty`."""
    key = serial_key(serial)
    if not key:
        raise UserError("serial_empty", "scan")
    line = sheet[place]
    if key in {serial_key(one) for one in line.serials}:
        raise UserError("serial_twice", "scan", serial=serial)
    serials = (*line.serials, serial.strip())
    return put(sheet, place, replace(line, serials=serials, quantity=len(serials)))


def is_trade_code(code: str) -> bool:
    """Whether a scan is the barcode of a product (EAN-8, UPC, EAN-13), which no serial number ought to be."""
    digits = code.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) not in TRADE_LENGTHS:
        return False
    return ean.is_valid(digits)


def everything(sheet: Sheet) -> Sheet:
    """All that the order waits for came; tracked parts still ask for their serials."""
    return tuple(
        line if line.part.is_serial or line.left is None or line.is_touched else _whole(line)
        for line in sheet
    )


def _whole(line: SheetLine) -> SheetLine:
    return replace(line, quantity=line.left or 0)


def put(sheet: Sheet, place: int, line: SheetLine) -> Sheet:
    """The sheet with another line at a place."""
    return (*sheet[:place], line, *sheet[place + 1 :])


def boxed(line: SheetLine, code: str) -> SheetLine:
    """The line remembers another number that stands on the box; the words go into the act."""
    return replace(line, note="; ".join(filter(None, (line.note, f"на коробке {code}"))))


def kept(sheet: Sheet) -> list[dict[str, Any]]:
    """What was counted, as a draft keeps it."""
    return [
        {
            "part_id": line.part.part_id,
            "price": line.price,
            "quantity": line.quantity,
            "serials": list(line.serials),
            "damaged": line.damaged,
            "missing": line.missing,
            "bin": line.bin,
            "note": line.note,
        }
        for line in sheet
    ]


def brought_back(sheet: Sheet, parts: Mapping[int, Incoming], lines: Sequence[Mapping[str, Any]]) -> Sheet:
    """The sheet as it was left: what the order waits for may have changed since, what was counted stays."""
    for one in lines:
        part_id = one["part_id"]
        place = place_of(sheet, part_id)
        is_counted = one["quantity"] or one["damaged"] or one["missing"]
        if place is None and (part_id not in parts or not is_counted):
            continue
        line = sheet[place] if place is not None else SheetLine(parts[part_id], None, 0)
        facts = {name: one[name] for name in ("price", "quantity", "damaged", "missing", "bin", "note")}
        line = replace(line, serials=tuple(one["serials"]), **facts)
        sheet = put(sheet, len(sheet) if place is None else place, line)
    return sheet


def problems(sheet: Sheet) -> list[tuple[int, UserError]]:
    """What keeps lines from being taken in, each with its place."""
    found = []
    for place, line in enumerate(sheet):
        if line.part.is_serial and len(line.serials) != line.quantity:
            facts = {"part": line.part.number, "wanted": line.quantity, "got": len(line.serials)}
            found.append((place, UserError("serials_count", "serials", **facts)))
        if (line.damaged or line.missing) and not line.note.strip():
            found.append((place, UserError("receipt_note", "note")))
    return found


def split(sheet: Sheet, *, has_order: bool) -> tuple[tuple[ReceiptItem, ...], tuple[ReceiptItem, ...]]:
    """What came by the order, and what came beside it: other parts, and more than was ordered.

    Without an order everything is of the first kind.
    """
    by_order, beside = [], []
    for line in sheet:
        if not line.is_touched:
            continue
        if not has_order:
            by_order.append(_item(line))
        elif line.left is None:
            beside.append(_item(line))
        else:
            kept = line.quantity - line.over
            ordered = replace(line, quantity=kept, serials=line.serials[:kept])
            if ordered.is_touched:
                by_order.append(_item(ordered))
            if line.over:
                more = replace(line, quantity=line.over, serials=line.serials[kept:], damaged=0, missing=0)
                beside.append(_item(more))
    return tuple(by_order), tuple(beside)


def _item(line: SheetLine) -> ReceiptItem:
    return ReceiptItem(
        part_id=line.part.part_id,
        quantity=line.quantity,
        cost=line.quantity * line.price,
        serials=line.serials,
        bin=line.bin,
        damaged=line.damaged,
        missing=line.missing,
        note=line.note.strip() or None,
    )

"""What is counted so far, with a way back: each scan and each change of a line can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workstation.documents.purchasing import Incoming, PurchaseLineRow
from workstation.rules import receiving
from workstation.rules.receiving import Sheet, SheetLine


class Counting:
    """The sheet of a receipt; `asking` is the part whose serial number the next scan is."""

    def __init__(self) -> None:
        self.sheet: Sheet = ()
        self.asking: int | None = None
        self._past: list[tuple[Sheet, int | None]] = []
        self._edited: int | None = None

    def begin(self, lines: Sequence[PurchaseLineRow], parts: Mapping[int, Incoming]) -> None:
        """A new sheet of what an order waits for; nothing where there is no order."""
        self.sheet, self.asking, self._past, self._edited = receiving.sheet_of(lines, parts), None, [], None

    def bring_back(self, parts: Mapping[int, Incoming], lines: Sequence[Mapping[str, Any]]) -> None:
        """Go on with what was left."""
        self.sheet = receiving.brought_back(self.sheet, parts, lines)

    # -- counting --------------------------------------------------------------------------------

    def scan(self, part: Incoming) -> SheetLine:
        """One more piece of a part; of a tracked one the serial number is asked."""
        self._remember()
        self.sheet, place = receiving.scanned(self.sheet, part)
        self.asking = part.part_id if part.is_serial else None
        return self.sheet[place]

    def take_serial(self, part_id: int, serial: str) -> SheetLine:
        """A serial number of a tracked part; raises UserError `serial_twice`, `serial_empty`."""
        place = self._place(part_id)
        sheet = receiving.with_serial(self.sheet, place, serial)
        self._remember()
        self.sheet = sheet
        line = sheet[place]
        if line.left is not None and line.quantity >= line.left:
            self.asking = None  # the next scan is another part
        return line

    def change(self, line: SheetLine) -> None:
        """Another line in the place of the part's one; changes of one line are one step back."""
        place = self._place(line.part.part_id)
        if self.sheet[place] == line:
            return
        if self._edited != line.part.part_id:
            self._remember()
            self._edited = line.part.part_id
        self.sheet = receiving.put(self.sheet, place, line)

    def drop(self, part_id: int) -> None:
        """Nothing of a part came: a line of the order is emptied, another one goes."""
        place = self._place(part_id)
        line = self.sheet[place]
        self._remember()
        if line.left is None:
            self.sheet = (*self.sheet[:place], *self.sheet[place + 1 :])
        else:
            self.sheet = receiving.put(self.sheet, place, SheetLine(line.part, line.left, line.price))
        self.asking = None

    def take_all(self) -> None:
        """All that the order waits for came."""
        self._remember()
        self.sheet = receiving.everything(self.sheet)

    def undo(self) -> bool:
        """One step back; False where there is none."""
        if not self._past:
            return False
        self.sheet, self.asking = self._past.pop()
        self._edited = None
        return True

    # -- asking ----------------------------------------------------------------------------------

    def line(self, part_id: object) -> SheetLine | None:
        """The line of a part."""
        return next((line for line in self.sheet if line.part.part_id == part_id), None)

    def is_touched(self) -> bool:
        """Whether anything is counted."""
        return any(line.is_touched for line in self.sheet)

    def _place(self, part_id: int) -> int:
        place = receiving.place_of(self.sheet, part_id)
        if place is None:
            raise LookupError(part_id)
        return place

    def _remember(self) -> None:
        self._past.append((self.sheet, self.asking))
        self._edited = None

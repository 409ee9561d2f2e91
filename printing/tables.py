"""Tables that flow over pages: a head on each page, rows that stay whole unless a page cannot hold them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from printing.fonts import Face
from printing.sheet import INK, LABEL, LINE, MM, Block, Format, Rule, Sheet, stack
from printing.text import bound, clean, wrap

_PAD = 3 * MM
_WHOLE = 80 * MM


class Column(NamedTuple):
    """A column's grey title and width; a width of 0 takes what the others leave; numbers stand right."""

    title: str
    width: float = 0.0
    right: bool = False


class Words(NamedTuple):
    """A paragraph of a cell."""

    text: str
    face: Face = Face.REGULAR
    colour: int = INK


Row = Sequence[Sequence[Words]]


def place_table(
    sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], heading: Block, left: float | None = None
) -> None:
    """The heading with the table under it, from `left` to the right margin; nothing where no rows are."""
    frame = _frame(sheet.form, columns, sheet.form.side if left is None else left)
    head = _head(frame)
    for number, row in enumerate(rows):
        lines = _lines(frame, row)
        lead = stack([heading, head]) if number == 0 else Block()
        whole = sum(line.height for line in lines)
        need = whole if whole <= _WHOLE else sum(line.height for line in lines[:2])
        if lead.height + need > sheet.room:
            sheet.turn()
            lead = lead if number == 0 else head
        if lead.ops:
            sheet.place(lead)
        while lines:
            count = max(sheet.fitting(lines), 1)
            sheet.place(stack(lines[:count]))
            lines = lines[count:]
            if lines:
                sheet.turn()
                sheet.place(head)


class _Frame(NamedTuple):
    """Where a table stands: its columns with where each begins and how wide it is."""

    form: Format
    columns: Sequence[Column]
    places: Sequence[tuple[float, float]]

    @property
    def left(self) -> float:
        return self.places[0][0]

    @property
    def width(self) -> float:
        return self.form.width - self.form.side - self.left

    def room(self, index: int) -> float:
        """How wide a cell's text may be: numbers of the last column reach the table's edge."""
        edge = index == len(self.columns) - 1 and self.columns[index].right
        return self.places[index][1] - (0 if edge else _PAD)


def _frame(form: Format, columns: Sequence[Column], left: float) -> _Frame:
    rest = form.width - form.side - left - sum(column.width for column in columns)
    open_ones = sum(1 for column in columns if not column.width)
    places, x = [], left
    for column in columns:
        width = column.width or rest / open_ones
        places.append((x, width))
        x += width
    return _Frame(form, columns, places)


def _write(block: Block, frame: _Frame, index: int, y: float, line: Words, size: float) -> None:
    """A cell's line; the last column's numbers end at the table's edge, the others' before the next."""
    x, width = frame.places[index]
    if frame.columns[index].right:
        pad = 0 if index == len(frame.columns) - 1 else _PAD
        block.text_right(x + width - pad, y, line.text, size, line.face, line.colour)
    else:
        block.text(x, y, line.text, size, line.face, line.colour)


def _head(frame: _Frame) -> Block:
    """Grey titles over a strong line; a table without titles has the line alone."""
    block, form = Block(), frame.form
    for index, column in enumerate(frame.columns):
        _write(block, frame, index, form.note, Words(column.title, colour=LABEL), form.note)
    block.height = form.note * 1.5 if block.ops else 0.0
    block.ops.append(Rule(frame.left, block.height, frame.width, 0.6, INK))
    block.height += 1 * MM
    return block


def _lines(frame: _Frame, row: Row) -> list[Block]:
    """The row as lines; the last has the hairline under it."""
    form = frame.form
    cells = [
        [
            words._replace(text=line)
            for words in cell
            for line in wrap(bound(clean(words.text).strip()), words.face, form.body, frame.room(index))
        ]
        for index, cell in enumerate(row)
    ]
    lines = []
    for parts in zip_longest(*cells):
        line = Block()
        for index, part in enumerate(parts):
            if part:
                _write(line, frame, index, form.body * 1.05, part, form.body)
        line.height = form.body * 1.3
        lines.append(line)
    last = lines[-1]
    last.height += 1 * MM
    last.rule(frame.left, frame.width, LINE)
    last.height += 1 * MM
    return lines

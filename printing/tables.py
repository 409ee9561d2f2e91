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
    """A column's grey title and width; a width of 0 takes what the others leave."""

    title: str
    width: float = 0.0


class Words(NamedTuple):
    """A paragraph of a cell."""

    text: str
    face: Face = Face.REGULAR
    colour: int = INK


Row = Sequence[Sequence[Words]]


def place_table(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], heading: Block) -> None:
    """The heading with the table under it; nothing where there are no rows."""
    form = sheet.form
    widths = _widths(form, columns)
    head = _head(form, columns, widths)
    for number, row in enumerate(rows):
        lines = _lines(form, row, widths)
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


def _widths(form: Format, columns: Sequence[Column]) -> list[float]:
    rest = form.inner - sum(column.width for column in columns)
    open_ones = sum(1 for column in columns if not column.width)
    return [column.width or rest / open_ones for column in columns]


def _head(form: Format, columns: Sequence[Column], widths: Sequence[float]) -> Block:
    """Grey titles over a strong line; a table without titles has the line alone."""
    block, x = Block(), form.side
    for column, width in zip(columns, widths, strict=True):
        block.text(x, form.note, column.title, form.note, colour=LABEL)
        x += width
    block.height = form.note * 1.5 if block.ops else 0.0
    block.ops.append(Rule(form.side, block.height, form.inner, 0.6, INK))
    block.height += 1 * MM
    return block


def _lines(form: Format, row: Row, widths: Sequence[float]) -> list[Block]:
    """The row as lines; the last has the hairline under it."""
    cells = [
        [
            (line, words)
            for words in cell
            for line in wrap(bound(clean(words.text).strip()), words.face, form.body, width - _PAD)
        ]
        for cell, width in zip(row, widths, strict=True)
    ]
    lines = []
    for parts in zip_longest(*cells):
        line, x = Block(), form.side
        for part, width in zip(parts, widths, strict=True):
            if part:
                line.text(x, form.body * 1.05, part[0], form.body, part[1].face, part[1].colour)
            x += width
        line.height = form.body * 1.3
        lines.append(line)
    last = lines[-1]
    last.height += 1 * MM
    last.rule(form.side, form.inner, LINE)
    last.height += 1 * MM
    return lines

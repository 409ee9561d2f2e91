"""Pages of a paper: what stands where, in points from the top left, before anything is drawn.

A template makes blocks and gives them to a `Sheet`, which breaks pages. `printing.pdf` draws the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from printing.codes import Code
from printing.fonts import Face, text_width
from printing.text import Runs

MM = 72 / 25.4
INK = 0x111418
LABEL = 0x5A616B
LINE = 0x9AA1AA
HAIR = 0.4


class Text(NamedTuple):
    """One line of cleaned text; `y` is its baseline."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: int


class Rule(NamedTuple):
    """A horizontal line."""

    x: float
    y: float
    length: float
    width: float = HAIR
    colour: int = LINE
    dashed: bool = False


class Frame(NamedTuple):
    """An outlined rectangle; `y` is its upper edge."""

    x: float
    y: float
    width: float
    height: float
    line: float
    colour: int


class Symbol(NamedTuple):
    """A QR code with its upper left corner; the quiet zone is around it."""

    x: float
    y: float
    side: float
    code: Code


class Picture(NamedTuple):
    """A picture from the assets, kept within its box, its upper left corner in the box's."""

    x: float
    y: float
    width: float
    height: float
    sha256: str


Op = Text | Rule | Frame | Symbol | Picture


@dataclass(frozen=True, slots=True)
class Format:
    """Page size and measures of a paper, points."""

    width: float
    height: float
    side: float
    top: float
    foot: float
    gap: float
    label: float
    code: float
    stub_code: float
    title: float = 13
    large: float = 12
    heading: float = 9.5
    body: float = 9
    small: float = 8.5
    note: float = 8

    @property
    def inner(self) -> float:
        """Width between the side margins."""
        return self.width - 2 * self.side

    @property
    def column(self) -> float:
        """Width of one of two columns."""
        return (self.inner - self.gap) / 2

    @property
    def right(self) -> float:
        """Where the right column begins."""
        return self.side + self.column + self.gap

    @property
    def bottom(self) -> float:
        """Where the text must end."""
        return self.height - self.foot


A4 = Format(210 * MM, 297 * MM, 14 * MM, 13 * MM, 14 * MM, 8 * MM, 24 * MM, 24 * MM, 30 * MM)
A5 = Format(
    148 * MM, 210 * MM, 10 * MM, 11 * MM, 12 * MM, 6 * MM, 20 * MM, 17 * MM, 24 * MM,
    title=10, large=10.5, heading=9, body=8.5, small=8,
)  # fmt: skip
A6 = Format(105 * MM, 148 * MM, 9 * MM, 9 * MM, 13.5 * MM, 4 * MM, 22 * MM, 28 * MM, 28 * MM)
FORMATS = {"A4": A4, "A5": A5, "A6": A6}


@dataclass(slots=True)
class Block:
    """Things that stay together, measured from the block's own top; `x` is the page's."""

    height: float = 0.0
    ops: list[Op] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR, colour: int = INK
    ) -> None:
        """A line of text at the baseline `y`."""
        if text:
            self.ops.append(Text(x, y, text, face, size, colour))

    def text_right(
        self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR, colour: int = INK
    ) -> None:
        """A line of text that ends at `x`."""
        self.text(x - text_width(text, face, size), y, text, size, face, colour)

    def text_centre(
        self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR, colour: int = INK
    ) -> None:
        """A line of text with its middle at `x`."""
        self.text(x - text_width(text, face, size) / 2, y, text, size, face, colour)

    def lines(
        self,
        x: float,
        lines: Iterable[str],
        size: float,
        face: Face = Face.REGULAR,
        colour: int = INK,
        leading: float = 1.3,
    ) -> None:
        """Lines below what the block holds already."""  # fmt: skip
        step = size * leading
        for line in lines:
            self.text(x, self.height + (step - size) / 2 + size * 0.83, line, size, face, colour)
            self.height += step

    def runs(self, x: float, lines: Iterable[Runs], size: float, leading: float = 1.3) -> None:
        """Lines of several faces below what the block holds already."""
        step = size * leading
        for line in lines:
            start = x
            for text, face in line:
                self.text(start, self.height + (step - size) / 2 + size * 0.83, text, size, face)
                start += text_width(text, face, size)
            self.height += step

    def rule(self, x: float, length: float, colour: int = LINE, width: float = HAIR) -> None:
        """A hairline at the bottom of what the block holds."""
        self.ops.append(Rule(x, self.height, length, width, colour))

    def add(self, other: Block, dy: float | None = None) -> None:
        """Another block `dy` below this one's top (None: at its bottom)."""
        shift = self.height if dy is None else dy
        self.ops.extend(op._replace(y=op.y + shift) for op in other.ops)
        self.height = max(self.height, shift + other.height)


def stack(blocks: Iterable[Block]) -> Block:
    """The blocks one below another as one."""
    whole = Block()
    for block in blocks:
        whole.add(block)
    return whole


class Sheet:
    """The pages of one paper as they fill from the top; `begin` draws the head of each page but the first."""

    def __init__(self, form: Format, begin: Callable[[], Block] | None = None) -> None:
        self.form = form
        self.pages: list[list[tuple[float, Block]]] = [[]]
        self.y = form.top
        self._begin = begin

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.form.bottom - self.y

    def turn(self) -> None:
        """Begin the next page."""
        self.pages.append([])
        self.y = self.form.top
        if self._begin:
            self.place(self._begin())

    def skip(self, height: float) -> None:
        """Leave a gap, though never at the top of a page."""
        if self.pages[-1]:
            self.y += min(height, max(self.room, 0))

    def place(self, block: Block) -> None:
        """Put an unbreakable block on this page, or on the next if it does not fit here."""
        if block.height > self.room + 0.01 and self.y > self._fresh():
            self.turn()
        self.pages[-1].append((self.y, block))
        self.y += block.height

    def place_at(self, block: Block, y: float) -> None:
        """Put a block at a given height of this page."""
        self.pages[-1].append((y, block))
        self.y = max(self.y, y + block.height)

    def flow(self, lines: Sequence[Block], heading: Block | None = None) -> None:
        """Lines that may break over pages, two at least on either side; a heading stays with two."""
        rest = list(lines)
        need = sum(line.height for line in rest[:2]) + (heading.height if heading else 0)
        if need > self.room:
            self.turn()
        if heading:
            self.place(heading)
        while rest:
            count = self.fitting(rest)
            if count < len(rest):
                count = min(count, len(rest) - 2) if count > 3 else count
                if count < 2 and self.y > self._fresh():
                    self.turn()
                    continue
            count = max(count, 1)
            self.place(stack(rest[:count]))
            rest = rest[count:]
            if rest:
                self.turn()

    def columns(self, left: Sequence[Block], right: Sequence[Block]) -> None:
        """Two columns of rows side by side; they move to a fresh page whole if that saves a break."""
        tallest = max(sum(row.height for row in column) for column in (left, right))
        if tallest > self.room and tallest <= self._full() and self.room < self._full() * 0.6:
            self.turn()
        rests = [list(left), list(right)]
        while any(rests):
            part = Block()
            for index, rest in enumerate(rests):
                count = self.fitting(rest) or (1 if self.y <= self._fresh() else 0)
                part.add(stack(rest[:count]), 0)
                rests[index] = rest[count:]
            if part.ops:
                self.place(part)
            if any(rests):
                self.turn()

    def fitting(self, blocks: Sequence[Block]) -> int:
        """How many of the blocks, one below another, this page still takes."""
        used = 0.0
        for index, block in enumerate(blocks):
            used += block.height
            if used > self.room + 0.01:
                return index
        return len(blocks)

    def _fresh(self) -> float:
        """Where the text of a fresh page begins."""
        return self.form.top + (self._begin().height if self._begin and len(self.pages) > 1 else 0) + 0.01

    def _full(self) -> float:
        head = self._begin().height if self._begin else 0
        return self.form.bottom - self.form.top - head

"""Blocks that papers share: the head, fact rows, sections, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from printing.codes import QUIET, qr
from printing.fonts import Face, text_width
from printing.sheet import INK, LABEL, LINE, MM, Block, Format, Picture, Rule, Symbol
from printing.text import Runs, bound, clean, one_line, wrap, wrap_runs
from workstation.documents.papers import CentreDetails

# A line of a title does not end with these.
_SHORT = re.compile(r" (в|на|из|о|и|или) ")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; a value that matters is `strong`, `rest` goes on in plain letters."""

    label: str
    value: str
    strong: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on the right of the head: title, number, date and lines under them."""

    title: str
    number: str
    notes: tuple[str, ...]
    code: str | None = None


def head(form: Format, centre: CentreDetails, heading: Heading, assets: Mapping[str, bytes]) -> Block:
    """The head of a first page: the centre on the left, the paper on the right with its code."""
    whole = Block()
    whole.add(_centre(form, centre, assets), 0)
    right = Block()
    free = form.column
    code = qr(heading.code) if heading.code else None
    if code:
        free -= form.code * (1 + QUIET / code.size)
        right.ops.append(Symbol(form.width - form.side - form.code, 0, form.code, code))
    right.lines(
        form.right,
        wrap(_SHORT.sub(" \\1\u00a0", heading.title), Face.BOLD, form.title, free),
        form.title,
        Face.BOLD,
        leading=1.28,
    )
    right.height += 0.6 * MM
    right.lines(form.right, wrap(heading.number, Face.BOLD, form.large, free), form.large, Face.BOLD)
    right.height += 0.4 * MM
    for note in heading.notes:
        right.lines(form.right, wrap(note, Face.REGULAR, form.body, free), form.body, colour=LABEL)
    if code:
        # The line below must stay out of the code's quiet zone.
        right.height = max(right.height, form.code * (1 + QUIET / code.size) - 3.2 * MM)
    whole.add(right, 0)
    whole.height += 3.4 * MM
    whole.rule(form.side, form.inner)
    return whole


def _centre(form: Format, centre: CentreDetails, assets: Mapping[str, bytes]) -> Block:
    block = Block()
    x, size = form.side, form.small
    logo = centre.logo_sha256 if centre.logo_sha256 in assets else None
    indent = 14 * MM if logo else 0.0
    if logo:
        block.ops.append(Picture(x, 0, 11 * MM, 11 * MM, logo))
    name = one_line(centre.name)
    block.lines(x + indent, wrap(name, Face.BOLD, 11, form.column - indent), 11, Face.BOLD)
    for line, colour in _licences(centre):
        lines = wrap(line, Face.REGULAR, size, form.column - indent)
        block.lines(x + indent, lines, size, colour=colour, leading=1.22)
    if logo:
        block.height = max(block.height, 12.6 * MM)
    for line, colour in _contacts(centre):
        block.lines(x, wrap(bound(line), Face.REGULAR, size, form.column), size, colour=colour)
    return block


def _licences(centre: CentreDetails) -> list[tuple[str, int]]:
    if not centre.brands:
        return []
    brands = ", ".join(one_line(item.brand) for item in centre.brands)
    lines = [(f"Авторизованный сервисный центр {brands}", INK)]
    contracts = [one_line(item.contract) for item in centre.brands if item.contract]
    if contracts:
        word = "договор" if len(contracts) == 1 else "договоры"
        listed = ", ".join(contracts[:-1]) + " и " + contracts[-1] if len(contracts) > 1 else contracts[0]
        lines.append((f"{word} {listed}", LABEL))
    return lines


def _contacts(centre: CentreDetails) -> list[tuple[str, int]]:
    legal = [
        f"{name} {one_line(value)}"
        for name, value in (
            ("ИНН", centre.inn),
            ("КПП", centre.kpp),
            ("ОГРНИП" if len(centre.ogrn) == 15 else "ОГРН", centre.ogrn),
        )
        if value
    ]  # fmt: skip
    reach = [one_line(part) for part in (*centre.phones, centre.hours) if part]
    lines = [
        (one_line(centre.address), LABEL),
        (" · ".join(reach), INK),
        (" · ".join(legal), LABEL),
    ]
    return [(line, colour) for line, colour in lines if line]


def section(form: Format, x: float, title: str, before: float = 0.0) -> Block:
    """A bold heading of a group."""
    block = Block(height=before)
    block.lines(x, [title], form.heading, Face.BOLD, leading=1.35)
    block.height += 0.9 * MM
    return block


def fact_rows(
    form: Format, x: float, width: float, facts: Iterable[Fact], label_width: float | None = None
) -> list[Block]:
    """Rows of grey label and black value, as lines that a page may break between."""
    rows: list[Block] = []
    indent = label_width or form.label
    gap = 0.95 * MM
    for fact in facts:
        for index, line in enumerate(_value(form, fact, width - indent)):
            row = Block()
            if index == 0:
                label = fit(fact.label, Face.REGULAR, form.note, indent - 1.5 * MM)
                row.text(x, form.body * 0.98, fact.label, label, colour=LABEL)
            row.runs(x + indent, [line], form.body)
            rows.append(row)
        rows[-1].height += gap
    return rows


def _value(form: Format, fact: Fact, width: float) -> list[Runs]:
    """The lines of a value; the usual one is of a single face."""
    value = bound(clean(fact.value).strip()) or "—"
    face = Face.BOLD if fact.strong else Face.REGULAR
    if not fact.rest:
        return [[(line, face)] for line in wrap(value, face, form.body, width)]
    rest = bound(clean(fact.rest).rstrip())
    return [*wrap_runs([(value, face), (rest, Face.REGULAR)], form.body, width)]


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the things a reader asks first: grey question, bold answer, grey note."""

    title: str
    answer: str
    note: str = ""


def band(form: Format, answers: Sequence[Answer]) -> Block:
    """Four answers side by side under the head, closed by a hairline."""
    whole = Block(height=2.4 * MM)
    half = (form.column + form.gap) / 2
    starts = (form.side, form.side + half - form.gap / 2, form.right, form.right + half - form.gap / 2)
    width = half - form.gap / 2 - 1.5 * MM
    size = min(fit(one.answer, Face.BOLD, form.large, width, least=9) for one in answers)
    for x, one in zip(starts, answers, strict=True):
        part = Block()
        part.lines(x, [one.title], form.note, colour=LABEL)
        part.height += 0.3 * MM
        part.lines(x, wrap(one.answer, Face.BOLD, size, width), size, Face.BOLD)
        part.lines(x, wrap(one.note, Face.REGULAR, form.note, width), form.note, colour=LABEL)
        whole.add(part, 2.4 * MM)
    whole.height += 1.6 * MM
    whole.rule(form.side, form.inner)
    return whole


def titled(heading: Block, rows: list[Block]) -> list[Block]:
    """Rows whose first line keeps the heading over it."""
    first = Block()
    first.add(heading)
    first.add(rows[0])
    return [first, *rows[1:]]


def paragraph(form: Format, text: str, size: float | None = None, x: float | None = None) -> list[Block]:
    """A full-width text as lines that a page may break between; new lines of the text are kept."""
    size = size or form.body
    left = form.side if x is None else x
    rows = []
    for line in wrap(clean(text).strip(), Face.REGULAR, size, form.width - form.side - left):
        row = Block()
        row.lines(left, [line], size, leading=1.35)
        rows.append(row)
    return rows


def numbered(form: Format, number: int, text: str) -> list[Block]:
    """One numbered clause in small print with a hanging number."""
    indent = 5 * MM
    rows: list[Block] = []
    for line in wrap(text, Face.REGULAR, form.small, form.inner - indent):
        row = Block()
        if not rows:
            row.text(form.side, form.small * 0.96, f"{number}.", form.small, colour=LABEL)
        row.lines(form.side + indent, [line], form.small, leading=1.26)
        rows.append(row)
    rows[-1].height += 0.9 * MM
    return rows


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: what is done, by whom and in what part; `picture` is a signature given on screen."""

    title: str
    name: str
    role: str
    picture: str | None = None


def signatures(form: Format, places: Sequence[Signature]) -> Block:
    """The places to sign side by side; never broken."""
    whole = Block()
    width = (form.inner - form.gap * (len(places) - 1)) / len(places)
    for index, place in enumerate(places):
        x = form.side + index * (width + form.gap)
        whole.add(_signature(form, x, width, place), 0)
    return whole


def _signature(form: Format, x: float, width: float, place: Signature) -> Block:
    block = Block()
    if place.title:
        block.lines(x, [place.title], form.heading, Face.BOLD)
    line = min(36 * MM, width * 0.45)
    block.height += 7.4 * MM
    if place.picture:
        block.height += 4 * MM
        block.ops.append(Picture(x, block.height - 10.4 * MM, line, 10 * MM, place.picture))
    base = block.height
    block.ops.append(Rule(x, base, line, 0.6, INK))
    block.text(x, base + form.note * 1.25, "подпись", form.note, colour=LABEL)
    aside = x + line + 4 * MM
    names = wrap(one_line(place.name), Face.REGULAR, form.body, width - line - 4 * MM)
    note = Block()
    note.lines(aside, names[:1], form.body)
    block.add(note, base - form.body * 1.2)
    rest = Block()
    rest.lines(aside, names[1:], form.body)
    role = wrap(one_line(place.role), Face.REGULAR, form.note, width - line - 4 * MM)
    rest.lines(aside, role, form.note, colour=LABEL)
    block.add(rest, base + form.note * 0.27)
    block.height = max(block.height, base + 4.5 * MM)
    return block


def running_head(form: Format, text: str) -> Block:
    """The head of a continued page."""
    block = Block()
    block.lines(form.side, wrap(text, Face.REGULAR, form.note, form.inner), form.note, colour=LABEL)
    block.height += 1.4 * MM
    block.rule(form.side, form.inner, LINE)
    block.height += 3 * MM
    return block


def fit(text: str, face: Face, size: float, width: float, least: float = 6.5) -> float:
    """The size at which a line is no wider than `width`, not under `least`."""
    wide = text_width(text, face, size)
    return size if wide <= width else max(size * width / wide, least)

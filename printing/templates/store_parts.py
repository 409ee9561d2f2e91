"""Parts that the sheets of the store share: the head, names of parts, the supplier, places to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Heading, Signature, band, head, running_head, signatures
from printing.fonts import Face
from printing.sheet import A4, LABEL, MM, Block, Sheet, stack
from printing.tables import Words
from printing.text import one_line
from workstation.documents.papers import Employee
from workstation.documents.store_papers import PaperPart, StorePaper, SupplierDetails


def begin(
    paper: StorePaper,
    title: str,
    assets: Mapping[str, bytes],
    answers: Sequence[Answer],
    basis: Sequence[str] = (),
) -> Sheet:
    """A sheet with its head and the four answers; `basis` are lines under the moment of issue."""
    form, number = A4, f"№{words.NBSP}{one_line(paper.number)}"
    day = words.long_date(words.local_date(paper.issued_at))
    running = running_head(form, f"{title} {number} от {day}")
    sheet = Sheet(form, lambda: running)
    notes = [words.long_moment(paper.issued_at), *basis]
    if paper.version > 1:
        notes.append(f"Редакция {paper.version}, взамен редакции {paper.version - 1}")
    sheet.place(head(form, paper.centre, Heading(title, number, tuple(notes), paper.code), assets))
    sheet.place(band(form, answers))
    sheet.skip(2.6 * MM)
    return sheet


def part_cell(part: PaperPart, *more: Words) -> list[Words]:
    """The cell of a part: its number, its name with the brand, whatever else is to be said of it."""
    name = ", ".join(filter(None, (one_line(part.name), one_line(part.brand))))
    return [Words(one_line(part.number), Face.BOLD), Words(name), *more]


def grey(text: str) -> Words:
    """A quieter line of a cell."""
    return Words(text, colour=LABEL)


def count(quantity: int, part: PaperPart) -> str:
    """«3 шт.»."""
    return f"{quantity}{words.NBSP}{words.word(part.unit)}"


def supplier_facts(supplier: SupplierDetails) -> list[Fact]:
    """Who sells."""
    facts = [Fact("Наименование", supplier.name, strong=True)]
    told = (("ИНН", supplier.inn), ("Телефон", supplier.phone), ("Почта", supplier.email))
    return facts + [Fact(label, value) for label, value in told if value]


def by(title: str, person: Employee) -> Signature:
    """The place where an employee signs."""
    return Signature(title, person.short_name, words.lowered(person.title))


def ending(sheet: Sheet, *rows: Sequence[Signature]) -> Block:
    """A hairline and the places to sign, row by row."""
    form = sheet.form
    line = Block(height=3 * MM)
    line.rule(form.side, form.inner)
    line.height += 2.6 * MM
    blocks = [line]
    for places in rows:
        blocks += [signatures(form, places), Block(height=3 * MM)]
    return stack(blocks[:-1])

"""Parts that papers about one order share: head, facts in two columns, texts, lists, clauses, the signer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import (
    Answer,
    Fact,
    Heading,
    band,
    fact_rows,
    head,
    numbered,
    paragraph,
    running_head,
    section,
    titled,
)
from printing.fonts import Face
from printing.pdf import Imprint, draw_sheets
from printing.registry import Setup, Template
from printing.sheet import A4, LABEL, MM, Block, Sheet, stack
from printing.tables import Column, Row, place_table
from printing.templates.act_facts import fault_notes, party_facts
from printing.templates.order_facts import device_facts, order_facts
from printing.text import bound, clean, one_line, wrap
from workstation.documents.order_papers import AboutOrder, OrderPaper
from workstation.documents.papers import PrintStamp
from workstation.documents.store_papers import StorePaper
from workstation.statuses import CustomerKind

_BEFORE = 3 * MM
_TOGETHER = 120 * MM


def finish(
    paper: OrderPaper | StorePaper,
    sheet: Sheet,
    stamps: Sequence[PrintStamp],
    template: Template,
    setup: Setup,
) -> bytes:
    """The PDF of a laid-out paper."""
    imprint = Imprint(
        f"{template.name} № {paper.number}",
        paper.centre.name,
        template.form_code,
        template.revision,
        paper.training,
    )
    return draw_sheets([sheet] * len(stamps), stamps, imprint, setup)


def begin(
    paper: OrderPaper, template: Template, assets: Mapping[str, bytes], answers: Sequence[Answer]
) -> Sheet:
    """A sheet with its head and the answers there are; a paper with its own number names its order too."""
    form = A4
    number = f"№{words.NBSP}{one_line(paper.number)}"
    day = words.long_date(words.local_date(paper.issued_at))
    running = running_head(form, f"{template.name} {number} от {day}")
    sheet = Sheet(form, lambda: running)
    notes = [words.long_moment(paper.issued_at)]
    if paper.number != paper.order.number:
        notes.append(f"по заказу №{words.NBSP}{one_line(paper.order.number)}")
    if paper.version > 1:
        notes.append(f"Редакция {paper.version}, взамен редакции {paper.version - 1}")
    sheet.place(
        head(form, paper.centre, Heading(template.name, number, tuple(notes), paper.order.code), assets)
    )
    if answers:
        sheet.place(band(form, answers))
    sheet.skip(2.6 * MM)
    return sheet


def about(sheet: Sheet, paper: OrderPaper, whose: str = "Заказчик") -> None:
    """Whose order of which device the paper is about, in two columns."""
    form = sheet.form
    left = column(sheet, form.side, whose, party_facts(paper.customer))
    left += column(sheet, form.side, "Обращение", order_facts(paper.order), before=1.6 * MM)
    sheet.columns(left, column(sheet, form.right, "Изделие", device_facts(paper.device, paper.order)))


def column(sheet: Sheet, x: float, title: str, facts: Sequence[Fact], before: float = 0.0) -> list[Block]:
    """A titled group of facts in one of the two columns."""
    form = sheet.form
    return titled(section(form, x, title, before), fact_rows(form, x, form.column, facts))


def hairline(sheet: Sheet, following: float = 16 * MM) -> None:
    """A line before a group, or a fresh page without one if the group's beginning does not fit here."""
    line = Block(height=1.6 * MM)
    line.rule(sheet.form.side, sheet.form.inner)
    line.height += 2.4 * MM
    if sheet.room < line.height + following:
        sheet.turn()
    else:
        sheet.place(line)


def text(sheet: Sheet, title: str, value: str | None) -> None:
    """A titled full-width text; nothing where there is none."""
    if value and clean(value).strip():
        sheet.skip(1.2 * MM)
        rows = paragraph(sheet.form, bound(clean(value)))
        rows[-1].height += 1 * MM
        sheet.flow(rows, section(sheet.form, sheet.form.side, title))


def notes(sheet: Sheet, order: AboutOrder) -> None:
    """When the fault shows and how, under the customer's words."""
    form, found = sheet.form, fault_notes(order)
    if found:
        places = (form.side, form.right)
        halves = [fact_rows(form, places[i], form.column, [one]) for i, one in enumerate(found)]
        sheet.columns(halves[0], halves[1] if len(halves) > 1 else [])


def strong(sheet: Sheet, title: str, sentences: Sequence[str]) -> None:
    """What the paper ends with: larger and bold."""
    form = sheet.form
    size = form.heading + 1
    rows = []
    for sentence in sentences:
        for line in wrap(bound(clean(sentence).strip()), Face.BOLD, size, form.inner):
            row = Block()
            row.lines(form.side, [line], size, Face.BOLD, leading=1.35)
            rows.append(row)
    if rows:
        rows[-1].height += 1.4 * MM
        sheet.skip(2.6 * MM)
        sheet.flow(rows, section(form, form.side, title))


def listed(sheet: Sheet, title: str, lines: Sequence[str]) -> None:
    """A titled list of ways on, a dash before each."""
    form, indent = sheet.form, 4 * MM
    rows = []
    for line in lines:
        for index, part in enumerate(
            wrap(bound(clean(line).strip()), Face.REGULAR, form.body, form.inner - indent)
        ):
            row = Block()
            if index == 0:
                row.text(form.side, form.body * 0.98, "—", form.body, colour=LABEL)
            row.lines(form.side + indent, [part], form.body, leading=1.35)
            rows.append(row)
    if rows:
        sheet.flow(rows, section(form, form.side, title, before=1.2 * MM))


def table(sheet: Sheet, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """A titled table."""
    place_table(sheet, columns, rows, section(sheet.form, sheet.form.side, title, before=_BEFORE))


def close(sheet: Sheet, title: str, clauses: Sequence[str], ending: Block) -> None:
    """Numbered clauses and the place to sign: together if they are short, else the last clause with it."""
    form = sheet.form
    blocks = [stack(numbered(form, number, bound(one))) for number, one in enumerate(clauses, 1)]
    if len(clauses) == 1:
        blocks = [stack(paragraph(form, bound(clauses[0]), form.small))]
    heading = section(form, form.side, title, before=_BEFORE)
    if not blocks:
        sheet.place(ending)
        return
    blocks[0] = stack([heading, blocks[0]])
    whole = stack([*blocks, ending])
    if whole.height <= _TOGETHER:
        sheet.place(whole)
        return
    for block in blocks[:-1]:
        sheet.place(block)
    sheet.place(stack([blocks[-1], ending]))


def signer(paper: OrderPaper) -> tuple[str, str]:
    """Name and part of who signs for the customer."""
    party = paper.customer
    if party.kind is CustomerKind.PERSON and not party.power_of_attorney:
        return words.short_name(party.name), "заказчик"
    if party.kind is CustomerKind.ENTREPRENEUR and not party.contact:
        return party.name, "заказчик"
    return party.contact or "", "представитель заказчика"

"""Parts that the papers of a check share: head, facts, tables, the place to sign, photos as annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from printing import words
from printing.blocks import (
    Answer,
    Fact,
    Heading,
    Signature,
    band,
    fact_rows,
    head,
    numbered,
    paragraph,
    running_head,
    section,
    signatures,
    titled,
)
from printing.fonts import Face, text_width
from printing.pdf import Imprint, draw_sheets
from printing.photos import fit_for_paper, size_of
from printing.registry import Setup, Template
from printing.sheet import A4, INK, LABEL, MM, Block, Frame, Picture, Rule, Sheet, stack
from printing.tables import Column, Row, place_table
from printing.templates.act_facts import fault_notes, party_facts
from printing.templates.conclusion_facts import (
    annex_caption,
    device_facts,
    finding_row,
    invitation_row,
    order_facts,
    trace_row,
)
from printing.text import bound, clean, one_line, wrap
from workstation.documents.conclusions import AboutOrder, Annex, Conclusion, FoundCause
from workstation.documents.papers import PrintStamp
from workstation.statuses import CustomerKind

PHOTO_HEIGHT = 64 * MM
_BEFORE = 3 * MM
_TOGETHER = 120 * MM


def ready(paper: Conclusion, setup: Setup) -> Setup:
    """The set-up with the photos of the annexes made fit for paper."""
    return replace(setup, assets=fit_for_paper(setup.assets, [one.sha256 for one in paper.annexes]))


def finish(
    paper: Conclusion, sheet: Sheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup
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
    paper: Conclusion,
    template: Template,
    assets: Mapping[str, bytes],
    answers: Sequence[Answer],
    whose: str = "Заказчик",
) -> Sheet:
    """A sheet with its head, the four answers, and whose order of which device it is about."""
    form = A4
    number = f"№{words.NBSP}{one_line(paper.number)}"
    day = words.long_date(words.local_date(paper.issued_at))
    running = running_head(form, f"{template.name} {number} от {day}")
    sheet = Sheet(form, lambda: running)
    notes = [words.long_moment(paper.issued_at), f"по заказу №{words.NBSP}{one_line(paper.order.number)}"]
    if paper.version > 1:
        notes.append(f"Редакция {paper.version}, взамен редакции {paper.version - 1}")
    sheet.place(
        head(form, paper.centre, Heading(template.name, number, tuple(notes), paper.order.code), assets)
    )
    sheet.place(band(form, answers))
    sheet.skip(2.6 * MM)
    left = column(sheet, form.side, whose, party_facts(paper.customer))
    left += column(sheet, form.side, "Обращение", order_facts(paper.order), before=1.6 * MM)
    sheet.columns(left, column(sheet, form.right, "Изделие", device_facts(paper.device, paper.order)))
    return sheet


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


def stated(sheet: Sheet, order: AboutOrder) -> None:
    """What the customer said and how the device looked when it was taken in."""
    form = sheet.form
    hairline(sheet)
    text(sheet, "Заявленный недостаток, со слов заказчика", order.reported_fault)
    notes = fault_notes(order)
    if notes:
        places = (form.side, form.right)
        halves = [fact_rows(form, places[i], form.column, [one]) for i, one in enumerate(notes)]
        sheet.columns(halves[0], halves[1] if len(halves) > 1 else [])
    text(sheet, "Внешний вид при приёме", order.appearance)


def invitations(sheet: Sheet, paper: Conclusion) -> None:
    """Invitations to the check with their answers: what shows a customer's own evasion."""
    columns = (Column("Приглашён", 70 * MM), Column("На какое время", 46 * MM), Column("Ответ"))
    table(sheet, "Приглашения на проверку", columns, [invitation_row(one) for one in paper.invitations])


def findings(sheet: Sheet, title: str, causes: Sequence[FoundCause]) -> None:
    """What was found, with its evidence."""
    columns = (
        Column("Признак"),
        Column("Связь с недостатком", 42 * MM),
        Column("Доказательства", 46 * MM),
    )
    table(sheet, title, columns, [finding_row(cause) for cause in causes])


def reasoning(sheet: Sheet, paper: Conclusion) -> None:
    """The trace of the verdict: result, words, source."""
    why = paper.reasoning
    columns = (Column("Итог", 27 * MM), Column("Что установлено"), Column("Основание", 46 * MM))
    table(sheet, "Обоснование", columns, [trace_row(line) for line in why.trace])
    form = sheet.form
    made = f"{one_line(why.sentence)}. Правила гарантии, версия {one_line(why.rules_version)}"
    if why.assessed_at:
        made += f"; оценка {words.short_moment(why.assessed_at)}"
    note = Block(height=0.4 * MM)
    note.lines(form.side, wrap(made, Face.REGULAR, form.note, form.inner), form.note, colour=LABEL)
    sheet.place(note)


def close(sheet: Sheet, title: str, clauses: Sequence[str], ending: Block) -> None:
    """Numbered clauses and the place to sign: together if they are short, else the last clause with it."""
    form = sheet.form
    blocks = [stack(numbered(form, number, bound(one))) for number, one in enumerate(clauses, 1)]
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


def signer(paper: Conclusion) -> tuple[str, str]:
    """Name and part of who signs for the customer."""
    party = paper.customer
    if party.kind is CustomerKind.PERSON and not party.power_of_attorney:
        return words.short_name(party.name), "заказчик"
    if party.kind is CustomerKind.ENTREPRENEUR and not party.contact:
        return party.name, "заказчик"
    return party.contact or "", "представитель заказчика"


def ending(places: Sequence[Signature], *, seen: str, handed: str) -> Block:
    """Acquaintance (`seen` names with what; empty: none), signatures and the mark of delivery, unbroken."""
    form, whole = A4, Block(height=2 * MM)
    whole.rule(form.side, form.inner)
    whole.height += 2.4 * MM
    if seen:
        whole.add(_acquaintance(seen))
        whole.height += 2 * MM
    whole.add(signatures(form, places))
    whole.height += 2.6 * MM
    whole.add(_delivery(handed))
    return whole


def _acquaintance(seen: str) -> Block:
    """«С заключением ознакомлен: согласен / не согласен (особое мнение)» with room to write."""
    form, block = A4, Block()
    block.lines(form.side, [f"С {seen} ознакомлен"], form.heading, Face.BOLD)
    base = form.heading * 1.0
    for x, label in ((form.side + 56 * MM, "согласен"), (form.side + 84 * MM, "не согласен, особое мнение:")):
        block.ops.append(Frame(x, base - 3 * MM, 3.2 * MM, 3.2 * MM, 0.6, INK))
        block.text(x + 5 * MM, base, label, form.body)
    block.ops.append(Rule(form.side + 136 * MM, base + 0.6 * MM, form.inner - 136 * MM, 0.4))
    for _line in range(2):
        block.height += 7 * MM
        block.rule(form.side, form.inner)
    return block


def _delivery(handed: str) -> Block:
    """When and how the paper reached its addressee."""
    form, block = A4, Block()
    base, end = form.body * 1.0, form.width - form.side
    block.text(form.side, base, handed, form.body)
    x = form.side + 34 * MM
    for label, stop in (("дата", x + 36 * MM), ("лично или отправлен: чем, №", end)):
        block.text(x, base, label, form.note, colour=LABEL)
        start = x + text_width(label, Face.REGULAR, form.note) + 1.6 * MM
        block.ops.append(Rule(start, base + 0.6 * MM, stop - start, 0.6, INK))
        x = stop + 4 * MM
    block.height = form.body * 1.5
    return block


def annexes(sheet: Sheet, paper: Conclusion, assets: Mapping[str, bytes]) -> None:
    """Photos two in a row on pages of their own, each whole with its caption."""
    if not paper.annexes:
        return
    form = sheet.form
    sheet.turn()
    title = section(form, form.side, "Приложение. Снимки")
    for index in range(0, len(paper.annexes), 2):
        row = Block()
        for x, annex in zip((form.side, form.right), paper.annexes[index : index + 2], strict=False):
            row.add(_photo(x, paper, annex, assets), 0)
        row.height += 3 * MM
        sheet.place(stack([title, row]) if index == 0 else row)


def _photo(x: float, paper: Conclusion, annex: Annex, assets: Mapping[str, bytes]) -> Block:
    form, block = A4, Block()
    if annex.sha256 in assets:
        width, height = size_of(assets[annex.sha256])
        block.height = min(PHOTO_HEIGHT, form.column * height / width)
        block.ops.append(Picture(x, 0, form.column, block.height, annex.sha256))
    else:
        block.height = 30 * MM
        block.ops.append(Frame(x, 0, form.column, block.height, 0.4, LABEL))
        middle = x + form.column / 2
        block.text_centre(middle, 15 * MM, "снимка нет в хранилище", form.note, colour=LABEL)
    block.height += 1.4 * MM
    name, *known = annex_caption(paper, annex)
    block.lines(x, wrap(name, Face.BOLD, form.small, form.column), form.small, Face.BOLD)
    for line in known:
        block.lines(x, wrap(line, Face.REGULAR, form.note, form.column), form.note, colour=LABEL)
    return block

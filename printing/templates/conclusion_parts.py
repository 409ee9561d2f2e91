"""Parts that the papers of a check share: facts, tables, the place to sign, photos as annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from printing import words
from printing.blocks import Signature, section, signatures
from printing.fonts import Face, text_width
from printing.photos import fit_for_paper, size_of
from printing.registry import Setup
from printing.sheet import A4, INK, LABEL, MM, Block, Frame, Picture, Rule, Sheet, stack
from printing.tables import Column
from printing.templates.conclusion_facts import annex_caption, finding_row, invitation_row, trace_row
from printing.templates.order_parts import hairline, notes, table, text
from printing.text import one_line, wrap
from workstation.documents.conclusions import Annex, Conclusion, FoundCause
from workstation.documents.order_papers import AboutOrder

PHOTO_HEIGHT = 64 * MM


def ready(paper: Conclusion, setup: Setup) -> Setup:
    """The set-up with the photos of the annexes made fit for paper."""
    return replace(setup, assets=fit_for_paper(setup.assets, [one.sha256 for one in paper.annexes]))


def stated(sheet: Sheet, order: AboutOrder) -> None:
    """What the customer said and how the device looked when it was taken in."""
    hairline(sheet)
    text(sheet, "Заявленный недостаток, со слов заказчика", order.reported_fault)
    notes(sheet, order)
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

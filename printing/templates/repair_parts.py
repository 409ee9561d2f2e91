"""Parts that the papers of a repair share: the brief facts, works, parts, sums, the customer's remarks."""

from __future__ import annotations

from collections.abc import Sequence

from printing import words
from printing.blocks import Fact, Signature, fact_rows
from printing.fonts import Face, text_width
from printing.sheet import INK, LABEL, MM, Block, Format, Frame, Rule, Sheet
from printing.templates.order_parts import column, signer, table, text
from printing.templates.repair_facts import (
    FREE,
    NOT_USED,
    at_expense,
    brief_facts,
    part_table,
    totals,
    work_table,
)
from printing.text import bound, clean, wrap, wrap_runs
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import Employee
from workstation.documents.repair_papers import Bill, UsedPart, WorkLine

_SUMS = 62 * MM


def brief(sheet: Sheet, paper: OrderPaper, *, with_address: bool = False) -> None:
    """The customer and the device, a few lines in two columns."""
    form = sheet.form
    left, right = brief_facts(paper, with_address=with_address)
    sheet.columns(
        fact_rows(form, form.side, form.column, left),
        fact_rows(form, form.right, form.column, right, form.label - 4 * MM),
    )


def two_columns(sheet: Sheet, left: tuple[str, Sequence[Fact]], right: tuple[str, Sequence[Fact]]) -> None:
    """Two titled groups of facts side by side."""
    form = sheet.form
    sheet.columns(column(sheet, form.side, *left), column(sheet, form.right, *right))


def works(sheet: Sheet, title: str, lines: Sequence[WorkLine], *, free: bool) -> None:
    """The works; none is said in words."""
    if lines:
        table(sheet, title, *work_table(lines, free))
    else:
        text(sheet, title, "не выполнялись")


def used_parts(sheet: Sheet, title: str, lines: Sequence[UsedPart], *, free: bool) -> None:
    """The parts and materials; none is said in words."""
    if lines:
        table(sheet, title, *part_table(lines, free))
    else:
        sheet.skip(1.2 * MM)
        text(sheet, title, NOT_USED)


def sums(
    sheet: Sheet,
    lines: tuple[Sequence[WorkLine], Sequence[UsedPart]],
    bill: Bill | None,
    *,
    free: bool,
    payer: str | None,
) -> None:
    """What the works and parts come to, on the right under the tables."""
    form, block = sheet.form, Block(height=1.6 * MM)
    end = form.width - form.side
    if bill:
        for label, value, face in totals(*lines, bill):
            y = block.height + form.body * 1.05
            block.text(end - _SUMS, y, label, form.body, face, INK if face is Face.BOLD else LABEL)
            block.text_right(end, y, value, form.body, face)
            block.height += form.body * 1.5
    elif free:
        y = block.height + form.heading
        block.text_right(end, y, f"Для заказчика {FREE}, {at_expense(payer)}", form.heading, Face.BOLD)
        block.height += form.heading * 1.5
    if block.ops:
        sheet.place(block)


def statement(form: Format, says: str, remarks: str | None) -> Block:
    """What the receiver states, and his remarks: written already, or a line to write them on."""
    block = Block()
    block.runs(form.side, wrap_runs([(bound(says), Face.REGULAR)], form.body, form.inner), form.body, 1.35)
    written = clean(remarks or "").strip()
    if written:
        block.lines(form.side, wrap(bound(written), Face.BOLD, form.body, form.inner), form.body, Face.BOLD)
        block.height += 1.4 * MM
    else:
        block.height += 7.5 * MM
        block.ops.append(Rule(form.side, block.height, form.inner, 0.6, INK))
        block.height += 1.4 * MM
    return block


def boxes(form: Format, labels: Sequence[str], chosen: int | None = None) -> Block:
    """Boxes to tick in a row; the last one has a line to write on; a chosen one is ticked."""
    block, x = Block(), form.side
    base = form.body
    for index, label in enumerate(labels):
        side = 3.2 * MM
        block.ops.append(Frame(x, base - 3 * MM, side, side, 0.6, INK))
        if index == chosen:
            block.text_centre(x + side / 2, base - 0.2 * MM, "✓", form.heading, Face.BOLD)
        block.text(x + 5 * MM, base, label, form.body, Face.BOLD if index == chosen else Face.REGULAR)
        x += 5 * MM + text_width(label, Face.REGULAR, form.body) + 7 * MM
    end = form.width - form.side
    if x < end - 10 * MM:
        block.ops.append(Rule(x - 5 * MM, base + 0.6 * MM, end - x + 5 * MM, 0.4, INK))
    block.height = form.body * 1.9
    return block


def by(title: str, person: Employee) -> Signature:
    """The place where an employee signs."""
    return Signature(title, person.short_name, words.lowered(person.title))


def by_customer(title: str, paper: OrderPaper, taker: str | None = None) -> Signature:
    """The place where the customer signs, or who takes the device for him."""
    name, role = signer(paper)
    if taker and taker != paper.customer.name:
        return Signature(title, words.short_name(taker), "представитель заказчика")
    return Signature(title, name, role)

"""Parts that papers of money share: parties, lines, totals and the sum in words."""

from __future__ import annotations

from collections.abc import Sequence

from printing.amounts import in_words
from printing.blocks import Fact, fact_rows
from printing.fonts import Face
from printing.sheet import LINE, MM, Block, Format, Sheet
from printing.tables import place_table
from printing.templates.billing_facts import SUM, Totals, line_table, tax_totals
from printing.text import wrap
from printing.words import lowered
from workstation.documents.billing import Taxed, TaxedLine
from workstation.money import format_amount, format_roubles

_GAP = 3 * MM


def rows(sheet: Sheet, facts: Sequence[Fact]) -> None:
    """Full-width rows of label and value."""
    form = sheet.form
    made = fact_rows(form, form.side, form.inner, facts)
    for row in made:
        row.height += 0.35 * MM
    sheet.columns(made, [])


def lines(
    sheet: Sheet,
    taxed: Taxed,
    shown: Sequence[TaxedLine],
    heading: Block,
    *,
    title: str = "Работы, товары",
    taxes: bool = False,
) -> None:
    """The lines as a table; nothing where there are none."""
    columns, cells = line_table(taxed, shown, title, taxes=taxes)
    place_table(sheet, columns, cells, heading)


def totals(form: Format, taxed: Taxed, before: Totals, title: str, *, paid: int = 0) -> Block:
    """Sums on the right under the table, the whole one large, and what is left of it after what was paid."""
    block = Block(height=2.6 * MM)
    large = form.heading + 0.5
    for label, value in [*before, *tax_totals(taxed.sums)]:
        _total(form, block, label, value, form.body)
    if not paid:
        _total(form, block, title, format_amount(taxed.total), large, Face.BOLD)
    else:
        _total(form, block, "Всего", format_amount(taxed.total), form.body, Face.BOLD)
        _total(form, block, "Оплачено ранее", format_amount(-paid), form.body)
        _total(form, block, title, format_amount(max(taxed.total - paid, 0)), large, Face.BOLD)
    block.height += large * 0.2
    return block


def _total(
    form: Format, block: Block, label: str, value: str, size: float, face: Face = Face.REGULAR
) -> None:
    y, end = block.height + size * 1.2, form.width - form.side
    block.text_right(end - SUM - _GAP, y, label, size, face)
    block.text_right(end, y, value, size, face)
    block.height += size * 1.7


def in_full(form: Format, taxed: Taxed, *, paid: int = 0) -> Block:
    """«Всего наименований 3, на сумму …» and what is to be paid in words."""
    block = Block(height=1 * MM)
    said = f"Всего наименований {len(taxed.lines)}, на сумму {format_roubles(taxed.total)}"
    block.lines(form.side, [said], form.body)
    block.height += 1 * MM
    size = form.heading + 0.5
    told = in_words(taxed.total)
    if paid:
        told = f"К оплате: {lowered(in_words(max(taxed.total - paid, 0)))}"
    block.lines(form.side, wrap(told, Face.BOLD, size, form.inner), size, Face.BOLD)
    return block


def hairline(form: Format, before: float = 3.2 * MM, after: float = 4.6 * MM) -> Block:
    """A line between what is told and what is done about it."""
    block = Block(height=before)
    block.rule(form.side, form.inner, LINE)
    block.height += after
    return block

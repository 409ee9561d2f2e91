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


def totals(form: Format, taxed: Taxed, before: Totals, title: str) -> Block:
    """Sums on the right under the table, the last one large."""
    block = Block(height=2.6 * MM)
    end = form.width - form.side
    for label, value in [*before, *tax_totals(taxed.sums)]:
        y = block.height + form.body * 1.2
        block.text_right(end - SUM - _GAP, y, label, form.body)
        block.text_right(end, y, value, form.body)
        block.height += form.body * 1.7
    size = form.heading + 0.5
    y = block.height + size * 1.2
    block.text_right(end - SUM - _GAP, y, title, size, Face.BOLD)
    block.text_right(end, y, format_amount(taxed.total), size, Face.BOLD)
    block.height += size * 1.9
    return block


def in_full(form: Format, taxed: Taxed) -> Block:
    """«Всего наименований 3, на сумму …» and the sum in words."""
    block = Block(height=1 * MM)
    said = f"Всего наименований {len(taxed.lines)}, на сумму {format_roubles(taxed.total)}"
    block.lines(form.side, [said], form.body)
    block.height += 1 * MM
    size = form.heading + 0.5
    block.lines(form.side, wrap(in_words(taxed.total), Face.BOLD, size, form.inner), size, Face.BOLD)
    return block


def hairline(form: Format, before: float = 3.2 * MM, after: float = 4.6 * MM) -> Block:
    """A line between what is told and what is done about it."""
    block = Block(height=before)
    block.rule(form.side, form.inner, LINE)
    block.height += after
    return block

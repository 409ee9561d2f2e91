"""«Акт выдачи из ремонта»: the five facts of ст. 20 п. 3 Закона РФ № 2300-1 and the new terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from printing.blocks import fact_rows, section, signatures
from printing.codes import QUIET, qr
from printing.fonts import Face
from printing.photos import fit_for_paper
from printing.registry import Setup, Template
from printing.sheet import INK, LABEL, MM, Block, Format, Rule, Sheet, Symbol, stack
from printing.tables import place_table
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.handover_facts import (
    answers,
    facts_title,
    handing_facts,
    numbered_facts,
    warranty_runs,
)
from printing.templates.repair_facts import fitted_table
from printing.text import Runs, wrap, wrap_runs
from workstation.documents.papers import PrintStamp
from workstation.documents.repair_papers import HandoverAct, RepairFacts, UsedPart

_LABEL, _VALUE = 7 * MM, 62 * MM
_SIZE = 9.5
_PAD = 1.7 * MM


def draw(document: HandoverAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    signature = document.signature_sha256
    setup = replace(setup, assets=fit_for_paper(setup.assets, [signature] if signature else []))
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: HandoverAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, answers(paper))
    form = sheet.form
    repair.brief(sheet, paper)
    parts.hairline(sheet, 40 * MM)
    if paper.facts:
        _five_facts(sheet, facts_title(paper), paper.facts)
    else:
        parts.text(sheet, "Ремонт не выполнен", paper.unrepaired)
        sheet.place(_line(form, 1.4 * MM))
    left, right = handing_facts(paper)
    sheet.skip(2.6 * MM)
    sheet.flow([stack([section(form, form.side, "Выдача"), Block()])])
    sheet.columns(
        fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
    )
    sheet.place(_line(form, 1.2 * MM))
    _close(sheet, paper, assets)
    return sheet


def _line(form: Format, before: float) -> Block:
    block = Block(height=before)
    block.rule(form.side, form.inner)
    return block


def _five_facts(sheet: Sheet, title: str, facts: RepairFacts) -> None:
    """Exactly the five, numbered; a long description and a long table of parts flow over pages."""
    form = sheet.form
    heading = Block()
    heading.lines(form.side, [title], 11, Face.BOLD)
    heading.height += 0.6 * MM
    for number, label, runs in numbered_facts(facts):
        lead, heading = heading, Block()
        if runs is None:
            _parts_fact(sheet, lead, number, label, facts.parts)
        else:
            rows = _fact_lines(form, number, label, runs)
            if sum(row.height for row in rows) <= 60 * MM:
                sheet.place(stack([lead, *rows]))
            else:
                sheet.flow(rows, lead)


def _fact_lines(form: Format, number: int, label: str, runs: Runs) -> list[Block]:
    values = wrap_runs(runs, _SIZE, form.inner - _VALUE)
    labels = _label_lines(form, label)
    rows: list[Block] = []
    for index, (value, line) in enumerate(zip_longest(values, labels)):
        row = Block(height=_PAD if index == 0 else 0)
        if index == 0:
            row.text(form.side, row.height + _SIZE * 1.02, str(number), 11, Face.BOLD, LABEL)
        base = row.height + _SIZE * 1.02
        row.text(form.side + _LABEL, base, line or "", form.body)
        if value:
            row.runs(form.side + _VALUE, [value], _SIZE, 1.35)
        else:
            row.height += _SIZE * 1.35
        rows.append(row)
    rows[-1].height += _PAD
    rows[-1].rule(form.side, form.inner)
    return rows


def _label_lines(form: Format, label: str) -> list[str]:
    return wrap(label, Face.REGULAR, form.body, _VALUE - _LABEL - 3 * MM)


def _parts_fact(sheet: Sheet, lead: Block, number: int, label: str, used: Sequence[UsedPart]) -> None:
    """The table of parts beside its number and label; the line under it goes the whole width."""
    form = sheet.form
    beside = Block(height=_PAD)
    beside.text(form.side, _PAD + _SIZE * 1.02, str(number), 11, Face.BOLD, LABEL)
    for index, line in enumerate(_label_lines(form, label)):
        beside.text(form.side + _LABEL, _PAD + _SIZE * 1.02 + index * form.body * 1.35, line, form.body)
    columns, rows = fitted_table(used)
    place_table(sheet, columns, rows, stack([lead, beside]), form.side + _VALUE)
    rest = Block()
    rest.ops.append(Rule(form.side, -1 * MM, _VALUE))
    sheet.place(rest)


def _close(sheet: Sheet, paper: HandoverAct, assets: Mapping[str, bytes]) -> None:
    """The ending, with more air where the page has it."""
    tight = _ending(sheet.form, paper, assets, 0)
    spare = sheet.room - tight.height if tight.height <= sheet.room else sheet.form.bottom
    sheet.place(_ending(sheet.form, paper, assets, min(spare / 4, 3 * MM)))


def _ending(form: Format, paper: HandoverAct, assets: Mapping[str, bytes], air: float) -> Block:
    """The terms, what the receiver states, the signatures and the code of the feedback: unbroken."""
    whole = Block(height=2 * MM)
    runs = warranty_runs(paper)
    if runs:
        whole.add(section(form, form.side, "Гарантия"))
        whole.runs(form.side, wrap_runs(runs, form.body, form.inner), form.body, 1.38)
        whole.height += 2 * MM + air
    says = "Изделие получил, внешний вид и комплектность проверил"
    says += ", работу проверил. Замечания:" if paper.facts else ". Замечания:"
    whole.add(repair.statement(form, says, paper.remarks))
    whole.height += 1.4 * MM + air
    taken = repair.by_customer("Получил", paper, paper.taker)
    if paper.signature_sha256 in assets:
        taken = replace(taken, picture=paper.signature_sha256)
    whole.add(signatures(form, [taken, repair.by("Выдал", paper.employee)]))
    if paper.feedback_code:
        whole.height += 1.6 * MM + air
        whole.rule(form.side, form.inner)
        whole.height += 1.2 * MM
        whole.add(_feedback(form, paper.feedback_code))
    return whole


def _feedback(form: Format, code: str) -> Block:
    """The code to be read and what it is for."""
    symbol, side = qr(code), 20 * MM
    quiet = side * QUIET / symbol.size
    block = Block()
    block.ops.append(Symbol(form.side, quiet * 0.75, side, symbol))
    x = form.side + side + 6 * MM
    words_block = Block(height=quiet * 0.75 + 2 * MM)
    words_block.lines(x, ["Оцените ремонт: от 1 до 5 и одно слово"], form.heading, Face.BOLD, leading=1.5)
    here = "Наведите камеру телефона" if "://" in code else "Покажите этот код приёмщику"
    says = f"{here} или назовите оценку по телефону. Если что-то не так, руководитель вам перезвонит."
    words_block.lines(x, wrap(says, Face.REGULAR, form.body, 92 * MM), form.body, colour=INK, leading=1.35)
    block.add(words_block, 0)
    block.height = max(block.height, side + quiet * 0.75 + 1 * MM)
    return block

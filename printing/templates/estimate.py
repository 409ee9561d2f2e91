"""«Смета»: what the repair will cost, how firmly, till when, and the customer's answer.

Sources: Закон РФ № 2300-1 ст. 33; ГК РФ ст. 709.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, section, signatures
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import INK, LABEL, MM, Block, Format, Rule, Sheet, stack
from printing.templates import billing_parts, change_consent
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.billing_facts import Totals, tax_note
from workstation.documents.billing import LineKind
from workstation.documents.billing_papers import EstimatePaper
from workstation.documents.papers import PrintStamp
from workstation.money import format_amount, format_roubles
from workstation.statuses import EstimateKind

_GROUPS = ((LineKind.WORK, "Работы"), (LineKind.PART, "Запасные части и материалы"))


def draw(document: EstimatePaper, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an estimate, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: EstimatePaper, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the estimate on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper)
    form = sheet.form
    for kind, title in _GROUPS:
        shown = [one for one in paper.taxed.lines if one.kind is kind]
        heading = section(form, form.side, title, before=3 * MM)
        billing_parts.lines(sheet, paper.taxed, shown, heading, title="Наименование")
    sums = billing_parts.totals(form, paper.taxed, _groups(paper), "Всего по смете, ₽")
    sheet.place(stack([sums, billing_parts.in_full(form, paper.taxed)]))
    sheet.skip(2.4 * MM)
    parts.text(sheet, "Примечание", paper.note)
    if paper.answer:
        left, right = change_consent.answer_facts(paper.answer)
        sheet.skip(2.6 * MM)
        repair.two_columns(sheet, ("Ответ заказчика", left), ("Как получен", right))
    parts.close(sheet, "К сведению", _clauses(paper), _ending(form, paper))
    return sheet


def _answers(paper: EstimatePaper) -> tuple[Answer, ...]:
    is_firm = paper.estimate is EstimateKind.FIRM
    until = words.short_date(paper.valid_until) if paper.valid_until else "не ограничена"
    limit = format_roubles(paper.limit) if paper.limit is not None else "не оговорено"
    return (
        Answer(
            "Смета", words.word(paper.estimate), "цена не меняется" if is_firm else "цена может измениться"
        ),
        Answer("Стоимость", format_roubles(paper.taxed.total), tax_note(paper.taxed)),
        Answer("Без отдельного согласия", limit, "работаем до этой суммы" if paper.limit is not None else ""),
        Answer("Действует", f"до {until}" if paper.valid_until else until),
    )


def _groups(paper: EstimatePaper) -> Totals:
    """Sums of works and of parts where there are both, and the discount on all."""
    found: Totals = []
    for kind, title in _GROUPS:
        some = [one.total + one.discount for one in paper.taxed.lines if one.kind is kind]
        if 0 < len(some) < len(paper.taxed.lines):
            found.append((title, format_amount(sum(some))))
    if paper.taxed.discount:
        found.append(("Скидка", format_amount(-paper.taxed.discount)))
    return found


def _clauses(paper: EstimatePaper) -> list[str]:
    consumer = paper.is_consumer
    if paper.estimate is EstimateKind.FIRM:
        law = "п. 2 ст. 33 Закона РФ № 2300-1" if consumer else "п. 6 ст. 709 ГК РФ"
        clauses = [
            f"Смета твёрдая: центр вправе требовать её увеличения лишь в случаях, названных в законе ({law})."
        ]
    else:
        law = "п. 3 ст. 33 Закона РФ № 2300-1" if consumer else "п. 5 ст. 709 ГК РФ"
        clauses = [
            "Если смету придётся существенно превысить, предупредим заранее, без согласия работы не "
            "продолжим. От них можно отказаться, оплатив сделанное; не предупредим — цена останется прежней "
            f"({law})."
        ]
    clauses.append(
        "Работы по смете начинаем после согласия заказчика, записанного с датой и способом ответа."
    )
    return clauses


def _ending(form: Format, paper: EstimatePaper) -> Block:
    """Boxes to tick and how the answer came where there is none yet, and the signatures."""
    blocks = [Block(height=3 * MM)]
    customer = repair.by_customer("Заказчик", paper)
    if paper.answer is None:
        said = Block()
        said.lines(form.side, ["Ответ заказчика"], form.heading, Face.BOLD)
        said.height += 1 * MM
        blocks += [
            said,
            repair.boxes(form, ("согласен", "не согласен", "иное:")),
            _ways(form),
            Block(height=2.4 * MM),
        ]
    return stack([*blocks, signatures(form, [repair.by("Составил", paper.employee), customer])])


def _ways(form: Format) -> Block:
    """Lines to write on: by what way and when the answer came."""
    block = Block(height=2.4 * MM)
    base, x = block.height + form.body, form.side
    for label in ("Способ ответа", "Дата и время"):
        block.text(x, base, label, form.note, colour=LABEL)
        block.ops.append(Rule(x + form.label, base + 0.6 * MM, form.column - form.label, 0.4, INK))
        x = form.right
    block.height = base + 2.4 * MM
    return block

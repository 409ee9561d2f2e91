"""«Акт выполненных работ»: what was done and tried, and what is warranted (documents.md 5.5).

Nothing here takes a later claim from the customer: he ticks what is so and may write remarks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, fact_rows, signatures
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet, stack
from printing.tables import Column
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.conclusion_facts import point_row
from printing.templates.repair_facts import is_free, kind_answer, money_answer, norm
from workstation.documents.conclusions import CheckPoint
from workstation.documents.papers import PrintStamp
from workstation.documents.repair_papers import CompletionAct

_CHECKS = (
    Column("№", 8 * MM),
    Column("Что проверено", 58 * MM),
    Column("Результат"),
    Column("Оценка", 25 * MM),
)


def draw(document: CompletionAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: CompletionAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    free = is_free(paper, paper.bill, paper.payer)
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper, with_address=True)
    parts.hairline(sheet)
    form = sheet.form
    said = [Fact("Заявлено", paper.order.reported_fault), Fact("Устранено", paper.defect)]
    sheet.columns(fact_rows(form, form.side, form.inner, said), [])
    repair.works(sheet, "Выполненные работы", paper.works, free=free)
    repair.used_parts(sheet, "Запасные части и материалы", paper.parts, free=free)
    repair.sums(sheet, (paper.works, paper.parts), paper.bill, free=free, payer=paper.payer)
    checks = [*paper.checks]
    if paper.test_minutes:
        ran = f"{norm(paper.test_minutes)}, недостаток не проявился"
        checks.append(CheckPoint("Пробная работа", ran, True))
    points = [point_row(number, one) for number, one in enumerate(checks, 1)]
    parts.table(sheet, "Результат испытаний", _CHECKS, points)
    parts.text(sheet, "Рекомендации", paper.recommendations)
    parts.close(sheet, "Гарантия на работы и детали", _clauses(paper), _ending(sheet, paper))
    return sheet


def _answers(paper: CompletionAct) -> tuple[Answer, ...]:
    name = ", ".join(one.short_name for one in paper.technicians)
    return (
        kind_answer(paper, paper.bill, paper.payer),
        Answer("Работы окончены", words.short_date(words.local_date(paper.finished_at)), name),
        _term(paper),
        money_answer(paper, paper.bill, paper.payer),
    )


def _term(paper: CompletionAct) -> Answer:
    """The longest term of a work: its last day, or before the device is given out its months."""
    title = "Гарантия на работы"
    until = [one.warranty_until for one in paper.works if one.warranty_until]
    months = max((one.warranty_months or 0 for one in paper.works), default=0)
    said = words.plural(months, "месяц", "месяца", "месяцев") if months else ""
    if until:
        return Answer(title, f"до {words.short_date(max(until))}", said)
    if months:
        return Answer(title, said, "со дня выдачи")
    return Answer(title, "по закону" if paper.is_consumer else "по договору")


def _clauses(paper: CompletionAct) -> list[str]:
    clauses = ["Сроки гарантии на работы и детали указаны в таблицах и считаются со дня выдачи изделия."]
    if paper.is_consumer_warranty:
        clauses.append(
            "На деталь взамен той, у которой был свой срок гарантии, установлен такой же срок "
            "(п. 4 ст. 20 Закона РФ № 2300-1)."
        )
    if paper.is_consumer:
        clauses.append(
            "О недостатках работы можно заявить и после этого акта: в срок гарантии, а если его нет — "
            f"в пределах двух лет (ст. 29{'' if paper.is_consumer_warranty else ' Закона РФ № 2300-1'})."
        )
    else:
        clauses.append("О недостатках, которые нельзя было увидеть при приёмке, заявляют по ст. 720 ГК РФ.")
    return clauses


def _ending(sheet: Sheet, paper: CompletionAct) -> Block:
    form = sheet.form
    blocks = [Block(height=0.6 * MM)]
    says = "Работы выполнены, результат показан заказчику и им проверен."
    if paper.remarks:
        blocks.append(repair.statement(form, f"{says} Замечания:", paper.remarks))
    else:
        said = Block()
        said.lines(form.side, [says], form.body, leading=1.35)
        said.height += 1.6 * MM
        blocks += [said, repair.boxes(form, ("замечаний нет", "замечания:"))]
    blocks.append(Block(height=1 * MM))
    places = [repair.by("Сдал", paper.employee), repair.by_customer("Принял", paper)]
    return stack([*blocks, signatures(form, places)])

"""«Заказ-наряд»: what is to be done, by whom, till when, what it takes and costs (documents.md 5.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, fact_rows, signatures
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet, stack
from printing.tables import Column, Words
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.repair_facts import is_free, kind_answer, money_answer, norm
from printing.text import one_line
from workstation.documents.papers import PrintStamp
from workstation.documents.repair_papers import Agreement, WorkOrderSheet


def draw(document: WorkOrderSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a work order, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: WorkOrderSheet, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the work order on its pages, before copies and frames."""
    free = is_free(paper, paper.bill, paper.payer)
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper)
    parts.hairline(sheet, 30 * MM)
    form = sheet.form
    said = [Fact("Заявлено", paper.order.reported_fault)]
    sheet.columns(fact_rows(form, form.side, form.inner, said), [])
    parts.notes(sheet, paper.order)
    left, right = _performance(paper)
    sheet.columns(
        fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
    )
    repair.works(sheet, "Работы", paper.works, free=free)
    repair.used_parts(sheet, "Запасные части и материалы", paper.parts, free=free)
    repair.sums(sheet, (paper.works, paper.parts), paper.bill, free=free, payer=paper.payer)
    columns = (Column("Спрошено", 36 * MM), Column("О чём"), Column("Ответ", 38 * MM), Column("Как", 36 * MM))
    parts.table(sheet, "Согласования с заказчиком", columns, [_agreement(one) for one in paper.agreements])
    parts.text(sheet, "Рекомендации", paper.recommendations)
    parts.close(sheet, "К сведению", _clauses(paper), _ending(sheet, paper))
    return sheet


def _answers(paper: WorkOrderSheet) -> tuple[Answer, ...]:
    until = words.short_date(paper.planned_until) if paper.planned_until else "не назначен"
    names = ", ".join(one.short_name for one in paper.technicians) or "не назначен"
    return (
        kind_answer(paper, paper.bill, paper.payer),
        Answer("Срок", until, "окончание по плану"),
        Answer("Мастер" if len(paper.technicians) < 2 else "Мастера", names),
        money_answer(paper, paper.bill, paper.payer),
    )


def _performance(paper: WorkOrderSheet) -> tuple[list[Fact], list[Fact]]:
    people = [Fact("Мастер", f"{one.name}, {words.lowered(one.title)}") for one in paper.technicians]
    total = sum((one.norm_minutes or 0) * one.quantity for one in paper.works)
    left = people or [Fact("Мастер", "не назначен")]
    if total:
        left.append(Fact("Норма", norm(total)))
    planned = [words.short_date(day) for day in (paper.planned_from, paper.planned_until) if day]
    right = [Fact("По плану", " — ".join(planned) or "не назначен")]
    begun, ended = paper.started_at, paper.finished_at
    right.append(Fact("Начато", words.short_moment(begun) if begun else "ещё не начато"))
    right.append(Fact("Окончено", words.short_moment(ended) if ended else "ещё не окончено"))
    return left, right


def _agreement(one: Agreement) -> list[list[Words]]:
    answer = one_line(one.answer or "ответа пока нет")
    if one.answered_at:
        answer += f", {words.short_moment(one.answered_at)}"
    return [
        [Words(words.short_moment(one.asked_at))],
        [Words(one.subject)],
        [Words(answer)],
        [Words(one.way or "—")],
    ]


def _clauses(paper: WorkOrderSheet) -> list[str]:
    if paper.is_consumer_warranty and paper.bill is None:
        return ["Работы по наряду для заказчика бесплатны; платные возможны лишь с его письменного согласия."]
    law = " (ст. 33 Закона РФ № 2300-1)" if paper.is_consumer else " (ст. 709 ГК РФ)"
    return [f"Работы, которых нет в наряде, начинаем после согласия заказчика с их ценой и сроком{law}."]


def _ending(sheet: Sheet, paper: WorkOrderSheet) -> Block:
    form = sheet.form
    line = Block(height=3 * MM)
    line.rule(form.side, form.inner)
    line.height += 2.6 * MM
    places = [repair.by("Наряд выдал", paper.employee)]
    places += [repair.by("Исполнитель", one) for one in paper.technicians[:1] if one != paper.employee]
    places.append(repair.by_customer("С объёмом работ согласен", paper))
    return stack([line, signatures(form, places)])

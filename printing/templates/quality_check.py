"""«Акт проверки качества (диагностики)» and «Техническое заключение»: one form, asked in two ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Signature, fact_rows, section, titled
from printing.registry import Setup, Template
from printing.sheet import MM, Sheet
from printing.tables import Column
from printing.templates import conclusion_parts as found
from printing.templates import order_parts as parts
from printing.templates.conclusion_facts import (
    CONCLUSIONS,
    examination_facts,
    point_row,
    rights,
)
from printing.text import one_line
from workstation.documents.conclusions import Examined, TechnicalReport
from workstation.documents.papers import PrintStamp


def draw(document: Examined, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act or a report, one copy for each stamp."""
    setup = found.ready(document, setup)
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: Examined, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the paper on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    parts.about(sheet, paper)
    found.stated(sheet, paper.order)
    if isinstance(paper, TechnicalReport):
        parts.text(sheet, "Вопрос", paper.question)
    _examination(sheet, paper)
    columns = (
        Column("№", 8 * MM),
        Column("Что проверено", 58 * MM),
        Column("Результат"),
        Column("Оценка", 25 * MM),
    )
    points = [point_row(number, point) for number, point in enumerate(paper.examination.points, 1)]
    parts.table(sheet, "Результаты проверки", columns, points)
    found.findings(sheet, "Что обнаружено", paper.findings)
    _defect(sheet, paper)
    found.reasoning(sheet, paper)
    _conclusion(sheet, paper)
    name, role = parts.signer(paper)
    examiner = paper.examination.examiner
    places = [Signature("Проверку провёл", examiner.short_name, words.lowered(examiner.title))]
    if paper.employee != examiner:
        places.append(Signature("Выдал", paper.employee.short_name, words.lowered(paper.employee.title)))
    places.append(Signature("Ознакомлен", name, role))
    end = found.ending(places, seen="заключением", handed="Экземпляр вручён")
    parts.close(sheet, "Права заказчика", rights(paper, paper.outcome), end)
    found.annexes(sheet, paper, assets)
    return sheet


def _answers(paper: Examined) -> tuple[Answer, ...]:
    found = {True: "обнаружен", False: "не обнаружен", None: "не подтверждён"}[paper.defect_found]
    code = f"код {one_line(paper.defect_code)}" if paper.defect_code else ""
    attended = {True: "с участием заказчика", False: "без заказчика", None: ""}[paper.examination.attended]
    return (
        Answer("Недостаток", found, code),
        Answer("Проверка", words.short_date(paper.examination.made_on), attended),
        Answer("Характер недостатка", words.lowered(words.word(paper.nature))),
        Answer("Вывод", words.word(paper.outcome)),
    )


def _examination(sheet: Sheet, paper: Examined) -> None:
    form, seen = sheet.form, paper.examination
    parts.hairline(sheet, 30 * MM)
    left, right = examination_facts(seen)
    sheet.columns(
        titled(section(form, form.side, "Проверка"), fact_rows(form, form.side, form.column, left)),
        titled(section(form, form.right, " "), fact_rows(form, form.right, form.column, right)),
    )
    found.invitations(sheet, paper)
    parts.text(sheet, "Внешний осмотр", seen.outer_inspection)


def _defect(sheet: Sheet, paper: Examined) -> None:
    if paper.defect:
        code = f" Код недостатка {one_line(paper.defect_code)}." if paper.defect_code else ""
        end = "" if paper.defect.rstrip().endswith((".", "!", "?")) else "."
        parts.text(sheet, "Выявленный недостаток", f"{paper.defect.rstrip()}{end}{code}")
    parts.text(sheet, "Причина недостатка", paper.causation)
    parts.text(sheet, "Условия гарантии и инструкция", paper.terms_reference)


def _conclusion(sheet: Sheet, paper: Examined) -> None:
    sentences = [CONCLUSIONS[paper.outcome]]
    if isinstance(paper, TechnicalReport):
        sentences.insert(0, paper.conclusion)
    else:
        sentences.insert(0, f"Характер недостатка: {words.lowered(words.word(paper.nature))}.")
    parts.strong(sheet, "Вывод", sentences)

"""«Акт неремонтопригодности»: why a device cannot be repaired and what follows (documents.md 5.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Signature
from printing.registry import Setup, Template
from printing.sheet import MM, Sheet
from printing.templates import conclusion_parts as found
from printing.templates import order_parts as parts
from printing.templates.act_facts import accessories_words
from printing.text import one_line
from workstation.documents.conclusions import Addressee, IrreparabilityAct
from workstation.documents.papers import PrintStamp


def draw(
    document: IrreparabilityAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup
) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    setup = found.ready(document, setup)
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: IrreparabilityAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    parts.about(sheet, paper)
    form = sheet.form
    parts.hairline(sheet, 26 * MM)
    left, right = _facts(paper)
    sheet.columns(
        parts.column(sheet, form.side, "Почему ремонт невозможен", left),
        parts.column(sheet, form.right, "Изготовитель и возврат", right),
    )
    found.stated(sheet, paper.order)
    found.invitations(sheet, paper)
    code = f" Код недостатка {one_line(paper.defect_code)}." if paper.defect_code else ""
    parts.text(sheet, "Выявленный недостаток", f"{_sentence(paper.defect)}{code}")
    parts.text(sheet, "Пояснение к причине", paper.reason_note)
    found.findings(sheet, "Что обнаружено", paper.findings)
    found.reasoning(sheet, paper)
    conclusion = f"Изделие неремонтопригодно: {words.lowered(words.word(paper.reason))}."
    parts.strong(sheet, "Вывод", [conclusion, f"Рекомендация: {_sentence(paper.recommendation)}"])
    seen = "заключением" if paper.given_to is Addressee.CUSTOMER else ""
    end = found.ending(_places(paper), seen=seen, handed="Акт вручён")
    parts.close(sheet, "К сведению", _clauses(paper), end)
    found.annexes(sheet, paper, assets)
    return sheet


def _answers(paper: IrreparabilityAct) -> tuple[Answer, ...]:
    until = f"акт действует до {words.short_date(paper.valid_until)}" if paper.valid_until else ""
    return (
        Answer("Изделие", "неремонтопригодно"),
        Answer("Характер недостатка", words.lowered(words.word(paper.nature))),
        Answer("Причина", words.word(paper.reason)),
        Answer("Кому выдан", words.word(paper.given_to), until),
    )


def _facts(paper: IrreparabilityAct) -> tuple[list[Fact], list[Fact]]:
    left = [Fact("Причина", words.word(paper.reason))]
    if paper.decision:
        left.append(Fact("Решение", paper.decision))
    if paper.approval_number:
        left.append(Fact("Согласование", f"№{words.NBSP}{one_line(paper.approval_number)}"))
    right = []
    if paper.authorisation:
        contract = f", договор {paper.authorisation.contract}" if paper.authorisation.contract else ""
        right.append(Fact("Авторизация", f"{paper.authorisation.brand}{contract}"))
    else:
        right.append(Fact("Авторизация", "нет договора с изготовителем"))
    right.append(Fact("Возвращается", accessories_words(paper.returned)))
    return left, right


def _sentence(value: str) -> str:
    value = value.strip()
    return value if value.endswith((".", "!", "?", "…")) else f"{value}."


def _clauses(paper: IrreparabilityAct) -> list[str]:
    clauses = ["Акт недействителен, если серийный номер изделия не читается или не тот, что указан в акте."]
    if paper.valid_until:
        clauses.append(f"Срок действия акта ограничен изготовителем: до {words.long_date(paper.valid_until)}")
    if paper.is_consumer:
        clauses.append(
            "Акт не заменяет решения продавца или изготовителя и не ограничивает права заказчика: требование "
            "о замене изделия или возврате денег можно предъявить продавцу, изготовителю или импортёру "
            "(ст. 18 Закона РФ № 2300-1)."
        )
        clauses.append(
            "С выводом можно не согласиться: написать особое мнение, требовать экспертизы, обратиться в суд."
        )
    return clauses


def _places(paper: IrreparabilityAct) -> list[Signature]:
    employee = paper.employee
    places = [Signature("Составил", employee.short_name, words.lowered(employee.title))]
    if paper.centre.director_name:
        title = words.lowered(paper.centre.director_title)
        places.append(Signature("Утвердил, М. П.", words.short_name(paper.centre.director_name), title))
    if paper.given_to is Addressee.CUSTOMER:
        name, role = parts.signer(paper)
    else:
        name, role = (
            "",
            f"представитель {'продавца' if paper.given_to is Addressee.SELLER else 'изготовителя'}",
        )
    return [*places, Signature("Получил", name, role)]

"""«Мотивированный отказ в гарантийном (безвозмездном) ремонте» (п. 6 ст. 18 Закона РФ № 2300-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Signature
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import LABEL, MM, Sheet
from printing.tables import Column, Words
from printing.templates import conclusion_parts as found
from printing.templates import order_parts as parts
from printing.templates.conclusion_facts import evidence_words, rights
from printing.text import one_line
from workstation.documents.conclusions import Article, FoundCause, ReasonedRefusal
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles


def draw(document: ReasonedRefusal, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a refusal, one copy for each stamp."""
    setup = found.ready(document, setup)
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: ReasonedRefusal, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the refusal on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    parts.about(sheet, paper, "Кому")
    found.stated(sheet, paper.order)
    found.invitations(sheet, paper)
    parts.text(sheet, "Что проверено и обнаружено", paper.checked)
    causes = (
        Column("Причина отказа", 62 * MM),
        Column("Норма условий гарантии"),
        Column("Доказательства", 46 * MM),
    )
    terms = paper.terms_reference or ""
    parts.table(sheet, "Почему отказано", causes, [_cause(cause, terms) for cause in paper.causes])
    if not paper.causes:
        parts.text(sheet, "Условия гарантии", paper.terms_reference)
    others = [one for one in paper.findings if one not in paper.causes]
    found.findings(sheet, "Что ещё обнаружено", others)
    parts.text(sheet, "Отказ основан на документе", paper.based_on)
    parts.table(
        sheet, "Ссылки на закон", (Column("Что установлено законом"), Column("Основание", 46 * MM)),
        [_article(one) for one in paper.articles],
    )  # fmt: skip
    found.reasoning(sheet, paper)
    parts.strong(sheet, "Решение", [_decision(paper)])
    parts.listed(sheet, "Что можно сделать", _options(paper))
    name, role = parts.signer(paper)
    employee = paper.employee
    places = [
        Signature("Решение принял", employee.short_name, words.lowered(employee.title)),
        Signature("Получил", name, f"{role}; подпись не означает согласия"),
    ]
    end = found.ending(places, seen="отказом", handed="Отказ вручён")
    parts.close(sheet, "Права заказчика", paper.rights or rights(paper, None), end)
    found.annexes(sheet, paper, assets)
    return sheet


def _answers(paper: ReasonedRefusal) -> tuple[Answer, ...]:
    price = ("по смете", "после согласия заказчика")
    if paper.estimate is not None:
        price = (format_roubles(paper.estimate), "по смете, после согласия")
    return (
        Answer("Решение", "отказано", "в безвозмездном ремонте"),
        Answer("Требование", words.short_date(paper.order.demanded_on), "день предъявления"),
        Answer("Платный ремонт", *price),
        Answer("Если не согласны", "экспертиза, суд", "права указаны ниже"),
    )


def _cause(cause: FoundCause, terms: str) -> list[list[Words]]:
    name = Words(words.capitalised(one_line(cause.text)), Face.BOLD)
    what = [name, Words(f"код {cause.code}", colour=LABEL)]
    if cause.note:
        what.append(Words(cause.note))
    return [what, [Words(terms or "не указана")], evidence_words(cause)]


def _article(article: Article) -> list[list[Words]]:
    return [[Words(article.text)], [Words(article.source, colour=LABEL)]]


def _decision(paper: ReasonedRefusal) -> str:
    day = words.short_date(paper.order.demanded_on)
    text = f"В безвозмездном ремонте по требованию от {day} отказано"
    causes = ", ".join(words.lowered(one_line(one.text)) for one in paper.causes)
    return f"{text}: {causes}." if causes else f"{text}."


def _options(paper: ReasonedRefusal) -> list[str]:
    if paper.options:
        return list(paper.options)
    price = f" за {format_roubles(paper.estimate)}" if paper.estimate is not None else ""
    return [
        f"Платный ремонт{price} по смете, после согласия с ней.",
        "Возврат изделия без ремонта.",
    ]

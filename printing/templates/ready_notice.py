"""«Уведомление о готовности»: what is ready, what it costs, where and with what to take it (5.14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, signatures
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet, stack
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.repair_facts import at_expense
from printing.text import one_line
from workstation.documents.customer_papers import ReadyNotice
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles
from workstation.statuses import CustomerKind


def draw(document: ReadyNotice, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a notice, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: ReadyNotice, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the notice on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper, with_address=True)
    parts.hairline(sheet)
    parts.text(sheet, "Изделие можно забрать", paper.outcome)
    sheet.skip(1.6 * MM)
    repair.two_columns(sheet, ("Где и когда", _where(paper)), ("Оплата", _money(paper)))
    parts.listed(sheet, "Что взять с собой", _bring(paper))
    places = [repair.by("Уведомление составил", paper.employee), repair.by_customer("Получил", paper)]
    ending = stack([Block(height=3 * MM), signatures(sheet.form, places)])
    parts.close(sheet, "К сведению", _clauses(paper), ending)
    return sheet


def _answers(paper: ReadyNotice) -> tuple[Answer, ...]:
    phone = paper.centre.phones[0] if paper.centre.phones else "по адресу центра"
    return (
        Answer("Готово", words.short_date(paper.ready_on), "можно забрать с этого дня"),
        Answer("Заказ", f"№{words.NBSP}{one_line(paper.order.number)}"),
        Answer("К оплате", _sum(paper), _note(paper)),
        Answer("Узнать", one_line(phone)),
    )


def _sum(paper: ReadyNotice) -> str:
    return "уточняйте" if paper.to_pay is None else format_roubles(paper.to_pay)


def _note(paper: ReadyNotice) -> str:
    if paper.to_pay == 0:
        return at_expense(paper.payer)
    return "при получении" if paper.to_pay else ""


def _where(paper: ReadyNotice) -> list[Fact]:
    centre = paper.centre
    facts = [Fact("Адрес", centre.address or centre.name)]
    if centre.hours:
        facts.append(Fact("Часы", centre.hours))
    facts += [Fact("Телефон", phone) for phone in centre.phones]
    return facts


def _money(paper: ReadyNotice) -> list[Fact]:
    facts = [Fact("К оплате", _sum(paper), strong=True)]
    if paper.to_pay:
        facts.append(Fact("Как", "при получении; чек выдаём"))
    elif paper.to_pay == 0:
        facts.append(Fact("Как", "безвозмездно, оплачивать нечего"))
    if paper.sent_by:
        facts.append(Fact("Уведомление", paper.sent_by))
    return facts


def _bring(paper: ReadyNotice) -> list[str]:
    if paper.customer.kind is CustomerKind.COMPANY:
        lines = ["доверенность представителя и документ о его личности"]
    else:
        lines = [
            "акт приёма, а если он утрачен — документ о личности",
            "представителю — ещё и доверенность",
        ]
    if paper.loaner:
        lines.append(f"подменное изделие: {paper.loaner}")
    return lines


def _clauses(paper: ReadyNotice) -> list[str]:
    clauses = ["При выдаче изделие можно проверить: покажем работу и выполненное."]
    if paper.is_consumer_warranty:
        clauses.append(
            "Гарантия на изделие продлевается на время со дня обращения по день выдачи (п. 3 ст. 20 Закона "
            "РФ № 2300-1); новый срок будет в акте выдачи."
        )
    return clauses

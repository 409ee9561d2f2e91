"""«Согласие на увеличение стоимости или срока»: what was, what will be, why, the answer (5.17).

Sources: Закон РФ № 2300-1 ст. 20 п. 1 (no parts and no equipment are no ground for a new term), ст. 33;
ГК РФ ст. 709.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from printing import words
from printing.blocks import Answer, Fact, Signature, signatures
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Format, Sheet, stack
from printing.tables import Column, Row, Words
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.text import one_line
from workstation.documents.customer_papers import ChangeAnswer, ChangeConsent
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles


def draw(document: ChangeConsent, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a consent, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: ChangeConsent, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the consent on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper)
    columns = (
        Column("Что меняется"),
        Column("Было", 44 * MM, right=True),
        Column("Станет", 44 * MM, right=True),
        Column("Разница", 40 * MM, right=True),
    )
    parts.table(sheet, "Изменение", columns, _changes(paper))
    parts.text(sheet, "Причина", paper.reason)
    if paper.works:
        repair.works(sheet, "Добавленные работы", paper.works, free=False)
    if paper.parts:
        repair.used_parts(sheet, "Добавленные запасные части", paper.parts, free=False)
    if paper.answer:
        left, right = answer_facts(paper.answer)
        sheet.skip(2.6 * MM)
        repair.two_columns(sheet, ("Ответ заказчика", left), ("Как получен", right))
    parts.close(sheet, "К сведению", _clauses(paper), _ending(sheet.form, paper))
    return sheet


def _answers(paper: ChangeConsent) -> tuple[Answer, ...]:
    said = paper.answer
    return (
        Answer("Спрошено", words.short_date(words.local_date(paper.asked_at)), "до начала этих работ"),
        _cost(paper),
        _term(paper),
        Answer("Ответ", one_line(said.answer), one_line(said.way)) if said else Answer("Ответ", "не получен"),
    )


def _cost(paper: ChangeConsent) -> Answer:
    if paper.cost_after is None:
        return Answer("Стоимость", "прежняя")
    return Answer("Стоимость", format_roubles(paper.cost_after), f"было: {_money(paper.cost_before)}")


def _term(paper: ChangeConsent) -> Answer:
    if paper.term_after is None:
        return Answer("Срок", "прежний")
    return Answer("Срок", f"до {_day(paper.term_after)}", f"было: {_day(paper.term_before)}")


def _changes(paper: ChangeConsent) -> list[Row]:
    rows: list[Row] = []
    if paper.cost_after is not None:
        before = paper.cost_before
        more = format_roubles(paper.cost_after - before) if before is not None else "—"
        rows.append(_row("Стоимость для заказчика", _money(before), format_roubles(paper.cost_after), more))
    if paper.term_after:
        days = (paper.term_after - paper.term_before).days if paper.term_before else 0
        more = words.plural(days, "день", "дня", "дней") if days else "—"
        rows.append(_row("Срок окончания", _day(paper.term_before), _day(paper.term_after), more))
    return rows


def _row(name: str, before: str, after: str, more: str) -> Row:
    return [[Words(name)], [Words(before)], [Words(after, Face.BOLD)], [Words(more)]]


def _day(day: date | None) -> str:
    return words.short_date(day) if day else "не назначался"


def _money(amount: int | None) -> str:
    return format_roubles(amount) if amount is not None else "не назначалась"


def answer_facts(said: ChangeAnswer) -> tuple[list[Fact], list[Fact]]:
    """The customer's answer, and how it came."""
    left = [Fact("Ответ", said.answer, strong=True)]
    if said.text:
        left.append(Fact("Слова", said.text))
    left.append(Fact("Когда", words.short_moment(said.answered_at)))
    right = [Fact("Способ", said.way)]
    if said.evidence:
        right.append(Fact("Запись", said.evidence))
    if said.recorded_by:
        right.append(Fact("Записал", said.recorded_by))
    return left, right


def _clauses(paper: ChangeConsent) -> list[str]:
    clauses = []
    if paper.cost_after is not None:
        law = "ст. 33 Закона РФ № 2300-1" if paper.is_consumer else "ст. 709 ГК РФ"
        clauses.append(
            f"Без согласия работаем в пределах прежней цены, добавленные работы не начинаем ({law}). Можно "
            "отказаться от них или от ремонта, оплатив только сделанное."
        )
    if paper.term_after and paper.is_consumer_warranty:
        clauses.append(
            "Отсутствие запасных частей или оборудования не основание для нового срока и не освобождает от "
            "ответственности за нарушение прежнего (п. 1 ст. 20 Закона РФ № 2300-1)."
        )
        clauses.append("От нового срока можно отказаться: прежний срок и права заказчика сохраняются.")
    elif paper.term_after:
        clauses.append("Без согласия действует прежний срок.")
    return clauses


def _ending(form: Format, paper: ChangeConsent) -> Block:
    """Boxes to tick where there is no answer yet, and the signatures."""
    blocks = [Block(height=3 * MM)]
    customer = repair.by_customer("Заказчик", paper)
    if paper.answer is None:
        said = Block()
        said.lines(form.side, ["Ответ заказчика"], form.heading, Face.BOLD)
        said.height += 1 * MM
        blocks += [said, repair.boxes(form, ("согласен", "не согласен", "иное:")), Block(height=2 * MM)]
        customer = Signature(customer.title, customer.name, f"{customer.role}, дата и время — рукой")
    return stack([*blocks, signatures(form, [repair.by("Составил", paper.employee), customer])])

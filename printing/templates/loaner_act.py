"""«Акт выдачи и возврата подменного оборудования»: both parts of one loan (documents.md 5.12).

Sources: Закон РФ № 2300-1 ст. 20 п. 2; ГК РФ гл. 36. No pledge is asked and no wear is charged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Signature, fact_rows, numbered, signatures
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import INK, LABEL, MM, Block, Format, Rule, Sheet, stack
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.act_facts import accessories_words
from printing.text import bound, one_line
from workstation.documents.customer_papers import LoanerAct
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles


def draw(document: LoanerAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: LoanerAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Both parts on their pages; each keeps its signatures."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper, with_address=True)
    parts.hairline(sheet, 50 * MM)
    _lending(sheet, paper)
    parts.hairline(sheet, 60 * MM)
    _return(sheet, paper)
    return sheet


def _answers(paper: LoanerAct) -> tuple[Answer, ...]:
    lent = words.short_date(words.local_date(paper.lent_at))
    asked = f"потребовано {words.short_date(paper.demanded_on)}"
    back = paper.returned
    kept = Answer("Вернуть", "при выдаче изделия", "из ремонта")
    if back:
        kept = Answer("Возвращено", words.short_date(words.local_date(back.returned_at)), "часть 2 ниже")
    value = format_roubles(paper.loaner.value) if paper.loaner.value is not None else "не указана"
    return (
        Answer("Выдано", lent, asked),
        kept,
        Answer("Плата", format_roubles(0), "безвозмездно, без залога"),
        Answer("Оценка изделия", value, f"инв. №{words.NBSP}{one_line(paper.loaner.inventory_number)}"),
    )


def _lending(sheet: Sheet, paper: LoanerAct) -> None:
    form, loaner = sheet.form, paper.loaner
    name = one_line(f"{loaner.brand} {loaner.model or ''}")
    left = [
        Fact("Изделие", name, strong=True, rest=f", {words.lowered(loaner.category)}"),
        Fact("Инв. №", loaner.inventory_number, strong=True),
        Fact("Серийный №", loaner.serial_number or "не указан"),
        Fact("Комплектность", accessories_words(loaner.accessories)),
    ]
    right = [
        Fact("Потребовано", words.short_date(paper.demanded_on)),
        Fact("Выдано", words.short_moment(paper.lent_at), strong=True),
    ]
    if paper.lend_until:
        right.append(Fact("Срок выдачи", f"3 дня, до {words.short_date(paper.lend_until)}"))
    right.append(Fact("Состояние", loaner.condition))
    if loaner.photo_count:
        right.append(Fact("Снимки", f"{loaner.photo_count}, хранятся с заказом"))
    sheet.flow([_part_title(form, "Часть 1. Выдача")])
    sheet.columns(
        fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
    )
    places = [repair.by("Выдал", paper.employee), repair.by_customer("Получил", paper)]
    end = stack([Block(height=2 * MM), signatures(form, places)])
    clauses = [stack(numbered(form, n, bound(one))) for n, one in enumerate(_clauses(paper), 1)]
    sheet.skip(1.6 * MM)
    sheet.place(stack([*clauses, end]))


def _part_title(form: Format, title: str) -> Block:
    block = Block()
    block.lines(form.side, [title], 11, Face.BOLD, leading=1.35)
    block.height += 0.9 * MM
    return block


def _clauses(paper: LoanerAct) -> list[str]:
    law = " (п. 2 ст. 20 Закона РФ № 2300-1)" if paper.is_consumer_warranty else " (гл. 36 ГК РФ)"
    return [
        f"Изделие передано во временное пользование на время ремонта, безвозмездно и без залога{law}.",
        "Заказчик пользуется им по назначению и возвращает в день выдачи своего изделия из ремонта или после "
        "уведомления о готовности. Задержка возврата не задерживает выдачу изделия заказчика.",
        "Обычный износ не возмещается. За утрату или повреждение по вине заказчика он возмещает ущерб, не "
        "больше указанной оценки.",
        "О неисправности подменного изделия сообщите нам: заменим или исправим его бесплатно.",
    ]


def _return(sheet: Sheet, paper: LoanerAct) -> None:
    """What came back, or lines for a hand to fill in."""
    form, back = sheet.form, paper.returned
    whole = _part_title(form, "Часть 2. Возврат")
    if back:
        left = [
            Fact("Возвращено", words.short_moment(back.returned_at), strong=True),
            Fact("Комплектность", accessories_words(back.accessories)),
        ]
        right = [Fact("Состояние", back.condition)]
        if back.photo_count:
            right.append(Fact("Снимки", f"{back.photo_count}, хранятся с заказом"))
        sheet.flow([whole])
        sheet.columns(
            fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
        )
        whole = Block()
        says = "Изделие возвращено и осмотрено вместе с заказчиком. Замечания:"
        whole.add(repair.statement(form, says, back.remarks or "нет"))
        receiver = back.received_by
    else:
        for label in ("Возвращено", "Комплектность", "Состояние", "Замечания"):
            whole.add(_blank(form, label))
        receiver = None
    whole.height += 2 * MM
    taken = repair.by("Принял", receiver) if receiver else Signature("Принял", "", "сотрудник центра")
    whole.add(signatures(form, [repair.by_customer("Вернул", paper), taken]))
    sheet.place(whole)


def _blank(form: Format, label: str) -> Block:
    block = Block()
    base = 6.4 * MM
    block.text(form.side, base, label, form.note, colour=LABEL)
    block.ops.append(Rule(form.side + form.label, base + 0.6 * MM, form.inner - form.label, 0.4, INK))
    block.height = 7 * MM
    return block

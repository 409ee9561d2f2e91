"""What the act of handing over says: answers, the five facts, what was handed over, the terms.

Sources: Закон РФ № 2300-1 ст. 20 п. 3 и 4, ст. 29.
"""

from __future__ import annotations

from collections.abc import Iterator

from printing import words
from printing.blocks import Answer, Fact
from printing.fonts import Face
from printing.templates.act_facts import accessories_words, attorney
from printing.templates.repair_facts import NOT_USED, is_free, kind_answer, money_answer
from printing.text import Runs, bound, clean, one_line
from workstation.documents.repair_papers import HandoverAct, RepairFacts
from workstation.money import format_roubles
from workstation.statuses import OldParts, PaymentState, TakenBy

_FEW = 3
_TAKEN = {
    TakenBy.RECEIPT: "по акту приёма",
    TakenBy.IDENTITY: "по документу, личность установлена",
    TakenBy.POWER_OF_ATTORNEY: "по доверенности",
}
_OLD_PARTS = {
    OldParts.NONE: "не заменялись",
    OldParts.TO_CUSTOMER: "возвращены заказчику",
    OldParts.TO_MANUFACTURER: "переданы изготовителю",
    OldParts.DISPOSED: "утилизированы с согласия заказчика",
}


def answers(paper: HandoverAct) -> tuple[Answer, ...]:
    """The kind, the days out of use, the new end of the warranty, the money."""
    kind = kind_answer(paper, paper.bill, paper.payer)
    if not paper.facts:
        kind = Answer("Ремонт", "не выполнен", words.lowered(kind.answer))
    return kind, _idle(paper), _warranty(paper), _money(paper)


def _idle(paper: HandoverAct) -> Answer:
    facts = paper.facts
    if facts and paper.idle_days and paper.warranty_until:
        days = words.plural(paper.idle_days, "день", "дня", "дней")
        since, until = facts.demanded_on, facts.handed_on
        begun = words.short_date(since) if since.year != until.year else words.short_date(since)[:5]
        return Answer("Не использовалось", days, f"с {begun} по {words.short_date(until)}")
    handed = facts.handed_on if facts else words.local_date(paper.issued_at)
    return Answer("Выдано", words.short_date(handed), f"принято {words.short_date(paper.order.accepted_on)}")


def _warranty(paper: HandoverAct) -> Answer:
    if paper.warranty_until:
        day = words.short_date(paper.warranty_until)
        if paper.warranty_before and paper.warranty_before != paper.warranty_until:
            return Answer("Гарантия продлена до", day, f"было до {words.short_date(paper.warranty_before)}")
        return Answer("Гарантия действует до", day)
    if paper.work_warranty_until:
        months = paper.work_warranty_months
        note = words.plural(months, "месяц", "месяца", "месяцев") if months else ""
        return Answer("Гарантия на работу до", words.short_date(paper.work_warranty_until), note)
    return Answer("Гарантия на работу", "по закону" if paper.is_consumer else "по договору")


def _money(paper: HandoverAct) -> Answer:
    if paper.payment is PaymentState.PAID:
        total = format_roubles(paper.bill.total) if paper.bill else "полностью"
        return Answer("Оплачено", total, "полностью" if paper.bill else "")
    if paper.payment is PaymentState.ON_ACCOUNT:
        total = format_roubles(paper.bill.due) if paper.bill else "по счёту"
        return Answer("К оплате", total, "по счёту" if paper.bill else "")
    if not paper.facts and paper.bill is None:
        return Answer("К оплате", format_roubles(0), "работы не выполнялись")
    return money_answer(paper, paper.bill, paper.payer)


def facts_title(paper: HandoverAct) -> str:
    """The heading of the five facts; the law is named where it is that law."""
    law = " (п. 3 ст. 20 Закона РФ № 2300-1)" if paper.is_consumer_warranty else ""
    return f"Сведения о ремонте{law}"


def numbered_facts(facts: RepairFacts) -> Iterator[tuple[int, str, Runs | None]]:
    """The five facts in the order of the law; the parts are a table (None) unless none were used."""
    described = f". {bound(clean(facts.defects).strip())}"
    used: Runs | None = None if facts.parts else [(NOT_USED, Face.BOLD)]
    rows: tuple[tuple[str, Runs | None], ...] = (
        ("Дата обращения с требованием", [(words.short_date(facts.demanded_on), Face.BOLD)]),
        ("Дата передачи изделия в ремонт", [(words.short_date(facts.received_on), Face.BOLD)]),
        (
            "Дата устранения недостатков, их описание",
            [(words.short_date(facts.repaired_on), Face.BOLD), (described, Face.REGULAR)],
        ),
        ("Использованные запасные части, детали и материалы", used),
        ("Дата выдачи изделия по окончании ремонта", [(words.short_date(facts.handed_on), Face.BOLD)]),
    )
    for number, (label, runs) in enumerate(rows, 1):
        yield number, label, runs


def handing_facts(paper: HandoverAct) -> tuple[list[Fact], list[Fact]]:
    """What went back in what state, and by what it was given out."""
    left = [Fact("Комплектность", accessories_words(paper.accessories))]
    left.append(Fact("Внешний вид", paper.appearance or "как при приёме"))
    if paper.facts:
        shown = "в присутствии заказчика" if paper.is_shown_working else "без заказчика"
        left.append(Fact("Проверено", f"{shown}: {paper.checked}" if paper.checked else shown))
    if paper.safety:
        left.append(Fact("Безопасность", paper.safety))
    old = _OLD_PARTS[paper.old_parts]
    right = [Fact("Старые детали", f"{old}, {paper.old_parts_note}" if paper.old_parts_note else old)]
    if paper.loaner:
        right.append(Fact("Подменное", _loaner(paper)))
    right.append(Fact("Выдано", _taken(paper)))
    right.append(Fact("Оплата", _payment(paper)))
    return left, right


def _loaner(paper: HandoverAct) -> str:
    loaner = paper.loaner
    if loaner is None:
        return ""
    number = f"инв. №{words.NBSP}{one_line(loaner.inventory_number)}"
    if loaner.returned_on:
        return f"{number}, возвращено {words.short_date(loaner.returned_on)}"
    return f"{number}, не возвращено: {loaner.note}" if loaner.note else f"{number}, не возвращено"


def _taken(paper: HandoverAct) -> str:
    taken = _TAKEN[paper.taken_by]
    if paper.taken_by is TakenBy.POWER_OF_ATTORNEY and paper.power_of_attorney:
        taken += f" {attorney(paper.power_of_attorney)}"
    return f"{taken}; получил {paper.taker}" if paper.taker and paper.taker != paper.customer.name else taken


def _payment(paper: HandoverAct) -> str:
    free = paper.bill is None and (not paper.facts or is_free(paper, None, paper.payer))
    if free and paper.payment is PaymentState.NOT_DUE:
        return "не требуется, чек не пробивается"
    said = {
        PaymentState.NOT_DUE: "не требуется",
        PaymentState.PAID: "оплачено",
        PaymentState.ON_ACCOUNT: "по счёту",
    }[paper.payment]
    if paper.bill and paper.payment is not PaymentState.NOT_DUE:
        said += f" {format_roubles(paper.bill.total)}"
        if 0 < paper.bill.prepaid < paper.bill.total:
            said += f", в том числе аванс {format_roubles(paper.bill.prepaid)}"
    return f"{said}; {paper.receipt}" if paper.receipt else said


def warranty_runs(paper: HandoverAct) -> Runs:
    """The terms in words, dates bold; nothing where the device was not repaired."""
    facts, runs = paper.facts, list[tuple[str, Face]]()
    if facts is None:
        return runs
    if paper.warranty_until:
        moved = paper.warranty_before != paper.warranty_until and paper.idle_days
        days = words.plural(paper.idle_days, "день", "дня", "дней")
        runs.append(("Гарантия на изделие " + (f"продлена на {days} и " if moved else ""), Face.REGULAR))
        runs += [("действует до ", Face.REGULAR), (words.short_date(paper.warranty_until), Face.BOLD)]
        runs.append((". ", Face.REGULAR))
    if paper.work_warranty_until:
        runs += [("Гарантия на работу действует до ", Face.REGULAR)]
        runs += [(words.short_date(paper.work_warranty_until), Face.BOLD), (". ", Face.REGULAR)]
    own = [part for part in facts.parts if part.warranty_until]
    if len(own) > _FEW:
        runs.append(("Собственные сроки установленных деталей указаны в таблице выше. ", Face.REGULAR))
    elif own:
        runs.append(("Собственный срок установленных деталей: ", Face.REGULAR))
        for index, part in enumerate(own):
            runs.append((f"{'; ' if index else ''}{words.lowered(one_line(part.name))} — до ", Face.REGULAR))
            runs.append((words.short_date(part.warranty_until), Face.BOLD))  # type: ignore[arg-type]
        runs.append((". ", Face.REGULAR))
    if paper.is_consumer and not runs:
        runs.append(
            ("О недостатках работы можно заявить в разумный срок в пределах двух лет (ст. 29 Закона "
             "РФ № 2300-1). ", Face.REGULAR)
        )  # fmt: skip
    phone = f"{paper.centre.phones[0]}, " if paper.centre.phones else ""
    runs.append((f"По вопросам: {phone}номер заказа {one_line(paper.order.number)}.", Face.REGULAR))
    return [(bound(text), face) for text, face in runs]

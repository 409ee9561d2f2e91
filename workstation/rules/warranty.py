"""Warranty eligibility: is the repair free, on what ground, who pays the centre, with a trace.

Two questions, two answers. Every rule that was looked at leaves a line of trace in Russian, fit for a
printed conclusion; the last line is the decision. No clock and no base: the day is `facts.asked_on`.
"""

from __future__ import annotations

from collections.abc import Iterable

from workstation.clock import add_days, add_months
from workstation.documents.warranty import (
    Burden,
    EntitlementCode,
    Facts,
    Free,
    LawParam,
    Payer,
    RepairKind,
    RuleResult,
    Verdict,
)
from workstation.rules.law import Law
from workstation.rules.warranty_case import Case
from workstation.rules.warranty_checks import (
    authorisation,
    clocks,
    documents,
    findings,
    is_in_force,
    suggestions,
)
from workstation.rules.warranty_terms import (
    MONTHS_A_YEAR,
    extension_days,
    own_work_cover,
    part_cover,
)
from workstation.rules.warranty_words import decision
from workstation.rules.wording import days, show_date
from workstation.statuses import CustomerKind, Use

RULES_VERSION = "1"
LAW_2300 = "Закона № 2300-1"


def assess(facts: Facts, law: Law | Iterable[LawParam] = ()) -> Verdict:
    """The verdict on facts alone; `law` gives the dated parameters."""
    case = Case(facts, law if isinstance(law, Law) else Law(law))
    if facts.presale:
        _presale(case)
        authorisation(case)
    elif _is_business(facts):
        _regime(
            case,
            "Заказчик — организация, предприниматель или изделие для работы: Закон № 2300-1 не применяется",
        )
        _rules_two_to_seven(case, consumer=False)
    else:
        _regime(case, "Потребитель, изделие для личных нужд")
        _rules_two_to_seven(case, consumer=True)
    findings(case)
    documents(case)
    if not facts.presale and not _is_business(facts):
        clocks(case)
    suggestions(case)
    _payer(case)
    decision(case)
    return case.verdict()


def _is_business(facts: Facts) -> bool:
    return facts.customer_kind is not CustomerKind.PERSON or facts.use is Use.BUSINESS


def _regime(case: Case, text: str) -> None:
    case.say("REGIME", RuleResult.INFO, f"преамбула {LAW_2300}", text)


def _presale(case: Case) -> None:
    facts, contract = case.facts, case.facts.authorisation
    source = "договор с изготовителем"
    window = contract.doa_days if contract else None
    within = window is None or (
        facts.delivered_on is not None and facts.asked_on <= add_days(facts.delivered_on, window)
    )
    if contract and is_in_force(contract, facts.asked_on) and within:
        case.decide(EntitlementCode.PRESALE, Free.YES, Payer.MANUFACTURER, Burden.NONE, None)
        text = "Предпродажный ремонт товара продавца"
        if window is not None and facts.delivered_on:
            text += f": в пределах {days(window)} со дня поставки {show_date(facts.delivered_on)}"
        case.say("REGIME", RuleResult.PASS, source, text)
        return
    case.decide(EntitlementCode.PRESALE, Free.UNKNOWN, Payer.UNKNOWN, Burden.NONE, None)
    if not contract or not is_in_force(contract, facts.asked_on):
        text = "Предпродажный ремонт: на этот день нет договора с изготовителем, порядок оплаты не определён"
    elif facts.delivered_on is None:
        text = f"Предпродажный ремонт: срок {days(window or 0)} со дня поставки, день поставки не указан"
    else:
        delivered = show_date(facts.delivered_on)
        text = f"Предпродажный ремонт: срок {days(window or 0)} со дня поставки {delivered} прошёл"
    case.say("REGIME", RuleResult.FAIL, source, text)


def _rules_two_to_seven(case: Case, consumer: bool) -> None:
    if _own_work(case):
        return
    _part(case)
    if _start(case):
        inside = _term(case, consumer)
        if consumer and not inside:
            _after(case)
        elif not consumer:
            _business(case, inside)
    _apply_part(case)
    authorisation(case)


def _own_work(case: Case) -> bool:
    cover = own_work_cover(case.facts)
    source = f"ст. 29 {LAW_2300}, гарантия на работу"
    if cover is None:
        case.say(
            "OWN_WORK", RuleResult.INFO, source, "Гарантии на нашу платную работу по этому недостатку нет"
        )
        return False
    case.decide(EntitlementCode.OWN_WORK, Free.YES, Payer.CENTRE, Burden.CENTRE, cover.until)
    text = (
        f"Тот же недостаток устраняли платно, выдано {show_date(cover.issued_on)}: "
        f"гарантия на работу действует до {show_date(cover.until)}"
    )
    case.say("OWN_WORK", RuleResult.PASS, source, text)
    return True


def _part(case: Case) -> None:
    case.part = part_cover(case.facts)
    paid = case.part is not None and case.part.kind is RepairKind.PAID
    source = f"ст. 29 {LAW_2300}, гарантия на деталь" if paid else f"ст. 20 п. 4 {LAW_2300}"
    if case.part:
        text = (
            f"Деталь {case.facts.replaced_part}, установленная при ремонте, выданном "
            f"{show_date(case.part.issued_on)}, на гарантии до {show_date(case.part.until)}"
        )
        case.say("PART", RuleResult.PASS, source, text)
    elif case.facts.replaced_part:
        text = f"Деталь {case.facts.replaced_part}: действующей гарантии на неё нет"
        case.say("PART", RuleResult.FAIL, source, text)


def _apply_part(case: Case) -> None:
    if case.part is None or case.free is Free.YES:
        return
    paid_here = case.part.kind is RepairKind.PAID
    payer = Payer.CENTRE if paid_here else Payer.MANUFACTURER
    case.decide(EntitlementCode.PART, Free.YES, payer, Burden.CENTRE, case.part.until)
    case.extended_days = 0
    case.ask.clear()
    case.reasons.clear()


def _start(case: Case) -> bool:
    facts, source = case.facts, f"ст. 19 п. 2 {LAW_2300}"
    known = (
        (facts.delivered_on, "со дня передачи"),
        (facts.sold_on, "со дня передачи"),
        (facts.produced_on, "со дня изготовления, день передачи не установлен:"),
    )
    for day, words in known:
        if day:
            case.start = day
            case.say("START", RuleResult.PASS, source, f"Гарантия считается {words} {show_date(day)}")
            return True
    case.decide(EntitlementCode.UNKNOWN, Free.UNKNOWN, Payer.UNKNOWN, Burden.NONE, None)
    case.ask |= {"produced_on", "sold_on"}
    result = RuleResult.INFO if case.part else RuleResult.ASK
    case.say("START", result, source, "Дата начала гарантии не установлена: нет дат продажи и изготовления")
    return False


def _term(case: Case, consumer: bool) -> bool:
    """Rule 5; the manufacturer's end decides the payer, the seller's the end of all the free cover."""
    facts, source = case.facts, f"ст. 20 п. 3 {LAW_2300}, ст. 192 ГК РФ"
    if facts.manufacturer_months is None or case.start is None:
        case.say("TERM", RuleResult.INFO, source, "Гарантийный срок изготовителем не установлен")
        return False
    months = facts.manufacturer_months
    base = add_months(case.start, months)
    inclusive = case.law.flag("EXTENSION_INCLUSIVE", facts.asked_on)
    case.extended_days = extension_days(facts.history, base, facts.asked_on, inclusive)
    own_end = add_days(base, case.extended_days)
    end = add_days(add_months(case.start, months + (facts.seller_extra_months or 0)), case.extended_days)
    words = f"Гарантия изготовителя {months} мес."
    if case.extended_days:
        words += f", продлена на {days(case.extended_days)} ремонта,"
    words += f" до {show_date(own_end)}"
    if facts.seller_extra_months:
        words += f"; обязательство продавца ещё {facts.seller_extra_months} мес., до {show_date(end)}"
    inside = facts.asked_on <= end
    if inside:
        payer = Payer.MANUFACTURER if facts.asked_on <= own_end else Payer.SELLER
        code = EntitlementCode.W1 if consumer else EntitlementCode.B2B
        case.decide(code, Free.YES, payer, Burden.CENTRE, end)
    words += f"; требование {show_date(facts.asked_on)} " + ("в сроке" if inside else "после срока")
    case.say("TERM", RuleResult.PASS if inside else RuleResult.FAIL, source, words)
    return inside


def _business(case: Case, inside: bool) -> None:
    contract = case.facts.authorisation
    source = "условия гарантии изготовителя"
    if not inside:
        case.decide(EntitlementCode.B2B, Free.NO, Payer.CUSTOMER, Burden.NONE, None)
        case.say("AFTER", RuleResult.FAIL, "договор", "Вне гарантийного срока ремонт платный")
    elif contract and contract.excludes_business_use:
        case.free, case.payer = Free.NO, Payer.CUSTOMER
        case.reasons.append("COMMERCIAL")
        text = f"{contract.brand}: гарантия не распространяется на коммерческое использование"
        case.say("AFTER", RuleResult.FAIL, source, text)
    else:
        case.say("AFTER", RuleResult.PASS, source, "Коммерческое использование из гарантии не исключено")


def _after(case: Case) -> None:
    """Rule 6: what a consumer has after the term, or where none was set."""
    facts, start = case.facts, case.start
    if start is None:
        return
    years = case.law.whole("NO_WARRANTY_YEARS", start)
    two_years = add_months(start, years * MONTHS_A_YEAR)
    term = facts.manufacturer_months
    if facts.asked_on <= two_years and (term is None or term < years * MONTHS_A_YEAR):
        code = EntitlementCode.W5 if term is None else EntitlementCode.W2
        article = f"ст. 19 п. {'1' if term is None else '5'} {LAW_2300}"
        case.decide(code, Free.IF_PROVED, None, Burden.CUSTOMER, two_years)
        text = (
            f"До {show_date(two_years)}, в пределах двух лет со дня передачи, ремонт бесплатный, "
            "если заказчик докажет, что недостаток возник до передачи или по причинам, бывшим до неё"
        )
        case.say("AFTER", RuleResult.PASS, article, text)
    else:
        _after_two_years(case)


def _after_two_years(case: Case) -> None:
    facts, start, source = case.facts, case.start, f"ст. 19 п. 6 {LAW_2300}"
    if start is None:
        return
    years = facts.service_life_years
    if years is None:
        years = case.law.whole("ESSENTIAL_FALLBACK_YEARS", start)
    life = add_months(start, years * MONTHS_A_YEAR)
    in_life = facts.asked_on <= life
    if in_life and facts.essential:
        case.decide(EntitlementCode.W3, Free.IF_PROVED, None, Burden.CUSTOMER, life)
        text = f"Существенный недостаток в пределах срока службы, до {show_date(life)}; доказывает заказчик"
        case.say("AFTER", RuleResult.PASS, source, text)
        return
    case.decide(EntitlementCode.W4, Free.NO, Payer.CUSTOMER, Burden.NONE, None)
    if in_life:
        case.ask.add("essential")
        text = (
            f"Срок службы идёт до {show_date(life)}: существенный ли недостаток, не указано; ремонт платный"
        )
        case.say("AFTER", RuleResult.INFO if case.part else RuleResult.ASK, source, text)
    else:
        case.say(
            "AFTER", RuleResult.FAIL, source, f"Срок службы закончился {show_date(life)}: ремонт платный"
        )


def _payer(case: Case) -> None:
    if case.payer is None:
        case.payer = Payer.UNKNOWN
        text = "Кто платит сервисному центру, определится после доказательств заказчика"
        case.say("PAYER", RuleResult.INFO, "договор с изготовителем", text)

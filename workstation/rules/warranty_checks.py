"""Rules 7–11 of the verdict: authorisation, findings, papers, clocks, suggestions."""

from __future__ import annotations

from datetime import date

from workstation.clock import add_months
from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Causal,
    Clock,
    EntitlementCode,
    Finding,
    Free,
    Payer,
    RepairKind,
    RuleResult,
)
from workstation.rules.deadlines import last_day
from workstation.rules.warranty_case import Case
from workstation.rules.warranty_terms import idle_in_year, warranty_defects
from workstation.rules.warranty_words import finding_words
from workstation.rules.wording import days, show_date
from workstation.statuses import PaperState

LAW_2300 = "Закона № 2300-1"
AFTER_TERM = frozenset({EntitlementCode.W2, EntitlementCode.W3, EntitlementCode.W5})
EXPIRED = "EXPIRED"


def is_in_force(contract: BrandAuthorisation, day: date) -> bool:
    """Whether a contract with a manufacturer holds on a day, both ends included."""
    return (contract.valid_from is None or contract.valid_from <= day) and (
        contract.valid_to is None or day <= contract.valid_to
    )


def is_authorised(contract: BrandAuthorisation | None, day: date, group: str | None) -> bool:
    """Whether a contract holds on a day for a product group; no list of groups means all of them."""
    if contract is None or not is_in_force(contract, day):
        return False
    return not contract.groups or group in contract.groups


def _authorised(case: Case) -> bool:
    group = case.facts.product_group
    return is_authorised(case.facts.authorisation, case.facts.asked_on, group.code if group else None)


def authorisation(case: Case) -> None:
    """Rule 7: whether this manufacturer pays here."""
    facts, contract = case.facts, case.facts.authorisation
    if case.code not in AFTER_TERM and case.payer is not Payer.MANUFACTURER:
        return
    if contract is None or not _authorised(case):
        case.payer = Payer.UNKNOWN
        case.warnings.add("NOT_AUTHORISED")
        text = (
            f"{_missing_contract(contract, facts.asked_on)}: право заказчика остаётся, "
            "обратиться можно к продавцу, изготовителю или импортёру"
        )
        case.say("AUTHORISATION", RuleResult.FAIL, f"ст. 18 п. 2 {LAW_2300}", text)
        return
    source = contract.contract or "договор с изготовителем"
    paid_until = _paid_until(contract, facts.produced_on)
    if paid_until and facts.asked_on > paid_until and case.payer is Payer.MANUFACTURER:
        case.payer = Payer.CENTRE
        case.reasons.append("BRAND_CAP")
        months = contract.cap_months_from_production
        text = (
            f"{contract.brand} платит {months} мес. со дня изготовления, до {show_date(paid_until)}: "
            "право заказчика остаётся, платит центр"
        )
        case.say("AUTHORISATION", RuleResult.FAIL, source, text)
        return
    text = f"{contract.brand}: договор действует на {show_date(facts.asked_on)}, группа изделий в нём"
    case.say("AUTHORISATION", RuleResult.PASS, source, text)


def _paid_until(contract: BrandAuthorisation, produced_on: date | None) -> date | None:
    months = contract.cap_months_from_production
    return add_months(produced_on, months) if produced_on and months is not None else None


def _missing_contract(contract: BrandAuthorisation | None, day: date) -> str:
    if contract is None:
        return "Договора с изготовителем у центра нет"
    if is_in_force(contract, day):
        return f"В договоре с {contract.brand} этой группы изделий нет"
    if contract.valid_to and contract.valid_to < day:
        return f"Договор с {contract.brand} закончился {show_date(contract.valid_to)}"
    begins = show_date(contract.valid_from) if contract.valid_from else "—"
    return f"Договор с {contract.brand} начнётся только {begins}"


def findings(case: Case) -> None:
    """Rule 8: only a proved cause refuses; what is not proved yet is asked."""
    if not case.facts.findings:
        return
    was_free = case.free is not Free.NO
    for finding in sorted(case.facts.findings, key=lambda one: (one.code, one.causal, one.evidence)):
        if finding.code == EXPIRED:
            case.say(
                "FINDINGS", RuleResult.INFO, f"ст. 19 {LAW_2300}", "О сроке говорят даты, не отметка мастера"
            )
        elif finding.causal is Causal.NO:
            _no_ground(case, finding)
        elif was_free:
            _ground(case, finding)
    if case.refused_by:
        case.free, case.payer = Free.NO, Payer.CUSTOMER


def _no_ground(case: Case, finding: Finding) -> None:
    case.warnings.add(f"{finding.code}_NOT_A_GROUND")
    text = f"Найдено: {finding_words(finding)}. Причиной недостатка не является, отказать по этому нельзя"
    case.say("FINDINGS", RuleResult.INFO, f"ст. 18 п. 6 {LAW_2300}", text)


def _ground(case: Case, finding: Finding) -> None:
    source, words = f"ст. 18 п. 6 {LAW_2300}", finding_words(finding)
    if finding.causal is Causal.YES and finding.evidence >= 1:
        case.refused_by[finding.code] = words
        text = f"Найдено: {words}. Это причина недостатка, доказательств: {finding.evidence}"
        case.say("FINDINGS", RuleResult.FAIL, source, text)
        return
    if not case.refused_by:
        case.free = Free.UNKNOWN
    if finding.causal is Causal.YES:
        case.ask.add(f"evidence:{finding.code}")
        text = f"Найдено: {words}. Причина указана, доказательств нет"
    else:
        case.ask.add(f"cause:{finding.code}")
        text = f"Найдено: {words}. Связь с недостатком не установлена"
    case.say("FINDINGS", RuleResult.ASK, source, text)


def documents(case: Case) -> None:
    """Rule 9: a missing paper never refuses, but a brand may not pay without its card."""
    shown, source = case.facts.documents, f"ст. 18 п. 5 {LAW_2300}"
    missing = (
        (shown.receipt, PaperState.ABSENT, "RECEIPT_ABSENT", "Нет чека: не повод отказать"),
        (shown.warranty_card, PaperState.ABSENT, "CARD_ABSENT", "Нет гарантийного талона: не повод отказать"),
        (
            shown.warranty_card,
            PaperState.DEFECTIVE,
            "CARD_DEFECTIVE",
            "Талон заполнен с дефектом: не повод отказать",
        ),
    )
    found = [(code, text) for state, wrong, code, text in missing if state is wrong]
    for code, text in found:
        case.warnings.add(f"{code}_NOT_A_REFUSAL")
        case.say("DOCUMENTS", RuleResult.INFO, source, text)
    if not found:
        case.say(
            "DOCUMENTS", RuleResult.PASS, source, "Отказать из-за документов покупки нельзя, замечаний нет"
        )
    contract = case.facts.authorisation
    by_card = contract is not None and contract.mode is AuthorisationMode.BY_CARD and _authorised(case)
    if by_card and shown.warranty_card is PaperState.ABSENT and case.payer is Payer.MANUFACTURER:
        case.payer = Payer.UNKNOWN
        case.reasons.append("CARD_REQUIRED_BY_BRAND")
        text = "Изготовитель платит только по своему талону: кто платит центру, не определено"
        case.say("DOCUMENTS", RuleResult.FAIL, "договор с изготовителем", text)


def clocks(case: Case) -> None:
    """Rule 10: terms that the demand starts; never shifted for holidays (ГК РФ 191)."""
    part_of_warranty = (
        case.code is EntitlementCode.PART and case.part and case.part.kind is RepairKind.WARRANTY
    )
    if case.code not in AFTER_TERM | {EntitlementCode.W1} and not part_of_warranty:
        return
    codes = ["ESSENTIAL_20" if case.code is EntitlementCode.W3 else "REPAIR_45"]
    group = case.facts.product_group
    if group and group.loaner_required:
        codes.append("LOANER_3")
    codes += ["REPLACE_7", "REPLACE_20", "MONEY_10"]
    case.clocks = [Clock(code, last_day(code, case.facts.asked_on, case.law)) for code in codes]
    term = case.clocks[0]
    article = "ст. 19 п. 6" if term.code == "ESSENTIAL_20" else "ст. 20 п. 1"
    length = days((term.last_day - case.facts.asked_on).days)
    text = f"Устранить не позже {show_date(term.last_day)}: {length} со дня требования"
    case.say("CLOCKS", RuleResult.INFO, f"{article} {LAW_2300}, ст. 191 ГК РФ", text)
    if group and group.tst_item is not None:
        _complex_goods(case)


def _complex_goods(case: Case) -> None:
    facts, source = case.facts, f"ст. 18 п. 1 {LAW_2300}"
    if case.start is None:
        return
    return_until = last_day("TST_15", case.start, case.law)
    if facts.asked_on <= return_until:
        case.warnings.add("TST_15")
        text = f"Технически сложный товар: до {show_date(return_until)} можно требовать замены или денег"
        case.say("CLOCKS", RuleResult.INFO, source, text)
    taken, defects = idle_in_year(facts, case.start)
    if taken > case.law.whole("TST_IDLE_DAYS_PER_YEAR", facts.asked_on) and defects > 1:
        case.warnings.add("TST_30_DAYS")
        text = f"Разные недостатки за год гарантии чинили {days(taken)}: можно требовать замены или денег"
        case.say("CLOCKS", RuleResult.INFO, source, text)


def suggestions(case: Case) -> None:
    """Rule 11: hints at an essential defect; a person decides."""
    defects, source = warranty_defects(case.facts), f"преамбула {LAW_2300}"
    if case.facts.defect_code is not None and case.facts.defect_code in defects:
        case.warnings.add("RECURRED_AFTER_REPAIR")
        text = (
            f"Недостаток с кодом {case.facts.defect_code} проявился вновь после гарантийного ремонта: "
            "возможно, он существенный"
        )
        case.say("SUGGESTIONS", RuleResult.INFO, source, text)
    if len(defects) > 1:
        case.warnings.add("REPEATED_DIFFERENT")
        text = (
            f"По гарантии устраняли разные недостатки (коды {', '.join(sorted(defects))}): "
            "возможно, недостаток существенный"
        )
        case.say("SUGGESTIONS", RuleResult.INFO, source, text)

"""The verdict in one sentence: the last line of the trace, and the head of the side panel."""

from __future__ import annotations

from collections.abc import Callable

from workstation.documents.warranty import (
    Burden,
    EntitlementCode,
    Finding,
    Free,
    Payer,
    RuleResult,
    StatusLine,
    Verdict,
)
from workstation.i18n import mark
from workstation.rules.warranty_case import Case
from workstation.rules.wording import show_date

FINDINGS = {
    "LIQUID": "Попадание жидкости внутрь изделия",
    "MECH": "Механическое повреждение",
    "UNAUTH_OPEN": "Вскрытие или ремонт посторонними лицами",
    "SURGE": "Отклонение питающей сети от нормы",
    "INSECT": "Насекомые или следы их жизнедеятельности внутри изделия",
    "FOREIGN": "Посторонние предметы или вещества внутри изделия",
    "WRONG_INSTALL": "Неправильная установка или подключение",
    "WEAR": "Естественный износ",
    "CONSUMABLE": "Расходный материал или принадлежность",
    "SN_TAMPER": "Серийный номер изменён или стёрт",
    "COMMERCIAL": "Использование не по назначению, для работы",
    "OTHER_REGION": "Изделие для другого региона",
    "NO_DEFECT": "Недостаток не обнаружен",
    "SOFTWARE": "Программное обеспечение или вирусы",
    "NO_MAINTENANCE": "Не проведено обязательное обслуживание",
    "FORCE_MAJEURE": "Непреодолимая сила",
}
"""What a finding is called where facts come without the centre's catalogue."""

_GROUNDS = {
    EntitlementCode.W1: "гарантия действует",
    EntitlementCode.W2: "гарантия истекла, два года со дня передачи идут",
    EntitlementCode.W3: "существенный недостаток в пределах срока службы",
    EntitlementCode.W4: "бесплатного устранения закон уже не даёт",
    EntitlementCode.W5: "гарантийный срок не установлен, два года со дня передачи идут",
    EntitlementCode.OWN_WORK: "гарантия на нашу работу",
    EntitlementCode.PART: "гарантия на установленную деталь",
    EntitlementCode.PRESALE: "предпродажный ремонт",
    EntitlementCode.B2B: "отношения по договору и условиям гарантии",
    EntitlementCode.UNKNOWN: "начало гарантии не установлено",
}
_ANSWERS = {
    Free.YES: "Ремонт бесплатный",
    Free.NO: "Ремонт платный",
    Free.IF_PROVED: "Ремонт бесплатный, если заказчик докажет причину",
    Free.UNKNOWN: "Решение пока не принято",
}
_PAYERS = {
    Payer.MANUFACTURER: "платит изготовитель",
    Payer.SELLER: "платит продавец",
    Payer.CENTRE: "платит сервисный центр",
    Payer.CUSTOMER: "платит заказчик",
    Payer.UNKNOWN: "плательщик не определён",
}
_RESULTS = {
    Free.YES: RuleResult.PASS,
    Free.NO: RuleResult.FAIL,
    Free.IF_PROVED: RuleResult.INFO,
    Free.UNKNOWN: RuleResult.ASK,
}


def finding_words(finding: Finding) -> str:
    """A finding in words, in the middle of a sentence; a code nobody has words for stays as it is."""
    text = (finding.text or FINDINGS.get(finding.code, "")).strip()
    if not text:
        return f"код {finding.code}"
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def decision(case: Case) -> None:
    """The last line of the trace."""
    answer = _ANSWERS[case.free]
    if case.refused_by:
        causes = ", ".join(text for _code, text in sorted(case.refused_by.items()))
        answer = f"В бесплатном ремонте отказано: {causes}"
    until = f" до {show_date(case.until)}" if case.until else ""
    text = f"{answer}; {_GROUNDS[case.code]}{until}; {_PAYERS[case.payer or Payer.UNKNOWN]}"
    case.say("DECISION", _RESULTS[case.free], "решение по правилам выше", text)


_SENTENCES = {
    EntitlementCode.W1: mark("Гарантия до {until}: бесплатно"),
    EntitlementCode.W2: mark("Гарантия истекла: бесплатно до {until} по доказательствам заказчика"),
    EntitlementCode.W5: mark("Срок гарантии не установлен: до {until} по доказательствам заказчика"),
    EntitlementCode.W3: mark("Существенный недостаток: до {until} по доказательствам заказчика"),
    EntitlementCode.W4: mark("Гарантии нет: ремонт платный"),
    EntitlementCode.OWN_WORK: mark("Гарантия на нашу работу до {until}: бесплатно"),
    EntitlementCode.PART: mark("Гарантия на деталь до {until}: бесплатно"),
    EntitlementCode.PRESALE: mark("Предпродажный ремонт: бесплатно для продавца"),
    EntitlementCode.B2B: mark("Гарантия изготовителя до {until}: бесплатно"),
    EntitlementCode.UNKNOWN: mark("Начало гарантии неизвестно: нужна дата продажи или выпуска"),
}
_DETAIL_PAYERS = {
    Payer.MANUFACTURER: mark("Платит производитель."),
    Payer.SELLER: mark("Платит продавец."),
    Payer.CENTRE: mark("Платит сервисный центр."),
    Payer.CUSTOMER: mark("Платит заказчик."),
    Payer.UNKNOWN: mark("Плательщик не определён."),
}
_DETAIL_BURDENS = {
    Burden.CENTRE: mark("Доказывает центр."),
    Burden.CUSTOMER: mark("Доказывает заказчик."),
    Burden.NONE: "",
}
_TONES = {Free.YES: "green", Free.NO: "red", Free.IF_PROVED: "amber", Free.UNKNOWN: "amber"}


def _russian(text: str, **params: object) -> str:
    return text.format(**params)


def simple_status(verdict: Verdict, say: Callable[..., str] = _russian) -> StatusLine:
    """What the side panel says: one sentence, a note under it, a colour token (green, amber, red).

    It is kept with the order and printed, so it is Russian; a screen passes `tr`.
    """
    entitlement, payer = verdict.entitlement, verdict.compensation.payer
    details = (_DETAIL_PAYERS[payer], _DETAIL_BURDENS[entitlement.burden])
    detail = " ".join(say(text) for text in details if text)
    return StatusLine(_sentence(verdict, say), detail, _TONES[entitlement.free])


def _sentence(verdict: Verdict, say: Callable[..., str]) -> str:
    entitlement = verdict.entitlement
    if entitlement.refused_by:
        return say(mark("Отказ в бесплатном ремонте: {causes}"), causes=", ".join(entitlement.refused_for))
    if any(question.startswith(("evidence:", "cause:")) for question in verdict.ask):
        return say(mark("Решение ждёт причины и доказательств"))
    if entitlement.code is EntitlementCode.PRESALE and entitlement.free is not Free.YES:
        return say(mark("Предпродажный ремонт: порядок оплаты не определён"))
    if "COMMERCIAL" in verdict.compensation.reasons:
        return say(mark("Коммерческое использование: ремонт платный"))
    if entitlement.free is Free.NO:
        return say(mark("Гарантии нет: ремонт платный"))
    until = show_date(entitlement.until) if entitlement.until else "—"
    return say(_SENTENCES[entitlement.code], until=until)

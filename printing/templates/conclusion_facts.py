"""What the papers of a check say, as labels, values and sentences: no geometry here.

Sources of the customer's rights: Закон РФ № 2300-1 ст. 18 п. 5, ст. 33; ГК РФ ст. 720.
"""

from __future__ import annotations

from printing import words
from printing.blocks import Fact
from printing.fonts import Face
from printing.sheet import LABEL
from printing.tables import Words
from printing.text import one_line
from workstation.documents.conclusions import (
    Annex,
    CheckPoint,
    Conclusion,
    Examination,
    FoundCause,
    Invitation,
    Outcome,
)
from workstation.documents.warranty import Causal, RuleResult, TraceLine

_RESULTS = {
    RuleResult.PASS: "да",
    RuleResult.FAIL: "нет",
    RuleResult.INFO: "к сведению",
    RuleResult.ASK: "не установлено",
}
_CAUSAL = {
    Causal.YES: "причина недостатка",
    Causal.NO: "причиной не является",
    Causal.UNKNOWN: "связь не установлена",
}
CONCLUSIONS = {
    Outcome.WARRANTY_REPAIR: "Недостаток подлежит устранению по гарантии, без оплаты заказчиком.",
    Outcome.PAID_REPAIR: "Недостаток можно устранить платно, после согласия заказчика со сметой.",
    Outcome.REPLACEMENT: "Изделие подлежит замене.",
    Outcome.IRREPARABLE: "Изделие неремонтопригодно: устранить недостаток ремонтом нельзя.",
    Outcome.EXPERTISE: "Причину недостатка должна установить экспертиза.",
    Outcome.NO_DEFECT: "Недостаток не обнаружен, ремонт не требуется.",
}


def rights(paper: Conclusion, outcome: Outcome | None) -> list[str]:
    """What the customer may do, a paragraph each."""
    paid = outcome in {Outcome.PAID_REPAIR, Outcome.NO_DEFECT, Outcome.EXPERTISE, None}
    ways = [
        "Платный ремонт возможен лишь после согласия заказчика со сметой. Изделие можно забрать без ремонта."
    ]
    if not paper.is_consumer:
        return [
            "Возражения принимаем письменно. Разногласия стороны решают по договору, а если не договорились, "
            "то в суде; каждая вправе предложить независимую экспертизу.",
            *(ways if paid else []),
        ]
    return [
        "Заказчик вправе участвовать в проверке качества и присутствовать при экспертизе "
        "(п. 5 ст. 18 Закона РФ № 2300-1).",
        "Если есть спор о причинах недостатка, экспертизу проводит и оплачивает обязанная сторона: продавец, "
        "изготовитель или сервисный центр. О споре достаточно написать в особом мнении ниже.",
        "Заключение экспертизы и это решение можно оспорить в суде.",
        *(ways if paid else []),
    ]


def examination_facts(seen: Examination) -> tuple[list[Fact], list[Fact]]:
    """Left: when, where, who. Right: with what, and whether the customer was there."""
    left = [
        Fact("Дата", words.short_date(seen.made_on)),
        Fact("Место", seen.place),
        Fact("Провёл", f"{seen.examiner.name}, {words.lowered(seen.examiner.title)}"),
    ]
    if seen.qualification:
        left.append(Fact("Квалификация", seen.qualification))
    right = []
    if seen.method:
        right.append(Fact("Методика", seen.method))
    right.append(Fact("Приборы", "; ".join(one_line(one) for one in seen.equipment) or "не применялись"))
    right.append(Fact("Заказчик", _attendance(seen)))
    return left, right


def _attendance(seen: Examination) -> str:
    if seen.attended is not None:
        return "присутствовал" if seen.attended else "не присутствовал"
    return "участие не отмечено"


def invitation_row(one: Invitation) -> list[list[Words]]:
    """When and how invited, for when, what was answered."""
    answer = words.word(one.answer) if one.answer else "ответа пока нет"
    if one.answered_at:
        answer += f", {words.short_moment(one.answered_at)}"
    asked = f"{words.short_moment(one.invited_at)}, {words.word(one.channel)}"
    return [[Words(asked)], [Words(words.short_moment(one.for_when))], [Words(answer)]]


def point_row(number: int, point: CheckPoint) -> list[list[Words]]:
    """A point that was checked."""
    result = {True: "в норме", False: "отклонение", None: "наблюдение"}[point.passed]
    face = Face.BOLD if point.passed is False else Face.REGULAR
    return [
        [Words(str(number), colour=LABEL)],
        [Words(point.name)],
        [Words(point.result)],
        [Words(result, face)],
    ]


def finding_row(cause: FoundCause) -> list[list[Words]]:
    """A finding: what, whether it is the cause, by what it is proved."""
    what = [
        Words(words.capitalised(one_line(cause.text)), Face.BOLD),
        Words(f"код {cause.code}", colour=LABEL),
    ]
    if cause.note:
        what.append(Words(cause.note))
    return [what, [Words(_CAUSAL[cause.causal])], evidence_words(cause)]


def evidence_words(cause: FoundCause) -> list[Words]:
    """Photos by their numbers; without any, why the finding stands all the same, and by whom."""
    found = []
    if cause.annexes:
        listed = ", ".join(str(number) for number in cause.annexes)
        found.append(Words(f"{'снимок' if len(cause.annexes) == 1 else 'снимки'} № {listed}"))
    if cause.override:
        by = f" Решение: {one_line(cause.override_by)}." if cause.override_by else ""
        reason = one_line(cause.override)
        found.append(Words(f"Без снимка: {reason}{'' if reason.endswith('.') else '.'}{by}"))
    return found or [Words("не приложены")]


def trace_row(line: TraceLine) -> list[list[Words]]:
    """A rule: what it said, in words, on what ground; the decision is bold."""
    face = Face.BOLD if line.rule == "DECISION" else Face.REGULAR
    refuses = line.rule == "FINDINGS" and line.result is RuleResult.FAIL
    result = "причина отказа" if refuses else _RESULTS[line.result]
    return [
        [Words(result, colour=LABEL)],
        [Words(line.text, face)],
        [Words(line.source, colour=LABEL)],
    ]


def annex_caption(paper: Conclusion, annex: Annex) -> tuple[str, str, str]:
    """«Снимок 1. Следы жидкости» and the order, the serial number and the time under it."""
    device = paper.device
    serial = one_line(device.serial_number or device.imei or "")
    shows = f" · к признаку {annex.finding}" if annex.finding else ""
    about = f"S/N {serial}" if serial else "серийный номер не указан"
    return (
        f"Снимок {annex.number}. {words.capitalised(one_line(annex.title))}",
        f"заказ № {one_line(paper.order.number)} · {about}",
        f"добавлен {words.short_moment(annex.added_at)}{shows}",
    )

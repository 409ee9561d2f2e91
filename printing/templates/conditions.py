"""The conditions of an acceptance act, by legal regime.

Sources: Закон РФ № 2300-1 ст. 18, 20, 29, 32, 33, 35; ГК РФ ст. 714, 720, 735, 738. A regime never borrows
the clauses of another, and nothing here narrows what the law gives a consumer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from printing.words import NBSP, plural
from workstation.documents.papers import ActItem, PartyDetails
from workstation.money import format_roubles
from workstation.statuses import CustomerKind, DataBackup, EstimateKind, RequestKind, Use


class Regime(Enum):
    """Which rules govern an order (law: three regimes; a consumer's splits by who pays)."""

    WARRANTY = "Гарантийное обращение потребителя"
    PAID = "Платная услуга потребителю"
    BUSINESS = "Обслуживание для предпринимательских нужд"
    PRESALE = "Предпродажное обслуживание"


_FREE_KINDS = {RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.QUALITY_CHECK}
_BINDING = re.compile(
    r"(№|ст\.|п\.|РФ|\bи|\bв|\bк|\bс|\bо|\bне|\bна|\bпо|\bза|\bиз|\bот|\bдо|\bу|\bГК) (?=\S)"
)


def regime_of(item: ActItem, customer: PartyDetails) -> Regime:
    """The regime of an order: a company is never a consumer, an entrepreneur is one for personal needs."""
    if item.kind is RequestKind.PRESALE:
        return Regime.PRESALE
    if customer.kind is CustomerKind.COMPANY or item.use is Use.BUSINESS:
        return Regime.BUSINESS
    return Regime.WARRANTY if item.kind in _FREE_KINDS else Regime.PAID


def conditions(regime: Regime, items: Sequence[ActItem]) -> list[str]:
    """The clauses to print, short words bound to the next one so that no line ends with them."""
    clauses = {
        Regime.WARRANTY: _warranty, Regime.PAID: _paid, Regime.BUSINESS: _business, Regime.PRESALE: _presale,
    }[regime](items)  # fmt: skip
    if any(item.data_backup is DataBackup.LOSS_ACCEPTED for item in items):
        clauses.append("Данные в памяти изделия могут быть утрачены при ремонте; заказчик на это согласен.")
    return [_BINDING.sub(rf"\1{NBSP}", clause) for clause in clauses]


def _warranty(items: Sequence[ActItem]) -> list[str]:
    return [
        _warranty_start(items),
        "Срок ремонта считается со дня требования и не может быть больше 45 дней. Ожидание запасных частей "
        "его не продлевает (п. 1 ст. 20 Закона РФ № 2300-1).",
        "Гарантийный срок продлевается на время, пока изделием нельзя было пользоваться: со дня обращения "
        "по день выдачи (п. 3 ст. 20 того же Закона).",
        "Заказчик вправе участвовать в проверке качества. При споре о причинах недостатка экспертизу "
        "проводит и оплачивает обязанная сторона; её заключение можно оспорить в суде (п. 5 ст. 18).",
        _RETURN,
        "За сохранность изделия отвечает сервисный центр, исходя из оценки, указанной в акте (ст. 35).",
    ]


def _warranty_start(items: Sequence[ActItem]) -> str:
    if all(item.kind is RequestKind.QUALITY_CHECK for item in items):
        return (
            "Проверку качества проводим бесплатно. О её результате сообщим письменно; любые платные работы "
            "возможны лишь с письменного согласия заказчика."
        )
    return (
        "Недостаток, за который отвечает изготовитель, продавец или сервисный центр, устраняем бесплатно. "
        "Платные работы начинаем лишь с письменного согласия заказчика."
    )


_RETURN = (
    "Изделие выдаём по этому акту, а если акт утрачен — по документу о личности; представителю — "
    "и по доверенности."
)
_RETURN_BUSINESS = "Изделие выдаём представителю по доверенности либо по этому акту и документу о личности."
_KEEPING = "За сохранность изделия отвечает сервисный центр, исходя из оценки в акте (ст. 714 ГК РФ)."


def _paid(items: Sequence[ActItem]) -> list[str]:
    return [
        *_price(items),
        "От ремонта можно отказаться в любое время, оплатив расходы на уже сделанное "
        "(ст. 32 Закона РФ № 2300-1).",
        "Работа оплачивается после её приёмки; аванс вносится по согласию заказчика и засчитывается в цену.",
        _work_warranty(items),
        _RETURN,
        "За сохранность изделия отвечает сервисный центр, исходя из оценки, указанной в акте (ст. 35).",
        "Если готовое изделие не забирают, предупреждаем письменно; продажа возможна не раньше чем через "
        "два месяца после этого, остаток денег вносится в депозит (ст. 738 ГК РФ).",
        *_storage(items),
    ]


def _price(items: Sequence[ActItem]) -> list[str]:
    clauses = []
    kinds = {item.estimate.kind if item.estimate else None for item in items}
    if EstimateKind.FIRM in kinds:
        clauses.append("Твёрдая смета не повышается.")
    if EstimateKind.APPROXIMATE in kinds:
        clauses.append(
            "О необходимости существенно превысить приблизительную смету предупредим заранее; "
            "без согласия заказчика работаем в её пределах (ст. 33)."
        )
    if None in kinds:
        limits = [item.approval_limit for item in items if item.approval_limit and not item.estimate]
        if limits and len(items) == 1:
            clauses.append(
                f"Работы на сумму до {format_roubles(limits[0])} выполняем без дополнительного согласования, "
                "более дорогие — после согласия заказчика с ценой."
            )
        else:
            clauses.append("Цену и срок назовём после диагностики; ремонт начинаем после согласия с ними.")
    return clauses


def _work_warranty(items: Sequence[ActItem]) -> str:
    months = {item.work_warranty_months for item in items}
    if len(months) == 1 and (term := months.pop()):
        return (
            f"Гарантия на работу — {plural(term, 'месяц', 'месяца', 'месяцев')} со дня выдачи; "
            "на заменённые детали действует срок детали, если он больше."
        )
    return (
        "О недостатках работы можно заявить в гарантийный срок, а если он не установлен — в разумный срок "
        "в пределах двух лет со дня выдачи (ст. 29)."
    )


def _business(items: Sequence[ActItem]) -> list[str]:
    clauses = ["Стороны руководствуются договором между ними и главой 37 ГК РФ."]
    if any(item.kind in _FREE_KINDS for item in items):
        clauses.append(
            "Гарантийный ремонт выполняется в объёме обязательств изготовителя; остальные работы — "
            "после письменного согласования цены."
        )
    paid = [item for item in items if item.kind not in _FREE_KINDS]
    if paid:
        clauses.append("К платным работам приступаем после письменного согласования цены и срока.")
    return [
        *clauses,
        _RETURN_BUSINESS,
        _KEEPING,
        "При уклонении заказчика от приёмки применяется п. 6 ст. 720 ГК РФ.",
        *_storage(items),
    ]


def _storage(items: Sequence[ActItem]) -> list[str]:
    """A fee is due only where it is agreed here; a free repair never has one."""
    agreed = dict.fromkeys(item.storage for item in items if item.storage and item.kind not in _FREE_KINDS)
    return [
        f"Готовое изделие храним бесплатно {plural(terms.free_days, 'день', 'дня', 'дней')} после сообщения "
        f"о готовности, далее — {format_roubles(terms.a_day)} за день хранения."
        for terms in agreed
    ]


def _presale(items: Sequence[ActItem]) -> list[str]:
    return [
        "Изделие принято от продавца до продажи потребителю. Объём, срок и оплата работ — по договору "
        "с продавцом или изготовителем.",
        "О недостатках, найденных сверх заявленных, сообщаем до начала работ.",
        _RETURN_BUSINESS,
        _KEEPING,
    ]

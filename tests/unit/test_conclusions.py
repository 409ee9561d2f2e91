"""Conclusions as snapshots: each comes back from its JSON as it was, and names the pictures it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workstation.documents import codec
from workstation.documents.conclusions import (
    Addressee,
    Annex,
    Article,
    CheckPoint,
    Conclusion,
    DefectNature,
    Examination,
    FoundCause,
    Invitation,
    InvitationAnswer,
    InvitationChannel,
    IrreparabilityAct,
    IrreparableReason,
    Outcome,
    QualityCheckAct,
    ReasonedRefusal,
    Reasoning,
    TechnicalReport,
    pictures_of,
)
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import CentreDetails, Employee, PartyDetails, PrintedDevice
from workstation.documents.warranty import Causal, RuleResult, TraceLine
from workstation.statuses import CustomerKind, Demand, DocumentKind, RequestKind

MOMENT = datetime(2026, 5, 22, 7, 0, tzinfo=UTC)
LIQUID = FoundCause("LIQUID", "Попадание жидкости внутрь изделия", Causal.YES, "следы на плате", (1,))
EXAMINATION = Examination(
    date(2026, 5, 22),
    "г. Москва",
    Employee("Петров Иван Ильич", "Петров И. И.", "Мастер"),
    "следы влаги под нижней панелью",
    equipment=("мультиметр",),
    points=(CheckPoint("Сопротивление изоляции", "0,2 МОм", False), CheckPoint("Запах", "нет")),
)
COMMON = {
    "number": "АПК-2026-000001",
    "issued_at": MOMENT,
    "centre": CentreDetails("ООО «Сервис»", logo_sha256="aa"),
    "customer": PartyDetails(CustomerKind.PERSON, "Иванова Мария", "+7 912 345-67-89"),
    "device": PrintedDevice("Стиральная машина", "Bosch"),
    "order": AboutOrder(
        "СЦ-2026-000001",
        "ASC1:0",
        RequestKind.WARRANTY,
        Demand.REPAIR,
        date(2026, 5, 20),
        date(2026, 5, 20),
        "не сливает",
        "без царапин",
    ),
    "employee": EXAMINATION.examiner,
    "reasoning": Reasoning("Отказ", (TraceLine("FINDINGS", RuleResult.FAIL, "ст. 18 п. 6", "Найдено"),), "1"),
    "findings": (LIQUID,),
    "annexes": (Annex(1, "bb", "плата.jpg", MOMENT, finding="LIQUID"), Annex(2, "bb", "ещё раз.jpg", MOMENT)),
    "invitations": (
        Invitation(MOMENT, InvitationChannel.SMS, MOMENT, InvitationAnswer.DID_NOT_COME, MOMENT),
    ),
}
PAPERS: tuple[Conclusion, ...] = (
    QualityCheckAct(
        **COMMON,
        examination=EXAMINATION,
        defect_found=True,
        nature=DefectNature.OPERATIONAL,
        outcome=Outcome.PAID_REPAIR,
    ),
    TechnicalReport(
        **COMMON,
        examination=EXAMINATION,
        defect_found=None,
        nature=DefectNature.NOT_ESTABLISHED,
        outcome=Outcome.EXPERTISE,
        conclusion="Причина без вскрытия не установлена",
    ),
    ReasonedRefusal(
        **COMMON,
        causes=(LIQUID,),
        checked="осмотр платы",
        articles=(Article("ст. 18 п. 6", "за такие недостатки центр не отвечает"),),
        rights=("присутствовать при проверке",),
        options=("забрать без ремонта",),
        estimate=1_250_000,
    ),
    IrreparabilityAct(
        **COMMON,
        defect="трещина бака",
        nature=DefectNature.PRODUCTION,
        reason=IrreparableReason.NOT_SUPPLIED,
        recommendation="замена или возврат денег продавцом",
        given_to=Addressee.SELLER,
    ),
)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KIND.value)
def test_a_snapshot_comes_back_as_it_was(paper: Conclusion) -> None:
    assert codec.decode(paper.KIND, codec.encode(paper)) == paper


def test_every_kind_of_conclusion_is_read_by_its_own_type() -> None:
    assert [codec.TYPES[paper.KIND] for paper in PAPERS] == [type(paper) for paper in PAPERS]
    assert set(codec.TYPES) == set(DocumentKind)


def test_pictures_are_the_logo_and_each_annex_once() -> None:
    assert pictures_of(PAPERS[0]) == ("aa", "bb")
    assert pictures_of(replace(PAPERS[0], centre=CentreDetails("ООО «Сервис»"), annexes=())) == ()
    assert pictures_of(EXAMINATION) == ()

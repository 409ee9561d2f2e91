"""What the conditions of an act may say, by legal regime (law.md 1.4, 1.6, 1.10, 1.11, 3.1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printing import render, sample_acts, samples
from printing.templates.conditions import Regime, conditions, regime_of
from tests.printing.reading import text_of
from workstation.documents.intake import EstimateData
from workstation.documents.papers import ActItem
from workstation.statuses import CustomerKind, DataBackup, EstimateKind, RequestKind, Use

FORBIDDEN = (
    "не выдаётся", "претензии", "не принимаются", "утилиз", "рабочих дней", "90 ", "паспорт", "персональн",
    "согласие на обработку", "хранение оплачивается", "плата за хранение", "диагностика оплачивается",
    "без чека", "не несёт ответственности", "не отвечает",
)  # fmt: skip


def items() -> list[ActItem]:
    base = [samples.warranty_item(), samples.paid_item()]
    kinds = [replace(item, kind=kind) for item in base for kind in RequestKind]
    estimates = [replace(item, estimate=EstimateData(EstimateKind.FIRM, 100)) for item in kinds]
    without = [replace(item, estimate=None, work_warranty_months=None) for item in kinds]
    limited = [replace(item, approval_limit=None) for item in without]
    return kinds + estimates + without + limited


@pytest.mark.parametrize("regime", Regime)
def test_no_clause_is_forbidden(regime: Regime) -> None:
    for item in items():
        for clause in conditions(regime, [item]):
            found = [words for words in FORBIDDEN if words in clause.replace("\u00a0", " ").lower()]
            assert not found, clause


@pytest.mark.parametrize("name", sample_acts.acts())
def test_no_act_asks_for_personal_data_or_a_passport(name: str) -> None:
    text = text_of(render(sample_acts.acts()[name], samples.stamp())).lower()
    assert "персональн" not in text
    assert "паспорт" not in text


def test_a_warranty_intake_promises_what_the_law_gives() -> None:
    clauses = " ".join(conditions(Regime.WARRANTY, [samples.warranty_item()])).replace("\u00a0", " ")
    for words in ("бесплатно", "45 дней", "продлевается", "участвовать в проверке", "суде", "акт утрачен"):
        assert words in clauses


def test_a_paid_consumer_may_refuse_and_pays_after() -> None:
    clauses = " ".join(conditions(Regime.PAID, [samples.paid_item()])).replace("\u00a0", " ")
    for words in ("отказаться в любое время", "после её приёмки", "3 месяца", "два месяца", "ст. 35"):
        assert words in clauses
    assert "45 дней" not in clauses


@pytest.mark.parametrize("regime", [Regime.BUSINESS, Regime.PRESALE])
def test_consumer_law_stays_with_consumers(regime: Regime) -> None:
    for item in items():
        assert "2300-1" not in " ".join(conditions(regime, [item]))


@pytest.mark.parametrize(
    ("kind", "customer", "use", "regime"),
    [
        (RequestKind.WARRANTY, CustomerKind.PERSON, Use.PERSONAL, Regime.WARRANTY),
        (RequestKind.REPEAT, CustomerKind.PERSON, Use.PERSONAL, Regime.WARRANTY),
        (RequestKind.QUALITY_CHECK, CustomerKind.PERSON, Use.PERSONAL, Regime.WARRANTY),
        (RequestKind.PAID, CustomerKind.PERSON, Use.PERSONAL, Regime.PAID),
        (RequestKind.MAINTENANCE, CustomerKind.PERSON, Use.PERSONAL, Regime.PAID),
        (RequestKind.WARRANTY, CustomerKind.PERSON, Use.BUSINESS, Regime.BUSINESS),
        (RequestKind.WARRANTY, CustomerKind.COMPANY, Use.PERSONAL, Regime.BUSINESS),
        (RequestKind.PAID, CustomerKind.ENTREPRENEUR, Use.BUSINESS, Regime.BUSINESS),
        (RequestKind.PAID, CustomerKind.ENTREPRENEUR, Use.PERSONAL, Regime.PAID),
        (RequestKind.PRESALE, CustomerKind.COMPANY, Use.BUSINESS, Regime.PRESALE),
    ],
)
def test_regime(kind: RequestKind, customer: CustomerKind, use: Use, regime: Regime) -> None:
    item = replace(samples.warranty_item(), kind=kind, use=use)
    assert regime_of(item, replace(samples.customer(), kind=customer)) is regime


def test_lost_data_is_named_only_when_agreed() -> None:
    item = samples.paid_item()
    agreed = " ".join(conditions(Regime.PAID, [item]))
    safe = " ".join(conditions(Regime.PAID, [replace(item, data_backup=DataBackup.DONE)]))
    assert "утрачены" in agreed
    assert "утрачены" not in safe

"""VAT: every vector of the law, the day of performance, warranty repairs; sums that always agree."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.documents.billing import LineKind, PricedLine, TaxMode, VatCode
from workstation.documents.warranty import LawParam, Payer
from workstation.errors import UserError
from workstation.exchange.warranty_json import read_law_params
from workstation.rules import vat
from workstation.rules.law import DEFAULT_LAW, Law

ROOT = Path(__file__).parents[2]
LAW = Law(read_law_params((ROOT / "resources" / "catalogues" / "law_params.json").read_bytes()))
OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("total", "code", "tax"),
    [
        (1220000, VatCode.V22, 220000),
        (100000, VatCode.V22, 18033),
        (354000, VatCode.V22, 63836),
        (500000, VatCode.V5, 23810),
        (107000, VatCode.V7, 7000),
        (99999, VatCode.V22, 18033),
        (12000, VatCode.V20, 2000),
        (99999, VatCode.V0, 0),
        (99999, VatCode.NONE_145, 0),
    ],
)
def test_the_tax_within_a_sum(total: int, code: VatCode, tax: int) -> None:
    assert vat.vat_of(total, code) == tax


@pytest.mark.parametrize(
    ("mode", "on", "warranty", "code"),
    [
        (TaxMode.OSNO, OLD, False, VatCode.V20),
        (TaxMode.OSNO, NEW, False, VatCode.V22),
        (TaxMode.OSNO, NEW, True, VatCode.NONE_149),
        (TaxMode.USN_LOW, NEW, False, VatCode.V5),
        (TaxMode.USN_HIGH, NEW, False, VatCode.V7),
        (TaxMode.USN_HIGH, NEW, True, VatCode.NONE_149),
        (TaxMode.USN_EXEMPT, NEW, False, VatCode.NONE_145),
        (TaxMode.PATENT, NEW, False, VatCode.NONE_PATENT),
        (TaxMode.PATENT, NEW, True, VatCode.NONE_PATENT),
        (TaxMode.SELF_EMPLOYED, OLD, True, VatCode.NONE_SELF_EMPLOYED),
    ],
)
def test_the_code_of_a_line(mode: TaxMode, on: date, warranty: bool, code: VatCode) -> None:
    assert vat.vat_code(mode, on, LAW, is_warranty=warranty) is code


def test_the_law_without_a_base_knows_todays_rates() -> None:
    rates = [
        vat.vat_code(mode, NEW, DEFAULT_LAW) for mode in (TaxMode.OSNO, TaxMode.USN_LOW, TaxMode.USN_HIGH)
    ]
    assert rates == [VatCode.V22, VatCode.V5, VatCode.V7]


def test_a_rate_without_a_code_is_refused() -> None:
    odd = Law([LawParam("VAT_BASE", "33", "percent", "закон")])
    with pytest.raises(UserError, match="vat_rate_unknown"):
        vat.vat_code(TaxMode.OSNO, NEW, odd)


@pytest.mark.parametrize(
    ("modes", "regime", "on", "mode"),
    [
        ([], "osno", NEW, TaxMode.OSNO),
        ([], "usn_income", NEW, TaxMode.USN_EXEMPT),
        ([], "patent", NEW, TaxMode.PATENT),
        ([], "", NEW, None),
        ([["2026-01-01", "usn_low"]], "usn_income", NEW, TaxMode.USN_LOW),
        ([["2026-01-01", "usn_low"]], "usn_income", OLD, TaxMode.USN_EXEMPT),
        ([["2026-07-01", "osno"], ["2025-01-01", "usn_low"]], "", NEW, TaxMode.USN_LOW),
    ],
)
def test_the_mode_of_a_day(modes: list[list[str]], regime: str, on: date, mode: TaxMode | None) -> None:
    assert vat.tax_mode_on(modes, regime, on) is mode


def test_only_the_makers_line_of_a_warranty_order_is_exempt() -> None:
    lines = (
        PricedLine(LineKind.WORK, "Замена насоса", price=100000, payer=Payer.MANUFACTURER),
        PricedLine(LineKind.WORK, "Чистка фильтра", price=122000, discount=22000),
        PricedLine(LineKind.PART, "Хомут", quantity=2, unit="шт.", price=6100),
    )
    taxed = vat.tax_lines(lines, TaxMode.OSNO, NEW, LAW, in_warranty=True)
    assert [line.vat_code for line in taxed.lines] == [VatCode.NONE_149, VatCode.V22, VatCode.V22]
    assert [line.vat for line in taxed.lines] == [0, 18033, 2200]
    assert [(one.vat_code, one.total, one.vat) for one in taxed.sums] == [
        (VatCode.NONE_149, 100000, 0),
        (VatCode.V22, 112200, 20233),
    ]
    assert (taxed.total, taxed.vat, taxed.discount) == (212200, 20233, 22000)
    presale = vat.tax_lines(lines[:1], TaxMode.OSNO, NEW, LAW)
    assert presale.lines[0].vat_code is VatCode.V22


def _line(chance: Random) -> PricedLine:
    price = chance.choice((None, 0, 1, chance.randrange(1000), chance.randrange(10**9)))
    quantity = chance.randint(1, 999)
    return PricedLine(
        LineKind.WORK,
        "работа",
        quantity=quantity,
        price=price,
        discount=chance.choice((0, chance.randint(0, (price or 0) * quantity))),
        payer=chance.choice(list(Payer)),
    )


@settings(max_examples=500, deadline=None)
@given(st.randoms(use_true_random=True))
def test_lines_and_totals_of_random_documents_agree(chance: Random) -> None:
    """Twenty documents in each example: ten thousand in all."""
    for _document in range(20):
        lines = [_line(chance) for _number in range(chance.randrange(7))]
        mode, on = chance.choice(list(TaxMode)), date(2019, 1, 1) + timedelta(chance.randrange(4000))
        taxed = vat.tax_lines(lines, mode, on, LAW, in_warranty=chance.random() < 0.5)
        assert taxed.total == sum(line.total for line in lines) == sum(one.total for one in taxed.sums)
        assert taxed.vat == sum(line.vat for line in taxed.lines) == sum(one.vat for one in taxed.sums)
        for line in taxed.lines:
            assert line.total == line.price * line.quantity - line.discount
            assert 0 <= line.vat <= line.total
            rate = line.vat_code.rate or 0
            exact = line.total * rate / (100 + rate)
            assert abs(line.vat - exact) * 2 <= 1

"""The verdict: every published case, the borders of each rule, and properties over any facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation import i18n
from workstation.clock import add_months
from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Burden,
    Causal,
    EntitlementCode,
    Essential,
    Facts,
    Finding,
    FittedPart,
    Free,
    PastRepair,
    Payer,
    ProductGroup,
    RepairKind,
    ShownPapers,
)
from workstation.exchange.warranty_json import read_facts, read_law_params, verdict_json
from workstation.rules.law import Law
from workstation.rules.warranty import assess
from workstation.rules.warranty_words import FINDINGS, simple_status
from workstation.statuses import CustomerKind, PaperState, Use

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "data" / "warranty").glob("*.json"))
LAW = Law(read_law_params((ROOT / "resources" / "catalogues" / "law_params.json").read_bytes()))
COMPARED_BURDEN = {"W1", "W2", "W3", "W5", "OWN_WORK"}

CONTRACT = BrandAuthorisation("Bosch", date(2024, 1, 1), date(2030, 12, 31), doa_days=14)
WASHER = ProductGroup("washing_machine", 12, True)
SALE = Facts(
    asked_on=date(2026, 1, 15),
    sold_on=date(2025, 6, 10),
    manufacturer_months=12,
    product_group=WASHER,
    authorisation=CONTRACT,
    documents=ShownPapers(PaperState.PRESENT, PaperState.PRESENT),
)


def warranty_repair(demanded: date, issued: date | None, defect: str | None = None) -> PastRepair:
    return PastRepair(RepairKind.WARRANTY, demanded, issued, defect)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_published_case(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    facts = read_facts(json.dumps(case["facts"]))
    assert isinstance(facts, Facts)
    got = verdict_json(assess(facts, LAW))
    expect: dict[str, Any] = case["expect"]
    if expect["entitlement"]["code"] not in COMPARED_BURDEN:
        for field in ("burden", "extended_days"):
            del expect["entitlement"][field], got["entitlement"][field]
    got["clocks"] = {clock["code"]: clock["last_day"] for clock in got["clocks"]}
    trace = got.pop("trace")
    assert got == expect
    assert trace[-1]["rule"] == "DECISION"


def test_every_published_case_is_here() -> None:
    assert len(CASES) == 25


@pytest.mark.parametrize(
    ("months", "life", "asked", "code", "until"),
    [
        (12, None, date(2026, 6, 10), "W1", date(2026, 6, 10)),
        (12, None, date(2026, 6, 11), "W2", date(2027, 6, 10)),
        (12, 5, date(2027, 6, 11), "W3", date(2030, 6, 10)),
        (12, 5, date(2030, 6, 11), "W4", None),
        (12, None, date(2035, 6, 10), "W3", date(2035, 6, 10)),
        (12, None, date(2035, 6, 11), "W4", None),
        (None, None, date(2027, 6, 10), "W5", date(2027, 6, 10)),
        (24, None, date(2027, 6, 11), "W3", date(2035, 6, 10)),
        (36, None, date(2028, 6, 10), "W1", date(2028, 6, 10)),
    ],
)
def test_table_of_article_19(
    months: int | None, life: int | None, asked: date, code: str, until: date | None
) -> None:
    facts = replace(
        SALE,
        manufacturer_months=months,
        service_life_years=life,
        asked_on=asked,
        essential=Essential.IRREPARABLE,
    )
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.code, verdict.entitlement.until) == (code, until)


def test_w3_without_an_essential_defect_asks_for_it() -> None:
    verdict = assess(replace(SALE, asked_on=date(2028, 1, 1)), LAW)
    assert verdict.entitlement.code is EntitlementCode.W4
    assert verdict.ask == ("essential",)
    assert verdict.compensation.payer is Payer.CUSTOMER


def test_production_starts_the_term_when_nothing_else_is_known() -> None:
    facts = replace(SALE, sold_on=None, produced_on=date(2025, 3, 1), asked_on=date(2026, 3, 2))
    assert assess(facts, LAW).entitlement.code is EntitlementCode.W2
    delivered = replace(SALE, delivered_on=date(2025, 7, 1), asked_on=date(2026, 7, 1))
    assert assess(delivered, LAW).entitlement.until == date(2026, 7, 1)


def test_extension_by_difference_or_with_both_ends() -> None:
    facts = replace(SALE, sold_on=date(2025, 11, 22), asked_on=date(2026, 12, 17))
    facts = replace(facts, history=(warranty_repair(date(2026, 3, 2), date(2026, 3, 27)),))
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.extended_days, verdict.entitlement.until) == (25, date(2026, 12, 17))
    rows = read_law_params(
        '{"rows": [{"code": "EXTENSION_INCLUSIVE", "value": "true", "unit": "flag", "source": "-"}]}'
    )
    assert assess(facts, rows).entitlement.extended_days == 26


def test_a_repair_demanded_within_the_extended_term_extends_it_further() -> None:
    history = (
        warranty_repair(date(2026, 6, 1), date(2026, 6, 21)),
        warranty_repair(date(2026, 6, 25), date(2026, 7, 5)),
        warranty_repair(date(2026, 8, 1), date(2026, 9, 1)),
    )
    verdict = assess(replace(SALE, asked_on=date(2026, 9, 2), history=history), LAW)
    assert verdict.entitlement.extended_days == 30
    assert verdict.entitlement.code is EntitlementCode.W2
    early = assess(replace(SALE, asked_on=date(2026, 6, 30), history=history), LAW)
    assert early.entitlement.until == date(2026, 6, 30)


def test_refused_and_paid_repairs_extend_nothing() -> None:
    history = tuple(
        PastRepair(kind, date(2026, 1, 1), date(2026, 2, 1)) for kind in (RepairKind.REFUSED, RepairKind.PAID)
    )
    assert (
        assess(replace(SALE, asked_on=date(2026, 6, 1), history=history), LAW).entitlement.extended_days == 0
    )


def test_seller_pays_after_the_manufacturer_and_needs_a_term_set() -> None:
    seller = replace(SALE, seller_extra_months=6)
    assert assess(replace(seller, asked_on=date(2026, 6, 10)), LAW).compensation.payer is Payer.MANUFACTURER
    late = assess(replace(seller, asked_on=date(2026, 12, 10)), LAW)
    assert (late.entitlement.code, late.compensation.payer) == ("W1", Payer.SELLER)
    assert assess(replace(seller, asked_on=date(2026, 12, 11)), LAW).entitlement.code is EntitlementCode.W2
    unset = assess(replace(seller, manufacturer_months=None), LAW)
    assert unset.entitlement.code is EntitlementCode.W5


def test_business_after_the_term_pays_and_without_dates_is_unknown() -> None:
    business = replace(SALE, customer_kind=CustomerKind.COMPANY, asked_on=date(2026, 6, 11))
    verdict = assess(business, LAW)
    assert (verdict.entitlement.code, verdict.entitlement.free) == ("B2B", Free.NO)
    assert verdict.compensation.payer is Payer.CUSTOMER
    assert not verdict.clocks
    person_at_work = assess(replace(SALE, use=Use.BUSINESS), LAW)
    assert person_at_work.entitlement.code is EntitlementCode.B2B
    assert assess(replace(business, sold_on=None), LAW).entitlement.code is EntitlementCode.UNKNOWN


def test_a_part_stands_where_commercial_use_is_excluded() -> None:
    history = (
        replace(
            warranty_repair(date(2025, 12, 1), date(2025, 12, 10)),
            parts=(FittedPart("P", 12), FittedPart("Q")),
        ),
    )
    facts = replace(
        SALE,
        use=Use.BUSINESS,
        authorisation=replace(CONTRACT, excludes_business_use=True),
        history=history,
        replaced_part="P",
    )
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.code, verdict.entitlement.until) == ("PART", date(2026, 12, 10))
    assert verdict.compensation.reasons == ()
    assert not verdict.clocks
    assert assess(replace(facts, replaced_part="Q"), LAW).compensation.reasons == ("COMMERCIAL",)


def test_a_part_of_a_paid_repair_is_the_centres_and_equal_days_prefer_the_manufacturer() -> None:
    paid = PastRepair(RepairKind.PAID, date(2027, 1, 1), date(2027, 1, 10), parts=(FittedPart("P", 6),))
    facts = replace(SALE, asked_on=date(2027, 7, 10), history=(paid,), replaced_part="P")
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.code, verdict.compensation.payer) == ("PART", Payer.CENTRE)
    assert verdict.entitlement.term is None
    both = replace(facts, history=(paid, replace(paid, kind=RepairKind.WARRANTY)))
    assert assess(both, LAW).compensation.payer is Payer.MANUFACTURER
    assert assess(replace(facts, asked_on=date(2027, 7, 11)), LAW).entitlement.code is EntitlementCode.W4


@pytest.mark.parametrize("months", [None, 0])
def test_own_work_without_months_covers_nothing(months: int | None) -> None:
    history = (PastRepair(RepairKind.PAID, date(2027, 1, 1), date(2027, 1, 10), "BELT", months),)
    facts = replace(SALE, asked_on=date(2027, 7, 10), defect_code="BELT", history=history)
    assert assess(facts, LAW).entitlement.code is EntitlementCode.W4


def test_own_work_needs_the_same_known_defect() -> None:
    history = (PastRepair(RepairKind.PAID, date(2025, 9, 1), date(2025, 9, 10), None, 12),)
    assert assess(replace(SALE, history=history), LAW).entitlement.code is EntitlementCode.W1


@pytest.mark.parametrize(
    "contract",
    [
        None,
        replace(CONTRACT, valid_to=date(2026, 1, 14)),
        replace(CONTRACT, valid_from=date(2026, 1, 16)),
        replace(CONTRACT, groups=("tv",)),
    ],
)
def test_without_a_contract_the_right_stays_and_the_payer_is_unknown(
    contract: BrandAuthorisation | None,
) -> None:
    verdict = assess(replace(SALE, authorisation=contract), LAW)
    assert (verdict.entitlement.code, verdict.entitlement.free) == ("W1", Free.YES)
    assert verdict.compensation.payer is Payer.UNKNOWN
    assert "NOT_AUTHORISED" in verdict.warnings


def test_a_contract_that_ends_tomorrow_changes_tomorrow_only() -> None:
    ending = replace(SALE, authorisation=replace(CONTRACT, valid_to=SALE.asked_on))
    assert assess(ending, LAW).compensation.payer is Payer.MANUFACTURER
    tomorrow = replace(ending, asked_on=SALE.asked_on + timedelta(1))
    assert assess(tomorrow, LAW).compensation.payer is Payer.UNKNOWN


def test_the_brands_cap_is_a_matter_between_firms() -> None:
    facts = replace(
        SALE, produced_on=date(2024, 7, 15), authorisation=replace(CONTRACT, cap_months_from_production=18)
    )
    assert assess(facts, LAW).compensation.payer is Payer.MANUFACTURER
    late = assess(replace(facts, asked_on=date(2026, 1, 16)), LAW)
    assert (late.compensation.payer, late.compensation.reasons) == (Payer.CENTRE, ("BRAND_CAP",))
    assert late.entitlement.free is Free.YES


def test_a_brand_that_wants_its_card_may_not_pay_without_it() -> None:
    facts = replace(
        SALE,
        authorisation=replace(CONTRACT, mode=AuthorisationMode.BY_CARD),
        documents=ShownPapers(PaperState.ABSENT, PaperState.PRESENT),
    )
    verdict = assess(facts, LAW)
    assert verdict.entitlement.free is Free.YES
    assert verdict.compensation.payer is Payer.UNKNOWN
    assert verdict.compensation.reasons == ("CARD_REQUIRED_BY_BRAND",)
    assert verdict.warnings == ("CARD_ABSENT_NOT_A_REFUSAL",)
    defective = replace(facts, documents=ShownPapers(PaperState.DEFECTIVE, PaperState.PRESENT))
    assert assess(defective, LAW).warnings == ("CARD_DEFECTIVE_NOT_A_REFUSAL",)


def test_a_proved_finding_wins_and_the_others_are_still_asked() -> None:
    facts = replace(
        SALE,
        findings=(
            Finding("MECH", Causal.UNKNOWN, 3),
            Finding("LIQUID", Causal.YES, 1),
            Finding("SURGE", Causal.YES, 0),
            Finding("EXPIRED", Causal.YES, 5),
        ),
    )
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.free, verdict.entitlement.refused_by) == (Free.NO, ("LIQUID",))
    assert verdict.ask == ("cause:MECH", "evidence:SURGE")
    assert verdict.compensation.payer is Payer.CUSTOMER


def test_findings_are_not_asked_where_it_is_paid_anyway() -> None:
    facts = replace(
        SALE,
        asked_on=date(2036, 1, 1),
        findings=(Finding("LIQUID", Causal.YES, 1), Finding("MECH"), Finding("WEAR", Causal.NO)),
    )
    verdict = assess(facts, LAW)
    assert (verdict.entitlement.refused_by, verdict.ask) == ((), ())
    assert verdict.warnings == ("WEAR_NOT_A_GROUND",)


def test_complex_goods_in_the_first_fifteen_days() -> None:
    inside = assess(replace(SALE, asked_on=date(2025, 6, 25)), LAW)
    assert "TST_15" in inside.warnings
    assert "TST_15" not in assess(replace(SALE, asked_on=date(2025, 6, 26)), LAW).warnings
    plain = replace(SALE, asked_on=date(2025, 6, 25), product_group=ProductGroup("microwave"))
    verdict = assess(plain, LAW)
    assert "TST_15" not in verdict.warnings
    assert "LOANER_3" not in {clock.code for clock in verdict.clocks}


@pytest.mark.parametrize(
    ("second_issued", "second_defect", "warned"),
    [
        (date(2026, 1, 12), "B", True),
        (date(2026, 1, 11), "B", False),
        (date(2026, 1, 12), "A", False),
        (date(2026, 1, 12), None, False),
    ],
)
def test_more_than_thirty_days_in_a_warranty_year(
    second_issued: date, second_defect: str | None, warned: bool
) -> None:
    history = (
        warranty_repair(date(2025, 9, 1), date(2025, 9, 21), "A"),
        warranty_repair(date(2026, 1, 1), second_issued, second_defect),
    )
    verdict = assess(replace(SALE, history=history), LAW)
    assert ("TST_30_DAYS" in verdict.warnings) is warned
    next_year = replace(SALE, manufacturer_months=36, asked_on=date(2026, 6, 10), history=history)
    assert "TST_30_DAYS" not in assess(next_year, LAW).warnings


def test_presale_window_and_groups() -> None:
    facts = replace(SALE, presale=True, sold_on=None, delivered_on=date(2026, 1, 1))
    assert assess(facts, LAW).entitlement.free is Free.YES
    late = assess(replace(facts, asked_on=date(2026, 1, 16)), LAW)
    assert (late.entitlement.free, late.compensation.payer) == (Free.UNKNOWN, Payer.UNKNOWN)
    assert assess(replace(facts, delivered_on=None), LAW).entitlement.free is Free.UNKNOWN
    no_window = replace(facts, delivered_on=None, authorisation=replace(CONTRACT, doa_days=None))
    assert assess(no_window, LAW).entitlement.free is Free.YES
    other_group = assess(replace(facts, authorisation=replace(CONTRACT, groups=("tv",))), LAW)
    assert (other_group.entitlement.free, other_group.compensation.payer) == (Free.YES, Payer.UNKNOWN)
    assert other_group.warnings == ("NOT_AUTHORISED",)


def test_the_side_panel_says_it_in_one_sentence() -> None:
    status = simple_status(assess(replace(SALE, manufacturer_months=24), LAW))
    assert status.sentence == "Гарантия до 10.06.2027: бесплатно"
    assert status.detail == "Платит производитель. Доказывает центр."
    assert status.tone == "green"
    assert simple_status(assess(replace(SALE, asked_on=date(2036, 1, 1)), LAW)).tone == "red"
    assert simple_status(assess(replace(SALE, sold_on=None), LAW)).tone == "amber"
    refused = simple_status(assess(replace(SALE, findings=(Finding("LIQUID", Causal.YES, 1),)), LAW))
    assert refused.sentence == "Отказ в бесплатном ремонте: попадание жидкости внутрь изделия"


def test_the_trace_says_what_was_found_in_words() -> None:
    """Codes are for files; what is printed has the catalogue's wording, or the rules' own."""
    found = (
        Finding("LIQUID", Causal.YES, 2, "Вода из аквариума"),
        Finding("UNAUTH_OPEN", Causal.NO, 1),
        Finding("XX", Causal.UNKNOWN),
    )
    verdict = assess(replace(SALE, findings=found), LAW)
    told = [line.text for line in verdict.trace if line.rule in {"FINDINGS", "DECISION"}]
    assert told == [
        "Найдено: вода из аквариума. Это причина недостатка, доказательств: 2",
        "Найдено: вскрытие или ремонт посторонними лицами. Причиной недостатка не является, "
        "отказать по этому нельзя",
        "Найдено: код XX. Связь с недостатком не установлена",
        "В бесплатном ремонте отказано: вода из аквариума; гарантия действует до 10.06.2026; платит заказчик",
    ]
    assert (verdict.entitlement.refused_by, verdict.entitlement.refused_for) == (
        ("LIQUID",),
        ("вода из аквариума",),
    )


def test_the_rules_have_the_words_that_ship() -> None:
    shipped = json.loads((ROOT / "resources" / "catalogues" / "refusal_codes.json").read_text("utf-8"))
    words = {row["code"]: row["text"] for row in shipped["rows"] if row["code"] != "EXPIRED"}
    assert words == FINDINGS


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        (None, "Договора с изготовителем у центра нет"),
        (replace(CONTRACT, valid_to=date(2026, 1, 14)), "Договор с Bosch закончился 14.01.2026"),
        (replace(CONTRACT, valid_from=date(2026, 1, 16)), "Договор с Bosch начнётся только 16.01.2026"),
        (replace(CONTRACT, groups=("tv",)), "В договоре с Bosch этой группы изделий нет"),
    ],
)
def test_the_trace_says_why_the_manufacturer_does_not_pay(
    contract: BrandAuthorisation | None, words: str
) -> None:
    verdict = assess(replace(SALE, authorisation=contract), LAW)
    (line,) = [one for one in verdict.trace if one.rule == "AUTHORISATION"]
    assert line.text.startswith(words)
    assert "продавцу, изготовителю или импортёру" in line.text


def test_a_verdict_is_kept_in_russian_and_shown_in_the_words_of_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(i18n._State, "language", "en")
    monkeypatch.setattr(i18n._State, "catalogue", None)
    verdict = assess(replace(SALE, manufacturer_months=24), LAW)
    assert simple_status(verdict).sentence == "Гарантия до 10.06.2027: бесплатно"
    assert simple_status(verdict, i18n.tr).sentence == "Under warranty until 10.06.2027: free"


# --- properties over any facts

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
codes = st.sampled_from(["A", "B", "C"])


@st.composite
def repairs(draw: st.DrawFn) -> PastRepair:
    demanded = draw(days)
    issued = demanded + timedelta(draw(st.integers(0, 60)))
    parts = draw(st.lists(st.builds(FittedPart, codes, st.none() | st.integers(0, 24)), max_size=2))
    kind = draw(st.sampled_from(RepairKind))
    months = draw(st.none() | st.integers(0, 12))
    return PastRepair(kind, demanded, issued, draw(st.none() | codes), months, tuple(parts))


contracts = st.builds(
    BrandAuthorisation,
    brand=st.just("Bosch"),
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    groups=st.sampled_from([(), ("washing_machine",), ("tv",)]),
    cap_months_from_production=st.none() | st.integers(1, 48),
    doa_days=st.none() | st.integers(1, 30),
    excludes_business_use=st.booleans(),
    mode=st.sampled_from(AuthorisationMode),
)
any_facts = st.builds(
    Facts,
    asked_on=days,
    customer_kind=st.sampled_from(CustomerKind),
    use=st.none() | st.sampled_from(Use),
    presale=st.booleans(),
    sold_on=st.none() | days,
    delivered_on=st.none() | days,
    produced_on=st.none() | days,
    manufacturer_months=st.none() | st.integers(0, 60),
    seller_extra_months=st.none() | st.integers(0, 24),
    service_life_years=st.none() | st.integers(1, 12),
    product_group=st.none() | st.just(WASHER),
    essential=st.none() | st.sampled_from(Essential),
    defect_code=st.none() | codes,
    history=st.lists(repairs(), max_size=6).map(tuple),
    authorisation=st.none() | contracts,
    documents=st.builds(
        ShownPapers,
        st.none() | st.sampled_from(PaperState),
        st.sampled_from([None, PaperState.PRESENT, PaperState.ABSENT]),
    ),
    findings=st.lists(st.builds(Finding, codes, st.sampled_from(Causal), st.integers(0, 2)), max_size=3).map(
        tuple
    ),
    replaced_part=st.none() | codes,
)
_RANK = {Free.NO: 0, Free.UNKNOWN: 1, Free.IF_PROVED: 2, Free.YES: 3}


@given(any_facts)
def test_every_verdict_has_a_trace_that_ends_with_the_decision(facts: Facts) -> None:
    verdict = assess(facts, LAW)
    assert verdict.trace[-1].rule == "DECISION"
    assert all(line.text and line.source for line in verdict.trace)
    assert list(verdict.ask) == sorted(set(verdict.ask))
    assert list(verdict.warnings) == sorted(set(verdict.warnings))
    assert simple_status(verdict).sentence
    assert json.loads(json.dumps(verdict_json(verdict)))["entitlement"]["code"] == verdict.entitlement.code


@given(any_facts, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(facts: Facts, random: Any) -> None:
    history, findings = list(facts.history), list(facts.findings)
    random.shuffle(history)
    random.shuffle(findings)
    shuffled = replace(facts, history=tuple(history), findings=tuple(findings))
    assert assess(shuffled, LAW) == assess(facts, LAW)


@given(any_facts)
def test_a_document_more_never_makes_the_entitlement_worse(facts: Facts) -> None:
    before = assess(facts, LAW)
    for papers in (
        replace(facts.documents, receipt=PaperState.PRESENT),
        replace(facts.documents, warranty_card=PaperState.PRESENT),
        ShownPapers(PaperState.PRESENT, PaperState.PRESENT),
    ):
        assert assess(replace(facts, documents=papers), LAW).entitlement == before.entitlement


@st.composite
def sold_with_history(draw: st.DrawFn) -> Facts:
    """A consumer's device sold some time ago, every earlier repair handed over by the day of the demand."""
    sold = draw(st.dates(date(2020, 1, 1), date(2028, 12, 31)))
    asked = sold + timedelta(draw(st.integers(0, 1500)))
    history = []
    for repair in draw(st.lists(repairs(), max_size=5)):
        issued = sold + timedelta(draw(st.integers(0, (asked - sold).days)))
        history.append(
            replace(repair, demanded_on=issued - timedelta(draw(st.integers(0, 60))), issued_on=issued)
        )
    return replace(
        SALE,
        sold_on=sold,
        asked_on=asked,
        manufacturer_months=draw(st.none() | st.integers(0, 48)),
        seller_extra_months=draw(st.none() | st.integers(0, 12)),
        service_life_years=draw(st.none() | st.integers(1, 10)),
        history=tuple(history),
        defect_code=draw(st.none() | codes),
        replaced_part=draw(st.none() | codes),
    )


@given(sold_with_history(), st.integers(0, 1500), st.integers(0, 60))
def test_a_warranty_repair_more_never_moves_a_term_earlier(facts: Facts, back: int, length: int) -> None:
    facts = replace(facts, history=tuple(one for one in facts.history if one.kind is RepairKind.WARRANTY))
    facts = replace(facts, replaced_part=None, manufacturer_months=facts.manufacturer_months or 12)
    issued = facts.asked_on - timedelta(back)
    before = assess(facts, LAW).entitlement
    more = warranty_repair(issued - timedelta(length), issued)
    after = assess(replace(facts, history=(*facts.history, more)), LAW).entitlement
    assert after.extended_days >= before.extended_days
    if before.code is EntitlementCode.W1:
        assert after.code is EntitlementCode.W1
        assert after.until is not None
        assert before.until is not None
        assert after.until >= before.until


@given(sold_with_history(), st.integers(1, 800))
def test_time_never_revives_what_has_lapsed(facts: Facts, later: int) -> None:
    before = assess(facts, LAW).entitlement
    after = assess(replace(facts, asked_on=facts.asked_on + timedelta(later)), LAW).entitlement
    assert _RANK[after.free] <= _RANK[before.free]


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31))
    | st.sampled_from([date(2024, 2, 29), date(2025, 1, 31), date(2024, 8, 31), date(2023, 12, 31)]),
    st.integers(1, 60),
)
def test_the_last_day_is_inside_and_the_next_is_outside(sold: date, months: int) -> None:
    last = add_months(sold, months)
    facts = replace(SALE, sold_on=sold, manufacturer_months=months, asked_on=last)
    assert assess(facts, LAW).entitlement.code is EntitlementCode.W1
    after = assess(replace(facts, asked_on=last + timedelta(1)), LAW).entitlement
    assert after.code is not EntitlementCode.W1
    assert after.burden is not Burden.CENTRE

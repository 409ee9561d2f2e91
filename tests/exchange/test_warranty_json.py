"""Facts are read strictly, verdicts are written as the command line promises."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from workstation.documents.warranty import Facts, FittedPart, RepairKind
from workstation.errors import ErrorList, UserError
from workstation.exchange.warranty_json import read_facts, read_law_params, verdict_json
from workstation.rules.warranty import assess

CASES = sorted((Path(__file__).parents[1] / "data" / "warranty").glob("*.json"))


def test_facts_of_a_case() -> None:
    case = json.loads(CASES[15].read_text("utf-8"))
    facts = read_facts(json.dumps(case["facts"]))
    assert isinstance(facts, Facts)
    assert facts.history[0].kind is RepairKind.WARRANTY
    assert facts.history[0].parts == (FittedPart("00145338", 12),)
    assert facts.product_group is not None
    assert facts.product_group.tst_item == 12


def test_a_list_of_cases_is_a_list_of_facts() -> None:
    facts = read_facts(json.dumps([json.loads(path.read_text("utf-8"))["facts"] for path in CASES]))
    assert isinstance(facts, list)
    assert len(facts) == 25
    assert read_facts("[]") == []


def test_absent_keys_are_null() -> None:
    assert read_facts('{"asked_on": "2026-01-01"}') == Facts(date(2026, 1, 1))
    assert read_facts('{"asked_on": "2026-01-01", "history": null, "documents": null}') == Facts(
        date(2026, 1, 1)
    )


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("{}", "required", "asked_on"),
        ('{"asked_on": "2026-01-01", "hystory": []}', "unknown_key", "hystory"),
        ('{"asked_on": "2026-01-01", "history": [{"demanded_on": "x"}]}', "required", "history.0.kind"),
        (
            '{"asked_on": "2026-01-01", "findings": [{"code": "A", "causal": "maybe"}]}',
            "choice_bad",
            "findings.0.causal",
        ),
        (
            '{"asked_on": "2026-01-01", "findings": [{"code": "A", "evidence": -1}]}',
            "number_range",
            "findings.0.evidence",
        ),
        ('{"asked_on": "2026-01-01", "manufacturer_months": "12"}', "type_number", "manufacturer_months"),
        ('{"asked_on": "2026-01-01", "manufacturer_months": 1e3}', "type_number", "manufacturer_months"),
        ('{"asked_on": "2026-01-01", "authorisation": {"x": 1}}', "unknown_key", "authorisation.x"),
        (
            '{"asked_on": "2026-01-01", "documents": {"receipt": "defective"}}',
            "choice_bad",
            "documents.receipt",
        ),
        ('[{"asked_on": "2026-01-01"}, {}]', "required", "1.asked_on"),
    ],
)
def test_wrong_facts(text: str, code: str, field: str) -> None:
    with pytest.raises(ErrorList) as caught:
        read_facts(text)
    assert (caught.value.errors[0].code, caught.value.errors[0].field) == (code, field)


def test_a_list_of_something_else() -> None:
    with pytest.raises(UserError) as caught:
        read_facts("[1]")
    assert (caught.value.code, caught.value.field) == ("json_not_object", "0")


def test_the_verdict_has_the_promised_keys() -> None:
    facts = read_facts('{"asked_on": "2026-05-20", "sold_on": "2025-06-10", "manufacturer_months": 12}')
    assert isinstance(facts, Facts)
    verdict = verdict_json(assess(facts))
    assert list(verdict) == ["entitlement", "compensation", "warnings", "ask", "clocks", "trace"]
    assert verdict["entitlement"]["term"] == {"code": "REPAIR_45", "last_day": "2026-07-04"}
    assert set(verdict["trace"][0]) == {"rule", "result", "source", "text"}
    assert "10.06.2025" in next(line["text"] for line in verdict["trace"] if line["rule"] == "START")


def test_law_params_must_say_where_they_come_from() -> None:
    with pytest.raises(ErrorList) as caught:
        read_law_params('{"version": 1, "rows": [{"code": "X", "value": "1", "unit": "days"}]}')
    assert caught.value.field == "rows.0.source"

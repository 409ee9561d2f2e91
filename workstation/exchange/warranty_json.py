"""Warranty facts from JSON and verdicts to JSON: the form of the command line and of stored facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Causal,
    Clock,
    Essential,
    Facts,
    Finding,
    FittedPart,
    LawParam,
    PastRepair,
    ProductGroup,
    RepairKind,
    ShownPapers,
    Verdict,
)
from workstation.errors import UserError
from workstation.exchange.json_reader import ObjectReader, parse_json, read_object
from workstation.statuses import CustomerKind, PaperState, Use

MOST_MONTHS, MOST_YEARS, MOST_DAYS, TST_ITEMS = 1200, 100, 3660, 14


def read_facts(data: bytes | str) -> Facts | list[Facts]:
    """Facts of one case, or a list of cases.

    Raises UserError `json_bad`, `json_not_object`, or ErrorList with every wrong key by its path.
    """
    value = parse_json(data)
    if isinstance(value, list):
        return [_case(case, str(place)) for place, case in enumerate(value)]
    return _case(value, "")


def _case(value: Any, path: str) -> Facts:
    if not isinstance(value, dict):
        raise UserError("json_not_object", path or None)
    reader = ObjectReader(value, path)
    facts = _facts(reader)
    reader.finish()
    return facts


def _facts(reader: ObjectReader) -> Facts:
    reader.need("asked_on")
    return Facts(
        asked_on=reader.date("asked_on") or date.min,
        customer_kind=reader.choice("customer_kind", CustomerKind) or CustomerKind.PERSON,
        use=reader.choice("use", Use),
        presale=reader.flag("presale"),
        sold_on=reader.date("sold_on"),
        delivered_on=reader.date("delivered_on"),
        produced_on=reader.date("produced_on"),
        manufacturer_months=reader.whole("manufacturer_months", most=MOST_MONTHS),
        seller_extra_months=reader.whole("seller_extra_months", most=MOST_MONTHS),
        service_life_years=reader.whole("service_life_years", most=MOST_YEARS),
        price_paid=reader.money("price_paid"),
        product_group=_group(reader.child("product_group")),
        essential=reader.choice("essential", Essential),
        defect_code=reader.text("defect_code"),
        history=tuple(map(_repair, reader.children("history"))),
        authorisation=read_authorisation(reader.child("authorisation")),
        documents=_papers(reader.child("documents")),
        findings=tuple(map(_finding, reader.children("findings"))),
        replaced_part=reader.text("replaced_part"),
    )


def _group(reader: ObjectReader | None) -> ProductGroup | None:
    if reader is None:
        return None
    reader.need("code")
    return ProductGroup(
        code=reader.text("code") or "",
        tst_item=reader.whole("tst_item", least=1, most=TST_ITEMS),
        loaner_required=reader.flag("loaner_required"),
    )


def _repair(reader: ObjectReader) -> PastRepair:
    reader.need("kind", "demanded_on")
    return PastRepair(
        kind=reader.choice("kind", RepairKind) or RepairKind.REFUSED,
        demanded_on=reader.date("demanded_on") or date.min,
        issued_on=reader.date("issued_on"),
        defect_code=reader.text("defect_code"),
        work_months=reader.whole("work_months", most=MOST_MONTHS),
        parts=tuple(map(_part, reader.children("parts"))),
    )


def _part(reader: ObjectReader) -> FittedPart:
    reader.need("part_number")
    return FittedPart(reader.text("part_number") or "", reader.whole("months", most=MOST_MONTHS))


def read_authorisation(reader: ObjectReader | None) -> BrandAuthorisation | None:
    """A contract with a manufacturer, as facts and the company file write it."""
    if reader is None:
        return None
    return BrandAuthorisation(
        brand=reader.text("brand") or "",
        valid_from=reader.date("valid_from"),
        valid_to=reader.date("valid_to"),
        groups=reader.texts("groups"),
        cap_months_from_production=reader.whole("cap_months_from_production", most=MOST_MONTHS),
        doa_days=reader.whole("doa_days", most=MOST_DAYS),
        excludes_business_use=reader.flag("excludes_business_use"),
        mode=reader.choice("mode", AuthorisationMode) or AuthorisationMode.MIXED,
        contract=reader.text("contract"),
    )


def _papers(reader: ObjectReader | None) -> ShownPapers:
    if reader is None:
        return ShownPapers()
    return ShownPapers(
        warranty_card=reader.choice("warranty_card", PaperState),
        receipt=reader.choice("receipt", PaperState, (PaperState.PRESENT, PaperState.ABSENT)),
    )


def _finding(reader: ObjectReader) -> Finding:
    reader.need("code")
    return Finding(
        code=reader.text("code") or "",
        causal=reader.choice("causal", Causal) or Causal.UNKNOWN,
        evidence=reader.whole("evidence") or 0,
    )


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values for `json.dumps`."""
    entitlement, compensation = verdict.entitlement, verdict.compensation
    return {
        "entitlement": {
            "code": entitlement.code.value,
            "free": entitlement.free.value,
            "until": entitlement.until.isoformat() if entitlement.until else None,
            "extended_days": entitlement.extended_days,
            "burden": entitlement.burden.value,
            "term": _clock(entitlement.term) if entitlement.term else None,
            "refused_by": list(entitlement.refused_by),
        },
        "compensation": {"payer": compensation.payer.value, "reasons": list(compensation.reasons)},
        "warnings": list(verdict.warnings),
        "ask": list(verdict.ask),
        "clocks": [_clock(clock) for clock in verdict.clocks],
        "trace": [
            {"rule": line.rule, "result": line.result.value, "source": line.source, "text": line.text}
            for line in verdict.trace
        ],
    }


def _clock(clock: Clock) -> dict[str, str]:
    return {"code": clock.code, "last_day": clock.last_day.isoformat()}


def read_law_params(data: bytes | str) -> tuple[LawParam, ...]:
    """Dated parameters of a catalogue file; raises like `read_facts`."""
    reader = read_object(data)
    reader.whole("version")
    rows = tuple(map(_law_param, reader.children("rows")))
    reader.finish()
    return rows


def _law_param(reader: ObjectReader) -> LawParam:
    reader.need("code", "value", "unit", "source")
    return LawParam(
        code=reader.text("code") or "",
        value=reader.text("value") or "",
        unit=reader.text("unit") or "",
        source=reader.text("source") or "",
        valid_from=reader.date("valid_from"),
        valid_to=reader.date("valid_to"),
    )

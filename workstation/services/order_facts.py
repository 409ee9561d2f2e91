"""Facts that a verdict stands on, from rows: terms, contracts, history, findings, what was established."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from workstation import clock, rows
from workstation.documents import codec
from workstation.documents.conclusions import DefectNature
from workstation.documents.intake import CustomerData, IntakeItem, PurchaseDocuments
from workstation.documents.orders import AgreedTerms
from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Causal,
    EntitlementCode,
    Essential,
    Facts,
    Finding,
    FittedPart,
    Free,
    PastRepair,
    ProductGroup,
    RepairKind,
    ShownPapers,
)
from workstation.errors import UserError
from workstation.models import (
    Category,
    Customer,
    Device,
    DeviceModel,
    Diagnosis,
    FindingEvidence,
    Handover,
    OrderDefect,
    OrderFinding,
    PartLine,
    RefusalCode,
    StoredVerdict,
    WarrantyTerm,
    WorkOrder,
)
from workstation.queries.law import day_of
from workstation.rules.maker_terms import TermLine, choose
from workstation.services.centre import Centre, is_valid_on
from workstation.statuses import CustomerKind, OrderStatus, RequestKind, Use

_orders = WorkOrder.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_customers = Customer.__table__
_devices = Device.__table__
_verdicts = StoredVerdict.__table__
_defects = OrderDefect.__table__
_findings = OrderFinding.__table__
_evidence = FindingEvidence.__table__
_refusals = RefusalCode.__table__
_diagnoses = Diagnosis.__table__
_handovers = Handover.__table__
_parts = PartLine.__table__
_terms = WarrantyTerm.__table__

_LAST = _verdicts.alias("last_verdict")
_LAST_ID = (
    select(func.max(_verdicts.c.id)).where(_verdicts.c.order_id == _orders.c.id).correlate(_orders)
).scalar_subquery()
_EARLIER = (
    select(
        _orders.c.id,
        _orders.c.number,
        _orders.c.status,
        _orders.c.closed_at,
        _orders.c.kind,
        _orders.c.demanded_on,
        _orders.c.terms,
        _defects.c.defect_code,
        _diagnoses.c.nature,
        _handovers.c.work_warranty_months,
        _LAST.c.code,
        _LAST.c.free,
    )
    .outerjoin(_defects, _defects.c.order_id == _orders.c.id)
    .outerjoin(_diagnoses, _diagnoses.c.order_id == _orders.c.id)
    .outerjoin(_handovers, _handovers.c.order_id == _orders.c.id)
    .outerjoin(_LAST, _LAST.c.id == _LAST_ID)
    .where(_orders.c.device_id == bindparam("device"))
    .order_by(_orders.c.id.desc())
    .limit(200)
)
_FITTED = (
    select(_parts.c.order_id, _parts.c.part_number, _parts.c.warranty_months)
    .join(_orders, _orders.c.id == _parts.c.order_id)
    .where(
        _orders.c.device_id == bindparam("device"),
        _parts.c.removed_at.is_(None),
        _parts.c.part_number.is_not(None),
    )
    .order_by(_parts.c.id)
)
_ORDER = (
    select(
        _orders,
        _customers.c.kind.label("customer_kind"),
        _devices.c.brand_id,
        _devices.c.model_id,
        _devices.c.category_code,
        _devices.c.sold_on,
        _devices.c.delivered_on,
        _devices.c.produced_on,
        _devices.c.price_paid_kopecks,
        _models.c.warranty_months.label("model_months"),
        _models.c.service_life_years.label("model_life"),
        _categories.c.code,
        _categories.c.tst_item,
        _categories.c.loaner_required,
        _defects.c.defect_code,
        _defects.c.essential,
        _defects.c.replaced_part,
        _defects.c.seller_extra_months,
    )
    .join(_customers, _customers.c.id == _orders.c.customer_id)
    .join(_devices, _devices.c.id == _orders.c.device_id)
    .join(_categories, _categories.c.code == _devices.c.category_code)
    .outerjoin(_models, _models.c.id == _devices.c.model_id)
    .outerjoin(_defects, _defects.c.order_id == _orders.c.id)
    .where(_orders.c.id == bindparam("order"))
)
_FOUND = (
    select(
        _findings.c.code,
        _findings.c.causal,
        _findings.c.override_reason,
        _refusals.c.text,
        func.count(_evidence.c.attachment_id),
    )
    .outerjoin(_refusals, _refusals.c.code == _findings.c.code)
    .outerjoin(_evidence, _evidence.c.finding_id == _findings.c.id)
    .where(_findings.c.order_id == bindparam("order"), _findings.c.withdrawn_at.is_(None))
    .group_by(
        _findings.c.id, _findings.c.code, _findings.c.causal, _findings.c.override_reason, _refusals.c.text
    )
    .order_by(_findings.c.id)
)
_OF_BRAND = select(
    _terms.c.id,
    _terms.c.category_code,
    _terms.c.model_id,
    _terms.c.months,
    _terms.c.service_life_years,
    _terms.c.seller_extra_months,
    _terms.c.valid_from,
    _terms.c.valid_to,
    _terms.c.exclusions,
    _terms.c.source,
).where(_terms.c.brand_id == bindparam("brand"))

WARRANTY_KINDS = frozenset({RequestKind.WARRANTY.value, RequestKind.REPEAT.value})
PAID_KINDS = frozenset({RequestKind.PAID.value, RequestKind.MAINTENANCE.value})
"""What an earlier order was; the others (presale, checks) mended nothing for this customer."""


def intake_facts(
    centre: Centre,
    customer: CustomerData,
    item: IntakeItem,
    device: Mapping[str, Any],
    earlier: Sequence[Mapping[str, Any]],
) -> Facts:
    """The facts of an intake; the day of the demand rules, not today."""
    request = item.request
    usual = Use.PERSONAL if customer.kind is CustomerKind.PERSON else Use.BUSINESS
    return Facts(
        asked_on=request.demanded_on,
        customer_kind=customer.kind,
        use=request.use or usual,
        presale=request.kind is RequestKind.PRESALE,
        history=history_of(earlier),
        documents=ShownPapers(request.documents.warranty_card, request.documents.receipt),
        **_device_facts(centre, device, request.demanded_on),
    )


def order_facts(session: Session, centre: Centre, order_id: int) -> Facts:
    """The facts of an order as they stand now; raises UserError `order_not_found`."""
    found = session.info["connection"].execute(_ORDER, {"order": order_id}).mappings().one_or_none()
    if found is None:
        raise UserError("order_not_found", None, number=order_id)
    row = dict(found)
    row["group"] = group_of(row)
    papers = codec.decode_as(PurchaseDocuments, row["papers"])
    earlier = [one for one in earlier_orders(session, row["device_id"]) if one["id"] < order_id]
    device = _device_facts(centre, {**row, "terms": read_terms(session, row["brand_id"])}, row["demanded_on"])
    if row["seller_extra_months"] is not None:
        device["seller_extra_months"] = row["seller_extra_months"]
    return Facts(
        asked_on=row["demanded_on"],
        customer_kind=CustomerKind(row["customer_kind"]),
        use=Use(row["use"]),
        presale=row["kind"] == RequestKind.PRESALE.value,
        essential=Essential(row["essential"]) if row["essential"] else None,
        defect_code=row["defect_code"],
        history=history_of(earlier),
        documents=ShownPapers(papers.warranty_card, papers.receipt),
        findings=findings_of(session, order_id),
        replaced_part=row["replaced_part"],
        **device,
    )


def findings_of(session: Session, order_id: int) -> tuple[Finding, ...]:
    """What was found on an order's device and not withdrawn, with the count of its evidence.

    A manager's override stands for the evidence that is missing: its reason is kept and printed.
    """
    return tuple(
        Finding(code, Causal(causal), max(count, 1) if override else count, text)
        for code, causal, override, text, count in rows.run(session, _FOUND, order=order_id)
    )


def read_terms(session: Session, brand_id: int | None) -> tuple[TermLine, ...]:
    """Every row of terms of a brand."""
    if brand_id is None:
        return ()
    found = []
    for row in rows.run(session, _OF_BRAND, brand=brand_id):
        line_id, group, model, months, life, extra, begins, ends, exclusions, source = row
        dates = (day_of(begins), day_of(ends))
        found.append(TermLine(line_id, group, model, months, life, extra, *dates, exclusions, source))
    return tuple(found)


def earlier_orders(session: Session, device_id: int) -> list[dict[str, Any]]:
    """Earlier orders of a device, newest first, with what history and repeat warnings need."""
    connection = session.info["connection"]
    found = [dict(row) for row in connection.execute(_EARLIER, {"device": device_id}).mappings()]
    if found:
        parts: dict[int, list[FittedPart]] = defaultdict(list)
        for row in connection.execute(_FITTED, {"device": device_id}):
            parts[row.order_id].append(FittedPart(row.part_number, row.warranty_months))
        for order in found:
            order["parts"] = tuple(parts[order["id"]])
    return found


def history_of(earlier: Sequence[Mapping[str, Any]]) -> tuple[PastRepair, ...]:
    """Earlier repairs that were handed over, as the warranty rules take them."""
    repairs = []
    for row in earlier:
        kind = repair_kind(row)
        if kind is None or row["status"] != OrderStatus.HANDED_OVER.value or row["closed_at"] is None:
            continue
        repairs.append(
            PastRepair(
                kind=kind,
                demanded_on=row["demanded_on"],
                issued_on=clock.local(row["closed_at"]).date(),
                defect_code=row["defect_code"],
                work_months=_work_months(row),
                parts=row.get("parts", ()),
            )
        )
    return tuple(repairs)


def group_of(category: Mapping[str, Any]) -> dict[str, Any]:
    """What the law asks about the category."""
    return {
        "code": category["code"],
        "tst_item": category["tst_item"],
        "loaner_required": bool(category["loaner_required"]),
    }


def _work_months(row: Mapping[str, Any]) -> int | None:
    """The warranty on the work as it was handed over, else as it was agreed at the counter."""
    given: int | None = row.get("work_warranty_months")
    return given or codec.decode_as(AgreedTerms, row["terms"]).work_warranty_months


def repair_kind(row: Mapping[str, Any]) -> RepairKind | None:
    """How a repair ends, by its kind, its last verdict and its diagnosis; None where nothing was mended.

    Where no defect was found the warranty is not prolonged: nothing was mended (ст. 20 п. 3).
    """
    if row["kind"] in PAID_KINDS or row["code"] == EntitlementCode.OWN_WORK.value:
        return RepairKind.PAID
    if row["kind"] not in WARRANTY_KINDS:
        return None
    if row.get("nature") == DefectNature.ABSENT.value:
        return RepairKind.REFUSED
    if row["free"] != Free.NO.value:
        return RepairKind.WARRANTY
    return RepairKind.PAID if row["code"] == EntitlementCode.W4.value else RepairKind.REFUSED


def _device_facts(centre: Centre, device: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Dates, price, terms and contract of a device; a model's own term goes before all others."""
    group = device["group"]
    transferred = device["delivered_on"] or device["sold_on"] or device["produced_on"]
    terms = choose(device["terms"], group["code"], device.get("model_id"), transferred)
    contracts = _contracts(centre, device["brand_id"], group["code"], day)
    of_contract = next((row["warranty_months"] for row in contracts if row["warranty_months"]), None)
    months = (device["model_months"], terms.months, of_contract)
    life = (device["model_life"], terms.service_life_years)
    return {
        "sold_on": device["sold_on"],
        "delivered_on": device["delivered_on"],
        "produced_on": device["produced_on"],
        "price_paid": device["price_paid_kopecks"],
        "product_group": ProductGroup(**group),
        "manufacturer_months": next((one for one in months if one is not None), None),
        "service_life_years": next((one for one in life if one is not None), None),
        "seller_extra_months": terms.seller_extra_months,
        "authorisation": _authorisation(contracts),
    }


def _contracts(centre: Centre, brand_id: int | None, group: str, day: date) -> list[dict[str, Any]]:
    """The centre's contracts with a brand: first one valid on the day for the group, then for another.

    A brand may have several at once, each for its groups; one that does not hold tells the rules why.
    """

    def fits(row: dict[str, Any]) -> bool:
        groups = codec.decode_as(tuple[str, ...], row["groups"])
        return not groups or group in groups

    found = [row for row in centre.authorisations if row["brand_id"] == brand_id]
    return sorted(
        found, key=lambda row: (not (is_valid_on(row, day) and fits(row)), not is_valid_on(row, day))
    )


def _authorisation(contracts: Sequence[dict[str, Any]]) -> BrandAuthorisation | None:
    if not contracts:
        return None
    row = contracts[0]
    return BrandAuthorisation(
        brand=row["brand"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        groups=codec.decode_as(tuple[str, ...], row["groups"]),
        cap_months_from_production=row["cap_months_from_production"],
        doa_days=row["doa_days"],
        excludes_business_use=bool(row["excludes_business_use"]),
        mode=AuthorisationMode(row["mode"]),
        contract=row["contract"],
    )

"""The read side of warranty: verdicts, findings, invitations of an order; law, terms, masks, contracts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.codec import decode_as
from workstation.documents.conclusions import InvitationAnswer, InvitationChannel
from workstation.documents.findings import (
    DefectData,
    EvidenceRow,
    FindingRow,
    InvitationRow,
    VerdictRow,
)
from workstation.documents.notices import Notice
from workstation.documents.serials import Mask, ProductionGuess
from workstation.documents.terms import (
    AuthorisationRow,
    LawRow,
    MaskRow,
    PartTermData,
    RefusalRow,
    TermData,
    TermRow,
    TermsOfDevice,
)
from workstation.documents.warranty import (
    AuthorisationMode,
    BrandAuthorisation,
    Causal,
    Essential,
    LawParam,
)
from workstation.models import (
    Attachment,
    Authorisation,
    Brand,
    DeviceModel,
    FindingEvidence,
    LawParameter,
    OrderDefect,
    OrderFinding,
    PartTerm,
    QualityInvitation,
    RefusalCode,
    SerialMask,
    StoredVerdict,
    User,
    WarrantyTerm,
)
from workstation.queries.devices import find_devices
from workstation.rules import serials
from workstation.rules.maker_terms import TermLine, applies, choose, part_cover
from workstation.rules.validators import compact, name_key

_brands = Brand.__table__
_models = DeviceModel.__table__
_users = User.__table__
_attachments = Attachment.__table__
_findings = OrderFinding.__table__
_evidence = FindingEvidence.__table__
_invitations = QualityInvitation.__table__
_verdicts = StoredVerdict.__table__
_defects = OrderDefect.__table__
_refusals = RefusalCode.__table__
_params = LawParameter.__table__
_terms = WarrantyTerm.__table__
_parts = PartTerm.__table__
_masks = SerialMask.__table__
_contracts = Authorisation.__table__

OWN = "own"
MODEL_ASKED = 1
"""Rows are read by name: the model asked about stands under this id, others under none of theirs."""


def list_verdicts(session: Session, order_id: int) -> tuple[VerdictRow, ...]:
    """Every verdict of an order, oldest first."""
    query = (
        select(_verdicts, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _verdicts.c.user_id)
        .where(_verdicts.c.order_id == order_id)
        .order_by(_verdicts.c.id)
    )
    return tuple(
        VerdictRow(
            id=row["id"],
            made_at=row["made_at"],
            user=row["user"],
            reason=row["reason"],
            code=row["code"],
            free=row["free"],
            payer=row["payer"],
            rules_version=row["rules_version"],
            data_version=row["data_version"],
            content=json.loads(row["content"]),
        )
        for row in session.execute(query).mappings()
    )


def list_findings(session: Session, order_id: int) -> tuple[FindingRow, ...]:
    """Findings of an order with their evidence, oldest first; withdrawn ones too."""
    by = _users.alias("overridden_by")
    query = (
        select(
            _findings,
            _refusals.c.text,
            _users.c.short_name.label("user"),
            by.c.short_name.label("override_by"),
        )
        .join(_refusals, _refusals.c.code == _findings.c.code)
        .join(_users, _users.c.id == _findings.c.user_id)
        .outerjoin(by, by.c.id == _findings.c.override_user_id)
        .where(_findings.c.order_id == order_id)
        .order_by(_findings.c.id)
    )
    evidence = _list_evidence(session, order_id)
    return tuple(
        FindingRow(
            id=row["id"],
            version=row["version"],
            code=row["code"],
            text=row["text"],
            causal=Causal(row["causal"]),
            note=row["note"],
            made_at=row["made_at"],
            user=row["user"],
            evidence=tuple(evidence[row["id"]]),
            override_reason=row["override_reason"],
            override_by=row["override_by"],
            withdrawn_at=row["withdrawn_at"],
            withdrawn_reason=row["withdrawn_reason"],
        )
        for row in session.execute(query).mappings()
    )


def list_invitations(session: Session, order_id: int) -> tuple[InvitationRow, ...]:
    """Invitations of the customer to the check, oldest first."""
    query = (
        select(_invitations, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _invitations.c.user_id)
        .where(_invitations.c.order_id == order_id)
        .order_by(_invitations.c.id)
    )
    return tuple(
        InvitationRow(
            id=row["id"],
            invited_at=row["invited_at"],
            channel=InvitationChannel(row["channel"]),
            for_when=row["for_when"],
            user=row["user"],
            answer=InvitationAnswer(row["answer"]) if row["answer"] else None,
            answered_at=row["answered_at"],
            note=row["note"],
        )
        for row in session.execute(query).mappings()
    )


def get_defect(session: Session, order_id: int) -> DefectData | None:
    """What was established about an order's defect; None where nothing was."""
    row = session.execute(select(_defects).where(_defects.c.order_id == order_id)).mappings().one_or_none()
    if row is None:
        return None
    essential = Essential(row["essential"]) if row["essential"] else None
    return DefectData(
        row["defect_code"], essential, row["replaced_part"], row["seller_extra_months"], row["note"]
    )


def list_law(session: Session) -> tuple[LawRow, ...]:
    """Every dated parameter, by code and day."""
    found = session.execute(select(_params).order_by(_params.c.code, _params.c.id)).mappings().all()
    ordered = sorted(found, key=lambda row: (row["code"], row["valid_from"] or date.min))
    return tuple(
        LawRow(
            row["id"],
            LawParam(
                row["code"], row["value"], row["unit"], row["source"], row["valid_from"], row["valid_to"]
            ),
            row["origin"] == OWN,
        )
        for row in ordered
    )


def list_refusal_codes(session: Session) -> tuple[RefusalRow, ...]:
    """Refusal codes with their wording, in the order of the catalogue."""
    query = select(_refusals).order_by(_refusals.c.position, _refusals.c.code)
    return tuple(
        RefusalRow(row["code"], row["text"], row["origin"] == OWN)
        for row in session.execute(query).mappings()
    )


def list_terms(session: Session, brand: str | None = None) -> tuple[TermRow, ...]:
    """Makers' terms with the parts that have their own, by brand, group and model."""
    query = (
        select(_terms, _brands.c.name.label("brand"), _models.c.name.label("model"))
        .join(_brands, _brands.c.id == _terms.c.brand_id)
        .outerjoin(_models, _models.c.id == _terms.c.model_id)
        .order_by(
            _brands.c.name,
            _terms.c.category_code.nulls_first(),
            _models.c.name.nulls_first(),
            _terms.c.id,
        )
    )
    if brand is not None:
        query = query.where(_brands.c.name_key == name_key(brand))
    parts = _parts_by_term(session)
    return tuple(
        TermRow(
            row["id"],
            TermData(
                brand=row["brand"],
                category=row["category_code"],
                model=row["model"],
                months=row["months"],
                service_life_years=row["service_life_years"],
                seller_extra_months=row["seller_extra_months"],
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                exclusions=row["exclusions"],
                parts=tuple(parts[row["id"]]),
                source=row["source"],
                key=row["shipped_key"],
                id=row["id"],
            ),
            row["origin"] == OWN,
        )
        for row in session.execute(query).mappings()
    )


def list_masks(session: Session, brand: str | None = None) -> tuple[MaskRow, ...]:
    """Masks of serial numbers, by brand."""
    query = (
        select(_masks, _brands.c.name.label("brand"))
        .join(_brands, _brands.c.id == _masks.c.brand_id)
        .order_by(_brands.c.name, _masks.c.id)
    )
    if brand is not None:
        query = query.where(_brands.c.name_key == name_key(brand))
    return tuple(
        MaskRow(
            row["id"],
            row["brand"],
            decode_as(tuple[str, ...], row["groups"]),
            row["pattern"],
            row["decoder"],
            row["source"],
            row["origin"] == OWN,
        )
        for row in session.execute(query).mappings()
    )


def get_masks(session: Session, brand: str) -> tuple[Mask, ...]:
    """The masks of a brand, ready for `rules.serials`."""
    return tuple(
        Mask(row.brand, row.pattern, row.source, row.groups, row.decoder)
        for row in list_masks(session, brand)
    )


def list_authorisations(session: Session) -> tuple[AuthorisationRow, ...]:
    """The centre's contracts with brands, by brand and day."""
    query = (
        select(_contracts, _brands.c.name.label("brand"))
        .join(_brands, _brands.c.id == _contracts.c.brand_id)
        .order_by(_brands.c.name, _contracts.c.id)
    )
    return tuple(
        AuthorisationRow(
            row["id"],
            BrandAuthorisation(
                brand=row["brand"],
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                groups=decode_as(tuple[str, ...], row["groups"]),
                cap_months_from_production=row["cap_months_from_production"],
                doa_days=row["doa_days"],
                excludes_business_use=bool(row["excludes_business_use"]),
                mode=AuthorisationMode(row["mode"]),
                contract=row["contract"],
            ),
            row["warranty_months"],
        )
        for row in session.execute(query).mappings()
    )


def _list_evidence(session: Session, order_id: int) -> dict[int, list[EvidenceRow]]:
    query = (
        select(
            _evidence.c.finding_id,
            _evidence.c.attachment_id,
            _evidence.c.serial_number,
            _attachments.c.sha256,
            _attachments.c.file_name,
            _attachments.c.media_type,
            _attachments.c.added_at,
            _users.c.short_name.label("user"),
        )
        .join(_findings, _findings.c.id == _evidence.c.finding_id)
        .join(_attachments, _attachments.c.id == _evidence.c.attachment_id)
        .join(_users, _users.c.id == _evidence.c.user_id)
        .where(_findings.c.order_id == order_id)
        .order_by(_evidence.c.attachment_id)
    )
    found: dict[int, list[EvidenceRow]] = defaultdict(list)
    for row in session.execute(query).mappings():
        values: dict[str, Any] = {name: row[name] for name in EvidenceRow.__slots__}
        found[row["finding_id"]].append(EvidenceRow(**values))
    return found


def _parts_by_term(session: Session) -> dict[int, list[PartTermData]]:
    found: dict[int, list[PartTermData]] = defaultdict(list)
    for row in session.execute(select(_parts).order_by(_parts.c.id)).mappings():
        found[row["term_id"]].append(PartTermData(row["name"], row["months"], row["note"]))
    return found


def get_terms(
    session: Session, brand: str, category: str, model: str | None, transferred_on: date | None
) -> TermsOfDevice:
    """The maker's terms of a device with the parts that have their own, and the last day of each."""
    rows = list_terms(session, brand)
    wanted = compact(model or "")
    lines = [_line(row.id, row.data, wanted) for row in rows]
    found = choose(lines, category, MODEL_ASKED, transferred_on)
    parts = [
        part_cover(part, transferred_on)
        for row, line in zip(rows, lines, strict=True)
        if applies(line, category, MODEL_ASKED, transferred_on)
        for part in row.data.parts
    ]
    return replace(found, parts=tuple(parts))


def read_serial(
    session: Session,
    brand: str,
    category: str | None,
    serial: str,
    by: date,
    *,
    scanned: str | None = None,
) -> tuple[ProductionGuess | None, tuple[Notice, ...]]:
    """What a serial number says («предположительно»), not later than `by`, and warnings about it.

    An open order with the number is one of the warnings; none of them blocks or refuses.
    """
    masks = serials.of_group(get_masks(session, brand), category)
    known = find_devices(session, serial, limit=1)
    open_order = known[0].open_order if known else None
    told = serials.notices(masks, serial, scanned=scanned, open_order=open_order)
    return serials.guess(masks, serial, by), told


def _line(row_id: int, data: TermData, wanted: str) -> TermLine:
    """A stored row for the choice; a row of the model asked about gets the id that is asked for."""
    model_id = None if data.model is None else MODEL_ASKED if compact(data.model) == wanted else -1
    return TermLine(
        row_id,
        data.category,
        model_id,
        data.months,
        data.service_life_years,
        data.seller_extra_months,
        data.valid_from,
        data.valid_to,
        data.exclusions,
        data.source,
    )

"""Terms of makers, contracts with them, serial masks, refusal codes and groups, as a manager keeps them.

Shipped rows follow the program until somebody changes them. No change touches a verdict already made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys, paths
from workstation.documents import catalogues as documents
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.documents.serials import Mask, SerialMaskFile
from workstation.documents.terms import PartTermData, TermData, TermFile
from workstation.documents.warranty import BrandAuthorisation
from workstation.errors import UserError
from workstation.models import (
    Authorisation,
    Category,
    DeviceModel,
    PartTerm,
    RefusalCode,
    SerialMask,
    WarrantyTerm,
)
from workstation.rules import serials
from workstation.rules.validators import compact
from workstation.services import catalogues, journal, law, reference
from workstation.services.rights import require

_terms = WarrantyTerm.__table__
_parts = PartTerm.__table__
_masks = SerialMask.__table__
_refusals = RefusalCode.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_authorisations = Authorisation.__table__

LONGEST_TERM = 600


@dataclass(frozen=True, slots=True)
class Shipped:
    """The reference data of warranty of this version of the program."""

    law: documents.LawParamFile
    refusals: documents.RefusalCodeFile
    terms: TermFile
    serials: SerialMaskFile


def read_shipped(folder: Path | None = None) -> Shipped:
    """Read the catalogues that lie in the resources; raises FileNotFoundError in a torn installation."""
    place = folder or paths.resources_dir() / "catalogues"
    return Shipped(
        codec.decode_as(documents.LawParamFile, (place / "law_params.json").read_bytes()),
        codec.decode_as(documents.RefusalCodeFile, (place / "refusal_codes.json").read_bytes()),
        codec.decode_as(TermFile, (place / "warranty_terms.json").read_bytes()),
        codec.decode_as(SerialMaskFile, (place / "serial_rules.json").read_bytes()),
    )


def load_shipped(session: Session, shipped: Shipped) -> int:
    """Bring shipped rows up to date and leave own ones alone; gives how many rows changed. Part of a verb."""
    changed = law.load_shipped(session, shipped.law.rows, shipped.law.version)
    changed += _load_refusals(session, shipped.refusals.rows)
    changed += _load_terms(session, shipped.terms.rows)
    changed += _load_masks(session, shipped.serials.rows)
    for name, version in (
        ("refusal_codes", shipped.refusals.version),
        ("warranty_terms", shipped.terms.version),
        ("serial_rules", shipped.serials.version),
    ):
        reference.note_version(session, name, version)
    return changed


def save_term(session: Session, actor: Actor, data: TermData) -> int:
    """Add a row of terms, or change the one of `data.id`; gives its id.

    Raises UserError `field_required`, `category_unknown`, `model_unknown`, `number_range`,
    `period_reversed`, `row_not_found`.
    """
    require(actor, "warranty.terms")
    _check_term(data)
    values = _term_values(session, data, catalogues.OWN)
    saved = reference.save(session, _terms, data.id, values)
    if saved is None:
        raise UserError("row_not_found", None)
    term_id, changes = saved
    before = _stored_parts(session, term_id)
    if before != data.parts:
        _store_parts(session, term_id, data.parts)
        own = {"origin": reference.OWN, "changed_at": clock.now()}
        session.execute(update(_terms).where(_terms.c.id == term_id).values(**own))
        changes["parts"] = [_part_words(before), _part_words(data.parts)]
    body = {"brand": data.brand, "category": data.category, "model": data.model, "changes": changes}
    journal.record(session, actor, "warranty.terms", "warranty_term", term_id, body=body)
    return term_id


def save_mask(session: Session, actor: Actor, mask: Mask, row_id: int | None = None) -> int:
    """Add a mask of serial numbers, or change one; gives its id.

    Raises UserError `field_required`, `mask_bad`, `decoder_unknown`, `row_not_found`.
    """
    require(actor, "warranty.masks")
    fault = serials.pattern_error(mask.pattern, mask.decoder)
    if fault:
        raise UserError("mask_bad", "pattern", details=fault)
    if mask.decoder and mask.decoder not in serials.DECODERS:
        raise UserError("decoder_unknown", "decoder", decoder=mask.decoder)
    if not mask.pattern or not mask.brand.strip():
        raise UserError("field_required", "pattern" if mask.brand.strip() else "brand")
    saved = reference.save(session, _masks, row_id, _mask_values(session, mask, catalogues.OWN))
    if saved is None:
        raise UserError("row_not_found", None)
    mask_id, changes = saved
    body = {"brand": mask.brand, "changes": changes}
    journal.record(session, actor, "warranty.masks", "serial_mask", mask_id, body=body)
    return mask_id


def save_refusal_code(session: Session, actor: Actor, code: str, wording: str) -> str:
    """Add a refusal code, or word a known one anew; gives the code. Raises UserError `field_required`."""
    require(actor, "warranty.refusal_codes")
    code, wording = "_".join(code.upper().split()), " ".join(wording.split())
    if not code or not wording:
        raise UserError("field_required", "text" if code else "code")
    own = {"text": wording, "origin": reference.OWN, "changed_at": clock.now()}
    known = session.execute(select(_refusals).where(_refusals.c.code == code)).mappings().one_or_none()
    if known is None:
        last = session.execute(select(_refusals.c.position).order_by(_refusals.c.position.desc())).scalar()
        session.execute(insert(_refusals), {"code": code, "position": (last or 0) + 1, **own})
    else:
        session.execute(update(_refusals).where(_refusals.c.code == code).values(**own))
    body = {"code": code, "text": [known["text"] if known else None, wording]}
    journal.record(session, actor, "warranty.refusal_codes", "refusal_code", 0, body=body)
    return code


def save_authorisation(
    session: Session,
    actor: Actor,
    contract: BrandAuthorisation,
    *,
    months: int | None = None,
    row_id: int | None = None,
) -> int:
    """Add a contract with a brand, or change one; `months` is the term it gives where no other is known.

    Raises UserError `field_required`, `period_reversed`, `category_unknown`, `row_not_found`.
    """
    require(actor, "warranty.authorisation")
    if not contract.brand.strip():
        raise UserError("field_required", "brand")
    if contract.valid_from and contract.valid_to and contract.valid_to < contract.valid_from:
        raise UserError("period_reversed", "valid_to")
    for group in contract.groups:
        _known_category(session, group)
    values = _contract_values(session, contract, months)
    changes = _store_contract(session, row_id, values)
    if changes is None:
        raise UserError("row_not_found", None)
    contract_id, changed = changes
    body = {"brand": contract.brand, "contract": contract.contract, "changes": changed}
    journal.record(session, actor, "warranty.authorisation", "authorisation", contract_id, body=body)
    return contract_id


def change_group(
    session: Session, actor: Actor, code: str, *, tst_item: int | None, loaner_required: bool
) -> None:
    """Say what the law asks about a group: its item of the list of complex goods, and a loaner.

    Raises UserError `category_unknown`, `number_range`.
    """
    require(actor, "warranty.groups")
    if tst_item is not None and not 1 <= tst_item <= 14:  # noqa: PLR2004 - items of the list (ПП № 924)
        raise UserError("number_range", "tst_item", least=1, most=14)
    _known_category(session, code)
    known = session.execute(select(_categories).where(_categories.c.code == code)).mappings().one()
    values = {"tst_item": tst_item, "loaner_required": loaner_required}
    changes = reference.differences(known, values)
    if changes:
        session.execute(
            update(_categories).where(_categories.c.code == code).values(origin=catalogues.OWN, **values)
        )
    body = {"code": code, "changes": changes}
    journal.record(session, actor, "warranty.groups", "category", 0, body=body)


def _check_term(data: TermData) -> None:
    if not data.brand.strip():
        raise UserError("field_required", "brand")
    if data.model and not data.category:
        raise UserError("field_required", "category")
    numbers = {
        "months": data.months,
        "service_life_years": data.service_life_years,
        "seller_extra_months": data.seller_extra_months,
    }
    for index, part in enumerate(data.parts):
        if not part.name.strip():
            raise UserError("field_required", f"parts.{index}.name")
        numbers[f"parts.{index}.months"] = part.months
    for field, number in numbers.items():
        if number is not None and not 0 <= number <= LONGEST_TERM:
            raise UserError("number_range", field, least=0, most=LONGEST_TERM)
    if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
        raise UserError("period_reversed", "valid_to")


def _term_values(session: Session, data: TermData, origin: str) -> dict[str, Any]:
    brand_id = catalogues.brand_of(session, " ".join(data.brand.split()), origin)[0]
    if data.category:
        _known_category(session, data.category)
    return {
        "brand_id": brand_id,
        "category_code": data.category,
        "model_id": _model_id(session, brand_id, data) if data.model else None,
        "months": data.months,
        "service_life_years": data.service_life_years,
        "seller_extra_months": data.seller_extra_months,
        "valid_from": data.valid_from,
        "valid_to": data.valid_to,
        "exclusions": data.exclusions.strip(),
        "source": " ".join(data.source.split()),
    }


def _model_id(session: Session, brand_id: int, data: TermData) -> int:
    found = session.execute(
        select(_models.c.id).where(
            _models.c.brand_id == brand_id,
            _models.c.category_code == data.category,
            _models.c.name_key == compact(data.model or ""),
        )
    ).scalar()
    if found is None:
        raise UserError("model_unknown", "model", model=data.model)
    return int(found)


def _mask_values(session: Session, mask: Mask, origin: str) -> dict[str, Any]:
    return {
        "brand_id": catalogues.brand_of(session, " ".join(mask.brand.split()), origin)[0],
        "groups": codec.encode(mask.groups).decode(),
        "pattern": mask.pattern,
        "decoder": mask.decoder,
        "source": " ".join(mask.source.split()),
    }


def _contract_values(session: Session, contract: BrandAuthorisation, months: int | None) -> dict[str, Any]:
    return {
        "brand_id": catalogues.brand_of(session, " ".join(contract.brand.split()))[0],
        "contract": contract.contract,
        "valid_from": contract.valid_from,
        "valid_to": contract.valid_to,
        "groups": codec.encode(contract.groups).decode(),
        "mode": contract.mode.value,
        "doa_days": contract.doa_days,
        "cap_months_from_production": contract.cap_months_from_production,
        "excludes_business_use": contract.excludes_business_use,
        "warranty_months": months,
    }


def _store_contract(
    session: Session, row_id: int | None, values: dict[str, Any]
) -> tuple[int, dict[str, list[Any]]] | None:
    if row_id is None:
        row_id = keys.new_key()
        session.execute(insert(_authorisations), {"id": row_id, **values})
        return row_id, reference.differences({}, values)
    known = session.execute(select(_authorisations).where(_authorisations.c.id == row_id)).mappings().first()
    if known is None:
        return None
    changes = reference.differences(known, values)
    if changes:
        session.execute(update(_authorisations).where(_authorisations.c.id == row_id).values(**values))
    return row_id, changes


def _load_refusals(session: Session, codes: Sequence[documents.RefusalCode]) -> int:
    stored = {row["code"]: row for row in session.execute(select(_refusals)).mappings()}
    changed = 0
    for position, one in enumerate(codes, 1):
        values = {"text": one.text, "position": position}
        known = stored.get(one.code)
        moment = {"changed_at": clock.now()}
        if known is None:
            row = {"code": one.code, "origin": reference.SHIPPED, **values, **moment}
            session.execute(insert(_refusals), row)
        elif known["origin"] == reference.SHIPPED and reference.differences(known, values):
            session.execute(update(_refusals).where(_refusals.c.code == one.code).values(**values, **moment))
        else:
            continue
        changed += 1
    return changed


def _load_terms(session: Session, terms: Sequence[TermData]) -> int:
    wanted = {term.key or term.brand: term for term in terms}
    values = {key: _term_values(session, term, catalogues.SHIPPED) for key, term in wanted.items()}
    changed = set(reference.sync(session, _terms, values))
    shipped = session.execute(
        select(_terms.c.id, _terms.c.shipped_key).where(
            _terms.c.origin == reference.SHIPPED, _terms.c.shipped_key.in_(list(wanted))
        )
    ).all()
    for row in shipped:
        parts = wanted[row.shipped_key].parts
        if _stored_parts(session, row.id) != parts:
            _store_parts(session, row.id, parts)
            changed.add(row.shipped_key)
    return len(changed)


def _load_masks(session: Session, masks: Sequence[Mask]) -> int:
    wanted = {mask.key or mask.pattern: _mask_values(session, mask, catalogues.SHIPPED) for mask in masks}
    return len(reference.sync(session, _masks, wanted))


def _stored_parts(session: Session, term_id: int) -> tuple[PartTermData, ...]:
    query = select(_parts).where(_parts.c.term_id == term_id).order_by(_parts.c.id)
    return tuple(
        PartTermData(row["name"], row["months"], row["note"]) for row in session.execute(query).mappings()
    )


def _store_parts(session: Session, term_id: int, parts: Sequence[PartTermData]) -> None:
    session.execute(delete(_parts).where(_parts.c.term_id == term_id))
    rows = [
        {
            "id": keys.new_key(),
            "term_id": term_id,
            "name": part.name,
            "months": part.months,
            "note": part.note,
        }
        for part in parts
    ]
    if rows:
        session.execute(insert(_parts), rows)


def _part_words(parts: Sequence[PartTermData]) -> list[str]:
    return [f"{part.name}: {part.months}" for part in parts]


def _known_category(session: Session, code: str) -> None:
    if session.execute(select(_categories.c.code).where(_categories.c.code == code)).first() is None:
        raise UserError("category_unknown", "category", category=code)

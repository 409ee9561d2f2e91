"""What every paper needs to know of the centre: details, prefix, authorisations of the day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.codec import decode_as
from workstation.documents.papers import BrandLicence, CentreDetails
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Authorisation, Brand
from workstation.queries.law import data_version, read_law
from workstation.rules.law import Law
from workstation.rules.validators import format_phone, parse_phone
from workstation.settings import DECLARED

_authorisations = Authorisation.__table__
_brands = Brand.__table__

_SETTINGS = text("SELECT key, value FROM setting WHERE owner_id = 0")
_PREFIX = text("SELECT prefix FROM branch WHERE id = :branch")
_LICENCES = (
    select(_authorisations, _brands.c.name.label("brand"))
    .join(_brands, _brands.c.id == _authorisations.c.brand_id)
    .order_by(_brands.c.name)
)


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre on a given day: its settings, the head of its papers, its prefix, contracts and law.

    `data_version` names the reference data that a verdict made now stands on.
    """

    values: dict[str, Any]
    prefix: str
    details: CentreDetails
    authorisations: tuple[dict[str, Any], ...]
    law: Law
    data_version: str

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key, DECLARED[key].default)


def load_centre(session: Session, actor: Actor, today: date) -> Centre:
    """Read the centre once per transaction."""
    values = {key: json.loads(value) for key, value in rows.run(session, _SETTINGS)}
    prefix = rows.run(session, _PREFIX, branch=actor.branch_id)[0][0]
    licences = tuple(dict(row) for row in session.execute(_LICENCES).mappings())
    details = _details(values.get("centre.details") or {}, licences, today)
    in_force = read_law(session, inclusive=bool(values.get("warranty.inclusive_extension")))
    version = data_version(session, in_force)
    return Centre(values, prefix, details, licences, in_force.law, version)


def _details(
    stored: dict[str, Any], authorisations: tuple[dict[str, Any], ...], today: date
) -> CentreDetails:
    licences = tuple(
        BrandLicence(row["brand"], row["contract"]) for row in authorisations if is_valid_on(row, today)
    )
    facts = {
        key: value for key, value in stored.items() if key in CentreDetails.__slots__ and key != "brands"
    }
    facts["phones"] = [_shown(phone) for phone in facts.get("phones", ())]
    base = decode_as(CentreDetails, json.dumps({"name": "", **facts}))
    return CentreDetails(
        **{name: getattr(base, name) for name in CentreDetails.__slots__ if name != "brands"}, brands=licences
    )


def _shown(phone: str) -> str:
    """A stored phone as papers show it; one that is no phone stays as it was typed."""
    try:
        known = parse_phone(phone)
    except UserError:
        return phone
    return format_phone(known.e164, known.extension)


def is_valid_on(row: dict[str, Any], day: date) -> bool:
    """Whether an authorisation is in force on a day (both ends included, open ends unlimited)."""
    begins, ends = row["valid_from"], row["valid_to"]
    return (begins is None or begins <= day) and (ends is None or day <= ends)

"""Rules of parts: what one in the catalogue must have, its keys, what is said of an old one."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.documents.parts import PartData
from workstation.documents.stock import OldPartFate
from workstation.errors import UserError
from workstation.rules.validators import name_key, serial_key
from workstation.statuses import OldParts

MOST_MONTHS = 1200
LONGEST_NUMBER, LONGEST_NAME = 64, 300
OLD_PARTS_OF: Mapping[OldPartFate | None, OldParts] = {
    OldPartFate.CUSTOMER: OldParts.TO_CUSTOMER,
    OldPartFate.MANUFACTURER: OldParts.TO_MANUFACTURER,
    OldPartFate.SCRAP: OldParts.DISPOSED,
}
"""What the handover act says of an old part by what becomes of it; of the rest it says nothing."""


def part_key(data: PartData) -> tuple[str, str]:
    """The keys that tell one part from another: number and brand, spelling apart."""
    return serial_key(data.number), name_key(data.brand)


def check_part(data: PartData) -> tuple[UserError, ...]:
    """Everything wrong with a part as it is entered, in the order of the form."""
    found = []
    if not serial_key(data.number):
        found.append(UserError("field_required", "number"))
    elif len(data.number.strip()) > LONGEST_NUMBER:
        found.append(UserError("text_long", "number", most=LONGEST_NUMBER))
    if not name_key(data.name):
        found.append(UserError("field_required", "name"))
    elif len(data.name.strip()) > LONGEST_NAME:
        found.append(UserError("text_long", "name", most=LONGEST_NAME))
    if data.warranty_months is not None and not 0 <= data.warranty_months <= MOST_MONTHS:
        found.append(UserError("number_range", "warranty_months", least=0, most=MOST_MONTHS))
    return tuple(found)

"""What the counter asks, and what it may take for granted until the clerk says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from stdnum import luhn
from stdnum.exceptions import ValidationError

from workstation.documents.intake import CustomerData, DeviceData
from workstation.rules.deadlines import repair_last_day
from workstation.rules.intake import is_consumer_warranty
from workstation.rules.validators import name_key
from workstation.statuses import CustomerKind, Demand, RequestKind, Use

PAID_KINDS = frozenset({RequestKind.PAID, RequestKind.MAINTENANCE})
CHECK_KINDS = frozenset({RequestKind.QUALITY_CHECK, RequestKind.EXPERTISE})
DATA_CATEGORIES = frozenset(
    {"laptop", "desktop", "smartphone", "tablet", "smart_watch", "camera", "game_console"}
)
IMEI_DIGITS = 15
APPEARANCE_SEPARATOR = "; "
MARK_SEPARATOR = ", "


def asks_estimate(kind: RequestKind | None) -> bool:
    """Whether a price is agreed (ст. 33 Закона № 2300-1); else the free repair's rights are asked."""
    return kind in PAID_KINDS


def asks_legal_details(kind: CustomerKind | None) -> bool:
    """Whether the customer has an ИНН and a person to speak with."""
    return kind in {CustomerKind.COMPANY, CustomerKind.ENTREPRENEUR}


def holds_data(category: str | None, has_imei: bool = False) -> bool:
    """Whether a device of the category keeps the owner's data behind a code."""
    return has_imei or category in DATA_CATEGORIES


def default_demand(kind: RequestKind) -> Demand:
    """What is demanded as a rule in a request of this kind."""
    return Demand.QUALITY_CHECK if kind in CHECK_KINDS else Demand.REPAIR


def use_said(for_work: bool) -> Use | None:
    """What the clerk ticked; without a tick the kind of the customer decides."""
    return Use.BUSINESS if for_work else None


def latest_agreed(
    customer: CustomerKind, kind: RequestKind, for_work: bool, demanded_on: date
) -> date | None:
    """The latest day that may be agreed with a consumer for a free repair; None where nothing limits it."""
    limited = is_consumer_warranty(customer, use_said(for_work), kind)
    return repair_last_day(demanded_on) if limited else None


def split_number(text: str | None, imei: str | None, has_imei: bool) -> tuple[str | None, str | None]:
    """(serial number, IMEI): fifteen digits with a right check digit are an IMEI where there is one."""
    if imei or not has_imei or not text:
        return text, imei
    digits = re.sub(r"[\s/.-]", "", text)
    if len(digits) != IMEI_DIGITS or not digits.isdecimal() or not digits.isascii():
        return text, imei
    try:
        luhn.validate(digits)
    except ValidationError:
        return text, imei
    return None, digits


def join_appearance(marks: Sequence[str], text: str | None) -> str:
    """One text of the marks chosen and the words added: `царапины, потёртости; 3 см на правой стенке`."""
    first = MARK_SEPARATOR.join(mark.strip() for mark in marks if mark.strip())
    return APPEARANCE_SEPARATOR.join(part for part in (first, (text or "").strip()) if part)


def split_appearance(text: str, marks: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """What `join_appearance` was given: the marks that are offered, and the rest of the words."""
    offered = {name_key(mark): mark for mark in marks}
    first, _separator, rest = text.partition(APPEARANCE_SEPARATOR)
    found = [offered.get(name_key(word)) for word in first.split(MARK_SEPARATOR)]
    if not all(found):
        return (), text
    return tuple(mark for mark in found if mark), rest


def is_same_customer(known: CustomerData, name: str | None) -> bool:
    """Whether a name typed over a known customer's can still be the same one: a word of it is left."""
    return bool(set(name_key(known.name).split()) & set(name_key(name or "").split()))


def device_title(device: DeviceData, category: str) -> str:
    """A device in few words: `Стиральная машина Bosch WAN28263BY`."""
    return " ".join(part for part in (category, device.brand, device.model or "") if part)

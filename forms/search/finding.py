"""What a search asks the base: orders and customers by words, an order or a passport by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forms import PAGES
from workstation import clock
from workstation.documents.order_rows import FoundRow
from workstation.documents.orders import CustomerMatch, DeviceMatch
from workstation.errors import UserError
from workstation.rules import codes

if TYPE_CHECKING:
    from workstation.documents.codes import Coded
    from workstation.documents.parts import PartRow
    from workstation.services.passports import PassportCheck

MOST = 50
MOST_CUSTOMERS = MOST_PARTS = 8
PAGES_OF = {"part": "part", "piece": "part", "purchase": "purchase", "bin": "store"}
"""The page that a scanned code opens, by what it names; what has no page of its own is told in words."""


class Found(NamedTuple):
    """What fits a text. `trouble` is why a scanned code could not be read, `coded` the row that it names."""

    orders: tuple[FoundRow, ...] = ()
    customers: tuple[CustomerMatch, ...] = ()
    passport: PassportCheck | None = None
    category: str = ""
    devices: tuple[DeviceMatch, ...] = ()
    trouble: UserError | None = None
    coded: Coded | None = None
    parts: tuple[PartRow, ...] = ()


def page_of(found: Found) -> tuple[str, object] | None:
    """The page that shows the one thing which was found, and its key; None where no page shows it alone."""
    if len(found.orders) == 1 and not found.customers:
        return "order", found.orders[0].id
    if len(found.parts) == 1 and not (found.orders or found.customers):
        return "part", found.parts[0].id
    coded = found.coded
    page = PAGES_OF.get(coded.kind.value) if coded is not None else None
    if coded is None or page is None or page not in PAGES:
        return None
    return page, coded.part_id or coded.id


def is_code(text: str) -> bool:
    """Whether this is a code of ours and no words."""
    return codes.is_scan_code(text) or is_passport(text)


def is_passport(text: str) -> bool:
    """Whether this claims to be the code of a passport."""
    return text.strip().upper().startswith(codes.PASSPORT_PREFIX)


def find(session: Any, text: str, branch_id: int, limit: int = MOST) -> Found:
    """Everything that fits, parts with the branch's stock; a code that cannot be read is told, not raised."""
    from workstation.queries.customers import find_customers  # not wanted before the base is open
    from workstation.queries.orders import find_orders
    from workstation.queries.parts import find_parts
    from workstation.queries.scan_codes import find_coded, find_numbered

    try:
        if is_passport(text):
            return _find_passport(session, text)
        orders = tuple(find_orders(session, text, limit))
    except UserError as error:
        return Found(trouble=error)
    if codes.is_scan_code(text):
        return Found(orders, coded=find_coded(session, text))
    customers = tuple(find_customers(session, text, MOST_CUSTOMERS))
    parts = tuple(find_parts(session, branch_id, text, on=clock.today(), limit=MOST_PARTS))
    coded = find_numbered(session, text) if not orders else None
    return Found(orders, customers, parts=parts, coded=coded)


def _find_passport(session: Any, text: str) -> Found:
    from workstation.queries.catalogues import list_categories  # rarely wanted
    from workstation.queries.devices import find_devices
    from workstation.services.passports import check_passport

    checked = check_passport(session, text)
    names = {row.code: row.name for row in list_categories(session)}
    devices = tuple(find_devices(session, checked.fields.serial.strip("~")))
    category = names.get(checked.fields.category, checked.fields.category)
    return Found(passport=checked, category=category, devices=devices)

"""What the bench asks of the store: parts by what is typed or scanned, one part, the pieces in a cell."""

from __future__ import annotations

from typing import Any

from workstation import clock
from workstation.documents.codes import CodeKind
from workstation.documents.parts import PartRow, Substitute
from workstation.documents.people import Actor
from workstation.documents.purchasing import Offer, RequestRow
from workstation.errors import UserError
from workstation.queries.part_offers import find_offers, get_offer
from workstation.queries.parts import list_substitutes, part_id_of
from workstation.queries.scan_codes import key_in
from workstation.queries.stock import list_serials


def find(session: Any, actor: Actor, text: str, model: str, category: str) -> list[PartRow]:
    """Parts by a scanned code or by what is typed; those that fit the device first. Raises `scan_code_…`."""
    part_id = key_in(session, text, CodeKind.PART)
    if part_id is not None:
        return [get_offer(session, actor.branch_id, part_id, clock.today()).part]
    named = {"model": model, "category": category, "on": clock.today()}
    return find_offers(session, actor.branch_id, text, **named)


def is_number(session: Any, text: str) -> bool:
    """Whether some maker has a part of this number."""
    try:
        part_id_of(session, text)
    except UserError as error:
        return error.code == "part_ambiguous"
    return True


def offer(session: Any, actor: Actor, part_id: int) -> Offer:
    """A part as it can be had now."""
    return get_offer(session, actor.branch_id, part_id, clock.today())


def substitutes(session: Any, actor: Actor, part_id: int) -> tuple[Substitute, ...]:
    """What stands in for a part."""
    return list_substitutes(session, actor.branch_id, part_id)


def serials(session: Any, actor: Actor, request: RequestRow) -> tuple[str, ...]:
    """The numbers that lie where a request's pieces are reserved; of an untracked part none."""
    if not request.is_serial or request.bin_id is None:
        return ()
    found = list_serials(session, actor.branch_id, part_id=request.part_id)
    return tuple(row.serial_number for row in found if row.bin_id == request.bin_id)

"""What a receipt asks of the base: what a scan names, and the facts of parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.codes import Coded
from workstation.documents.parts import PriceKind
from workstation.documents.purchasing import Incoming
from workstation.errors import UserError
from workstation.models import Part
from workstation.queries.parts import prices_on
from workstation.queries.scan_codes import find_coded
from workstation.rules import codes
from workstation.rules.validators import serial_key

_parts = Part.__table__


@dataclass(frozen=True, slots=True)
class ScanRead:
    """What a scan names: parts (of several makers with one number), and of a code of ours its row."""

    parts: tuple[Incoming, ...] = ()
    coded: Coded | None = None


def read_scan(session: Session, text: str, on: date) -> ScanRead:
    """What a scan or a typed number names; nothing for a number that no part has.

    Raises UserError `scan_code_bad`, `scan_code_check`, `scan_code_unknown` for a code of ours.
    """
    if not codes.is_scan_code(text):
        return ScanRead(_incoming(session, _parts.c.number_key == serial_key(text), on))
    coded = find_coded(session, text)
    if coded is None:
        raise UserError("scan_code_unknown", "scan")
    parts = () if coded.part_id is None else _incoming(session, _parts.c.id == coded.part_id, on)
    return ScanRead(parts, coded)


def get_incoming(session: Session, part_ids: Iterable[int], on: date) -> dict[int, Incoming]:
    """Parts by their ids."""
    return {one.part_id: one for one in _incoming(session, _parts.c.id.in_(list(part_ids)), on)}


def _incoming(session: Session, test: Any, on: date) -> tuple[Incoming, ...]:
    found = session.execute(select(_parts).where(test).order_by(_parts.c.brand_key)).mappings().all()
    prices = prices_on(session, [row["id"] for row in found], PriceKind.PURCHASE, on)
    return tuple(
        Incoming(
            part_id=row["id"],
            number=row["number"],
            name=row["name"],
            brand=row["brand"],
            unit=row["unit"],
            is_serial=row["is_serial"],
            price=prices.get(row["id"], 0),
        )
        for row in found
    )

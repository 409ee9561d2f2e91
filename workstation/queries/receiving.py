"""What a receipt asks of the base: parts by what was scanned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.parts import PriceKind
from workstation.documents.purchasing import Incoming
from workstation.models import Part
from workstation.queries.parts import prices_on
from workstation.rules import codes
from workstation.rules.validators import serial_key

_parts = Part.__table__


def find_incoming(session: Session, code: str, on: date) -> list[Incoming]:
    """Parts that a scan or a typed number can mean: our own code of one, or a number of several makers.

    Raises UserError `scan_code_bad`, `scan_code_check` for a spoilt code of ours.
    """
    if codes.is_scan_code(code):
        return _incoming(session, _parts.c.id == codes.decode(code, "scan"), on)
    return _incoming(session, _parts.c.number_key == serial_key(code), on)


def get_incoming(session: Session, part_ids: Sequence[int], on: date) -> dict[int, Incoming]:
    """Parts by their ids."""
    return {one.part_id: one for one in _incoming(session, _parts.c.id.in_(part_ids), on)}


def _incoming(session: Session, test: Any, on: date) -> list[Incoming]:
    found = session.execute(select(_parts).where(test).order_by(_parts.c.brand_key)).mappings().all()
    prices = prices_on(session, [row["id"] for row in found], PriceKind.PURCHASE, on)
    return [
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
    ]

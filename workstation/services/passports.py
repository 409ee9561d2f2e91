"""«Паспорт оборудования»: issued with a signed code, checked without a server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from textwrap import shorten
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workstation import clock, sealing
from workstation.documents.codes import PassportFields
from workstation.documents.papers import EquipmentPassport, PassportEvent, PassportTerm
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import TrustedKey, WorkOrder
from workstation.rules import codes
from workstation.services import builders, documents, journal, numbering
from workstation.services.centre import Centre
from workstation.services.rights import require
from workstation.statuses import CLOSED, DocumentKind, OrderStatus

_keys = TrustedKey.__table__
_orders = WorkOrder.__table__

SERIES = "П"
HISTORY_TEXT = 160
PUBLIC_KEY_BYTES = 32


class Genuineness(StrEnum):
    """What a check of a passport's code says."""

    GENUINE = "genuine"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True, slots=True)
class PassportCheck:
    """The result of a check; `owner` is the centre whose key signed it."""

    result: Genuineness
    fields: PassportFields
    key_id: str
    owner: str | None = None


def issue_passport(
    session: Session, actor: Actor, centre: Centre, device: Mapping[str, Any], order_ids: Sequence[int]
) -> int:
    """Freeze a passport of a device and give the document's id; part of a verb.

    Raises UserError `keyring_missing` on a computer without the base's keys.
    """
    ring = sealing.read_keyring(session.info["folder"])
    if ring is None:
        raise UserError("keyring_missing", None)
    terms = _terms(session, order_ids)
    year = clock.today().year
    number = numbering.show(SERIES, year, numbering.take(session, actor.branch_id, SERIES, year)[0])
    fields = PassportFields(
        number=number,
        category=device["category_code"],
        brand=device["brand_name"],
        model=device["model_name"] or "",
        serial=device["serial_number"] or device["imei"] or "",
        warranty_until=terms[0].until if terms else None,
        issued_on=clock.today(),
    )
    body = codes.pack(fields)
    passport = EquipmentPassport(
        number=number,
        issued_at=clock.now(),
        centre=centre.details,
        device=builders.printed_device(device),
        code=codes.payload(body, sealing.key_id(ring.public), ring.sign(body)),
        terms=terms,
        history=_history(session, device["id"]),
        training=bool(centre["base.training"]),
    )
    return documents.freeze(session, actor, DocumentKind.EQUIPMENT_PASSPORT, number, passport, order_ids)


def check_passport(session: Session, code: str) -> PassportCheck:
    """Say whether a scanned passport is genuine; raises UserError for a text that is no passport code."""
    read = codes.unpack(code)
    kid = read.key_id.hex()
    found = session.execute(select(_keys).where(_keys.c.kid == kid)).mappings().one_or_none()
    if found is None:
        return PassportCheck(Genuineness.UNKNOWN_KEY, read.fields, kid)
    genuine = sealing.verify(found["public_key"], read.body, read.signature)
    result = Genuineness.GENUINE if genuine else Genuineness.FORGED
    return PassportCheck(result, read.fields, kid, found["owner"])


def trust_key(session: Session, actor: Actor, public_key: bytes, owner: str) -> str:
    """Import another centre's public key; gives its short name. Raises UserError `key_bad`."""
    require(actor, "passport.trust_key")
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise UserError("key_bad", "key")
    kid = sealing.key_id(public_key).hex()
    if session.execute(select(_keys.c.kid).where(_keys.c.kid == kid)).scalar() is None:
        session.execute(
            insert(_keys),
            {"kid": kid, "public_key": public_key, "owner": owner, "is_own": False, "added_at": clock.now()},
        )
    journal.record(
        session, actor, "passport.trust_key", "key", int(kid, 16), body={"kid": kid, "owner": owner}
    )
    return kid


def _terms(session: Session, order_ids: Sequence[int]) -> tuple[PassportTerm, ...]:
    """The warranty term that the latest verdict of these orders found."""
    stored = session.execute(select(_orders.c.verdict).where(_orders.c.id.in_(order_ids))).scalars()
    for verdict in stored:
        entitlement = json.loads(verdict)["verdict"]["entitlement"] if verdict else {}
        if entitlement.get("free") == "yes" and entitlement.get("until"):
            return (PassportTerm("Гарантия", date.fromisoformat(entitlement["until"])),)
    return ()


def _history(session: Session, device_id: int) -> tuple[PassportEvent, ...]:
    rows = session.execute(
        select(
            _orders.c.demanded_on,
            _orders.c.closed_at,
            _orders.c.status,
            _orders.c.reported_fault,
            _orders.c.number,
        )
        .where(_orders.c.device_id == device_id, _orders.c.status != OrderStatus.CANCELLED.value)
        .order_by(_orders.c.id)
    )
    return tuple(
        PassportEvent(
            demanded_on=row.demanded_on,
            issued_on=clock.local(row.closed_at).date()
            if row.closed_at and OrderStatus(row.status) in CLOSED
            else None,
            text=shorten(row.reported_fault, HISTORY_TEXT, placeholder="…"),
            order_number=row.number,
        )
        for row in rows
    )

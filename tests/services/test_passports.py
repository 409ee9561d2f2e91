"""Passports: signed when issued; genuine, forged or of an unknown key when scanned."""

from __future__ import annotations

import pytest

from tests.support.intakes import accept, ready
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import sealing
from workstation.db import Database
from workstation.documents.codes import PassportFields
from workstation.documents.papers import EquipmentPassport
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.rules import codes
from workstation.services import documents, papers, passports
from workstation.services.passports import Genuineness
from workstation.statuses import DocumentKind


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.fixture
def passport(database: Database, actor: Actor) -> EquipmentPassport:
    order_id = accept(database, actor).orders[0].id
    issued = do(database, papers.issue, actor, order_id, DocumentKind.EQUIPMENT_PASSPORT)
    paper: EquipmentPassport = see(database, documents.read, issued)[0]
    return paper


def foreign() -> tuple[sealing.Keyring, str]:
    """Another centre's keys and a passport signed with them."""
    ring = sealing.Keyring(bytes(range(32)), bytes(32))
    body = codes.pack(PassportFields("П-2026-000009", "tv", "Samsung", "UE55", "S123"))
    return ring, codes.payload(body, sealing.key_id(ring.public), ring.sign(body))


def test_our_own_passport_is_genuine(database: Database, passport: EquipmentPassport) -> None:
    checked = see(database, passports.check_passport, passport.code)
    assert checked.result is Genuineness.GENUINE
    assert checked.fields.number == passport.number
    assert checked.fields.serial == "FD0503000123"


def test_a_changed_passport_is_forged(database: Database, passport: EquipmentPassport) -> None:
    read = codes.unpack(passport.code)
    body = codes.pack(
        PassportFields(passport.number, "washing_machine", "Bosch", "WAN28263BY", "FD0503000124")
    )
    forged = codes.payload(body, read.key_id, read.signature)
    assert see(database, passports.check_passport, forged).result is Genuineness.FORGED


def test_another_centre_is_unknown_until_its_key_is_trusted(database: Database, actor: Actor) -> None:
    ring, code = foreign()
    unknown = see(database, passports.check_passport, code)
    assert (unknown.result, unknown.owner) == (Genuineness.UNKNOWN_KEY, None)
    assert unknown.key_id == sealing.key_id(ring.public).hex()
    one_entry(
        database,
        "passport.trust_key",
        lambda: do(database, passports.trust_key, actor, ring.public, "ООО «Сосед»"),
    )
    known = see(database, passports.check_passport, code)
    assert (known.result, known.owner) == (Genuineness.GENUINE, "ООО «Сосед»")


def test_a_passport_without_its_key_file_is_refused(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    sealing.keyring_path(database.folder).unlink()
    with pytest.raises(UserError, match="keyring_missing"):
        do(database, papers.issue, actor, order_id, DocumentKind.EQUIPMENT_PASSPORT)


@pytest.mark.parametrize("code", ["ASP1:", "ASP1:%%%", "ASP1:ABC", "Samsung"])
def test_a_text_that_is_no_passport_is_told(database: Database, actor: Actor, code: str) -> None:
    with pytest.raises(UserError, match="passport_code_bad"):
        see(database, passports.check_passport, code)


def test_only_an_administrator_trusts_a_key(database: Database, actor: Actor) -> None:
    ring, _code = foreign()
    refused_without(
        database,
        actor,
        "passport.trust_key",
        lambda other: do(database, passports.trust_key, other, ring.public, "Сосед"),
    )
    with pytest.raises(UserError, match="key_bad"):
        do(database, passports.trust_key, actor, b"short", "Сосед")

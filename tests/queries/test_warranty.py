"""Reading reference rows: terms of a device with its parts, what a serial number says, a manager's lists."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.intakes import accept, ready
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.terms import PartTermData, TermData
from workstation.documents.warranty import BrandAuthorisation
from workstation.queries.warranty import (
    get_terms,
    list_authorisations,
    list_law,
    list_masks,
    list_refusal_codes,
    list_terms,
    read_serial,
)
from workstation.services import warranty_terms

SOLD = date(2025, 6, 10)
TODAY = date(2026, 5, 22)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def test_terms_of_a_device_tell_its_parts(database: Database, actor: Actor) -> None:
    with database.begin() as session:
        found = get_terms(session, "LG", "washing_machine", None, SOLD)
        other = get_terms(session, "Nobody", "tv", None, SOLD)
    assert found.months == 12
    assert [(part.months, part.until) for part in found.parts] == [(120, date(2035, 6, 10))]
    assert (other.months, other.parts) == (None, ())


def test_terms_of_a_model_are_for_that_model(database: Database, actor: Actor) -> None:
    accept(database, actor)
    data = TermData("Bosch", "washing_machine", "WAN28263BY", months=36, parts=(PartTermData("Насос", 60),))
    database.run(lambda session: warranty_terms.save_term(session, actor, data), write=True)
    with database.begin() as session:
        same = get_terms(session, "bosch", "washing_machine", "wan 28263 by", SOLD)
        other = get_terms(session, "Bosch", "washing_machine", "WAN1", SOLD)
        rows = list_terms(session, "Bosch")
    assert (same.months, [part.name for part in same.parts]) == (36, ["Насос"])
    assert (other.months, other.parts) == (12, ())
    assert [row.is_own for row in rows] == [False, True]


def test_a_serial_number_is_read_with_its_warnings(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    with database.begin() as session:
        guess, told = read_serial(session, "Bosch", "washing_machine", "FD 0503 000123", SOLD)
        nothing, strange = read_serial(session, "Bosch", "washing_machine", "603NTAB1C234", SOLD, scanned="X")
    assert guess is not None
    assert guess.on == date(2025, 3, 1)
    assert [(notice.code, notice.params["order"]) for notice in told] == [
        ("SERIAL_OPEN_ELSEWHERE", made.orders[0].number)
    ]
    assert nothing is None
    assert [notice.code for notice in strange] == ["SERIAL_SCAN_DIFFERS", "SERIAL_MASK"]


def test_a_manager_sees_every_row(database: Database, actor: Actor) -> None:
    contract = BrandAuthorisation("Bosch", TODAY, None, ("tv",), contract="АСЦ-1")
    database.run(
        lambda session: warranty_terms.save_authorisation(session, actor, contract, months=24), write=True
    )
    with database.begin() as session:
        law = list_law(session)
        (stored,) = list_authorisations(session)
        masks, codes = list_masks(session), list_refusal_codes(session)
    assert [row.param.value for row in law if row.param.code == "VAT_BASE"] == ["20", "22"]
    assert (stored.data, stored.months) == (contract, 24)
    assert {"Bosch", "LG", "Apple"} <= {mask.brand for mask in masks}
    assert codes[0].code == "LIQUID"

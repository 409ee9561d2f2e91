"""Dated law, terms, masks, codes, contracts: what ships, what a manager keeps, what upgrades leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, func, select, update

from tests.support.intakes import ready
from workstation.db import Database
from workstation.documents.catalogues import RefusalCode as RefusalData
from workstation.documents.people import Actor
from workstation.documents.serials import Mask
from workstation.documents.terms import PartTermData, TermData
from workstation.documents.warranty import BrandAuthorisation, LawParam
from workstation.errors import AccessError, UserError
from workstation.models import (
    Authorisation,
    Category,
    JournalEntry,
    LawParameter,
    PartTerm,
    RefusalCode,
    SerialMask,
    WarrantyTerm,
)
from workstation.queries.law import LawInForce, data_version, read_law
from workstation.services import law, warranty_terms
from workstation.services.setup import initialise
from workstation.statuses import Role

DAY = date(2026, 5, 22)
REPAIR = LawParam("REPAIR_MAX_DAYS", "45", "days", "ст. 20 п. 1", date(2026, 6, 1))
LG_MOTOR = PartTermData("Двигатель", 120, "по талону")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def run(database: Database, work: Any) -> Any:
    result, _changed = database.run(work, write=True)
    return result


def rows(database: Database, table: Table) -> list[dict[str, Any]]:
    with database.begin() as session:
        return [dict(row) for row in session.execute(select(table)).mappings()]


def entries(database: Database) -> int:
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(JournalEntry.__table__)).scalar_one())


def in_force(database: Database) -> LawInForce:
    with database.begin() as session:
        return read_law(session)


def test_what_ships_is_in_a_new_base(database: Database, actor: Actor) -> None:
    shipped = warranty_terms.read_shipped()
    assert len(rows(database, LawParameter.__table__)) == len(shipped.law.rows)
    assert len(rows(database, RefusalCode.__table__)) == len(shipped.refusals.rows)
    assert len(rows(database, WarrantyTerm.__table__)) == len(shipped.terms.rows)
    assert len(rows(database, SerialMask.__table__)) == len(shipped.serials.rows)
    assert len(rows(database, PartTerm.__table__)) == sum(len(term.parts) for term in shipped.terms.rows)
    with database.begin() as session:
        version = data_version(session, read_law(session))
    named = {"law_params:2", "refusal_codes:1", "serial_rules:1", "warranty_terms:1"}
    assert named <= set(version.split())
    assert " law:" in version


def test_the_law_of_the_base_is_dated(database: Database, actor: Actor) -> None:
    known = in_force(database).law
    assert known.text("VAT_BASE", date(2025, 12, 31)) == "20"
    assert known.text("VAT_BASE", date(2026, 1, 1)) == "22"
    assert known.text("PENALTY_GOODS_CAP", date(2026, 1, 31)) is None
    assert known.text("PENALTY_GOODS_CAP", date(2026, 2, 1)) == "price_paid"


def test_a_new_row_rules_from_its_day_and_the_old_before(database: Database, actor: Actor) -> None:
    before = in_force(database)
    made = entries(database)
    run(database, lambda session: law.save_param(session, actor, replace(REPAIR, value="30")))
    after = in_force(database)
    assert after.version != before.version
    assert after.law.whole("REPAIR_MAX_DAYS", date(2026, 5, 31)) == 45
    assert after.law.whole("REPAIR_MAX_DAYS", date(2026, 6, 1)) == 30
    assert entries(database) == made + 1


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (replace(REPAIR, code=" "), "field_required", "code"),
        (replace(REPAIR, value=""), "field_required", "value"),
        (replace(REPAIR, value="сорок"), "law_value_bad", "value"),
        (replace(REPAIR, unit="percent", value="Infinity"), "law_value_bad", "value"),
        (replace(REPAIR, unit="percent", value="процент"), "law_value_bad", "value"),
        (replace(REPAIR, unit="flag", value="да"), "law_value_bad", "value"),
        (replace(REPAIR, unit="date", value="завтра"), "law_value_bad", "value"),
        (replace(REPAIR, valid_to=date(2026, 5, 31)), "period_reversed", "valid_to"),
        (replace(REPAIR, valid_from=None), "law_row_exists", "valid_from"),
    ],
)
def test_a_wrong_parameter_is_told_by_its_field(
    sqlite_database: Database, wrong: LawParam, code: str, field: str
) -> None:
    actor = ready(sqlite_database)
    with pytest.raises(UserError) as caught:
        run(sqlite_database, lambda session: law.save_param(session, actor, wrong))
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_row_that_is_gone_cannot_be_changed(sqlite_database: Database) -> None:
    actor = ready(sqlite_database)
    for work in (
        lambda session: law.save_param(session, actor, REPAIR, 1),
        lambda session: warranty_terms.save_term(session, actor, TermData("Bosch", id=1)),
        lambda session: warranty_terms.save_mask(session, actor, Mask("Bosch", r"\d+", ""), 1),
        lambda session: warranty_terms.save_authorisation(
            session, actor, BrandAuthorisation("Bosch"), row_id=1
        ),
    ):
        with pytest.raises(UserError) as caught:
            run(sqlite_database, work)
        assert caught.value.code == "row_not_found"


def test_an_upgrade_adds_and_corrects_but_never_overwrites(database: Database, actor: Actor) -> None:
    """A manager's rows stay, even where the day they begin was moved; shipped rows follow."""
    table, terms, masks = LawParameter.__table__, WarrantyTerm.__table__, SerialMask.__table__
    loaner = next(row for row in rows(database, table) if row["code"] == "LOANER_DAYS")
    mine = LawParam("LOANER_DAYS", "2", "days", "договор", date(2026, 1, 1))
    run(database, lambda session: law.save_param(session, actor, mine, loaner["id"]))
    run(database, lambda session: warranty_terms.save_refusal_code(session, actor, "liquid", "Вода внутри"))
    bosch = next(row for row in rows(database, terms) if row["shipped_key"] == "Bosch")
    run(
        database,
        lambda session: warranty_terms.save_term(
            session, actor, TermData("Bosch", months=24, parts=(LG_MOTOR,), id=bosch["id"])
        ),
    )
    shipped = warranty_terms.read_shipped()
    newer = replace(
        shipped,
        law=replace(
            shipped.law,
            version=2,
            rows=(
                *(
                    replace(row, value="44") if row.code in {"REPAIR_MAX_DAYS", "LOANER_DAYS"} else row
                    for row in shipped.law.rows
                ),
                LawParam("NEW_DAYS", "5", "days", "новый закон"),
            ),
        ),
        refusals=replace(
            shipped.refusals,
            rows=(RefusalData("LIQUID", "Иначе"), RefusalData("MECH", "Удар"), RefusalData("HAIL", "Град")),
        ),
        terms=replace(
            shipped.terms,
            rows=tuple(replace(row, months=36, parts=()) for row in shipped.terms.rows),
        ),
    )
    run(database, lambda session: warranty_terms.load_shipped(session, newer))
    stored = rows(database, table)
    assert [row["value"] for row in stored if row["code"] == "LOANER_DAYS"] == ["2"]
    assert [row["value"] for row in stored if row["code"] == "REPAIR_MAX_DAYS"] == ["44"]
    assert [row["value"] for row in stored if row["code"] == "NEW_DAYS"] == ["5"]
    wordings = {row["code"]: row["text"] for row in rows(database, RefusalCode.__table__)}
    assert (wordings["LIQUID"], wordings["MECH"], wordings["HAIL"]) == ("Вода внутри", "Удар", "Град")
    months = {row["shipped_key"]: row["months"] for row in rows(database, terms)}
    assert months.pop("Bosch") == 24
    assert set(months.values()) == {36}
    parts = rows(database, PartTerm.__table__)
    assert [(row["term_id"], row["name"]) for row in parts] == [(bosch["id"], "Двигатель")]
    assert len(rows(database, masks)) == len(shipped.serials.rows)


def test_loading_the_same_again_changes_nothing(database: Database, actor: Actor) -> None:
    before = entries(database)
    run(database, lambda session: initialise(session, database.folder))
    assert entries(database) == before


def test_terms_of_a_model_need_the_model(database: Database, actor: Actor) -> None:
    with pytest.raises(UserError) as caught:
        run(
            database,
            lambda session: warranty_terms.save_term(
                session, actor, TermData("Bosch", "washing_machine", "WAN28263BY", months=24)
            ),
        )
    assert (caught.value.code, caught.value.field) == ("model_unknown", "model")


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (TermData(" "), "field_required", "brand"),
        (TermData("Bosch", model="WAN"), "field_required", "category"),
        (TermData("Bosch", months=-1), "number_range", "months"),
        (TermData("Bosch", service_life_years=601), "number_range", "service_life_years"),
        (TermData("Bosch", parts=(PartTermData(" ", 12),)), "field_required", "parts.0.name"),
        (TermData("Bosch", parts=(PartTermData("Бак", 601),)), "number_range", "parts.0.months"),
        (TermData("Bosch", valid_from=DAY, valid_to=date(2026, 1, 1)), "period_reversed", "valid_to"),
        (TermData("Bosch", "teleport"), "category_unknown", "category"),
    ],
)
def test_wrong_terms_are_told_by_their_field(
    sqlite_database: Database, wrong: TermData, code: str, field: str
) -> None:
    actor = ready(sqlite_database)
    with pytest.raises(UserError) as caught:
        run(sqlite_database, lambda session: warranty_terms.save_term(session, actor, wrong))
    assert (caught.value.code, caught.value.field) == (code, field)


def test_wrong_masks_are_told(sqlite_database: Database) -> None:
    actor = ready(sqlite_database)
    for mask, code in (
        (Mask("Bosch", "(", ""), "mask_bad"),
        (Mask("Bosch", "", ""), "field_required"),
        (Mask("Bosch", r"\d+", "", decoder="crystal_ball"), "decoder_unknown"),
    ):
        with pytest.raises(UserError) as caught:
            run(sqlite_database, lambda session, mask=mask: warranty_terms.save_mask(session, actor, mask))
        assert caught.value.code == code


def test_a_mask_a_contract_and_a_group_are_changed(database: Database, actor: Actor) -> None:
    mask_id = run(
        database, lambda session: warranty_terms.save_mask(session, actor, Mask("Acme", "A\\d+", "талон"))
    )
    contract = BrandAuthorisation("Acme", date(2026, 1, 1), date(2026, 5, 22), ("tv",), doa_days=14)
    row_id = run(
        database, lambda session: warranty_terms.save_authorisation(session, actor, contract, months=12)
    )
    longer = replace(contract, valid_to=date(2027, 1, 1))
    run(
        database,
        lambda session: warranty_terms.save_authorisation(session, actor, longer, months=12, row_id=row_id),
    )
    run(
        database,
        lambda session: warranty_terms.change_group(
            session, actor, "microwave", tst_item=12, loaner_required=True
        ),
    )
    (stored,) = rows(database, Authorisation.__table__)
    assert (stored["valid_to"], stored["warranty_months"]) == (date(2027, 1, 1), 12)
    assert any(
        row["id"] == mask_id and row["origin"] == "own" for row in rows(database, SerialMask.__table__)
    )
    group = next(row for row in rows(database, Category.__table__) if row["code"] == "microwave")
    assert (group["tst_item"], bool(group["loaner_required"]), group["origin"]) == (12, True, "own")
    with pytest.raises(UserError):
        run(
            database,
            lambda session: warranty_terms.change_group(
                session, actor, "microwave", tst_item=15, loaner_required=True
            ),
        )


def test_a_clerk_changes_none_of_it(sqlite_database: Database) -> None:
    clerk = replace(ready(sqlite_database), role=Role.CLERK)
    for work in (
        lambda session: law.save_param(session, clerk, REPAIR),
        lambda session: warranty_terms.save_term(session, clerk, TermData("Bosch")),
        lambda session: warranty_terms.save_mask(session, clerk, Mask("Bosch", ".", "")),
        lambda session: warranty_terms.save_refusal_code(session, clerk, "X", "Y"),
        lambda session: warranty_terms.save_authorisation(session, clerk, BrandAuthorisation("Bosch")),
        lambda session: warranty_terms.change_group(
            session, clerk, "tv", tst_item=None, loaner_required=False
        ),
    ):
        with pytest.raises(AccessError):
            run(sqlite_database, work)


def test_an_unreadable_shipped_row_would_be_seen(sqlite_database: Database) -> None:
    """A row without dates is read as always in force, on the driver's own types."""
    ready(sqlite_database)
    table = LawParameter.__table__
    with sqlite_database.begin(write=True) as session:
        session.execute(update(table).where(table.c.code == "MONEY_DAYS").values(valid_from=DAY))
    known = in_force(sqlite_database).law
    assert known.row("MONEY_DAYS", date(2026, 5, 21)) is None
    assert known.row("MONEY_DAYS", DAY) is not None

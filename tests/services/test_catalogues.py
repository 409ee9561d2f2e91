"""The trade catalogue: what ships, what a centre adds, what an import replaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.people import first_base, journal_count
from workstation.db import Database
from workstation.documents.catalogues import DictionaryCode, DictionaryKind
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.queries import catalogues as lists
from workstation.services import catalogues
from workstation.statuses import Role

SHIPPED = {
    *("washing_machine", "dishwasher", "refrigerator", "oven", "microwave", "vacuum_cleaner"),
    *("coffee_machine", "air_conditioner", "water_heater", "tv", "monitor", "laptop", "desktop", "printer"),
    *("smartphone", "tablet", "smart_watch", "camera", "game_console", "power_tool", "other"),
}


@pytest.fixture
def admin(database: Database) -> Actor:
    return first_base(database)


def test_every_promised_category_ships_with_chips(database: Database, admin: Actor) -> None:
    with database.begin() as session:
        rows = lists.list_categories(session)
        chips = {row.code: lists.list_choices(session, row.code) for row in rows}
        brands = [brand.name for brand in lists.list_brands(session)]
    assert {row.code for row in rows} >= SHIPPED
    assert {row.code for row in rows if row.has_imei} >= {"smartphone"}
    for code in SHIPPED:
        for kind in ("accessory", "appearance"):
            letters = [chip.letter for chip in chips[code] if chip.kind == kind]
            assert letters, (code, kind)
            assert len(set(letters)) == len(letters), (code, kind)
    assert {"Bosch", "Samsung", "LG"} <= set(brands)


def test_what_a_centre_adds_is_listed_and_journalled(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        before = journal_count(session)
        catalogues.add_category(session, admin, "e_scooter", "Электросамокат")
        brand = catalogues.add_brand(session, admin, "Кугу")
        model = catalogues.add_model(session, admin, brand, "e_scooter", "S3 Pro", warranty_months=12)
        catalogues.add_choice(session, admin, "e_scooter", "accessory", "зарядное устройство", "з")
        assert journal_count(session) == before + 4
    with database.begin() as session:
        assert lists.list_categories(session)[-1].name == "Электросамокат"
        assert lists.list_brands(session, "КУГ")[0].id == brand
        (found,) = lists.list_models(session, "кугу", "e_scooter", "s-3")
        (chip,) = lists.list_choices(session, "e_scooter")
    assert (found.id, found.warranty_months) == (model, 12)
    assert (chip.letter, chip.name) == ("З", "зарядное устройство")


def test_adding_what_is_there_finds_it_and_terms_are_mended(database: Database, admin: Actor) -> None:
    with database.begin(write=True) as session:
        brand = catalogues.add_brand(session, admin, "bosch ")
        model = catalogues.add_model(session, admin, brand, "oven", "HBF 114")
        before = journal_count(session)
        assert catalogues.add_brand(session, admin, "BOSCH") == brand
        assert catalogues.add_model(session, admin, brand, "oven", "hbf114") == model
        assert journal_count(session) == before
        assert catalogues.add_model(session, admin, brand, "oven", "HBF114", warranty_months=24) == model
        assert journal_count(session) == before + 1
        assert lists.list_models(session, "Bosch")[0].warranty_months == 24


def test_what_cannot_be_added_is_named(database: Database, admin: Actor) -> None:
    storekeeper = replace(admin, role=Role.STOREKEEPER)
    with database.begin(write=True) as session:
        chip = lists.list_choices(session, "tv", "accessory")[0]
        refused = {
            "category_exists": lambda: catalogues.add_category(session, admin, "tv", "Телевизор"),
            "category_unknown": lambda: catalogues.add_model(
                session, admin, catalogues.add_brand(session, admin, "LG"), "sofa", "X"
            ),
            "brand_unknown": lambda: catalogues.add_model(session, admin, 1, "tv", "X"),
            "choice_exists": lambda: catalogues.add_choice(session, admin, "tv", "accessory", chip.name),
            "choice_letter_taken": lambda: catalogues.add_choice(
                session, admin, "tv", "accessory", "антенна комнатная", chip.letter
            ),
            "choice_kind_unknown": lambda: catalogues.add_choice(session, admin, "tv", "smell", "дым"),
            "field_required": lambda: catalogues.add_brand(session, admin, " "),
        }
        for code, verb in refused.items():
            with pytest.raises(UserError) as error:
                verb()
            assert error.value.code == code
        with pytest.raises(AccessError):
            catalogues.add_brand(session, storekeeper, "Новый")


def test_an_imported_dictionary_replaces_and_dates_rule(database: Database, admin: Actor) -> None:
    codes = [
        DictionaryCode(DictionaryKind.SYMPTOM, "ZZ1", "не отжимает"),
        DictionaryCode(DictionaryKind.SYMPTOM, "ZZ1", "не отжимает бельё", brand="Bosch"),
        DictionaryCode(DictionaryKind.SYMPTOM, "ZZ2", "старый", valid_to=date(2020, 1, 1)),
    ]
    with database.begin(write=True) as session:
        before = journal_count(session)
        assert catalogues.import_dictionary(session, admin, codes, "файл 1") == 3
        assert catalogues.import_dictionary(session, admin, codes, "файл 1") == 0
        assert catalogues.import_dictionary(session, admin, [replace(codes[0], text="крутит")], "файл 2") == 1
        assert journal_count(session) == before + 3
        with pytest.raises(UserError):
            catalogues.import_dictionary(session, admin, [], "файл 3")

        def found(brand: str, on: date | None = None) -> dict[str, str]:
            return {
                code.code: code.text
                for code in lists.list_iris(session, "symptom", brand, on)
                if code.code.startswith("ZZ")
            }

        assert found("") == {"ZZ1": "крутит", "ZZ2": "старый"}
        assert found("Bosch", date(2026, 1, 1)) == {"ZZ1": "не отжимает бельё"}


def test_an_upgrade_leaves_imported_codes_alone(database: Database, admin: Actor) -> None:
    shipped = catalogues.read_shipped()
    code = shipped.codes[0]
    with database.begin(write=True) as session:
        catalogues.import_dictionary(session, admin, [replace(code, text="свой текст")], "словарь бренда")
        assert catalogues.load_shipped(session, shipped) == 0
        rows = lists.list_iris(session, code.kind.value, code.brand or "")
    assert {row.code: row.text for row in rows}[code.code] == "свой текст"

"""The shipped reference data: complete, typed, with keys that do not clash."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from workstation.documents.catalogues import (
    BrandFile,
    Category,
    CategoryFile,
    DictionaryFile,
    DictionaryKind,
    LawParamFile,
    RefusalCodeFile,
)
from workstation.rules.validators import name_key

CATALOGUES = Path(__file__).parents[2] / "resources" / "catalogues"
CODES = [
    "washing_machine",
    "dishwasher",
    "refrigerator",
    "oven",
    "microwave",
    "vacuum_cleaner",
    "coffee_machine",
    "air_conditioner",
    "water_heater",
    "tv",
    "monitor",
    "laptop",
    "desktop",
    "printer",
    "smartphone",
    "tablet",
    "smart_watch",
    "camera",
    "game_console",
    "power_tool",
    "other",
]
F = TypeVar("F")


def read(name: str, kind: type[F]) -> F:
    return msgspec.json.decode((CATALOGUES / name).read_bytes(), type=kind, strict=True)


CATEGORIES = {row.code: row for row in read("categories.json", CategoryFile).rows}


def test_the_promised_categories_are_there() -> None:
    assert list(CATEGORIES) == CODES
    assert {code for code, row in CATEGORIES.items() if row.asks_imei} == {
        "smartphone",
        "tablet",
        "smart_watch",
    }


@pytest.mark.parametrize("category", CATEGORIES.values(), ids=lambda category: category.code)
def test_chips_have_their_own_cyrillic_letter(category: Category) -> None:
    for chips in (category.accessories, category.appearance):
        letters = [chip.key for chip in chips]
        assert len(letters) == len(set(letters)) > 0
        assert all(len(letter) == 1 and "А" <= letter <= "Я" for letter in letters)
        assert len({chip.text for chip in chips}) == len(chips)
    assert len(category.short_name) <= 16


def test_the_washing_machine_is_asked_as_drawn() -> None:
    washer = CATEGORIES["washing_machine"]
    assert [(chip.key, chip.text) for chip in washer.accessories] == [
        ("З", "Шланг залива"),
        ("С", "Шланг слива"),
        ("Б", "Болты"),
        ("П", "Паспорт"),
        ("И", "Иное"),
    ]
    assert "".join(chip.key for chip in washer.appearance) == "ЦПВТЧ"
    assert (washer.tst_item, washer.loaner_required) == (12, True)


def test_law_marks_of_groups() -> None:
    assert {code: row.tst_item for code, row in CATEGORIES.items() if row.tst_item} == {
        "washing_machine": 12,
        "dishwasher": 12,
        "refrigerator": 12,
        "oven": 12,
        "coffee_machine": 12,
        "air_conditioner": 12,
        "water_heater": 12,
        "tv": 10,
        "monitor": 8,
        "laptop": 7,
        "desktop": 7,
        "smartphone": 6,
        "tablet": 6,
        "smart_watch": 6,
        "camera": 11,
        "game_console": 9,
        "power_tool": 14,
    }
    assert not CATEGORIES["microwave"].loaner_required
    assert not CATEGORIES["oven"].loaner_required


def test_brands_are_told_apart() -> None:
    brands = read("brands.json", BrandFile).rows
    keys = [name_key(spelling) for brand in brands for spelling in (brand.name, *brand.aliases)]
    assert len(keys) == len(set(keys))
    assert {"Bosch", "Samsung", "LG"} <= {brand.name for brand in brands}


def test_iris_is_an_honest_start() -> None:
    file = read("iris.json", DictionaryFile)
    assert "Начальный набор" in file.note
    found = {(row.kind, row.code) for row in file.rows}
    assert len(found) == len(file.rows)
    for kind, code in (("condition", "1"), ("symptom", "111"), ("symptom", "161")):
        assert (DictionaryKind(kind), code) in found
    assert not {row.kind for row in file.rows} & {DictionaryKind.SECTION, DictionaryKind.DEFECT}


def test_law_parameters_and_refusal_codes() -> None:
    params = read("law_params.json", LawParamFile).rows
    keys = [(row.code, row.valid_from) for row in params]
    assert len(keys) == len(set(keys))
    assert all(row.source for row in params)
    codes = [row.code for row in read("refusal_codes.json", RefusalCodeFile).rows]
    assert len(codes) == len(set(codes)) == 17

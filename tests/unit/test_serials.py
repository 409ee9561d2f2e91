"""Serial numbers: dates that the rules read, masks that do not fit, warnings that never refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.serials import Mask, SerialMaskFile
from workstation.rules import serials
from workstation.rules.serials import fits, guess, notices, of_group

FILE = Path(__file__).parents[2] / "resources" / "catalogues" / "serial_rules.json"
MASKS = msgspec.json.decode(FILE.read_bytes(), type=SerialMaskFile, strict=True).rows
TODAY = date(2026, 5, 22)


def masks(brand: str, group: str | None = "washing_machine") -> tuple[Mask, ...]:
    return of_group([mask for mask in MASKS if mask.brand == brand], group)


@pytest.mark.parametrize(
    ("brand", "group", "serial", "made"),
    [
        ("Bosch", "washing_machine", "FD 9512 000123", (2015, 12, 1)),
        ("Bosch", "washing_machine", "FD 0103 000123", (2021, 3, 1)),
        ("Bosch", "washing_machine", "fd0503-000123", (2025, 3, 1)),
        ("Siemens", "dishwasher", "8107 000123", (2001, 7, 1)),
        ("Bosch", "oven", "FD8901 00017", (2009, 1, 1)),
        ("Neff", "oven", "FD 8412 00017", (2004, 12, 1)),
        ("Gaggenau", "oven", "FD 7507 00017", (1995, 7, 1)),
        ("Samsung", "tv", "0AB1234N301234X", (2020, 3, 1)),
        ("Samsung", "refrigerator", "ABCMC12345Z", (2019, 12, 1)),
        ("Samsung", "tv", "03AYJA12345", (2017, 10, 1)),
        ("LG", "washing_machine", "603NTAB1C234", (2026, 3, 1)),
        ("Indesit", "washing_machine", "310020895", (2023, 10, 2)),
        ("GE", "refrigerator", "LG123456", (2016, 6, 1)),
        ("Apple", "laptop", "W80171ABCD1", (2010, 4, 23)),
        ("Apple", "laptop", "C02C1ABCDEFG", (2020, 1, 1)),
        ("Apple", "laptop", "C02D1ABCDEFG", (2020, 7, 1)),
        ("Apple", "smartphone", "DNPZYABCDEFG", (2019, 12, 31)),
        ("Pioneer", "other", "TC12345678", (2020, 3, 1)),
    ],
)
def test_dates_of_production(brand: str, group: str, serial: str, made: tuple[int, int, int]) -> None:
    found = guess(masks(brand, group), serial, TODAY)
    assert found is not None
    assert found.on == date(*made)
    assert found.source


@pytest.mark.parametrize(
    ("brand", "group", "serial"),
    [
        ("Samsung", "tv", "1XW234567S"),  # a letter of the years after 2020 is not confirmed
        ("Bosch", "washing_machine", "FD 0513 000123"),
        ("Bosch", "washing_machine", "не читается"),
        ("Indesit", "washing_machine", "302300895"),
        ("Apple", "smartphone", "F4GX7"),
        ("Bosch", "smartphone", "FD 0503 000123"),
    ],
)
def test_no_date_is_read_where_there_is_none(brand: str, group: str, serial: str) -> None:
    assert guess(masks(brand, group), serial, TODAY) is None


def test_a_number_that_repeats_itself_tells_all_its_years() -> None:
    found = guess(masks("LG"), "603NTAB1C234", TODAY)
    assert found is not None
    assert [day.year for day in (found.on, *found.others)] == [2026, 2016, 2006, 1996]


def test_the_day_of_sale_rules_out_what_is_later() -> None:
    found = guess(masks("LG"), "603NTAB1C234", date(2018, 2, 1))
    assert found is not None
    assert found.on == date(2016, 3, 1)


def test_a_mask_that_does_not_fit_is_told_and_only_told() -> None:
    of_bosch = masks("Bosch")
    assert fits(of_bosch, "FD 0503 000123") is True
    assert fits(of_bosch, "603NTAB1C234") is False
    assert fits(masks("Bosch", "smartphone"), "603NTAB1C234") is None
    assert fits(of_bosch, "") is None
    assert [notice.code for notice in notices(of_bosch, "603NTAB1C234")] == ["SERIAL_MASK"]
    assert notices(of_bosch, "FD 0503 000123") == ()


def test_a_scan_that_differs_is_told_but_not_its_spelling() -> None:
    of_bosch = masks("Bosch")
    assert notices(of_bosch, "FD 0503 000123", scanned="fd0503000123") == ()
    (told,) = notices(of_bosch, "FD 0503 000123", scanned="FD0503000124")
    assert told.code == "SERIAL_SCAN_DIFFERS"
    assert told.params == {"scanned": "FD0503000124", "typed": "FD 0503 000123"}


def test_an_open_order_and_a_wrong_imei_are_told() -> None:
    found = notices((), None, imei="356938035643800", open_order="СЦ-2026-000001")
    assert [notice.code for notice in found] == ["SERIAL_OPEN_ELSEWHERE", "imei_check"]
    assert notices((), None, imei="356938035643809") == ()


def test_the_shipped_rules_can_be_used() -> None:
    assert len({mask.key for mask in MASKS}) == len(MASKS)
    for mask in MASKS:
        assert serials.pattern_error(mask.pattern) is None
        assert mask.decoder is None or mask.decoder in serials.DECODERS
        assert mask.source
    assert serials.pattern_error("(FD") is not None


@given(st.text(max_size=60), st.dates(date(1995, 1, 1), date(2099, 12, 31)))
def test_a_guess_is_never_later_than_it_may_be(serial: str, by: date) -> None:
    found = guess(MASKS, serial, by)
    assert found is None or (found.on <= by and list(found.others) == sorted(found.others, reverse=True))


@given(st.sampled_from(MASKS), st.data(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_number_of_a_mask_is_read_without_a_fault(mask: Mask, data: st.DataObject, by: date) -> None:
    serial = data.draw(st.from_regex(mask.pattern, fullmatch=True))
    assert fits((mask,), serial) is True
    found = guess((mask,), serial, by)
    assert found is None or found.on <= by


def test_a_centres_own_mask_never_breaks_the_reading() -> None:
    assert serials.pattern_error(r"\d{14}", "lg") == "(?P<year>…), (?P<month>…)"
    assert serials.pattern_error(r"(?P<year>\d)(?P<month>\d\d)", "lg") is None
    assert serials.pattern_error(r"(", None) is not None
    loose = Mask("Haier", r"(?P<year>.)(?P<month>..).*", "шильдик", decoder="lg")
    assert serials.guess([loose], "AB99123", TODAY) is None
    bare = Mask("Haier", r"\d+", "шильдик", decoder="lg")
    assert serials.guess([bare], "12345", TODAY) is None

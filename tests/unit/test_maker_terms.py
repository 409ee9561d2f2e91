"""Terms of a maker: the model goes before its group, the group before the brand, and days pick the row."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.terms import PartTermData, TermsOfDevice
from workstation.rules.maker_terms import TermLine, applies, choose, part_cover

BRAND = TermLine(1, None, None, 12, 5, None, exclusions="кроме ламп", source="бренд")
GROUP = TermLine(2, "tv", None, 24, None, None, source="группа")
MODEL = TermLine(3, "tv", 7, 36, None, 12, source="модель")
OLD = TermLine(4, "tv", None, 6, None, None, valid_to=date(2024, 12, 31), source="прежние")
DAY = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("group", "model_id", "months", "source"),
    [
        ("tv", 7, 36, "модель"),
        ("tv", 8, 24, "группа"),
        ("tv", None, 24, "группа"),
        ("laptop", 7, 36, "модель"),
    ],
)
def test_the_most_particular_row_rules(group: str, model_id: int | None, months: int, source: str) -> None:
    found = choose([BRAND, GROUP, MODEL], group, model_id, DAY)
    assert (found.months, found.source) == (months, source)


def test_what_a_row_does_not_say_comes_from_the_next() -> None:
    found = choose([MODEL, GROUP, BRAND], "tv", 7, DAY)
    assert (found.service_life_years, found.seller_extra_months, found.exclusions) == (5, 12, "кроме ламп")


def test_the_day_of_transfer_picks_the_row() -> None:
    lines = [BRAND, GROUP.__class__(2, "tv", None, 24, None, None, valid_from=date(2025, 1, 1)), OLD]
    assert choose(lines, "tv", None, date(2024, 12, 31)).months == 6
    assert choose(lines, "tv", None, date(2025, 1, 1)).months == 24
    assert choose(lines, "tv", None, None).months == 24
    assert choose([OLD], "tv", None, DAY) == TermsOfDevice()


def test_of_equal_rows_the_one_that_began_last_rules() -> None:
    newer = TermLine(5, "tv", None, 18, None, None, valid_from=date(2025, 1, 1))
    assert choose([GROUP, newer], "tv", None, DAY).months == 18


def test_parts_have_their_own_last_day() -> None:
    assert applies(GROUP, "tv", None, DAY)
    assert not applies(GROUP, "laptop", None, DAY)
    assert part_cover(PartTermData("Мотор", 120), DAY).until == date(2035, 6, 10)
    assert part_cover(PartTermData("Мотор", 120), None).until is None


@given(st.permutations([BRAND, GROUP, MODEL, OLD]), st.sampled_from([7, 8, None]))
def test_the_order_of_rows_changes_nothing(lines: list[TermLine], model_id: int | None) -> None:
    assert choose(lines, "tv", model_id, DAY) == choose([BRAND, GROUP, MODEL, OLD], "tv", model_id, DAY)

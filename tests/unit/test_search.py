"""The search text and queries meet: what is printed or said at the counter is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.rules.search import Query, document_text, like_patterns, parse_query

ORDER = document_text(
    number="СЦ-2026-000123",
    names=["Щёголева-Ли Юлия", "ООО «Ёлка & Ко» <b>", "Ли", ""],
    phone="+79123456789",
    serials=["FD 0103 000123", "603NТАВ1С234", "7702008885", ""],
    words=["Bosch", "SM-A556E"],
)


def found(text: str) -> bool:
    patterns = like_patterns(parse_query(text))
    return bool(patterns) and all(pattern.strip("%") in ORDER for pattern in patterns)


@pytest.mark.parametrize(
    "typed",
    [
        "СЦ-2026-000123",
        "сц2026000123",
        "000123",
        "+7 912 345-67-89",
        "8 (912) 345-67-89",
        "89123456789",
        "79123456789",
        "6789",
        "щеголева",
        "ЩЁГОЛЕВА юлия",
        "Щёголева-Ли",
        "щеголева 6789",
        "ёлка",
        "fd 0103 000123",
        "FD0103000123",
        "603NTAB1C234",
        "603NТАВ1С234",
        "SM-A556E",
        "A556E",
        "bosch sm-a556e",
        "Ли",
        "ли",
        "7702008885",
    ],
)
def test_is_found(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["", "  ", "иванов", "щеголева 0000", "ол", "яя", "%%%", "___"])
def test_is_not_found(typed: str) -> None:
    assert not found(typed)


def test_pieces_under_three_characters_stand_apart() -> None:
    assert parse_query("8 (912) Ли 345") == Query(("912", "345"), ("8", "ли"))
    assert like_patterns(parse_query("8 (912) 345")) == ("%912%", "%345%")
    assert like_patterns(parse_query("Ли")) == ("% ли %",)


def test_only_a_lone_whole_phone_loses_its_first_digit() -> None:
    assert parse_query("89123456789").pieces == ("9123456789",)
    assert parse_query("89123456789 иванов").pieces == ("89123456789", "иванов")
    assert parse_query("99123456789").pieces == ("99123456789",)


@given(st.text(max_size=60), st.text(max_size=60))
def test_neither_side_ever_holds_a_sign_of_like(words: str, number: str) -> None:
    for text in (document_text(words=[words], number=number), *parse_query(words).pieces):
        assert not set(text) & set("%_'\"\\")


@given(st.text(min_size=1, max_size=30))
def test_every_whole_word_finds_its_row(word: str) -> None:
    text = document_text(words=[word])
    for pattern in like_patterns(parse_query(word)):
        assert pattern.strip("%") in text or parse_query(word).pieces[0].isdigit()

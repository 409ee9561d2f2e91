"""Amounts in words: the vectors of the forms, and any amount against a library that did not make them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from printing.amounts import in_words
from workstation.money import MAX_KOPECKS

VECTORS = {
    0: "Ноль рублей 00 копеек",
    101: "Один рубль 01 копейка",
    211: "Два рубля 11 копеек",
    150000: "Одна тысяча пятьсот рублей 00 копеек",
    200100: "Две тысячи один рубль 00 копеек",
    1820000: "Восемнадцать тысяч двести рублей 00 копеек",
    123456789: "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек",
    1111112: "Одиннадцать тысяч сто одиннадцать рублей 12 копеек",
    2200222: "Двадцать две тысячи два рубля 22 копейки",
    10**13: "Сто миллиардов рублей 00 копеек",
    211_000_000_000_00: "Двести одиннадцать миллиардов рублей 00 копеек",
    MAX_KOPECKS: "Десять триллионов рублей 00 копеек",
}


@pytest.mark.parametrize("kopecks", VECTORS)
def test_the_vectors(kopecks: int) -> None:
    assert in_words(kopecks) == VECTORS[kopecks]


@given(st.integers(0, 10**13))
@example(10**13)
@example(10**11 + 1_000_00)
@example(21_002_012_11)
def test_any_amount_is_what_the_oracle_says(kopecks: int) -> None:
    said = num2words(
        Decimal(kopecks) / 100, lang="ru", to="currency", currency="RUB", separator="", cents=False
    )
    assert in_words(kopecks) == said[:1].upper() + said[1:]


def test_each_number_below_two_thousand_is_what_the_oracle_says() -> None:
    for roubles in range(2000):
        said = num2words(roubles, lang="ru")
        assert in_words(roubles * 100).lower().rsplit(" ", 3)[0] == said


@pytest.mark.parametrize("kopecks", [-1, MAX_KOPECKS + 1])
def test_what_no_paper_bears_is_refused(kopecks: int) -> None:
    with pytest.raises(ValueError, match="an amount"):
        in_words(kopecks)

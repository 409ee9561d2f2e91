"""Amounts of money in words, as an invoice and an act tell them: «Два рубля 11 копеек»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from printing.words import capitalised, form
from workstation.money import MAX_KOPECKS

_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
    "девяносто",
)  # fmt: skip
_ONES = (
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
    "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
    "восемнадцать", "девятнадцать",
)  # fmt: skip
_FEMININE = {1: "одна", 2: "две"}


class _Noun(NamedTuple):
    """What is counted: with one, with two to four, with more; whether the word is feminine."""

    one: str
    few: str
    many: str
    is_feminine: bool = False

    def with_number(self, number: int) -> str:
        """The form that goes with a number."""
        return form(number, self.one, self.few, self.many)


_ROUBLE = _Noun("рубль", "рубля", "рублей")
_KOPECK = _Noun("копейка", "копейки", "копеек")
_SCALES = (
    (10**12, _Noun("триллион", "триллиона", "триллионов")),
    (10**9, _Noun("миллиард", "миллиарда", "миллиардов")),
    (10**6, _Noun("миллион", "миллиона", "миллионов")),
    (10**3, _Noun("тысяча", "тысячи", "тысяч", is_feminine=True)),
)


def in_words(kopecks: int) -> str:
    """«Одна тысяча пятьсот рублей 00 копеек»: roubles in words, kopecks in two figures.

    Raises ValueError for less than nothing and for more than `money.MAX_KOPECKS`.
    """
    if not 0 <= kopecks <= MAX_KOPECKS:
        raise ValueError("an amount that papers do not bear")
    roubles, rest = divmod(kopecks, 100)
    said = " ".join(_number(roubles)) or "ноль"
    return f"{capitalised(said)} {_ROUBLE.with_number(roubles)} {rest:02d} {_KOPECK.with_number(rest)}"


def _number(number: int) -> Iterator[str]:
    """The words of a whole number from the greatest thousand down; nothing for zero."""
    for scale, noun in _SCALES:
        count, number = divmod(number, scale)
        if count:
            yield from _below_thousand(count, is_feminine=noun.is_feminine)
            yield noun.with_number(count)
    yield from _below_thousand(number, is_feminine=False)


def _below_thousand(number: int, *, is_feminine: bool) -> Iterator[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= len(_ONES) else (0, rest)
    feminine = _FEMININE.get(ones) if is_feminine else None
    yield from filter(None, (_HUNDREDS[hundreds], _TENS[tens], feminine or _ONES[ones]))

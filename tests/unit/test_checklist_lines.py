"""A checklist as text: each kind of line, what cannot be read, and there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.checklists import ItemData
from workstation.errors import UserError
from workstation.rules.checklist_lines import read_items, write_items
from workstation.statuses import ItemKind


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Комплектность", ItemData(ItemKind.YES_NO, "Комплектность")),
        ("! Питание отключено", ItemData(ItemKind.YES_NO, "Питание отключено", True)),
        ("!Ток утечки = до 3,5 мА", ItemData(ItemKind.VALUE, "Ток утечки", True, "мА", None, "3.5")),
        ("Изоляция = от 2 до 10 МОм", ItemData(ItemKind.VALUE, "Изоляция", False, "МОм", "2", "10")),
        ("Наработка = ч", ItemData(ItemKind.VALUE, "Наработка", False, "ч")),
        (
            "Уплотнитель ? цел+ / изношен",
            ItemData(ItemKind.CHOICE, "Уплотнитель", choices=("цел", "изношен"), good=("цел",)),
        ),
        ("! Снимок: шильдик", ItemData(ItemKind.PHOTO, "шильдик", True)),
    ],
)
def test_each_kind_of_line(line: str, item: ItemData) -> None:
    assert read_items(line) == (item,)


@pytest.mark.parametrize("text", ["Питание\n!", "Снимок:", "хорошо\nПлохо\n! = от 2"])
def test_a_line_that_says_nothing_is_named(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_items(text)
    assert caught.value.code == "checklist_line"
    assert caught.value.params["line"] == len(text.splitlines())


words = st.text("абвгд жз", min_size=1, max_size=20).map(lambda text: text.strip() or "пункт")
numbers = st.one_of(st.none(), st.integers(-99, 99).map(str), st.sampled_from(["0.5", "12.75"]))
yes_no = st.builds(ItemData, st.just(ItemKind.YES_NO), words, st.booleans())
photos = st.builds(ItemData, st.just(ItemKind.PHOTO), words, st.booleans())
values = st.builds(
    ItemData,
    st.just(ItemKind.VALUE),
    words,
    st.booleans(),
    st.sampled_from(["мА", "МОм", "°C"]),
    numbers,
    numbers,
)


@given(st.lists(st.one_of(yes_no, photos, values), max_size=8))
def test_there_and_back(items: list[ItemData]) -> None:
    assert read_items(write_items(items)) == tuple(items)

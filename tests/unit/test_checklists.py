"""Checklists: the nearest list wins, a list must make sense, an answer is good or is not."""

from __future__ import annotations

import pytest

from workstation.documents.checklists import ItemData
from workstation.errors import UserError
from workstation.rules.checklists import Scope, check_items, choose, judge
from workstation.statuses import ItemKind

LEAK = ItemData(ItemKind.VALUE, "Ток утечки", True, "мА", most="3.5")
ANY, GROUP, BRAND, MODEL, CHECK = (
    Scope(1, None, None, None, None),
    Scope(2, None, "tv", None, None),
    Scope(3, None, "tv", 7, None),
    Scope(4, None, "tv", 7, 70),
    Scope(5, "quality_check", None, None, None),
)


@pytest.mark.parametrize(
    ("kind", "category", "brand", "model", "wanted"),
    [
        ("warranty", "laptop", 1, None, 1),
        ("warranty", "tv", 1, None, 2),
        ("warranty", "tv", 7, None, 3),
        ("warranty", "tv", 7, 70, 4),
        ("quality_check", "laptop", 1, None, 5),
        ("quality_check", "tv", 7, 70, 4),
    ],
)
def test_the_nearest_list_is_chosen(
    kind: str, category: str, brand: int, model: int | None, wanted: int
) -> None:
    assert choose((ANY, GROUP, BRAND, MODEL, CHECK), kind, category, brand, model) == wanted


def test_where_none_fits_there_is_none() -> None:
    assert choose((GROUP, CHECK), "warranty", "laptop", 1, None) is None


@pytest.mark.parametrize(
    ("item", "value", "wanted"),
    [
        (ItemData(ItemKind.YES_NO, "Слив"), "да", ("yes", True)),
        (ItemData(ItemKind.YES_NO, "Слив"), "No", ("no", False)),
        (LEAK, "0,21", ("0.21", True)),
        (LEAK, "3.5", ("3.5", True)),
        (LEAK, "3.51", ("3.51", False)),
        (ItemData(ItemKind.VALUE, "Слив", least="15"), "14,9", ("14.9", False)),
        (ItemData(ItemKind.CHOICE, "Влага", choices=("есть", "нет"), good=("нет",)), "есть", ("есть", False)),
        (ItemData(ItemKind.PHOTO, "Табличка"), None, (None, True)),
    ],
)
def test_answers(item: ItemData, value: str | None, wanted: tuple[str | None, bool]) -> None:
    assert judge(item, value, has_photo=True) == wanted


@pytest.mark.parametrize(
    ("item", "value", "code"),
    [
        (ItemData(ItemKind.YES_NO, "Слив"), "может быть", "checklist_answer_bad"),
        (ItemData(ItemKind.CHOICE, "Влага", choices=("есть",), good=("есть",)), "", "checklist_answer_bad"),
        (LEAK, "мало", "checklist_number_bad"),
        (LEAK, "NaN", "checklist_number_bad"),
        (ItemData(ItemKind.PHOTO, "Табличка"), "вот", "checklist_photo_needed"),
    ],
)
def test_what_is_no_answer(item: ItemData, value: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        judge(item, value, has_photo=False)


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        (ItemData(ItemKind.YES_NO, " "), "field_required", "items.0.text"),
        (ItemData(ItemKind.VALUE, "Ток", least="5", most="1"), "checklist_limits", "items.0.most"),
        (ItemData(ItemKind.VALUE, "Ток", least="пять"), "checklist_number_bad", "items.0.least"),
        (ItemData(ItemKind.CHOICE, "Влага", choices=("есть",)), "checklist_choices", "items.0.choices"),
    ],
)
def test_a_list_must_make_sense(item: ItemData, code: str, field: str) -> None:
    with pytest.raises(UserError, match=code) as caught:
        check_items((item,))
    assert caught.value.field == field


def test_an_empty_list_is_none() -> None:
    with pytest.raises(UserError, match="checklist_empty"):
        check_items(())

"""Checklists: which list an order gets, whether a list makes sense, whether an answer is good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workstation.documents.checklists import ItemData
from workstation.errors import UserError
from workstation.statuses import ItemKind

YES, NO = "yes", "no"
_WORDS = {YES: YES, NO: NO, "да": YES, "нет": NO, "true": YES, "false": NO, "1": YES, "0": NO}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is for; None means any."""

    version_id: int
    work_kind: str | None
    category: str | None
    brand_id: int | None
    model_id: int | None

    @property
    def rank(self) -> tuple[bool, bool, bool, bool]:
        """How near it is: a model goes before a brand, a brand before a group, a group before a kind."""
        return (
            self.model_id is not None,
            self.brand_id is not None,
            self.category is not None,
            self.work_kind is not None,
        )


def choose(
    scopes: Iterable[Scope], kind: str, category: str, brand_id: int, model_id: int | None
) -> int | None:
    """The version of the nearest list that fits an order; None where none does."""
    fitting = [
        scope
        for scope in scopes
        if scope.work_kind in (None, kind)
        and scope.category in (None, category)
        and scope.brand_id in (None, brand_id)
        and scope.model_id in (None, model_id)
    ]
    best = max(fitting, key=lambda scope: (scope.rank, scope.version_id), default=None)
    return best.version_id if best else None


def check_items(items: tuple[ItemData, ...]) -> None:
    """A list that can be done: it has items, limits in order, choices of which one passes.

    Raises UserError `checklist_empty`, `field_required`, `checklist_number_bad`, `checklist_limits`,
    `checklist_choices`.
    """
    if not items:
        raise UserError("checklist_empty", "items")
    for place, item in enumerate(items):
        if not item.text.strip():
            raise UserError("field_required", f"items.{place}.text")
        least, most = _limit(item.least, f"items.{place}.least"), _limit(item.most, f"items.{place}.most")
        if least is not None and most is not None and least > most:
            raise UserError("checklist_limits", f"items.{place}.most")
        if item.kind is ItemKind.CHOICE and (not item.choices or not set(item.good) & set(item.choices)):
            raise UserError("checklist_choices", f"items.{place}.choices")


def judge(item: ItemData, value: str | None, *, has_photo: bool) -> tuple[str | None, bool]:
    """An answer as it is kept, and whether it is good. `value` is as typed.

    Raises UserError `checklist_photo_needed`, `checklist_answer_bad`, `checklist_number_bad`.
    """
    typed = (value or "").strip()
    if item.kind is ItemKind.PHOTO:
        if not has_photo:
            raise UserError("checklist_photo_needed", "photo")
        return typed or None, True
    if item.kind is ItemKind.YES_NO:
        word = _WORDS.get(typed.lower())
        if word is None:
            raise UserError("checklist_answer_bad", "value", got=typed, choices=f"{YES}, {NO}")
        return word, word == YES
    if item.kind is ItemKind.CHOICE:
        if typed not in item.choices:
            raise UserError("checklist_answer_bad", "value", got=typed, choices=", ".join(item.choices))
        return typed, typed in item.good
    number = _number(typed, "value")
    least, most = _limit(item.least, "least"), _limit(item.most, "most")
    return str(number), (least is None or number >= least) and (most is None or number <= most)


def _limit(text: str | None, field: str) -> Decimal | None:
    return None if text is None or not text.strip() else _number(text, field)


def _number(text: str, field: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        raise UserError("checklist_number_bad", field) from None
    if not number.is_finite():
        raise UserError("checklist_number_bad", field)
    return number

"""A checklist written as text, one item a line, as a manager types it and reads it back.

! Питание отключено                      required, yes or no
Комплектность как при приёме             not required, yes or no
! Ток утечки = до 3,5 мА                 a value with limits and a unit
! Сопротивление изоляции = от 2 МОм
! Уплотнитель ? цел+ / изношен / порван  a choice; `+` marks what passes
! Снимок: шильдик после сборки           a photo
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workstation.documents.checklists import ItemData
from workstation.errors import UserError
from workstation.statuses import ItemKind

REQUIRED, VALUE, CHOICE, PHOTO = "!", " = ", " ? ", "снимок:"
_LIMITS = re.compile(
    r"(?:от\s+(?P<least>-?\d+(?:[.,]\d+)?)\s*)?(?:до\s+(?P<most>-?\d+(?:[.,]\d+)?)\s*)?(?P<unit>\S.*)?"
)


def read_items(text: str) -> tuple[ItemData, ...]:
    """The items of a text; raises UserError `checklist_line` naming the line that cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(_item(line, number) for number, line in enumerate(lines, 1))


def write_items(items: Iterable[ItemData]) -> str:
    """The text of items; what `read_items` makes of it equals them."""
    return "\n".join(map(_line, items))


def _item(line: str, number: int) -> ItemData:
    required = line.startswith(REQUIRED)
    words = line.removeprefix(REQUIRED).strip()
    if words.casefold().startswith(PHOTO):
        return ItemData(ItemKind.PHOTO, _text(words[len(PHOTO) :], number), required)
    padded = f" {words} "
    if VALUE in padded:
        text, _, limits = padded.partition(VALUE)
        found = _LIMITS.fullmatch(limits.strip())
        if found is None:
            raise UserError("checklist_line", "items", line=number)
        least, most = (found[name].replace(",", ".") if found[name] else None for name in ("least", "most"))
        return ItemData(ItemKind.VALUE, _text(text, number), required, found["unit"], least, most)
    if CHOICE in padded:
        text, _, said = padded.partition(CHOICE)
        marked = [part.strip() for part in said.split("/") if part.strip()]
        choices = tuple(part.removesuffix("+").strip() for part in marked)
        good = tuple(part.removesuffix("+").strip() for part in marked if part.endswith("+"))
        return ItemData(ItemKind.CHOICE, _text(text, number), required, choices=choices, good=good)
    return ItemData(ItemKind.YES_NO, _text(words, number), required)


def _text(words: str, number: int) -> str:
    text = words.strip()
    if not text:
        raise UserError("checklist_line", "items", line=number)
    return text


def _line(item: ItemData) -> str:
    head = f"{REQUIRED} " if item.required else ""
    if item.kind is ItemKind.PHOTO:
        return f"{head}Снимок: {item.text}"
    if item.kind is ItemKind.VALUE:
        limits = (("от", item.least), ("до", item.most))
        said = [f"{word} {number.replace('.', ',')}" for word, number in limits if number is not None]
        return f"{head}{item.text}{VALUE}{' '.join([*said, item.unit or '']).strip()}"
    if item.kind is ItemKind.CHOICE:
        choices = " / ".join(f"{one}+" if one in item.good else one for one in item.choices)
        return f"{head}{item.text}{CHOICE}{choices}"
    return f"{head}{item.text}"

"""Small helpers that lay fields out on the grid of the intake."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.chips import ChipItem
from ui.widgets.field import Field, FieldRow
from ui.widgets.popup import PopupRow
from workstation.statuses import Labelled

LETTERS = {
    "person": "Ч", "company": "К", "entrepreneur": "И",
    "phone": "З", "sms": "С", "email": "П", "messenger": "М",
    "present": "Е", "absent": "Н", "defective": "Д",
    "warranty": "Г", "paid": "П", "presale": "Р", "repeat": "В", "quality_check": "К", "expertise": "Э",
    "maintenance": "О",
}  # fmt: skip


def fixed(title: str, editor: QWidget, width: int) -> Field:
    """A field that takes no more room than its editor."""
    field = Field(title, editor)
    field.setFixedWidth(width)
    return field


def row(*fields: QWidget) -> FieldRow:
    """Fields side by side; those without a width share what is left."""
    return FieldRow(*fields, space=12)


def side_by_side(*parts: QWidget) -> QWidget:
    """Links on one line."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(16)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return box


def chips_of(members: Iterable[Labelled], short: dict[str, str] | None = None) -> list[ChipItem]:
    """One chip for each member of a closed list, with its letter."""
    words = short or {}
    return [
        ChipItem(one.value, words.get(one.value, one.label), LETTERS.get(one.value, "")) for one in members
    ]


def rows_of(members: Iterable[Labelled], words: dict[str, str] | None = None) -> list[PopupRow]:
    """The rows of a list for a closed list of words."""
    own = words or {}
    return [PopupRow(one, own.get(one.value, one.label)) for one in members]

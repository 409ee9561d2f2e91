"""What belongs to a device, typed in one line."""

from __future__ import annotations

import re
from typing import Any

from ui.widgets.lines import LineEdit
from workstation.documents.intake import Accessory

_COUNTED = re.compile(r"(?P<name>.*\S)\s*[×*]\s*(?P<quantity>[1-9]\d{0,3})")


class AccessoriesEdit(LineEdit):
    """Words separated by commas, «болты × 4» (or *) for several; the value is a tuple of accessories."""

    def value(self) -> object:
        """The accessories."""
        return tuple(_read(part.strip()) for part in self.text().split(",") if part.strip())

    def set_value(self, value: Any, undoable: bool = False) -> None:
        """Show accessories."""
        super().set_value(", ".join(map(_written, value or ())) or None, undoable)


def _read(words: str) -> Accessory:
    counted = _COUNTED.fullmatch(words)
    return Accessory(counted["name"], int(counted["quantity"])) if counted else Accessory(words)


def _written(one: Accessory) -> str:
    return f"{one.name} × {one.quantity}" if one.quantity != 1 else one.name

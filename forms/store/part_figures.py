"""The line of figures over the card of a part."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from forms.store.part_facts import PartSheet
from ui.widgets.basics import Fill, label, set_tone
from workstation.i18n import tr
from workstation.money import format_roubles


class PartFigures(Fill):
    """On hand, reserved, free, expected and cost in one line, read from the ledger."""

    def __init__(self) -> None:
        super().__init__("panel", "b")
        self.setFixedHeight(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(36)
        self._values: dict[str, Any] = {}
        self._names: dict[str, Any] = {}
        titles = (tr("Остаток"), tr("Резерв"), tr("Свободно"), tr("Ожидается"), tr("Себестоимость остатка"))
        for name, title in zip(("on_hand", "reserved", "free", "expected", "cost"), titles, strict=True):
            box = QVBoxLayout()
            box.setSpacing(1)
            box.addStretch(1)
            self._names[name] = label(title, "text2", "small")
            box.addWidget(self._names[name])
            self._values[name] = label("—", "", "title", bold=True)
            box.addWidget(self._values[name])
            box.addStretch(1)
            row.addLayout(box)
        row.addStretch(1)

    def show_card(self, sheet: PartSheet, *, with_cost: bool) -> None:
        """The figures of a part."""
        card, unit = sheet.card, sheet.card.data.unit.label
        for name in ("on_hand", "reserved", "free", "expected"):
            self._values[name].setText(f"{getattr(card, name)} {unit}")
        set_tone(self._values["free"], "green" if card.free else "amber")
        self._values["cost"].setText(format_roubles(card.cost))
        for part in (self._values["cost"], self._names["cost"]):
            part.setVisible(with_cost)
        self.show()

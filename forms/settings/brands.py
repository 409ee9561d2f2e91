"""Brands the centre is authorised for: a row each, with its contract and term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.form import Form
from ui.widgets.basics import label
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, Raw
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation.documents.warranty import AuthorisationMode, BrandAuthorisation
from workstation.i18n import mark, tr

MODES = {
    AuthorisationMode.BY_CARD: mark("по талону"),
    AuthorisationMode.BY_SERIAL: mark("по серийному номеру"),
    AuthorisationMode.BY_PURCHASE: mark("по чеку"),
    AuthorisationMode.MIXED: mark("любой документ"),
}
WIDTHS = {"brand": 170, "contract": 150, "valid_from": 110, "valid_to": 110, "mode": 170}


class BrandsFields(Form):
    """Rows of contracts; an empty row is no contract."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[int, QWidget]] = []
        self._bases: dict[int, BrandAuthorisation] = {}
        self._names: list[PopupRow] = []
        self._next = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(
            label(tr("Гарантию за счёт изготовителя даёт договор с ним. Без договора бренд чинят платно."),
                  "text2", wrap=True)
        )  # fmt: skip
        self._more = LinkButton(tr("Ещё бренд"), "plus", self.add_row)
        self._column.addWidget(self._more)
        self._column.addStretch(1)

    def set_brands(self, names: Iterable[str]) -> None:
        """The brands to choose from; any other may be typed."""
        self._names = [PopupRow(name, name) for name in names]
        for number, _row in self._rows:
            self.field(f"brand.{number}").editor.set_rows(self._names)

    def add_row(self, contract: BrandAuthorisation | None = None) -> None:
        """One more row; the focus goes into it when it is added by hand."""
        number, self._next = self._next, self._next + 1
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        modes = [PopupRow(mode.value, tr(text)) for mode, text in MODES.items()]
        editors: dict[str, tuple[str, Any]] = {
            "brand": (tr("Бренд"), Combo(self._names, addable=True)),
            "contract": (tr("Договор"), LineEdit()),
            "valid_from": (tr("С"), DateEdit()),
            "valid_to": (tr("По"), DateEdit(tr("без срока"))),
            "mode": (tr("Гарантия"), Combo(modes)),
        }
        for name, (title, editor) in editors.items():
            line.addWidget(self.add(f"{name}.{number}", Field(title, editor, WIDTHS[name])))
        drop = LinkButton(tr("Убрать"), "trash-2", lambda: self._drop(number))
        line.addWidget(drop, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._rows.append((number, row))
        self._column.insertWidget(self._column.count() - 2, row)
        self._bases[number] = contract or BrandAuthorisation("")
        for name in editors:
            value = getattr(self._bases[number], name)
            self.set_value(
                f"{name}.{number}", value.value if isinstance(value, AuthorisationMode) else value or None
            )
        if contract is None:
            self.focus(f"brand.{number}")

    def begin(self) -> None:
        """The focus goes into the first row; an empty list gets one."""
        if self._rows:
            self.focus(f"brand.{self._rows[0][0]}")
        else:
            self.add_row()

    def contracts(self) -> tuple[BrandAuthorisation, ...]:
        """What is typed, rows without a brand left out."""
        found = []
        for number, _row in self._rows:
            brand = self.value(f"brand.{number}")
            if brand:
                given = {
                    name: self.value(f"{name}.{number}") for name in ("contract", "valid_from", "valid_to")
                }
                mode = AuthorisationMode(self.value(f"mode.{number}") or AuthorisationMode.MIXED.value)
                found.append(replace(self._bases[number], brand=str(brand), mode=mode, **given))
        return tuple(found)

    def show_contracts(self, contracts: Sequence[BrandAuthorisation]) -> None:
        """Show what is stored."""
        for number, _row in list(self._rows):
            self._drop(number)
        for contract in contracts:
            self.add_row(contract)
        self.set_clean()

    def restore(self, draft: Any) -> None:
        """Bring back as many rows as the draft has."""
        numbers = sorted({int(path.partition(".")[2]) for path in draft if path.startswith("brand.")})
        for number in numbers:
            self._next = number
            self.add_row(BrandAuthorisation(""))
        super().restore(draft)

    def draft(self) -> dict[str, Raw]:
        """Only rows that are still there."""
        alive = {number for number, _row in self._rows}
        return {path: raw for path, raw in super().draft().items() if int(path.partition(".")[2]) in alive}

    def _drop(self, number: int) -> None:
        row = next(widget for one, widget in self._rows if one == number)
        self._rows = [(one, widget) for one, widget in self._rows if one != number]
        for name in WIDTHS:
            self.remove(f"{name}.{number}")
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._more.setFocus()
        self.edited.emit("brand")

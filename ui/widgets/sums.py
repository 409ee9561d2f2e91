"""A column of sums: words on the left, money on the right, the one that matters in bold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets.basics import label

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SumRow(NamedTuple):
    """One line: a tone colours the sum, `bold` is for the one that is looked for."""

    name: str
    amount: str
    tone: str = ""
    bold: bool = False


class Sums(QWidget):
    """Shows the rows it is given; takes the height it needs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._column.addWidget(self._inner)
        self._rows: tuple[SumRow, ...] = ()

    def show_rows(self, rows: Iterable[SumRow]) -> None:
        """Show these in place of what was there."""
        self._rows = tuple(rows)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(self._rows):
            quiet = "" if row.bold else "text2"
            grid.addWidget(label(row.name, quiet, bold=row.bold, wrap=True), place, 0)
            grid.addWidget(label(row.amount, row.tone, bold=row.bold), place, 1, _RIGHT)
        self._column.replaceWidget(self._inner, inner)
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = inner
        said = ", ".join(f"{row.name} {row.amount}" for row in self._rows)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def rows(self) -> tuple[SumRow, ...]:
        """What is shown."""
        return self._rows

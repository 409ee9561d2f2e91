"""Editors of measured values."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.lines import FormattedEdit
from workstation.i18n import tr


class DecimalEdit(FormattedEdit):
    """A measured value, on the right: a decimal number as text with a point, shown with a comma."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def parse(self, text: str) -> object:
        plain = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
        if not re.fullmatch(r"[-+]?\d+(\.\d+)?", plain):
            raise ValueError(text)
        return plain.lstrip("+")

    def format(self, value: object) -> str:
        return "" if value is None else str(value).replace(".", ",")

    def complaint(self) -> str:
        return tr("Введите число, дробь через запятую: 12,4")

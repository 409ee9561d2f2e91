"""A sheet with a panel on its right, as the pages of buying are made."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

MARGIN = 20


def with_panel(panel: QWidget, *parts: QWidget) -> QWidget:
    """Parts under each other, the last taking the room, beside the panel."""
    left = QVBoxLayout()
    left.setContentsMargins(MARGIN, 12, MARGIN, 0)
    left.setSpacing(8)
    for part in parts:
        left.addWidget(part, int(part is parts[-1]))
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addLayout(left, 1)
    row.addWidget(panel)
    return sheet

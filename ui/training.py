"""The sign of a practice base: at the foot of the rail, in sight on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from workstation.i18n import tr

if TYPE_CHECKING:
    from ui.main_window import MainWindow

WIDTH, HEIGHT = 84, 64


class TrainingSign(QWidget):
    """Amber icon and words; a practice base never looks like a working one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAccessibleName(tr("Учебная база"))
        self.setToolTip(tr("Учебная база: заказы не настоящие, на бумагах стоит «УЧЕБНЫЙ»"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(6, 2, WIDTH - 12, HEIGHT - 8)
        theme.draw_box(painter, box, "amber_soft", "amber", theme.RADIUS_BUTTON)
        theme.draw_icon(painter, "triangle-alert", "amber", (WIDTH - 16) // 2, 7, 16)
        painter.setFont(theme.font("small", True))
        painter.setPen(theme.colour("amber"))
        words = box.adjusted(0, 22, 0, -2)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr("Учебная база"))


def show_training(window: MainWindow, on: bool) -> None:
    """Put the sign up, or take it away."""
    sign = window.rail.findChild(TrainingSign)
    if on and sign is None:
        window.rail.layout().addWidget(TrainingSign(window.rail))
    elif sign is not None:
        sign.setVisible(on)

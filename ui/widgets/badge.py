"""A state: always colour, word and shape."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

HEIGHT = 20


def badge_width(word: str) -> int:
    """How wide a badge with this word is."""
    return 25 + QFontMetrics(theme.font("small")).horizontalAdvance(word) + 9


def draw_badge(painter: QPainter, box: QRectF, word: str, tone: str, icon: str) -> None:
    """Paint a badge into `box`; `tone` is `grey`, `accent`, `green`, `amber`, `red` or `violet`."""
    theme.draw_box(painter, box, f"{tone}_soft", None, 4)
    theme.draw_icon(
        painter, icon, tone, int(box.x()) + 7, int(box.y()) + (int(box.height()) - 14) // 2, 14, 2
    )
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour(tone))
    painter.drawText(box.adjusted(25, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


class Badge(QWidget):
    """A badge in a form: `set_state` takes anything with `label`, `tone` and `icon` (a status)."""

    def __init__(
        self, word: str = "", tone: str = "grey", icon: str = "inbox", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word, self._tone, self._icon = word, tone, icon
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, word: str, tone: str, icon: str) -> None:
        """Show another state."""
        self._word, self._tone, self._icon = word, tone, icon
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def set_state(self, status: Any) -> None:
        """Show a status by its own label, tone and icon."""
        self.set(status.label, status.token, status.icon)

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._word), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), QRectF(self.rect()), self._word, self._tone, self._icon)

"""The line at the bottom: station, user, print queue, backup, connection. Quiet when well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.basics import KEY_HEIGHT, Fill, draw_key, key_width, label, set_tone
from workstation.i18n import tr

HEIGHT = 27
TELL_MS = 8000
STATES = (("print", "printer"), ("backup", "database"), ("link", "wifi"))


class StatusItem(QAbstractButton):
    """An icon and words; grey when well, bold amber or red when a person is needed."""

    def __init__(self, icon: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._key, self._tone = icon, key, "text2"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: str = "text2") -> None:
        """Say something; `amber` or `red` ask for a person."""
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def _loud(self) -> bool:
        return self._tone in {"amber", "red"}

    def sizeHint(self) -> QSize:
        width = 21 + QFontMetrics(theme.font("small", self._loud())).horizontalAdvance(self.text()) + 2
        return QSize(width + (key_width(self._key) + 6 if self._key else 0), HEIGHT - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_icon(painter, self._icon, self._tone, 0, (self.height() - 14) // 2, 14)
        painter.setFont(theme.font("small", self._loud()))
        painter.setPen(theme.colour(self._tone))
        painter.drawText(
            QRectF(21, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._key:
            y = (self.height() - KEY_HEIGHT) // 2
            draw_key(painter, self.width() - key_width(self._key) - 1, y, self._key)


class StatusBar(Fill):
    """`set_state("print" | "backup" | "link", text, tone)`; a click emits `state_clicked(name)`."""

    user_clicked = Signal()
    state_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", "t", parent)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 26, 0)
        row.setSpacing(17)
        self._station = StatusItem("monitor")
        self._user = StatusItem("user", "Ctrl+U")
        self._user.setToolTip(tr("Сменить пользователя (Ctrl+U)"))
        self._user.clicked.connect(self.user_clicked)
        self._user.hide()
        self._words = label("", "text2", "small")
        self._busy = label(tr("Идёт работа…"), "text2", "small")
        self._busy.hide()
        for part in (self._station, self._user, self._words):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._busy)
        self._states: dict[str, StatusItem] = {}
        for name, icon in STATES:
            item = self._states[name] = StatusItem(icon)
            item.setObjectName(name)
            item.clicked.connect(self._on_state)
            item.hide()
            row.addWidget(item)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._words.clear)

    def set_station(self, name: str) -> None:
        """The name of the work place."""
        self._station.set(name)

    def set_user(self, text: str) -> None:
        """Who works now («Петрова А. С., приёмщик»)."""
        self._user.set(text)

    def set_state(self, name: str, text: str, tone: str = "text2") -> None:
        """What the print queue, the backup or the connection is like; empty hides it."""
        self._states[name].set(text, tone)

    def state(self, name: str) -> str:
        """The words of a state."""
        return self._states[name].text()

    def tell(self, text: str, tone: str = "text2") -> None:
        """One line for a few seconds; red stays until the next one."""
        set_tone(self._words, tone)
        self._words.setText(text)
        self._timer.stop()
        if tone != "red":
            self._timer.start(TELL_MS)

    def set_busy(self, busy: bool) -> None:
        """Something takes longer than half a second."""
        self._busy.setVisible(busy)

    def _on_state(self) -> None:
        item = self.sender()
        if isinstance(item, StatusItem):
            self.state_clicked.emit(item.objectName())

"""How much of something is done: a thin bar, and a stopwatch over it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import IconLabel, label, set_tone
from workstation import clock
from workstation.i18n import ntr, tr

THICK = 6
MINUTE, HOUR = 60, 3600


class Meter(QWidget):
    """A bar of 6 px filled to `part` of the whole (0 to 1) in a tone."""

    def __init__(self, part: float = 0, tone: str = "accent_fill", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part, self._tone = part, tone
        self.setFixedHeight(THICK)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, part: float, tone: str = "accent_fill") -> None:
        """Fill it to another part."""
        if (part, tone) != (self._part, self._tone):
            self._part, self._tone = part, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_box(painter, QRectF(self.rect()), "line", None, THICK / 2)
        width = self.width() * min(max(self._part, 0), 1)
        if width > 0:
            box = QRectF(0, 0, max(width, THICK), THICK)
            theme.draw_box(painter, box, self._tone, None, THICK / 2)


def show_spent(seconds: int) -> str:
    """Time spent as it stands on a stopwatch: `01:14:18`."""
    return f"{seconds // HOUR:02}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"


class Stopwatch(QWidget):
    """The time of the work in hand: what runs, how much of its norm is spent, what is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spent, self._norm = 0, 0
        self._since: datetime | None = None
        self._icon = IconLabel("timer", "text2", 20)
        self._time = label("", "", "title")
        self._what = label("", "text2", wrap=True)
        self._meter = Meter()
        self._norm_words = label("", "text2", "small")
        self._left = label("", "text2", "small")
        self._lay_out()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self.show_time(0, None, "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon)
        head.addWidget(self._time)
        head.addWidget(self._what, 1)
        column.addLayout(head)
        column.addWidget(self._meter)
        foot = QHBoxLayout()
        foot.addWidget(self._norm_words)
        foot.addStretch(1)
        foot.addWidget(self._left)
        column.addLayout(foot)

    def show_time(
        self, spent: int, since: datetime | None, what: str, norm_minutes: int | None = None
    ) -> None:
        """`spent` seconds before `since`, the moment it began to run (None: it stands)."""
        self._spent, self._since, self._norm = spent, since, norm_minutes or 0
        self._icon.set("timer", "accent" if since else "text2")
        self._what.setText(what)
        self._meter.setVisible(bool(self._norm))
        for part in (self._norm_words, self._left):
            part.setVisible(bool(self._norm))
        self._norm_words.setText(tr("норма {minutes} мин", minutes=self._norm))
        self._tick()
        self._follow()

    def seconds(self) -> int:
        """What the stopwatch shows."""
        since = self._since
        return self._spent + (int((clock.now() - since).total_seconds()) if since else 0)

    def _tick(self) -> None:
        seconds = self.seconds()
        self._time.setText(show_spent(seconds))
        running = tr("время идёт") if self._since else tr("время стоит")
        self.setAccessibleName(f"{running}, {show_spent(seconds)}, {self._what.text()}")
        if self._norm:
            left = self._norm - seconds // MINUTE
            self._meter.set(seconds / MINUTE / self._norm, "accent_fill" if left >= 0 else "amber")
            set_tone(self._left, "text2" if left >= 0 else "amber")
            self._left.setText(
                tr("осталось {minutes} мин", minutes=left)
                if left >= 0
                else ntr("больше нормы на {n} минуту", "больше нормы на {n} минут", -left)
            )

    def _follow(self) -> None:
        """Ticks only while it runs and is seen."""
        if self._since is not None and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
